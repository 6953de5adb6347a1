"""How the encrypted database is opened: key first, then settings, then proof.

Two engines on one file: one writes, one only reads. We send BEGIN ourselves, because the
driver's own BEGIN leaves changes to tables outside the transaction, and a deferred BEGIN loses
writes to "database is locked" (both measured). A missing key or a mistyped setting would
silently make a plain file, so each connection proves that it is encrypted before it is used.

Source: SQLCipher 4 design and API documentation; SQLite documentation, "Write-Ahead Logging".
"""

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from clinic_app.crypto.keyring import Secrets
from clinic_app.files.errors import (
    DiskFullError,
    FileError,
    FileNotWritableError,
    FileVanishedError,
    FolderReadOnlyError,
)
from clinic_app.files.reading import first_bytes, size_of
from clinic_app.files.writing import is_full_beside
from clinic_app.vault.errors import (
    DatabaseDamagedError,
    EncryptionMissingError,
    VaultInUseError,
    WorkStoppedError,
)

PAGE_BYTES = 4096
SALT_BYTES = 16
PLAIN_HEADER = b"SQLite format 3\x00"
"""What an unencrypted database begins with; ours never may."""

_KEY_LABEL = b"clinic-app vault database"
_SALT_LABEL = b"clinic-app vault database salt"
_MEMORY_TEMP_STORE = 2
_KEPT_READERS = 2
_MOST_READERS = 16

_PRIMARY = 0xFF
"""The part of a result code that says what kind it is. Source: SQLite, result codes."""

_DAMAGED = frozenset({dbapi2.SQLITE_NOTADB, dbapi2.SQLITE_CORRUPT})
_BUSY = frozenset({dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED, dbapi2.SQLITE_PROTOCOL})
_STOPPED = frozenset({dbapi2.SQLITE_INTERRUPT})
_REFUSALS: Mapping[int | None, type[FileError]] = {
    dbapi2.SQLITE_FULL: DiskFullError,
    dbapi2.SQLITE_READONLY: FolderReadOnlyError,
    dbapi2.SQLITE_PERM: FolderReadOnlyError,
    dbapi2.SQLITE_IOERR: FileVanishedError,
    dbapi2.SQLITE_CANTOPEN: FileNotWritableError,
}

_SETTINGS = (
    "PRAGMA cipher_memory_security = OFF",  # twice as slow; overflowed the stack on Windows
    "PRAGMA temp_store = MEMORY",  # FILE leaked rows in plain text
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -32768",
    "PRAGMA mmap_size = 0",
    "PRAGMA busy_timeout = 5000",
)
_APPLE_SETTINGS = ("PRAGMA fullfsync = ON", "PRAGMA checkpoint_fullfsync = ON")

_STILL = "ro&immutable=1"
_STILL_WITH_JOURNAL = f"ro&vfs={'win32' if sys.platform == 'win32' else 'unix'}-none"
"""How a database is read beside which nothing can be written: SQLite would share the index of its
journal through a file, and makes one of its own in memory where it need ask for no locks."""


@dataclass(frozen=True, slots=True)
class DatabaseKey:
    """The raw key and salt of one vault's database, derived from its data key."""

    key: bytes = field(repr=False)
    salt: bytes

    @classmethod
    def of(cls, secrets: Secrets, vault_id: str) -> "DatabaseKey":
        """Return the key of the vault *vault_id*."""
        salt = secrets.derive(_SALT_LABEL, vault_id)[:SALT_BYTES]
        return cls(secrets.derive(_KEY_LABEL, vault_id), salt)

    def spelled(self) -> str:
        """Return the key as SQLCipher takes it: anything shorter would be a passphrase to it."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"


class Engines:
    """The writing and the reading engine of one database file.

    Attributes:
        is_only_read: Whether the writing one does not write either: the disk is full.
    """

    def __init__(
        self, path: Path, key: DatabaseKey, *, is_new: bool = False, is_only_read: bool = False
    ) -> None:
        self.path = path
        self.is_only_read = is_only_read
        self._file: BinaryIO | None = None
        self._one_copy = threading.Lock()  # copies the file
        mode = "rwc" if is_new else "rw"
        if is_only_read:
            mode = _STILL_WITH_JOURNAL if size_of(path.with_name(f"{path.name}-wal")) else _STILL
        is_writer = not is_only_read
        self.writer = _engine(lambda: _connect(path, key, mode, is_writer=is_writer), 1, 1)
        self.reader = _engine(
            lambda: _connect(path, key, mode, is_writer=False), _KEPT_READERS, _MOST_READERS
        )
        event.listen(self.writer, "begin", _begin_immediate if is_writer else _begin)
        event.listen(self.reader, "begin", _begin)

    @contextmanager
    def as_a_file(self) -> Iterator[BinaryIO]:
        """Yield the database file as it lies on the disk, sealed, to whoever copies it.

        It is closed with the connections and no sooner: whoever closes a file lets go of every
        lock that the same program holds on it, SQLite's too.

        Source: SQLite documentation, "How To Corrupt An SQLite Database File" §2.2.

        Raises:
            FileVanishedError: It cannot be opened any more.
        """
        with self._one_copy:
            if self._file is None:
                try:
                    self._file = self.path.open("rb")
                except OSError as error:
                    raise FileVanishedError(self.path) from error
            yield self._file

    def dispose(self) -> None:
        """Close every connection that nobody uses; the writer's last, so that it tidies up."""
        self.reader.dispose()
        self.writer.dispose()
        if self._file is not None and self._one_copy.acquire(blocking=False):
            self._file.close()
            self._file = None
            self._one_copy.release()


