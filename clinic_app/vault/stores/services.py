"""The services of an open vault."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from clinic_app.records.service import Service
from clinic_app.vault import standing
from clinic_app.vault.stores.rows import (
    changes_of,
    insert,
    refuse_rewriting,
    row_of,
    rows_of,
    stamp_from,
    stamp_values,
    update,
    withdrawal_from,
    withdrawal_values,
)
from clinic_app.vault.tables import SERVICES


class Services:
    """Everything done for a client on a day, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, service_id: str) -> Service:
        """Return one service.

        Raises:
            RecordMissingError: No service has this id.
        """
        return _service_from(row_of(self._connection, SERVICES, service_id))

    def add(self, service: Service) -> None:
        """Keep a service."""
        insert(self._connection, SERVICES, _values_of(service))

    def save(self, service: Service) -> None:
        """Keep that a service was withdrawn; nothing else of it ever changes.

        Raises:
            RecordMissingError: No service has this id.
            RecordFinalError: Something else was changed, or it was withdrawn before.
        """
        row = row_of(self._connection, SERVICES, service.id)
        changes = changes_of(row, _values_of(service))
        refuse_rewriting(SERVICES, row, changes, is_final=True)
        update(self._connection, SERVICES, service.id, changes)

    def of_client(self, client_id: str) -> tuple[Service, ...]:
        """Return a client's services, oldest first, those withdrawn included."""
        return self._where(SERVICES.c.client_id.in_(standing.ids_of(self._connection, client_id)))

    def count_of_client(self, client_id: str) -> int:
        """Return how many of a client stand."""
        query = select(func.count()).select_from(SERVICES)
        ids = standing.ids_of(self._connection, client_id)
        stand = (SERVICES.c.client_id.in_(ids), SERVICES.c.withdrawn_day.is_(None))
        return int(self._connection.scalar(query.where(*stand)) or 0)

    def on_day(self, day: date) -> tuple[Service, ...]:
        """Return the services of a clinic day, oldest first, those withdrawn included."""
        return self._where(SERVICES.c.stamp_day == day)

    def _where(self, condition: ColumnElement[bool]) -> tuple[Service, ...]:
        query = select(SERVICES).where(condition).order_by(SERVICES.c.number)
        return tuple(_service_from(row) for row in rows_of(self._connection, query))


def _values_of(service: Service) -> dict[str, Any]:
    return {
        "id": service.id,
        "client_id": service.client_id,
        "kind": service.kind,
        "form": service.form,
        "filing": service.filing,
        "appeared_before": service.before,
        "referred_to": service.referred_to,
        "at_no_cost": service.at_no_cost,
        **stamp_values("stamp", service.stamp),
        **withdrawal_values(service.withdrawn),
    }


def _service_from(row: RowMapping) -> Service:
    return Service(
        id=row["id"],
        client_id=row["client_id"],
        kind=row["kind"],
        form=row["form"],
        filing=row["filing"],
        before=row["appeared_before"],
        referred_to=row["referred_to"],
        at_no_cost=row["at_no_cost"],
        stamp=stamp_from(row, "stamp"),
        withdrawn=withdrawal_from(row),
    )
