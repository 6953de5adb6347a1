"""Making a vault out of a backup, in a folder of its own and with a station id of its own.

As when a vault is made, the database lies under an unfinished name until everything is proved; a
power cut before that leaves a folder in which it can be done again, and the backup as it was.
"""

import secrets as randomness
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from clinic_app import clock
from clinic_app.computer.hardening import forbid_core_dumps
from clinic_app.crypto import share_slots
from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring import Keyring, Secrets, Slot
from clinic_app.crypto.keyring_errors import (
    KeyringDamagedError,
    KeyringTamperedError,
    KeyringTruncatedError,
)
from clinic_app.crypto.keyring_format import MOST_BYTES
from clinic_app.files.errors import FileMissingError
from clinic_app.files.reading import read_bounded, size_of
from clinic_app.files.writing import copy_whole, make_folder, remove_folder, rename
from clinic_app.vault import ages, backups, gone_list, header_file, places
from clinic_app.vault.ages import Ages
from clinic_app.vault.checking import damaged_pages
from clinic_app.vault.create import give_up
from clinic_app.vault.engine import DatabaseKey, Engines, apart, explaining_sql, salt_in
from clinic_app.vault.errors import (
    BackupMissingError,
    DatabaseDamagedError,
    HeaderDamagedError,
    HeaderTamperedError,
    WorkStoppedError,
    WrongPairError,
)
from clinic_app.vault.lock import VaultLock
from clinic_app.vault.migrations.upgrading import upgrade
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.progress import Progress, never
from clinic_app.vault.vault import Vault

STATION_ID_BYTES = 8

_OTHER_ZONES = timedelta(days=1)
"""A backup is called after its moment as the clock where it was made showed it."""

_Unlock = Callable[[Keyring], tuple[Secrets, Slot | None]]


def names_in_backup(backup: Path) -> tuple[str, ...]:
    """Return who could sign in when the backup was made.

    Raises:
        BackupMissingError: There is none in this folder.
        HeaderDamagedError: Its key file is damaged.
    """
    return tuple(slot.sign_in_name for slot in keyring_in(backup).user_slots)


def newest_in(folder: Path) -> Path:
    """Return the folder of the backup that was meant: this one, or the newest below it.

    Raises:
        BackupMissingError: Neither is one.
    """
    for holder in (folder, folder / backups.FOLDER_NAME):
        if size_of(holder / backups.DATABASE_NAME) is not None:
            return holder
        found = backups.latest_first(backups.backups_in(holder), clock.now() + _OTHER_ZONES)
        if found:
            return found[0].folder
    raise BackupMissingError(folder)


def restore(
    backup: Path,
    folder: Path,
    passphrase: str,
    sign_in_name: str,
    *,
    progress: Progress = never,
) -> Vault:
    """Make a vault in *folder* out of *backup*, and open it with the passphrase of that time.

    Args:
        backup: Stays as it is.
        folder: Need not exist; holds no vault.
        passphrase: As it was when the backup was made.
        sign_in_name: Likewise.
        progress: Is told, and asked whether to stop.

    Raises:
        BackupMissingError: There is no whole backup.
        VaultExistsError: *folder* holds a vault already; it is never written over.
        NetworkFolderError: *folder* lies on another computer.
        SyncedFolderError: A service copies *folder*.
        WrongPassphraseError: It does not open the backup.
        DatabaseDamagedError: A page of the backup is not what was written.
        WorkStoppedError: *progress* said so; nothing is left.
        FileError: A disk refused; nothing is left.
        HeaderError: The backup's key file is not what was written.
    """
    return _restored(
        backup,
        folder,
        lambda keyring: keyring.unlock(passphrase, sign_in_name),
        progress=progress,
    )


def restore_by_recovery_code(
    backup: Path,
    folder: Path,
    code: str,
    *,
    progress: Progress = never,
) -> Vault:
    """Make a vault in *folder* out of *backup*, opened with the recovery code of that time.

    Raises:
        RecoveryCodeSlipError: It was mistyped.
        WrongRecoveryCodeError: It does not belong to this backup.
        ClinicError: See :func:`restore`, for everything else.
    """
    return _restored(
        backup,
        folder,
        lambda keyring: (keyring.unlock_by_recovery_code(code), None),
        progress=progress,
    )


