"""Files of one person, in an open vault: which was taken into which, and the way back."""

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, RowMapping, select

from clinic_app.records.merge import Merge, WayBack
from clinic_app.records.stamp import Stamp
from clinic_app.vault import standing
from clinic_app.vault.pair_tables import MERGES
from clinic_app.vault.stores.rows import (
    insert,
    row_of,
    rows_of,
    stamp_from,
    stamp_values,
    update,
)

_OF = MERGES.c


class Merges:
    """Every merge, inside one transaction, those undone included."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, merge: Merge) -> None:
        """Let one file stand for another; whoever that one stood for follows.

        One that was undone elsewhere lets nothing stand, whoever stands for its two files here.
        """
        is_undone = merge.undone is not None
        values = {
            "id": merge.id,
            "kept_id": merge.kept_id,
            "merged_id": merge.merged_id,
            "stands_id": merge.kept_id if is_undone else self.ids_of(merge.kept_id)[0],
            "way_back": None if merge.way_back is None else msgspec.json.encode(merge.way_back),
            **stamp_values("stamp", merge.stamp),
            **stamp_values("undone", merge.undone),
        }
        insert(self._connection, MERGES, values)
        self._stand()

    def get(self, merge_id: str) -> Merge:
        """Return one merge.

        Raises:
            RecordMissingError: No merge has this id.
        """
        return _merge_from(row_of(self._connection, MERGES, merge_id))

    def of_client(self, client_id: str) -> tuple[Merge, ...]:
        """Return the merges that hold by which files were taken into this one, newest first."""
        query = select(MERGES).where(_OF.kept_id == client_id, _OF.undone_day.is_(None))
        rows = rows_of(self._connection, query.order_by(_OF.number.desc()))
        return tuple(_merge_from(row) for row in rows)

    def touching(self, client_id: str) -> tuple[Merge, ...]:
        """Return every merge of or into one file, oldest first, those undone included."""
        query = select(MERGES).where((_OF.kept_id == client_id) | (_OF.merged_id == client_id))
        rows = rows_of(self._connection, query.order_by(_OF.number))
        return tuple(_merge_from(row) for row in rows)

    def undo(self, merge_id: str, stamp: Stamp) -> None:
        """Let the file that was taken in stand for itself again.

        Raises:
            RecordMissingError: No merge has this id.
        """
        row_of(self._connection, MERGES, merge_id)
        changes = {"way_back": None, **stamp_values("undone", stamp)}
        update(self._connection, MERGES, merge_id, changes)
        self._stand()

    def forget_ways_back(self, kept_ids: Collection[str] | None = None) -> None:
        """Let merges be undone no more, and nothing be kept of what was said before them.

        Args:
            kept_ids: Only merges into these files; None for all.
        """
        forget = MERGES.update().where(_OF.way_back.is_not(None)).values(way_back=None)
        if kept_ids is not None:
            forget = forget.where(_OF.kept_id.in_(kept_ids))
        self._connection.execute(forget)

    def forget_way_back(self, merge_id: str) -> None:
        """Let one merge be undone no more."""
        update(self._connection, MERGES, merge_id, {"way_back": None})

    def ids_of(self, client_id: str) -> tuple[str, ...]:
        """Return every id of the person behind *client_id*, the one that stands first."""
        return standing.ids_of(self._connection, client_id)

    def all_merged(self) -> dict[str, str]:
        """Return the file that stands for each that was taken into another, by id."""
        return standing.all_merged(self._connection)

    def _stand(self) -> None:
        """Let the last of each chain stand for all before it."""
        query = select(MERGES).where(_OF.undone_day.is_(None))
        holding = rows_of(self._connection, query)
        kept_by = {row["merged_id"]: row["kept_id"] for row in holding}
        for row in holding:
            stands_id = row["kept_id"]
            while stands_id in kept_by:
                stands_id = kept_by[stands_id]
            if stands_id != row["stands_id"]:
                update(self._connection, MERGES, row["id"], {"stands_id": stands_id})


def _merge_from(row: RowMapping) -> Merge:
    way_back = row["way_back"]
    return Merge(
        id=row["id"],
        kept_id=row["kept_id"],
        merged_id=row["merged_id"],
        stamp=stamp_from(row, "stamp"),
        way_back=None if way_back is None else msgspec.json.decode(way_back, type=WayBack),
        undone=None if row["undone_day"] is None else stamp_from(row, "undone"),
    )
