"""What ledgers of older programs held otherwise, and how it is brought to where it stands now."""

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    case,
    delete,
    func,
    insert,
    inspect,
    null,
    select,
)
from sqlalchemy.schema import CreateColumn

from clinic_app.bundles.file_name import stem
from clinic_app.headquarters.ledger.tables import (
    BUNDLES,
    CLINICS,
    CLOSES,
    COUNTS,
    LINES,
    net_of,
    total_of,
)
from clinic_app.headquarters.ledger.values import label_numbered, spelled
from clinic_app.tallies.headlines import ADDED_LATER, HeadlineCount

_METADATA = MetaData()

_HEADLINES = Table(
    "headlines", _METADATA, Column("id", Integer, primary_key=True), Column("name", Text)
)
_CELLS = Table(
    "cells",
    _METADATA,
    Column("year", Integer, primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("clinic_id", Integer, primary_key=True),
    Column("headline_id", Integer, primary_key=True),
    Column("net", Integer),
    Column("total", Integer),
)
"""Up to version 7: one row for each number of a close that was not 0."""


def move_counts(connection: Connection) -> None:
    """Put the numbers of an older ledger into ``counts``, and drop where they stood."""
    if not inspect(connection).has_table(_CELLS.name):
        return
    rows = connection.execute(select(_HEADLINES.c.name, _HEADLINES.c.id))
    ids = {row.name: row.id for row in rows}
    columns = {
        f"{headline.value}_{number}": _number(_CELLS.c[number], headline, ids.get(headline.value))
        for headline in HeadlineCount
        for number in ("net", "total")
    }
    same = (
        (_CELLS.c.clinic_id == CLOSES.c.clinic_id)
        & (_CELLS.c.year == CLOSES.c.year)
        & (_CELLS.c.month == CLOSES.c.month)
    )
    key = (CLOSES.c.clinic_id, CLOSES.c.year, CLOSES.c.month)
    query = (
        select(*key, *columns.values()).join_from(CLOSES, _CELLS, same, isouter=True).group_by(*key)
    )
    names = [*(column.name for column in key), *columns]
    connection.execute(insert(COUNTS).from_select(names, query))
    _CELLS.drop(connection)
    _HEADLINES.drop(connection)


def add_headlines(connection: Connection) -> None:
    """Give ``counts`` the headlines that an older ledger lacks: none of its closes says them."""
    held = {column["name"] for column in inspect(connection).get_columns(COUNTS.name)}
    for column in COUNTS.c:
        if column.name not in held:
            said = CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {COUNTS.name} ADD COLUMN {said}")


def spell_lines(connection: Connection) -> None:
    """Spell anew what every close says, and which file brought it."""
    connection.execute(delete(LINES))
    for clinic_id, code in connection.execute(select(CLINICS.c.id, CLINICS.c.code)).all():
        rows = [
            {"clinic_id": clinic_id, "year": year, "month": month, "numbers": spelled(numbers)}
            | {"file": stem(code, label_numbered(newest), seq, sha256.hex())}
            for year, month, newest, seq, sha256, *numbers in connection.execute(_closes(clinic_id))
        ]
        if rows:
            connection.execute(insert(LINES), rows)


def _closes(clinic_id: int) -> Select[Any]:
    """Return each close: its month, its file's newest month, number and hash, and every number."""
    newest = CLOSES.c.year * 12 + CLOSES.c.month - 1 + CLOSES.c.bundle_seq - CLOSES.c.seq
    numbers = (side(headline) for headline in HeadlineCount for side in (net_of, total_of))
    counts = (
        (COUNTS.c.clinic_id == CLOSES.c.clinic_id)
        & (COUNTS.c.year == CLOSES.c.year)
        & (COUNTS.c.month == CLOSES.c.month)
    )
    file = (BUNDLES.c.clinic_id == CLOSES.c.clinic_id) & (BUNDLES.c.seq == CLOSES.c.bundle_seq)
    return (
        select(CLOSES.c.year, CLOSES.c.month, newest, BUNDLES.c.seq, BUNDLES.c.sha256, *numbers)
        .join_from(CLOSES, COUNTS, counts)
        .join(BUNDLES, file)
        .where(CLOSES.c.clinic_id == clinic_id)
    )


def _number(
    column: Column[int], headline: HeadlineCount, headline_id: int | None
) -> ColumnElement[Any]:
    """Return the one number of a close; 0 was not written, but of headlines added later."""
    told = func.max(case((_CELLS.c.headline_id == headline_id, column)))
    if headline in ADDED_LATER:
        return null() if headline_id is None else told
    return func.coalesce(told, 0)
