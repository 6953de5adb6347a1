"""The folder of a headquarters: the file of its keys, and its ledger or the ledger's address."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from clinic_app.crypto import recovery_code
from clinic_app.crypto.keyring import Keyring, Secrets
from clinic_app.crypto.keyring_errors import (
    RecoveryCodeSlipError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from clinic_app.crypto.passphrases import Argon2Cost, calibrated
from clinic_app.crypto.signing import SigningKey
from clinic_app.files.errors import FileError
from clinic_app.files.names import is_one_line
from clinic_app.files.reading import is_file_seen, read_bounded, size_of
from clinic_app.files.writing import claim, make_folder, remove, write_atomically
from clinic_app.headquarters import address
from clinic_app.headquarters.address import ADDRESS_NAME
from clinic_app.headquarters.errors import (
    HeadquartersExistsError,
    HeadquartersMissingError,
    KeysMissingError,
    LedgerForeignError,
    NameNotValidError,
)
from clinic_app.headquarters.keys import HeadquartersKeys
from clinic_app.headquarters.ledger.database import Database
from clinic_app.headquarters.ledger.ledger import Ledger
from clinic_app.headquarters.ledger.server import PostgresServer, encrypted
from clinic_app.headquarters.ledger.sqlite_file import LEDGER_NAME, SqliteFile
from clinic_app.headquarters.ledger.values import About
from clinic_app.headquarters.name_errors import UnseenSignError
from clinic_app.headquarters.unlock_errors import (
    HeadquartersCodeError,
    HeadquartersPassphraseError,
)

KEYS_NAME = "headquarters.keys.json"
UNPROVED_NAME = "recovery-code.unproved"
"""An empty file that lies there until the recovery code was typed back from paper."""

MOST_KEYS_BYTES = 1024 * 1024
MOST_NAME_CHARACTERS = 200
_SIGN_IN_NAME = "headquarters"
_LEDGER_FILES = (LEDGER_NAME, f"{LEDGER_NAME}-wal", f"{LEDGER_NAME}-shm")


@dataclass(frozen=True, slots=True)
class Headquarters:
    """An unlocked headquarters."""

    folder: Path
    name: str
    is_training: bool
    keys: HeadquartersKeys = field(repr=False)
    ledger: Ledger = field(repr=False)


def create(
    folder: Path,
    *,
    name: str,
    passphrase: str,
    is_training: bool,
    cost: Argon2Cost | None = None,
    database: str = "",
    is_code_proved_later: bool = False,
    show: Callable[[str], None] = lambda _code: None,
) -> tuple[Headquarters, str]:
    """Make a headquarters in *folder* and return it with its recovery code, kept nowhere.

    Args:
        folder: Made where it is missing.
        name: As clinics read it.
        passphrase: Checked by the caller for strength.
        is_training: For ever: it takes in invented families only.
        cost: How much work one guess at the passphrase costs; None for about a second.
        database: URL of an empty PostgreSQL database, which is kept as :func:`encrypted` returns
            it; empty for a file in the folder.
        is_code_proved_later: Whoever sees the code types it back: until :func:`keep_proved` is
            told so, :func:`unlock_with_code` gives another one.
        show: Is given the recovery code before anything is made; its error makes nothing.

    Raises:
        HeadquartersExistsError: The folder holds a headquarters, or a part of one.
        NameNotValidError: As :func:`checked_name` does.
        LedgerPlaceError: The URL is none of a PostgreSQL database.
        ClinicError: Folder or database cannot be written; nothing half-made stays.
    """
    checked = checked_name(name)
    address_kept = encrypted(database) if database else ""
    where = _database(folder, address_kept)
    if is_headquarters_in(folder):
        raise HeadquartersExistsError(folder)
    make_folder(folder)
    if database:
        Ledger.refuse_taken(where)  # before somebody writes down a recovery code of nothing
    keyring, secrets, code = Keyring.create(
        passphrase=passphrase, sign_in_name=_SIGN_IN_NAME, worker_id="", cost=cost or calibrated()
    )
    keys = HeadquartersKeys.of(secrets, keyring.id)
    show(code)
    if not claim(folder / KEYS_NAME):  # somebody made one while the passphrase was worked on
        raise HeadquartersExistsError(folder)
    with ExitStack() as half_made:  # also where somebody stops it: keys alone open nothing
        half_made.callback(_clear_up, folder)
        if is_code_proved_later:
            write_atomically(folder / UNPROVED_NAME, b"")
        write_atomically(folder / KEYS_NAME, keyring.to_bytes(secrets))
        if database:
            address.write(folder, address_kept, keys.opening)
        ledger = Ledger.create(where, About(keyring.id, checked, is_training))
        half_made.pop_all()
    return Headquarters(folder, checked, is_training, keys, ledger), code


def unlock(folder: Path, passphrase: str) -> Headquarters:
    """Open the headquarters in *folder*.

    Args:
        folder: Where keys and ledger lie.
        passphrase: Or the printed recovery code, which is told by its form.

    Raises:
        HeadquartersMissingError: There is none.
        KeysMissingError: Only its ledger is there.
        LedgerMissingError: Only its keys are there.
        LedgerAddressError: The address of its database was changed.
        LedgerServerError: Its database cannot be reached, or holds no ledger.
        LedgerForeignError: Keys and ledger are of two headquarters.
        KeyringError: The passphrase is wrong, or the file of the keys was changed.
    """
    return _opened(folder, passphrase)[0]


def unlock_with_code(folder: Path, passphrase: str) -> tuple[Headquarters, str]:
    """Open the headquarters in *folder* as :func:`unlock` does, and see to its recovery code.

    Where setting up ended before the code was typed back, nobody knows whether it is on paper:
    from now on another one is valid, until :func:`keep_proved`. Whoever opens with the code
    itself has it.

    Returns:
        The headquarters and its new recovery code, kept nowhere; empty where none is needed.

    Raises:
        ClinicError: As :func:`unlock`, or the keys cannot be written.
    """
    headquarters, keyring, secrets = _opened(folder, passphrase)
    if size_of(folder / UNPROVED_NAME) is None:
        return headquarters, ""
    if _is_recovery_code(passphrase):
        keep_proved(folder)
        return headquarters, ""
    renewed, code = keyring.with_recovery_code(secrets)
    write_atomically(folder / KEYS_NAME, renewed.to_bytes(secrets))
    return headquarters, code


def keep_proved(folder: Path) -> None:
    """Keep that the recovery code was typed back from paper.

    Raises:
        FileError: The folder cannot be written.
    """
    remove(folder / UNPROVED_NAME)


def _opened(folder: Path, passphrase: str) -> tuple[Headquarters, Keyring, Secrets]:
    if size_of(folder / KEYS_NAME) is None:
        is_part = is_headquarters_in(folder)
        raise (KeysMissingError if is_part else HeadquartersMissingError)(folder)
    keyring = Keyring.from_bytes(read_bounded(folder / KEYS_NAME, MOST_KEYS_BYTES))
    secrets = _secrets(keyring, passphrase)
    keys = HeadquartersKeys.of(secrets, keyring.id)
    ledger = Ledger.open(_database(folder, address.read(folder, keys.opening)))
    with ledger.reading() as opened:
        about = opened.about()
    if about.keyring_id != keyring.id:
        raise LedgerForeignError(folder)
    ledger.bring_up_to_date()
    headquarters = Headquarters(folder, about.name, about.is_training, keys, ledger)
    return headquarters, keyring, secrets


def is_headquarters_in(folder: Path) -> bool:
    """Whether *folder* holds a headquarters, or a part of one; not where the system does not say.

    Whoever makes one claims its name all the same, so nothing is written over.
    """
    return any(is_file_seen(folder / part) for part in (KEYS_NAME, LEDGER_NAME, ADDRESS_NAME))


def is_on_server(folder: Path) -> bool:
    """Whether the ledger of the headquarters in *folder* lies on a server."""
    return is_file_seen(folder / ADDRESS_NAME)


def rule_key(keys_file: Path, passphrase: str) -> SigningKey:
    """Return the key that signs rule packs, out of the file of a headquarters' keys alone.

    Args:
        keys_file: ``headquarters.keys.json``, or a copy of it; the ledger is not needed.
        passphrase: Or the printed recovery code, which is told by its form.

    Raises:
        FilesError: The file cannot be read.
        KeyringError: The passphrase is wrong, or the file is none of keys or was changed.
    """
    keyring = Keyring.from_bytes(read_bounded(keys_file, MOST_KEYS_BYTES))
    return HeadquartersKeys.of(_secrets(keyring, passphrase), keyring.id).packs


def checked_name(name: str) -> str:
    """Return *name* as it is kept.

    Raises:
        NameNotValidError: It is empty or too long.
        UnseenSignError: It holds a line break, or another sign that nobody sees.
    """
    kept = name.strip()
    if not kept or len(kept) > MOST_NAME_CHARACTERS:
        raise NameNotValidError
    if not is_one_line(kept):
        raise UnseenSignError
    return kept


def _clear_up(folder: Path) -> None:
    """Remove what was half-made there."""
    for leftover in (KEYS_NAME, UNPROVED_NAME, ADDRESS_NAME, *_LEDGER_FILES):
        with suppress(FileError):  # why none could be made is what must be told
            remove(folder / leftover)


def _database(folder: Path, url: str) -> Database:
    return PostgresServer(folder, url) if url else SqliteFile(folder)


def _secrets(keyring: Keyring, typed: str) -> Secrets:
    try:
        if _is_recovery_code(typed):
            return keyring.unlock_by_recovery_code(typed)
        return keyring.unlock(typed)[0]
    except WrongPassphraseError:
        raise HeadquartersPassphraseError from None
    except WrongRecoveryCodeError:
        raise HeadquartersCodeError from None


def _is_recovery_code(typed: str) -> bool:
    try:
        recovery_code.read(typed)
    except RecoveryCodeSlipError:
        return False
    return True
