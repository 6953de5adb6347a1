"""Days of which only the month or the year is known are compared without guessing."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.interview import day_span
from clinic_app.interview.answers import UNKNOWN, DaySpan, Unknown
from clinic_app.interview.day_span import When

JUNE = DaySpan.month(2024, 6)
YEAR = DaySpan.year(2024)

DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))
SPANS = st.one_of(
    st.builds(DaySpan.month, st.integers(2023, 2025), st.integers(1, 12)),
    st.builds(DaySpan.year, st.integers(2023, 2025)),
)


def days_of(when: date | DaySpan) -> Sequence[date]:
    first, last = day_span.first(when), day_span.last(when)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_a_span_is_one_whole_month_or_one_whole_year() -> None:
    assert (DaySpan.month(2024, 2).first, DaySpan.month(2024, 2).last) == (
        date(2024, 2, 1),
        date(2024, 2, 29),
    )
    assert DaySpan.month(2199, 12).last == date(2199, 12, 31)
    assert (YEAR.first, YEAR.last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (JUNE.is_year, YEAR.is_year) == (False, True)
    assert (JUNE.written, YEAR.written) == ("2024-06", "2024")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 6, 3), date(2024, 6, 3)),
        (date(2024, 6, 2), date(2024, 6, 30)),
        (date(2024, 6, 1), date(2024, 6, 29)),
        (date(2024, 5, 1), date(2024, 6, 30)),
        (date(2023, 1, 1), date(2024, 12, 31)),
        (date(2024, 12, 31), date(2024, 1, 1)),
    ],
)
def test_no_other_days_are_a_span(first: date, last: date) -> None:
    with pytest.raises(ValueError, match="DaySpan"):
        DaySpan(first, last)


@given(DAYS | SPANS, DAYS | SPANS)
def test_what_holds_for_every_day_holds_and_what_holds_for_none_does_not(
    one: date | DaySpan, other: date | DaySpan
) -> None:
    ends = [(a, b) for a in (days_of(one)[0], days_of(one)[-1])
            for b in (days_of(other)[0], days_of(other)[-1])]  # fmt: skip
    after, by = {a > b for a, b in ends}, {a <= b for a, b in ends}

    assert day_span.is_after(one, other) is (after.pop() if len(after) == 1 else UNKNOWN)
    assert day_span.is_on_or_before(one, other) is (by.pop() if len(by) == 1 else UNKNOWN)


@pytest.mark.parametrize(("one", "other"), [(UNKNOWN, JUNE), (JUNE, UNKNOWN), (UNKNOWN, UNKNOWN)])
def test_nothing_is_known_beside_what_is_not(one: When, other: When) -> None:
    assert day_span.is_after(one, other) is UNKNOWN
    assert day_span.is_on_or_before(one, other) is UNKNOWN


@pytest.mark.parametrize(
    ("said", "every", "some"),
    [
        ([], True, False),
        ([True], True, True),
        ([False, UNKNOWN], False, UNKNOWN),
        ([True, UNKNOWN], UNKNOWN, True),
        ([True, False], False, True),
    ],
)
def test_one_no_is_enough_for_not_all_and_one_yes_for_some(
    said: list[bool | Unknown], every: bool | Unknown, some: bool | Unknown
) -> None:
    assert day_span.every(said) is every
    assert day_span.some(said) is some


def test_the_ends_of_a_span_are_two_days_and_of_a_day_one() -> None:
    assert day_span.ends(JUNE) == (date(2024, 6, 1), date(2024, 6, 30))
    assert day_span.ends(date(2024, 6, 3)) == (date(2024, 6, 3),)
    assert day_span.ends(UNKNOWN) == (UNKNOWN,)
