"""How the ledger's file is opened, and what SQLite refuses in our words.

We send BEGIN IMMEDIATE ourselves: with the driver's own, changes to tables are outside the
transaction, and two collectors would meet in the middle.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from clinic_app.errors import ClinicError
from clinic_app.files.errors import (
    DiskFullError,
    FileError,
    FileNotWritableError,
    FileVanishedError,
    FolderReadOnlyError,
)
from clinic_app.headquarters.errors import LedgerBusyError, LedgerDamagedError

_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA busy_timeout = 30000",
    "PRAGMA cache_size = -32768",
)
_PRIMARY = 0xFF
"""The part of a result code that says what kind it is. Source: SQLite, result codes."""

_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_REFUSALS: Mapping[int | None, type[FileError]] = {
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_READONLY: FolderReadOnlyError,
    sqlite3.SQLITE_PERM: FolderReadOnlyError,
    sqlite3.SQLITE_IOERR: FileVanishedError,
    sqlite3.SQLITE_CANTOPEN: FileNotWritableError,
}


def engine_of(path: Path, *, is_new: bool) -> Engine:
    """Return the engine of the database at *path*; every transaction begins as a writer's."""
    mode = "rwc" if is_new else "rw"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            for setting in _SETTINGS:
                connection.execute(setting)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def explaining_sql(path: Path) -> Iterator[None]:
    """Turn what the database at *path* refuses into one of our errors.

    Raises:
        LedgerDamagedError: It is no database, or a page is not what was written.
        LedgerBusyError: Another program holds it.
        DiskFullError: There is no room left.
        FolderReadOnlyError: Nothing may be written there.
        FileVanishedError: The disk or stick went away.
        FileNotWritableError: It cannot be opened.
    """
    try:
        yield
    except DBAPIError as error:
        raise _refusal(path, error.orig) or error from None
    except sqlite3.Error as error:
        raise _refusal(path, error) or error from None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _refusal(path: Path, error: BaseException | None) -> ClinicError | None:
    """Return our error for SQLite's; None where only a mistake of ours can be the cause."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = code & _PRIMARY if isinstance(code, int) else None
    if kind in _DAMAGED:
        return LedgerDamagedError(path.parent)
    if kind in _BUSY:
        return LedgerBusyError(path.parent)
    refusal = _REFUSALS.get(kind)
    return None if refusal is None else refusal(path)
