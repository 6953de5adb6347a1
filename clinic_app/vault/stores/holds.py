"""The legal holds of an open vault: set with a reason, lifted with a reason.

Never rewritten, but where two laptops ended one hold in two ways and a person picked.
"""

from typing import Any

from sqlalchemy import Connection, RowMapping, select

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.records.retention import Hold, Lifting
from clinic_app.vault.lifted_guards import lifted_guards
from clinic_app.vault.retention_tables import LEGAL_HOLDS
from clinic_app.vault.stores.rows import (
    insert,
    row_of,
    rows_of,
    stamp_from,
    stamp_values,
    update,
)


class Holds:
    """Every hold, inside one transaction. The reasons are a representative's to read."""

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals

    def add(self, hold: Hold) -> None:
        """Keep a new hold, or one that was set and lifted on another laptop.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        values = {
            "id": hold.id,
            "client_id": hold.client_id,
            "sealed_reason": self._sealed(hold.id, "sealed_reason", hold.reason),
            **stamp_values("stamp", hold.stamp),
            **stamp_values("lifted", None),
        }
        if hold.lifted is not None:
            values |= self._lifted(hold.id, hold.lifted)
        insert(self._connection, LEGAL_HOLDS, values)

    def lift(self, hold_id: str, lifting: Lifting) -> None:
        """Keep that a hold stands no longer, and why.

        Raises:
            RecordMissingError: No hold has this id.
            KeyNotHeldError: The worker lacks the representative key.
        """
        row_of(self._connection, LEGAL_HOLDS, hold_id)
        update(self._connection, LEGAL_HOLDS, hold_id, self._lifted(hold_id, lifting))

    def settle(self, hold_id: str, lifting: Lifting | None) -> None:
        """Keep which of two endings of one hold a person picked; None where it stands after all.

        Two laptops that did not know of each other wrote them; only so is a lifting rewritten.

        Raises:
            RecordMissingError: No hold has this id.
            KeyNotHeldError: The worker lacks the representative key.
        """
        row_of(self._connection, LEGAL_HOLDS, hold_id)
        ending = stamp_values("lifted", None) | {"sealed_lifting": None}
        if lifting is not None:
            ending = self._lifted(hold_id, lifting)
        with lifted_guards(self._connection, updating=[LEGAL_HOLDS.name]):
            update(self._connection, LEGAL_HOLDS, hold_id, ending)

    def of_client(self, client_id: str) -> tuple[Hold, ...]:
        """Return a client's holds, oldest first, those lifted included."""
        query = select(LEGAL_HOLDS).where(LEGAL_HOLDS.c.client_id == client_id)
        rows = rows_of(self._connection, query.order_by(LEGAL_HOLDS.c.number))
        return tuple(self._read(row) for row in rows)

    def _read(self, row: RowMapping) -> Hold:
        is_lifted = row["lifted_day"] is not None
        return Hold(
            id=row["id"],
            client_id=row["client_id"],
            reason=self._opened(row, "sealed_reason"),
            stamp=stamp_from(row, "stamp"),
            lifted=Lifting(self._opened(row, "sealed_lifting"), stamp_from(row, "lifted"))
            if is_lifted
            else None,
            is_sealed=not self._seals.holds(REPRESENTATIVE_KEY),
        )

    def _opened(self, row: RowMapping, column: str) -> str:
        if not self._seals.holds(REPRESENTATIVE_KEY):
            return ""
        return self._seals.open(REPRESENTATIVE_KEY, _place(column, row["id"]), row[column]).decode(
            "utf-8"
        )

    def _lifted(self, hold_id: str, lifting: Lifting) -> dict[str, Any]:
        return {
            "sealed_lifting": self._sealed(hold_id, "sealed_lifting", lifting.reason),
            **stamp_values("lifted", lifting.stamp),
        }

    def _sealed(self, hold_id: str, column: str, words: str) -> bytes:
        return self._seals.seal(REPRESENTATIVE_KEY, _place(column, hold_id), words.encode("utf-8"))


def _place(column: str, hold_id: str) -> tuple[str, ...]:
    return LEGAL_HOLDS.name, column, hold_id
