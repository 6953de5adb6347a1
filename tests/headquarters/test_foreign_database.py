"""A headquarters whose database is another program's, another headquarters' or not whole."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy.pool import NullPool

from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import address, enrolling, place
from clinic_app.headquarters.asking import asked
from clinic_app.headquarters.errors import (
    LedgerDamagedError,
    LedgerForeignError,
    LedgerNotThereError,
    LedgerServerRefusesError,
    LedgerTakenError,
)
from clinic_app.headquarters.ledger.ledger import Ledger
from clinic_app.headquarters.place import Headquarters

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PASSPHRASE = "a passphrase of several words"
NO_LEDGER = {"sqlite": LedgerDamagedError, "postgresql": LedgerNotThereError}

Fresh = Callable[[], Headquarters]


def run(url: str, statements: Sequence[str]) -> None:
    engine = sqlalchemy.create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def make(folder: Path, url: str, show: Callable[[str], None] = lambda _code: None) -> None:
    place.create(
        folder,
        name="Coalition",
        passphrase=PASSPHRASE,
        is_training=False,
        cost=LEAST_COST,
        database=url,
        show=show,
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    said: str = request.param
    return said


@pytest.fixture
def headquarters(kind: str, request: pytest.FixtureRequest) -> Headquarters:
    fresh: Fresh = request.getfixturevalue(f"fresh_{kind}")
    return fresh()


@pytest.fixture
def emptied(kind: str, headquarters: Headquarters, request: pytest.FixtureRequest) -> str:
    """The URL of an empty database in the place of the headquarters' own."""
    if kind == "sqlite":
        for part in headquarters.folder.glob("ledger.db*"):
            part.unlink()
        return f"sqlite:///{headquarters.folder / 'ledger.db'}"
    new_database: Callable[[], str] = request.getfixturevalue("new_database")
    url = new_database()
    address.write(headquarters.folder, url, headquarters.keys.opening)
    return url


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE about (version INTEGER)", "INSERT INTO about VALUES (1), (2)"],
        ["CREATE TABLE about (version TEXT)", "INSERT INTO about VALUES ('1.2.3')"],
        ["CREATE TABLE about (version INTEGER)", "INSERT INTO about VALUES (NULL)"],
        ["CREATE TABLE about (version INTEGER)", "INSERT INTO about VALUES (11)"],
        ["CREATE VIEW about AS SELECT 11 AS version"],
    ],
)
def test_what_another_program_keeps_under_our_names_is_no_ledger(
    headquarters: Headquarters, kind: str, emptied: str, statements: Sequence[str]
) -> None:
    run(emptied, statements)

    with pytest.raises(NO_LEDGER[kind]):
        place.unlock(headquarters.folder, PASSPHRASE)


def test_another_headquarters_older_ledger_is_refused_and_left_as_it_is(
    headquarters: Headquarters, emptied: str
) -> None:
    columns = "id INTEGER, version INTEGER, keyring_id TEXT, name TEXT, dataset TEXT"
    theirs = "INSERT INTO about VALUES (1, 3, 'theirs', 'Theirs', 'real')"
    run(emptied, [f"CREATE TABLE about ({columns})", theirs])

    with pytest.raises(LedgerForeignError):
        place.unlock(headquarters.folder, PASSPHRASE)

    engine = sqlalchemy.create_engine(emptied, poolclass=NullPool)
    with engine.connect() as connection:
        assert sqlalchemy.inspect(connection).get_table_names() == ["about"]
        assert connection.exec_driver_sql("SELECT version FROM about").scalar_one() == 3


def test_a_ledger_that_lacks_a_table_is_told_as_none(headquarters: Headquarters, kind: str) -> None:
    with headquarters.ledger.transaction() as opened:
        opened._connection.exec_driver_sql("DROP TABLE questions")

    with pytest.raises(NO_LEDGER[kind]):
        asked(headquarters)


def test_a_text_or_a_table_that_rotted_is_damage(fresh_sqlite: Fresh) -> None:
    for statement in (
        "UPDATE clinics SET name = CAST(X'C328' AS TEXT)",
        "UPDATE sqlite_master SET sql = CAST(X'C328' AS TEXT) WHERE name = 'clinics'",
    ):
        headquarters = fresh_sqlite()
        enrolling.issue(headquarters, "BOS-1", "Boston", AT)
        with closing(sqlite3.connect(headquarters.folder / "ledger.db")) as database, database:
            database.execute("PRAGMA writable_schema = ON")
            database.execute(statement)

        with pytest.raises(LedgerDamagedError):
            enrolling.listed(headquarters)


def test_a_database_with_tables_named_as_ours_makes_no_headquarters(
    tmp_path: Path, new_database: Callable[[], str]
) -> None:
    url = new_database()
    run(url, ["CREATE TABLE clinics (id INTEGER)"])
    shown: list[str] = []

    with pytest.raises(LedgerTakenError):
        make(tmp_path / "hq", url, shown.append)

    assert list((tmp_path / "hq").iterdir()) == []
    assert shown == []


def test_a_database_without_a_schema_makes_no_headquarters(
    tmp_path: Path, new_database: Callable[[], str]
) -> None:
    url = new_database().replace("search_path%3D", "search_path%3Dno_")

    with pytest.raises(LedgerServerRefusesError):
        make(tmp_path / "hq", url)

    assert list((tmp_path / "hq").iterdir()) == []


def test_of_two_made_at_once_in_one_database_one_is_told(
    tmp_path: Path, new_database: Callable[[], str]
) -> None:
    url = new_database()

    def another(_code: str) -> None:
        run(url, ["CREATE TABLE about (id INTEGER)", "CREATE TYPE clinics AS (id INTEGER)"])
        run(url, ["DROP TABLE about"])

    with pytest.raises(LedgerTakenError):
        make(tmp_path / "hq", url, another)

    assert list((tmp_path / "hq").iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_whatever_stops_it_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def stopped(*_given: object) -> Ledger:
        raise error

    monkeypatch.setattr(Ledger, "create", stopped)
    with pytest.raises(error):
        make(tmp_path / "hq", "")

    assert list((tmp_path / "hq").iterdir()) == []
