"""Keys that outlive a change of keys, each sealed under the data key of today."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import DATA_KEY
from clinic_app.vault.columns import place_of
from clinic_app.vault.key_tables import KEPT_KEYS


class KeptKeys:
    """What was derived from earlier keys and must stay as it is, inside one transaction."""

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals

    def of(self, name: str) -> bytes | None:
        """Return the key of this name; None in a vault that has the keys it was made with.

        Raises:
            FieldChangedError: It is not what was kept.
        """
        query = select(KEPT_KEYS.c.sealed_key).where(KEPT_KEYS.c.name == name)
        kept = self._connection.execute(query).scalar_one_or_none()
        return None if kept is None else self._seals.open(DATA_KEY, _place(name), kept)

    def keep(self, name: str, key: bytes) -> None:
        """Keep *key*, instead of what was kept by this name."""
        values = {"sealed_key": self._seals.seal(DATA_KEY, _place(name), key)}
        query = insert(KEPT_KEYS).values(name=name, **values)
        self._connection.execute(query.on_conflict_do_update(index_elements=["name"], set_=values))


def _place(name: str) -> tuple[str, ...]:
    return place_of(KEPT_KEYS.c.sealed_key, {"name": name})
