"""A client asks to be forgotten: what goes, what stays, and the deletion for good.

Only a legal hold stands against it. A withdrawn client can be forgotten as any other. What the
client counted goes on counting, as sums by month that are nobody's.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.errors import ClinicError
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client
from clinic_app.records.retention import Hold, Purge, PurgeCause
from clinic_app.vault import wiping
from clinic_app.vault.backups import Backup, Progress
from clinic_app.vault.errors import WorkStoppedError
from clinic_app.workflows import backups, holds
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """What it would mean to forget a client.

    Attributes:
        holds: Every legal hold there ever was, oldest first.
        rows: By table, how many records would go, the client's own included.
        housemates: How many others of the household stay.
        backups: On this computer, made while the client was in the records; newest first.
    """

    client: Client
    holds: tuple[Hold, ...]
    rows: Mapping[str, int]
    housemates: int
    backups: tuple[Backup, ...]

    @property
    def standing_hold(self) -> Hold | None:
        """The hold that forbids it; None where none does."""
        return next((hold for hold in self.holds if hold.lifted is None), None)


def preview(session: Session, client_id: str) -> Forgetting:
    """Return what would go and what stays.

    Raises:
        RecordMissingError: The client is not there, or not any more.
    """
    kept = backups.existing(session)
    with session.reading() as opened:
        client = opened.clients.get(client_id)
        household = opened.clients.household(client.household_id)
        ids = opened.purges.together_with(client.id)
        return Forgetting(
            client=client,
            holds=holds.of_person(opened, client.id),
            rows=opened.purges.would_go(ids),
            housemates=sum(one.id not in ids for one in household),
            backups=tuple(one for one in kept if one.at >= client.registered.at),
        )


def forget(session: Session, client_id: str, progress: Progress) -> Purge:
    """Delete a client with everything of theirs, for good.

    Args:
        session: Of a representative or coordinator.
        client_id: Who asked.
        progress: Is told, and asked whether to stop; once everything is deleted nothing stops.

    Returns:
        The purge. Where it is not wiped, the deletion stands, but the disk refused to write the
        database anew: that is done at the next opening.

    Raises:
        KeyNotHeldError: The session's worker is neither representative nor coordinator.
        ClientHeldError: A legal hold stands.
        RecordMissingError: The client is not there, or not any more.
        WorkStoppedError: *progress* said so; nothing was deleted.
        ClinicError: Whatever the disk refuses before everything is deleted; nothing was.
    """
    session.vault.require(REPRESENTATIVE_KEY)

    def tell(done: int, total: int) -> None:
        if progress(done, total):
            raise WorkStoppedError(session.vault.folder)

    with session.transaction() as opened:
        client = opened.clients.get(client_id)
        wanted = Purge(
            id=secrets.token_hex(16),
            cause=PurgeCause.ASKED,
            people=1,
            rows={},
            stamp=session.stamp(),
        )
        ids = opened.purges.together_with(client.id)
        opened.purges.purge(ids, wanted, tell)
        for one in ids:
            session.note(opened, Act.PURGED, About.CLIENT, one)
    _wiped(session)
    with session.reading() as opened:
        return next(one for one in opened.purges.all() if one.id == wanted.id)


def _wiped(session: Session) -> None:
    """Write the database anew; where that is refused the purge itself says that it is due."""
    try:
        wiping.wipe(session.vault)
    except ClinicError:
        return
