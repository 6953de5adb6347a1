"""What hangs on a client, found by the foreign keys that the database itself has.

So a table that a later version adds is found without being named here. A client's own row points
at another client as a member of that one's household, who stays when that one goes. The files of
one person go together: see :mod:`clinic_app.vault.standing`.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from clinic_app.vault import standing
from clinic_app.vault.orphans import references

CLIENTS = "clients"

_OF_THEM = "(SELECT value FROM json_each(:ids))"


@dataclass(frozen=True, slots=True)
class Hanging:
    """The rows of one table that hang on some clients.

    Attributes:
        table: Its name.
        condition: SQL that is true of them, with the clients' ids as ``:ids``.
    """

    table: str
    condition: str


@dataclass(frozen=True, slots=True)
class Owned:
    """One table, and SQL that tells whose a row of it is.

    Attributes:
        table: Its name.
        source: It, joined with what leads to its client.
        owner: The client's id.
    """

    table: str
    source: str
    owner: str


def hanging(connection: Connection) -> tuple[Hanging, ...]:
    """Return every table with rows of clients, those first on which no other hangs."""
    keys = _keys_to_parents(connection)
    reached = [CLIENTS]
    while found := [
        table
        for table, parents in keys.items()
        if table not in reached and any(parent in reached for parent, _pairs in parents)
    ]:
        reached += found
    conditions = {CLIENTS: f'"id" IN {_OF_THEM}'}
    ordered = [CLIENTS]
    while waiting := [table for table in reached if table not in ordered]:
        for table in waiting:
            parents = [(parent, pairs) for parent, pairs in keys[table] if parent in reached]
            if all(parent in ordered for parent, _pairs in parents):
                conditions[table] = " OR ".join(_hangs(conditions, *one) for one in parents)
                ordered.append(table)
    return tuple(Hanging(table, conditions[table]) for table in reversed(ordered))


def owned(connection: Connection) -> tuple[Owned, ...]:
    """Return every table with rows of clients, and whose each row is."""
    keys = _keys_to_parents(connection)
    found = {CLIENTS: Owned(CLIENTS, '"clients"', '"clients"."id"')}
    for one in reversed(hanging(connection)):
        if one.table not in found:
            parent, pairs = next(key for key in keys[one.table] if key[0] in found)
            if parent == CLIENTS and pairs[0][1] == "id":
                owner = f'"{one.table}"."{pairs[0][0]}"'
                found[one.table] = Owned(one.table, f'"{one.table}"', owner)
                continue
            same = " AND ".join(f'"{one.table}"."{here}" = "{parent}"."{to}"' for here, to in pairs)
            joined = f'"{one.table}" JOIN ({found[parent].source}) ON {same}'
            found[one.table] = Owned(one.table, joined, found[parent].owner)
    return tuple(found.values())


def together(connection: Connection, client_ids: Collection[str]) -> tuple[str, ...]:
    """Return *client_ids* and every other file of the same people."""
    found = (standing.ids_of(connection, client_id) for client_id in client_ids)
    return tuple(sorted({one for ids in found for one in ids}))


def ids_of(client_ids: Collection[str]) -> dict[str, str]:
    """Return the one parameter of every condition."""
    return {"ids": json.dumps(sorted(client_ids))}


def _hangs(conditions: dict[str, str], parent: str, pairs: list[tuple[str, str]]) -> str:
    here = ", ".join(f'"{column}"' for column, _there in pairs)
    if parent == CLIENTS and pairs[0][1] == "id":
        return f"{here} IN {_OF_THEM}"
    there = ", ".join(f'"{column}"' for _here, column in pairs)
    return f'({here}) IN (SELECT {there} FROM "{parent}" WHERE {conditions[parent]})'  # noqa: S608 - ours


def _keys_to_parents(connection: Connection) -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    """Return the foreign keys of each table but those to itself."""
    driver = _driver(connection)
    return {
        table: [key for key in references(driver, table).values() if key[0] != table]
        for table in _tables(connection)
    }


def _tables(connection: Connection) -> Iterator[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    yield from connection.exec_driver_sql(query).scalars()


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
