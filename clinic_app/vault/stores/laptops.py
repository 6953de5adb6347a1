"""What this laptop is among those of the clinic, and the others, of an open vault.

The others' keys are no secret, but they say to whom records go and from whom they are taken: so
what this laptop keeps under the representative key says which they were when somebody compared
their fingerprints.
"""

import hashlib
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring_errors import FieldChangedError
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.records.laptop import Laptop, OwnPart
from clinic_app.records.stamp import Stamp
from clinic_app.vault.laptop_tables import LAPTOPS, LOST_LAPTOPS, OWN_PART
from clinic_app.vault.store_errors import RecordMissingError
from clinic_app.vault.stores.rows import insert, row_of, rows_of, stamp_from, stamp_values

_ONLY = 1
_SECRET_BYTES = 32
_OTHERS_AT = 2 * _SECRET_BYTES
"""Where the digest of the others' keys begins, behind the two secrets; before it was kept, none."""


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
        secrets = own.signing_seed + own.opening_secret + self._digest_of_others()
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

    def refuse_swapped_keys(self) -> None:
        """Go on only where the others' keys are those whose fingerprints were compared.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
            FieldChangedError: They are not, or the secrets are not those that were kept.
        """
        row = self._connection.execute(select(OWN_PART)).mappings().first()
        if row is None:
            return
        compared = self._secrets_in(row)[_OTHERS_AT:]
        if compared and compared != self._digest_of_others():
            raise FieldChangedError

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
        """Keep a laptop whose fingerprint was compared.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
            FieldChangedError: The keys of those before it are not those that were compared.
        """
        self.refuse_swapped_keys()
        insert(self._connection, LAPTOPS, _values_of(laptop))
        self._keep_keys()

    def accept_again(self, laptop_id: str, stamp: Stamp) -> None:
        """Keep that a laptop is the one accepted last.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
            FieldChangedError: The keys of the others are not those that were compared.
        """
        self.refuse_swapped_keys()
        newest = select(func.max(LAPTOPS.c.number)).scalar_subquery()
        query = LAPTOPS.update().where(LAPTOPS.c.id == laptop_id).values(number=newest + 1)
        self._connection.execute(query, stamp_values("accepted", stamp))
        self._keep_keys()

    def _keep_keys(self) -> None:
        row = self._connection.execute(select(OWN_PART)).mappings().first()
        if row is not None:
            secrets = self._secrets_in(row)[:_OTHERS_AT] + self._digest_of_others()
            sealed = self._seals.seal(REPRESENTATIVE_KEY, _place(row["station_id"]), secrets)
            self._connection.execute(OWN_PART.update(), {"secrets": sealed})

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
            secrets = self._secrets_in(row)
        return OwnPart(
            part=row["part"],
            station_id=row["station_id"],
            signing_key=row["signing_key"],
            sealing_key=row["sealing_key"],
            signing_seed=secrets[:_SECRET_BYTES],
            opening_secret=secrets[_SECRET_BYTES:_OTHERS_AT],
            stamp=stamp_from(row, "stamp"),
        )

    def _secrets_in(self, row: RowMapping) -> bytes:
        return self._seals.open(REPRESENTATIVE_KEY, _place(row["station_id"]), row["secrets"])

    def _digest_of_others(self) -> bytes:
        query = select(LAPTOPS).order_by(LAPTOPS.c.number)
        whole = hashlib.sha256()
        for row in rows_of(self._connection, query):
            keys = row["signing_key"].hex(), row["sealing_key"].hex()
            words = (row["id"], row["name"], row["part"].value, *keys, "")
            whole.update("\x00".join(words).encode("utf-8"))
        return whole.digest()


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
