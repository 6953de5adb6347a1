"""The files that went between this laptop and the others of the clinic."""

from datetime import date

from sqlalchemy import Connection, RowMapping, select

from clinic_app.records.laptop import Direction, HandOff
from clinic_app.records.stamp import Stamp
from clinic_app.vault.laptop_tables import HAND_OFFS
from clinic_app.vault.stores.rows import insert, rows_of, stamp_from, stamp_values


class HandOffs:
    """What was handed over and taken in, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, hand_off: HandOff) -> None:
        """Keep a hand-off that was made, or taken in."""
        values = {
            "sha256": hand_off.sha256,
            "own_id": hand_off.own_id,
            "laptop_id": hand_off.laptop_id,
            "direction": hand_off.direction,
            "parcel": hand_off.number,
            "units": hand_off.units,
            "sealed": hand_off.sealed,
            **stamp_values("stamp", hand_off.stamp),
            **stamp_values("acknowledged", hand_off.acknowledged),
        }
        insert(self._connection, HAND_OFFS, values)

    def all(self) -> tuple[HandOff, ...]:
        """Return every hand-off, newest first."""
        query = select(HAND_OFFS).order_by(HAND_OFFS.c.number.desc())
        return tuple(_hand_off_from(row) for row in rows_of(self._connection, query))

    def find(self, sha256: str) -> HandOff | None:
        """Return the hand-off of one file; None where it was neither made nor taken in here."""
        query = select(HAND_OFFS).where(HAND_OFFS.c.sha256 == sha256)
        row = self._connection.execute(query).mappings().first()
        return None if row is None else _hand_off_from(row)

    def newest(self, own_id: str, laptop_id: str, direction: Direction) -> tuple[int, str]:
        """Return the largest number of one way between two keys, and the hash of that file.

        0 and nothing where nothing went.
        """
        of = HAND_OFFS.c
        query = select(of.parcel, of.sha256).where(
            of.own_id == own_id, of.laptop_id == laptop_id, of.direction == direction
        )
        row = self._connection.execute(query.order_by(of.parcel.desc())).first()
        return (0, "") if row is None else (row.parcel, row.sha256)

    def came_after(self, day: date) -> frozenset[str]:
        """Return the ids of the laptops from which something was taken in after a day."""
        of = HAND_OFFS.c
        query = select(of.laptop_id).where(of.direction == Direction.IN, of.stamp_day > day)
        return frozenset(self._connection.scalars(query.distinct()))

    def own_ids(self) -> frozenset[str]:
        """Return of which keys of its own this laptop has made files, or taken them in."""
        return frozenset(self._connection.scalars(select(HAND_OFFS.c.own_id).distinct()))

    def own_ids_of_unknown(self) -> frozenset[str]:
        """Return under which keys of its own newer records of this laptop made files."""
        of = HAND_OFFS.c
        query = select(of.own_id).where(of.direction == Direction.OUT, of.units == 0)
        return frozenset(self._connection.scalars(query.distinct()))

    def acknowledge(self, sha256: str, stamp: Stamp) -> None:
        """Keep that the other laptop has taken a file in, and let go of the file."""
        of_file = HAND_OFFS.update().where(HAND_OFFS.c.sha256 == sha256)
        self._connection.execute(of_file, {"sealed": None, **stamp_values("acknowledged", stamp)})

    def let_go(self, laptop_id: str) -> None:
        """Let go of every file for a laptop that is lost."""
        of_laptop = HAND_OFFS.update().where(HAND_OFFS.c.laptop_id == laptop_id)
        self._connection.execute(of_laptop, {"sealed": None})

    def let_go_all(self) -> bool:
        """Let go of every file that waits; return whether any did."""
        waiting = HAND_OFFS.update().where(HAND_OFFS.c.sealed.is_not(None))
        return self._connection.execute(waiting, {"sealed": None}).rowcount > 0


def _hand_off_from(row: RowMapping) -> HandOff:
    is_acknowledged = row["acknowledged_day"] is not None
    return HandOff(
        sha256=row["sha256"],
        own_id=row["own_id"],
        laptop_id=row["laptop_id"],
        direction=row["direction"],
        number=row["parcel"],
        units=row["units"],
        sealed=row["sealed"],
        stamp=stamp_from(row, "stamp"),
        acknowledged=stamp_from(row, "acknowledged") if is_acknowledged else None,
    )
