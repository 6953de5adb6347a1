"""Months and days of a paper as they are typed: a month stands for all its days."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.interview.answers import DaySpan
from clinic_app.interview.errors import (
    DayNotUnderstoodError,
    EndsBeforeItBeginsError,
    NoSuchDayError,
    TwoDigitYearError,
    TypedDayError,
)
from clinic_app.interview.typed_month import parse_days, parse_span, parse_when

LEAP_FEBRUARY = date(2024, 2, 1), date(2024, 2, 29)


@pytest.mark.parametrize(
    "typed",
    ["2/2024", "02/2024", "2-2024", "2 2024", "2024-02", "2024/2", "feb 2024", "February, 2024",
     "febrero de 2024", "  FEB. 2024 "],
)  # fmt: skip
def test_a_month_stands_for_all_its_days(typed: str) -> None:
    assert parse_days(typed) == LEAP_FEBRUARY


@pytest.mark.parametrize("typed", ["2/9/2024", "2024-02-09", "feb 9 2024"])
def test_a_day_stands_for_itself(typed: str) -> None:
    assert parse_days(typed) == (date(2024, 2, 9), date(2024, 2, 9))


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("2/24", TwoDigitYearError),
        ("feb 24", TwoDigitYearError),
        ("13/2024", NoSuchDayError),
        ("2/1899", NoSuchDayError),
        ("sometime 2024", DayNotUnderstoodError),
        ("2024", DayNotUnderstoodError),
        ("", DayNotUnderstoodError),
    ],
)
def test_what_is_no_month_is_refused(typed: str, error: type[TypedDayError]) -> None:
    with pytest.raises(error):
        parse_days(typed)


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("2/2024", "", LEAP_FEBRUARY),
        ("12/2023", "2/2024", (date(2023, 12, 1), date(2024, 2, 29))),
        ("12/15/2023", "2/2024", (date(2023, 12, 15), date(2024, 2, 29))),
        ("2/2024", "2/3/2024", (date(2024, 2, 1), date(2024, 2, 3))),
    ],
)
def test_a_span_goes_from_the_first_day_to_the_last(
    first: str, last: str, span: tuple[date, date]
) -> None:
    assert parse_span(first, last) == span


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(EndsBeforeItBeginsError):
        parse_span("3/2024", "2/2024")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_any_month_is_read_back_as_it_is_written(day: date) -> None:
    first, last = parse_days(f"{day.month:02}/{day.year}")

    assert first <= day <= last
    assert (first.day, first.month, last.month) == (1, day.month, day.month)


@given(st.text(max_size=30))
def test_no_text_crashes_the_reader(typed: str) -> None:
    with suppress(TypedDayError):
        first, last = parse_days(typed)
        assert first <= last


@pytest.mark.parametrize(
    "typed",
    ["May 2023", "may, 2023", "5/2023", "05/2023", "5-2023", "5 2023", "2023-05", "2023/5",
     "mayo de 2023", "mayo 2023", "me 2023", " MAY 2023 "],
)  # fmt: skip
def test_of_what_is_remembered_a_month_is_some_day_of_it(typed: str) -> None:
    assert parse_when(typed) == DaySpan.month(2023, 5)


def test_of_what_is_remembered_a_year_is_some_day_of_it_and_a_day_is_that_day() -> None:
    assert parse_when(" 2023 ") == DaySpan.year(2023)
    assert parse_when("5/10/2023") == date(2023, 5, 10)
    assert parse_when("May 10, 2023") == date(2023, 5, 10)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("6/24", TwoDigitYearError),
        ("6 24", TwoDigitYearError),
        ("jun 24", TwoDigitYearError),
        ("junio de 24", TwoDigitYearError),
        ("24", DayNotUnderstoodError),
        ("624", DayNotUnderstoodError),
        ("20234", DayNotUnderstoodError),
        ("1899", NoSuchDayError),
        ("2200", NoSuchDayError),
        ("13/2023", NoSuchDayError),
        ("2023-00", NoSuchDayError),
        ("about 2023", DayNotUnderstoodError),
        ("2022-2023", DayNotUnderstoodError),
        ("\u0662\u0660\u0662\u0663", DayNotUnderstoodError),
        ("", DayNotUnderstoodError),
    ],
)
def test_a_month_or_year_is_never_guessed(typed: str, error: type[TypedDayError]) -> None:
    with pytest.raises(error):
        parse_when(typed)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_span_is_read_back_as_it_is_written(day: date) -> None:
    for span in (DaySpan.month(day.year, day.month), DaySpan.year(day.year)):
        assert parse_when(span.written) == span


@given(st.text(max_size=30))
def test_no_text_crashes_the_reader_of_what_is_remembered(typed: str) -> None:
    with suppress(TypedDayError):
        parse_when(typed)
