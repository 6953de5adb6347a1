"""Screenings: saved after every answer, finished once, never rewritten."""

from datetime import date
from pathlib import Path

import pytest

from clinic_app.clock import Today
from clinic_app.interview.answers import UNKNOWN, Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import ScreeningState
from clinic_app.screening.outcome import Headline
from clinic_app.workflows import clients, screenings, unlocking
from clinic_app.workflows.errors import (
    AlreadyFinishedError,
    AnswersNotKeptError,
    ConsentGivenError,
    RecordWithdrawnError,
    UnknownCountryError,
)
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.session import Session

PASSPHRASE = "correct horse battery staple gravel moth"


def a_client(session: Session, consent: Consent = Consent.GIVEN) -> Client:
    return clients.register(
        session,
        name="Rosalie Dorvil",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=consent,
        phone="",
    )


def test_every_answer_is_in_the_vault_when_it_was_given(
    session: Session, clinic_folder: Path
) -> None:
    draft = screenings.begin(session, a_client(session).id, "Haiti", date(2024, 9, 16))
    screenings.answer(session, draft.id, "first_entry", date(2023, 5, 10))
    screenings.answer(session, draft.id, "absences", ({"left": date(2024, 1, 2)},))
    screenings.answer(session, draft.id, "manner_of_entry", UNKNOWN)
    screenings.set_question(session, draft.id, "criminal")
    session.lock()

    again = unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", Today(session.today.day))
    kept = screenings.get(again, draft.id)
    again.lock()

    assert kept.country == "HT"
    assert kept.as_of == date(2024, 9, 16)
    assert kept.answers["first_entry"] == date(2023, 5, 10)
    assert kept.answers["absences"] == ({"left": date(2024, 1, 2)},)
    assert kept.answers.is_asked("manner_of_entry")
    assert kept.answers["manner_of_entry"] is UNKNOWN
    assert kept.question_id == "criminal"
    assert kept.state is ScreeningState.DRAFT


def test_an_answer_can_be_changed(session: Session) -> None:
    draft = screenings.begin(session, a_client(session).id, "HT")
    screenings.answer(session, draft.id, "first_entry", date(2023, 5, 10))

    changed = screenings.answer(session, draft.id, "first_entry", date(2022, 5, 10))

    assert changed.answers["first_entry"] == date(2022, 5, 10)
    assert screenings.get(session, draft.id) == changed


def test_the_days_law_is_today_unless_another_day_is_named(session: Session) -> None:
    draft = screenings.begin(session, a_client(session).id, "haiti")

    assert draft.as_of == session.today.day
    assert draft.country == "HT"


def test_a_country_outside_the_rules_is_kept_as_typed_and_is_not_designated(
    session: Session,
) -> None:
    draft = screenings.begin(session, a_client(session).id, " Atlantis ")
    finished = screenings.finish(session, draft.id)

    assert finished.country == "Atlantis"
    assert finished.outcome is not None
    assert finished.outcome.headline is Headline.LIKELY_NOT_ELIGIBLE


def test_no_country_is_no_screening(session: Session) -> None:
    with pytest.raises(UnknownCountryError):
        screenings.begin(session, a_client(session).id, " ")


def test_finishing_keeps_the_outcome_with_the_rules_it_rests_on(session: Session) -> None:
    draft = screenings.begin(session, a_client(session).id, "HT", date(2024, 9, 16))
    draft = screenings.answer(session, draft.id, "first_entry", date(2024, 6, 4))
    so_far = screenings.outcome_so_far(draft, shipped_pack())

    finished = screenings.finish(session, draft.id)

    assert finished.outcome == so_far
    assert finished.outcome is not None
    assert finished.outcome.pack_version == shipped_pack().version
    assert finished.finished is not None
    assert finished.finished.worker_id == session.worker.id
    assert screenings.get(session, draft.id) == finished


def test_a_finished_screening_is_never_rewritten(session: Session) -> None:
    draft = screenings.begin(session, a_client(session).id, "HT")
    finished = screenings.finish(session, draft.id)

    with pytest.raises(AlreadyFinishedError):
        screenings.answer(session, draft.id, "first_entry", UNKNOWN)
    with pytest.raises(AlreadyFinishedError):
        screenings.set_question(session, draft.id, "first_entry")
    with pytest.raises(AlreadyFinishedError):
        screenings.finish(session, draft.id)
    assert screenings.get(session, draft.id) == finished


def test_a_wrong_screening_is_withdrawn_with_its_reason_and_stays_readable(
    session: Session,
) -> None:
    draft = screenings.begin(session, a_client(session).id, "HT")
    finished = screenings.finish(session, draft.id)

    gone = screenings.withdraw(session, draft.id, "wrong person")

    assert gone.withdrawn is not None
    assert gone.withdrawn.reason == "wrong person"
    assert gone.outcome == finished.outcome
    with pytest.raises(RecordWithdrawnError):
        screenings.withdraw(session, draft.id, "again")


def test_a_withdrawn_draft_takes_no_more_answers(session: Session) -> None:
    draft = screenings.begin(session, a_client(session).id, "HT")
    screenings.withdraw(session, draft.id, "wrong person")

    with pytest.raises(RecordWithdrawnError):
        screenings.answer(session, draft.id, "first_entry", UNKNOWN)


def test_who_wants_no_record_is_screened_and_nothing_of_the_answers_is_kept(
    session: Session,
) -> None:
    client = a_client(session, Consent.REFUSED)
    answers = Answers().with_answer("first_entry", date(2024, 6, 4))

    whole = screenings.finish_without_record(session, client.id, "HT", answers, date(2024, 9, 16))

    assert whole.answers == answers
    assert whole.outcome is not None
    assert whole.outcome.headline is Headline.LIKELY_NOT_ELIGIBLE
    (kept,) = screenings.of_client(session, client.id)
    assert kept.state is ScreeningState.FINISHED
    assert kept.answers == Answers()
    assert kept.outcome is None
    with session.reading() as opened:
        ((_helped_on, screened_on, _free_on, _traits),) = opened.countable().cases
    assert screened_on == session.today.day


def test_who_wants_no_record_never_has_a_draft(session: Session) -> None:
    client = a_client(session, Consent.REFUSED)

    with pytest.raises(AnswersNotKeptError):
        screenings.begin(session, client.id, "HT")


def test_who_wants_a_record_is_not_screened_without_one(session: Session) -> None:
    with pytest.raises(ConsentGivenError):
        screenings.finish_without_record(session, a_client(session).id, "HT", Answers())
