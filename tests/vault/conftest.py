"""A real, encrypted database with the tables of a vault; each test's changes are taken back."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import Secrets
from clinic_app.vault.engine import DatabaseKey, Engines
from clinic_app.vault.migrations.upgrading import upgrade
from clinic_app.vault.open_vault import OpenVault

KEY = DatabaseKey(bytes(range(32)), bytes(range(16)))
SEALS = FieldSeals.of(Secrets(b"d" * 32, b"s" * 32, b"r" * 32), "0" * 32)


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[Engines]:
    """An encrypted database without any table."""
    engines = Engines(tmp_path / "clinic.db", KEY, is_new=True)
    yield engines
    engines.dispose()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """An encrypted database with the tables of today."""
    engines = Engines(tmp_path_factory.mktemp("vault") / "clinic.db", KEY, is_new=True)
    with engines.writer.begin() as connection:
        upgrade(connection, SEALS)
    yield engines
    engines.dispose()


class Trial:
    """Transactions on one database that are never kept."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def __call__(self) -> AbstractContextManager[OpenVault]:
        """Open the vault for one trial."""
        return self._opened()

    @contextmanager
    def _opened(self) -> Iterator[OpenVault]:
        with self._engines.writer.connect() as connection:
            transaction = connection.begin()
            yield OpenVault(connection, SEALS)
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            transaction.rollback()


@pytest.fixture(scope="module")
def trial(database: Engines) -> Trial:
    """Open the same empty vault as often as a property test has examples."""
    return Trial(database)


@pytest.fixture
def connection(database: Engines) -> Iterator[Connection]:
    """A connection in a transaction that is taken back."""
    with database.writer.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def opened(connection: Connection) -> OpenVault:
    """An empty vault with its tables, open for this test alone."""
    return OpenVault(connection, SEALS)
