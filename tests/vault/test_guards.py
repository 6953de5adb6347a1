"""What is final stays final: refused by the stores, and by the database itself."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answers
from clinic_app.records.carried_note import CarriedNote, NoteSubject
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic, Close
from clinic_app.records.confirmation import KeptConfirmation
from clinic_app.records.installed_pack import InstalledPack
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.rescreening import Rescreening
from clinic_app.records.screening import Decision, Ruling, Screening, ScreeningState
from clinic_app.records.service import Service, ServiceKind
from clinic_app.records.shown_paper import PaperSeen, ShownPaper
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.worker import Worker
from clinic_app.screening.confirmation import Confirmation
from clinic_app.screening.outcome import Outcome, Track
from clinic_app.screening.rule_pack import Window
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.store_errors import (
    ConsentRefusedError,
    RecordFinalError,
    RecordMissingError,
)

DAY = date(2026, 11, 2)
STAMP = Stamp(
    at=datetime(2026, 11, 2, 18, 30, tzinfo=UTC),
    day=DAY,
    day_source=DaySource.COMPUTER,
    worker_id="w1",
    site="Church hall",
)
GONE = Withdrawal("typed twice", STAMP)
CLIENT = Client(
    id="c1",
    code="7K3F",
    name="Marie Joseph",
    household_id="c1",
    birth_date=date(1990, 1, 1),
    language="ht",
    needs_interpreter=True,
    consent=Consent.GIVEN,
    phone="305 555 0123",
    come_back_on=DAY,
    come_back_note="passport",
    registered=STAMP,
)
REFUSING = Client(
    id="c2",
    code="7K3G",
    name="",
    household_id="c2",
    birth_date=None,
    language="es",
    needs_interpreter=False,
    consent=Consent.REFUSED,
    registered=STAMP,
)
DRAFT = Screening(
    id="s1",
    client_id="c1",
    country="HT",
    as_of=DAY,
    answers=Answers().with_answer("stateless", False),
    question_id="stateless",
    started=STAMP,
)
OUTCOME = Outcome(
    country="HT",
    as_of=DAY,
    pack_version="2026.11",
    track=Track.INITIAL,
    designation="HT-2024-R",
    deadline=None,
    findings=(),
)
FINISHED = replace(
    DRAFT, state=ScreeningState.FINISHED, outcome=OUTCOME, finished=STAMP, question_id=""
)
DECISION = Decision(
    id="d1",
    screening_id="s1",
    ruling=Ruling.ACCEPT,
    note="",
    stamp=STAMP,
    same_worker=False,
)
SERVICE = Service(id="v1", client_id="c1", kind=ServiceKind.ADVICE, at_no_cost=True, stamp=STAMP)
PAPER = ShownPaper(
    id="p1",
    client_id="c1",
    seen=PaperSeen(kind="rent", first=DAY, last=DAY),
    stamp=STAMP,
)
EVENT = KyrEvent(
    id="e1", day=DAY, title="Hall", attendance=(Attendance("ht", 3, 2),), trained=1, stamp=STAMP
)
CLOSE = Close(
    label="2026-10",
    seq=1,
    first=date(2026, 10, 1),
    last=date(2026, 10, 31),
    payload=b"{}",
    sealed=None,
    file_name="",
    stamp=STAMP,
)


@pytest.fixture(autouse=True)
def people(opened: OpenVault) -> None:
    opened.workers.add(Worker(id="w1", name="Ana"))
    opened.clients.add(CLIENT)
    opened.clients.add(REFUSING)


def refused_by_the_database(connection: Connection, statement: str, guard: str) -> None:
    with pytest.raises(IntegrityError, match=guard), connection.begin_nested():
        connection.exec_driver_sql(statement)


def test_what_is_not_there_is_missing(opened: OpenVault) -> None:
    for store in (opened.clients, opened.screenings, opened.services, opened.kyr_events):
        with pytest.raises(RecordMissingError):
            store.get("nobody")
    for get in (opened.workers.get, opened.closes.get):
        with pytest.raises(RecordMissingError):
            get("nobody")
    with pytest.raises(RecordMissingError):
        opened.clinic.get()
    with pytest.raises(RecordMissingError):
        opened.clients.save(replace(CLIENT, id="nobody"))
    with pytest.raises(RecordMissingError):
        opened.closes.save(CLOSE)


@pytest.mark.parametrize(
    "change",
    [
        {"answers": Answers()},
        {"answers": DRAFT.answers.with_answer("lpr", "unknown")},
        {"question_id": "lpr"},
        {"country": "VE"},
        {"as_of": date(2026, 1, 1)},
        {"client_id": "c2"},
        {"state": ScreeningState.DRAFT, "outcome": None, "finished": None},
        {"outcome": replace(OUTCOME, track=Track.NONE)},
        {"outcome": replace(OUTCOME, pack_version="2027.1")},
        {"finished": replace(STAMP, site="elsewhere")},
        {"withdrawn": GONE, "country": "VE"},
    ],
    ids=str,
)
def test_a_finished_screening_is_never_rewritten(opened: OpenVault, change: dict[str, Any]) -> None:
    opened.screenings.add(FINISHED)

    with pytest.raises(RecordFinalError):
        opened.screenings.save(replace(FINISHED, **change))

    assert opened.screenings.get("s1") == FINISHED


@pytest.mark.parametrize(
    "column",
    [
        "answers = NULL",
        "findings = x'5b5d5d'",
        "outcome = x'7b7d'",
        "pack_version = 'other'",
        "country = 'VE'",
        "finished_day = '2026-11-03'",
        "started_site = 'elsewhere'",
        "id = 's2'",
        "question_id = 'lpr'",
    ],
)
def test_the_database_itself_refuses_to_rewrite_a_finished_screening(
    opened: OpenVault, connection: Connection, column: str
) -> None:
    opened.screenings.add(FINISHED)

    change = f"UPDATE screenings SET {column}"  # noqa: S608 - the test's own words

    refused_by_the_database(connection, change, "finished_screenings_stay")
    refused_by_the_database(connection, "DELETE FROM screenings", "finished_screenings_are_kept")


def test_a_finished_screening_can_be_withdrawn_once(opened: OpenVault) -> None:
    opened.screenings.add(FINISHED)
    gone = replace(FINISHED, withdrawn=GONE)

    opened.screenings.save(gone)

    assert opened.screenings.get("s1") == gone
    for again in (None, Withdrawal("another reason", STAMP)):
        with pytest.raises(RecordFinalError):
            opened.screenings.save(replace(gone, withdrawn=again))


def test_a_withdrawn_draft_can_lose_its_answers_and_gain_none(opened: OpenVault) -> None:
    opened.screenings.add(DRAFT)
    opened.screenings.save(replace(DRAFT, withdrawn=GONE))

    with pytest.raises(RecordFinalError):
        opened.screenings.save(
            replace(DRAFT, withdrawn=GONE, answers=DRAFT.answers.with_answer("lpr", "unknown"))
        )
    opened.screenings.save(DRAFT.without_answers(GONE))

    assert opened.screenings.get("s1").answers == Answers()


def test_a_withdrawn_client_never_changes_again(opened: OpenVault, connection: Connection) -> None:
    gone = replace(CLIENT, withdrawn=GONE, come_back_on=None, come_back_note="")
    with pytest.raises(RecordFinalError):
        opened.clients.save(replace(gone, name="Somebody Else"))

    opened.clients.save(gone)

    with pytest.raises(RecordFinalError):
        opened.clients.save(replace(gone, name="Somebody Else"))
    with pytest.raises(RecordFinalError):
        opened.clients.save(CLIENT)
    for change in (
        "UPDATE clients SET name = 'x' WHERE id = 'c1'",
        "UPDATE clients SET withdrawn_reason = 'x' WHERE id = 'c1'",
        "UPDATE clients SET language = 'es' WHERE id = 'c1'",
        "UPDATE clients SET gender = 'male' WHERE id = 'c1'",
        "UPDATE clients SET county = '25025' WHERE id = 'c1'",
    ):
        refused_by_the_database(connection, change, "withdrawn_clients_stay")


def test_a_service_changes_in_nothing_but_its_withdrawal(
    opened: OpenVault, connection: Connection
) -> None:
    opened.services.add(SERVICE)
    with pytest.raises(RecordFinalError):
        opened.services.save(replace(SERVICE, at_no_cost=False))
    refused_by_the_database(connection, "UPDATE services SET at_no_cost = 0", "services_stay")

    opened.services.save(replace(SERVICE, withdrawn=GONE))

    with pytest.raises(RecordFinalError):
        opened.services.save(SERVICE)
    refused_by_the_database(
        connection, "UPDATE services SET withdrawn_reason = 'x'", "services_stay"
    )


def test_a_paper_that_was_shown_changes_in_nothing_but_its_withdrawal(
    opened: OpenVault, connection: Connection
) -> None:
    opened.shown_papers.add(PAPER)
    with pytest.raises(RecordFinalError):
        opened.shown_papers.save(replace(PAPER, seen=PaperSeen(kind="work", first=DAY, last=DAY)))
    for change in ("content = x'00'", "client_id = 'c2'", "stamp_site = 'x'"):
        statement = f"UPDATE shown_papers SET {change}"  # noqa: S608 - the test's own words
        refused_by_the_database(connection, statement, "shown_papers_stay")

    opened.shown_papers.save(replace(PAPER, withdrawn=GONE))

    with pytest.raises(RecordFinalError):
        opened.shown_papers.save(PAPER)
    refused_by_the_database(
        connection, "UPDATE shown_papers SET withdrawn_reason = 'x'", "shown_papers_stay"
    )


def test_no_paper_is_kept_of_who_wants_no_record(opened: OpenVault, connection: Connection) -> None:
    with pytest.raises(ConsentRefusedError):
        opened.shown_papers.add(replace(PAPER, client_id="c2"))
    opened.shown_papers.add(PAPER)
    refused_by_the_database(
        connection,
        "INSERT INTO shown_papers SELECT 9, 'p9', 'c2', content, stamp_at, stamp_day,"
        " stamp_day_source, stamp_worker_id, stamp_site, NULL, NULL, NULL, NULL, NULL, NULL"
        " FROM shown_papers",
        "shown_papers_of_who_wants_no_record",
    )
    refused_by_the_database(
        connection,
        "UPDATE clients SET consent = 'refused', name = '', birth_date = NULL, phone = '',"
        " search_words = '' WHERE id = 'c1'",
        "refusing_clients_have_no_papers",
    )


@pytest.mark.parametrize("end", [{"is_finished": True}, {"withdrawn": GONE}], ids=str)
def test_a_final_event_keeps_its_heads(
    opened: OpenVault, connection: Connection, end: dict[str, Any]
) -> None:
    final = replace(EVENT, **end)
    opened.kyr_events.add(final)

    for changed in (
        replace(final, trained=9),
        replace(final, attendance=(Attendance("ht", 4, 2),)),
        replace(final, attendance=()),
    ):
        with pytest.raises(RecordFinalError):
            opened.kyr_events.save(changed)
    refused_by_the_database(connection, "UPDATE kyr_events SET trained = 9", "final_events_stay")
    moved = "UPDATE kyr_events SET county = '25025'"
    refused_by_the_database(connection, moved, "final_events_stay")
    refused_by_the_database(connection, "UPDATE kyr_attendance SET adults = 9", "final_heads_stay")
    refused_by_the_database(connection, "DELETE FROM kyr_attendance", "final_heads_go")
    refused_by_the_database(
        connection, "INSERT INTO kyr_attendance VALUES ('e1', 7, 'es', 1, 1)", "final_heads_come"
    )


def test_a_final_event_can_still_be_withdrawn(opened: OpenVault) -> None:
    final = replace(EVENT, is_finished=True)
    opened.kyr_events.add(final)

    opened.kyr_events.save(replace(final, withdrawn=GONE))

    assert opened.kyr_events.get("e1").withdrawn == GONE


def test_an_event_does_not_change_its_heads_while_it_is_withdrawn(opened: OpenVault) -> None:
    opened.kyr_events.add(EVENT)

    with pytest.raises(RecordFinalError):
        opened.kyr_events.save(replace(EVENT, attendance=(), withdrawn=GONE))


def test_decisions_only_grow_and_are_about_what_stands(
    opened: OpenVault, connection: Connection
) -> None:
    opened.screenings.add(DRAFT)
    with pytest.raises(IntegrityError, match="about_what_stands"), connection.begin_nested():
        opened.decisions.add(DECISION)
    opened.screenings.save(FINISHED)

    opened.decisions.add(DECISION)

    refused_by_the_database(connection, "UPDATE decisions SET ruling = 'refer'", "decisions_stay")
    refused_by_the_database(connection, "DELETE FROM decisions", "decisions_are_kept")


@pytest.mark.parametrize(
    "change",
    [
        {"payload": b"[]"},
        {"first": date(2026, 10, 2)},
        {"seq": 2},
        {"stamp": replace(STAMP, site="elsewhere")},
    ],
    ids=str,
)
def test_a_close_is_never_rewritten(opened: OpenVault, change: dict[str, Any]) -> None:
    opened.closes.add(CLOSE)

    with pytest.raises(RecordFinalError):
        opened.closes.save(replace(CLOSE, **change))

    assert opened.closes.all() == (CLOSE,)


def test_a_close_is_sealed_once_and_hears_from_headquarters(
    opened: OpenVault, connection: Connection
) -> None:
    opened.closes.add(CLOSE)
    sealed = replace(CLOSE, sealed=b"sealed", file_name="GRACE-0001.bundle")

    opened.closes.save(sealed)
    opened.closes.save(replace(sealed, receipt_status="accepted"))

    for again in (CLOSE, replace(sealed, sealed=b"anew"), replace(sealed, file_name="other")):
        with pytest.raises(RecordFinalError):
            opened.closes.save(replace(again, receipt_status="accepted"))
    refused_by_the_database(connection, "UPDATE closes SET sealed = x'00'", "closes_stay")
    refused_by_the_database(connection, "UPDATE closes SET payload = x'00'", "closes_stay")
    refused_by_the_database(connection, "DELETE FROM closes", "closes_are_kept")


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ({"label": "2026-11", "seq": 3}, "closes_have_no_gaps"),
        ({"label": "2026-11"}, "closes_have_no_gaps"),
        ({"seq": 2}, "UNIQUE"),
    ],
    ids=str,
)
def test_closes_follow_each_other_without_gaps_each_month_once(
    opened: OpenVault, connection: Connection, change: dict[str, Any], guard: str
) -> None:
    opened.closes.add(CLOSE)

    with pytest.raises(IntegrityError, match=guard), connection.begin_nested():
        opened.closes.add(replace(CLOSE, **change))


def test_the_ledger_only_grows(opened: OpenVault, connection: Connection) -> None:
    origin = Origin(clinic="GRACE", station="0" * 16, is_training=True, draw_key=bytes(32))
    raw = RawTally(Month(2026, 10), dict.fromkeys(HeadlineCount, 500))
    tally = release(raw, ReleaseLedger(), origin)
    ledger = ReleaseLedger().with_release(tally, "a" * 64, origin.policy)
    opened.closes.add_to_ledger(ledger.entries[-1])

    with pytest.raises(IntegrityError, match="no_gaps"), connection.begin_nested():
        opened.closes.add_to_ledger(ledger.entries[-1])
    for statement in (
        "UPDATE releases SET payload_sha256 = 'x'",
        "DELETE FROM releases",
        "UPDATE released_counts SET total = 0",
        "DELETE FROM released_counts",
        "INSERT INTO released_counts VALUES (7, 'helped', 1, 1)",
        "UPDATE released_tables SET looked_at = 0",
        "DELETE FROM released_tables",
        "INSERT INTO released_tables VALUES (7, 'helped', 'country', 1, 1)",
        "UPDATE released_labels SET shown = 1",
        "DELETE FROM released_labels",
        "INSERT INTO released_labels VALUES (7, 'helped', 'country', 'HT', 11)",
    ):
        refused_by_the_database(connection, statement, "release")
    assert opened.closes.ledger().newest == tally.newest


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"name": "Marie"}, "name"),
        ({"birth_date": date(1990, 1, 1)}, "birth_date"),
        ({"phone": "305"}, "phone"),
    ],
)
def test_nothing_personal_is_kept_of_who_refused(
    opened: OpenVault, change: dict[str, Any], what: str
) -> None:
    with pytest.raises(ConsentRefusedError) as refused:
        opened.clients.save(replace(REFUSING, **change))
    assert refused.value.what == what

    with pytest.raises(ConsentRefusedError):
        opened.clients.add(replace(REFUSING, id="c3", code="7K3H", **change))


@pytest.mark.parametrize(
    "column", ["name = 'x'", "phone = '1'", "birth_date = '1990-01-01'", "search_words = 'x'"]
)
def test_the_database_itself_keeps_nothing_personal_of_who_refused(
    connection: Connection, column: str
) -> None:
    change = f"UPDATE clients SET {column} WHERE id = 'c2'"  # noqa: S608 - the test's own words

    refused_by_the_database(connection, change, "CHECK")


def test_no_answers_and_no_findings_are_kept_of_who_refused(
    opened: OpenVault, connection: Connection
) -> None:
    unanswered = replace(DRAFT, client_id="c2", answers=Answers())
    for kept in (replace(DRAFT, client_id="c2"), replace(FINISHED, client_id="c2")):
        with pytest.raises(ConsentRefusedError, match="answers"):
            opened.screenings.add(kept)
    with pytest.raises(ConsentRefusedError, match="outcome"):
        opened.screenings.add(replace(FINISHED, client_id="c2", answers=Answers()))
    opened.screenings.add(unanswered)

    with pytest.raises(ConsentRefusedError, match="answers"):
        opened.screenings.save(replace(DRAFT, client_id="c2"))
    refused_by_the_database(
        connection, "UPDATE screenings SET answers = x'7b7d'", "without_consent"
    )


def test_that_somebody_who_refused_was_screened_is_kept(opened: OpenVault) -> None:
    tallied = replace(FINISHED, client_id="c2").tally_only()

    opened.screenings.add(tallied)

    assert opened.screenings.get("s1") == tallied


def test_a_screening_of_who_agreed_is_not_finished_without_an_outcome(
    opened: OpenVault, connection: Connection
) -> None:
    with pytest.raises(IntegrityError, match="without_consent"), connection.begin_nested():
        opened.screenings.add(replace(FINISHED, outcome=None))


def test_consent_is_not_taken_back_over_answers_that_are_kept(
    opened: OpenVault, connection: Connection
) -> None:
    opened.screenings.add(DRAFT)
    bare = replace(CLIENT, name="", birth_date=None, phone="", consent=Consent.REFUSED)

    with pytest.raises(ConsentRefusedError, match="answers"):
        opened.clients.save(bare)
    refused_by_the_database(
        connection,
        "UPDATE clients SET consent = 'refused', name = '', birth_date = NULL, phone = '',"
        " search_words = '' WHERE id = 'c1'",
        "refusing_clients_have_no_answers",
    )
    opened.screenings.save(DRAFT.without_answers(GONE))
    opened.clients.save(bare)

    assert opened.clients.get("c1") == bare
    assert opened.clients.search("marie") == ()


def test_a_training_vault_stays_one_for_ever(opened: OpenVault, connection: Connection) -> None:
    clinic = Clinic(name="Grace", code="GRACE", site="Hall", station_id="0" * 16, is_training=True)
    opened.clinic.save(clinic)

    with pytest.raises(IntegrityError, match="training_stays"), connection.begin_nested():
        opened.clinic.save(replace(clinic, is_training=False))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clients SET code = '7K3G' WHERE id = 'c1'",
        "UPDATE clients SET code = '7K3' WHERE id = 'c1'",
        "UPDATE clients SET language = NULL WHERE id = 'c1'",
        "UPDATE clients SET consent = 'perhaps' WHERE id = 'c1'",
        "UPDATE clients SET birth_date = '2026-02-30' WHERE id = 'c1'",
        "UPDATE clients SET birth_date = '2026' WHERE id = 'c1'",
        "UPDATE clients SET needs_interpreter = 2 WHERE id = 'c1'",
        "UPDATE clients SET needs_interpreter = 'yes' WHERE id = 'c1'",
        "UPDATE clients SET household_id = 'nobody' WHERE id = 'c1'",
        "UPDATE clients SET registered_worker_id = 'nobody' WHERE id = 'c1'",
        "UPDATE clients SET withdrawn_reason = 'half' WHERE id = 'c1'",
        "UPDATE screenings SET client_id = 'nobody'",
        "UPDATE screenings SET state = 'finished'",
        "UPDATE screenings SET finished_day = '2026-11-02'",
        "UPDATE screenings SET findings = x'5b5d'",
        "UPDATE workers SET level = 'full'",
        "INSERT INTO clinic VALUES (2, '', '', '', '', '', 0)",
    ],
)
def test_the_database_takes_no_half_or_impossible_rows(
    opened: OpenVault, connection: Connection, statement: str
) -> None:
    opened.screenings.add(DRAFT)

    with pytest.raises(IntegrityError), connection.begin_nested():
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "column",
    [
        "form = 'I-821'",
        "filing = 'initial'",
        "appeared_before = 'dhs'",
        "referred_to = 'Legal Aid'",
        "kind = 'lunch'",
    ],
)
def test_a_service_carries_only_what_belongs_to_its_kind(
    opened: OpenVault, connection: Connection, column: str
) -> None:
    opened.services.add(SERVICE)
    connection.exec_driver_sql("DROP TRIGGER services_stay")
    change = f"UPDATE services SET {column}"  # noqa: S608 - the test's own words

    refused_by_the_database(connection, change, "CHECK")


def test_an_installed_pack_is_rolled_back_once_and_changes_in_nothing_else(
    opened: OpenVault, connection: Connection
) -> None:
    pack = InstalledPack(id="p1", version="2026.12", sha256="0" * 64, stamp=STAMP)
    opened.rule_packs.add(pack, b"signed")
    refused_by_the_database(connection, "UPDATE rule_packs SET version = 'x'", "rule_packs_stay")

    opened.rule_packs.roll_back("p1", STAMP)

    assert opened.rule_packs.all() == (replace(pack, rolled_back=STAMP),)
    assert opened.rule_packs.signed_file("p1") == b"signed"
    with pytest.raises(RecordFinalError):
        opened.rule_packs.roll_back("p1", STAMP)
    with pytest.raises(RecordMissingError):
        opened.rule_packs.signed_file("p2")
    again = "UPDATE rule_packs SET rolled_back_site = 'elsewhere'"
    refused_by_the_database(connection, again, "rule_packs_stay")
    refused_by_the_database(connection, "DELETE FROM rule_packs", "rule_packs_are_kept")


def test_a_note_that_travels_is_kept_as_it_was_signed(
    opened: OpenVault, connection: Connection
) -> None:
    note = CarriedNote(id="n1", subject=NoteSubject.NEW_KEY, note=b"signed", stamp=STAMP)
    opened.notes.add(note)

    assert opened.notes.about(NoteSubject.NEW_KEY) == (note,)
    refused_by_the_database(connection, "UPDATE carried_notes SET note = x'00'", "notes_stay")
    refused_by_the_database(connection, "DELETE FROM carried_notes", "carried_notes_are_kept")


def test_whoever_leaves_headquarters_keeps_the_closes_and_every_guard(
    opened: OpenVault, connection: Connection
) -> None:
    note = CarriedNote(id="n1", subject=NoteSubject.NEW_KEY, note=b"signed", stamp=STAMP)
    sealed = replace(CLOSE, sealed=b"sealed", file_name="x.tally", receipt_status="accepted")
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    before = connection.exec_driver_sql(query).all()
    opened.closes.add(sealed)
    opened.notes.add(note)

    opened.closes.unseal((sealed,))
    opened.notes.forget()
    opened.enrolment.forget()

    assert opened.closes.all() == (replace(CLOSE, sealed=None, file_name=""),)
    assert opened.notes.about(NoteSubject.NEW_KEY) == ()
    assert opened.enrolment.get() is None
    assert connection.exec_driver_sql(query).all() == before
    refused_by_the_database(connection, "UPDATE closes SET payload = x'00'", "closes_stay")
    refused_by_the_database(connection, "DELETE FROM closes", "closes_are_kept")


def test_a_confirmation_is_taken_back_once_and_changes_in_nothing_else(
    opened: OpenVault, connection: Connection
) -> None:
    read = Confirmation(
        line="Ukraine 2022",
        source="91 FR 99999",
        read_on=date(2026, 11, 1),
        through=date(2027, 4, 19),
        reregistration=Window(date(2026, 11, 1), date(2026, 12, 31)),
        by="Ana",
    )
    kept = KeptConfirmation(id="k1", confirmation=read, pack_version="2026.11", stamp=STAMP)
    opened.confirmations.add(kept)
    change = "UPDATE confirmations SET through = '2030-01-01'"
    refused_by_the_database(connection, change, "confirmations_stay")

    opened.confirmations.take_back("k1", STAMP)

    assert opened.confirmations.of_pack("2026.11") == (replace(kept, taken_back=STAMP),)
    assert opened.confirmations.of_pack("2026.12") == ()
    with pytest.raises(RecordFinalError):
        opened.confirmations.take_back("k1", STAMP)
    with pytest.raises(RecordMissingError):
        opened.confirmations.take_back("k2", STAMP)
    again = "UPDATE confirmations SET taken_back_site = 'elsewhere'"
    refused_by_the_database(connection, again, "confirmations_stay")
    refused_by_the_database(connection, "DELETE FROM confirmations", "confirmations_are_kept")


def test_a_rescreening_is_kept_as_it_is_and_only_of_what_was_finished(
    opened: OpenVault, connection: Connection
) -> None:
    again = Rescreening(
        id="r1", screening_id="s1", installation_id="", outcome=OUTCOME, stamp=STAMP
    )
    opened.screenings.add(DRAFT)
    with pytest.raises(IntegrityError, match="rescreenings_of_kept"), connection.begin_nested():
        opened.rescreenings.add(again)
    opened.screenings.save(FINISHED)
    opened.rescreenings.add(again)

    assert opened.rescreenings.latest("s1") == again
    assert opened.rescreenings.latest("s2") is None
    kept = connection.exec_driver_sql("SELECT outcome, findings FROM rescreenings").one()
    assert not any(b"HT-2024-R" in field or field == b"[]" for field in kept)
    change = "UPDATE rescreenings SET installation_id = 'x'"
    refused_by_the_database(connection, change, "rescreenings_stay")
    refused_by_the_database(connection, "DELETE FROM rescreenings", "rescreenings_are_kept")
