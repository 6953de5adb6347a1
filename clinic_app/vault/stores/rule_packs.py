"""The rule packs that were installed here, each the signed file that came."""

from sqlalchemy import Connection, RowMapping, select

from clinic_app.records.installed_pack import InstalledPack
from clinic_app.records.stamp import Stamp
from clinic_app.vault.law_tables import RULE_PACKS
from clinic_app.vault.store_errors import RecordFinalError, RecordMissingError
from clinic_app.vault.stores.rows import (
    insert,
    row_of,
    rows_of,
    stamp_from,
    stamp_values,
    update,
)

_LISTED = tuple(column for column in RULE_PACKS.c if column.name != "signed_file")


class RulePacks:
    """Every installation, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, pack: InstalledPack, signed_file: bytes) -> None:
        """Keep a pack with the very file that was checked."""
        values = {
            "id": pack.id,
            "version": pack.version,
            "sha256": pack.sha256,
            "signed_file": signed_file,
            **stamp_values("stamp", pack.stamp),
            **stamp_values("rolled_back", pack.rolled_back),
        }
        insert(self._connection, RULE_PACKS, values)

    def roll_back(self, pack_id: str, stamp: Stamp) -> None:
        """Keep that the clinic went back to the rules before this pack.

        Raises:
            RecordMissingError: No installation has this id.
            RecordFinalError: It was rolled back before.
        """
        if row_of(self._connection, RULE_PACKS, pack_id)["rolled_back_day"] is not None:
            raise RecordFinalError(RULE_PACKS.name)
        update(self._connection, RULE_PACKS, pack_id, stamp_values("rolled_back", stamp))

    def all(self) -> tuple[InstalledPack, ...]:
        """Return every installation, newest first, those rolled back included."""
        query = select(*_LISTED).order_by(RULE_PACKS.c.number.desc())
        return tuple(_pack_from(row) for row in rows_of(self._connection, query))

    def signed_file(self, pack_id: str) -> bytes:
        """Return the file of one installation.

        Raises:
            RecordMissingError: No installation has this id.
        """
        query = select(RULE_PACKS.c.signed_file).where(RULE_PACKS.c.id == pack_id)
        found: bytes | None = self._connection.scalar(query)
        if found is None:
            raise RecordMissingError(RULE_PACKS.name)
        return found


def _pack_from(row: RowMapping) -> InstalledPack:
    is_rolled_back = row["rolled_back_day"] is not None
    return InstalledPack(
        id=row["id"],
        version=row["version"],
        sha256=row["sha256"],
        stamp=stamp_from(row, "stamp"),
        rolled_back=stamp_from(row, "rolled_back") if is_rolled_back else None,
    )
