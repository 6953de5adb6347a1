"""The Know Your Rights events of an open vault."""

from typing import Any

from sqlalchemy import Connection, RowMapping, select

from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.vault.kyr_tables import KYR_ATTENDANCE, KYR_EVENTS
from clinic_app.vault.store_errors import RecordFinalError
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


class KyrEvents:
    """Every event with its head counts, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, event_id: str) -> KyrEvent:
        """Return one event.

        Raises:
            RecordMissingError: No event has this id.
        """
        row = row_of(self._connection, KYR_EVENTS, event_id)
        return _event_from(row, self._attendance(event_id))

    def add(self, event: KyrEvent) -> None:
        """Keep a new event."""
        self._write_attendance(event)
        insert(self._connection, KYR_EVENTS, _values_of(event))

    def save(self, event: KyrEvent) -> None:
        """Keep the heads counted so far, that the count is final, or a withdrawal.

        Raises:
            RecordMissingError: No event has this id.
            RecordFinalError: Its count is final or it was withdrawn, and something else was
                changed.
        """
        row = row_of(self._connection, KYR_EVENTS, event.id)
        changes = changes_of(row, _values_of(event))
        refuse_rewriting(KYR_EVENTS, row, changes, is_final=row["is_finished"])
        if self._attendance(event.id) != event.attendance:
            is_open = not row["is_finished"] and event.withdrawn is None
            if not is_open:
                raise RecordFinalError(KYR_EVENTS.name)
            of_event = KYR_ATTENDANCE.c.event_id == event.id
            self._connection.execute(KYR_ATTENDANCE.delete().where(of_event))
            self._write_attendance(event)
        update(self._connection, KYR_EVENTS, event.id, changes)

    def all(self) -> tuple[KyrEvent, ...]:
        """Return every event, newest first, those withdrawn included."""
        counted: dict[str, list[Attendance]] = {}
        for row in rows_of(self._connection, _attendance_query()):
            counted.setdefault(row["event_id"], []).append(_attendance_from(row))
        query = select(KYR_EVENTS).order_by(KYR_EVENTS.c.day.desc(), KYR_EVENTS.c.number.desc())
        return tuple(
            _event_from(row, tuple(counted.get(row["id"], ())))
            for row in rows_of(self._connection, query)
        )

    def _attendance(self, event_id: str) -> tuple[Attendance, ...]:
        query = _attendance_query().where(KYR_ATTENDANCE.c.event_id == event_id)
        return tuple(_attendance_from(row) for row in rows_of(self._connection, query))

    def _write_attendance(self, event: KyrEvent) -> None:
        """Write the heads before the event itself: a final event takes no more."""
        for position, row in enumerate(event.attendance):
            values = {
                "event_id": event.id,
                "position": position,
                "language": row.language,
                "adults": row.adults,
                "children": row.children,
            }
            insert(self._connection, KYR_ATTENDANCE, values)


def _attendance_query() -> Any:
    return select(KYR_ATTENDANCE).order_by(KYR_ATTENDANCE.c.event_id, KYR_ATTENDANCE.c.position)


def _values_of(event: KyrEvent) -> dict[str, Any]:
    return {
        "id": event.id,
        "day": event.day,
        "title": event.title,
        "trained": event.trained,
        "is_finished": event.is_finished,
        "county": event.county,
        **stamp_values("stamp", event.stamp),
        **withdrawal_values(event.withdrawn),
    }


def _attendance_from(row: RowMapping) -> Attendance:
    return Attendance(row["language"], row["adults"], row["children"])


def _event_from(row: RowMapping, attendance: tuple[Attendance, ...]) -> KyrEvent:
    return KyrEvent(
        id=row["id"],
        day=row["day"],
        title=row["title"],
        attendance=attendance,
        trained=row["trained"],
        is_finished=row["is_finished"],
        county=row["county"],
        stamp=stamp_from(row, "stamp"),
        withdrawn=withdrawal_from(row),
    )
