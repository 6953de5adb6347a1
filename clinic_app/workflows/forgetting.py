"""A client asks to be forgotten: what goes, what stays, and the deletion for good.

Only a legal hold stands against it. A withdrawn client can be forgotten as any other. What the
client counted goes on counting, as sums by month that are nobody's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clinic_app.errors import ClinicError
from clinic_app.records.client import Client
from clinic_app.records.retention import Hold, Purge, PurgeCause
from clinic_app.vault import backups as in_backups
from clinic_app.vault.backups import Backup
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.progress import Progress
from clinic_app.vault.vault import Vault
from clinic_app.workflows import backups, holds
from clinic_app.workflows.elsewhere import holder_in
from clinic_app.workflows.own_laptop import refuse_forgetting
from clinic_app.workflows.purging import People, purge
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """What it would mean to forget a client.

    Attributes:
        holds: Every legal hold there ever was, oldest first.
        rows: By table, how many records would go, the client's own included.
        housemates: How many others of the household stay.
        backups: On this computer, made while the client was in the records; newest first.
        refused: Why another laptop of the clinic comes first; None where nothing does.
        elsewhere: The name of the laptop that holds the client, and alone sets and lifts holds;
            empty for this one.
    """

    client: Client
    holds: tuple[Hold, ...]
    rows: Mapping[str, int]
    housemates: int
    backups: tuple[Backup, ...]
    refused: ClinicError | None = None
    elsewhere: str = ""

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
            backups=tuple(one for one in kept if _is_in(session.vault, one, client)),
            refused=_refused(opened, ids),
            elsewhere=holder_in(opened, client.id),
        )


def is_offered(session: Session, client_id: str) -> bool:
    """Whether a hold can be set, lifted or read on this laptop, or the client forgotten."""
    with session.reading() as opened:
        is_here = not holder_in(opened, client_id)
        ids = opened.purges.together_with(client_id)
        is_held = any(hold.lifted is None for hold in holds.of_person(opened, client_id))
        return is_here or is_held or _refused(opened, ids) is None


def forget(session: Session, client_id: str, progress: Progress) -> Purge:
    """Delete a client with everything of theirs, for good.

    Args:
        session: Of a representative or coordinator.
        client_id: Who asked.
        progress: Is told, and asked whether to stop.

    Raises:
        RecordMissingError: The client is not there, or not any more.
        ClinicError: See :func:`clinic_app.workflows.purging.purge`; nothing was deleted.
    """

    def who(opened: OpenVault) -> People:
        return (opened.purges.together_with(opened.clients.get(client_id).id),)

    return purge(session, PurgeCause.ASKED, who, progress)


def _is_in(vault: Vault, backup: Backup, client: Client) -> bool:
    held = in_backups.holds(vault, backup, "clients", client.id)
    return backup.at >= client.registered.at if held is None else held


def _refused(opened: OpenVault, ids: Iterable[str]) -> ClinicError | None:
    """Return why a client cannot be forgotten on this laptop; None where nothing is in the way."""
    try:
        for one in ids:
            refuse_forgetting(opened, one)
    except ClinicError as error:
        return error
    return None
