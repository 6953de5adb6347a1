"""Clinics that left for good: after its last month a clinic is expected no more.

What it reported stays in every number. The saying holds until it is taken back, or until a later
month comes after all: that one counts as any other, and what was said is contradicted. Then the
clinic is expected as before, until a person says anew after which month it left, or takes it
back: nobody else knows whether still more is to come.

A bundle that a locked month holds back contradicts it too. Locked months keep what was reported;
that a clinic is missing from them no more, or again, stands in every report on them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from clinic_app.headquarters.apart import checked_reason
from clinic_app.headquarters.leaving_errors import (
    ClinicUnknownError,
    NotLeftError,
    ReportedSinceError,
)
from clinic_app.headquarters.ledger.leaving_book import LeavingEntry
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.values import EnrolledClinic, HeldBack
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.month import Month, months


@dataclass(frozen=True, slots=True)
class Leavings:
    """Which clinics left.

    Attributes:
        log: Every saying and every taking back, oldest first.
        contradicted: By clinic's code the first month that came though it lies after the last
            one said.
    """

    log: tuple[LeavingEntry, ...] = ()
    contradicted: Mapping[str, Month] = field(default_factory=dict)

    @property
    def standing(self) -> tuple[LeavingEntry, ...]:
        """What was said last of each clinic and not taken back, by code; contradicted or not."""
        newest = {entry.clinic: entry for entry in self.log}
        return tuple(newest[code] for code in sorted(newest) if newest[code].has_left)

    @property
    def last_months(self) -> dict[int, Month]:
        """The last month of each clinic that left, by the clinic's id; of none contradicted."""
        return {
            entry.clinic_id: entry.month
            for entry in self.standing
            if entry.clinic not in self.contradicted
        }

    def of(self, code: str) -> LeavingEntry | None:
        """Return what stands of a clinic; None for one that did not leave."""
        return next((entry for entry in self.standing if entry.clinic == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What it means that a clinic leaves, or that this is taken back.

    Attributes:
        month: The last month that it reports, or was said to.
        missing: The months up to it that did not come and are over; nothing where it is taken
            back.
        locked: The months after it that are approved and locked.
    """

    code: str
    name: str
    month: Month
    missing: tuple[Month, ...]
    locked: tuple[Month, ...]


def leavings(headquarters: Headquarters) -> Leavings:
    """Return which clinics left."""
    with headquarters.ledger.reading() as opened:
        return leavings_in(opened)


def leavings_in(opened: OpenLedger) -> Leavings:
    """Return the same, of a ledger that is open already."""
    log = opened.leavings.log()
    if not log:
        return Leavings()
    standing = Leavings(log).standing
    came = opened.leavings.came_after()
    waiting = opened.locks.held_back()
    contradicted: dict[str, Month] = {}
    for entry in standing:
        later = [one for one in _months_of(entry.clinic, waiting) if one > entry.month]
        if entry.clinic_id in came:
            later.append(came[entry.clinic_id])
        if later:
            contradicted[entry.clinic] = min(later)
    return Leavings(log, contradicted)


def foresee(headquarters: Headquarters, code: str, last: Month, at: datetime) -> Leaving:
    """Return what it would mean that the clinic *code* reports no more after *last*.

    Raises:
        ClinicError: As :func:`leave` does.
    """
    with headquarters.ledger.reading() as opened:
        return _leaving(opened, _clinic(opened, code), last, at)


def foresee_return(headquarters: Headquarters, code: str) -> Leaving:
    """Return what it would mean that the clinic *code* did not leave.

    Raises:
        ClinicError: As :func:`take_back` does.
    """
    with headquarters.ledger.reading() as opened:
        return _return(opened, _clinic(opened, code))


def leave(headquarters: Headquarters, code: str, last: Month, reason: str, at: datetime) -> Leaving:
    """Keep that the clinic *code* reports no more after *last*; said again, the newest stands.

    Raises:
        ReasonMissingError: The reason is empty or too long.
        ClinicUnknownError: No clinic has this code.
        ReportedSinceError: It reported a later month.
    """
    words = checked_reason(reason)
    with headquarters.ledger.transaction() as opened:
        clinic = _clinic(opened, code)
        leaving = _leaving(opened, clinic, last, at)
        opened.leavings.add(_entry(clinic, leaving, words, at, has_left=True))
    return leaving


def take_back(headquarters: Headquarters, code: str, reason: str, at: datetime) -> Leaving:
    """Keep that the clinic *code* did not leave, whatever was said.

    Raises:
        ReasonMissingError: The reason is empty or too long.
        ClinicUnknownError: No clinic has this code.
        NotLeftError: Nobody said so, or it was taken back before.
    """
    words = checked_reason(reason)
    with headquarters.ledger.transaction() as opened:
        clinic = _clinic(opened, code)
        leaving = _return(opened, clinic)
        opened.leavings.add(_entry(clinic, leaving, words, at, has_left=False))
    return leaving


def _clinic(opened: OpenLedger, code: str) -> EnrolledClinic:
    kept = code.strip().upper()
    for clinic in opened.enrolments.clinics():
        if clinic.code == kept:
            return clinic
    raise ClinicUnknownError(kept)


def _leaving(opened: OpenLedger, clinic: EnrolledClinic, last: Month, at: datetime) -> Leaving:
    closed = opened.leavings.newest_close(clinic.id)
    waiting = _months_of(clinic.code, opened.locks.held_back())
    reported = [*waiting, *([closed] if closed else [])]
    if reported and max(reported) > last:
        raise ReportedSinceError(clinic.code, max(reported).label)
    return Leaving(
        code=clinic.code,
        name=clinic.name,
        month=last,
        missing=_missing(opened, clinic.id, min(last, Month.of(at.date()).plus(-1))),
        locked=_locked_after(opened, last),
    )


def _return(opened: OpenLedger, clinic: EnrolledClinic) -> Leaving:
    stands = Leavings(opened.leavings.log()).of(clinic.code)
    if stands is None:
        raise NotLeftError(clinic.code)
    return Leaving(
        code=clinic.code,
        name=clinic.name,
        month=stands.month,
        missing=(),
        locked=_locked_after(opened, stands.month),
    )


def _missing(opened: OpenLedger, clinic_id: int, last: Month) -> tuple[Month, ...]:
    begun = opened.counts.first_months().get(clinic_id)
    if begun is None:
        return ()
    reported = opened.counts.reported(begun, last).get(clinic_id, frozenset())
    return tuple(month for month in months(begun, last) if month.index not in reported)


def _months_of(code: str, waiting: Iterable[HeldBack]) -> list[Month]:
    """Return the locked months that bundles of the clinic *code* bring, and wait for."""
    return [month for one in waiting if one.clinic == code for month in one.months]


def _locked_after(opened: OpenLedger, last: Month) -> tuple[Month, ...]:
    return tuple(sorted(month for month in opened.locks.locked() if month > last))


def _entry(
    clinic: EnrolledClinic, leaving: Leaving, words: str, at: datetime, *, has_left: bool
) -> LeavingEntry:
    return LeavingEntry(
        clinic_id=clinic.id,
        clinic=clinic.code,
        month=leaving.month,
        has_left=has_left,
        at=at.isoformat(),
        words=words,
    )