@contextmanager
def explaining_sql(path: Path) -> Iterator[None]:
    """Turn what the database at *path* refuses into one of our errors.

    Raises:
        DatabaseDamagedError: A page is not what was written.
        DiskFullError: There is no room left.
        FolderReadOnlyError: Nothing may be written there.
        FileVanishedError: The disk or stick went away.
        VaultInUseError: Another program holds the file.
    """
    try:
        yield
    except DBAPIError as error:
        raise _refusal(path, error.orig) or error from None
    except dbapi2.Error as error:
        raise _refusal(path, error) or error from None


def opens_alone(path: Path, key: DatabaseKey) -> bool:
    """Whether the database opens when the journals beside it are left out of account."""
    try:
        _connect(path, key, _STILL, is_writer=False).close()
    except DatabaseDamagedError:
        return False
    return True


@contextmanager
def apart(path: Path, key: DatabaseKey, *, mode: str = "rw") -> Iterator[Any]:
    """Yield a connection of its own, for what looks at the database as a whole.

    Raises:
        ClinicError: See :func:`explaining_sql`.
    """
    with explaining_sql(path):
        connection = _connect(path, key, mode, is_writer=False)
        try:
            yield connection
        finally:
            connection.close()


def salt_in(path: Path) -> bytes:
    """Return the salt that a database file carries in clear: its first bytes.

    Raises:
        FileError: It is not there, is no plain file, or the system refused.
    """
    return first_bytes(path, SALT_BYTES)


def check_encrypted(path: Path) -> None:
    """Refuse a database that was made and lies there in plain text.

    Raises:
        EncryptionMissingError: It does.
    """
    head = first_bytes(path, len(PLAIN_HEADER))
    if len(head) < len(PLAIN_HEADER) or head == PLAIN_HEADER:
        raise EncryptionMissingError(path.parent)


def _engine(creator: Callable[[], Any], kept: int, most: int) -> Engine:
    return create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=kept,
        max_overflow=most - kept,
        hide_parameters=True,
    )


def _connect(path: Path, key: DatabaseKey, mode: str, *, is_writer: bool) -> Any:
    """Open one connection; the order of the steps is SQLCipher's, not a matter of taste."""
    with explaining_sql(path):
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        with ExitStack() as undoing:
            undoing.callback(connection.close)
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f'PRAGMA key = "{key.spelled()}"')
            connection.execute("PRAGMA cipher_compatibility = 4")
            if mode in {_STILL, _STILL_WITH_JOURNAL}:
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _settle(connection, is_writer=is_writer)
            _prove(connection, path)
            undoing.pop_all()
    return connection


def _settle(connection: Any, *, is_writer: bool) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)
    if sys.platform == "darwin":
        for setting in _APPLE_SETTINGS:
            connection.execute(setting)
    if is_writer:
        connection.execute("PRAGMA journal_mode = WAL")
    else:
        connection.execute("PRAGMA query_only = ON")


def _prove(connection: Any, path: Path) -> None:
    status = connection.execute("PRAGMA cipher_status").fetchone()
    temp_store = connection.execute("PRAGMA temp_store").fetchone()
    if status != ("1",) or temp_store != (_MEMORY_TEMP_STORE,):
        raise EncryptionMissingError(path.parent)


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _refusal(path: Path, error: BaseException | None) -> Exception | None:
    """Return our error for a driver's; None where only a mistake of ours can be the cause."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = code & _PRIMARY if isinstance(code, int) else None
    if kind in _DAMAGED:
        return DatabaseDamagedError(path.parent)
    if kind in _BUSY:
        return VaultInUseError(path.parent, "", 0)
    if kind in _STOPPED:
        return WorkStoppedError(path.parent)
    if kind == dbapi2.SQLITE_IOERR and is_full_beside(path):
        return DiskFullError(path)
    refusal = _REFUSALS.get(kind)
    return None if refusal is None else refusal(path)
