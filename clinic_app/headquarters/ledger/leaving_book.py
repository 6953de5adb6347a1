"""The ledger's clinics that left: after which month each reports no more, and why."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from clinic_app.headquarters.ledger.tables import CLINICS, CLOSES, LEAVINGS
from clinic_app.tallies.month import Month

_CLOSED = CLOSES.c.year * 12 + CLOSES.c.month - 1
"""What :attr:`.Month.index` is of a close."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingEntry:
    """What was said of a clinic: that it reports no more, or that this is taken back.

    Attributes:
        clinic: Its code.
        month: The last month that it reports, or was said to.
        has_left: False where it is taken back.
        words: The reason.
    """

    clinic_id: int
    clinic: str
    month: Month
    has_left: bool
    at: str
    words: str


class LeavingBook:
    """Who left, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def log(self) -> tuple[LeavingEntry, ...]:
        """Return every saying and every taking back, oldest first."""
        query = select(LEAVINGS, CLINICS.c.code).join_from(LEAVINGS, CLINICS)
        return tuple(
            LeavingEntry(
                clinic_id=row.clinic_id,
                clinic=row.code,
                month=Month(row.year, row.month),
                has_left=bool(row.has_left),
                at=row.at,
                words=row.words,
            )
            for row in self._connection.execute(query.order_by(LEAVINGS.c.id))
        )

    def add(self, entry: LeavingEntry) -> None:
        """Write a saying or a taking back down."""
        self._connection.execute(
            insert(LEAVINGS).values(
                clinic_id=entry.clinic_id,
                year=entry.month.year,
                month=entry.month.number,
                has_left=entry.has_left,
                at=entry.at,
                words=entry.words,
            )
        )

    def newest_close(self, clinic_id: int) -> Month | None:
        """Return the newest month that a clinic closed; None for none."""
        query = select(func.max(_CLOSED)).where(CLOSES.c.clinic_id == clinic_id)
        index = self._connection.execute(query).scalar_one()
        return None if index is None else Month.at(index)

    def came_after(self) -> dict[int, Month]:
        """Return by clinic the first close that came though it lies after the last month said."""
        said_last = select(func.max(LEAVINGS.c.id)).group_by(LEAVINGS.c.clinic_id)
        is_after = LEAVINGS.c.year * 12 + LEAVINGS.c.month - 1 < _CLOSED
        query = (
            select(CLOSES.c.clinic_id, func.min(_CLOSED))
            .join_from(LEAVINGS, CLOSES, (CLOSES.c.clinic_id == LEAVINGS.c.clinic_id) & is_after)
            .where(LEAVINGS.c.id.in_(said_last), LEAVINGS.c.has_left.is_(True))
            .group_by(CLOSES.c.clinic_id)
        )
        return {row[0]: Month.at(row[1]) for row in self._connection.execute(query)}
