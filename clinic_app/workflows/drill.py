"""The recovery drill: whether the papers open the newest backup, how much it gives, how fast."""

from dataclasses import dataclass
from datetime import date, datetime

from clinic_app import clock
from clinic_app.records.audit import About, Act
from clinic_app.records.worker import Role
from clinic_app.vault import drill
from clinic_app.vault.backups import FOLDER_NAME
from clinic_app.vault.errors import BackupMissingError
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import backups
from clinic_app.workflows.session import Session

AFTER_DAYS = 90
"""A drill that lies longer back is asked for again."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill showed.

    Attributes:
        records: Clients, screenings, decisions, services and events.
        seconds: From the last word typed to the last page read.
        backup_at: When the backup was made.
        by_shares: Whether two shares opened it; else the recovery code did.
    """

    records: int
    seconds: int
    backup_at: datetime
    by_shares: bool


@dataclass(frozen=True, slots=True)
class DrillDue:
    """The papers were not tried for long.

    Attributes:
        last: The day of the last drill; None where none was ever done here.
    """

    last: date | None


def run(session: Session, code: str, second_share: str) -> Drill:
    """Open the newest backup by what is on paper and count its records; nothing is written.

    Args:
        session: Whose backups; its keys are not used.
        code: The recovery code; or one share, where *second_share* is not empty.
        second_share: Another of the three shares.

    Raises:
        BackupMissingError: There is no backup yet.
        ClinicError: Why it cannot be recovered, a typing slip first.
    """
    newest = next(iter(backups.existing(session)), None)
    if newest is None:
        raise BackupMissingError(session.vault.folder / FOLDER_NAME)
    began = clock.seconds()
    records = drill.records_in(newest.folder, code, second_share)
    took = round(clock.seconds() - began)
    with session.transaction() as opened:
        session.note(opened, Act.TESTED, About.VAULT)
    return Drill(records, took, newest.at, by_shares=bool(second_share.strip()))


def last(session: Session) -> datetime | None:
    """Return when a drill was last done here; None for never."""
    with session.reading() as opened:
        found = opened.audit.found(act=Act.TESTED, limit=1)
    return found[0].entry.at if found else None


def due(session: Session, opened: OpenVault) -> DrillDue | None:
    """Return that a drill is due; None within :data:`AFTER_DAYS` of the last, or of setting up.

    Setting up is proof enough at first: the papers were typed back then. Only a coordinator is
    asked, who knows where the papers are.
    """
    if session.worker.role is not Role.COORDINATOR:
        return None
    found = opened.audit.found(act=Act.TESTED, limit=1)
    since = found[0] if found else opened.audit.oldest()
    if since is None or (session.today.day - since.entry.at.date()).days <= AFTER_DAYS:
        return None
    return DrillDue(since.entry.at.date() if found else None)
