"""Days of which only the month or the year is known, compared without guessing.

What holds for every day of the span holds, what holds for none does not, and the rest is not
known.
"""

from collections.abc import Iterable
from datetime import date

from clinic_app.interview.answers import UNKNOWN, DaySpan, Unknown

Known = bool | Unknown
"""Yes, no, or not known; the three are never mixed."""

Day = date | Unknown
"""A day, or not known."""

When = Day | DaySpan
"""A day, some day of a month or year, or not known."""


def is_after(when: When, other: When) -> Known:
    """Whether *when* is later than *other*."""
    if when is UNKNOWN or other is UNKNOWN:
        return UNKNOWN
    if first(when) > last(other):
        return True
    return False if last(when) <= first(other) else UNKNOWN


def is_on_or_before(when: When, other: When) -> Known:
    """Whether *when* is *other* or an earlier day."""
    later = is_after(when, other)
    return UNKNOWN if later is UNKNOWN else not later


def every(said: Iterable[Known]) -> Known:
    """Whether all hold: one that does not is enough for no."""
    told = set(said)
    if False in told:
        return False
    return UNKNOWN if UNKNOWN in told else True


def some(said: Iterable[Known]) -> Known:
    """Whether one holds: one that does is enough for yes."""
    told = set(said)
    if True in told:
        return True
    return UNKNOWN if UNKNOWN in told else False


def first(when: date | DaySpan) -> date:
    """Return the earliest day that *when* may be."""
    return when.first if isinstance(when, DaySpan) else when


def last(when: date | DaySpan) -> date:
    """Return the latest day that *when* may be."""
    return when.last if isinstance(when, DaySpan) else when


def ends(when: When) -> tuple[Day, ...]:
    """Return the earliest and the latest day that *when* may be; a day alone, or unknown, as it is.

    Whatever turns at most once between the two has been tried with every day of *when* once it was
    tried with these.
    """
    return (when.first, when.last) if isinstance(when, DaySpan) else (when,)
