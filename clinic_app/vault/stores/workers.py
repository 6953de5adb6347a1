"""The workers of an open vault."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from clinic_app.records.worker import Accreditation, FormerAccreditation, Worker
from clinic_app.vault.stores.rows import changes_of, insert, row_of, rows_of, update
from clinic_app.vault.tables import FORMER_ACCREDITATIONS, WORKERS

_Former = tuple[FormerAccreditation, ...]


class Workers:
    """Representatives and volunteers, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, worker_id: str) -> Worker:
        """Return one worker.

        Raises:
            RecordMissingError: No worker has this id.
        """
        row = row_of(self._connection, WORKERS, worker_id)
        return _worker_from(row, self._former_of(worker_id))

    def all(self) -> tuple[Worker, ...]:
        """Return every worker in the order of adding, those switched off included."""
        former: dict[str, _Former] = defaultdict(tuple)
        held = select(FORMER_ACCREDITATIONS).order_by(FORMER_ACCREDITATIONS.c.number)
        for row in rows_of(self._connection, held):
            former[row["worker_id"]] += (_former_from(row),)
        query = select(WORKERS).order_by(WORKERS.c.number)
        return tuple(
            _worker_from(row, former[row["id"]]) for row in rows_of(self._connection, query)
        )

    def add(self, worker: Worker) -> None:
        """Keep a new worker."""
        insert(self._connection, WORKERS, _values_of(worker))
        self._add_former(worker.id, worker.former)

    def save(self, worker: Worker) -> None:
        """Keep a worker's changed data.

        Raises:
            RecordMissingError: No worker has this id.
        """
        row = row_of(self._connection, WORKERS, worker.id)
        update(self._connection, WORKERS, worker.id, changes_of(row, _values_of(worker)))
        if self._former_of(worker.id) != worker.former:
            of_worker = FORMER_ACCREDITATIONS.c.worker_id == worker.id
            self._connection.execute(FORMER_ACCREDITATIONS.delete().where(of_worker))
            self._add_former(worker.id, worker.former)

    def _former_of(self, worker_id: str) -> _Former:
        of = FORMER_ACCREDITATIONS.c
        query = select(FORMER_ACCREDITATIONS).where(of.worker_id == worker_id).order_by(of.number)
        return tuple(map(_former_from, rows_of(self._connection, query)))

    def _add_former(self, worker_id: str, former: Iterable[FormerAccreditation]) -> None:
        for one in former:
            values = {"worker_id": worker_id, "since": one.since, "until": one.until}
            insert(
                self._connection, FORMER_ACCREDITATIONS, values | _values_held(one.accreditation)
            )


def _values_of(worker: Worker) -> dict[str, Any]:
    return {
        "id": worker.id,
        "name": worker.name,
        "slot_id": worker.slot_id,
        "role": worker.role,
        "is_active": worker.is_active,
        "back_since": worker.back_since,
        **_values_held(worker.accreditation),
    }


def _values_held(held: Accreditation | None) -> dict[str, Any]:
    return {
        "level": held.level if held else None,
        "granted": held.granted if held else None,
        "expires": held.expires if held else None,
        "is_renewal": held.is_renewal if held else None,
    }


def _worker_from(row: RowMapping, former: _Former) -> Worker:
    return Worker(
        id=row["id"],
        name=row["name"],
        slot_id=row["slot_id"],
        role=row["role"],
        accreditation=None if row["level"] is None else _held_from(row),
        is_active=row["is_active"],
        back_since=row["back_since"],
        former=former,
    )


def _former_from(row: RowMapping) -> FormerAccreditation:
    return FormerAccreditation(
        accreditation=_held_from(row), since=row["since"], until=row["until"]
    )


def _held_from(row: RowMapping) -> Accreditation:
    return Accreditation(
        level=row["level"],
        granted=row["granted"],
        expires=row["expires"],
        is_renewal=row["is_renewal"],
    )
