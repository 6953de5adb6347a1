"""Putting what arrived into the vault: a client with everything, or an event.

The order is that of the promises which the vault keeps: a decision belongs to a screening that
stands, so screenings come without their withdrawal first and are withdrawn last. What is here
already is compared version by version.
"""

from dataclasses import replace

from clinic_app.hand_off.content import Unit
from clinic_app.hand_off.errors import ParcelDamagedError
from clinic_app.hand_off.record_parts import Record, record_of, type_of
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.retention import Hold
from clinic_app.records.screening import Decision, Screening
from clinic_app.records.service import Service
from clinic_app.records.shown_paper import ShownPaper
from clinic_app.records.versions import History
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.store_errors import RecordMissingError
from clinic_app.workflows.laptop_errors import EditedTwiceError
from clinic_app.workflows.moving import history_now, records_of
from clinic_app.workflows.session import Session


def take_unit(session: Session, opened: OpenVault, unit: Unit) -> int:
    """Put one unit in; return 1 where a client was given another code for it.

    Raises:
        ParcelDamagedError: Its records are none, or not those of one client or event.
        EditedTwiceError: A record of it was changed here too.
    """
    is_event = unit.histories[0].kind == "event"
    holders, about = (
        (opened.event_holders, About.KYR_EVENT) if is_event else (opened.holders, About.CLIENT)
    )
    known = {record.id: record for record in _known(opened, unit.id, is_event=is_event)}
    merged = tuple(_merged(opened, known, history) for history in unit.histories)
    if any(history.open_parts for history in merged):
        raise EditedTwiceError
    records = tuple(_record(history) for history in merged)
    moves = max(unit.moves, holders.moves_of(unit.id))
    if known:
        holders.give(unit.id, "", moves)  # first: what another laptop holds cannot be changed
    new_codes = _put(opened, unit, known, records)
    for history in merged:
        opened.histories.save(history)
    holders.give(unit.id, "", moves)
    session.note(opened, Act.TAKEN_IN, about, unit.id)
    return new_codes


def _known(opened: OpenVault, unit_id: str, *, is_event: bool) -> tuple[Record, ...]:
    try:
        return (opened.kyr_events.get(unit_id),) if is_event else records_of(opened, unit_id)
    except RecordMissingError:
        return ()


def _merged(opened: OpenVault, known: dict[str, Record], arrived: History) -> History:
    record = known.get(arrived.record_id)
    if record is None:
        return arrived
    return history_now(opened, record, arrived.unit_id).merged(arrived)


def _record(history: History) -> Record:
    parts = {name: part.value for name, part in history.parts.items()}
    record = record_of(type_of(history.kind), parts)
    if record.id != history.record_id:
        raise ParcelDamagedError
    return record


def _put(
    opened: OpenVault, unit: Unit, known: dict[str, Record], records: tuple[Record, ...]
) -> int:
    new_codes = 0
    for record in records:
        kept = known.get(record.id)
        if isinstance(record, Client):
            new_codes += _put_client(opened, unit, record, is_new=kept is None)
        elif kept is None:
            _add(opened, record)
        else:
            _save(opened, record, kept)
    for record in records:
        if isinstance(record, Screening) and record.withdrawn is not None:
            opened.screenings.save(record)
    return new_codes


def _put_client(opened: OpenVault, unit: Unit, client: Client, *, is_new: bool) -> int:
    carried = client.code
    other = opened.clients.by_code(carried)
    is_taken = other is not None and other.id != client.id
    if is_taken:
        client = replace(client, code=opened.clients.new_code())
    if not _is_there(opened, client.household_id):
        client = replace(client, household_id=client.id)
    if is_new:
        opened.clients.add(client)
    else:
        opened.clients.save(client)
    for code in (*unit.codes, *((carried,) if is_taken else ())):
        opened.former_codes.add(code, client.id)
    return int(is_taken)


def _is_there(opened: OpenVault, client_id: str) -> bool:
    try:
        opened.clients.get(client_id)
    except RecordMissingError:
        return False
    return True


def _add(opened: OpenVault, record: Record) -> None:
    if isinstance(record, Screening):
        opened.screenings.add(replace(record, withdrawn=None))
    elif isinstance(record, Decision):
        opened.decisions.add(record)
    elif isinstance(record, Service):
        opened.services.add(record)
    elif isinstance(record, ShownPaper):
        opened.shown_papers.add(record)
    elif isinstance(record, Hold):
        opened.holds.add(record)
        if record.lifted is not None:
            opened.holds.lift(record.id, record.lifted)
    elif isinstance(record, KyrEvent):
        opened.kyr_events.add(record)


def _save(opened: OpenVault, record: Record, kept: Record) -> None:
    """Keep what became of a record; a decision never changes."""
    if isinstance(record, Screening) and isinstance(kept, Screening):
        opened.screenings.save(replace(record, withdrawn=kept.withdrawn))
    elif isinstance(record, Service):
        opened.services.save(record)
    elif isinstance(record, ShownPaper):
        opened.shown_papers.save(record)
    elif isinstance(record, Hold) and isinstance(kept, Hold):
        if record.lifted is not None and kept.lifted is None:
            opened.holds.lift(record.id, record.lifted)
    elif isinstance(record, KyrEvent):
        opened.kyr_events.save(record)
