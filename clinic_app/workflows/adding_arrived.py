"""A record that came from another laptop and is not here yet: whether it can stand here, and how.

Two laptops that did not know of each other may each be right and still leave no room for both: a
decision about a screening that was answered otherwise here, answers of somebody who wants no
record any more, a second legal hold. Such a record is refused by itself; see
:mod:`clinic_app.workflows.waiting_records`.
"""

from dataclasses import replace

from clinic_app.hand_off.errors import ParcelDamagedError
from clinic_app.hand_off.record_parts import Record, record_of, type_of
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.retention import Hold, Lifting
from clinic_app.records.screening import Decision, Screening, ScreeningState
from clinic_app.records.service import Service
from clinic_app.records.shown_paper import ShownPaper
from clinic_app.records.versions import History
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.store_errors import (
    ClientHeldError,
    ConsentRefusedError,
    RecordFinalError,
    RecordMissingError,
)
from clinic_app.workflows.retention_errors import AlreadyHeldError

STORES: dict[type[Record], str] = {
    Client: "clients",
    Screening: "screenings",
    Decision: "decisions",
    Service: "services",
    ShownPaper: "shown_papers",
    Hold: "holds",
    KyrEvent: "kyr_events",
}

Refusals = (
    RecordFinalError,
    ConsentRefusedError,
    RecordMissingError,
    AlreadyHeldError,
    ClientHeldError,
)
"""What one record alone is refused with."""


def record_in(history: History) -> Record:
    """Return the record that a history shows.

    Raises:
        ParcelDamagedError: It shows none, or another one.
    """
    parts = {name: part.value for name, part in history.parts.items()}
    record = record_of(type_of(history.kind), parts)
    if record.id != history.record_id:
        raise ParcelDamagedError
    return record


def add(opened: OpenVault, record: Record, about: str) -> None:
    """Keep a record that is not here yet; a screening without its withdrawal.

    Args:
        opened: Of a worker with the representative key.
        record: What arrived.
        about: Of a decision, the digest of the screening that was decided; else empty.

    Raises:
        RecordFinalError: It is a decision about what is not here so.
        RecordMissingError: It is a decision about a screening that is not here.
        ConsentRefusedError: More would be kept than the client allows.
        AlreadyHeldError: A legal hold stands already.
    """
    match record:
        case Decision():
            _add_decision(opened, record, about)
            return
        case Hold(lifted=None):
            _refuse_second(opened, record)
        case Screening():
            record = replace(record, withdrawn=None)
            if _is_late_count(opened, record):
                opened.screenings.add_count(record)
                return
        case _:
            pass
    getattr(opened, STORES[type(record)]).add(record)


def end_hold(opened: OpenVault, hold: Hold, lifting: Lifting | None) -> None:
    """Let a hold that is here end as another laptop, or a person, says; None lets it stand.

    Raises:
        AlreadyHeldError: It would stand again, and another one stands.
    """
    if lifting == hold.lifted:
        return
    if hold.lifted is not None:
        if lifting is None:
            _refuse_second(opened, hold)
        opened.holds.settle(hold.id, lifting)
    elif lifting is not None:
        opened.holds.lift(hold.id, lifting)


def _refuse_second(opened: OpenVault, hold: Hold) -> None:
    if any(one.lifted is None for one in opened.holds.of_client(hold.client_id)):
        raise AlreadyHeldError


def _is_late_count(opened: OpenVault, screening: Screening) -> bool:
    """Whether only a count is kept of a screening, of somebody who wants a record by now."""
    is_count = screening.state is ScreeningState.FINISHED and screening.outcome is None
    return is_count and opened.clients.itself(screening.client_id).consent is Consent.GIVEN


def _add_decision(opened: OpenVault, decision: Decision, about: str) -> None:
    screening = opened.screenings.get(decision.screening_id)
    is_same = opened.screenings.digest(screening.id).hex() == about
    if screening.state is not ScreeningState.FINISHED or not is_same:
        raise RecordFinalError("decisions")
    if screening.withdrawn is None:
        opened.decisions.add(decision)
    else:
        opened.decisions.add_late(decision)
