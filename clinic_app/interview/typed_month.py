"""Months, years and days as people type them: of a paper, and of what a client remembers.

On a paper a month alone stands for all its days; of what a client remembers it is some day of it.
"""

import re
from datetime import date, timedelta

from clinic_app.interview.answers import DaySpan
from clinic_app.interview.errors import EndsBeforeItBeginsError
from clinic_app.interview.typed_day import parse_day

_US = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{2,4})", re.ASCII)
_ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})", re.ASCII)
_NAMED = re.compile(r"([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{2,4})")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DAYS = timedelta(days=31)


def parse_days(text: str) -> tuple[date, date]:
    """Read a month, such as ``3/2024``, ``2024-03`` or ``mar 2024``, or a day.

    Returns:
        The first and the last day of what was typed; the same day twice for a day.

    Raises:
        TwoDigitYearError: The year is not written out.
        NoSuchDayError: The calendar has no such month or day, or it is before 1900 or after 2199.
        DayNotUnderstoodError: It is written in another way.
    """
    first = _first_of_month(text.strip().casefold())
    if first is None:
        day = parse_day(text)
        return day, day
    return first, (first + _DAYS).replace(day=1) - timedelta(days=1)


def _first_of_month(typed: str) -> date | None:
    """Return the first day of a month that was typed; None where it is not a month alone."""
    if found := _ISO.fullmatch(typed):
        return parse_day(f"{found[1]}-{found[2]}-1")
    if found := _US.fullmatch(typed):
        return parse_day(f"{found[1]}/1/{found[2]}")
    if found := _NAMED.fullmatch(typed):
        return parse_day(f"{found[1]} 1 {found[2]}")
    return None


def parse_when(text: str) -> date | DaySpan:
    """Read a day, or no more than its month or year: ``may 2023``, ``5/2023``, ``2023``.

    Raises:
        TypedDayError: As :func:`parse_days` does.
    """
    typed = text.strip().casefold()
    if _YEAR.fullmatch(typed):
        return DaySpan.year(parse_day(f"{typed}-1-1").year)
    first = _first_of_month(typed)
    return parse_day(text) if first is None else DaySpan.month(first.year, first.month)


def parse_span(first: str, last: str) -> tuple[date, date]:
    """Read the first and the last month or day that a paper shows.

    Args:
        first: As it was typed.
        last: Likewise; empty where the paper shows no more than *first*.

    Raises:
        EndsBeforeItBeginsError: *last* lies before *first*.
        TypedDayError: One of them is not read.
    """
    begins, ends = parse_days(first)
    if last.strip():
        ends = parse_days(last)[1]
    if ends < begins:
        raise EndsBeforeItBeginsError(last)
    return begins, ends
