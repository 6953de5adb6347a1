"""The workers of an open vault."""

from typing import Any

from sqlalchemy import Connection, RowMapping, select

from clinic_app.records.worker import Accreditation, Worker
from clinic_app.vault.stores.rows import changes_of, insert, row_of, rows_of, update
from clinic_app.vault.tables import WORKERS


class Workers:
    """Representatives and volunteers, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, worker_id: str) -> Worker:
        """Return one worker.

        Raises:
            RecordMissingError: No worker has this id.
        """
        return _worker_from(row_of(self._connection, WORKERS, worker_id))

    def all(self) -> tuple[Worker, ...]:
        """Return every worker in the order of adding, those switched off included."""
        query = select(WORKERS).order_by(WORKERS.c.number)
        return tuple(_worker_from(row) for row in rows_of(self._connection, query))

    def add(self, worker: Worker) -> None:
        """Keep a new worker."""
        insert(self._connection, WORKERS, _values_of(worker))

    def save(self, worker: Worker) -> None:
        """Keep a worker's changed data.

        Raises:
            RecordMissingError: No worker has this id.
        """
        row = row_of(self._connection, WORKERS, worker.id)
        update(self._connection, WORKERS, worker.id, changes_of(row, _values_of(worker)))


def _values_of(worker: Worker) -> dict[str, Any]:
    held = worker.accreditation
    return {
        "id": worker.id,
        "name": worker.name,
        "slot_id": worker.slot_id,
        "role": worker.role,
        "level": held.level if held else None,
        "granted": held.granted if held else None,
        "expires": held.expires if held else None,
        "is_renewal": held.is_renewal if held else None,
        "is_active": worker.is_active,
    }


def _worker_from(row: RowMapping) -> Worker:
    held = None
    if row["level"] is not None:
        held = Accreditation(
            level=row["level"],
            granted=row["granted"],
            expires=row["expires"],
            is_renewal=row["is_renewal"],
        )
    return Worker(
        id=row["id"],
        name=row["name"],
        slot_id=row["slot_id"],
        role=row["role"],
        accreditation=held,
        is_active=row["is_active"],
    )
