"""Backups: whole copies of a vault, each proved by opening it before it gets its name.

A backup is a folder called after its moment, with the database and the key file of that moment.
Both carry other names than in a vault, so that nobody works in a backup by mistake and counts
twice: it is restored into a folder of its own, under a station id of its own.

Source: SQLCipher API, cipher_integrity_check.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from clinic_app.crypto.keyring import Keyring, Secrets
from clinic_app.crypto.keyring_errors import KeyringError
from clinic_app.crypto.keyring_format import MOST_BYTES
from clinic_app.errors import ClinicError
from clinic_app.files.errors import FileError
from clinic_app.files.listing import names_in
from clinic_app.files.reading import is_folder, read_bounded, size_of
from clinic_app.files.unfinished import UNFINISHED
from clinic_app.files.writing import (
    make_folder,
    remove,
    remove_folder,
    rename,
    sync,
    write_atomically,
)
from clinic_app.vault import copying
from clinic_app.vault.checking import damaged_pages, has_row, row_counts
from clinic_app.vault.engine import DatabaseKey, apart, salt_in
from clinic_app.vault.errors import (
    BackupNotProvedError,
    DatabaseDamagedError,
)
from clinic_app.vault.progress import Progress, never
from clinic_app.vault.vault import Vault

DATABASE_NAME = "backup.db"
HEADER_NAME = "backup.vault.json"
FOLDER_NAME = "backups"
"""Beside the vault's own files."""

KEPT = 7
"""Older ones go when a new one is proved."""

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}_\d{6}")
_NAME_FORMAT = "%Y-%m-%d_%H%M%S"
_PARTS = (
    *(DATABASE_NAME + beside for beside in ("-journal", *copying.BESIDE)),
    *(HEADER_NAME + UNFINISHED, HEADER_NAME, DATABASE_NAME),
)


@dataclass(frozen=True, slots=True)
class Backup:
    """One whole backup.

    Attributes:
        folder: Where it lies.
        at: When it was made, by the computer's clock.
        size_bytes: Of its database.
    """

    folder: Path
    at: datetime
    size_bytes: int


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """Return the backups that lie in *folder*, newest first.

    Raises:
        FileUnreadableError: The system refused to tell about one of them.
    """
    if not is_folder(folder):
        return ()
    found = (_backup_at(folder / name) for name in names_in(folder) if _NAME.fullmatch(name))
    whole = [backup for backup in found if backup is not None]
    return tuple(sorted(whole, key=lambda backup: backup.folder.name, reverse=True))


def latest_first(found: Iterable[Backup], now: datetime) -> tuple[Backup, ...]:
    """Return backups newest first; those later than *now* last, from a clock that was wrong."""
    return tuple(sorted(found, key=lambda one: (one.at <= now, one.at), reverse=True))


def is_under_keys_of(vault: Vault, backup: Backup) -> bool:
    """Whether *backup* opens with the keys that *vault* has now, not with those of before.

    Raises:
        VaultLockedError: The vault was locked.
        FileError: It is not there any more, or the system refused to read it.
    """
    with vault.as_a_whole() as (_database, key, _keyring, _secrets):
        return salt_in(backup.folder / DATABASE_NAME) == key.salt


def holds(vault: Vault, backup: Backup, table: str, row_id: str) -> bool | None:
    """Whether *backup* has a row of this id; None where it cannot be opened to see.

    When it was made does not tell: the computer's clock may have been wrong on that day, or later.

    Raises:
        VaultLockedError: The vault was locked.
    """
    with vault.as_a_whole() as (_database, key, _keyring, _secrets), suppress(ClinicError):
        database = backup.folder / DATABASE_NAME
        if salt_in(database) == key.salt:
            with apart(database, key, mode="ro") as connection:
                return has_row(connection, table, row_id)
    return None


