"""Who stands for whom: several files of one person, of which one speaks for all."""

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, func, select, union_all

from clinic_app.vault.pair_tables import MERGES

_OF = MERGES.c
_HOLDS = _OF.undone_day.is_(None)


def merged_ids() -> Select[tuple[str]]:
    """Return the query for every file that was taken into another."""
    return select(_OF.merged_id).where(_HOLDS)


def stands_for(client_id: str) -> ColumnElement[str]:
    """Return, as SQL, the id of the file that speaks for *client_id*; itself mostly."""
    other = select(_OF.stands_id).where(_OF.merged_id == client_id, _HOLDS)
    return func.coalesce(other.scalar_subquery(), client_id)


def ids_of(connection: Connection, client_id: str) -> tuple[str, ...]:
    """Return every id of the person behind *client_id*, the one that stands first."""
    standing = connection.scalar(select(stands_for(client_id))) or client_id
    taken_in = select(_OF.merged_id).where(_OF.stands_id == standing, _HOLDS)
    return (standing, *connection.scalars(taken_in.order_by(_OF.number)))


def kin() -> CompoundSelect[tuple[str, str]]:
    """Return the query for every two files of one person, both ways round."""
    holds, other = MERGES.alias("holds"), MERGES.alias("other")
    return union_all(
        select(_OF.merged_id.label("one_id"), _OF.stands_id.label("other_id")).where(_HOLDS),
        select(_OF.stands_id, _OF.merged_id).where(_HOLDS),
        select(holds.c.merged_id, other.c.merged_id).where(
            holds.c.stands_id == other.c.stands_id,
            holds.c.merged_id != other.c.merged_id,
            holds.c.undone_day.is_(None),
            other.c.undone_day.is_(None),
        ),
    )


def all_merged(connection: Connection) -> dict[str, str]:
    """Return the file that speaks for each that was taken into another, by id."""
    query = select(_OF.merged_id, _OF.stands_id).where(_HOLDS)
    return {row.merged_id: row.stands_id for row in connection.execute(query)}
