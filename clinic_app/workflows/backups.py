"""Backups of the records: made by themselves each day and with each close, and restored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from clinic_app import clock
from clinic_app.errors import ClinicError
from clinic_app.files.errors import FileVanishedError
from clinic_app.files.reading import is_folder
from clinic_app.records.audit import About, Act, Entry
from clinic_app.records.retention import Purge
from clinic_app.vault import backups, gone_list, restoring
from clinic_app.vault.backups import Backup
from clinic_app.vault.opening import keyring_of
from clinic_app.vault.places import is_vault_in
from clinic_app.vault.progress import Progress, never
from clinic_app.vault.vault import Vault
from clinic_app.workflows import audit, gone_lists
from clinic_app.workflows.errors import BackupCopyError
from clinic_app.workflows.session import Session

SECOND_FOLDER_NAME = "clinic-app backups"
"""Made on the stick, so that backups do not lie between holiday pictures."""


@dataclass(frozen=True, slots=True)
class Made:
    """What one round of backing up left.

    Attributes:
        backup: On this computer.
        second: On the stick or second disk; None where none was wanted.
    """

    backup: Backup
    second: Backup | None


def own_folder(session: Session) -> Path:
    """Return where backups lie on this computer."""
    return session.vault.folder / backups.FOLDER_NAME


def existing(session: Session) -> tuple[Backup, ...]:
    """Return the backups on this computer, newest first."""
    return backups.backups_in(own_folder(session))


def is_due(session: Session) -> bool:
    """Whether nothing was backed up yet on this day of the computer, or not under these keys."""
    day = session.moment().date()
    return not any(
        one.at.date() == day and backups.is_under_keys_of(session.vault, one)
        for one in existing(session)
    )


def make(session: Session, second: Path | None, *, progress: Progress = never) -> Made:
    """Back the records up, on this computer and in *second*.

    Args:
        session: Goes on being used meanwhile.
        second: A stick or another disk; None for no second copy.
        progress: Is told what is done and of how much; returns whether to stop.

    Raises:
        BackupCopyError: The backup on this computer is whole; the second copy is not there.
        WorkStoppedError: *progress* said so, or the vault was locked.
        DatabaseDamagedError: A page of the records is not what was written; no backup goes.
        ClinicError: Whatever else the disk or the vault refuses.
    """
    session.vault.anchor()
    at = session.moment()
    made = backups.back_up(session.vault, own_folder(session), at, progress=progress)
    audit.note(session, Act.BACKED_UP, About.VAULT, "")
    gone_lists.remember(session)
    if second is None:
        return Made(made, None)
    try:
        if not is_folder(second):
            raise FileVanishedError(second / SECOND_FOLDER_NAME)
        copied = copy_to(session, second / SECOND_FOLDER_NAME, progress=progress)
    except ClinicError as error:
        raise BackupCopyError(second) from error
    return Made(made, copied)


def copy_to(session: Session, place: Path, *, progress: Progress = never) -> Backup:
    """Back the records up to another place, and keep in mind that copies of them lie there.

    Raises:
        ClinicError: See :func:`clinic_app.vault.backups.back_up`; nothing is left then.
    """
    at = session.moment()
    made = backups.back_up(session.vault, place, at, progress=progress)
    older = from_before_a_deletion(session, (place,))
    with session.transaction() as opened:
        opened.backup_places.keep(str(place), at, is_clean=not older)
        session.note(opened, Act.BACKED_UP, About.SECOND_COPY)
    gone_lists.remember(session)
    return made


def from_before_a_deletion(session: Session, places: Iterable[Path]) -> tuple[Backup, ...]:
    """Return the backups, each place's newest first, that hold somebody deleted for good since.

    Raises:
        ClinicError: The system refused to tell about one of them.
    """
    with session.reading() as opened:
        newest = next(iter(opened.purges.all()), None)
    if newest is None:
        return ()
    there = [one for place in places for one in backups.backups_in(place)]
    return tuple(one for one in there if is_before(session.vault, one, newest))


def is_before(vault: Vault, backup: Backup, purge: Purge) -> bool:
    """Whether *backup* still holds whoever a purge deleted.

    Raises:
        VaultLockedError: The vault was locked.
    """
    knows = backups.holds(vault, backup, "purges", purge.id)
    return backup.at <= purge.stamp.at if knows is None else not knows


def found_in(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Return the backup that *folder* means, and who could sign in at that time.

    Raises:
        BackupMissingError: There is none.
        HeaderError: Its key file is damaged.
    """
    for holder in (folder / SECOND_FOLDER_NAME, folder):
        if is_folder(holder):
            backup = restoring.newest_in(holder)
            return backup, restoring.names_in_backup(backup)
    return folder, restoring.names_in_backup(folder)


def place_for(folder: Path, moment: datetime) -> Path:
    """Return where to restore to: *folder* if it holds no vault, else a new one beside it."""
    if not is_vault_in(folder):
        return folder
    return folder.with_name(f"{folder.name} restored {moment:%Y-%m-%d %H%M%S}")


@dataclass(frozen=True, slots=True)
class ByPassphrase:
    """A worker's way into a backup.

    Attributes:
        name: Who signs in.
        passphrase: Of the time of the backup.
    """

    name: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ByPaper:
    """The printed way into a backup.

    Attributes:
        name: Who uses it, as the sign-in name of that time.
        code: The recovery code of the time of the backup; or one of its shares.
        second_share: Another share; empty where *code* is the recovery code.
    """

    name: str
    code: str = field(repr=False)
    second_share: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Restored:
    """Records that were made out of a backup, and are locked.

    Attributes:
        folder: Where they lie.
        has_closed_list: Whether a list of who was deleted for good lies beside the backup, or where
            the records lay until now, that the keys of the backup's day do not open: whoever is
            on it may be back.
    """

    folder: Path
    has_closed_list: bool


def restore(
    backup: Path,
    folder: Path,
    way: ByPassphrase | ByPaper,
    *,
    beside: Path | None = None,
    progress: Progress = never,
) -> Restored:
    """Make a vault in *folder* out of *backup*, as another station, and leave it locked.

    Args:
        backup: As :func:`found_in` returned it.
        folder: Holds no vault.
        way: What opens the backup.
        beside: Where the records lay until now: whoever was deleted for good there is deleted
            here as well.
        progress: See :func:`make`.

    Raises:
        ClinicError: See :func:`clinic_app.vault.restoring.restore`; nothing is left then.
    """
    match way:
        case ByPassphrase(name, passphrase):
            vault = restoring.restore(backup, folder, passphrase, name, progress=progress)
        case ByPaper(_name, code, second) if second.strip():
            shares = (code, second)
            vault = restoring.restore_by_shares(backup, folder, shares, progress=progress)
        case ByPaper(_name, code):
            vault = restoring.restore_by_recovery_code(backup, folder, code, progress=progress)
    try:
        if beside is not None:
            gone_list.write(vault, gone_list.read(vault, beside), (vault.folder,))
        places = (backup.parent,) if beside is None else (backup.parent, beside)
        has_closed_list = any(gone_list.is_closed(vault, place) for place in places)
        _note_restored(vault, way.name)
    finally:
        vault.lock()
    return Restored(folder, has_closed_list)


def _note_restored(vault: Vault, name: str) -> None:
    """Write into the restored vault's own log who made it, by the code as by a passphrase."""
    worker_id = vault.worker_id or keyring_of(vault.folder).slot_named(name).worker_id
    with vault.transaction() as opened:
        entry = Entry(at=clock.now(), worker_id=worker_id, act=Act.RESTORED, about=About.VAULT)
        opened.audit.add(entry)
