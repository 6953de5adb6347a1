"""The way past the guards that keep what is final: for a purge or for files sealed in vain.

And for what was decided on another laptop before it was withdrawn here, and for which of two
endings of one legal hold a person picked.

The guards are taken out and put back inside the caller's transaction, so nobody else ever meets
the database without them, and a power cut puts them back by itself.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

NEVER_LIFTED = "standing_holds_are_kept"
"""What a legal hold is."""

_GUARD = re.compile(r"\ACREATE TRIGGER \S+ BEFORE (?P<act>DELETE|INSERT|UPDATE)\b")


@contextmanager
def lifted_guards(
    connection: Connection,
    *,
    deleting: Collection[str] = (),
    updating: Collection[str] = (),
    inserting: Collection[str] = (),
) -> Iterator[None]:
    """Let rows of the tables *deleting* be deleted, of *updating* changed, of *inserting* added.

    Args:
        connection: In a transaction; whatever fails in the block must take all of it back.
        deleting: Names of tables.
        updating: Likewise.
        inserting: Likewise.
    """
    tables = {"DELETE": deleting, "UPDATE": updating, "INSERT": inserting}
    query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    lifted = [
        (name, sql)
        for name, table, sql in connection.exec_driver_sql(query)
        if (guard := _GUARD.match(sql)) and table in tables[guard["act"]] and name != NEVER_LIFTED
    ]
    try:
        for name, _sql in lifted:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        yield
    finally:
        for _name, sql in lifted:  # those that a full disk has put back already are there
            connection.exec_driver_sql(
                sql.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1)
            )
