"""Days that run out: the 60 days of late registration, and how a weekend moves them.

Source:
    8 CFR 244.2(g); 8 CFR 1.2 ("day"); 5 U.S.C. 6103 (legal holidays and their observed
    days; Juneteenth since Public Law 117-17 of 2021-06-17).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_ONE_DAY = timedelta(days=1)
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_FIRST_JUNETEENTH = 2021


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day, both as counted and after the roll.

    Attributes:
        day: The last day on which a filing is in time.
        counted: The 60th day itself.
    """

    day: date
    counted: date

    @property
    def is_rolled(self) -> bool:
        """Whether the counted day is no business day."""
        return self.day != self.counted


def sixty_days_after(end: date) -> Deadline:
    """Return the last of the 60 days after *end*; day 1 is the day after it.

    Where the 60th day is a Saturday, a Sunday or a legal holiday, the period runs to the next
    business day.
    """
    counted = end + timedelta(days=60)
    day = counted
    while not is_business_day(day):
        day += _ONE_DAY
    return Deadline(day, counted)


def is_business_day(day: date) -> bool:
    """Whether *day* is neither at a weekend nor a federal holiday or its observed day."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


@lru_cache(maxsize=256)
def _holidays(year: int) -> frozenset[date]:
    """Return the observed federal holidays of *year*, New Year's Eve as next year's included."""
    fixed = [
        date(year, 1, 1),
        date(year, 7, 4),
        date(year, 11, 11),
        date(year, 12, 25),
        date(year + 1, 1, 1),
    ]
    if year >= _FIRST_JUNETEENTH:
        fixed.append(date(year, 6, 19))
    return frozenset(
        [
            *(_observed(day) for day in fixed),
            _weekday_in(year, 1, _MONDAY, 3),
            _weekday_in(year, 2, _MONDAY, 3),
            _weekday_in(year, 6, _MONDAY, 1) - timedelta(days=7),
            _weekday_in(year, 9, _MONDAY, 1),
            _weekday_in(year, 10, _MONDAY, 2),
            _weekday_in(year, 11, _THURSDAY, 4),
        ]
    )


def _observed(day: date) -> date:
    if day.weekday() == _SATURDAY:
        return day - _ONE_DAY
    return day + _ONE_DAY if day.weekday() == _SUNDAY else day


def _weekday_in(year: int, month: int, weekday: int, number: int) -> date:
    """Return the *number*-th such weekday of a month, counted from 1."""
    first = date(year, month, 1)
    ahead = (weekday - first.weekday()) % 7 + 7 * (number - 1)
    return first + timedelta(days=ahead)
