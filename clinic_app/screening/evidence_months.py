"""Which months of a residence are shown by a paper, and which are not yet.

A paper covers the months of the days that it shows, and no other: what a single day proves is its
month, what a lease covers is its span. No rule sets a number of papers, so nothing here says that
they suffice, and nothing says what a month without one means.

Source:
    8 CFR 244.9(a)(2): what may be evidence of residence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

CITATION = "8 CFR 244.9(a)(2)"
_NEXT_MONTH = timedelta(days=31)


class MonthState(Enum):
    """How a month stands."""

    COVERED = "covered"
    UNCOVERED = "uncovered"
    RUNNING = "running"  # without a paper, and not over: nobody asks for it yet
    OUTSIDE = "outside"  # before the residence is asked for, or still to come


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a paper shows, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Months:
    """Months one after the other, each by its first day, both included."""

    first: date
    last: date

    @property
    def written(self) -> str:
        """The months in digits, such as ``03/2024–06/2024``.

        Digits alone, in every language: a month's name can be that of another calendar.
        """
        if self.first == self.last:
            return in_digits(self.first)
        return f"{in_digits(self.first)}–{in_digits(self.last)}"

    @property
    def count(self) -> int:
        """How many months."""
        years = self.last.year - self.first.year
        return 12 * years + self.last.month - self.first.month + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The months since a day, and which of them some paper shows.

    Attributes:
        since: The day since which residence is asked for.
        until: The day on which this is reckoned; its month is not over.
        covered: The months that a paper shows, each by its first day.
        reaches_back: Whether a paper shows *since* or a day before it.
        present_on: The day since which presence is asked for; None where none is known, or it
            is still to come.
    """

    since: date
    until: date
    covered: frozenset[date]
    reaches_back: bool
    present_on: date | None = None

    def state_of(self, month: date) -> MonthState:
        """Return how a month stands, by its first day."""
        if not month_of(self.since) <= month <= month_of(self.until):
            return MonthState.OUTSIDE
        if month in self.covered:
            return MonthState.COVERED
        return MonthState.RUNNING if month == month_of(self.until) else MonthState.UNCOVERED

    @property
    def lacks_presence(self) -> bool:
        """Whether no paper shows the month of the day of presence: "on or about" that day."""
        return self.present_on is not None and month_of(self.present_on) not in self.covered

    @property
    def is_begun(self) -> bool:
        """Whether some paper shows anything of the time asked about."""
        return self.reaches_back or bool(self.covered)

    @property
    def years(self) -> tuple[int, ...]:
        """Every year that has such a month, oldest first."""
        return tuple(range(self.since.year, self.until.year + 1))

    @property
    def uncovered(self) -> tuple[Months, ...]:
        """The months that no paper shows, oldest first, those in a row together."""
        asked = months_between(self.since, self.until)
        return runs_of(one for one in asked if self.state_of(one) is MonthState.UNCOVERED)


def coverage(
    since: date, until: date, papers: Iterable[Span], *, present_on: date | None = None
) -> Coverage:
    """Reckon which months the papers show.

    Args:
        since: The day since which residence is asked for, not after *until*.
        until: Usually today: what a paper says of later days shows nothing yet.
        papers: The days that each shows.
        present_on: The day since which presence is asked for.
    """
    found: set[date] = set()
    reaches_back = False
    for paper in papers:
        reaches_back = reaches_back or paper.first <= since
        first, last = max(paper.first, since.replace(day=1)), min(paper.last, until)
        found.update(months_between(first, last))
    has_come = present_on is not None and present_on <= until
    return Coverage(
        since=since,
        until=until,
        covered=frozenset(found),
        reaches_back=reaches_back,
        present_on=present_on if has_come else None,
    )


def runs_of(months: Iterable[date]) -> tuple[Months, ...]:
    """Put months together that follow each other; *months* by their first days, oldest first."""
    runs: list[Months] = []
    for month in months:
        if runs and _after(runs[-1].last) == month:
            runs[-1] = Months(runs[-1].first, month)
        else:
            runs.append(Months(month, month))
    return tuple(runs)


def months_between(first: date, last: date) -> Iterator[date]:
    """Yield the first day of each month of some day from *first* to *last*, oldest first."""
    month = month_of(first)
    while first <= last and month <= last:
        yield month
        month = _after(month)


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def in_digits(month: date) -> str:
    """Return a month as ``03/2024``."""
    return f"{month.month:02}/{month.year}"


def _after(month: date) -> date:
    return month_of(month + _NEXT_MONTH)
