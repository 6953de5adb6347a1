"""The ledger on a PostgreSQL server, where several people collect at once.

Writers take turns at one table, as they do with a SQLite file, so two who collect at once come
to the result of one after the other. Whatever the server refuses undoes the whole transaction.
"""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.pool import NullPool

from clinic_app.errors import ClinicError
from clinic_app.headquarters.encoding_errors import LedgerEncodingError
from clinic_app.headquarters.errors import (
    LedgerBusyError,
    LedgerNotThereError,
    LedgerPlaceError,
    LedgerServerRefusesError,
    LedgerTakenError,
    LedgerUnreachableError,
)
from clinic_app.headquarters.ledger.tables import ABOUT

_DRIVER = "postgresql+psycopg"
_WRITER = (
    "SET LOCAL lock_timeout = '30s'",
    f"LOCK TABLE {ABOUT.name} IN SHARE ROW EXCLUSIVE MODE",
)
_READER = ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",)

_NO_OPTION = "invalid connection option"
"""What the driver says of a word after the question mark of a URL that it does not know."""

_NO_LEDGER = frozenset({"42P01", "42703"})
"""No such table, no such column: somebody else's, or tables are gone or out of the search path."""

_TAKEN = frozenset({"42P07"})
"""A table of that name is there."""

_BUSY = frozenset({"55P03", "40P01", "40001"})
"""A lock that did not come, a deadlock, a serialization failure. Source: PostgreSQL, app. A."""

_REFUSES = frozenset({"25006", "3F000", "42501", "53100", "58030", "58P01", "XX001", "XX002"})
"""Read-only, no schema, no privilege, disk full, input/output error, a file of its own is gone,
damaged data or index."""

_LETTERS_LOST = frozenset({"22P05", "22021"})
"""A letter that the database's encoding does not have."""

_WITH_EVERY_LETTER = frozenset({"UTF8", "SQL_ASCII"})
"""Encodings of a database that give back what they were given; the second looks at nothing."""

_AWAY = ("08", "25P03", "25P04", "53", "57")
"""Classes: connection, resources such as connections, an operator's shutdown; and codes of a
transaction that the server ended because it took too long."""


class PostgresServer:
    """A database on a server, by its URL."""

    def __init__(self, folder: Path, url: str) -> None:
        """Read *url*, such as ``postgresql+psycopg://name@host/database``.

        Raises:
            LedgerPlaceError: It is none, or names another kind of database.
        """
        self.folder = folder
        self._url = _read(url)

    @property
    def name(self) -> str:
        """How people call it: host and database, never the password."""
        host = self._url.host or self._url.query.get("host") or "localhost"
        shown = host if isinstance(host, str) else ", ".join(host)
        return f"{shown}/{self._url.database or ''}"

    def engine(self, *, is_new: bool) -> Engine:
        """Return what connects; a server that does not answer is given ten seconds.

        A new ledger lies in no database that would refuse a clinic's name one day.
        """
        engine = create_engine(
            self._url,
            poolclass=NullPool,
            hide_parameters=True,
            paramstyle="format",  # by their places, as SQLite takes them too
            connect_args={
                "connect_timeout": 10,
                "application_name": "clinic-app",
                "client_encoding": "utf8",  # else it is the database's own
            },
        )
        if is_new:
            event.listen(engine, "connect", self._refuse_few_letters)
        return engine

    def _refuse_few_letters(self, connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("SHOW server_encoding")
        [(encoding,)] = cursor.fetchall()
        connection.rollback()
        if encoding not in _WITH_EVERY_LETTER:
            raise LedgerEncodingError(self.name)

    def staying_open(self, engine: Engine) -> AbstractContextManager[object]:  # noqa: ARG002 - a server stays open
        """Return nothing to keep: a server stays open by itself."""
        return nullcontext()

    def begin(self, connection: Connection, *, is_writing: bool) -> None:
        """Begin as the only writer, or as a reader who sees one moment."""
        for statement in _WRITER if is_writing else _READER:
            connection.exec_driver_sql(statement)

    def refusal(self, error: BaseException) -> ClinicError | None:
        """Return our error for the server's: away, busy, or refusing."""
        code = getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None
        if code is None:
            return self._refusal_without_code(error)
        for codes, refusal in (
            (_BUSY, LedgerBusyError(self.folder)),
            (_NO_LEDGER, self.no_ledger()),
            (_TAKEN, self.taken()),
            (_REFUSES, LedgerServerRefusesError(self.name)),
            (_LETTERS_LOST, LedgerEncodingError(self.name)),
        ):
            if code in codes:
                return refusal
        return LedgerUnreachableError(self.name) if code.startswith(_AWAY) else None

    def _refusal_without_code(self, error: BaseException) -> ClinicError | None:
        """Return our error for what the driver found out before the server said anything."""
        if isinstance(error, ProgrammingError) and str(error.orig).startswith(_NO_OPTION):
            return LedgerPlaceError()
        is_away = isinstance(error, OperationalError | InterfaceError)
        return LedgerUnreachableError(self.name) if is_away else None

    def damaged(self) -> ClinicError:
        """Return what a database says of which a cell is not what was written."""
        return LedgerServerRefusesError(self.name)

    def no_ledger(self) -> ClinicError:
        """Return what a database without a ledger says."""
        return LedgerNotThereError(self.name)

    def taken(self) -> ClinicError:
        """Return what a second ledger in the same database says."""
        return LedgerTakenError(self.name)


def encrypted(url: str) -> str:
    """Return *url* so that a server elsewhere is spoken to by TLS or not at all.

    The driver's own default asks for it and goes on without. One that says ``sslmode`` itself
    stays as it is, and so does one of this computer.

    Raises:
        LedgerPlaceError: It is none of a PostgreSQL database.
    """
    read = _read(url)
    named = read.query.get("host", read.host or read.query.get("hostaddr", ""))
    hosts = (named,) if isinstance(named, str) else named
    if "sslmode" in read.query or all(map(_is_here, hosts)):
        return url
    return read.update_query_dict({"sslmode": "require"}).render_as_string(hide_password=False)


def _is_here(host: str) -> bool:
    """Whether it is a socket in a folder or this computer itself."""
    return not host or host.startswith(("/", "@")) or host in {"localhost", "127.0.0.1", "::1"}


def _read(url: str) -> URL:
    try:
        url.encode()
        read = make_url(url)
    except (ArgumentError, ValueError):  # whose words may be a piece of the password
        raise LedgerPlaceError from None
    if read.drivername != _DRIVER or "plugin" in read.query:  # which would load what it names
        raise LedgerPlaceError
    return read
