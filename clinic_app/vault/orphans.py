"""Rows whose parents were lost: those who can stand without them, and those who cannot."""

from dataclasses import dataclass
from typing import Any

_MADE_ANEW = ("alembic", "sqlite_", "client_words")
"""How the tables begin that the new vault has already."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Rows of one table that could not be saved.

    Attributes:
        table: Its name.
        first: The first row's number, as the database counts; 0 where nobody knows.
        last: Likewise.
        count: How many at most; 0 where nobody knows.
    """

    table: str
    first: int
    last: int
    count: int


def tables_to_fill(target: Any) -> list[tuple[str, str, bool]]:
    """Return name and columns of each table to fill, and whether its rows are numbered."""
    found = target.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = []
    for name, sql in found:
        if not name.startswith(_MADE_ANEW):
            listed = target.execute(f'PRAGMA table_info("{name}")').fetchall()
            columns = ", ".join(f'"{column[1]}"' for column in listed)
            tables.append((name, columns, "WITHOUT ROWID" not in sql.upper()))
    return tables


_HELD = ("level", "granted", "expires", "is_renewal", "back_since")
"""What somebody holds of whom nothing is known: nothing that would be counted."""


def stand_in(target: Any) -> None:
    """Let nobody be lost for the worker or the head of the household that cannot be read.

    A worker who is lost is called ``?`` and cannot sign in; a household without its head falls
    into its members.
    """
    columns = [column[1] for column in target.execute("PRAGMA table_info(workers)").fetchall()]
    said = {"number": "NULL", "id": "?", "name": "'?'", "slot_id": "''", "is_active": "0"}
    said |= dict.fromkeys(_HELD, "NULL")
    copied = ", ".join(said.get(column, column) for column in columns)
    for table, _columns, _has_rowid in tables_to_fill(target):
        for parent, pairs in references(target, table).values():
            if parent == "workers":
                missing = (
                    f'SELECT DISTINCT "{pairs[0][0]}" FROM "{table}"'  # noqa: S608 - ours
                    f' WHERE "{pairs[0][0]}" NOT IN (SELECT id FROM workers)'
                )
                for (worker_id,) in target.execute(missing).fetchall():
                    target.execute(
                        f"INSERT INTO workers SELECT {copied} FROM workers LIMIT 1",  # noqa: S608 - ours
                        (worker_id,),
                    )
    target.execute(
        "UPDATE clients SET household_id = id WHERE household_id NOT IN (SELECT id FROM clients)"
    )


def drop_orphans(target: Any) -> list[Lost]:
    """Leave out what hangs on a lost row, until nothing does; return what was left out."""
    tables = [table for table, _columns, _has_rowid in tables_to_fill(target)]
    dropped: dict[str, int] = {}
    while target.execute("PRAGMA foreign_key_check").fetchone() is not None:
        for table in tables:
            for parent, pairs in references(target, table).values():
                same = " AND ".join(f'p."{to}" = "{table}"."{here}"' for here, to in pairs)
                given = " AND ".join(f'"{table}"."{here}" IS NOT NULL' for here, _to in pairs)
                gone = target.execute(
                    f'DELETE FROM "{table}" WHERE {given} AND NOT EXISTS'  # noqa: S608 - ours
                    f' (SELECT 1 FROM "{parent}" AS p WHERE {same})'
                ).rowcount
                dropped[table] = dropped.get(table, 0) + gone
    return [Lost(table, 0, 0, count) for table, count in dropped.items() if count]


def references(target: Any, table: str) -> dict[int, tuple[str, list[tuple[str, str]]]]:
    """Return the foreign keys of a table: the parent, and each column here with the one there."""
    found: dict[int, tuple[str, list[tuple[str, str]]]] = {}
    for number, _seq, parent, here, to, *_rest in target.execute(
        f'PRAGMA foreign_key_list("{table}")'
    ).fetchall():
        found.setdefault(number, (parent, []))[1].append((here, to))
    return found