def back_up(vault: Vault, into: Path, at: datetime, *, progress: Progress = never) -> Backup:
    """Copy *vault* to a new folder in *into*, prove the copy, and keep the newest seven.

    Args:
        vault: Goes on being used meanwhile.
        into: Made if missing; on another disk or a stick as well.
        at: The computer's clock.
        progress: Is told, and asked whether to stop.

    Raises:
        WorkStoppedError: *progress* said so, or the vault was locked; nothing is left.
        BackupNotProvedError: The copy is not what was copied; nothing is left.
        DatabaseDamagedError: A page of the vault is not what was written.
        FileError: The disk refused; the backups that were there are whole.
        VaultLockedError: The vault was locked before it began.
    """
    make_folder(into)
    _clear_unfinished(into)
    at = _free_moment(into, at)
    final = into / at.strftime(_NAME_FORMAT)
    unfinished = final.with_name(final.name + UNFINISHED)
    is_done = False
    try:
        make_folder(unfinished)
        with vault.as_a_whole() as (database, key, keyring, secrets):
            header = keyring.to_bytes(secrets)
            before = _counts(database, key)
            copying.copy(vault, database, key, unfinished / DATABASE_NAME, progress)
            write_atomically(unfinished / HEADER_NAME, header)
            _prove_sealed(unfinished, database, key)
            _prove(unfinished, key, secrets, before, _counts(database, key))
        sync(unfinished / DATABASE_NAME)
        rename(unfinished, final)
        is_done = True
    finally:
        if not is_done:
            _remove(unfinished)
    _rotate(into, at)
    return Backup(final, at, size_of(final / DATABASE_NAME) or 0)


def destroy(backup: Backup) -> None:
    """Remove a backup: first its name, so that nobody restores what is half gone.

    Raises:
        FileError: The disk refused; the backup is whole, or not listed any more.
    """
    leaving = backup.folder.with_name(backup.folder.name + UNFINISHED)
    rename(backup.folder, leaving)
    _remove(leaving)


def _free_moment(into: Path, at: datetime) -> datetime:
    """Return *at*, or the first second after it that no backup is called after."""
    while (into / at.strftime(_NAME_FORMAT)).exists():
        at += timedelta(seconds=1)
    return at


def _counts(database: Path, key: DatabaseKey) -> dict[str, int]:
    with apart(database, key) as connection:
        return row_counts(connection)


def _prove_sealed(folder: Path, database: Path, key: DatabaseKey) -> None:
    """Refuse a copy of which a page is not what was written, and say whose fault that is.

    Raises:
        DatabaseDamagedError: The records'; older backups are worth more than another one of them.
        BackupNotProvedError: The copy's.
    """
    if _has_damage(folder / DATABASE_NAME, key):
        if _has_damage(database, key):
            raise DatabaseDamagedError(database.parent)
        raise BackupNotProvedError(folder)


def _has_damage(database: Path, key: DatabaseKey) -> bool:
    with apart(database, key) as connection:
        return bool(damaged_pages(connection))


def _prove(
    folder: Path,
    key: DatabaseKey,
    secrets: Secrets,
    before: dict[str, int],
    after: dict[str, int],
) -> None:
    """Open the copy as it is restored and count its rows, while somebody may have worked on."""
    try:
        keyring = Keyring.from_bytes(read_bounded(folder / HEADER_NAME, MOST_BYTES))
        keyring.authenticate(secrets)
    except KeyringError as error:
        raise BackupNotProvedError(folder) from error
    with apart(folder / DATABASE_NAME, key, mode="ro") as connection:
        counted = row_counts(connection)
    is_whole = counted.keys() == before.keys() and all(
        min(before[table], after[table]) <= count <= max(before[table], after[table])
        for table, count in counted.items()
    )
    if not is_whole:
        raise BackupNotProvedError(folder)


def _backup_at(folder: Path) -> Backup | None:
    size, header_size = size_of(folder / DATABASE_NAME), size_of(folder / HEADER_NAME)
    if size is None or header_size is None:
        return None
    try:
        at = datetime.strptime(folder.name, _NAME_FORMAT).astimezone()
    except (ValueError, OverflowError):  # no moment, or none that the system can count
        return None
    return Backup(folder, at, size)


def _rotate(into: Path, made_at: datetime) -> None:
    """Remove the oldest; one that the disk does not let go stays, whole or not listed.

    The one that was just made stays, also where the clock was ahead before, or is behind now.
    """
    for backup in latest_first(backups_in(into), made_at)[KEPT:]:
        with suppress(FileError):
            destroy(backup)


def _clear_unfinished(into: Path) -> None:
    """Remove what a power cut left of a backup that was never proved."""
    for name in names_in(into):
        if name.endswith(UNFINISHED) and _NAME.fullmatch(name.removesuffix(UNFINISHED)):
            _remove(into / name)


def _remove(folder: Path) -> None:
    for name in _PARTS:
        with suppress(FileError):  # what cannot be removed is named as unfinished
            remove(folder / name)
    remove_folder(folder)
