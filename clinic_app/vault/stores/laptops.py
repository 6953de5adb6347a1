"""What this laptop is among those of the clinic, and the others, of an open vault."""

from typing import Any

from sqlalchemy import Connection, RowMapping, select

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.records.laptop import Laptop, OwnPart
from clinic_app.records.stamp import Stamp
from clinic_app.vault.laptop_tables import LAPTOPS, LOST_LAPTOPS, OWN_PART
from clinic_app.vault.store_errors import RecordMissingError
from clinic_app.vault.stores.rows import insert, row_of, rows_of, stamp_from, stamp_values

_ONLY = 1
_SECRET_BYTES = 32


class Laptops:
    """This laptop and those whose fingerprints were compared, inside one transaction."""

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals

    def own(self) -> OwnPart | None:
        """Return what this laptop is; None for one that works alone.

        Raises:
            FieldChangedError: The secrets are not those that were kept.
        """
        row = self._connection.execute(select(OWN_PART)).mappings().first()
        return None if row is None else self._own_from(row)

    def save_own(self, own: OwnPart) -> None:
        """Keep what this laptop is from now on, in the place of an earlier part.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        secrets = own.signing_seed + own.opening_secret
        values = {
            "number": _ONLY,
            "part": own.part,
            "station_id": own.station_id,
            "signing_key": own.signing_key,
            "sealing_key": own.sealing_key,
            "secrets": self._seals.seal(REPRESENTATIVE_KEY, _place(own.station_id), secrets),
            **stamp_values("stamp", own.stamp),
        }
        self._connection.execute(OWN_PART.delete())
        insert(self._connection, OWN_PART, values)

    def get(self, laptop_id: str) -> Laptop:
        """Return one of the others.

        Raises:
            RecordMissingError: None was accepted under this id.
        """
        return self._laptop_from(row_of(self._connection, LAPTOPS, laptop_id))

    def find(self, laptop_id: str) -> Laptop | None:
        """Return one of the others; None where none was accepted under this id."""
        try:
            return self.get(laptop_id)
        except RecordMissingError:
            return None

    def all(self) -> tuple[Laptop, ...]:
        """Return the others in the order in which they were accepted."""
        query = select(LAPTOPS).order_by(LAPTOPS.c.number)
        return tuple(self._laptop_from(row) for row in rows_of(self._connection, query))

    def add(self, laptop: Laptop) -> None:
        """Keep a laptop whose fingerprint was compared."""
        insert(self._connection, LAPTOPS, _values_of(laptop))

    def give_up(self, laptop_id: str, stamp: Stamp) -> None:
        """Keep that a laptop is lost."""
        values = {"laptop_id": laptop_id, **stamp_values("stamp", stamp)}
        insert(self._connection, LOST_LAPTOPS, values)

    def _laptop_from(self, row: RowMapping) -> Laptop:
        query = select(LOST_LAPTOPS).where(LOST_LAPTOPS.c.laptop_id == row["id"])
        lost = self._connection.execute(query).mappings().first()
        return Laptop(
            id=row["id"],
            name=row["name"],
            part=row["part"],
            signing_key=row["signing_key"],
            sealing_key=row["sealing_key"],
            accepted=stamp_from(row, "accepted"),
            lost=None if lost is None else stamp_from(lost, "stamp"),
        )

    def _own_from(self, row: RowMapping) -> OwnPart:
        secrets = b""
        if self._seals.holds(REPRESENTATIVE_KEY):
            secrets = self._seals.open(
                REPRESENTATIVE_KEY, _place(row["station_id"]), row["secrets"]
            )
        return OwnPart(
            part=row["part"],
            station_id=row["station_id"],
            signing_key=row["signing_key"],
            sealing_key=row["sealing_key"],
            signing_seed=secrets[:_SECRET_BYTES],
            opening_secret=secrets[_SECRET_BYTES:],
            stamp=stamp_from(row, "stamp"),
        )


def _place(station_id: str) -> tuple[str, ...]:
    return OWN_PART.name, "secrets", station_id


def _values_of(laptop: Laptop) -> dict[str, Any]:
    return {
        "id": laptop.id,
        "name": laptop.name,
        "part": laptop.part,
        "signing_key": laptop.signing_key,
        "sealing_key": laptop.sealing_key,
        **stamp_values("accepted", laptop.accepted),
    }
