"""Making a vault so that it is there whole or not at all.

The database is made under an unfinished name, then the key file is written, then the database
gets its name. Until that last step the folder counts as not set up, and setting up again clears
what was left: nothing but the clinic's own name can have been in it.
"""

from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from clinic_app.computer.hardening import forbid_core_dumps
from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring import Keyring
from clinic_app.crypto.passphrases import Argon2Cost, calibrated
from clinic_app.files.errors import FileError
from clinic_app.files.writing import make_folder, remove_folder, rename
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Worker
from clinic_app.vault import header_file, places
from clinic_app.vault.ages import Ages
from clinic_app.vault.engine import DatabaseKey, Engines, check_encrypted, explaining_sql
from clinic_app.vault.lock import VaultLock
from clinic_app.vault.migrations.upgrading import upgrade
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.vault import Vault


def create_vault(
    folder: Path,
    *,
    clinic: Clinic,
    worker: Worker,
    passphrase: str,
    sign_in_name: str,
    cost: Argon2Cost | None = None,
) -> tuple[Vault, str]:
    """Make the vault of a new clinic in *folder* and open it.

    Args:
        folder: Need not exist; other files in it stay.
        clinic: Kept in the vault.
        worker: Kept with the slot that their passphrase opens.
        passphrase: Of the first worker.
        sign_in_name: Readable by anybody who has the folder.
        cost: Of guessing the passphrase once; None for about a second of this computer.

    Returns:
        The open vault, and the recovery code, which nothing keeps.

    Raises:
        VaultExistsError: The folder holds a vault already, or parts of one.
        NetworkFolderError: The folder lies on another computer.
        SyncedFolderError: A service copies the folder.
        VaultInUseError: Somebody else is setting up here.
        FileError: The disk refused; nothing is left behind.
        KeyringError: See ``Keyring.create``.
    """
    places.refuse_unsafe(folder)
    places.refuse_existing(folder)
    forbid_core_dumps()
    with ExitStack() as undoing:
        if make_folder(folder):
            undoing.callback(remove_folder, folder)
        lock = VaultLock(folder)
        undoing.callback(lock.release_for_good)
        places.refuse_existing(folder)  # somebody may have made one just before we got the lock
        undoing.callback(give_up, folder)
        places.clear_unfinished(folder)
        keyring, secrets, code = Keyring.create(
            passphrase=passphrase,
            sign_in_name=sign_in_name,
            worker_id=worker.id,
            cost=cost or calibrated(),
        )
        slot = keyring.user_slots[0]
        key = DatabaseKey.of(secrets, keyring.id)
        seals = FieldSeals.of(secrets, keyring.id)
        _make_database(folder, key, seals, clinic, replace(worker, slot_id=slot.id))
        header_file.write(folder, keyring, secrets)
        rename(folder / places.UNFINISHED_NAME, folder / places.DATABASE_NAME)
        undoing.pop_all()
    vault = Vault(
        folder=folder,
        keyring_id=keyring.id,
        secrets=secrets,
        slot=slot,
        engines=Engines(folder / places.DATABASE_NAME, key),
        lock=lock,
        ages=Ages(keyring.epoch),
    )
    return vault, code


def _make_database(
    folder: Path, key: DatabaseKey, seals: FieldSeals, clinic: Clinic, worker: Worker
) -> None:
    path = folder / places.UNFINISHED_NAME
    engines = Engines(path, key, is_new=True)
    try:
        with explaining_sql(path), engines.writer.begin() as connection:
            upgrade(connection, seals)
            opened = OpenVault(connection, seals)
            opened.clinic.save(clinic)
            opened.workers.add(worker)
    finally:
        engines.dispose()  # the last to close writes the journal into the database
    check_encrypted(path)


def give_up(folder: Path) -> None:
    """Remove what is there of a vault that was not made after all."""
    with suppress(FileError):  # the reason why we give up is what must be told
        places.clear_all(folder)
