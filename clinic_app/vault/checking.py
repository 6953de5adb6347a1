"""Looking at every page of a database: which are not what was written, and what can be read."""

from typing import Any

_NOT_COUNTED = ("alembic", "sqlite_", "drafts", "client_words_")
"""How tables begin that hold no records, or that change while somebody only types."""


def damaged_pages(connection: Any) -> tuple[str, ...]:
    """Return what SQLCipher says of each page whose seal does not fit; empty for a whole file."""
    return tuple(str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check"))


def row_counts(connection: Any) -> dict[str, int]:
    """Return how many rows each table of records has."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: _count(connection, name)
        for (name,) in sorted(names)
        if not name.startswith(_NOT_COUNTED)
    }


def has_row(connection: Any, table: str, row_id: str) -> bool:
    """Whether there is a row of this id; none in a table that an earlier version did not have."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    query = f'SELECT count(*) FROM "{table}" WHERE id = ?'  # noqa: S608 - ours
    return (table,) in names and connection.execute(query, (row_id,)).fetchone() != (0,)


def _count(connection: Any, table: str) -> int:
    (count,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - ours
    return int(count)
