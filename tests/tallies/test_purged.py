"""Purged people count for ever, and nothing of a person is kept for it."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.tallies.breakdowns import UNKNOWN, Stream, Table, Traits
from clinic_app.tallies.case_facts import CaseFacts, Countable, Happening, PurgedCounts
from clinic_app.tallies.counting import count
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month, months
from clinic_app.tallies.purged import purged_counts

YEAR = months(Month(2026, 1), Month(2026, 12))
NOTHING = Countable((), (), ())
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
TRAITS = st.builds(
    Traits,
    country=st.sampled_from(["HT", "VE", UNKNOWN]),
    gender=st.sampled_from(["female", "male", UNKNOWN]),
)
CASES = st.builds(CaseFacts, st.none() | DAYS, st.none() | DAYS, st.none() | DAYS, TRAITS)
HAPPENINGS = st.builds(
    Happening,
    st.sampled_from([HeadlineCount.SCREENINGS, HeadlineCount.ADVICE]),
    DAYS,
    st.integers(1, 3),
)


def a_case(day: date, **traits: str) -> CaseFacts:
    return CaseFacts(None, day, None, Traits(**traits))


@given(st.lists(CASES, max_size=12), st.lists(CASES, max_size=12), st.lists(HAPPENINGS, max_size=8))
def test_every_close_counts_as_if_nobody_had_been_purged(
    gone: list[CaseFacts], kept: list[CaseFacts], done: list[Happening]
) -> None:
    everybody = Countable((*gone, *kept), tuple(done), ())
    some, others = everybody, Countable((*gone[::2], *kept), tuple(done[::2]), ())

    others = replace(others, purged=purged_counts(some, others))
    last = replace(others, cases=tuple(kept), happenings=())
    last = replace(last, purged=purged_counts(others, last))

    for left in (others, last):
        assert count(left, YEAR, counting_since=YEAR[0]) == count(
            everybody, YEAR, counting_since=YEAR[0]
        )


def test_what_is_kept_is_sums_by_month_of_one_attribute_at_a_time() -> None:
    case = a_case(date(2026, 2, 9), country="HT", gender="female")

    kept = purged_counts(Countable((case,), (), ()), NOTHING)

    february = Month(2026, 2)
    assert kept.headlines == {(february, HeadlineCount.SCREENED): 1}
    assert kept.labels == {
        (february, Stream.SCREENED, Table.COUNTRY, "HT"): 1,
        (february, Stream.SCREENED, Table.LANGUAGE, UNKNOWN): 1,
        (february, Stream.SCREENED, Table.AGE_BAND, UNKNOWN): 1,
        (february, Stream.SCREENED, Table.GENDER, "female"): 1,
        (february, Stream.SCREENED, Table.COUNTY, UNKNOWN): 1,
    }


def test_who_moved_within_one_month_leaves_no_trace_in_the_stream_that_was_left() -> None:
    case = CaseFacts(date(2026, 2, 20), date(2026, 2, 9), date(2026, 3, 1))

    kept = purged_counts(Countable((case,), (), ()), NOTHING)

    assert kept.headlines == {
        (Month(2026, 2), HeadlineCount.HELPED): 1,
        (Month(2026, 3), HeadlineCount.SERVED_AT_NO_COST): 1,
    }
    assert {stream for _month, stream, _table, _label in kept.labels} == {Stream.HELPED}


def test_the_kept_value_has_room_for_sums_alone() -> None:
    assert [field.name for field in fields(PurgedCounts)] == ["headlines", "labels"]
