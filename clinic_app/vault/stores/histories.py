"""What is known of each record that ever moved between laptops: every value that stands."""

import secrets
import zlib
from collections.abc import Collection, Mapping
from dataclasses import replace

import msgspec
from sqlalchemy import Connection, RowMapping, func, select

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.records.versions import History
from clinic_app.vault.laptop_tables import RECORD_HISTORIES
from clinic_app.vault.stores.rows import insert, rows_of


class Histories:
    """The histories of records, inside one transaction.

    A note of a decision is among them, so they are sealed under the representative key.
    """

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals

    def get(self, record_id: str) -> History | None:
        """Return the history of a record; None for one that never moved.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        query = select(RECORD_HISTORIES).where(RECORD_HISTORIES.c.record_id == record_id)
        found = rows_of(self._connection, query)
        return self._read(found[0]) if found else None

    def save(self, history: History) -> None:
        """Keep what is known of a record now.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        is_event = history.kind == "event"
        content = zlib.compress(msgspec.json.encode(history, enc_hook=_plain))
        place = _place(history.record_id)
        of_record = RECORD_HISTORIES.c.record_id == history.record_id
        self._connection.execute(RECORD_HISTORIES.delete().where(of_record))
        values = {
            "record_id": history.record_id,
            "client_id": None if is_event else history.unit_id,
            "kind": history.kind,
            "content": self._seals.seal(REPRESENTATIVE_KEY, place, content),
            "is_open": bool(history.open_parts),
        }
        insert(self._connection, RECORD_HISTORIES, values)

    def empty(self, record_ids: Collection[str]) -> None:
        """Forget what was said of records that are forgotten themselves.

        That they were here is remembered where the worker's keys reach that far, so that nobody
        is asked about them when they come once more.
        """
        if not self._seals.holds(REPRESENTATIVE_KEY):
            of_records = RECORD_HISTORIES.c.record_id.in_(record_ids)
            self._connection.execute(RECORD_HISTORIES.delete().where(of_records))
            return
        for history in filter(None, map(self.get, record_ids)):
            version = secrets.token_hex(16)
            nothing = {name: one.picked("", version) for name, one in history.parts.items()}
            self.save(replace(history, parts=nothing))

    def count_open(self) -> int:
        """Return how many records of clients and events have values that wait for a person."""
        query = select(func.count()).where(RECORD_HISTORIES.c.is_open.is_(True))
        return int(self._connection.execute(query).scalar_one())

    def open_ones(self, most: int) -> tuple[History, ...]:
        """Return the records that wait for a person, those of one client together.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        of = RECORD_HISTORIES.c
        query = select(RECORD_HISTORIES).where(of.is_open.is_(True))
        ordered = query.order_by(of.client_id, of.record_id).limit(most)
        return tuple(self._read(row) for row in rows_of(self._connection, ordered))

    def open_of(self, client_ids: Collection[str]) -> tuple[History, ...]:
        """Return the records of these clients that wait for a person.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        of = RECORD_HISTORIES.c
        query = select(RECORD_HISTORIES).where(of.client_id.in_(client_ids), of.is_open.is_(True))
        found = rows_of(self._connection, query.order_by(of.record_id))
        return tuple(self._read(row) for row in found)

    def _read(self, row: RowMapping) -> History:
        content = self._seals.open(REPRESENTATIVE_KEY, _place(row["record_id"]), row["content"])
        return msgspec.json.decode(zlib.decompress(content), type=History)


def _place(record_id: str) -> tuple[str, ...]:
    return RECORD_HISTORIES.name, "content", record_id


def _plain(view: Mapping[str, object]) -> dict[str, object]:
    """Return a read-only view of a dictionary as one; msgspec asks for nothing else here."""
    return dict(view)
