"""What headquarters knows, as its screens show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicLine:
    """One clinic.

    Attributes:
        state: How far its enrolment is, in words.
        keys: Fingerprints of the keys that speak for it, each with the day it was accepted.
    """

    code: str
    name: str
    state: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """An answer whose key is not accepted yet: what the two sides read to each other."""

    clinic: str
    ours: str
    theirs: str


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
