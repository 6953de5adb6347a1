"""Months of a residence: covered by the days that papers show, and by nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.screening.evidence_months import (
    Coverage,
    Months,
    MonthState,
    Span,
    coverage,
    in_digits,
    month_of,
    months_between,
)

SINCE, UNTIL = date(2024, 6, 3), date(2024, 12, 9)
DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))
SPANS = st.builds(
    lambda first, length: Span(first, first + timedelta(days=length)), DAYS, st.integers(0, 700)
)
PAPERS = st.lists(SPANS, max_size=6)


def covered(*papers: Span) -> list[str]:
    found = coverage(SINCE, UNTIL, papers)
    return [in_digits(month) for month in sorted(found.covered)]


def test_a_single_day_covers_its_month_and_no_other() -> None:
    day = date(2024, 8, 31)

    assert covered(Span(day, day)) == ["08/2024"]


def test_a_lease_covers_its_span() -> None:
    lease = Span(date(2024, 7, 15), date(2024, 9, 1))

    assert covered(lease) == ["07/2024", "08/2024", "09/2024"]


def test_a_lease_that_runs_on_shows_nothing_of_days_still_to_come() -> None:
    lease = Span(date(2024, 11, 1), date(2025, 10, 31))

    assert covered(lease) == ["11/2024", "12/2024"]


def test_a_paper_from_before_covers_no_month_and_reaches_back() -> None:
    found = coverage(SINCE, UNTIL, [Span(date(2024, 5, 31), date(2024, 5, 31))])

    assert (found.covered, found.reaches_back) == (frozenset(), True)
    assert found.is_begun
    assert not coverage(SINCE, UNTIL, []).is_begun


@pytest.mark.parametrize(("day", "reaches_back"), [(2, True), (3, True), (4, False)])
def test_a_paper_reaches_back_on_the_day_itself_and_before(day: int, *, reaches_back: bool) -> None:
    first = date(2024, 6, day)
    found = coverage(SINCE, UNTIL, [Span(first, first)])

    assert found.reaches_back is reaches_back
    assert found.covered == {date(2024, 6, 1)}


def test_months_without_a_paper_are_told_in_runs_and_the_month_in_hand_is_not_asked_for() -> None:
    found = coverage(SINCE, UNTIL, [Span(date(2024, 9, 5), date(2024, 10, 5))])

    assert [run.written for run in found.uncovered] == ["06/2024–08/2024", "11/2024"]
    assert [run.count for run in found.uncovered] == [3, 1]
    assert found.state_of(date(2024, 12, 1)) is MonthState.RUNNING
    assert found.state_of(date(2024, 5, 1)) is MonthState.OUTSIDE
    assert found.state_of(date(2025, 1, 1)) is MonthState.OUTSIDE


def test_the_month_in_hand_is_covered_by_a_paper_of_it() -> None:
    found = coverage(SINCE, UNTIL, [Span(date(2024, 12, 2), date(2024, 12, 2))])

    assert found.state_of(date(2024, 12, 1)) is MonthState.COVERED


def test_a_run_goes_on_over_the_end_of_a_year() -> None:
    assert Months(date(2024, 11, 1), date(2025, 2, 1)).count == 4
    found = coverage(date(2024, 11, 3), date(2025, 3, 1), [])

    assert [run.written for run in found.uncovered] == ["11/2024–02/2025"]
    assert found.years == (2024, 2025)


def test_nothing_is_asked_for_before_the_day_has_come() -> None:
    found = coverage(date(2025, 2, 3), date(2025, 1, 9), [Span(SINCE, UNTIL)])

    assert (found.covered, found.uncovered) == (frozenset(), ())


@pytest.mark.parametrize(
    ("present_on", "lacks"),
    [
        (None, False),
        (date(2024, 8, 4), False),
        (date(2024, 9, 1), True),
        (date(2024, 12, 9), True),
        (date(2024, 12, 10), False),  # still to come: nobody asks for it yet
    ],
)
def test_presence_is_shown_by_the_month_of_its_day(present_on: date | None, *, lacks: bool) -> None:
    paper = Span(date(2024, 8, 20), date(2024, 8, 20))

    found = coverage(SINCE, UNTIL, [paper], present_on=present_on)

    assert found.lacks_presence is lacks


def by_hand(since: date, until: date, papers: list[Span]) -> dict[date, MonthState]:
    """Look at every day on its own."""
    states: dict[date, bool] = {}
    day = since.replace(day=1)
    while day <= until:
        shown = any(paper.first <= day <= paper.last for paper in papers)
        month = day.replace(day=1)
        states[month] = shown or states.get(month, False)
        day += timedelta(days=1)
    running = until.replace(day=1)
    without = dict.fromkeys(states, MonthState.UNCOVERED) | {running: MonthState.RUNNING}
    return {
        month: MonthState.COVERED if shown else without[month] for month, shown in states.items()
    }


@given(DAYS, st.integers(0, 900), PAPERS)
def test_every_month_stands_as_its_days_say(since: date, length: int, papers: list[Span]) -> None:
    until = since + timedelta(days=length)

    found = coverage(since, until, papers)

    expected = by_hand(since, until, papers)
    assert {month: found.state_of(month) for month in expected} == expected


@given(DAYS, st.integers(0, 900), PAPERS, SPANS)
def test_one_more_paper_never_uncovers_a_month(
    since: date, length: int, papers: list[Span], another: Span
) -> None:
    until = since + timedelta(days=length)
    before, after = coverage(since, until, papers), coverage(since, until, [*papers, another])

    assert before.covered <= after.covered
    assert after.reaches_back >= before.reaches_back


@given(DAYS, st.integers(0, 900), st.permutations([0, 1, 2]), st.tuples(SPANS, SPANS, SPANS))
def test_the_order_of_papers_does_not_matter(
    since: date, length: int, order: list[int], papers: tuple[Span, ...]
) -> None:
    until = since + timedelta(days=length)

    turned = [papers[number] for number in order]

    assert coverage(since, until, turned) == coverage(since, until, papers)


@given(DAYS, st.integers(0, 900), PAPERS)
def test_runs_are_the_uncovered_months_apart_and_in_order(
    since: date, length: int, papers: list[Span]
) -> None:
    found: Coverage = coverage(since, since + timedelta(days=length), papers)

    months = [month for run in found.uncovered for month in months_between(run.first, run.last)]
    asked = months_between(found.since, found.until)
    assert months == [one for one in asked if found.state_of(one) is MonthState.UNCOVERED]
    for earlier, later in zip(found.uncovered, found.uncovered[1:], strict=False):
        between = list(months_between(earlier.last, later.first))
        assert len(between) > 2
    assert all(month == month_of(month) for month in months)
