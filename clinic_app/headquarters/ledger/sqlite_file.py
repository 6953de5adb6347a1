"""The ledger as one SQLite file in the headquarters folder, and what SQLite refuses in our words.

We send BEGIN ourselves: with the driver's own, changes to tables are outside the transaction,
and two collectors would meet in the middle.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from clinic_app.errors import ClinicError
from clinic_app.files.errors import (
    DiskFullError,
    FileError,
    FileNotWritableError,
    FileUnreadableError,
    FileVanishedError,
    FolderReadOnlyError,
)
from clinic_app.files.reading import size_of
from clinic_app.files.writing import is_full_beside
from clinic_app.headquarters.errors import (
    HeadquartersExistsError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerMissingError,
)

LEDGER_NAME = "ledger.db"

_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA busy_timeout = 30000",
    "PRAGMA cache_size = -32768",
    "PRAGMA wal_autocheckpoint = 4000",  # pages, 16 MB: a batch writes 2 MB, copied more rarely
)
_PRIMARY = 0xFF
"""The part of a result code that says what kind it is. Source: SQLite, result codes."""

_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
_TOLD_OF_DAMAGE = ("no such table", "no such column", "Could not decode")
"""A name or a text that is not what was written; SQLite and Python have no code for these alone."""

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_REFUSALS: Mapping[int | None, type[FileError]] = {
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_READONLY: FolderReadOnlyError,
    sqlite3.SQLITE_PERM: FolderReadOnlyError,
    sqlite3.SQLITE_IOERR: FileVanishedError,
}


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """The file in a headquarters folder."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / LEDGER_NAME

    def engine(self, *, is_new: bool) -> Engine:
        """Return what opens the file.

        Raises:
            LedgerMissingError: It is not there, and is not to be made.
        """
        if not is_new and not self.path.is_file():
            raise LedgerMissingError(self.folder)
        mode = "rwc" if is_new else "rw"

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode={mode}",
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
            except UnicodeDecodeError as error:  # SQLite quotes what is damaged in its complaint
                connection.close()
                raise LedgerDamagedError(self.folder) from error
            return connection

        return create_engine(
            "sqlite://",
            creator=connect,
            poolclass=NullPool,
            hide_parameters=True,
        )

    def staying_open(self, engine: Engine) -> Connection:
        """Return a connection that keeps the file open.

        Whoever closes a file as the last one copies its log into it and syncs both, which would
        take longer than most transactions.
        """
        return engine.connect()

    def begin(self, connection: Connection, *, is_writing: bool) -> None:
        """Begin as the only writer, or as a reader whom no writer disturbs."""
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    def refusal(self, error: BaseException) -> ClinicError | None:
        """Return our error for SQLite's: damaged, busy, missing, full, read-only or gone."""
        refused = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(refused, "sqlite_errorcode", None)
        kind = code & _PRIMARY if isinstance(code, int) else None
        if kind in _DAMAGED or str(refused).startswith(_TOLD_OF_DAMAGE):
            return LedgerDamagedError(self.folder)
        if kind in _BUSY:
            return LedgerBusyError(self.folder)
        if kind == sqlite3.SQLITE_CANTOPEN:
            return self._not_opened()
        if kind == sqlite3.SQLITE_IOERR and is_full_beside(self.path):
            return DiskFullError(self.path)
        refusal = _REFUSALS.get(kind)
        return None if refusal is None else refusal(self.path)

    def _not_opened(self) -> ClinicError:
        """Return why SQLite cannot open the file: it is gone, alone or with its folder."""
        with suppress(FileUnreadableError):  # it is there, and the system does not let us in
            if size_of(self.folder) is None:
                return FileVanishedError(self.path)
            if size_of(self.path) is None:
                return LedgerMissingError(self.folder)
        return FileNotWritableError(self.path)

    def damaged(self) -> ClinicError:
        """Return what a file says of which a cell is not what was written."""
        return LedgerDamagedError(self.folder)

    def no_ledger(self) -> ClinicError:
        """Return what a file without a ledger says: it is damaged."""
        return LedgerDamagedError(self.folder)

    def taken(self) -> ClinicError:
        """Return what a second ledger in the same place says."""
        return HeadquartersExistsError(self.folder)
