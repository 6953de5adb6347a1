"""The columns that tables are made of, each with the CHECK that keeps it true."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    RowMapping,
    Text,
    text,
)
from sqlalchemy.schema import SchemaItem

from clinic_app.clock import DaySource
from clinic_app.vault.column_types import Choice, Day, Flag, Moment

_BOUND_TO = "bound to"


def number() -> Column[int]:
    """Return the row's number: in the order of adding, and kept by VACUUM."""
    return Column("number", Integer, primary_key=True)


def record_id() -> Column[str]:
    """Return the record's own id."""
    return Column("id", Text, CheckConstraint("id <> ''"), nullable=False, unique=True)


def words(name: str) -> Column[str]:
    """Return a column of words; empty where there are none, never NULL."""
    return Column(name, Text, nullable=False)


def day(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column of days that exist in the calendar."""
    return Column(name, Day, CheckConstraint(f"{name} IS date({name})"), nullable=nullable)


def flag(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column of yes and no."""
    return Column(name, Flag, CheckConstraint(f"{name} IN (0, 1)"), nullable=nullable)


def choice(
    name: str, kind: type[Enum], *, nullable: bool = False, default: Enum | None = None
) -> Column[Any]:
    """Return a column that holds the public names of *kind* and nothing else.

    *default* is what rows had that were written before the column was there.
    """
    values = ", ".join(f"'{one.value}'" for one in kind)
    known = CheckConstraint(f"{name} IN ({values})")
    before = None if default is None else text(f"'{default.value}'")
    return Column(name, Choice(kind), known, nullable=nullable, server_default=before)


def county() -> Column[str]:
    """Return a column of a county's five digits; empty where it was not said."""
    known = CheckConstraint("county = '' OR length(county) = 5")
    return Column("county", Text, known, nullable=False, server_default=text("''"))


def fixed_bytes(name: str, length: int) -> Column[bytes]:
    """Return a column of exactly *length* bytes, such as a key."""
    of_length = CheckConstraint(f"length({name}) = {length}")
    return Column(name, LargeBinary, of_length, nullable=False)


def sealed(name: str, *bound_to: str, nullable: bool = False) -> Column[bytes]:
    """Return a column of fields that are sealed.

    New keys seal every field again, and find them by this: a test asks of each column of bytes
    whether it is sealed.

    Args:
        name: Of the column.
        bound_to: The columns of its row that a field is bound to; see :func:`place_of`.
        nullable: Whether there may be no field.
    """
    return Column(name, LargeBinary, nullable=nullable, info={_BOUND_TO: bound_to})


def is_sealed(column: Column[Any]) -> bool:
    """Whether the fields of *column* are sealed."""
    return _BOUND_TO in column.info


def columns_bound(column: Column[Any]) -> tuple[str, ...]:
    """Return the columns that a sealed field of *column* is bound to, in order."""
    bound_to: tuple[str, ...] = column.info[_BOUND_TO]
    return bound_to


def place_of(column: Column[Any], row: Mapping[str, Any] | RowMapping) -> tuple[str, ...]:
    """Return what a sealed field is bound to: table, column, and its row's columns as text.

    Args:
        column: Made by :func:`sealed`.
        row: As it stands in the database: text and numbers, no dates and no choices.
    """
    bound = (str(row[name]) for name in columns_bound(column))
    return (column.table.name, column.name, *bound)


def stamp(prefix: str, *, nullable: bool = False) -> Sequence[Column[Any]]:
    """Return the five columns of a stamp."""
    return (
        Column(f"{prefix}_at", Moment, nullable=nullable),
        day(f"{prefix}_day", nullable=nullable),
        choice(f"{prefix}_day_source", DaySource, nullable=nullable),
        Column(f"{prefix}_worker_id", Text, ForeignKey("workers.id"), nullable=nullable),
        Column(f"{prefix}_site", Text, nullable=nullable),
    )


def optional_stamp(prefix: str, *with_it: Column[Any]) -> Sequence[SchemaItem]:
    """Return a stamp that is there whole, and the columns *with_it* too, or not at all."""
    columns = (*with_it, *stamp(prefix, nullable=True))
    return (*columns, all_or_none(*(column.name for column in columns)))


def withdrawal() -> Sequence[SchemaItem]:
    """Return the columns of a withdrawal: a reason and its stamp, or neither."""
    return optional_stamp("withdrawn", Column("withdrawn_reason", Text, nullable=True))


def all_or_none(*names: str) -> CheckConstraint:
    """Return the rule that the columns *names* are filled together."""
    empty = " + ".join(f"({name} IS NULL)" for name in names)
    return CheckConstraint(f"{empty} IN (0, {len(names)})")
