"""Papers that were shown: written down, taken back, put right, and the months they show."""

from dataclasses import replace
from datetime import date

import pytest

from clinic_app.clock import Today
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.shown_paper import PaperForm, PaperSeen
from clinic_app.screening.outcome import Headline
from clinic_app.vault.store_errors import ConsentRefusedError
from clinic_app.workflows import audit, clients, screenings, shown_papers
from clinic_app.workflows.errors import (
    PaperInFutureError,
    PaperNumberError,
    RecordWithdrawnError,
)
from clinic_app.workflows.session import Session
from clinic_app.workflows.shown_papers import standing

LEASE = PaperSeen(kind="rent", first=date(2024, 6, 1), last=date(2024, 12, 31))
STUB = PaperSeen(
    kind="work",
    first=date(2025, 2, 14),
    last=date(2025, 2, 14),
    form=PaperForm.COPY,
    note="two weeks",
)


@pytest.fixture
def client(session: Session) -> Client:
    return registered(session, Consent.GIVEN)


def registered(session: Session, consent: Consent) -> Client:
    return clients.register(
        session,
        name="Rosalie Dorvil" if consent is Consent.GIVEN else "",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=consent,
        phone="",
    )


def screened(session: Session, client: Client, country: str = "HT") -> None:
    draft = screenings.begin(session, client.id, country, date(2024, 9, 16))
    screenings.finish(session, draft.id)


def shown(session: Session, client: Client) -> tuple[PaperSeen, ...]:
    return standing(shown_papers.on_file(session, client.id).papers)


def test_a_paper_is_kept_with_who_saw_it_and_when(session: Session, client: Client) -> None:
    paper = shown_papers.add(session, client.id, replace(STUB, note=" two weeks "))

    assert shown_papers.on_file(session, client.id).papers == (paper,)
    assert paper.seen == STUB
    assert (paper.stamp.worker_id, paper.stamp.day) == (session.worker.id, session.today.day)


def test_a_paper_taken_back_stays_readable_and_counts_no_more(
    session: Session, client: Client
) -> None:
    paper = shown_papers.add(session, client.id, LEASE)

    gone = shown_papers.take_back(session, paper.id)

    assert shown_papers.on_file(session, client.id).papers == (gone,)
    assert gone.withdrawn is not None
    assert shown(session, client) == ()
    with pytest.raises(RecordWithdrawnError):
        shown_papers.take_back(session, paper.id)


def test_a_paper_taken_back_is_put_back_as_another_record(session: Session, client: Client) -> None:
    paper = shown_papers.add(session, client.id, LEASE)
    shown_papers.take_back(session, paper.id)

    again = shown_papers.put_back(session, paper.id)

    assert again.id != paper.id
    assert shown(session, client) == (LEASE,)


def test_a_correction_withdraws_the_wrong_one_and_adds_the_right_one(
    session: Session, client: Client
) -> None:
    wrong = shown_papers.add(session, client.id, LEASE)

    right = shown_papers.correct(session, wrong.id, STUB)

    papers = shown_papers.on_file(session, client.id).papers
    assert [paper.id for paper in papers] == [wrong.id, right.id]
    assert shown(session, client) == (STUB,)
    with pytest.raises(RecordWithdrawnError):
        shown_papers.correct(session, wrong.id, LEASE)


def test_a_correction_that_is_refused_leaves_the_first_paper(
    session: Session, client: Client
) -> None:
    first = shown_papers.add(session, client.id, LEASE)
    late = replace(LEASE, first=date(2027, 1, 1), last=date(2027, 1, 31))

    with pytest.raises(PaperInFutureError):
        shown_papers.correct(session, first.id, late)

    assert shown(session, client) == (LEASE,)


