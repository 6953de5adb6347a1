"""Taking people out of an open vault for good, with everything that hangs on them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from sqlalchemy import Connection, func, select

from clinic_app.records.folding import words_of
from clinic_app.records.retention import Purge
from clinic_app.tallies.purged import purged_counts
from clinic_app.vault.lifted_guards import lifted_guards
from clinic_app.vault.reach import Hanging, hanging, ids_of, together
from clinic_app.vault.retention_tables import LEGAL_HOLDS, PURGED_PEOPLE, PURGED_ROWS, PURGES
from clinic_app.vault.store_errors import ClientHeldError
from clinic_app.vault.stores import counting
from clinic_app.vault.stores import purged_counts as sums
from clinic_app.vault.stores.drafts import Drafts
from clinic_app.vault.stores.households import Households
from clinic_app.vault.stores.rows import insert, rows_of, stamp_from, stamp_values
from clinic_app.vault.tables import CLIENTS

Tell = Callable[[int, int], None]
"""Gets what is done and of how much; what it raises takes the whole purge back."""

_SHORTEST_NUMBER = 7
"""Digits of a phone; fewer may be a year or an amount."""


class Purges:
    """What was purged, and the purging itself, inside one transaction."""

    def __init__(self, connection: Connection, drafts: Drafts, households: Households) -> None:
        self._connection = connection
        self._households = households
        self._drafts = drafts

    def all(self) -> tuple[Purge, ...]:
        """Return every purge, newest first."""
        rows = rows_of(self._connection, select(PURGES).order_by(PURGES.c.number.desc()))
        return tuple(
            Purge(
                id=row["id"],
                cause=row["cause"],
                people=row["people"],
                rows=self._rows(row["id"]),
                stamp=stamp_from(row, "stamp"),
                is_wiped=row["is_wiped"],
            )
            for row in rows
        )

    def gone(self) -> frozenset[str]:
        """Return the ids of everybody who was ever purged; they are nobody's now."""
        return frozenset(self._connection.scalars(select(PURGED_PEOPLE.c.id)))

    def come_back(self, ids: Collection[str]) -> tuple[str, ...]:
        """Return which of *ids* are clients: they came back with an older backup."""
        query = "SELECT id FROM clients WHERE id IN (SELECT value FROM json_each(:ids))"
        return tuple(self._connection.exec_driver_sql(query, ids_of(ids)).scalars())

    def together_with(self, client_id: str) -> tuple[str, ...]:
        """Return the ids under which a client stands in the records, the given one among them."""
        return together(self._connection, (client_id,))

    def would_go(self, client_ids: Collection[str]) -> Mapping[str, int]:
        """Return by table how many rows hang on these clients, their own included."""
        counted = {
            one.table: self._connection.exec_driver_sql(
                f'SELECT count(*) FROM "{one.table}" WHERE {one.condition}',  # noqa: S608 - ours
                ids_of(client_ids),
            ).scalar_one()
            for one in hanging(self._connection)
        }
        return {table: number for table, number in counted.items() if number}

    def purge(self, client_ids: Collection[str], purge: Purge, tell: Tell) -> Purge:
        """Delete clients with everything that hangs on them; return *purge* with its counts.

        What they counted stays as sums by month, so every close counts as before. The names are
        taken out of the search and out of what anybody was typing. What the database keeps
        between its records goes when it is written anew: see :mod:`clinic_app.vault.wiping`.

        Args:
            client_ids: With all that :func:`clinic_app.vault.reach.together` finds.
            purge: *people* is how many persons they are.
            tell: Called between two steps.

        Raises:
            ClientHeldError: One of them is under a legal hold.
        """
        self._refuse_held(client_ids)
        tables = hanging(self._connection)
        steps = len(tables) + 2
        before = counting.countable(self._connection, ())
        tell(1, steps)
        self._forget_half_typed(tables, client_ids)
        names = [one.table for one in tables]
        with lifted_guards(self._connection, deleting=names, updating=(CLIENTS.name,)):
            self._households.give_on(client_ids)
            gone = {}
            for number, one in enumerate(tables, start=2):
                gone[one.table] = self._deleted(one, client_ids)
                tell(number, steps)
        self._connection.exec_driver_sql(
            "INSERT INTO client_words(client_words) VALUES ('rebuild')"
        )
        after = counting.countable(self._connection, ())
        sums.write(self._connection, purged_counts(before, after))
        rows = [{"id": one} for one in client_ids]
        self._connection.execute(PURGED_PEOPLE.insert().prefix_with("OR IGNORE"), rows)
        return self._noted(purge, gone)

    def _refuse_held(self, client_ids: Collection[str]) -> None:
        of = LEGAL_HOLDS.c
        held = select(func.count()).where(of.client_id.in_(client_ids), of.lifted_day.is_(None))
        if self._connection.scalar(held):
            raise ClientHeldError

    def _deleted(self, one: Hanging, client_ids: Collection[str]) -> int:
        return self._connection.exec_driver_sql(
            f'DELETE FROM "{one.table}" WHERE {one.condition}',  # noqa: S608 - our own tables
            ids_of(client_ids),
        ).rowcount

    def _forget_half_typed(self, tables: tuple[Hanging, ...], client_ids: Collection[str]) -> None:
        """Drop the drafts that name one of the clients, or a record of theirs."""
        ids: set[str] = set()
        for one in tables:
            columns = self._connection.exec_driver_sql(f'PRAGMA table_info("{one.table}")').all()
            if "id" in (column.name for column in columns):
                query = f'SELECT id FROM "{one.table}" WHERE {one.condition}'  # noqa: S608 - ours
                found = self._connection.exec_driver_sql(query, ids_of(client_ids))
                ids.update(found.scalars())
        people = select(CLIENTS.c.search_words, CLIENTS.c.code).where(CLIENTS.c.id.in_(client_ids))
        words: set[str] = set()
        for told, code in self._connection.execute(people):
            words.update(words_of(f"{told} {code}"))
        named = (word for word in words if not word.isdigit() or len(word) >= _SHORTEST_NUMBER)
        self._drafts.forget_naming(ids, frozenset(named))

    def _noted(self, purge: Purge, gone: Mapping[str, int]) -> Purge:
        rows = {table: number for table, number in gone.items() if number}
        values = {
            "id": purge.id,
            "cause": purge.cause,
            "people": purge.people,
            "is_wiped": False,
            **stamp_values("stamp", purge.stamp),
        }
        insert(self._connection, PURGES, values)
        for kind, number in rows.items():
            row = {"purge_id": purge.id, "kind": kind, "count": number}
            insert(self._connection, PURGED_ROWS, row)
        return replace(purge, rows=rows)

    def _rows(self, purge_id: str) -> Mapping[str, int]:
        query = select(PURGED_ROWS).where(PURGED_ROWS.c.purge_id == purge_id)
        return {row["kind"]: row["count"] for row in rows_of(self._connection, query)}
