"""Screenings: begun, answered question by question, finished once, never rewritten."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from clinic_app.crypto.keyring_errors import KeyNotHeldError
from clinic_app.crypto.slots import SCREENING_KEY
from clinic_app.interview.answers import Answer, Answers
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Outcome
from clinic_app.screening.rule_pack import RulePack
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.clients import standing_client
from clinic_app.workflows.deciding import deciding
from clinic_app.workflows.elsewhere import refuse_elsewhere
from clinic_app.workflows.errors import (
    AlreadyFinishedError,
    AnswersNotKeptError,
    ConsentGivenError,
    RecordWithdrawnError,
    UnknownCountryError,
)
from clinic_app.workflows.session import Session
from clinic_app.workflows.withdrawing import withdrawal


def begin(session: Session, client_id: str, country: str, as_of: date | None = None) -> Screening:
    """Begin a draft.

    Args:
        session: Who screens, when and where.
        client_id: Whom.
        country: Whose TPS: ISO code or name. One outside the rule pack is kept as typed and
            comes out as not designated.
        as_of: The day whose law is applied; None for the session's day.

    Raises:
        UnknownCountryError: *country* is empty.
        AnswersNotKeptError: The client wants no record: use :func:`finish_without_record`.
        RecordWithdrawnError: The client was withdrawn.
        KeyNotHeldError: The worker's role does not screen.
    """
    session.vault.require(SCREENING_KEY)
    with session.transaction() as opened:
        client = standing_client(opened, client_id)
        if client.consent is Consent.REFUSED:
            raise AnswersNotKeptError
        draft = _draft(session, client, country, as_of)
        opened.screenings.add(draft)
        session.note(opened, Act.ADDED, About.SCREENING, draft.id)
    return draft


def answer(session: Session, screening_id: str, key: str, given: Answer) -> Screening:
    """Keep one answer of a draft; it is in the vault when this returns.

    Raises:
        AlreadyFinishedError: The screening is finished.
        RecordWithdrawnError: It, or the client, was withdrawn.
    """
    return answer_many(session, screening_id, {key: given})


def answer_many(session: Session, screening_id: str, given: Mapping[str, Answer]) -> Screening:
    """Keep several answers of a draft at once, by the key of the fact each gives.

    Raises:
        AlreadyFinishedError: The screening is finished.
        RecordWithdrawnError: It, or the client, was withdrawn.
    """
    with session.transaction() as opened:
        draft = _open_draft(opened, screening_id)
        answers = draft.answers
        for key, one in given.items():
            answers = answers.with_answer(key, one)
        return _saved(session, opened, replace(draft, answers=answers))


def set_question(session: Session, screening_id: str, question_id: str) -> Screening:
    """Keep which question is in hand, so that a draft resumes where it was left.

    Raises:
        AlreadyFinishedError: The screening is finished.
        RecordWithdrawnError: It, or the client, was withdrawn.
    """
    with session.transaction() as opened:
        draft = _open_draft(opened, screening_id)
        return _saved(session, opened, replace(draft, question_id=question_id))


def outcome_so_far(screening: Screening, pack: RulePack) -> Outcome:
    """Screen what was answered so far, and not corrected since; pure, and never kept."""
    return screen(deciding(screening, pack).answers, screening.country, screening.as_of, pack)


def finish(session: Session, screening_id: str) -> Screening:
    """Finish a draft: its outcome is kept with its answers and never changes again.

    Raises:
        AlreadyFinishedError: The screening is finished.
        RecordWithdrawnError: It, or the client, was withdrawn.
    """
    with session.transaction() as opened:
        draft = _open_draft(opened, screening_id)
        return _saved(session, opened, _finished(session, draft))


def finish_without_record(
    session: Session,
    client_id: str,
    country: str,
    answers: Answers,
    as_of: date | None = None,
) -> Screening:
    """Finish the screening of a client who wants no record.

    Returns:
        The whole screening, for the outcome on the screen and the sheet in the client's
        hand. What is kept of it has no answers and no outcome: that somebody was screened,
        about which country, when, by whom.

    Raises:
        UnknownCountryError: *country* is empty.
        ConsentGivenError: The client agreed to a record.
        RecordWithdrawnError: The client was withdrawn.
        KeyNotHeldError: The worker's role does not screen.
    """
    session.vault.require(SCREENING_KEY)
    with session.transaction() as opened:
        client = standing_client(opened, client_id)
        if client.consent is Consent.GIVEN:
            raise ConsentGivenError
        draft = replace(_draft(session, client, country, as_of), answers=answers)
        finished = _finished(session, draft)
        opened.screenings.add(finished.tally_only())
        session.note(opened, Act.ADDED, About.SCREENING, finished.id)
    return finished


def withdraw(session: Session, screening_id: str, reason: str) -> Screening:
    """Take a wrong screening out; it stays readable and counts no more.

    Raises:
        ReasonMissingError: The reason is empty.
        RecordWithdrawnError: It was withdrawn before.
    """
    with session.transaction() as opened:
        screening = opened.screenings.get(screening_id)
        refuse_elsewhere(opened, screening.client_id)
        taken_out = withdrawal(session, reason, screening.withdrawn)
        kept = replace(screening, withdrawn=taken_out)
        return _saved(session, opened, kept, Act.WITHDRAWN)


def of_client(session: Session, client_id: str) -> tuple[Screening, ...]:
    """Return a client's screenings, those withdrawn included."""
    with session.reading() as opened:
        return opened.screenings.of_client(client_id)


