"""Decisions: only a representative in force, never who prepared it where another could."""

from dataclasses import replace
from datetime import date
from typing import Protocol

import pytest

from clinic_app.clock import Today
from clinic_app.interview.answers import Answers
from clinic_app.records.client import Consent
from clinic_app.records.screening import Ruling, Screening
from clinic_app.screening.outcome import Headline
from clinic_app.workflows import clients, decisions, screenings, workers
from clinic_app.workflows.errors import (
    AccreditationExpiredError,
    AccreditationNotYetError,
    AlreadyDecidedError,
    NotARepresentativeError,
    NotFinishedError,
    RecordWithdrawnError,
    SameWorkerError,
    SourceNotNamedError,
)
from clinic_app.workflows.session import Session


class Crew(Protocol):
    @property
    def volunteer(self) -> Session: ...
    @property
    def representative(self) -> Session: ...
    @property
    def second(self) -> Session: ...


def begun(session: Session) -> Screening:
    client = clients.register(
        session,
        name="Rosalie Dorvil",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    return screenings.begin(session, client.id, "HT")


def prepared(session: Session) -> Screening:
    return screenings.finish(session, begun(session).id)


@pytest.mark.parametrize("ruling", list(Ruling))
def test_a_representative_signs_what_a_volunteer_prepared(crew: Crew, ruling: Ruling) -> None:
    screening = prepared(crew.volunteer)

    decision = decisions.decide(crew.representative, screening.id, ruling, " as discussed ")

    assert decision.ruling is ruling
    assert decision.note == "as discussed"
    assert decision.stamp.worker_id == crew.representative.worker.id
    assert not decision.same_worker
    assert decisions.of_screening(crew.representative, screening.id) == (decision,)


def test_a_volunteer_never_decides(crew: Crew) -> None:
    screening = prepared(crew.volunteer)

    with pytest.raises(NotARepresentativeError):
        decisions.decide(crew.volunteer, screening.id, Ruling.ACCEPT, "")


def test_who_prepared_it_does_not_sign_where_another_can(crew: Crew) -> None:
    screening = prepared(crew.representative)

    with pytest.raises(SameWorkerError):
        decisions.decide(crew.representative, screening.id, Ruling.ACCEPT, "")
    assert decisions.decide(crew.second, screening.id, Ruling.ACCEPT, "").same_worker is False


def test_who_began_it_does_not_sign_what_another_finished(crew: Crew) -> None:
    draft = begun(crew.representative)
    screenings.finish(crew.volunteer, draft.id)

    with pytest.raises(SameWorkerError):
        decisions.decide(crew.representative, draft.id, Ruling.ACCEPT, "")


def test_the_only_one_who_can_sign_may_sign_their_own_and_it_is_said(session: Session) -> None:
    screening = prepared(session)

    assert decisions.decide(session, screening.id, Ruling.ACCEPT, "").same_worker


def test_another_who_is_switched_off_cannot_sign_so_one_may(crew: Crew) -> None:
    screening = prepared(crew.representative)
    workers.update(crew.representative, replace(crew.second.worker, is_active=False))

    decision = decisions.decide(crew.representative, screening.id, Ruling.ACCEPT, "")

    assert decision.same_worker


@pytest.mark.parametrize(
    ("day", "kind"),
    [(date(2025, 2, 28), AccreditationNotYetError), (date(2028, 3, 1), AccreditationExpiredError)],
)
def test_an_accreditation_must_cover_the_day(crew: Crew, day: date, kind: type[Exception]) -> None:
    screening = prepared(crew.volunteer)

    with pytest.raises(kind):
        decisions.decide(
            replace(crew.representative, today=Today(day)), screening.id, Ruling.ACCEPT, ""
        )


@pytest.mark.parametrize("day", [date(2025, 3, 1), date(2028, 2, 29)])
def test_an_accreditation_covers_its_first_and_last_day(crew: Crew, day: date) -> None:
    screening = prepared(crew.volunteer)

    decision = decisions.decide(
        replace(crew.representative, today=Today(day)), screening.id, Ruling.ACCEPT, ""
    )

    assert decision.stamp.day == day


def test_a_renewal_written_today_counts_at_once(crew: Crew) -> None:
    screening = prepared(crew.volunteer)
    worker, later = crew.representative.worker, date(2028, 3, 1)
    assert worker.accreditation is not None
    renewed = replace(
        worker.accreditation, granted=later, expires=date(2031, 2, 28), is_renewal=True
    )
    workers.update(crew.representative, replace(worker, accreditation=renewed))

    decision = decisions.decide(
        replace(crew.representative, today=Today(later)), screening.id, Ruling.ACCEPT, ""
    )

    assert decision.ruling is Ruling.ACCEPT


def test_after_more_papers_another_decision_follows_and_then_none(crew: Crew) -> None:
    screening = prepared(crew.volunteer)
    decisions.decide(crew.representative, screening.id, Ruling.MORE_PAPERS, "birth record")
    decisions.decide(crew.second, screening.id, Ruling.ACCEPT, "")

    with pytest.raises(AlreadyDecidedError):
        decisions.decide(crew.second, screening.id, Ruling.DECLINE, "")

    signed = decisions.of_screening(crew.second, screening.id)
    assert [decision.ruling for decision in signed] == [Ruling.MORE_PAPERS, Ruling.ACCEPT]


def test_a_draft_and_a_withdrawn_screening_are_not_decided(crew: Crew) -> None:
    draft, gone = begun(crew.volunteer), prepared(crew.volunteer)
    screenings.withdraw(crew.volunteer, gone.id, "wrong person")

    with pytest.raises(NotFinishedError):
        decisions.decide(crew.representative, draft.id, Ruling.ACCEPT, "")
    with pytest.raises(RecordWithdrawnError):
        decisions.decide(crew.representative, gone.id, Ruling.ACCEPT, "")


def test_a_decision_about_who_wants_no_record_keeps_no_note(crew: Crew) -> None:
    client = clients.register(
        crew.volunteer,
        name="",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.REFUSED,
        phone="",
    )
    screening = screenings.finish_without_record(crew.volunteer, client.id, "HT", Answers())

    decision = decisions.decide(crew.representative, screening.id, Ruling.REFER, "her brother")

    assert decision.note == ""


def test_an_unconfirmed_designation_is_accepted_only_with_the_source_that_confirms_it(
    crew: Crew,
) -> None:
    volunteer = replace(crew.volunteer, today=Today(date(2026, 12, 1)))
    representative = replace(crew.representative, today=Today(date(2026, 12, 1)))
    draft = begun(volunteer)
    draft = screenings.begin(volunteer, draft.client_id, "LB")
    screening = screenings.finish(volunteer, draft.id)
    assert screening.outcome is not None
    assert screening.outcome.headline is not Headline.LIKELY_ELIGIBLE
    assert decisions.needs_source(screening.outcome.findings)

    with pytest.raises(SourceNotNamedError):
        decisions.decide(representative, screening.id, Ruling.ACCEPT, "  ")
    source = "uscis.gov/tps, page of 11/30/2026"
    decisions.decide(representative, screening.id, Ruling.ACCEPT, source)

    (kept,) = decisions.of_screening(representative, screening.id)
    assert (kept.note, kept.stamp.worker_id) == (source, representative.worker.id)
    assert kept.stamp.day == date(2026, 12, 1)


def test_declining_or_asking_for_papers_needs_no_source(crew: Crew) -> None:
    volunteer = replace(crew.volunteer, today=Today(date(2026, 12, 1)))
    draft = screenings.begin(volunteer, begun(volunteer).client_id, "LB")
    screening = screenings.finish(volunteer, draft.id)
    representative = replace(crew.representative, today=Today(date(2026, 12, 1)))

    decisions.decide(representative, screening.id, Ruling.MORE_PAPERS, "")
    decisions.decide(representative, screening.id, Ruling.REFER, "")

    assert len(decisions.of_screening(representative, screening.id)) == 2
