"""Clients: registering, finding, correcting, the next date, and taking a wrong one out."""

import secrets
from dataclasses import replace
from datetime import date, timedelta

from clinic_app.files.names import kept_name
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.merge import Said
from clinic_app.records.screening import ScreeningState
from clinic_app.tallies.breakdowns import Gender
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.counties import check_county
from clinic_app.workflows.elsewhere import refuse_elsewhere
from clinic_app.workflows.errors import (
    BirthDateError,
    ComeBackDayError,
    ConsentStandsError,
    NameMissingError,
    RecordWithdrawnError,
)
from clinic_app.workflows.holds import refuse_held
from clinic_app.workflows.session import Session
from clinic_app.workflows.withdrawing import withdrawal

_LONGEST_LIFE = timedelta(days=130 * 366)
_CONSENT_TAKEN_BACK = "The client no longer wants a record."


def register(
    session: Session,
    *,
    name: str,
    birth_date: date | None,
    language: str,
    needs_interpreter: bool,
    consent: Consent,
    phone: str,
    gender: Gender | None = None,
    county: str = "",
    member_of: Client | None = None,
) -> Client:
    """Register somebody new, with a come-back code of their own.

    Of a client who refuses a record neither name nor birth date nor phone is kept, whatever
    was typed; only that somebody was here, in which language.

    Args:
        session: Who registers, when and where.
        name: As the client wants it written.
        birth_date: None where it is not known.
        language: BCP 47 tag of the language the client reads.
        needs_interpreter: Whether somebody interprets.
        consent: Whether a record may be kept.
        phone: May be empty.
        gender: None for a client who did not say.
        county: Five digits; empty for a client who did not say.
        member_of: Somebody of the same household; None for a household of their own.

    Raises:
        NameMissingError: A record is to be kept and the name is empty.
        BirthDateError: It lies in the future, or more than 130 years back.
        CountyError: There is no such county.
    """
    check_county(county)
    client_id = secrets.token_hex(16)
    with session.transaction() as opened:
        client = Client(
            id=client_id,
            code=opened.clients.new_code(),
            name=kept_name(name),
            household_id=member_of.household_id if member_of else client_id,
            birth_date=birth_date,
            language=language,
            needs_interpreter=needs_interpreter,
            consent=consent,
            phone=phone.strip(),
            gender=gender,
            county=county,
            registered=session.stamp(),
        )
        client = _as_consented(client, session.today.day)
        opened.clients.add(client)
        session.note(opened, Act.ADDED, About.CLIENT, client_id)
    return client


def correct(
    session: Session,
    client_id: str,
    *,
    name: str,
    birth_date: date | None,
    language: str,
    needs_interpreter: bool,
    consent: Consent,
    phone: str,
    gender: Gender | None,
    county: str,
) -> Client:
    """Correct what was registered.

    A client who takes consent back before anything is finished leaves neither name nor
    answers: drafts are emptied and withdrawn, and the papers shown are forgotten.

    Raises:
        NameMissingError: A record is to be kept and the name is empty.
        BirthDateError: It lies in the future, or more than 130 years back.
        RecordWithdrawnError: The client was withdrawn.
        ClientHeldError: Consent is taken back, and a legal hold keeps what is on file.
        ConsentStandsError: Consent is taken back after a screening was finished.
        CountyError: There is no such county.
    """
    check_county(county)
    with session.transaction() as opened:
        kept = standing_client(opened, client_id)
        changed = replace(
            kept,
            name=kept_name(name),
            birth_date=birth_date,
            language=language,
            needs_interpreter=needs_interpreter,
            consent=consent,
            phone=phone.strip(),
            gender=gender,
            county=county,
        )
        if (kept.consent, consent) == (Consent.GIVEN, Consent.REFUSED):
            refuse_held(opened, client_id)
            _empty_drafts(session, opened, client_id)
        changed = _as_consented(changed, session.today.day)
        opened.clients.save(changed)
        if changed.consent is Consent.REFUSED:
            _empty_other_files(opened, changed)
        session.note(opened, Act.CHANGED, About.CLIENT, client_id)
    return changed


