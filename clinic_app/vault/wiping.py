"""Writing the database anew, so that nothing is left of what was deleted from it.

Deleting overwrites a record with zeros where it stood (``secure_delete``), but older copies of its
page stay in the write-ahead log, and the rest of a page may still tell how long it was. VACUUM
copies what stands into fresh pages, and the truncated log holds none of the old ones. Until both
are done the purge says that it is not wiped, and the next opening does it again: so a power cut
leaves nothing but work. What a disk keeps of blocks that were given back is encrypted, like all.

Source: SQLite documentation, "VACUUM", "PRAGMA wal_checkpoint", "PRAGMA secure_delete".
"""

import logging
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from clinic_app.errors import ClinicError
from clinic_app.vault.engine import DatabaseKey, apart
from clinic_app.vault.errors import VaultInUseError
from clinic_app.vault.vault import Vault

_LOG = logging.getLogger(__name__)


def wipe(vault: Vault) -> None:
    """Write the database of *vault* anew; whoever saves waits meanwhile.

    Raises:
        VaultInUseError: Something reads an old page for too long; it is done at the next opening.
        VaultLockedError: The vault was locked; likewise.
        DatabaseDamagedError: A page is not what was written; likewise.
        FileError: The disk refused; likewise.
    """
    with vault.alone() as (database, key):
        _rewrite(database, key)


def is_due(connection: Connection) -> bool:
    """Whether a purge was cut before the database was written anew."""
    query = "SELECT EXISTS (SELECT 1 FROM purges WHERE is_wiped = 0)"
    return bool(connection.exec_driver_sql(query).scalar_one())


def wipe_at_opening(database: Path, key: DatabaseKey) -> None:
    """Do what was cut; a disk that refuses again keeps nobody from their records."""
    try:
        _rewrite(database, key)
    except ClinicError as error:
        _LOG.warning("the database was not written anew: %s", type(error).__name__)


def write_anew(connection: Any, database: Path) -> None:
    """Write the database of a connection of its own anew, and take note of it.

    Raises:
        VaultInUseError: Something still reads a page from before.
    """
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("VACUUM")
    is_busy, *_pages = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise VaultInUseError(database.parent, "", 0)
    connection.execute("UPDATE purges SET is_wiped = 1 WHERE is_wiped = 0")


def _rewrite(database: Path, key: DatabaseKey) -> None:
    with apart(database, key) as connection:
        write_anew(connection, database)
