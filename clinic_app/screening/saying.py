"""Short ways to write a finding, so that a legal test reads as a list of rules.

What rests on a source whose wording nobody re-read is never written as confirmed.
"""

from datetime import date

from clinic_app.screening.outcome import Code, Finding, Status
from clinic_app.screening.wording import is_reread


def met(
    test: str,
    text: str,
    citations: tuple[str, ...],
    *,
    is_confirmed: bool = True,
    confidence: str | None = None,
) -> Finding:
    """Say that a test is met."""
    return Finding(
        test=test,
        status=Status.MET,
        text=text,
        citations=citations,
        is_confirmed=is_confirmed and is_reread(citations),
        confidence=confidence,
    )


def not_met(
    test: str,
    code: Code,
    text: str,
    citations: tuple[str, ...],
    *,
    is_confirmed: bool = True,
    confidence: str | None = None,
) -> Finding:
    """Say that a test clearly fails on the facts entered."""
    return Finding(
        test=test,
        status=Status.NOT_MET,
        code=code,
        text=text,
        citations=citations,
        is_confirmed=is_confirmed and is_reread(citations),
        confidence=confidence,
    )


def review(
    test: str,
    code: Code,
    text: str,
    citations: tuple[str, ...],
    *,
    is_confirmed: bool = True,
    confidence: str | None = None,
) -> Finding:
    """Say that a legal judgment is needed."""
    return Finding(
        test=test,
        status=Status.NEEDS_REVIEW,
        code=code,
        text=text,
        citations=citations,
        is_confirmed=is_confirmed and is_reread(citations),
        confidence=confidence,
    )


def unknown(
    test: str,
    text: str,
    citations: tuple[str, ...],
    missing: tuple[str, ...],
    *,
    code: Code | None = None,
    is_confirmed: bool = True,
    confidence: str | None = None,
) -> Finding:
    """Say that a test cannot be run before the facts under *missing* are known."""
    return Finding(
        test=test,
        status=Status.UNKNOWN,
        code=code,
        text=text,
        citations=citations,
        is_confirmed=is_confirmed and is_reread(citations),
        confidence=confidence,
        missing=missing,
    )


def advice(
    test: str, text: str, citations: tuple[str, ...], *, is_confirmed: bool = True
) -> Finding:
    """Write a note that is shown and does not move the headline."""
    return Finding(
        test=test,
        status=Status.MET,
        text=text,
        citations=citations,
        is_confirmed=is_confirmed and is_reread(citations),
        is_advisory=True,
    )


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""Not from the locale: a stored finding reads the same on every computer."""


def spoken(day: date) -> str:
    """Write a day in words, such as ``3 June 2024``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
