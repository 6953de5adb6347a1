"""Clients: what is kept of whom, corrected by whom, taken out how."""

from datetime import date, timedelta
from typing import Any

import pytest

from clinic_app.interview.answers import Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.service import ServiceKind
from clinic_app.tallies.breakdowns import Gender
from clinic_app.workflows import clients, screenings, services
from clinic_app.workflows.errors import (
    BirthDateError,
    ComeBackDayError,
    ConsentStandsError,
    CountyError,
    NameMissingError,
    ReasonMissingError,
    RecordWithdrawnError,
)
from clinic_app.workflows.session import Session

FORM: dict[str, Any] = {
    "name": "Rosalie Dorvil",
    "birth_date": date(1990, 5, 1),
    "language": "ht",
    "needs_interpreter": True,
    "consent": Consent.GIVEN,
    "phone": "555 0199",
    "gender": Gender.FEMALE,
    "county": "25025",
}


def register(session: Session, member_of: Client | None = None, **changes: object) -> Client:
    return clients.register(session, **{**FORM, **changes}, member_of=member_of)


def test_a_registered_client_is_found_by_name_and_by_code(session: Session) -> None:
    client = register(session, name="  Rosalie Dorvil ")

    assert client.name == "Rosalie Dorvil"
    assert clients.search(session, "dorv") == (client,)
    assert clients.search(session, client.code.lower()) == (client,)
    assert clients.search(session, "  ") == clients.search(session, "") == (client,)


def test_a_household_shares_its_id_and_each_has_a_code_of_their_own(session: Session) -> None:
    mother = register(session)
    son = register(session, member_of=mother, name="Jude Dorvil")
    other = register(session, name="Marc Fleuri")

    assert son.household_id == mother.household_id == mother.id
    assert len({mother.code, son.code, other.code}) == 3
    assert clients.household(session, mother) == (son,)
    assert clients.household(session, other) == ()


def test_of_who_refuses_consent_only_language_and_presence_are_kept(session: Session) -> None:
    client = register(session, consent=Consent.REFUSED)

    kept = clients.get(session, client.id)

    assert kept == client
    assert (kept.name, kept.birth_date, kept.phone) == ("", None, "")
    assert (kept.gender, kept.county) == (Gender.FEMALE, "25025")
    assert kept.language == "ht"
    assert kept.needs_interpreter


def test_free_words_about_who_refuses_consent_are_not_kept(session: Session) -> None:
    client = register(session, consent=Consent.REFUSED)

    changed = clients.set_come_back(session, client.id, session.today.day, "bring Rosalie's visa")

    assert changed.come_back_on == session.today.day
    assert changed.come_back_note == ""


@pytest.mark.parametrize("name", ["", "   ", "\u200b"])
def test_a_record_needs_a_name(session: Session, name: str) -> None:
    with pytest.raises(NameMissingError):
        register(session, name=name)
    with pytest.raises(NameMissingError):
        clients.correct(session, register(session).id, **{**FORM, "name": name})


@pytest.mark.parametrize("days", [1, -131 * 366])
def test_a_birth_date_lies_within_a_life(session: Session, days: int) -> None:
    with pytest.raises(BirthDateError):
        register(session, birth_date=session.today.day + timedelta(days=days))


def test_a_birth_date_may_be_today_or_unknown(session: Session) -> None:
    assert register(session, birth_date=session.today.day).birth_date == session.today.day
    assert register(session, birth_date=None).birth_date is None


def test_a_correction_is_found_under_the_new_name_and_no_more_under_the_old(
    session: Session,
) -> None:
    client = register(session)

    changed = clients.correct(session, client.id, **{**FORM, "name": "Rosalie Darbouze"})

    assert changed.code == client.code
    assert changed.registered == client.registered
    assert clients.search(session, "darbouze") == (changed,)
    assert clients.search(session, "dorvil") == ()


def test_consent_taken_back_empties_what_was_kept(session: Session) -> None:
    client = register(session)
    draft = screenings.begin(session, client.id, "HT")
    screenings.answer(session, draft.id, "first_entry", date(2023, 5, 10))

    changed = clients.correct(session, client.id, **{**FORM, "consent": Consent.REFUSED})

    assert (changed.name, changed.birth_date, changed.phone) == ("", None, "")
    emptied = screenings.get(session, draft.id)
    assert emptied.answers == Answers()
    assert emptied.withdrawn is not None


