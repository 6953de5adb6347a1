"""What a screening found is told in words that never promise anything."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answer, Answers
from clinic_app.records.screening import Decision, Ruling
from clinic_app.records.stamp import Stamp
from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Finding, Outcome, Status, Track
from clinic_app.screening.what_would_change import unmoved, what_would_change
from clinic_app.ui.words.outcome_words import (
    change_words,
    deciding_first,
    headline_words,
    is_decided,
    route_words,
    signed_words,
    so_far_words,
)
from clinic_app.workflows.outcome_names import track_words
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.rule_packs import shipped_pack

DAY = date(2026, 11, 25)


def an_outcome(*statuses: Status, deadline: date | None = None) -> Outcome:
    return Outcome(
        country="HT",
        as_of=DAY,
        pack_version="2026.11",
        track=Track.INITIAL,
        designation="HT-2024-R",
        deadline=deadline,
        deadline_text="The window's last day." if deadline else "",
        findings=tuple(
            Finding(test=f"test_{number}", status=status, text="why", citations=("8 CFR 244.2",))
            for number, status in enumerate(statuses)
        ),
    )


def a_decision(ruling: Ruling, note: str = "") -> Decision:
    stamp = Stamp(
        at=datetime(2026, 11, 25, 10, tzinfo=UTC),
        day=DAY,
        day_source=DaySource.COMPUTER,
        worker_id="w",
        site="Hall",
    )
    return Decision(
        id="d", screening_id="s", ruling=ruling, note=note, stamp=stamp, same_worker=False
    )


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (an_outcome(Status.MET), "Nothing found against"),
        (
            an_outcome(Status.MET, deadline=date(2026, 2, 3)),
            "Nothing found against; deadline February 3, 2026",
        ),
        (an_outcome(Status.NOT_MET, Status.UNKNOWN), "Not met: Test 0"),
        (
            an_outcome(Status.NEEDS_REVIEW, Status.NEEDS_REVIEW),
            "For the representative: Test 0, Test 1",
        ),
        (an_outcome(Status.UNKNOWN, Status.MET), "Not known yet: Test 0"),
    ],
)
def test_the_headline_says_what_was_found(outcome: Outcome, words: str) -> None:
    assert headline_words(outcome) == words


def test_a_note_is_not_counted() -> None:
    outcome = an_outcome(Status.UNKNOWN, Status.UNKNOWN)
    noted = replace(outcome.findings[1], is_advisory=True)

    words = headline_words(replace(outcome, findings=(outcome.findings[0], noted)))

    assert words == "Not known yet: Test 0"


@pytest.mark.parametrize(
    "statuses",
    [(), (Status.MET,), (Status.NOT_MET, Status.NEEDS_REVIEW), (Status.UNKNOWN, Status.UNKNOWN)],
)
def test_the_line_under_a_screening_always_says_who_decides(
    statuses: tuple[Status, ...],
) -> None:
    words = so_far_words(an_outcome(*statuses))

    assert words.endswith("The representative decides.")
    assert "eligible" not in words
    assert "qualify" not in words


def test_the_route_says_how_the_deadline_was_computed() -> None:
    lines = route_words(an_outcome(Status.MET, deadline=date(2026, 2, 3)))

    assert lines == (
        "Initial registration, under notice HT-2024-R",
        "Last day: February 3, 2026",
        "The window's last day.",
    )


def test_no_route_is_said_plainly() -> None:
    tested = replace(an_outcome(Status.NOT_MET), track=Track.NONE)

    assert route_words(tested)[0].startswith("No filing route today; tested against")
    assert route_words(replace(tested, designation=None)) == ("No filing route today",)


def test_every_track_has_a_name_of_its_own() -> None:
    assert len({track_words(track) for track in Track}) == len(Track)


def test_what_decides_stands_first_and_notes_last() -> None:
    outcome = an_outcome(Status.MET, Status.UNKNOWN, Status.NOT_MET, Status.NEEDS_REVIEW)
    noted = replace(
        outcome, findings=(replace(outcome.findings[2], is_advisory=True), *outcome.findings)
    )

    shown = [(finding.status, finding.is_advisory) for _name, finding in deciding_first(noted)]

    assert shown == [
        (Status.NOT_MET, False),
        (Status.NEEDS_REVIEW, False),
        (Status.UNKNOWN, False),
        (Status.MET, False),
        (Status.NOT_MET, True),
    ]


def test_a_signature_says_who_and_when_and_keeps_the_note() -> None:
    words = signed_words((a_decision(Ruling.REFER, "To the law school."),), {"w": "M. Baptiste"})

    assert words == (
        "Referred to somebody else. Signed by M. Baptiste, November 25, 2026. To the law school."
    )


def test_a_signature_from_before_it_said_what_it_is_about_is_told_as_one() -> None:
    before = replace(a_decision(Ruling.REFER, "To the law school."), is_unbound=True)

    words = signed_words((before,), {"w": "M. Baptiste"})

    assert "does not say about which answers. To the law school." in words


@pytest.mark.parametrize("ruling", list(Ruling))
def test_only_more_papers_leaves_the_decision_open(ruling: Ruling) -> None:
    assert is_decided((a_decision(ruling),)) is (ruling is not Ruling.MORE_PAPERS)
    assert not is_decided(())


def test_every_finding_of_an_empty_screening_has_a_name_in_words() -> None:
    outcome = screen(Answers(), "HT", DAY, shipped_pack())

    names = [name for name, _finding in deciding_first(outcome)]

    assert names
    assert all("_" not in name and name[0].isupper() for name in names)


def test_many_tests_are_named_by_two_and_a_count() -> None:
    words = headline_words(an_outcome(*[Status.UNKNOWN] * 5))

    assert words == "Not known yet: Test 0, Test 1, 3 more"


def test_what_could_change_the_outcome_is_asked_in_words_and_only_while_open() -> None:
    answers = Answers().with_answer("nationalities", ("Haiti",))
    outcome = screen(answers, "HT", DAY, shipped_pack())

    changes = what_would_change(answers, outcome, shipped_pack())
    lines = change_words(changes, shipped_questionnaire())

    assert lines
    assert all(words.endswith("?") for words in lines)
    assert not any("country or countries" in words for words in lines)


def test_a_bar_that_a_paper_can_disprove_names_the_test_and_the_paper() -> None:
    answers = Answers({"nationalities": ("Haiti",), "first_entry": date(2024, 6, 4)})
    outcome = screen(answers, "HT", date(2024, 9, 16), shipped_pack())

    changes = what_would_change(answers, outcome, shipped_pack())
    lines = change_words(changes, shipped_questionnaire())

    assert lines[0] == (
        "Residence since the date set: look for any dated paper showing you lived here on or "
        "before 3 June 2024: lease, pay stub, school or clinic letter."
    )


@pytest.mark.parametrize(
    ("country", "facts", "said"),
    [
        (
            "HT",
            {"nationalities": ("Chile",)},
            "Nationality: no paper and no other answer is known that changes this.",
        ),
        ("AF", {}, "Designation in force: only a later notice or court order changes this."),
    ],
)
def test_a_bar_that_no_paper_moves_says_so(
    country: str, facts: dict[str, Answer], said: str
) -> None:
    pack = shipped_pack()
    answers = Answers({"birth_country": "Chile", "place_of_origin": "", **facts})
    outcome = screen(answers, country, DAY, pack)

    changes = what_would_change(answers, outcome, pack)

    assert said in change_words(changes, shipped_questionnaire(), unmoved(outcome, changes, pack))
