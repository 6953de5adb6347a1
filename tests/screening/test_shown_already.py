"""A suggestion ends once its paper was shown, and only by the days that the paper itself tells."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.screening.corrections import Paper, PaperKind
from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Code
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.scenario_format import answers_of
from clinic_app.screening.shown_already import ShownDays, is_shown
from clinic_app.screening.what_would_change import what_would_change

SINCE = date(2024, 6, 3)
LEFT = date(2024, 5, 20)
RESIDENCE = Paper(PaperKind.RESIDENCE, (SINCE,))
RETURN = Paper(PaperKind.RETURN, (SINCE,), LEFT)
REASON = Paper(PaperKind.LATE_REASON, (SINCE, date(2025, 2, 3)))
LASTING = Paper(PaperKind.LASTING_REASON, (), date(2024, 9, 1))
RECORD = Paper(PaperKind.COURT_RECORD)
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


def shown(proof: str, first: date, days: int = 0) -> ShownDays:
    return ShownDays(proof, first, first + timedelta(days=days))


@pytest.mark.parametrize(
    ("paper", "one", "expected"),
    [
        (RESIDENCE, shown("residence", SINCE), True),
        (RESIDENCE, shown("residence", SINCE + timedelta(days=1)), False),
        (RESIDENCE, shown("late_basis", SINCE), False),
        (RETURN, shown("residence", LEFT + timedelta(days=1)), True),
        (RETURN, shown("residence", SINCE, 90), True),
        (RETURN, shown("residence", SINCE + timedelta(days=1)), False),
        (RETURN, shown("residence", LEFT), False),
        (RETURN, shown("residence", LEFT - timedelta(days=30), 365), False),
        (REASON, shown("late_basis", date(2025, 2, 3)), True),
        (REASON, shown("late_basis", date(2023, 1, 1), 900), True),
        (REASON, shown("late_basis", date(2025, 2, 4)), False),
        (REASON, shown("late_basis", SINCE - timedelta(days=9), 8), False),
        (LASTING, shown("late_basis", date(2024, 1, 1), 400), True),
        (LASTING, shown("late_basis", date(2024, 9, 1)), False),
        (replace(LASTING, after=None), shown("late_basis", date(2030, 1, 1)), False),
        (RECORD, shown("criminal", SINCE), True),
        (RECORD, shown("residence", SINCE), False),
    ],
    ids=str,
)
def test_a_paper_is_shown_by_days_that_tell_of_it(
    paper: Paper, one: ShownDays, *, expected: bool
) -> None:
    assert is_shown(paper, (one,), cases=1) is expected


@pytest.mark.parametrize(("cases", "expected"), [(0, False), (2, True), (3, False)])
def test_each_case_has_a_record_of_its_own(cases: int, *, expected: bool) -> None:
    records = (shown("criminal", SINCE), shown("criminal", LEFT))

    assert is_shown(RECORD, records, cases=cases) is expected


@given(
    st.sampled_from([RESIDENCE, RETURN, REASON, LASTING, RECORD]),
    st.lists(
        st.builds(
            shown,
            st.sampled_from(["residence", "late_basis", "criminal", "other"]),
            DAYS,
            st.integers(0, 500),
        ),
        max_size=5,
    ),
    st.integers(1, 3),
)
def test_one_more_paper_never_brings_a_suggestion_back(
    paper: Paper, papers: list[ShownDays], cases: int
) -> None:
    before = is_shown(paper, tuple(papers[1:]), cases=cases)

    assert is_shown(paper, tuple(papers), cases=cases) >= before


def test_a_suggestion_says_that_its_paper_was_shown(pack: RulePack) -> None:
    told = {"country": "Haiti", "first_entry": date(2024, 6, 4)}
    answers = answers_of(told, "facts").without("country")
    outcome = screen(answers, "HT", date(2024, 9, 16), pack)
    early = (shown("residence", date(2024, 5, 28)),)

    open_ones = what_would_change(answers, outcome, pack)
    with_it = what_would_change(answers, outcome, pack, early)

    assert [one for one in open_ones if one.is_shown] == []
    (marked,) = (one for one in with_it if one.is_shown)
    assert (marked.code, marked.fact) == (Code.CR_DATE, "first_entry")
    assert tuple(replace(one, is_shown=False) for one in with_it) == open_ones


def test_court_records_are_counted_against_the_cases_told_of(pack: RulePack) -> None:
    case = {
        "where": "US",
        "max_term_days": 1825,
        "state_label": "felony",
        "sentence_days": 30,
        "disposition": "convicted",
    }
    told = {"country": "Haiti", "first_entry": date(2022, 2, 1), "criminal": [case]}
    answers = answers_of(told, "facts").without("country")
    outcome = screen(answers, "HT", date(2024, 9, 16), pack)

    found = what_would_change(answers, outcome, pack, (shown("criminal", SINCE),))

    assert [one.is_shown for one in found if one.code is Code.FELONY] == [True]
