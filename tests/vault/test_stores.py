"""The lists that a clinic's day asks for."""

import secrets
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.folding import CODE_SYMBOLS, code_of
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.screening import Decision, Ruling, Screening, ScreeningState
from clinic_app.records.service import Service, ServiceKind
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.worker import Worker
from clinic_app.screening.outcome import Outcome, Track
from clinic_app.vault.engine import Engines
from clinic_app.vault.open_vault import OpenVault


def on(day: int) -> Stamp:
    return Stamp(
        at=datetime(2026, 11, day, 18, 30, tzinfo=UTC),
        day=date(2026, 11, day),
        day_source=DaySource.COMPUTER,
        worker_id="w1",
        site="Church hall",
    )


GONE = Withdrawal("typed twice", on(3))
OUTCOME = Outcome(
    country="HT",
    as_of=date(2026, 11, 2),
    pack_version="1",
    track=Track.NONE,
    designation=None,
    deadline=None,
    findings=(),
)


def a_client(client_id: str, *, household: str = "", come_back: int | None = None) -> Client:
    return Client(
        id=client_id,
        code=f"C0D{client_id[-1]}",
        name=f"Client {client_id}",
        household_id=household or client_id,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        come_back_on=date(2026, 11, come_back) if come_back else None,
        registered=on(2),
    )


def a_draft(screening_id: str, client_id: str = "c1") -> Screening:
    return Screening(
        id=screening_id,
        client_id=client_id,
        country="HT",
        as_of=date(2026, 11, 2),
        answers=Answers(),
        started=on(2),
    )


def finished(draft: Screening) -> Screening:
    return replace(draft, state=ScreeningState.FINISHED, outcome=OUTCOME, finished=on(2))


def a_decision(number: int, ruling: Ruling) -> Decision:
    return Decision(
        id=f"d{number}",
        screening_id="s1",
        ruling=ruling,
        note="",
        stamp=on(2),
        same_worker=False,
    )


@pytest.fixture(autouse=True)
def people(opened: OpenVault) -> None:
    opened.workers.add(Worker(id="w1", name="Ana"))
    opened.clients.add(a_client("c1"))


def test_recent_clients_come_newest_first_without_the_withdrawn(opened: OpenVault) -> None:
    opened.clients.add(a_client("c2"))
    opened.clients.add(replace(a_client("c3"), withdrawn=GONE))

    assert [client.id for client in opened.clients.recent()] == ["c2", "c1"]
    assert [client.id for client in opened.clients.recent(limit=1)] == ["c2"]


def test_a_household_comes_in_the_order_of_registration(opened: OpenVault) -> None:
    opened.clients.add(a_client("c2", household="c1"))
    opened.clients.add(a_client("c3"))

    assert [client.id for client in opened.clients.household("c1")] == ["c1", "c2"]


def test_whoever_was_to_come_back_by_a_day_is_due(opened: OpenVault) -> None:
    opened.clients.add(a_client("c2", come_back=9))
    opened.clients.add(a_client("c3", come_back=8))
    opened.clients.add(a_client("c4", come_back=10))
    opened.clients.add(replace(a_client("c5", come_back=7), withdrawn=GONE))

    assert [client.id for client in opened.clients.come_back_due(date(2026, 11, 9))] == ["c3", "c2"]


def test_a_client_is_found_by_the_code_however_it_is_typed(opened: OpenVault) -> None:
    found = opened.clients.by_code(" c0-d1 ")

    assert found is not None
    assert found.id == "c1"
    assert opened.clients.by_code("C0D2") is None
    assert opened.clients.by_code("!") is None


def test_a_new_code_is_short_and_nobody_has_it(opened: OpenVault) -> None:
    code = opened.clients.new_code()

    assert len(code) == 4
    assert code_of(code) == code
    assert opened.clients.by_code(code) is None


