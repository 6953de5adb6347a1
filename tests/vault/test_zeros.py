"""SQLCipher gives zeros for a damaged page: none of them is ever taken for what was written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from clinic_app.vault.engine import PAGE_BYTES, DatabaseKey, Engines, explaining_sql
from clinic_app.vault.errors import DatabaseDamagedError
from clinic_app.vault.zeros import begun

KEY = DatabaseKey(bytes(range(32)), bytes(16))
LONG = "a note that is longer than a page; " * 250
ROWS = 4
QUERY = "SELECT amount, day, more FROM kept WHERE number = 2"
LAST = "SELECT amount FROM kept ORDER BY number DESC LIMIT 1"

Harm = Callable[[bytes], bytes]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a database whose rows end, with numbers and short words, on pages of their own."""
    path = tmp_path / "kept.db"
    engines = Engines(path, KEY, is_new=True)
    with engines.writer.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE kept (number INTEGER PRIMARY KEY, note, amount, day, more)"
        )
        for number in range(ROWS):
            values = (number, LONG, 77, "2026-10-05", 300)
            connection.exec_driver_sql("INSERT INTO kept VALUES (?, ?, ?, ?, ?)", values)
    engines.dispose()
    return path


def one_bit_flipped(page: bytes) -> bytes:
    return page[:100] + bytes([page[100] ^ 1]) + page[101:]


def zeros(page: bytes) -> bytes:
    return bytes(len(page))


def asked(engine: Engine, path: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a query says inside a transaction."""
    with explaining_sql(path), engine.connect() as connection, begun(connection):
        return [tuple(row) for row in connection.exec_driver_sql(query)]


@pytest.mark.parametrize("harm", [one_bit_flipped, zeros])
def test_no_number_and_no_day_of_a_damaged_page_is_believed(database: Path, harm: Harm) -> None:
    whole, told = database.read_bytes(), 0
    for start in range(PAGE_BYTES, len(whole), PAGE_BYTES):
        stop = start + PAGE_BYTES
        database.write_bytes(whole[:start] + harm(whole[start:stop]) + whole[stop:])
        engines = Engines(database, KEY)
        try:
            assert asked(engines.reader, database, QUERY) == [(77, "2026-10-05", 300)]
        except DatabaseDamagedError:
            told += 1
        engines.dispose()

    assert told > 1  # among them the page that holds the number, which SQLite itself does not miss


def harmed_at_the_end(database: Path) -> Engines:
    """Return the engines of a database whose last row ends on a damaged page."""
    whole = database.read_bytes()
    database.write_bytes(whole[:-PAGE_BYTES] + one_bit_flipped(whole[-PAGE_BYTES:]))
    return Engines(database, KEY)


def test_what_was_concluded_from_zeros_is_not_written(database: Path) -> None:
    engines = harmed_at_the_end(database)

    with pytest.raises(DatabaseDamagedError):
        empty_where_the_last_is_not_77(engines.writer, database)

    query = "SELECT amount FROM kept WHERE number = 0"
    assert asked(engines.writer, database, query) == [(77,)]
    engines.dispose()


def empty_where_the_last_is_not_77(engine: Engine, path: Path) -> None:
    with explaining_sql(path), engine.connect() as connection, begun(connection):
        if connection.exec_driver_sql(LAST).scalar_one() != 77:
            connection.exec_driver_sql("UPDATE kept SET amount = 0")
            raise ValueError


def test_other_rows_can_be_read_after_a_damaged_one(database: Path) -> None:
    engines = harmed_at_the_end(database)

    with pytest.raises(DatabaseDamagedError):
        asked(engines.reader, database, LAST)

    assert asked(engines.reader, database, QUERY) == [(77, "2026-10-05", 300)]
    engines.dispose()
