"""What every store does with rows: write one, read one, and refuse to rewrite what is final."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, select

from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.vault.store_errors import RecordFinalError, RecordMissingError

AnyRow = RowMapping | Mapping[str, Any]
"""A row as it is kept, or with some of its columns read."""

WITHDRAWAL_COLUMNS = frozenset(
    {
        "withdrawn_reason",
        "withdrawn_at",
        "withdrawn_day",
        "withdrawn_day_source",
        "withdrawn_worker_id",
        "withdrawn_site",
    }
)


def insert(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write a new row."""
    connection.execute(table.insert(), dict(values))


def update(
    connection: Connection, table: Table, record_id: str, changes: Mapping[str, Any]
) -> None:
    """Write the columns that changed, and leave the indexes of all others alone."""
    if changes:
        connection.execute(table.update().where(table.c.id == record_id), dict(changes))


def row_of(connection: Connection, table: Table, record_id: str) -> RowMapping:
    """Return the row of one record.

    Raises:
        RecordMissingError: There is none.
    """
    row = connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
    if row is None:
        raise RecordMissingError(table.name)
    return row


def rows_of(connection: Connection, query: Select[Any]) -> tuple[RowMapping, ...]:
    """Return the rows of a query, in its order."""
    return tuple(connection.execute(query).mappings())


def changes_of(row: AnyRow, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of *values* that are not in *row* yet."""
    return {name: value for name, value in values.items() if row[name] != value}


def refuse_rewriting(
    table: Table,
    row: AnyRow,
    changes: Mapping[str, Any],
    *,
    is_final: bool,
    may_go: Collection[str] = (),
) -> None:
    """Refuse changes to a record that is final, but for its withdrawal.

    A withdrawn record never changes; while it is withdrawn it changes in nothing else.

    Args:
        table: Of which *row* is one.
        row: The record as it is kept.
        changes: The columns that would change.
        is_final: Whether the record is finished, so that only a withdrawal may follow.
        may_go: Columns that may be emptied together with a withdrawal, or after it.

    Raises:
        RecordFinalError: *changes* hold something else.
    """
    emptied = {name for name in may_go if name in changes and not changes[name]}
    content = changes.keys() - WITHDRAWAL_COLUMNS
    is_withdrawn = row["withdrawn_day"] is not None
    rewrites_withdrawal = is_withdrawn and bool(changes.keys() & WITHDRAWAL_COLUMNS)
    is_leaving = is_withdrawn or changes.get("withdrawn_day") is not None
    rewrites_content = (is_final and content) or (is_leaving and content - emptied)
    if rewrites_withdrawal or rewrites_content:
        raise RecordFinalError(table.name)


def stamp_values(prefix: str, stamp: Stamp | None) -> dict[str, Any]:
    """Return the columns of a stamp; all empty for None."""
    return {
        f"{prefix}_at": stamp.at if stamp else None,
        f"{prefix}_day": stamp.day if stamp else None,
        f"{prefix}_day_source": stamp.day_source if stamp else None,
        f"{prefix}_worker_id": stamp.worker_id if stamp else None,
        f"{prefix}_site": stamp.site if stamp else None,
    }


def stamp_from(row: AnyRow, prefix: str) -> Stamp:
    """Return the stamp whose columns begin with *prefix*."""
    return Stamp(
        at=row[f"{prefix}_at"],
        day=row[f"{prefix}_day"],
        day_source=row[f"{prefix}_day_source"],
        worker_id=row[f"{prefix}_worker_id"],
        site=row[f"{prefix}_site"],
    )


def withdrawal_values(withdrawn: Withdrawal | None) -> dict[str, Any]:
    """Return the columns of a withdrawal; all empty for None."""
    stamp = withdrawn.stamp if withdrawn else None
    reason = withdrawn.reason if withdrawn else None
    return {"withdrawn_reason": reason, **stamp_values("withdrawn", stamp)}


def withdrawal_from(row: AnyRow) -> Withdrawal | None:
    """Return the withdrawal of a row; None where it stands."""
    if row["withdrawn_day"] is None:
        return None
    return Withdrawal(row["withdrawn_reason"], stamp_from(row, "withdrawn"))
