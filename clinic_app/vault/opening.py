"""Opening a vault: every doubt is settled before a record is read."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection

from clinic_app.computer.hardening import forbid_core_dumps
from clinic_app.crypto import share_slots
from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring import Keyring, Secrets, Slot
from clinic_app.crypto.keyring_errors import KeyringTamperedError
from clinic_app.files.errors import DiskFullError
from clinic_app.files.reading import size_of
from clinic_app.vault import ages, header_file, journal, places, rekeying, wiping
from clinic_app.vault.ages import Ages
from clinic_app.vault.engine import (
    PAGE_BYTES,
    DatabaseKey,
    Engines,
    explaining_sql,
    opens_alone,
    salt_in,
)
from clinic_app.vault.errors import (
    DatabaseDamagedError,
    DatabaseMissingError,
    HeaderTamperedError,
    OlderKeysError,
    StrayJournalError,
    WrongPairError,
)
from clinic_app.vault.lock import VaultLock
from clinic_app.vault.migrations.upgrading import is_current, upgrade
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.vault import Vault
from clinic_app.vault.zeros import begun

_Unlock = Callable[[Keyring], tuple[Secrets, Slot | None]]


def sign_in_names(folder: Path) -> tuple[str, ...]:
    """Return who can sign in to the vault in *folder*, oldest first.

    Raises:
        SetUpUnfinishedError: Setting up was broken off; it can be done again.
        HeaderError: The key file is missing or damaged.
        VaultNewerError: A newer program wrote it.
        KeyringError: It asks for too little or too much work.
    """
    places.refuse_unfinished(folder)
    return tuple(slot.sign_in_name for slot in header_file.read(folder).user_slots)


def keyring_of(folder: Path) -> Keyring:
    """Return the keyring of the vault in *folder*, as anybody could read it.

    Raises:
        HeaderError: The key file is missing or damaged.
    """
    return header_file.read(folder)


def open_vault(
    folder: Path, passphrase: str, sign_in_name: str | None = None, *, is_only_read: bool = False
) -> Vault:
    """Open the vault in *folder* with a worker's passphrase.

    Args:
        folder: Where the vault lies.
        passphrase: As typed.
        sign_in_name: None tries every worker's slot, a second each.
        is_only_read: Whether nothing is written, where the disk is full: not even the files that
            a database is shared through. Records of an earlier version need room to be read.

    Raises:
        WrongPassphraseError: It opens none of the slots tried.
        SignInNameUnknownError: Nobody signs in by this name.
        NotEnoughMemoryError: The computer cannot spare the memory.
        SetUpUnfinishedError: Setting up was broken off; it can be done again.
        HeaderError: The key file is missing, damaged, tampered with, or older than the records.
        KeyringError: It asks for too little or too much work.
        DatabaseMissingError: The records are not there.
        DatabaseDamagedError: They cannot be read.
        WrongPairError: They belong to another key file.
        StrayJournalError: A journal of other records lies beside them.
        VaultNewerError: A newer program has written to the vault.
        VaultInUseError: Somebody has it open.
        NetworkFolderError: The folder lies on another computer.
        SyncedFolderError: A service copies the folder.
        FileError: The disk refused.
    """
    return _opened(
        folder,
        lambda keyring: keyring.unlock(passphrase, sign_in_name),
        is_only_read=is_only_read,
    )


def open_vault_by_recovery_code(folder: Path, code: str) -> Vault:
    """Open the vault in *folder* with the printed recovery code, as nobody in particular.

    An older key file lets it in: passphrases that were taken away do not come back by it.

    Raises:
        RecoveryCodeSlipError: It was mistyped.
        WrongRecoveryCodeError: It belongs to another vault, or was replaced.
        VaultError: See ``open_vault``, for everything else.
        KeyringError: Likewise.
        FileError: Likewise.
    """
    return _opened(folder, lambda keyring: (keyring.unlock_by_recovery_code(code), None))


def open_vault_by_shares(folder: Path, shares: tuple[str, str]) -> Vault:
    """Open the vault in *folder* with two of its printed shares, as nobody in particular.

    Raises:
        ShareSlipError: One of them was mistyped.
        SharesApartError: They do not belong together.
        WrongSharesError: They belong to another vault, or were replaced.
        VaultError: See ``open_vault``, for everything else.
        KeyringError: Likewise.
        FileError: Likewise.
    """
    return _opened(folder, lambda keyring: (share_slots.opened(keyring, shares), None))


def _opened(folder: Path, unlock: _Unlock, *, is_only_read: bool = False) -> Vault:
    places.refuse_unsafe(folder)
    places.refuse_unfinished(folder)
    header_file.read(folder)  # a folder without a vault gets no lock file
    database = folder / places.DATABASE_NAME
    _check_size(database)
    forbid_core_dumps()
    with ExitStack() as undoing:
        lock = VaultLock(folder)
        undoing.callback(lock.release)
        keyring = header_file.read(folder)
        try:
            secrets, slot = unlock(keyring)
        except KeyringTamperedError as error:
            has_backup = header_file.has_backup(folder)
            raise HeaderTamperedError(folder, has_backup=has_backup) from error
        rekeying.settle(folder, keyring, secrets)
        key = DatabaseKey.of(secrets, keyring.id)
        _check_belonging(database, key)
        engines = Engines(database, key, is_only_read=is_only_read)
        undoing.callback(engines.dispose)
        seals = FieldSeals.of(secrets, keyring.id)
        with (
            explaining_sql(database),
            engines.writer.connect() as connection,
            begun(connection),
        ):
            if is_only_read:
                _refuse_earlier(connection, database)
            else:
                upgrade(connection, seals)
            opened = OpenVault(connection, seals)
            found = _ages(opened, keyring, secrets, slot, folder)
            if not is_only_read:
                opened.state.keep_epoch(found.epoch)
            is_unwiped = wiping.is_due(connection)
        if is_unwiped and not is_only_read:
            wiping.wipe_at_opening(database, key)
        undoing.pop_all()
    return Vault(
        folder=folder,
        keyring_id=keyring.id,
        secrets=secrets,
        slot=slot,
        engines=engines,
        lock=lock,
        ages=found,
    )


def _ages(
    opened: OpenVault, keyring: Keyring, secrets: Secrets, slot: Slot | None, folder: Path
) -> Ages:
    """Compare key file and records; a passphrase of an older key file opens nothing.

    Raises:
        OlderKeysError: Workers or passphrases were changed after the key file was written.
    """
    found = ages.compared(opened, keyring)
    if found.has_older_keys and slot is not None:
        has_backup = ages.is_copy_of_age(folder, secrets, found.epoch)
        raise OlderKeysError(folder, has_backup=has_backup)
    return found


def _refuse_earlier(connection: Connection, database: Path) -> None:
    """Refuse records that must be brought up to date first, which needs room."""
    if not is_current(connection):
        raise DiskFullError(database)


def _check_size(database: Path) -> None:
    """Refuse a file that is too short; SQLite would take an empty one for a new database."""
    size = size_of(database)
    if size is None:
        raise DatabaseMissingError(database.parent)
    if size < PAGE_BYTES:
        raise DatabaseDamagedError(database.parent)


def _check_belonging(database: Path, key: DatabaseKey) -> None:
    """Refuse records or a journal of another vault, before anything could be written to them."""
    if salt_in(database) != key.salt and not opens_alone(database, key):
        raise WrongPairError(database.parent)
    if journal.is_stray(database, key):
        raise StrayJournalError(database.parent)
