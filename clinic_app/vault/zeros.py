"""Zeros in the place of damaged bytes, before anybody takes them for what was written.

SQLCipher gives zeros for a page whose seal does not fit, and refuses only a page that it reads
after it. A page that begins a table or an index is missed at once. But a row that is longer than
a page ends on pages of its own, and where the last of them is damaged its numbers are read as 0
and its words as zeros, as if nothing was wrong (measured). The connection remembers that a seal
did not fit; so it is asked after all that was read, and nothing is believed, kept or written
before it answered. Source: SQLCipher 4 API, "PRAGMA cipher_status".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

_ALL_SEALS_FITTED = ("1",)


@contextmanager
def begun(connection: Connection) -> Iterator[None]:
    """Let a transaction begin on *connection*, and end with nothing where it met a damaged page.

    That connection is closed: SQLCipher lets it read nothing more, and other pages may be whole.
    """
    driver = connection.connection.driver_connection
    try:
        with connection.begin():
            try:
                yield
            finally:  # whatever was concluded from zeros, it is wrong
                refuse_after_damage(driver)
    finally:
        if _has_met_damage(driver):
            connection.invalidate()


def refuse_after_damage(driver: Any) -> None:
    """Refuse all that a connection of the driver has read, where a page of it was damaged."""
    if _has_met_damage(driver):
        error = dbapi2.DatabaseError("zeros stand where a page is damaged")
        error.sqlite_errorcode = dbapi2.SQLITE_CORRUPT
        raise error


def _has_met_damage(driver: Any) -> bool:
    status: tuple[str] = driver.execute("PRAGMA cipher_status").fetchone()
    return status != _ALL_SEALS_FITTED
