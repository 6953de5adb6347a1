"""How values of records stand in columns: as text and numbers that SQLite can compare."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

_Value = TypeVar("_Value")


Reader = Callable[[Any], _Value | None]
"""From what stands in a column to its value; called for every field of every row, so it is bare."""


def _day(value: Any | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _moment(value: Any | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _yes_or_no(value: Any | None) -> bool | None:
    return None if value is None else bool(value)


class Day(TypeDecorator[date]):
    """A date as ``2026-11-02``: sorts as it reads."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the column's text."""
        return None if value is None else value.isoformat()

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader[date]:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what makes a date of the column's text."""
        return _day


class Moment(TypeDecorator[datetime]):
    """A moment of the computer's clock, with the offset that it had then."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the column's text.

        Raises:
            ValueError: The moment has no offset, so nobody could say when it was.
        """
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a moment without an offset")
        return value.isoformat()

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader[datetime]:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what makes a moment of the column's text, in its own offset."""
        return _moment


class Flag(TypeDecorator[bool]):
    """Yes or no, as 1 or 0: a strict table knows no other."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002, FBT001 - SQLAlchemy's signature
        """Return 1 or 0."""
        return None if value is None else int(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader[bool]:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what makes yes or no of 1 and 0."""
        return _yes_or_no


class Choice(TypeDecorator[Enum]):
    """One value of a closed list, by its public name."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Enum | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the column's text."""
        return None if value is None else str(value.value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader[Enum]:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what finds the choice by the column's text."""
        return {None: None, **{one.value: one for one in self.kind}}.__getitem__
