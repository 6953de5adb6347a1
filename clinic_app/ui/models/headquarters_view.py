"""What headquarters knows, as its screens show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicLine:
    """One clinic.

    Attributes:
        state: How far its enrolment is, in words.
        keys: Fingerprints of the keys that speak for it, each with the day it was accepted.
        left: After which month it left and why, in words; empty where it did not.
    """

    code: str
    name: str
    state: str
    keys: tuple[str, ...]
    left: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An answer to be accepted: what the two sides read to each other.

    Attributes:
        code: Of the clinic.
        clinic: Its code and name.
        was_accepted: Its key was accepted before, and counts.
    """

    code: str
    clinic: str
    ours: str
    theirs: str
    was_accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartLine:
    """One bundle that is kept apart.

    Attributes:
        state: That it waits, or that it is settled.
        reason: Why it does not count and what to do, or what a person found out.
        is_settled: Nobody is asked about it any more.
    """

    sha256: str
    clinic: str
    month: str
    since: str
    state: str
    reason: str
    signer: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One clinic, and a word for each month."""

    clinic: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """Months across, clinics down.

    Attributes:
        summary: How many months are missing, or what to do where there is no clinic.
        approved: Which months are locked, and which were unlocked and why.
        is_any_apart: Whether a month is in a bundle that is kept apart.
    """

    months: tuple[str, ...]
    lines: tuple[CalendarLine, ...]
    summary: str
    approved: str
    is_any_apart: bool = False


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One thing that is counted, between two numbers."""

    words: str
    least: str
    most: str


@dataclass(frozen=True, slots=True)
class TotalsView:
    """What a period adds up to, and what nobody may overlook."""

    lines: tuple[TotalLine, ...]
    notes: str
