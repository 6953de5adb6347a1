"""Short ways to write a finding, so that a legal test reads as a list of rules.

What rests on a source whose wording nobody re-read is never written as confirmed.
"""

from datetime import date
from typing import TypedDict, Unpack

from clinic_app.interview.answers import DaySpan
from clinic_app.interview.day_span import When
from clinic_app.screening.outcome import Code, Finding, Status
from clinic_app.screening.wording import is_reread


class _Rests(TypedDict, total=False):
    """How sure the source is that a finding rests on, as :class:`Finding` tells it."""

    is_confirmed: bool
    confidence: str | None


def met(test: str, text: str, citations: tuple[str, ...], **rests: Unpack[_Rests]) -> Finding:
    """Say that a test is met."""
    return _finding(test, Status.MET, text, citations, **rests)


def not_met(
    test: str, code: Code, text: str, citations: tuple[str, ...], **rests: Unpack[_Rests]
) -> Finding:
    """Say that a test clearly fails on the facts entered."""
    return _finding(test, Status.NOT_MET, text, citations, code=code, **rests)


def review(
    test: str, code: Code, text: str, citations: tuple[str, ...], **rests: Unpack[_Rests]
) -> Finding:
    """Say that a legal judgment is needed."""
    return _finding(test, Status.NEEDS_REVIEW, text, citations, code=code, **rests)


def unknown(
    test: str,
    text: str,
    citations: tuple[str, ...],
    missing: tuple[str, ...],
    *,
    code: Code | None = None,
    **rests: Unpack[_Rests],
) -> Finding:
    """Say that a test cannot be run before the facts under *missing* are known."""
    return _finding(test, Status.UNKNOWN, text, citations, code=code, missing=missing, **rests)


def advice(test: str, text: str, citations: tuple[str, ...], **rests: Unpack[_Rests]) -> Finding:
    """Write a note that is shown and does not move the headline."""
    return _finding(test, Status.MET, text, citations, is_advisory=True, **rests)


def _finding(
    test: str,
    status: Status,
    text: str,
    citations: tuple[str, ...],
    *,
    code: Code | None = None,
    missing: tuple[str, ...] = (),
    is_confirmed: bool = True,
    confidence: str | None = None,
    is_advisory: bool = False,
) -> Finding:
    return Finding(
        test=test,
        status=status,
        code=code,
        text=text,
        citations=citations,
        is_confirmed=is_confirmed and is_reread(citations),
        confidence=confidence,
        missing=missing,
        is_advisory=is_advisory,
    )


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""Not from the locale: a stored finding reads the same on every computer."""


def spoken(day: date) -> str:
    """Write a day in words, such as ``3 June 2024``."""
    return f"{day.day} {month(day)} {day.year}"


def month(day: date) -> str:
    """Return the name of a day's month."""
    return _MONTHS[day.month - 1]


def told(when: When) -> str:
    """Write when something was, to be read after a verb: ``on 3 June 2024``, ``in 2024``."""
    match when:
        case DaySpan(is_year=True):
            return f"in {when.first.year}"
        case DaySpan():
            return f"in {month(when.first)} {when.first.year}"
        case date():
            return f"on {spoken(when)}"
        case _:
            return "on a day that is not known"