def restore_by_shares(
    backup: Path,
    folder: Path,
    shares: tuple[str, str],
    *,
    progress: Progress = never,
) -> Vault:
    """Make a vault in *folder* out of *backup*, opened with two of the shares of that time.

    Raises:
        ShareSlipError: One of them was mistyped.
        SharesApartError: They do not belong together.
        WrongSharesError: They do not belong to this backup.
        ClinicError: See :func:`restore`, for everything else.
    """
    return _restored(
        backup,
        folder,
        lambda keyring: (share_slots.opened(keyring, shares), None),
        progress=progress,
    )


def _restored(backup: Path, folder: Path, unlock: _Unlock, *, progress: Progress) -> Vault:
    places.refuse_unsafe(folder)
    places.refuse_existing(folder)
    forbid_core_dumps()
    keyring = keyring_in(backup)
    try:
        secrets, slot = unlock(keyring)
    except KeyringTamperedError as error:
        raise HeaderTamperedError(backup, has_backup=False) from error
    key = DatabaseKey.of(secrets, keyring.id)
    if salt_in(backup / backups.DATABASE_NAME) != key.salt:
        raise WrongPairError(backup)
    with ExitStack() as undoing:
        if make_folder(folder):
            undoing.callback(remove_folder, folder)
        lock = VaultLock(folder)
        undoing.callback(lock.release_for_good)
        places.refuse_existing(folder)
        undoing.callback(give_up, folder)
        places.clear_unfinished(folder)
        _copy(backup, folder, progress)
        seals = FieldSeals.of(secrets, keyring.id)
        gone_list.carry(folder, (backup.parent,), seals)
        keyring = _renewed(folder, key, seals, backup, keyring)
        header_file.write(folder, keyring, secrets)
        rename(folder / places.UNFINISHED_NAME, folder / places.DATABASE_NAME)
        undoing.pop_all()
    return Vault(
        folder=folder,
        keyring_id=keyring.id,
        secrets=secrets,
        slot=slot,
        engines=Engines(folder / places.DATABASE_NAME, key),
        lock=lock,
        ages=Ages(keyring.epoch),
    )


def _copy(backup: Path, folder: Path, progress: Progress) -> None:
    def tell(done: int, total: int) -> None:
        if progress(done, total):
            raise WorkStoppedError(folder)

    source = backup / backups.DATABASE_NAME
    copy_whole(source, folder / places.UNFINISHED_NAME, progress=tell)


def _renewed(
    folder: Path, key: DatabaseKey, seals: FieldSeals, backup: Path, keyring: Keyring
) -> Keyring:
    """Prove the copy, bring its tables up to date, make it another station; return its keyring."""
    path = folder / places.UNFINISHED_NAME
    with apart(path, key) as connection:
        if damaged_pages(connection):
            raise DatabaseDamagedError(backup)
    engines = Engines(path, key)
    try:
        with explaining_sql(path), engines.writer.begin() as connection:
            upgrade(connection, seals)
            opened = OpenVault(connection, seals)
            station_id = randomness.token_hex(STATION_ID_BYTES)
            opened.clinic.save(replace(opened.clinic.get(), station_id=station_id))
            opened.state.forget_computers()
            return ages.of_one_age(opened, keyring)
    finally:
        engines.dispose()  # the last to close writes the journal into the database


def keyring_in(backup: Path) -> Keyring:
    """Return the keyring of a backup, as it was when the backup was made.

    Raises:
        BackupMissingError: There is none in this folder.
        HeaderDamagedError: It is damaged.
    """
    try:
        return Keyring.from_bytes(read_bounded(backup / backups.HEADER_NAME, MOST_BYTES))
    except FileMissingError as error:
        raise BackupMissingError(backup) from error
    except (KeyringDamagedError, KeyringTruncatedError) as error:
        raise HeaderDamagedError(backup, has_backup=False) from error
