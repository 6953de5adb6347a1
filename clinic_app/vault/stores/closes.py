"""The closed months of an open vault, and the ledger of everything that was released."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.records.clinic import Close
from clinic_app.tallies.batch_carry import Carried
from clinic_app.tallies.breakdowns import Stream, Table
from clinic_app.tallies.disclosure import LedgerEntry, Place, ReleaseLedger, streams_of
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change, ReleasedClose
from clinic_app.vault.ledger_tables import (
    RELEASED_COUNTS,
    RELEASED_LABELS,
    RELEASED_TABLES,
    RELEASES,
)
from clinic_app.vault.lifted_guards import lifted_guards
from clinic_app.vault.note_tables import FORMER_FILES
from clinic_app.vault.store_errors import RecordFinalError, RecordMissingError
from clinic_app.vault.stores.rows import changes_of, insert, rows_of, stamp_from, stamp_values
from clinic_app.vault.tables import CLOSES

_SEAL_COLUMNS = frozenset({"sealed", "file_name"})


class Closes:
    """Every close and every release, inside one transaction; both only grow."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, label: str) -> Close:
        """Return the close of one month, such as ``2026-10``.

        Raises:
            RecordMissingError: That month is not closed.
        """
        return _close_from(self._row(label))

    def all(self) -> tuple[Close, ...]:
        """Return every close, newest first."""
        query = select(CLOSES).order_by(CLOSES.c.seq.desc())
        return tuple(_close_from(row) for row in rows_of(self._connection, query))

    def add(self, close: Close) -> None:
        """Keep the next close."""
        insert(self._connection, CLOSES, _values_of(close))

    def save(self, close: Close) -> None:
        """Keep what headquarters said of a close, or its file once it is sealed.

        Raises:
            RecordMissingError: That month is not closed.
            RecordFinalError: Something else was changed, or the file was sealed before.
        """
        row = self._row(close.label)
        changes = changes_of(row, _values_of(close))
        may_change = {"receipt_status"}
        if row["sealed"] is None:
            may_change |= _SEAL_COLUMNS
        if changes.keys() - may_change:
            raise RecordFinalError(CLOSES.name)
        if changes:
            query = CLOSES.update().where(CLOSES.c.label == close.label)
            self._connection.execute(query, changes)

    def unseal(self, closes: Iterable[Close]) -> None:
        """Forget the files of *closes* and what headquarters said of them; the rest of each stays.

        They are sealed anew, by other keys or for another headquarters. The hash of each stays:
        it may have arrived all the same.
        """
        no_file = {"sealed": None, "file_name": "", "receipt_status": ""}
        with lifted_guards(self._connection, deleting=(), updating={CLOSES.name}):
            for close in closes:
                if close.sealed is not None:
                    former = {"sha256": file_sha256(close.sealed), "seq": close.seq}
                    insert(self._connection, FORMER_FILES, former)
                query = CLOSES.update().where(CLOSES.c.label == close.label)
                self._connection.execute(query, no_file)

    def files(self) -> dict[str, int]:
        """Return the SHA-256 of every file that was ever sealed, with the number of its close."""
        former = rows_of(self._connection, select(FORMER_FILES))
        return {row["sha256"]: row["seq"] for row in former} | {
            file_sha256(close.sealed): close.seq for close in self.all() if close.sealed
        }

    def ledger(self) -> ReleaseLedger:
        """Return everything that was ever released, oldest first."""
        changes: dict[int, dict[HeadlineCount, Change]] = {}
        for row in rows_of(self._connection, select(RELEASED_COUNTS)):
            headlines = changes.setdefault(row["seq"], {})
            headlines[HeadlineCount(row["headline"])] = Change(row["net"], row["total"])
        carried = self._carried()
        query = select(RELEASES).order_by(RELEASES.c.seq)
        return ReleaseLedger(
            tuple(
                _entry_from(row, changes[row["seq"]], carried.get(row["seq"], {}))
                for row in rows_of(self._connection, query)
            )
        )

    def add_to_ledger(self, entry: LedgerEntry) -> None:
        """Keep one more release."""
        close = entry.close
        release = {
            "seq": close.seq,
            "month": close.month.label,
            "payload_sha256": entry.payload_sha256,
        }
        insert(self._connection, RELEASES, release)
        for headline, change in close.headlines.items():
            counted = {"headline": headline.value, "net": change.net, "total": change.total}
            insert(self._connection, RELEASED_COUNTS, {"seq": close.seq, **counted})
        for (stream, table), carried in entry.carried.items():
            place = {"seq": close.seq, "stream": stream.value, "broken_down_by": table.value}
            kept = {"batches": carried.batches, "looked_at": carried.looked_at}
            insert(self._connection, RELEASED_TABLES, place | kept)
            for label, shown in carried.shown.items():
                insert(self._connection, RELEASED_LABELS, place | {"label": label, "shown": shown})

    def _carried(self) -> dict[int, dict[Place, Carried]]:
        """Return what waits behind each table, by close."""
        shown: dict[tuple[int, Place], dict[str, int]] = {}
        for row in rows_of(self._connection, select(RELEASED_LABELS)):
            labels = shown.setdefault((row["seq"], _place_of(row)), {})
            labels[row["label"]] = row["shown"]
        carried: dict[int, dict[Place, Carried]] = {}
        for row in rows_of(self._connection, select(RELEASED_TABLES)):
            seq, place = row["seq"], _place_of(row)
            of_close = carried.setdefault(seq, {})
            of_close[place] = Carried(shown.get((seq, place), {}), row["batches"], row["looked_at"])
        return carried

    def _row(self, label: str) -> RowMapping:
        found = rows_of(self._connection, select(CLOSES).where(CLOSES.c.label == label))
        if not found:
            raise RecordMissingError(CLOSES.name)
        return found[0]


def _values_of(close: Close) -> dict[str, Any]:
    return {
        "seq": close.seq,
        "label": close.label,
        "first": close.first,
        "last": close.last,
        "payload": close.payload,
        "sealed": close.sealed,
        "file_name": close.file_name,
        **stamp_values("stamp", close.stamp),
        "receipt_status": close.receipt_status,
    }


def _close_from(row: RowMapping) -> Close:
    return Close(
        label=row["label"],
        seq=row["seq"],
        first=row["first"],
        last=row["last"],
        payload=row["payload"],
        sealed=row["sealed"],
        file_name=row["file_name"],
        stamp=stamp_from(row, "stamp"),
        receipt_status=row["receipt_status"],
    )


def _place_of(row: RowMapping) -> Place:
    return Stream(row["stream"]), Table(row["broken_down_by"])


def _entry_from(
    row: RowMapping, headlines: dict[HeadlineCount, Change], carried: dict[Place, Carried]
) -> LedgerEntry:
    streams = streams_of(headlines, {place: kept.shown for place, kept in carried.items()})
    close = ReleasedClose(row["seq"], Month.from_label(row["month"]), headlines, streams)
    return LedgerEntry(close, row["payload_sha256"], carried)
