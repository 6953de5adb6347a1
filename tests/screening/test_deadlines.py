"""The sixty days: counted from the day after, rolled over weekends and holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.screening.deadlines import is_business_day, sixty_days_after


def test_day_one_is_the_day_after_the_end() -> None:
    deadline = sixty_days_after(date(2025, 5, 2))

    assert deadline.day == date(2025, 7, 1)
    assert not deadline.is_rolled


def test_a_saturday_rolls_to_monday() -> None:
    deadline = sixty_days_after(date(2025, 6, 3))

    assert (deadline.counted, deadline.day) == (date(2025, 8, 2), date(2025, 8, 4))
    assert deadline.is_rolled


@pytest.mark.parametrize(
    "holiday",
    [
        date(2025, 1, 1),
        date(2025, 1, 20),
        date(2025, 2, 17),
        date(2025, 5, 26),
        date(2026, 5, 25),
        date(2025, 6, 19),
        date(2025, 7, 4),
        date(2025, 9, 1),
        date(2025, 10, 13),
        date(2025, 11, 11),
        date(2025, 11, 27),
        date(2025, 12, 25),
    ],
)
def test_a_federal_holiday_is_no_business_day(holiday: date) -> None:
    assert not is_business_day(holiday)


@pytest.mark.parametrize(
    "observed",
    [
        date(2026, 7, 3),  # the Fourth is a Saturday
        date(2021, 6, 18),  # Juneteenth is a Saturday
        date(2022, 6, 20),  # Juneteenth is a Sunday
        date(2021, 12, 31),  # New Year's Day of 2022 is a Saturday
        date(2023, 1, 2),  # New Year's Day is a Sunday
    ],
)
def test_the_observed_day_counts_as_the_holiday(observed: date) -> None:
    assert not is_business_day(observed)


def test_juneteenth_is_a_holiday_since_2021_and_not_before() -> None:
    assert is_business_day(date(2020, 6, 19))
    assert not is_business_day(date(2023, 6, 19))


def test_a_plain_weekday_is_a_business_day() -> None:
    assert is_business_day(date(2025, 7, 7))
    assert is_business_day(date(2025, 11, 28))


@given(st.dates(date(1990, 1, 1), date(2150, 1, 1)))
def test_the_last_day_is_a_business_day_and_at_most_four_days_later(end: date) -> None:
    deadline = sixty_days_after(end)

    assert is_business_day(deadline.day)
    assert timedelta() <= deadline.day - deadline.counted <= timedelta(days=4)
    assert deadline.counted - end == timedelta(days=60)