def test_codes_grow_where_the_short_ones_are_used_up(
    opened: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.clients.add(replace(a_client("c9"), code="0000"))
    monkeypatch.setattr(secrets, "choice", lambda _symbols: CODE_SYMBOLS[0])

    assert opened.clients.new_code() == "00000"


def test_drafts_and_undecided_leave_out_what_is_withdrawn(opened: OpenVault) -> None:
    opened.clients.add(a_client("c2"))
    opened.screenings.add(a_draft("s1"))
    opened.screenings.add(finished(a_draft("s2")))
    opened.screenings.add(replace(a_draft("s3"), withdrawn=GONE))
    opened.screenings.add(replace(finished(a_draft("s4")), withdrawn=GONE))
    opened.screenings.add(a_draft("s5", "c2"))
    opened.screenings.add(finished(a_draft("s6", "c2")))
    opened.clients.save(replace(opened.clients.get("c2"), withdrawn=GONE))

    assert [one.id for one in opened.screenings.drafts()] == ["s1"]
    assert [one.id for one in opened.screenings.undecided()] == ["s2"]
    assert [one.id for one in opened.screenings.of_client("c1")] == ["s1", "s2", "s3", "s4"]


def test_of_what_waits_the_first_are_read_and_all_are_counted(opened: OpenVault) -> None:
    for number in (1, 2, 3):
        opened.screenings.add(a_draft(f"d{number}"))
        opened.screenings.add(finished(a_draft(f"f{number}")))
        opened.clients.add(a_client(f"c{number + 1}", come_back=number))
    day = date(2026, 11, 2)

    assert [one.id for one in opened.screenings.drafts(2)] == ["d1", "d2"]
    assert [one.id for one in opened.screenings.undecided(2)] == ["f1", "f2"]
    assert [one.id for one in opened.clients.come_back_due(day, 1)] == ["c2"]
    assert opened.screenings.count_drafts() == 3
    assert opened.screenings.count_undecided() == 3
    assert opened.clients.count_come_back_due(day) == 2


def test_what_waits_is_counted_up_to_a_day(opened: OpenVault) -> None:
    first, other = a_draft("d1"), finished(a_draft("f1"))
    opened.screenings.add(first)
    opened.screenings.add(other)
    assert other.finished is not None
    before = timedelta(days=1)

    assert opened.screenings.count_drafts(first.started.day) == 1
    assert opened.screenings.count_drafts(first.started.day - before) == 0
    assert opened.screenings.count_undecided(other.finished.day) == 1
    assert opened.screenings.count_undecided(other.finished.day - before) == 0


def test_no_screening_is_read_to_know_which_of_thousands_wait(
    opened: OpenVault, database: Engines
) -> None:
    plans: list[str] = []

    def explain(_c: Connection, cursor: Any, sql: str, values: Any, *_more: object) -> None:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        plans.append(" | ".join(str(step[3]) for step in cursor.fetchall()))

    event.listen(database.writer, "before_cursor_execute", explain)
    opened.screenings.count_drafts()
    opened.screenings.count_undecided()
    opened.screenings.drafts(30)
    opened.screenings.undecided(30)
    event.remove(database.writer, "before_cursor_execute", explain)

    assert len(plans) == 4
    for plan in plans:
        assert "COVERING INDEX screenings_open" in plan, plan
        assert "SCAN screenings" not in plan, plan


def test_more_papers_leave_a_screening_undecided(opened: OpenVault) -> None:
    opened.screenings.add(finished(a_draft("s1")))

    opened.decisions.add(a_decision(1, Ruling.MORE_PAPERS))
    assert [one.id for one in opened.screenings.undecided()] == ["s1"]

    opened.decisions.add(a_decision(2, Ruling.ACCEPT))
    assert opened.screenings.undecided() == ()


def test_services_of_a_day_are_of_that_day(opened: OpenVault) -> None:
    for number, day in ((1, 2), (2, 3), (3, 2)):
        opened.services.add(
            Service(
                id=f"v{number}",
                client_id="c1",
                kind=ServiceKind.ADVICE,
                at_no_cost=True,
                stamp=on(day),
            )
        )

    assert [one.id for one in opened.services.on_day(date(2026, 11, 2))] == ["v1", "v3"]


def test_events_come_newest_day_first(opened: OpenVault) -> None:
    for number, day in ((1, 2), (2, 9), (3, 2)):
        opened.kyr_events.add(
            KyrEvent(
                id=f"e{number}", day=date(2026, 11, day), title="Hall", attendance=(), stamp=on(2)
            )
        )

    assert [one.id for one in opened.kyr_events.all()] == ["e2", "e3", "e1"]


def test_saving_what_did_not_change_changes_nothing(opened: OpenVault) -> None:
    opened.clients.save(a_client("c1"))

    assert opened.clients.get("c1") == a_client("c1")
