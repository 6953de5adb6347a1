"""The folders that backups of an open vault were copied to."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from clinic_app.records.retention import BackupPlace
from clinic_app.vault.retention_tables import BACKUP_PLACES
from clinic_app.vault.stores.rows import rows_of


class BackupPlaces:
    """Every place, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[BackupPlace, ...]:
        """Return the places, in the order of their names."""
        rows = rows_of(self._connection, select(BACKUP_PLACES).order_by(BACKUP_PLACES.c.path))
        return tuple(
            BackupPlace(path=row["path"], used_at=row["used_at"], clean_since=row["clean_since"])
            for row in rows
        )

    def doubt(self) -> None:
        """Keep that a backup may lie at each place from before a deletion that is made now."""
        self._connection.execute(update(BACKUP_PLACES).values(clean_since=None))

    def keep(self, path: str, at: datetime, *, is_clean: bool) -> None:
        """Keep that a copy was made at a place, and whether any older one lies there.

        Args:
            path: Of the folder.
            at: When.
            is_clean: Whether somebody looked and found none from before the newest purge.
        """
        changed: dict[str, Any] = {"used_at": at}
        if is_clean:
            changed["clean_since"] = at
        query = insert(BACKUP_PLACES).values(path=path, **changed)
        self._connection.execute(query.on_conflict_do_update(index_elements=["path"], set_=changed))
