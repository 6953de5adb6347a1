"""Whatever a record holds, the vault gives back the same record."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.clock import DaySource
from clinic_app.interview.answers import UNKNOWN, Answers, DaySpan
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic, Close
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.screening import Decision, Ruling, Screening, ScreeningState
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, Service, ServiceKind
from clinic_app.records.shown_paper import PaperForm, PaperSeen, ShownPaper
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.worker import Accreditation, AccreditationLevel, Worker
from clinic_app.screening.outcome import Code, Finding, Outcome, Status, Track
from clinic_app.tallies.breakdowns import Gender
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.vault.open_vault import OpenVault

Trial = Callable[[], AbstractContextManager[OpenVault]]

WORKER = Worker(id="w1", name="Ana")
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
WORDS = TEXT.filter(bool)
COUNTS = st.integers(0, 999_999_999)
KEYS = st.binary(min_size=32, max_size=32)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda by: timezone(timedelta(minutes=by)))
STAMPS = st.builds(
    Stamp,
    at=st.datetimes(timezones=OFFSETS),
    day=st.dates(),
    day_source=st.sampled_from(DaySource),
    worker_id=st.just(WORKER.id),
    site=TEXT,
)
STAMP = Stamp(
    at=datetime(2026, 11, 2, 18, 30, tzinfo=UTC),
    day=date(2026, 11, 2),
    day_source=DaySource.COMPUTER,
    worker_id=WORKER.id,
    site="Church hall",
)
WITHDRAWALS = st.none() | st.builds(Withdrawal, TEXT, STAMPS)
CLIENTS = st.builds(
    Client,
    id=st.just("c1"),
    code=st.just("7K3F"),
    name=TEXT,
    household_id=st.just("c1"),
    birth_date=st.none() | st.dates(),
    language=TEXT,
    needs_interpreter=st.booleans(),
    consent=st.just(Consent.GIVEN),
    phone=TEXT,
    gender=st.none() | st.sampled_from(Gender),
    county=st.sampled_from(["", "25025"]),
    come_back_on=st.none() | st.dates(),
    come_back_note=TEXT,
    registered=STAMPS,
    withdrawn=WITHDRAWALS,
)
CLIENT = Client(
    id="c1",
    code="7K3F",
    name="Marie",
    household_id="c1",
    birth_date=None,
    language="ht",
    needs_interpreter=True,
    consent=Consent.GIVEN,
    registered=STAMP,
)
SPANS = st.dates().map(lambda day: DaySpan.month(day.year, day.month))
SIMPLE = st.booleans() | st.integers() | TEXT | st.dates() | SPANS | st.just(UNKNOWN)
ROWS = st.dictionaries(TEXT, SIMPLE, max_size=3)
ANSWERS = st.dictionaries(
    TEXT,
    SIMPLE | st.lists(TEXT, max_size=3).map(tuple) | st.lists(ROWS, max_size=3).map(tuple) | ROWS,
    max_size=4,
).map(lambda by_key: Answers(MappingProxyType(by_key)))
FINDINGS = st.builds(
    Finding,
    test=TEXT,
    status=st.sampled_from(Status),
    text=TEXT,
    citations=st.lists(TEXT, max_size=2).map(tuple),
    code=st.none() | st.sampled_from(Code),
    missing=st.lists(TEXT, max_size=2).map(tuple),
    confidence=st.none() | TEXT,
    is_confirmed=st.booleans(),
    is_advisory=st.booleans(),
)
OUTCOMES = st.builds(
    Outcome,
    country=TEXT,
    as_of=st.dates(),
    pack_version=TEXT,
    track=st.sampled_from(Track),
    designation=st.none() | TEXT,
    deadline=st.none() | st.dates(),
    deadline_text=TEXT,
    findings=st.lists(FINDINGS, max_size=3).map(tuple),
)
DRAFTS = st.builds(
    Screening,
    id=st.just("s1"),
    client_id=st.just("c1"),
    country=TEXT,
    as_of=st.dates(),
    answers=ANSWERS,
    question_id=TEXT,
    started=STAMPS,
)
FORMS = st.none() | st.sampled_from(Form)


@st.composite
def services(draw: st.DrawFn) -> Service:
    kind = draw(st.sampled_from(ServiceKind))
    form = draw(FORMS) if kind is ServiceKind.APPLICATION_PREPARED else None
    filing = draw(st.none() | st.sampled_from(FilingKind)) if form is Form.I_821 else None
    before = st.none() | st.sampled_from(AppearanceBefore)
    return Service(
        id="v1",
        client_id="c1",
        kind=kind,
        form=form,
        filing=filing,
        before=draw(before) if kind is ServiceKind.APPEARANCE else None,
        referred_to=draw(TEXT) if kind is ServiceKind.REFERRAL else "",
        at_no_cost=draw(st.booleans()),
        stamp=draw(STAMPS),
        withdrawn=draw(WITHDRAWALS),
    )


@given(st.builds(Clinic, name=TEXT, code=TEXT, site=TEXT, phone=TEXT, station_id=TEXT), TEXT)
def test_the_clinic_comes_back(trial: Trial, clinic: Clinic, new_station: str) -> None:
    with trial() as opened:
        opened.clinic.save(clinic)
        assert opened.clinic.get() == clinic

        moved = replace(clinic, station_id=new_station)
        opened.clinic.save(moved)
        assert opened.clinic.get() == moved


@given(
    st.lists(
        st.builds(
            Worker,
            id=WORDS,
            name=TEXT,
            slot_id=st.just(""),
            accreditation=st.none()
            | st.builds(
                Accreditation,
                level=st.sampled_from(AccreditationLevel),
                granted=st.dates(),
                expires=st.dates(),
                is_renewal=st.booleans(),
            ),
            is_active=st.booleans(),
        ),
        unique_by=lambda worker: worker.id,
        max_size=4,
    )
)
def test_workers_come_back_in_the_order_of_adding(trial: Trial, workers: list[Worker]) -> None:
    with trial() as opened:
        for worker in workers:
            opened.workers.add(worker)
        assert opened.workers.all() == tuple(workers)

        for worker in workers:
            opened.workers.save(replace(worker, accreditation=None, is_active=True))
        assert all(worker.accreditation is None for worker in opened.workers.all())


@given(CLIENTS, CLIENTS)
def test_a_client_comes_back_and_so_do_corrections(
    trial: Trial, client: Client, corrected: Client
) -> None:
    with trial() as opened:
        opened.workers.add(WORKER)
        opened.clients.add(replace(client, withdrawn=None))
        assert opened.clients.get("c1") == replace(client, withdrawn=None)

        corrected = replace(corrected, withdrawn=None)
        opened.clients.save(corrected)
        assert opened.clients.get("c1") == corrected

        taken_out = replace(corrected, withdrawn=client.withdrawn)
        opened.clients.save(taken_out)
        assert opened.clients.get("c1") == taken_out
        assert opened.clients.get("c1").registered.at.utcoffset() is not None


@given(DRAFTS, ANSWERS, OUTCOMES, STAMPS, WITHDRAWALS)
def test_a_screening_comes_back_from_draft_to_finished_to_withdrawn(  # noqa: PLR0917 - a whole life
    trial: Trial,
    draft: Screening,
    answers: Answers,
    outcome: Outcome,
    finished: Stamp,
    withdrawn: Withdrawal | None,
) -> None:
    with trial() as opened:
        opened.workers.add(WORKER)
        opened.clients.add(CLIENT)
        opened.screenings.add(draft)
        assert opened.screenings.get("s1") == draft

        answered = replace(draft, answers=answers, question_id="")
        opened.screenings.save(answered)
        assert opened.screenings.drafts() == (answered,)

        done = replace(answered, state=ScreeningState.FINISHED, outcome=outcome, finished=finished)
        opened.screenings.save(done)
        assert opened.screenings.undecided() == (done,)

        opened.screenings.save(replace(done, withdrawn=withdrawn))
        assert opened.screenings.of_client("c1") == (replace(done, withdrawn=withdrawn),)


@given(st.lists(st.tuples(st.sampled_from(Ruling), TEXT, STAMPS, st.booleans()), max_size=4))
def test_decisions_come_back_in_order(
    trial: Trial, made: list[tuple[Ruling, str, Stamp, bool]]
) -> None:
    decisions = tuple(
        Decision(
            id=f"d{number}",
            screening_id="s1",
            ruling=ruling,
            note=note,
            stamp=stamp,
            same_worker=same,
        )
        for number, (ruling, note, stamp, same) in enumerate(made)
    )
    outcome = Outcome(
        country="HT",
        as_of=STAMP.day,
        pack_version="1",
        track=Track.NONE,
        designation=None,
        deadline=None,
        findings=(),
    )
    with trial() as opened:
        opened.workers.add(WORKER)
        opened.clients.add(CLIENT)
        opened.screenings.add(
            Screening(
                id="s1",
                client_id="c1",
                country="HT",
                as_of=STAMP.day,
                answers=Answers(),
                state=ScreeningState.FINISHED,
                outcome=outcome,
                started=STAMP,
                finished=STAMP,
            )
        )
        for decision in decisions:
            opened.decisions.add(decision)

        assert opened.decisions.of_screening("s1") == decisions
        waits = not decisions or decisions[-1].ruling is Ruling.MORE_PAPERS
        assert len(opened.screenings.undecided()) == waits


@given(services())
def test_a_service_comes_back(trial: Trial, service: Service) -> None:
    with trial() as opened:
        opened.workers.add(WORKER)
        opened.clients.add(CLIENT)
        opened.services.add(replace(service, withdrawn=None))
        opened.services.save(service)

        assert opened.services.get("v1") == service
        assert opened.services.of_client("c1") == (service,)
        assert opened.services.on_day(service.stamp.day) == (service,)


SEEN = st.builds(
    PaperSeen,
    kind=TEXT,
    first=st.dates(),
    last=st.dates(),
    form=st.sampled_from(PaperForm),
    note=TEXT,
)


@given(st.lists(st.tuples(SEEN, STAMPS, WITHDRAWALS), max_size=4))
def test_papers_shown_come_back_in_the_order_of_adding(
    trial: Trial, made: list[tuple[PaperSeen, Stamp, Withdrawal | None]]
) -> None:
    papers = tuple(
        ShownPaper(id=f"p{number}", client_id="c1", seen=seen, stamp=stamp, withdrawn=withdrawn)
        for number, (seen, stamp, withdrawn) in enumerate(made)
    )
    with trial() as opened:
        opened.workers.add(WORKER)
        opened.clients.add(CLIENT)
        for paper in papers:
            opened.shown_papers.add(replace(paper, withdrawn=None))
            opened.shown_papers.save(paper)

        assert opened.shown_papers.of_client("c1") == papers
        days = [paper.stamp.day for paper in papers]
        days += [paper.withdrawn.stamp.day for paper in papers if paper.withdrawn]
        assert opened.last_saved_day() == max([CLIENT.registered.day, *days])
        opened.shown_papers.forget_of("c1")
        assert opened.shown_papers.of_client("c1") == ()


ATTENDANCE = st.lists(
    st.builds(Attendance, TEXT, COUNTS, COUNTS), unique_by=lambda row: row.language, max_size=4
).map(tuple)


@given(
    st.builds(
        KyrEvent,
        id=st.just("e1"),
        day=st.dates(),
        title=TEXT,
        county=st.sampled_from(["", "25025"]),
        attendance=ATTENDANCE,
        trained=COUNTS,
        stamp=STAMPS,
    ),
    ATTENDANCE,
    st.booleans(),
    WITHDRAWALS,
)
def test_an_event_comes_back_from_first_press_to_final(
    trial: Trial,
    event: KyrEvent,
    counted: tuple[Attendance, ...],
    is_finished: bool,
    withdrawn: Withdrawal | None,
) -> None:
    with trial() as opened:
        opened.workers.add(WORKER)
        opened.kyr_events.add(event)
        assert opened.kyr_events.get("e1") == event

        event = replace(event, attendance=counted, is_finished=is_finished)
        opened.kyr_events.save(event)
        assert opened.kyr_events.all() == (event,)

        event = replace(event, withdrawn=withdrawn)
        opened.kyr_events.save(event)
        assert opened.kyr_events.get("e1") == event


@given(
    st.lists(
        st.tuples(st.binary(), st.none() | st.binary(), WORDS, STAMPS, TEXT), min_size=1, max_size=3
    )
)
def test_closes_come_back_newest_first(
    trial: Trial, kept: list[tuple[bytes, bytes | None, str, Stamp, str]]
) -> None:
    month = Month(2026, 10)
    closes = [
        Close(
            label=month.plus(ahead).label,
            seq=ahead + 1,
            first=month.plus(ahead).first,
            last=month.plus(ahead).last,
            payload=payload,
            sealed=sealed,
            file_name=name if sealed is not None else "",
            stamp=stamp,
            receipt_status=status,
        )
        for ahead, (payload, sealed, name, stamp, status) in enumerate(kept)
    ]
    with trial() as opened:
        opened.workers.add(WORKER)
        for close in closes:
            opened.closes.add(close)
        assert opened.closes.all() == tuple(reversed(closes))

        received = replace(closes[0], receipt_status="accepted")
        opened.closes.save(received)
        assert opened.closes.get("2026-10") == received


@given(
    st.lists(st.lists(COUNTS, min_size=len(HeadlineCount), max_size=len(HeadlineCount)), max_size=3)
)
def test_the_ledger_comes_back_as_it_was_released(trial: Trial, months: list[list[int]]) -> None:
    origin = Origin(clinic="GRACE", station="0" * 16, is_training=True, draw_key=bytes(32))
    ledger = ReleaseLedger()
    with trial() as opened:
        for ahead, counts in enumerate(months):
            totals = dict(zip(HeadlineCount, counts, strict=True))
            tally = release(RawTally(Month(2026, 1).plus(ahead), totals), ledger, origin)
            sha256 = hashlib.sha256(repr(counts).encode()).hexdigest()
            ledger = ledger.with_release(tally, sha256, origin.policy)
            opened.closes.add_to_ledger(ledger.entries[-1])

        assert opened.closes.ledger() == ledger


ENROLMENTS = st.builds(
    StoredEnrolment,
    clinic_code=TEXT,
    headquarters=TEXT,
    number=TEXT,
    sealing_key=KEYS,
    signing_key=KEYS,
    pack_key=KEYS,
    smallest_crowd=st.integers(1, 100),
    own_signing_seed=KEYS,
    stamp=STAMPS,
)


@given(ENROLMENTS, ENROLMENTS)
def test_the_newest_enrolment_comes_back(
    trial: Trial, first: StoredEnrolment, second: StoredEnrolment
) -> None:
    with trial() as opened:
        opened.workers.add(WORKER)
        assert opened.enrolment.get() is None

        for enrolment in (first, second):
            opened.enrolment.pin(enrolment)
            assert opened.enrolment.get() == enrolment