def set_come_back(session: Session, client_id: str, day: date | None, note: str) -> Client:
    """Agree on the next date with a client; None takes it off.

    Raises:
        ComeBackDayError: *day* has passed.
        RecordWithdrawnError: The client was withdrawn.
    """
    if day is not None and day < session.today.day:
        raise ComeBackDayError
    with session.transaction() as opened:
        client = standing_client(opened, client_id)
        changed = replace(
            client,
            come_back_on=day,
            come_back_note=words_to_keep(client, note) if day is not None else "",
        )
        opened.clients.save(changed)
        session.note(opened, Act.CHANGED, About.CLIENT, client_id)
    return changed


def withdraw(session: Session, client_id: str, reason: str) -> Client:
    """Take out a client who should not be there, and every record of theirs that stands.

    Raises:
        ReasonMissingError: The reason is empty.
        RecordWithdrawnError: The client was withdrawn before.
    """
    with session.transaction() as opened:
        client = opened.clients.get(client_id)
        refuse_elsewhere(opened, client_id)
        taken_out = withdrawal(session, reason, client.withdrawn)
        for screening in opened.screenings.of_client(client_id):
            if screening.withdrawn is None:
                opened.screenings.save(replace(screening, withdrawn=taken_out))
        for service in opened.services.of_client(client_id):
            if service.withdrawn is None:
                opened.services.save(replace(service, withdrawn=taken_out))
        for paper in opened.shown_papers.of_client(client_id):
            if paper.withdrawn is None:
                opened.shown_papers.save(replace(paper, withdrawn=taken_out))
        client = replace(client, withdrawn=taken_out, come_back_on=None, come_back_note="")
        opened.clients.save(client)
        session.note(opened, Act.WITHDRAWN, About.CLIENT, client_id)
    return client


def search(session: Session, text: str) -> tuple[Client, ...]:
    """Return the clients that fit what is typed, best first; the newest for nothing typed."""
    with session.reading() as opened:
        return opened.clients.search(text) if text.strip() else opened.clients.recent()


def get(session: Session, client_id: str) -> Client:
    """Return one client."""
    with session.reading() as opened:
        return opened.clients.get(client_id)


def household(session: Session, client: Client) -> tuple[Client, ...]:
    """Return the others of a client's household who were not withdrawn."""
    with session.reading() as opened:
        members = opened.clients.household(client.household_id)
    return tuple(
        member for member in members if member.id != client.id and member.withdrawn is None
    )


def coded(opened: OpenVault, code: str) -> tuple[Client, ...]:
    """Return who has a come-back code here, then those who carry it on paper from before."""
    client = opened.clients.by_code(code)
    carriers = map(opened.clients.get, opened.former_codes.carriers(code))
    return (*(() if client is None else (client,)), *carriers)


def standing_client(opened: OpenVault, client_id: str) -> Client:
    """Return a client for whom something can still be done.

    Raises:
        RecordWithdrawnError: The client was withdrawn.
        HandedOverError: Another laptop holds the client.
    """
    client = opened.clients.get(client_id)
    if client.withdrawn is not None:
        raise RecordWithdrawnError
    refuse_elsewhere(opened, client_id)
    return client


def words_to_keep(client: Client, words: str) -> str:
    """Return a worker's free words as they may be kept: none where no record is wanted."""
    return words.strip() if client.consent is Consent.GIVEN else ""


def _as_consented(client: Client, today: date) -> Client:
    if client.consent is Consent.REFUSED:
        return replace(client, name="", birth_date=None, phone="", come_back_note="")
    if not client.name:
        raise NameMissingError("client")
    born = client.birth_date
    if born is not None and not today - _LONGEST_LIFE <= born <= today:
        raise BirthDateError
    return client


def _empty_drafts(session: Session, opened: OpenVault, client_id: str) -> None:
    screenings = opened.screenings.of_client(client_id)
    if any(screening.state is ScreeningState.FINISHED for screening in screenings):
        raise ConsentStandsError
    for draft in screenings:
        taken_out = draft.withdrawn or withdrawal(session, _CONSENT_TAKEN_BACK, None)
        opened.screenings.save(draft.without_answers(taken_out))
    opened.shown_papers.forget_of(client_id)


def _empty_other_files(opened: OpenVault, client: Client) -> None:
    """Keep of a client's other files no more than of the one that stands for them."""
    ids = opened.merges.ids_of(client.id)
    opened.merges.forget_ways_back(ids)
    for other_id in ids[1:]:
        other = opened.clients.itself(other_id)
        empty = replace(Said.of(client), language=other.language, needs_interpreter=False)
        opened.clients.save(replace(empty.onto(other), consent=client.consent))
