"""A day as people type it, read without guessing: month first, and four digits for the year."""

import re
from datetime import date

from clinic_app.interview.errors import (
    DayNotUnderstoodError,
    NoSuchDayError,
    TwoDigitYearError,
)

_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", re.ASCII)
_US = re.compile(
    r"(?P<month>\d{1,2})(?:\s*[-/.,]\s*|\s+)(?P<day>\d{1,2})(?:\s*[-/.,]\s*|\s+)(?P<year>\d{2,4})",
    re.ASCII,
)
_MONTH_FIRST = re.compile(
    r"(?P<name>[^\W\d]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{2,4})"
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|º)?\s*(?:de\s+)?(?P<name>[^\W\d]+)\.?,?\s*(?:de\s+)?"
    r"(?P<year>\d{2,4})"
)
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2199
_YEAR_DIGITS = 4
_LEAST_LETTERS = 3

_MONTHS = (
    ("january", "enero", "janvye"),
    ("february", "febrero", "fevriye"),
    ("march", "marzo", "mas"),
    ("april", "abril", "avril"),
    ("may", "mayo", "me"),
    ("june", "junio", "jen"),
    ("july", "julio", "jiyè"),
    ("august", "agosto", "out", "daout"),
    ("september", "septiembre", "sept", "septanm"),
    ("october", "octubre", "oktòb"),
    ("november", "noviembre", "novanm"),
    ("december", "diciembre", "desanm"),
)
"""In the languages of the questionnaire; the first three letters are enough."""


def parse_day(text: str) -> date:
    """Read ``2024-06-03``, ``6/3/2024``, ``jun 3 2024`` or ``3 de junio de 2024``.

    Raises:
        TwoDigitYearError: The year is not written out.
        NoSuchDayError: The calendar has no such day, or it is before 1900 or after 2199.
        DayNotUnderstoodError: It is written in another way.
    """
    typed = text.strip().casefold()
    found = _ISO.fullmatch(typed) or _US.fullmatch(typed)
    if found is not None:
        return _day(text, found["year"], int(found["month"]), found["day"])
    found = _MONTH_FIRST.fullmatch(typed) or _DAY_FIRST.fullmatch(typed)
    month = 0 if found is None else _month(found["name"])
    if found is None or not month:
        raise DayNotUnderstoodError(text)
    return _day(text, found["year"], month, found["day"])


def _month(name: str) -> int:
    for number, names in enumerate(_MONTHS, start=1):
        if name in names or (
            len(name) >= _LEAST_LETTERS and any(full.startswith(name) for full in names)
        ):
            return number
    return 0


def _day(text: str, year: str, month: int, day: str) -> date:
    if len(year) != _YEAR_DIGITS:
        raise TwoDigitYearError(text)
    if not _EARLIEST_YEAR <= int(year) <= _LATEST_YEAR:
        raise NoSuchDayError(text)
    try:
        return date(int(year), month, int(day))
    except ValueError as error:
        raise NoSuchDayError(text) from error
