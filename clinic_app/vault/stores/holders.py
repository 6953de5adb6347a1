"""Which laptop holds which client and event, and under which codes clients were known before."""

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    func,
    literal,
    select,
    type_coerce,
)

from clinic_app.records.folding import code_of
from clinic_app.records.laptop import Part
from clinic_app.vault.laptop_tables import CLIENT_HOLDERS, FORMER_CODES, LAPTOPS


def is_here(client_id: ColumnElement[str]) -> ColumnElement[bool]:
    """What holds for a client whom no other laptop holds."""
    of = CLIENT_HOLDERS.c
    return client_id.not_in(select(of.client_id).where(of.laptop_id.is_not(None)))


def are_held_apart(one_id: ColumnElement[str], other_id: ColumnElement[str]) -> ColumnElement[bool]:
    """What holds at the main laptop for two clients whom no one laptop holds both."""
    main = select(LAPTOPS.c.id).where(LAPTOPS.c.part == Part.MAIN)  # known to a day laptop only
    one, other = _holder(one_id), _holder(other_id)
    return (one != other) & one.not_in(main) & other.not_in(main)


def _holder(client_id: ColumnElement[str]) -> ColumnElement[str]:
    of = CLIENT_HOLDERS.c
    return func.coalesce(
        select(of.laptop_id).where(of.client_id == client_id).scalar_subquery(), ""
    )


class Holders:
    """Who holds which clients, or which events, inside one transaction."""

    def __init__(self, connection: Connection, holders: Table, units: Table) -> None:
        self._connection = connection
        self._holders = holders
        self._units = units
        self._unit_id = holders.c[holders.primary_key.columns.keys()[0]]

    def laptop_of(self, unit_id: str) -> str:
        """Return the id of the laptop that holds a client or event; empty for this one."""
        query = select(self._holders.c.laptop_id).where(self._unit_id == unit_id)
        return self._connection.scalar(query) or ""

    def moves_of(self, unit_id: str) -> int:
        """Return how often a client or event changed laptops, as far as this one knows."""
        query = select(self._holders.c.moves).where(self._unit_id == unit_id)
        return self._connection.scalar(query) or 0

    def give(self, unit_id: str, laptop_id: str, moves: int, *, is_unsure: bool = False) -> None:
        """Keep that another laptop holds a client or event from now on; empty for this one.

        Args:
            unit_id: Of the client or event.
            laptop_id: The other laptop.
            moves: How often it changed laptops, this time included.
            is_unsure: Whether nobody knows that the other laptop ever got it, as it is here.
        """
        self._connection.execute(self._holders.delete().where(self._unit_id == unit_id))
        values = {
            self._unit_id.name: unit_id,
            "laptop_id": laptop_id or None,
            "moves": moves,
            "is_unsure": is_unsure,
        }
        self._connection.execute(self._holders.insert(), values)

    def doubt(self) -> None:
        """Keep that nobody knows whether the other laptops ever got what they hold."""
        elsewhere = self._holders.update().where(self._holders.c.laptop_id.is_not(None))
        self._connection.execute(elsewhere, {"is_unsure": True})

    def let_go(self, laptop_id: str, *, also_unmoved: bool) -> None:
        """Keep that another laptop holds whom this one held, and does not surely have them yet.

        Args:
            laptop_id: The other one.
            also_unmoved: Whether those are among them who never changed laptops.
        """
        of = self._holders.c
        values = {"laptop_id": laptop_id, "moves": of.moves + 1, "is_unsure": True}
        self._connection.execute(
            self._holders.update().where(of.laptop_id.is_(None)).values(values)
        )
        if also_unmoved:
            rest = select(self._units.c.id, literal(laptop_id), literal(1), literal(value=True))
            unmoved = rest.where(self._units.c.id.not_in(select(self._unit_id)))
            names = [self._unit_id.name, "laptop_id", "moves", "is_unsure"]
            self._connection.execute(self._holders.insert().from_select(names, unmoved))

    def is_with(self, unit_id: str, laptop_id: str) -> bool:
        """Whether one laptop holds a client or event, and surely got it."""
        query = self._with(laptop_id).where(self._unit_id == unit_id)
        return self._connection.scalar(query) is not None

    def not_with(self, laptop_id: str) -> tuple[str, ...]:
        """Return the clients or events that one laptop does not surely have, oldest first."""
        of = self._units.c
        there = self._with(laptop_id)
        query = select(of.id).where(of.id.not_in(there)).order_by(of.number)
        return tuple(self._connection.execute(query).scalars())

    def with_laptop(self, laptop_id: str) -> tuple[str, ...]:
        """Return the clients or events that another laptop holds."""
        query = select(self._unit_id).where(self._holders.c.laptop_id == laptop_id)
        return tuple(self._connection.execute(query.order_by(self._unit_id)).scalars())

    def _with(self, laptop_id: str) -> Select[tuple[str]]:
        of = self._holders.c
        return select(self._unit_id).where(of.laptop_id == laptop_id, of.is_unsure.is_(False))

    def count_not_with(self, laptop_id: str) -> int:
        """Return how many clients or events another laptop does not surely have.

        Args:
            laptop_id: Empty for any other: how many this laptop holds.
        """
        elsewhere = select(self._unit_id).where(self._holders.c.laptop_id.is_not(None))
        there = self._with(laptop_id) if laptop_id else elsewhere
        query = select(func.count()).where(self._units.c.id.not_in(there))
        return int(self._connection.execute(query).scalar_one())

    def counts_elsewhere(self) -> dict[str, int]:
        """Return how many clients or events each of the other laptops holds, by its id."""
        of = self._holders.c
        query = (
            select(type_coerce(of.laptop_id, Text), func.count())
            .where(of.laptop_id.is_not(None))
            .group_by(of.laptop_id)
        )
        return {laptop_id: count for laptop_id, count in self._connection.execute(query)}  # noqa: C416 - rows, not pairs


class FormerCodes:
    """Codes that clients carry on paper besides their own here, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, code: str, client_id: str) -> None:
        """Keep a code that a client carries on paper, and that somebody else has here."""
        values = {"code": code, "client_id": client_id}
        self._connection.execute(FORMER_CODES.insert().prefix_with("OR IGNORE"), values)

    def carriers(self, typed: str) -> tuple[str, ...]:
        """Return the ids of the clients who carry this code on paper, though it is not theirs here.

        Args:
            typed: As somebody reads it off the paper.
        """
        of = FORMER_CODES.c
        query = select(of.client_id).where(of.code == code_of(typed)).order_by(of.client_id)
        return tuple(self._connection.execute(query).scalars())

    def of_client(self, client_id: str) -> tuple[str, ...]:
        """Return the codes under which a client was known before."""
        of = FORMER_CODES.c
        query = select(of.code).where(of.client_id == client_id).order_by(of.code)
        return tuple(self._connection.execute(query).scalars())
