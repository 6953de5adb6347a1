"""What representatives decided and signed; it only grows."""

from sqlalchemy import Connection, RowMapping, select

from clinic_app.records.screening import Decision
from clinic_app.vault.stores.rows import insert, rows_of, stamp_from, stamp_values
from clinic_app.vault.tables import DECISIONS


class Decisions:
    """Every decision, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, decision: Decision) -> None:
        """Keep a decision about a finished screening that stands; it is never changed."""
        values = {
            "id": decision.id,
            "screening_id": decision.screening_id,
            "ruling": decision.ruling,
            "note": decision.note,
            **stamp_values("stamp", decision.stamp),
            "same_worker": decision.same_worker,
        }
        insert(self._connection, DECISIONS, values)

    def of_screening(self, screening_id: str) -> tuple[Decision, ...]:
        """Return the decisions about one screening, oldest first; the last one holds."""
        query = (
            select(DECISIONS)
            .where(DECISIONS.c.screening_id == screening_id)
            .order_by(DECISIONS.c.number)
        )
        return tuple(_decision_from(row) for row in rows_of(self._connection, query))


def _decision_from(row: RowMapping) -> Decision:
    return Decision(
        id=row["id"],
        screening_id=row["screening_id"],
        ruling=row["ruling"],
        note=row["note"],
        stamp=stamp_from(row, "stamp"),
        same_worker=row["same_worker"],
    )
