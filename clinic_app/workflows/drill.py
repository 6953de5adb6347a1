"""The recovery drill: whether the papers open the newest backup, how much it gives, how fast."""

from dataclasses import dataclass
from datetime import datetime

from clinic_app import clock
from clinic_app.records.audit import About, Act
from clinic_app.vault import drill
from clinic_app.vault.backups import FOLDER_NAME
from clinic_app.vault.errors import BackupMissingError
from clinic_app.workflows import backups
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill showed.

    Attributes:
        records: Clients, screenings, decisions, services and events.
        seconds: From the last word typed to the last page read.
        backup_at: When the backup was made.
    """

    records: int
    seconds: int
    backup_at: datetime


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
    return Drill(records, took, newest.at)


def last(session: Session) -> datetime | None:
    """Return when a drill was last done here; None for never."""
    with session.reading() as opened:
        found = opened.audit.found(act=Act.TESTED, limit=1)
    return found[0].entry.at if found else None
