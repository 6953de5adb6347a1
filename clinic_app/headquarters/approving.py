"""Approving months: from then on nothing that comes in changes them unseen.

A bundle that would change a locked month is kept apart as a question. The month is unlocked with
a reason, which stays and stands in every report on the month, and then the bundle is taken in.
"""

from dataclasses import dataclass
from datetime import datetime

from clinic_app.headquarters.apart import checked_reason
from clinic_app.headquarters.errors import MonthNotLockedError, MonthNotOverError
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.values import HeldBack, LockEntry
from clinic_app.headquarters.period import check_period
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.month import Month, months


@dataclass(frozen=True, slots=True)
class Approvals:
    """How the months of a headquarters stand.

    Attributes:
        locked: The months that are locked now.
        unlocked: Every unlocking, oldest first, each with its reason.
        held_back: The bundles that wait until a month is unlocked, by clinic.
    """

    locked: frozenset[Month]
    unlocked: tuple[LockEntry, ...]
    held_back: tuple[HeldBack, ...] = ()


def approvals(headquarters: Headquarters) -> Approvals:
    """Return which months are locked, and which ever were unlocked and why."""
    with headquarters.ledger.reading() as opened:
        return approvals_in(opened)


def approvals_in(opened: OpenLedger) -> Approvals:
    """Return the same, of a ledger that is open already."""
    log = opened.locks.log()
    return Approvals(
        opened.locks.locked(),
        tuple(entry for entry in log if not entry.is_locked),
        opened.locks.held_back(),
    )


def approve(
    headquarters: Headquarters, first: Month, last: Month, at: datetime
) -> tuple[Month, ...]:
    """Lock the months from *first* to *last*, both included; return those that were open.

    Raises:
        ClinicError: It is no period, see :func:`.check_period`.
        MonthNotOverError: A month is not over on the day of *at*.
    """
    check_period(first, last)
    if last >= Month.of(at.date()):
        raise MonthNotOverError(last.label)
    with headquarters.ledger.transaction() as opened:
        locked = opened.locks.locked()
        fresh = tuple(month for month in months(first, last) if month not in locked)
        if fresh:
            opened.locks.add(LockEntry(month, True, at.isoformat(), "") for month in fresh)  # noqa: FBT003 - a value
    return fresh


def unlock(headquarters: Headquarters, month: Month, reason: str, at: datetime) -> None:
    """Unlock one month.

    Raises:
        ReasonMissingError: The reason is empty or too long.
        MonthNotLockedError: The month is not locked.
    """
    words = checked_reason(reason)
    with headquarters.ledger.transaction() as opened:
        if month not in opened.locks.locked():
            raise MonthNotLockedError(month.label)
        opened.locks.add([LockEntry(month, False, at.isoformat(), words)])  # noqa: FBT003 - a value
