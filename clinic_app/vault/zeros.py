"""Zeros in the place of damaged bytes, before anybody takes them for what was written.

SQLCipher gives zeros for a page whose seal does not fit, and refuses only the page that it reads
after it. A page that begins a table or an index is missed at once. But a row that is longer than
a page ends on pages of its own, and is read as if nothing was wrong where the last of them is
damaged. So what is sealed and does not fit asks for one more page, to tell damage from somebody's
change; and no text is kept with a zero in it, which nobody can type.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator
from sqlcipher3 import dbapi2

from clinic_app.crypto.keyring_errors import FieldChangedError

_CORRUPT = 11  # SQLITE_CORRUPT


@contextmanager
def telling_damage(ask: Callable[[str], object]) -> Iterator[None]:
    """Let a sealed field that does not fit be called damaged where a page is, and not changed.

    Args:
        ask: Runs one query on the connection, inside the transaction that read the field.
    """
    try:
        yield
    except FieldChangedError:
        ask("PRAGMA shrink_memory")  # a page that is remembered would be given again
        refuse_after_damage(ask)
        raise


def refuse_after_damage(ask: Callable[[str], object]) -> None:
    """Read a page that nobody has read yet: SQLCipher refuses it once another was damaged."""
    ask("SELECT count(*) FROM alembic_version")


class LongWords(TypeDecorator[str]):
    """A text of any length, as a person typed it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the column's text; a zero came from no keyboard, and says nothing."""
        return None if value is None else value.replace("\0", "")

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], str | None]:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what refuses zeros in the column's text."""
        return _without_zeros


def _without_zeros(value: Any) -> str | None:
    if value is not None and value.endswith("\0"):
        error = dbapi2.DatabaseError("zeros stand where a page is damaged")
        error.sqlite_errorcode = _CORRUPT
        raise error
    text: str | None = value
    return text
