"""If this laptop were taken today: what would be lost, and what a finder could read."""

from dataclasses import dataclass
from datetime import date, datetime

from clinic_app.computer.disk_encryption import is_disk_encrypted
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.opening import keyring_of
from clinic_app.workflows import backups, closing, recovery_papers
from clinic_app.workflows.own_laptop import main_of, waiting
from clinic_app.workflows.recovery_papers import WaysBack
from clinic_app.workflows.session import Session
from clinic_app.workflows.today import unacknowledged


@dataclass(frozen=True, slots=True, kw_only=True)
class IfTaken:
    """What stands at stake.

    Attributes:
        clients: How many have a file here, those withdrawn included.
        oldest: When the first was registered; None without any.
        newest_backup: On this laptop; taken with it.
        unsent_closes: Closed months that headquarters has not taken in.
        open_months: Months that are over and not closed: nobody else has their counts.
        main_lacks: Clients and head counts of a day laptop of which its main laptop has not said
            that it took them in; 0 elsewhere.
        sign_in_names: What a finder reads beside sizes and dates of files.
        ways_back: The recovery papers, and who holds them.
        disk: Whether the system encrypts the disk; None where it does not tell.
    """

    clients: int
    oldest: date | None
    newest_backup: datetime | None
    unsent_closes: int
    open_months: int
    main_lacks: int
    sign_in_names: tuple[str, ...]
    ways_back: WaysBack
    disk: bool | None


def look(session: Session) -> IfTaken:
    """Return how it stands now; nothing is changed.

    Raises:
        ClinicError: Whatever the vault refuses.
    """
    keyring = keyring_of(session.vault.folder)
    with session.reading() as opened:
        clients, oldest = opened.clients.count_and_oldest()
        unsent = len(unacknowledged(opened.closes.all()))
        main_lacks = _main_lacks(opened)
    newest = next(iter(backups.existing(session)), None)
    return IfTaken(
        clients=clients,
        oldest=oldest,
        newest_backup=None if newest is None else newest.at,
        unsent_closes=unsent,
        open_months=len(closing.open_months(session)),
        main_lacks=main_lacks,
        sign_in_names=tuple(slot.sign_in_name for slot in keyring.user_slots),
        ways_back=recovery_papers.look(session),
        disk=is_disk_encrypted(session.vault.folder),
    )


def _main_lacks(opened: OpenVault) -> int:
    main = main_of(opened)
    if main is None:
        return 0
    never_left = (*opened.holders.not_with(main.id), *opened.event_holders.not_with(main.id))
    return len(never_left) + sum(one.units for one in waiting(opened))
