"""What representatives read where the rules confirm nothing.

Screenings rest on it: so it is bound as it was said; see :mod:`clinic_app.vault.stores.pins`. That
one was taken back is not: without it the rules are as they came, and leave open more.
"""

import hashlib

from sqlalchemy import Connection, RowMapping, select

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.records.confirmation import KeptConfirmation
from clinic_app.records.stamp import Stamp
from clinic_app.screening.confirmation import Confirmation
from clinic_app.screening.rule_pack import Window
from clinic_app.vault.law_tables import CONFIRMATIONS
from clinic_app.vault.store_errors import RecordFinalError
from clinic_app.vault.stores.pins import is_pinned, seals_of
from clinic_app.vault.stores.rows import (
    insert,
    row_of,
    rows_of,
    stamp_from,
    stamp_values,
    update,
)
from clinic_app.vault.tables import WORKERS


class Confirmations:
    """Every confirmation, inside one transaction."""

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals

    def add(self, kept: KeptConfirmation) -> None:
        """Keep one that stands.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        read = kept.confirmation
        window = read.reregistration
        values = {
            "id": kept.id,
            "line": read.line,
            "pack_version": kept.pack_version,
            "source": read.source,
            "read_on": read.read_on,
            "through": read.through,
            "reregistration_first": window.first if window else None,
            "reregistration_last": window.last if window else None,
            **stamp_values("stamp", kept.stamp),
        }
        values |= seals_of(CONFIRMATIONS, self._seals, values, _digest(kept))
        insert(self._connection, CONFIRMATIONS, values)

    def take_back(self, confirmation_id: str, stamp: Stamp) -> None:
        """Keep that one stands no more.

        Raises:
            RecordMissingError: None has this id.
            RecordFinalError: It was taken back before.
        """
        row = row_of(self._connection, CONFIRMATIONS, confirmation_id)
        if row["taken_back_day"] is not None:
            raise RecordFinalError(CONFIRMATIONS.name)
        changes = stamp_values("taken_back", stamp)
        update(self._connection, CONFIRMATIONS, confirmation_id, changes)

    def of_pack(self, version: str) -> tuple[KeptConfirmation, ...]:
        """Return those made under the rules *version*, oldest first, those taken back included.

        One that is not known to be a representative's word is passed over.
        """
        query = (
            select(CONFIRMATIONS, WORKERS.c.name)
            .join(WORKERS, WORKERS.c.id == CONFIRMATIONS.c.stamp_worker_id)
            .where(CONFIRMATIONS.c.pack_version == version)
            .order_by(CONFIRMATIONS.c.number)
        )
        found = ((row, _kept_from(row)) for row in rows_of(self._connection, query))
        return tuple(
            kept for row, kept in found if is_pinned(CONFIRMATIONS, self._seals, row, _digest(kept))
        )


def _digest(kept: KeptConfirmation) -> bytes:
    """Return the SHA-256 of what was read, and of who said so when."""
    read, stamp = kept.confirmation, kept.stamp
    window = read.reregistration
    days = (read.read_on, read.through, stamp.day, *((window.first, window.last) if window else ()))
    words = (stamp.worker_id, stamp.day_source.value, kept.pack_version, read.line, read.source)
    whole = "\x00".join((*(day.isoformat() for day in days), "", *words))
    return hashlib.sha256(whole.encode("utf-8")).digest()


def _kept_from(row: RowMapping) -> KeptConfirmation:
    first, last = row["reregistration_first"], row["reregistration_last"]
    is_taken_back = row["taken_back_day"] is not None
    return KeptConfirmation(
        id=row["id"],
        confirmation=Confirmation(
            line=row["line"],
            source=row["source"],
            read_on=row["read_on"],
            through=row["through"],
            reregistration=None if first is None else Window(first, last),
            by=row["name"],
        ),
        pack_version=row["pack_version"],
        stamp=stamp_from(row, "stamp"),
        taken_back=stamp_from(row, "taken_back") if is_taken_back else None,
    )
