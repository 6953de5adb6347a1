"""A client with everything that moves along: as one unit, and as histories of its records."""

import secrets

from clinic_app.hand_off.content import Unit
from clinic_app.hand_off.record_parts import Record, kind_of, parts_of
from clinic_app.records.audit import Entry
from clinic_app.records.merge import Merge
from clinic_app.records.pair import PairAnswer
from clinic_app.records.versions import History, Register
from clinic_app.vault.open_vault import OpenVault

_VERSION_BYTES = 8
_MOST_LINES = 1000
"""Of the audit log, about one client."""


def new_version() -> str:
    """Return the random name of one change of a value."""
    return secrets.token_hex(_VERSION_BYTES)


def records_of(opened: OpenVault, client_id: str) -> tuple[Record, ...]:
    """Return everything that moves with a client, the client first.

    Screenings run again by later rules stay: each laptop's own rules make them anew. Of files that
    were merged each moves by itself; see :func:`merges_of`.
    """
    client = opened.clients.itself(client_id)
    screenings = [
        one for one in opened.screenings.of_client(client_id) if one.client_id == client_id
    ]
    decisions = (one for sitting in screenings for one in opened.decisions.of_screening(sitting.id))
    services = (one for one in opened.services.of_client(client_id) if one.client_id == client_id)
    papers = (one for one in opened.shown_papers.of_client(client_id) if one.client_id == client_id)
    return (
        client,
        *screenings,
        *decisions,
        *services,
        *papers,
        *opened.holds.of_client(client_id),
    )


def history_now(opened: OpenVault, record: Record, unit_id: str) -> History:
    """Return all that is known of a record, with what it holds now as its newest version."""
    version = new_version()
    known = opened.histories.get(record.id)
    parts = parts_of(record)
    if known is not None:
        return known.written(parts, version)
    registers = {name: Register.of(value, version) for name, value in parts.items()}
    return History(kind_of(type(record)), record.id, unit_id, registers)


def client_unit(opened: OpenVault, client_id: str, moves: int) -> Unit:
    """Return a client with everything, and keep what is known of each record.

    Args:
        opened: Of a worker with the representative key.
        client_id: Whom.
        moves: How often the client has changed laptops, this time included.
    """
    histories = tuple(_kept(opened, record, client_id) for record in records_of(opened, client_id))
    return Unit(client_id, moves, opened.former_codes.of_client(client_id), histories)


def event_unit(opened: OpenVault, event_id: str, moves: int) -> Unit:
    """Return an event whose count is final; see :func:`client_unit`."""
    history = _kept(opened, opened.kyr_events.get(event_id), event_id)
    return Unit(event_id, moves, (), (history,))


def merges_of(opened: OpenVault, units: tuple[Unit, ...]) -> tuple[Merge, ...]:
    """Return what was said about files of one person, one of them among *units*, oldest first.

    The other is among them too, or moved before; one that is still to move takes it along then.
    """
    ids = {unit.id for unit in units}
    found = {one.id: one for unit in units for one in opened.merges.touching(unit.id)}
    told = (one for one in found.values() if _have_moved(opened, ids, one.kept_id, one.merged_id))
    return tuple(sorted(told, key=lambda one: (one.stamp.at, one.id)))


def answers_of(opened: OpenVault, units: tuple[Unit, ...]) -> tuple[PairAnswer, ...]:
    """Return what was said about two people, one of them among *units*; see :func:`merges_of`."""
    ids = {unit.id for unit in units}
    return tuple(
        one
        for one in opened.pairs.answers_of(ids)
        if _have_moved(opened, ids, one.one_id, one.other_id)
    )


def _have_moved(opened: OpenVault, moving: set[str], *client_ids: str) -> bool:
    return all(one in moving or opened.holders.moves_of(one) for one in client_ids)


def log_of(opened: OpenVault, unit: Unit) -> tuple[Entry, ...]:
    """Return what the audit log says of a unit's records, oldest first."""
    ids = [history.record_id for history in unit.histories]
    found = opened.audit.found(subject_ids=ids, limit=_MOST_LINES)
    return tuple(link.entry for link in reversed(found))


def _kept(opened: OpenVault, record: Record, unit_id: str) -> History:
    history = history_now(opened, record, unit_id)
    opened.histories.save(history)
    return history
