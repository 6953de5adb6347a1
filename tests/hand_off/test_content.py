"""Records come out of a hand-off exactly as they went in."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from clinic_app.clock import DaySource
from clinic_app.hand_off import content
from clinic_app.hand_off.content import Parcel, Unit
from clinic_app.hand_off.errors import ParcelDamagedError, ParcelNewerError, ParcelOlderError
from clinic_app.hand_off.record_parts import Record, kind_of, parts_of, record_of
from clinic_app.interview.answers import UNKNOWN, Answers
from clinic_app.records.audit import About, Act, Entry
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.pair import PairAnswer
from clinic_app.records.screening import Decision, Ruling, Screening, ScreeningState
from clinic_app.records.service import FilingKind, Form, Service, ServiceKind
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.versions import History, Register
from clinic_app.screening.outcome import Finding, Outcome, Status, Track
from clinic_app.tallies.breakdowns import Gender

DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
STAMP = Stamp(at=NOW, day=DAY, day_source=DaySource.WORKER, worker_id="w1", site="Salle é")
CLIENT = Client(
    id="c1",
    code="7K3F",
    name="Wídline O'Canary",
    household_id="c0",
    birth_date=date(1990, 1, 1),
    language="ht",
    needs_interpreter=True,
    consent=Consent.GIVEN,
    phone="555",
    gender=Gender.FEMALE,
    county="25025",
    come_back_on=DAY,
    come_back_note="papers",
    registered=STAMP,
    withdrawn=Withdrawal("twice", STAMP),
)
OUTCOME = Outcome(
    country="HT",
    as_of=DAY,
    pack_version="1",
    track=Track.NONE,
    designation=None,
    deadline=DAY,
    findings=(Finding(test="crimes", status=Status.NEEDS_REVIEW, text="x", citations=("y",)),),
)
DRAFT = Screening(
    id="s1",
    client_id="c1",
    country="HT",
    as_of=DAY,
    answers=Answers({"born": DAY, "lpr": False, "when": UNKNOWN, "stays": ({"from": DAY},)}),
    question_id="lpr",
    started=STAMP,
)
FINISHED = replace(
    DRAFT, id="s2", state=ScreeningState.FINISHED, outcome=OUTCOME, finished=STAMP, question_id=""
)
RECORDS: tuple[Record, ...] = (
    CLIENT,
    replace(CLIENT, birth_date=None, gender=None, come_back_on=None, withdrawn=None),
    DRAFT,
    FINISHED,
    replace(FINISHED, answers=Answers(), outcome=None),
    Decision(
        id="d1",
        screening_id="s2",
        ruling=Ruling.REFER,
        note="of the lawyer",
        stamp=STAMP,
        same_worker=True,
    ),
    Decision(
        id="d2",
        screening_id="s2",
        ruling=Ruling.REFER,
        note="",
        stamp=STAMP,
        same_worker=False,
        is_unbound=True,
    ),
    Service(
        id="v1",
        client_id="c1",
        kind=ServiceKind.APPLICATION_PREPARED,
        form=Form.I_821,
        filing=FilingKind.INITIAL,
        at_no_cost=True,
        stamp=STAMP,
    ),
    KyrEvent(
        id="e1",
        day=DAY,
        title="Hall",
        attendance=(Attendance("ht", 3, 1), Attendance("es", 2)),
        trained=1,
        is_finished=True,
        stamp=STAMP,
    ),
)
HISTORY = History("client", "c1", "c1", {"name": Register.of('"Ana"', "v0")})
ANSWER = PairAnswer(
    one_id="c1",
    other_id="c2",
    likeness=90,
    turns=1,
    one_as="a" * 64,
    other_as="b" * 64,
    stamp=STAMP,
)
SAMPLES = Path(__file__).parent / "samples"
PARCEL = Parcel(
    schema=content.SCHEMA,
    clinic="H1",
    is_training=False,
    number=1,
    workers={"w1": "Ana"},
    units=(Unit("c1", 1, (), (HISTORY,)),),
    merges=(),
    log=(Entry(at=NOW, worker_id="w1", act=Act.ADDED, about=About.CLIENT, subject_id="c1"),),
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: kind_of(type(record)))
def test_a_record_taken_apart_is_the_same_record_again(record: Record) -> None:
    assert record_of(type(record), parts_of(record)) == record


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"whole": "[]"},
        {"whole": "{"},
        {"whole": '{"id":"1"}'},
        {"whole": '{"invented":"1"}'},
        {"whole": '{"ruling":"\\"invented\\""}'},
    ],
    ids=["none", "a list", "cut", "too little", "too much", "no such choice"],
)
def test_what_is_no_record_is_refused(parts: dict[str, str]) -> None:
    with pytest.raises(ParcelDamagedError):
        record_of(Decision, parts)


def test_what_a_hand_off_says_is_read_as_it_was_written() -> None:
    assert content.read(content.write(PARCEL)) == PARCEL


@pytest.mark.parametrize(
    ("schema", "error"),
    [(content.SCHEMA + 1, ParcelNewerError), (content.OLDEST_SCHEMA - 1, ParcelOlderError)],
    ids=["newer", "older"],
)
def test_content_of_another_version_is_told_apart(schema: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        content.read(content.write(replace(PARCEL, schema=schema)))


def test_a_hand_off_of_before_answers_travelled_is_read() -> None:
    parcel = content.read((SAMPLES / "content-1.json").read_bytes())

    assert parcel.answers == ()
    assert (parcel.schema, parcel.number, parcel.workers) == (1, 1, {"w1": "Ana"})
    assert [unit.id for unit in parcel.units] == ["c1", "c2"]
    assert [(one.kept_id, one.merged_id) for one in parcel.merges] == [("c1", "c2")]


def test_a_hand_off_of_before_months_were_answers_is_read() -> None:
    parcel = content.read((SAMPLES / "content-2.json").read_bytes())

    assert parcel == replace(PARCEL, schema=2, answers=(ANSWER,))


def test_answers_are_read_as_they_were_written() -> None:
    again = PairAnswer(one_id="c1", other_id="c3", likeness=75, turns=2)
    parcel = replace(PARCEL, answers=(ANSWER, again))

    assert content.read(content.write(parcel)) == parcel


@pytest.mark.parametrize(
    "change",
    [
        {"one_id": "c3"},
        {"one_id": "c2"},
        {"turns": 0},
        {"turns": 2},
        {"turns": -1},
        {"turns": 2**63 + 1},
        {"likeness": 0},
        {"likeness": 101},
        {"stamp": None},
        {"one_as": ""},
        {"other_as": "a" * 63},
        {"one_as": "A" * 64},
    ],
    ids=str,
)
def test_an_answer_that_nobody_gave_is_refused(change: dict[str, Any]) -> None:
    parcel = replace(PARCEL, answers=(replace(ANSWER, **change),))

    with pytest.raises(ParcelDamagedError):
        content.read(content.write(parcel))


def test_content_that_is_no_hand_off_is_refused() -> None:
    fields = msgspec.json.decode(content.write(PARCEL))

    numbers = (msgspec.json.encode({**fields, "number": number}) for number in (0, 2**63))
    for broken in (b"\xff", b"[]", b'{"schema":1}', *numbers):
        with pytest.raises(ParcelDamagedError):
            content.read(broken)


@pytest.mark.parametrize(
    "change",
    [
        {"subject_id": "c2"},
        {"about": About.CLOCK, "act": Act.DAY_SETTLED},
        {"at": NOW.replace(tzinfo=None)},
    ],
    ids=["not handed over", "the clock", "no offset"],
)
def test_a_line_of_the_log_about_anything_else_is_refused(change: dict[str, Any]) -> None:
    """A day laptop could have settled the main laptop's clock, or kept it from ever opening."""
    parcel = replace(PARCEL, log=(replace(PARCEL.log[0], **change),))

    with pytest.raises(ParcelDamagedError):
        content.read(content.write(parcel))


@pytest.mark.parametrize(
    "histories",
    [
        (),
        (replace(HISTORY, unit_id="c2"),),
        (replace(HISTORY, parts={}),),
        (replace(HISTORY, parts={"name": Register({"v0": "1"}, frozenset(), "v1")}),),
        (replace(HISTORY, parts={"name": Register({"v0": "1"}, frozenset({"v0"}), "v0")}),),
    ],
    ids=["empty", "of another unit", "no parts", "shows what is not there", "past and standing"],
)
def test_records_whose_versions_cannot_be_are_refused(histories: tuple[History, ...]) -> None:
    with pytest.raises(ParcelDamagedError):
        content.read(content.write(replace(PARCEL, units=(Unit("c1", 1, (), histories),))))
