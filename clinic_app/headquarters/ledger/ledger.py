"""The only door to the ledger's SQL: one transaction, all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, insert, inspect, select
from sqlalchemy.exc import DBAPIError, NoResultFound

from clinic_app.bundles.payload import dataset
from clinic_app.headquarters.errors import (
    LedgerDamagedError,
    LedgerMissingError,
    LedgerNewerError,
)
from clinic_app.headquarters.ledger import tables
from clinic_app.headquarters.ledger.engine import engine_of, explaining_sql
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.values import About
from clinic_app.tallies.headlines import HeadlineCount

LEDGER_NAME = "ledger.db"


class Ledger:
    """The ledger in a headquarters folder."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self._path = path
        self._engine = engine

    @classmethod
    def create(cls, folder: Path, about: About) -> "Ledger":
        """Make an empty ledger.

        Raises:
            FileError: The folder is full, read-only or gone.
        """
        path = folder / LEDGER_NAME
        ledger = cls(path, engine_of(path, is_new=True))
        with explaining_sql(path), ledger._engine.begin() as connection:
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
            names = [
                {"id": number, "name": headline.value}
                for number, headline in enumerate(HeadlineCount, start=1)
            ]
            connection.execute(insert(tables.HEADLINES), names)
        return ledger

    @classmethod
    def open(cls, folder: Path) -> "Ledger":
        """Open the ledger in *folder*.

        Raises:
            LedgerMissingError: There is none.
            LedgerDamagedError: It is no ledger.
            LedgerNewerError: A newer version of the program made it.
        """
        path = folder / LEDGER_NAME
        if not path.is_file():
            raise LedgerMissingError(folder)
        ledger = cls(path, engine_of(path, is_new=False))
        with explaining_sql(path), ledger._engine.begin() as connection:
            if not inspect(connection).has_table(tables.ABOUT.name):
                raise LedgerDamagedError(folder)
            try:
                version = connection.execute(select(tables.ABOUT.c.version)).scalar_one()
            except (DBAPIError, NoResultFound) as error:  # somebody else's database
                raise LedgerDamagedError(folder) from error
        if version > tables.VERSION:
            raise LedgerNewerError(folder)
        return ledger

    @contextmanager
    def transaction(self) -> Iterator[OpenLedger]:
        """Yield the open ledger; keep every change on success, none on an error."""
        with explaining_sql(self._path), self._engine.begin() as connection:
            yield OpenLedger(connection)
