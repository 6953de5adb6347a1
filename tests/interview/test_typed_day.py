"""A day as people type it: never guessed."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.interview.errors import DayNotUnderstoodError, NoSuchDayError, TwoDigitYearError
from clinic_app.interview.typed_day import parse_day

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "2024-06-03",
        "2024/6/3",
        "6/3/2024",
        "06.03.2024",
        "6 3 2024",
        "jun 3 2024",
        "June 3rd, 2024",
        "3 jun 2024",
        "3 de junio de 2024",
        "3 jen 2024",
        "  JUNE 3 2024 ",
    ],
)
def test_a_day_is_read_month_first_or_by_its_name(typed: str) -> None:
    assert parse_day(typed) == date(2024, 6, 3)


@pytest.mark.parametrize("typed", ["6/3/24", "jun 3 24", "3 de junio de 24", "6/3/024"])
def test_a_year_that_is_not_written_out_is_refused(typed: str) -> None:
    with pytest.raises(TwoDigitYearError):
        parse_day(typed)


@pytest.mark.parametrize(
    "typed", ["2/30/2024", "2023-02-29", "13/6/2024", "0/1/2024", "jun 31 2024", "6/3/1899"]
)
def test_a_day_that_the_calendar_does_not_have_is_refused(typed: str) -> None:
    with pytest.raises(NoSuchDayError):
        parse_day(typed)


@pytest.mark.parametrize(
    "typed", ["", "soon", "summer 3 2024", "6/2024", "2024", "6324", "ju 3 2024", "٣/٦/٢٠٢٤"]
)
def test_what_is_written_in_another_way_is_refused(typed: str) -> None:
    with pytest.raises(DayNotUnderstoodError):
        parse_day(typed)


@given(DAYS)
def test_every_day_comes_back_from_both_ways_of_writing_it(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.month}/{day.day}/{day.year}") == day
    assert parse_day(f"{day:%B} {day.day}, {day.year}") == day


@given(st.text(max_size=30))
def test_no_text_crashes_the_reader(typed: str) -> None:
    found = None
    with suppress(DayNotUnderstoodError, NoSuchDayError, TwoDigitYearError):
        found = parse_day(typed)

    assert found is None or 1900 <= found.year <= 2199
