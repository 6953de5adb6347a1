"""Exact running totals: each headline counts what its definition says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.tallies.breakdowns import HEADLINE_OF, UNKNOWN, Stream, Table, Traits
from clinic_app.tallies.case_facts import (
    CaseFacts,
    Cases,
    Countable,
    Gathering,
    Happening,
    Level,
    PurgedCounts,
    RepresentativeFacts,
)
from clinic_app.tallies.counting import count
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month, months

SINCE = Month(2026, 1)
YEAR = months(SINCE, Month(2026, 12))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
CASES = st.builds(CaseFacts, st.none() | DAYS, st.none() | DAYS, st.none() | DAYS)


def totals(
    *cases: CaseFacts,
    happenings: tuple[Happening, ...] = (),
    representatives: tuple[RepresentativeFacts, ...] = (),
    closing: tuple[Month, ...] = YEAR,
) -> list[dict[HeadlineCount, int]]:
    countable = Countable(cases, happenings, representatives)
    return [dict(raw.totals) for raw in count(countable, closing, counting_since=SINCE)]


def a_representative(
    *,
    level: Level = Level.FULL,
    granted: date = date(2026, 2, 10),
    expires: date = date(2029, 2, 9),
    is_renewal: bool = False,
    until: date | None = None,
) -> RepresentativeFacts:
    """Return one who has been at work since the grant, or for ever where it is a renewal."""
    return RepresentativeFacts(
        level=level,
        granted=granted,
        expires=expires,
        is_renewal=is_renewal,
        since=None if is_renewal else granted,
        until=until,
    )


def test_a_client_screened_and_then_helped_moves_and_counts_once() -> None:
    run = totals(CaseFacts(date(2026, 3, 5), date(2026, 1, 9), None))

    assert [month[HeadlineCount.SCREENED] for month in run[:4]] == [1, 1, 0, 0]
    assert [month[HeadlineCount.HELPED] for month in run[:4]] == [0, 0, 1, 1]


def test_a_client_helped_first_is_never_counted_as_only_screened() -> None:
    run = totals(CaseFacts(date(2026, 1, 5), date(2026, 2, 9), None))

    assert all(month[HeadlineCount.SCREENED] == 0 for month in run)
    assert run[-1][HeadlineCount.HELPED] == 1


@given(st.lists(CASES, max_size=20))
def test_everybody_is_helped_or_screened_or_neither_never_both(cases: list[CaseFacts]) -> None:
    december = totals(*cases)[-1]

    helped = sum(case.helped_on is not None for case in cases)
    only_screened = sum(case.helped_on is None and case.screened_on is not None for case in cases)
    assert december[HeadlineCount.HELPED] == helped
    assert december[HeadlineCount.SCREENED] == only_screened
    assert december[HeadlineCount.SERVED_AT_NO_COST] == sum(
        case.free_on is not None for case in cases
    )


@given(st.lists(CASES, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(cases: list[CaseFacts], random: object) -> None:
    shuffled = list(cases)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a Random

    assert totals(*cases) == totals(*shuffled)


@given(st.lists(CASES, max_size=12))
def test_a_month_counts_the_same_whether_closed_alone_or_in_a_row(cases: list[CaseFacts]) -> None:
    in_a_row = totals(*cases)

    assert totals(*cases, closing=(YEAR[5],)) == [in_a_row[5]]


def test_happenings_add_up_with_their_times() -> None:
    run = totals(
        happenings=(
            Happening(HeadlineCount.KYR_ATTENDANCE, date(2026, 1, 31), 40),
            Happening(HeadlineCount.KYR_ATTENDANCE, date(2026, 2, 1), 2),
            Happening(HeadlineCount.KYR_TRAINED, date(2026, 2, 1), 5),
        )
    )

    assert [month[HeadlineCount.KYR_ATTENDANCE] for month in run[:3]] == [40, 42, 42]
    assert run[1][HeadlineCount.KYR_TRAINED] == 5


def test_a_new_full_representative_stands_from_the_month_of_the_grant() -> None:
    run = totals(representatives=(a_representative(),))

    assert [month[HeadlineCount.REPRESENTATIVES_FULL] for month in run[:3]] == [0, 1, 1]
    assert run[-1][HeadlineCount.REPRESENTATIVES_NEW] == 1
    assert run[-1][HeadlineCount.REPRESENTATIVES_RENEWED] == 0


def test_a_renewal_is_renewed_and_not_new() -> None:
    run = totals(representatives=(a_representative(is_renewal=True, level=Level.PARTIAL),))

    assert run[-1][HeadlineCount.REPRESENTATIVES_RENEWED] == 1
    assert run[-1][HeadlineCount.REPRESENTATIVES_NEW] == 0
    assert run[-1][HeadlineCount.REPRESENTATIVES_PARTIAL] == 1


def test_whoever_was_renewed_before_an_earlier_month_was_closed_stood_in_that_month_too() -> None:
    renewed = a_representative(granted=date(2026, 3, 2), is_renewal=True)

    run = totals(representatives=(renewed,))

    standing = HeadlineCount.REPRESENTATIVES_FULL
    assert [month[standing] for month in run[:4]] == [1, 1, 1, 1]
    renewals = HeadlineCount.REPRESENTATIVES_RENEWED
    assert [month[renewals] for month in run[:4]] == [0, 0, 1, 1]


def test_an_accreditation_older_than_the_count_stands_but_is_not_new() -> None:
    run = totals(representatives=(a_representative(granted=date(2025, 12, 31)),))

    assert run[0][HeadlineCount.REPRESENTATIVES_FULL] == 1
    assert run[0][HeadlineCount.REPRESENTATIVES_NEW] == 0


@pytest.mark.parametrize(
    ("expires", "expiring"),
    [
        pytest.param(date(2026, 7, 30), [1, 1, 1, 1, 1, 1, 0], id="180 days after January"),
        pytest.param(date(2026, 7, 31), [0, 1, 1, 1, 1, 1, 1], id="181 days after January"),
        pytest.param(date(2027, 7, 1), [0, 0, 0, 0, 0, 0, 0], id="next year"),
        pytest.param(date(2026, 1, 30), [0, 0, 0, 0, 0, 0, 0], id="before the first month end"),
    ],
)
def test_an_accreditation_is_expiring_from_180_days_before_its_end_until_it_ended(
    expires: date, expiring: list[int]
) -> None:
    facts = a_representative(granted=date(2025, 1, 1), expires=expires)

    run = totals(representatives=(facts, replace(facts, until=facts.granted)))

    assert [month[HeadlineCount.REPRESENTATIVES_EXPIRING] for month in run[:7]] == expiring


def test_an_accreditation_granted_for_a_short_time_expires_from_its_grant_on() -> None:
    run = totals(
        representatives=(a_representative(granted=date(2026, 3, 1), expires=date(2026, 4, 30)),)
    )

    assert [month[HeadlineCount.REPRESENTATIVES_EXPIRING] for month in run[:5]] == [0, 0, 1, 1, 0]


def test_an_accreditation_that_ends_on_the_last_day_of_a_month_still_stands_there() -> None:
    on_the_last = totals(representatives=(a_representative(expires=date(2026, 4, 30)),))
    a_day_before = totals(representatives=(a_representative(expires=date(2026, 4, 29)),))

    standing = HeadlineCount.REPRESENTATIVES_FULL
    assert [month[standing] for month in on_the_last[2:5]] == [1, 1, 0]
    assert [month[standing] for month in a_day_before[2:5]] == [1, 0, 0]


def test_an_accreditation_that_ended_before_it_was_granted_never_stands_below_zero() -> None:
    wrong = a_representative(granted=date(2026, 5, 1), expires=date(2026, 1, 1))

    run = totals(representatives=(wrong,))

    assert all(month[HeadlineCount.REPRESENTATIVES_FULL] == 0 for month in run)


def test_somebody_who_left_does_not_stand_but_was_new() -> None:
    run = totals(representatives=(a_representative(until=date(2026, 4, 30)),))

    standing = HeadlineCount.REPRESENTATIVES_FULL
    assert [month[standing] for month in run[:5]] == [0, 1, 1, 0, 0]
    assert run[-1][HeadlineCount.REPRESENTATIVES_NEW] == 1


def test_whoever_came_back_stands_again_and_is_not_new_again() -> None:
    left = a_representative(granted=date(2026, 2, 10), until=date(2026, 4, 5))
    back = replace(left, since=date(2026, 6, 30), until=None, is_first=False)

    run = totals(representatives=(left, back))

    standing = HeadlineCount.REPRESENTATIVES_FULL
    assert [month[standing] for month in run[:7]] == [0, 1, 1, 0, 0, 1, 1]
    assert run[-1][HeadlineCount.REPRESENTATIVES_NEW] == 1


def test_somebody_upgraded_stands_under_one_level_at_the_end_of_each_month() -> None:
    partial = a_representative(level=Level.PARTIAL, until=date(2026, 5, 20))
    full = a_representative(granted=date(2026, 5, 20), expires=date(2029, 5, 19))

    run = totals(representatives=(partial, full))

    found = [
        (month[HeadlineCount.REPRESENTATIVES_PARTIAL], month[HeadlineCount.REPRESENTATIVES_FULL])
        for month in run[:6]
    ]
    assert found == [(0, 0), (1, 0), (1, 0), (1, 0), (0, 1), (0, 1)]
    assert run[-1][HeadlineCount.REPRESENTATIVES_NEW] == 2


def test_whoever_left_before_their_accreditation_began_never_stands_below_zero() -> None:
    run = totals(representatives=(a_representative(until=date(2026, 1, 3)),))

    assert all(month[HeadlineCount.REPRESENTATIVES_FULL] == 0 for month in run)


def test_every_headline_is_there_even_when_nothing_happened() -> None:
    assert totals()[0] == dict.fromkeys(HeadlineCount, 0)


def labels(
    *cases: CaseFacts, gatherings: tuple[Gathering, ...] = ()
) -> list[Mapping[tuple[Stream, Table], Mapping[str, int]]]:
    countable = Countable(cases, (), (), gatherings)
    return [raw.labels for raw in count(countable, YEAR, counting_since=SINCE)]


def test_a_client_takes_the_labels_along_from_one_stream_to_the_other() -> None:
    haitian = Traits(country="HT", language="ht", age_band="25-44")

    run = labels(CaseFacts(date(2026, 3, 5), date(2026, 1, 9), None, haitian))

    assert run[1][Stream.SCREENED, Table.COUNTRY] == {"HT": 1}
    assert run[2][Stream.SCREENED, Table.COUNTRY] == {}
    assert run[2][Stream.HELPED, Table.COUNTRY] == {"HT": 1}
    assert run[2][Stream.HELPED, Table.AGE_BAND] == {"25-44": 1}


def test_heads_are_counted_in_the_languages_spoken_and_where_it_was() -> None:
    hall = Gathering(day=date(2026, 2, 3), heads={"ht": 30, "es": 4}, trained=5, county="25025")

    run = labels(gatherings=(hall, hall))

    assert run[0][Stream.KYR, Table.LANGUAGE] == {}
    assert run[1][Stream.KYR, Table.LANGUAGE] == {"ht": 60, "es": 8}
    assert run[1][Stream.KYR, Table.COUNTY] == {"25025": 68}
    assert run[1][Stream.TRAINED, Table.COUNTY] == {"25025": 10}


TRAITS = st.builds(Traits, country=st.sampled_from(["HT", "VE", UNKNOWN]))
LABELLED = st.builds(CaseFacts, st.none() | DAYS, st.none() | DAYS, st.none(), TRAITS)


@given(st.lists(LABELLED, max_size=20))
def test_everybody_in_a_stream_is_under_one_label_of_each_table(cases: list[CaseFacts]) -> None:
    countable = Countable(tuple(cases), (), ())

    for raw in count(countable, YEAR, counting_since=SINCE):
        for (stream, _table), counted in raw.labels.items():
            assert sum(counted.values()) == raw.totals[HEADLINE_OF[stream]]
            assert min(counted.values(), default=0) >= 0


@given(st.lists(LABELLED))
def test_the_facts_of_many_in_one_list_are_the_facts_of_each(cases: list[CaseFacts]) -> None:
    together = Cases(cases)

    assert list(together) == cases
    assert len(together) == len(cases)
    assert all(case in together for case in cases)
    stranger = CaseFacts(None, None, None, Traits(country="XX"))
    assert stranger not in together
    assert together == Cases(iter(cases))
    assert together not in (Cases([*cases, stranger]), list(cases))


def test_what_counts_once_a_year_is_counted_from_the_first_of_those_years_on() -> None:
    served = HeadlineCount.SERVED_IN_YEAR
    days = (date(2025, 12, 30), date(2026, 1, 2), date(2026, 2, 1))
    purged = PurgedCounts(
        {(Month(2025, 5), served): 4, (SINCE, served): 2, (Month(2025, 5), HeadlineCount.ADVICE): 1}
    )
    countable = Countable((), tuple(Happening(served, day, 1) for day in days), (), (), purged)

    for since, expected in ((0, [8, 9]), (2026, [3, 4]), (2027, [0, 0])):
        run = count(countable, YEAR[:2], counting_since=SINCE, yearly_since=since)
        assert [raw.totals[served] for raw in run] == expected
        assert run[0].totals[HeadlineCount.ADVICE] == 1
