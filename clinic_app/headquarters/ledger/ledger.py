"""The only door to the ledger's SQL: one transaction, all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection, Engine, insert, inspect, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, InvalidRequestError

from clinic_app.bundles.payload import dataset
from clinic_app.headquarters.errors import LedgerNewerError
from clinic_app.headquarters.ledger import older, tables
from clinic_app.headquarters.ledger.database import Database, explaining
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.values import About


class Ledger:
    """The ledger of a headquarters, wherever its tables lie."""

    def __init__(self, database: Database, engine: Engine) -> None:
        self._database = database
        self._engine = engine
        self._version = tables.VERSION

    @classmethod
    def refuse_taken(cls, database: Database) -> None:
        """Refuse a server that does not let us in, or that holds tables of ours or by their names.

        Nothing is changed.

        Raises:
            ClinicError: It is that.
        """
        engine = database.engine(is_new=True)
        with explaining(database), engine.connect() as connection:
            seen = inspect(connection)
            if any(map(seen.has_table, tables.METADATA.tables)):
                raise database.taken()

    @classmethod
    def create(cls, database: Database, about: About) -> Self:
        """Make an empty ledger; nothing half-made stays.

        Raises:
            ClinicError: A ledger is there already, or the database refused.
        """
        ledger = cls(database, database.engine(is_new=True))
        with explaining(database), ledger._engine.begin() as connection:
            if inspect(connection).has_table(tables.ABOUT.name):
                raise database.taken()
            try:
                _fill(connection, about)
            except IntegrityError as error:  # somebody made one in this very moment
                raise database.taken() from error
        return ledger

    @classmethod
    def open(cls, database: Database) -> Self:
        """Open the ledger that lies in *database*; nothing is changed.

        One of an older program is read once it is brought up to date: :meth:`bring_up_to_date`.

        Raises:
            LedgerNewerError: A newer version of the program made it.
            ClinicError: There is none, it is no ledger, or the database refused.
        """
        ledger = cls(database, database.engine(is_new=False))
        with explaining(database), ledger._engine.begin() as connection:
            if not inspect(connection).has_table(tables.ABOUT.name):
                raise database.no_ledger()
            ledger._version = _version(connection, database)
        if ledger._version > tables.VERSION:
            raise LedgerNewerError(database.folder)
        return ledger

    def bring_up_to_date(self) -> None:
        """Make the tables that an older version lacks and fill them; all of it, or nothing.

        Raises:
            ClinicError: The database refused.
        """
        if self._version == tables.VERSION:
            return
        with explaining(self._database), self._engine.begin() as connection:
            self._database.begin(connection, is_writing=True)
            tables.METADATA.create_all(connection)
            older.move_counts(connection)
            older.add_headlines(connection)
            older.spell_lines(connection)
            connection.execute(update(tables.ABOUT).values(version=tables.VERSION))

    @contextmanager
    def staying_open(self) -> Iterator[None]:
        """Make many transactions, one after the other, cheaper than each alone."""
        with explaining(self._database), self._database.staying_open(self._engine):
            yield

    @contextmanager
    def transaction(self) -> Iterator[OpenLedger]:
        """Yield the open ledger; keep every change on success, none on an error."""
        with self._begun(is_writing=True) as opened:
            yield opened

    @contextmanager
    def reading(self) -> Iterator[OpenLedger]:
        """Yield the ledger as it is at one moment; whoever writes meanwhile is not kept."""
        with self._begun(is_writing=False) as opened:
            yield opened

    @contextmanager
    def _begun(self, *, is_writing: bool) -> Iterator[OpenLedger]:
        with explaining(self._database), self._engine.begin() as connection:
            self._database.begin(connection, is_writing=is_writing)
            yield OpenLedger(connection)


def _version(connection: Connection, database: Database) -> int:
    """Return which version of the program made the ledger.

    Raises:
        ClinicError: What is there is somebody else's, or the database refused.
    """
    try:
        version = connection.execute(select(tables.ABOUT.c.version)).scalar_one()
    except (DBAPIError, InvalidRequestError) as error:  # no such column, no row, or several
        raise database.refusal(error) or database.no_ledger() from error
    if not isinstance(version, int):
        raise database.no_ledger()
    return version


def _fill(connection: Connection, about: About) -> None:
    tables.METADATA.create_all(connection, checkfirst=False)
    connection.execute(
        insert(tables.ABOUT).values(
            id=1,
            version=tables.VERSION,
            keyring_id=about.keyring_id,
            name=about.name,
            dataset=dataset(is_training=about.is_training),
        )
    )