def get(session: Session, screening_id: str) -> Screening:
    """Return one screening."""
    with session.reading() as opened:
        return opened.screenings.get(screening_id)


def client_of_draft(session: Session, screening_id: str) -> Client:
    """Return whose draft it is, to go on with it.

    Raises:
        RecordWithdrawnError: It was withdrawn.
        AlreadyFinishedError: It is finished.
        HandedOverError: Another laptop holds the client.
    """
    with session.reading() as opened:
        return opened.clients.get(_open_draft(opened, screening_id).client_id)


def newest_kept(found: tuple[Screening, ...]) -> Screening | None:
    """Return the newest screening that was finished, stands, and whose findings are kept.

    Args:
        found: Oldest first; two of one second are told apart by their order alone.
    """
    kept = [
        one
        for one in found
        if one.state is ScreeningState.FINISHED and one.outcome and one.withdrawn is None
    ]
    return kept[-1] if kept else None


def _draft(session: Session, client: Client, country: str, as_of: date | None) -> Screening:
    named = country.strip()
    if not named:
        raise UnknownCountryError(country)
    law = session.rules.pack.country(named)
    return Screening(
        id=secrets.token_hex(16),
        client_id=client.id,
        country=law.iso2 if law is not None else named,
        as_of=as_of or session.today.day,
        answers=Answers(),
        started=session.stamp(),
    )


def _finished(session: Session, draft: Screening) -> Screening:
    return replace(
        draft,
        state=ScreeningState.FINISHED,
        outcome=outcome_so_far(draft, session.rules.pack),
        question_id="",
        finished=session.stamp(),
    )


def _open_draft(opened: OpenVault, screening_id: str) -> Screening:
    screening = opened.screenings.get(screening_id)
    if screening.withdrawn is not None:
        raise RecordWithdrawnError
    if screening.state is ScreeningState.FINISHED:
        raise AlreadyFinishedError
    if screening.is_sealed:
        raise KeyNotHeldError(SCREENING_KEY)
    refuse_elsewhere(opened, screening.client_id)
    return screening


def _saved(
    session: Session, opened: OpenVault, screening: Screening, act: Act = Act.CHANGED
) -> Screening:
    opened.screenings.save(screening)
    session.note(opened, act, About.SCREENING, screening.id)
    return screening
