"""What the cells of the ledger's tables hold; a spoilt one is found as soon as it is read.

SQLite keeps any value in any column and has no sums over its pages, so one bit that a disk lost
may make a number a text, or a day none. PostgreSQL refuses what is of another type.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

_LARGEST = 2**31 - 1
"""Of an integer in PostgreSQL."""


class SpoiltCellError(ValueError):
    """A cell holds what this program never writes there."""


class KeptNumber(TypeDecorator[int]):
    """A whole number."""

    impl = Integer
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's
        """Return the number.

        Raises:
            SpoiltCellError: It is none.
        """
        if value is not None and not (type(value) is int and abs(value) <= _LARGEST):
            raise SpoiltCellError
        return value


class KeptBytes(TypeDecorator[bytes]):
    """A hash, a key or a file."""

    impl = LargeBinary
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy's
        """Return the bytes.

        Raises:
            SpoiltCellError: They are none.
        """
        if value is not None and not isinstance(value, bytes):
            raise SpoiltCellError
        return value


class KeptText(TypeDecorator[str]):
    """A text."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """Return the text.

        Raises:
            SpoiltCellError: It is none.
        """
        if value is not None and not isinstance(value, str):
            raise SpoiltCellError
        return value


class KeptCode(KeptText):
    """A text that is sorted the same everywhere: by code point, as SQLite does."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return how the database keeps it."""
        return Text(collation="C" if dialect.name == "postgresql" else None)


class KeptTime(KeptText):
    """A day and time as text."""

    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Return the text.

        Raises:
            SpoiltCellError: It is no day.
        """
        text = super().process_result_value(value, dialect)
        try:
            datetime.fromisoformat(text or "")
        except ValueError as error:
            raise SpoiltCellError from error
        return text


class KeptLaterTime(KeptTime):
    """A day and time as text; empty where it is still to come."""

    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Return the text.

        Raises:
            SpoiltCellError: It is no day.
        """
        return "" if value == "" else super().process_result_value(value, dialect)
