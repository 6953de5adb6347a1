"""The key file beside the database: ``clinic.vault.json``, and a copy of it.

The copy is written first, then the file itself, each of them atomically. So one whole file is
there at any moment, an error means that the file is unchanged, and after a success both say the
same: a passphrase that was changed, or a worker who was removed, opens neither.
"""

from pathlib import Path

from clinic_app.crypto.keyring import Keyring, Secrets
from clinic_app.crypto.keyring_errors import (
    KeyringDamagedError,
    KeyringError,
    KeyringNewerError,
    KeyringTamperedError,
    KeyringTruncatedError,
)
from clinic_app.crypto.keyring_format import MOST_BYTES
from clinic_app.crypto.passphrases import Argon2Cost
from clinic_app.files.errors import FileError, FileMissingError, FileTooLargeError
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import write_atomically
from clinic_app.vault.errors import (
    HeaderDamagedError,
    HeaderMissingError,
    HeaderTamperedError,
    HeaderTruncatedError,
)
from clinic_app.vault.places import HEADER_COPY_NAME, HEADER_NAME
from clinic_app.vault.store_errors import VaultNewerError


def read(folder: Path) -> Keyring:
    """Return the keyring of the vault in *folder*, not yet authenticated.

    Raises:
        HeaderMissingError: There is no key file.
        HeaderDamagedError: It was changed by accident.
        HeaderTruncatedError: It ends too early.
        VaultNewerError: A newer program wrote it.
        WeakCostError: A slot's passphrase would be too cheap to guess.
        CostOverCeilingError: A slot would hang the computer.
        FileUnreadableError: The system refused to read it.
    """
    try:
        return Keyring.from_bytes(read_bounded(folder / HEADER_NAME, MOST_BYTES))
    except FileMissingError as error:
        raise HeaderMissingError(folder, has_backup=has_backup(folder)) from error
    except (FileTooLargeError, KeyringDamagedError) as error:
        raise HeaderDamagedError(folder, has_backup=has_backup(folder)) from error
    except KeyringTruncatedError as error:
        raise HeaderTruncatedError(folder, has_backup=has_backup(folder)) from error
    except KeyringNewerError as error:
        raise VaultNewerError from error


def read_ours(folder: Path, secrets: Secrets) -> Keyring:
    """Return the keyring of the vault in *folder*, proved to be written by whoever held *secrets*.

    Raises:
        HeaderTamperedError: It was not.
        HeaderError: It is missing or damaged.
    """
    keyring = read(folder)
    try:
        keyring.authenticate(secrets)
    except KeyringTamperedError as error:
        raise HeaderTamperedError(folder, has_backup=has_backup(folder)) from error
    return keyring


def dearest_cost(keyring: Keyring) -> Argon2Cost:
    """Return the dearest cost in use: a new passphrase is never easier to guess than another."""
    costs = (slot.cost for slot in keyring.user_slots if slot.cost is not None)
    return max(costs, key=lambda cost: cost.memory_kib * cost.iterations)


def write(folder: Path, keyring: Keyring, secrets: Secrets) -> None:
    """Keep *keyring* as the key file of the vault in *folder*, and as its copy.

    Raises:
        FileError: The disk refused; the key file is what it was.
    """
    data = keyring.to_bytes(secrets)
    write_atomically(folder / HEADER_COPY_NAME, data)
    write_atomically(folder / HEADER_NAME, data)


def has_backup(folder: Path) -> bool:
    """Whether a whole copy of the key file lies beside it."""
    try:
        Keyring.from_bytes(read_bounded(folder / HEADER_COPY_NAME, MOST_BYTES))
    except (FileError, KeyringError):
        return False
    return True
