"""Who heads which household, also where its head was deleted or has not come yet."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from clinic_app.vault.laptop_tables import HOUSEHOLD_HEADS
from clinic_app.vault.reach import ids_of
from clinic_app.vault.stores.rows import update
from clinic_app.vault.tables import CLIENTS


class Households:
    """The households, inside one transaction; each is called by the id of its head.

    Other laptops may know a household by a head who was deleted here: that name leads to the head
    of now, as long as anybody of the household is here.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def head_of(self, household_id: str) -> str:
        """Return who heads a household now; empty where nobody is known to be of it."""
        return self._own_of(household_id) or self._own_of(self._next(household_id))

    def lead_to(self, household_id: str, head_id: str) -> None:
        """Keep who heads a household from now on that other laptops call by who is not here.

        Args:
            household_id: What they call it.
            head_id: A client who is here.
        """
        values = {"gone_id": household_id, "head_id": head_id}
        self._connection.execute(HOUSEHOLD_HEADS.insert().prefix_with("OR REPLACE"), values)

    def give_on(self, client_ids: Collection[str]) -> None:
        """Let each household whose head goes go on under the member who came first."""
        members = self._connection.exec_driver_sql(
            "SELECT household_id, id FROM clients WHERE household_id IN"
            " (SELECT value FROM json_each(:ids)) AND id NOT IN (SELECT value FROM json_each(:ids))"
            " ORDER BY number",
            ids_of(client_ids),
        ).all()
        heads: dict[str, str] = {}
        for household_id, member_id in members:
            head = heads.setdefault(household_id, member_id)
            update(self._connection, CLIENTS, member_id, {"household_id": head})
        self._lead_on(client_ids, heads)
        for household_id, head in heads.items():
            self.lead_to(household_id, head)

    def _lead_on(self, client_ids: Collection[str], heads: dict[str, str]) -> None:
        """Lead to whoever comes next what led to one who goes."""
        of = HOUSEHOLD_HEADS.c
        query = select(of.gone_id, of.head_id).where(of.head_id.in_(client_ids))
        for gone_id, head_id in self._connection.execute(query).all():
            own = self._own_of(head_id)
            head = heads.get(own, own)
            if head not in client_ids:
                self.lead_to(gone_id, head)

    def _next(self, gone_id: str) -> str:
        of = HOUSEHOLD_HEADS.c
        return self._connection.scalar(select(of.head_id).where(of.gone_id == gone_id)) or ""

    def _own_of(self, client_id: str) -> str:
        query = select(CLIENTS.c.household_id).where(CLIENTS.c.id == client_id)
        return self._connection.scalar(query) or ""
