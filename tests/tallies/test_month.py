"""A calendar month."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.tallies.errors import NotAMonthError
from clinic_app.tallies.month import Month, months

MONTHS = st.builds(Month, st.integers(1990, 2100), st.integers(1, 12))


@given(MONTHS)
def test_a_label_read_back_is_the_same_month(month: Month) -> None:
    assert Month.from_label(month.label) == month


@pytest.mark.parametrize(
    "typed", ["", "2026", "2026-13", "2026-00", "1989-12", "2026-1", "２０２６-01"]
)
def test_what_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(NotAMonthError) as caught:
        Month.from_label(typed)

    assert caught.value.typed == typed


@given(MONTHS, st.integers(-600, 600))
def test_going_ahead_and_back_ends_where_it_began(month: Month, ahead: int) -> None:
    assert month.plus(ahead).plus(-ahead) == month


def test_a_month_knows_its_days() -> None:
    february = Month.of(date(2028, 2, 10))

    assert (february.first, february.last) == (date(2028, 2, 1), date(2028, 2, 29))


def test_months_run_over_the_new_year_and_stop_where_they_should() -> None:
    run = months(Month(2025, 11), Month(2026, 2))

    assert [month.label for month in run] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert months(Month(2026, 2), Month(2026, 1)) == ()
