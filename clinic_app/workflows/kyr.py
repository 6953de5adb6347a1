"""Know Your Rights events: heads counted by language, never a name."""

import secrets
from dataclasses import replace

from clinic_app.files.names import kept_name
from clinic_app.records.audit import About, Act
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.counties import check_county
from clinic_app.workflows.elsewhere import refuse_event_elsewhere
from clinic_app.workflows.errors import (
    AlreadyFinishedError,
    HeadCountError,
    NameMissingError,
    RecordWithdrawnError,
)
from clinic_app.workflows.session import Session
from clinic_app.workflows.withdrawing import withdrawal


def events(session: Session) -> tuple[KyrEvent, ...]:
    """Return every event, newest first, those withdrawn included."""
    with session.reading() as opened:
        return opened.kyr_events.all()


def get(session: Session, event_id: str) -> KyrEvent:
    """Return one event.

    Raises:
        RecordMissingError: There is no such event.
    """
    with session.reading() as opened:
        return opened.kyr_events.get(event_id)


def begin(session: Session, title: str, languages: tuple[str, ...], county: str = "") -> KyrEvent:
    """Begin an event of today with a counter for each language, in this order.

    Args:
        session: Who counts, when and where.
        title: The place or the host, never a person.
        languages: BCP 47 tags; more can be added while counting.
        county: Five digits; empty where not said.

    Raises:
        NameMissingError: The title is empty.
        CountyError: There is no such county.
    """
    check_county(county)
    if not kept_name(title):
        raise NameMissingError("event")
    event = KyrEvent(
        id=secrets.token_hex(16),
        day=session.today.day,
        title=title.strip(),
        county=county,
        attendance=tuple(Attendance(language) for language in dict.fromkeys(languages)),
        stamp=session.stamp(),
    )
    with session.transaction() as opened:
        opened.kyr_events.add(event)
        session.note(opened, Act.ADDED, About.KYR_EVENT, event.id)
    return event


def save(session: Session, event: KyrEvent) -> KyrEvent:
    """Keep the heads counted so far; called after every press.

    Only the numbers change; those trained may be pressed before the others are counted.

    Raises:
        HeadCountError: A number is below zero.
        AlreadyFinishedError: The count is final.
        RecordWithdrawnError: The event was withdrawn.
    """
    numbers = [row.adults for row in event.attendance] + [row.children for row in event.attendance]
    if min([event.trained, *numbers]) < 0:
        raise HeadCountError
    with session.transaction() as opened:
        kept = _open_event(opened, event.id)
        counted = replace(kept, attendance=event.attendance, trained=event.trained)
        return _saved(session, opened, counted)


def finish(session: Session, event_id: str) -> KyrEvent:
    """Make the count of an event final.

    Raises:
        HeadCountError: More were trained than were there.
        AlreadyFinishedError: The count is final.
        RecordWithdrawnError: The event was withdrawn.
    """
    with session.transaction() as opened:
        event = _open_event(opened, event_id)
        if event.trained > event.heads:
            raise HeadCountError
        return _saved(session, opened, replace(event, is_finished=True))


def withdraw(session: Session, event_id: str, reason: str) -> KyrEvent:
    """Take a wrong event out; it stays readable and counts no more.

    Raises:
        ReasonMissingError: The reason is empty.
        RecordWithdrawnError: It was withdrawn before.
    """
    with session.transaction() as opened:
        event = opened.kyr_events.get(event_id)
        refuse_event_elsewhere(opened, event_id)
        taken_out = replace(event, withdrawn=withdrawal(session, reason, event.withdrawn))
        return _saved(session, opened, taken_out, Act.WITHDRAWN)


def _open_event(opened: OpenVault, event_id: str) -> KyrEvent:
    event = opened.kyr_events.get(event_id)
    if event.withdrawn is not None:
        raise RecordWithdrawnError
    if event.is_finished:
        raise AlreadyFinishedError
    return event


def _saved(
    session: Session, opened: OpenVault, event: KyrEvent, act: Act = Act.CHANGED
) -> KyrEvent:
    opened.kyr_events.save(event)
    session.note(opened, act, About.KYR_EVENT, event.id)
    return event
