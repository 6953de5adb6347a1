"""A value that was written on two laptops: both stand until a person picks one.

A record for which there is no room here stands beside nothing: see
:mod:`clinic_app.workflows.waiting_records`.

Only a restored copy makes it possible, for a client has one owner at a time. The record shows
one of them meanwhile; what is picked is remembered, so that the same question never comes twice.
"""

from dataclasses import dataclass, replace
from enum import Enum

from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.hand_off.record_parts import WHOLE, Record
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.versions import History
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.store_errors import RecordFinalError
from clinic_app.workflows import waiting_records
from clinic_app.workflows.adding_arrived import Refusals, record_in
from clinic_app.workflows.arriving import become
from clinic_app.workflows.elsewhere import refuse_elsewhere, refuse_event_elsewhere
from clinic_app.workflows.laptop_errors import HandedOverError, VersionGoneError
from clinic_app.workflows.moving import history_now, new_version, records_of
from clinic_app.workflows.session import Session

MOST = 50
"""Records that are read at once; whoever picked in these asks for the next."""


class Final(Enum):
    """Why a record stays what it shows, whatever a person would pick."""

    FINISHED = "finished"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # another file stands for this client
    OTHER_ANSWERS = "other_answers"  # than those a decision that waits is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One value that stands.

    Attributes:
        owner: The client, or the event.
        kind: Of the record: ``client``, ``screening`` ...
        part: Of the record; ``whole`` for all of it.
        value: As the file spells it.
        record: What the record would be with this value; of one that would be left out, what it
            is elsewhere.
        is_left_out: Whether the value is that the record is not here.
        is_shown: Whether that is what the record shows now.
        kept: The record as it is here; None where it waits.
        final: Why the record cannot become this, so that it is there to be read only; None where
            it can, as far as the record itself goes.
    """

    owner: Client | KyrEvent
    record_id: str
    kind: str
    part: str
    value: str
    record: Record
    is_shown: bool
    is_left_out: bool = False
    kept: Record | None = None
    final: Final | None = None


def look(session: Session) -> tuple[Version, ...]:
    """Return the values that wait, those of one record and part together, the one shown first.

    Each is tried, so that none is offered which the record cannot become; nothing is written.

    Raises:
        KeyNotHeldError: The worker's passphrase does not open legal notes.
    """
    session.vault.require(REPRESENTATIVE_KEY)
    with session.reading() if session.is_only_read else session.transaction() as opened:
        found = [
            (history, version)
            for history in opened.histories.open_ones(MOST)
            for version in _versions(opened, history)
        ]
        if session.is_only_read:
            return tuple(version for _history, version in found)
        return tuple(
            replace(version, final=_final(opened, history, version)) for history, version in found
        )


def pick(session: Session, chosen: Version) -> None:
    """Keep one of the values that stand, and let the others go.

    Raises:
        KeyNotHeldError: The worker's passphrase does not open legal notes.
        HandedOverError: Another laptop holds the client or the event.
        VersionGoneError: It stands no longer: somebody picked meanwhile.
        RecordFinalError: The record is final and cannot become this; keep what it shows.
        ConsentRefusedError: More would be kept than the client allows.
        RecordMissingError: It is about a record that is not here.
        AlreadyHeldError: A second legal hold has no room beside the one that stands.
        ClientHeldError: A legal hold keeps what would be emptied.
    """
    session.vault.require(REPRESENTATIVE_KEY)
    with session.transaction() as opened:
        history = opened.histories.get(chosen.record_id)
        if history is None:
            raise VersionGoneError
        if waiting_records.is_waiting(history):
            _settle(session, opened, history, chosen)
            return
        kept = _record_of(opened, history)
        now = history_now(opened, kept, history.unit_id)
        if chosen.part not in now.open_parts or chosen.value not in now.parts[chosen.part].values:
            raise VersionGoneError
        _refuse_elsewhere(opened, history)
        picked = now.picked(chosen.part, chosen.value, new_version())
        record = record_in(picked)
        if record != kept:
            become(opened, record, kept)
        opened.histories.save(picked)
        if not isinstance(kept, KyrEvent):
            waiting_records.put_in_all(opened, history.unit_id)
        about = About.KYR_EVENT if isinstance(kept, KyrEvent) else About.CLIENT
        session.note(opened, Act.CHANGED, about, history.unit_id)


def _final(opened: OpenVault, history: History, version: Version) -> Final | None:
    """Return why the record cannot become this; nothing that a person may change is a reason."""
    if version.is_shown:
        return None
    try:
        _refuse_elsewhere(opened, history)
        with opened.on_trial():
            if version.kept is None:
                waiting_records.put_in(opened, history, version.value)
            else:
                become(opened, version.record, version.kept)
    except RecordFinalError:
        return _why_final(opened, version.kept)
    except (*Refusals, HandedOverError):
        return None  # told when it is picked: a hold may be lifted, a client comes back
    return None


def _why_final(opened: OpenVault, kept: Record | None) -> Final:
    if kept is None:
        return Final.OTHER_ANSWERS
    if getattr(kept, "withdrawn", None) is not None:
        return Final.WITHDRAWN
    is_merged = kept.id in opened.merges.all_merged()
    return Final.MERGED if is_merged else Final.FINISHED


def _settle(session: Session, opened: OpenVault, history: History, chosen: Version) -> None:
    """Put in a record that waits, or leave it out for good."""
    if chosen.part not in history.open_parts:
        raise VersionGoneError
    if chosen.value not in history.parts[chosen.part].values:
        raise VersionGoneError
    refuse_elsewhere(opened, history.unit_id)
    if chosen.value == waiting_records.LEFT_OUT:
        opened.histories.save(waiting_records.left_out(history))
    else:
        waiting_records.put_in(opened, history, chosen.value)
    waiting_records.put_in_all(opened, history.unit_id)
    session.note(opened, Act.CHANGED, About.CLIENT, history.unit_id)


def _waiting(opened: OpenVault, history: History) -> tuple[Version, ...]:
    part, values = WHOLE, history.parts[WHOLE].values
    records = {
        value: record_in(history.picked(part, value, new_version()))
        for value in values
        if value != waiting_records.LEFT_OUT
    }
    first = next(iter(records.values()))
    return tuple(
        Version(
            owner=_owner_of(opened, history),
            record_id=history.record_id,
            kind=history.kind,
            part=part,
            value=value,
            record=records.get(value, first),
            is_shown=value not in records,
            is_left_out=value not in records,
        )
        for value in values
    )


def _versions(opened: OpenVault, history: History) -> tuple[Version, ...]:
    if waiting_records.is_waiting(history):
        return _waiting(opened, history)
    kept = _record_of(opened, history)
    now = history_now(opened, kept, history.unit_id)
    owner = _owner_of(opened, history)
    return tuple(
        Version(
            owner=owner,
            record_id=history.record_id,
            kind=history.kind,
            part=name,
            value=value,
            record=record_in(now.picked(name, value, new_version())),
            is_shown=value == now.parts[name].value,
            kept=kept,
        )
        for name in now.open_parts
        for value in now.parts[name].values
    )


def _owner_of(opened: OpenVault, history: History) -> Client | KyrEvent:
    if history.kind == "event":
        return opened.kyr_events.get(history.unit_id)
    return opened.clients.get(history.unit_id)


def _record_of(opened: OpenVault, history: History) -> Record:
    if history.kind == "event":
        return opened.kyr_events.get(history.record_id)
    records = records_of(opened, history.unit_id)
    return next(record for record in records if record.id == history.record_id)


def _refuse_elsewhere(opened: OpenVault, history: History) -> None:
    if history.kind == "event":
        refuse_event_elsewhere(opened, history.unit_id)
    else:
        refuse_elsewhere(opened, history.unit_id)