def test_consent_taken_back_empties_drafts_that_were_withdrawn_before(session: Session) -> None:
    client = register(session)
    draft = screenings.begin(session, client.id, "HT")
    screenings.answer(session, draft.id, "first_entry", date(2023, 5, 10))
    screenings.withdraw(session, draft.id, "wrong country")

    clients.correct(session, client.id, **{**FORM, "consent": Consent.REFUSED})

    emptied = screenings.get(session, draft.id)
    assert emptied.answers == Answers()
    assert emptied.withdrawn is not None
    assert emptied.withdrawn.reason == "wrong country"


def test_consent_cannot_be_taken_back_once_a_screening_is_finished(session: Session) -> None:
    client = register(session)
    draft = screenings.begin(session, client.id, "HT")
    screenings.finish(session, draft.id)

    with pytest.raises(ConsentStandsError):
        clients.correct(session, client.id, **{**FORM, "consent": Consent.REFUSED})

    assert clients.get(session, client.id) == client


def test_consent_given_later_needs_a_name(session: Session) -> None:
    client = register(session, consent=Consent.REFUSED)

    with pytest.raises(NameMissingError):
        clients.correct(session, client.id, **{**FORM, "name": ""})
    assert clients.correct(session, client.id, **FORM).name == "Rosalie Dorvil"


def test_the_next_date_is_kept_and_taken_off(session: Session) -> None:
    client = register(session)
    day = session.today.day + timedelta(days=14)

    agreed = clients.set_come_back(session, client.id, day, " passport ")
    freed = clients.set_come_back(session, client.id, None, "passport")

    assert (agreed.come_back_on, agreed.come_back_note) == (day, "passport")
    assert (freed.come_back_on, freed.come_back_note) == (None, "")


def test_the_next_date_never_lies_in_the_past(session: Session) -> None:
    client = register(session)

    with pytest.raises(ComeBackDayError):
        clients.set_come_back(session, client.id, session.today.day - timedelta(days=1), "")


def test_a_withdrawn_client_takes_every_standing_record_along(session: Session) -> None:
    client = register(session)
    draft = screenings.begin(session, client.id, "HT")
    advice = services.record(
        session,
        client.id,
        kind=ServiceKind.ADVICE,
        at_no_cost=True,
    )

    gone = clients.withdraw(session, client.id, "registered twice")

    assert gone.withdrawn is not None
    assert gone.withdrawn.reason == "registered twice"
    assert screenings.get(session, draft.id).withdrawn == gone.withdrawn
    assert services.of_client(session, client.id)[0].withdrawn == gone.withdrawn
    assert services.of_client(session, client.id)[0].id == advice.id


def test_nothing_is_withdrawn_without_a_reason_or_twice(session: Session) -> None:
    client = register(session)

    with pytest.raises(ReasonMissingError):
        clients.withdraw(session, client.id, "  ")
    clients.withdraw(session, client.id, "registered twice")
    with pytest.raises(RecordWithdrawnError):
        clients.withdraw(session, client.id, "again")


def test_nothing_more_happens_to_a_withdrawn_client(session: Session) -> None:
    client = register(session)
    clients.withdraw(session, client.id, "registered twice")

    with pytest.raises(RecordWithdrawnError):
        clients.correct(session, client.id, **FORM)
    with pytest.raises(RecordWithdrawnError):
        clients.set_come_back(session, client.id, None, "")
    with pytest.raises(RecordWithdrawnError):
        screenings.begin(session, client.id, "HT")


def test_a_county_is_one_of_the_list(session: Session) -> None:
    client = clients.register(session, **FORM)

    with pytest.raises(CountyError):
        clients.register(session, **{**FORM, "county": "02108"})
    with pytest.raises(CountyError):
        clients.correct(session, client.id, **{**FORM, "county": "Boston"})
    assert clients.correct(session, client.id, **{**FORM, "county": ""}).county == ""