def test_a_lease_may_run_on_and_may_not_begin_tomorrow(session: Session, client: Client) -> None:
    today = session.today.day
    shown_papers.add(session, client.id, replace(LEASE, first=today, last=date(2027, 10, 31)))

    with pytest.raises(PaperInFutureError):
        shown_papers.add(session, client.id, replace(LEASE, first=date(2026, 11, 3)))


@pytest.mark.parametrize(
    "note", ["A123456789", "A 123-456-789", "SSN 123-45-6789", "no. 1234567", "3055550100"]
)
def test_the_number_of_a_paper_is_never_kept(session: Session, client: Client, note: str) -> None:
    with pytest.raises(PaperNumberError):
        shown_papers.add(session, client.id, replace(LEASE, note=note))

    assert shown(session, client) == ()


@pytest.mark.parametrize("note", ["seen 2024-03-05", "of 3-5-2024", "12 stubs, 2 pages", "W-2"])
def test_a_day_or_a_small_number_may_be_noted(session: Session, client: Client, note: str) -> None:
    shown_papers.add(session, client.id, replace(LEASE, note=note))

    assert shown(session, client)[0].note == note


def test_nothing_is_kept_of_who_wants_no_record(session: Session) -> None:
    refusing = registered(session, Consent.REFUSED)

    with pytest.raises(ConsentRefusedError):
        shown_papers.add(session, refusing.id, LEASE)


def test_consent_taken_back_leaves_no_paper(session: Session, client: Client) -> None:
    paper = shown_papers.add(session, client.id, LEASE)
    shown_papers.take_back(session, paper.id)

    clients.correct(
        session,
        client.id,
        name="",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.REFUSED,
        phone="",
        gender=None,
        county="",
    )

    assert shown_papers.on_file(session, client.id).papers == ()


def test_a_withdrawn_client_takes_their_papers_along(session: Session, client: Client) -> None:
    paper = shown_papers.add(session, client.id, LEASE)
    clients.withdraw(session, client.id, "registered twice")

    assert shown(session, client) == ()
    with pytest.raises(RecordWithdrawnError):
        shown_papers.add(session, client.id, LEASE)
    with pytest.raises(RecordWithdrawnError):
        shown_papers.put_back(session, paper.id)


def test_every_act_is_in_the_audit_log_of_the_client(session: Session, client: Client) -> None:
    paper = shown_papers.add(session, client.id, LEASE)
    shown_papers.take_back(session, paper.id)

    lines = audit.lines(session, audit.Wanted(client_code=client.code))

    entries = [line.link.entry for line in lines]
    acts = [one.act for one in entries if one.about is About.SHOWN_PAPER]
    assert acts == [Act.WITHDRAWN, Act.ADDED]
    assert {one.subject_id for one in entries if one.about is About.SHOWN_PAPER} == {paper.id}


def test_months_are_those_since_the_day_of_the_route_that_is_open(
    session: Session, client: Client
) -> None:
    screened(session, client)
    shown_papers.add(session, client.id, LEASE)
    shown_papers.add(session, client.id, replace(LEASE, kind="court", last=date(2025, 3, 1)))
    session = replace(session, today=Today(date(2025, 3, 9)))

    months = shown_papers.on_file(session, client.id).months

    assert months is not None
    assert months.since == date(2024, 6, 3)
    assert [run.written for run in months.uncovered] == ["01/2025–02/2025"]
    assert months.reaches_back


def test_no_month_is_asked_for_without_a_screening_or_an_open_route(
    session: Session, client: Client
) -> None:
    assert shown_papers.on_file(session, client.id).months is None
    draft = screenings.begin(session, client.id, "HT")
    finished = screenings.finish(session, draft.id)
    assert finished.outcome is not None
    assert finished.outcome.headline is Headline.LIKELY_NOT_ELIGIBLE

    assert shown_papers.on_file(session, client.id).months is None


def test_a_country_without_a_day_asks_for_no_month(session: Session, client: Client) -> None:
    screened(session, client, "CA")

    assert shown_papers.on_file(session, client.id).months is None
