"""Whatever a worker does stands in the log, by ids alone; and the log is checked as a whole."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import clinic_app.workflows
from clinic_app.clock import Today
from clinic_app.interview.answers import UNKNOWN
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Ruling
from clinic_app.records.service import ServiceKind
from clinic_app.workflows import (
    audit,
    clients,
    closing,
    decisions,
    kyr,
    screenings,
    services,
    unlocking,
)
from clinic_app.workflows.audit import ChainCheck, Wanted
from clinic_app.workflows.session import Session

CANARY = "Canary-7f3a"
PASSPHRASE = "correct horse battery staple gravel moth"


def registered(session: Session) -> Client:
    return clients.register(
        session,
        name=CANARY,
        birth_date=date(1990, 1, 1),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone=CANARY,
    )


def told(session: Session, wanted: Wanted | None = None) -> list[tuple[Act, About, str]]:
    """Return what the log says, oldest first."""
    lines = audit.lines(session, wanted or Wanted())
    entries = [line.link.entry for line in reversed(lines)]
    return [(entry.act, entry.about, entry.subject_id) for entry in entries]


def test_a_day_stands_in_the_log_by_ids_alone(session: Session) -> None:
    before = len(told(session))
    client = registered(session)
    draft = screenings.begin(session, client.id, "HT")
    for key in ("nationalities", "birth_date"):
        screenings.answer(session, draft.id, key, UNKNOWN)
    screenings.finish(session, draft.id)
    decisions.decide(session, draft.id, Ruling.ACCEPT, CANARY)
    service = services.record(
        session,
        client.id,
        kind=ServiceKind.REFERRAL,
        referred_to=CANARY,
        at_no_cost=True,
    )
    audit.note(session, Act.PRINTED, About.SCREENING, draft.id)
    services.withdraw(session, service.id, CANARY)
    event = kyr.begin(session, CANARY, ("en",))

    assert told(session)[before:] == [
        (Act.ADDED, About.CLIENT, client.id),
        (Act.ADDED, About.SCREENING, draft.id),
        (Act.CHANGED, About.SCREENING, draft.id),
        (Act.SIGNED_OFF, About.SCREENING, draft.id),
        (Act.ADDED, About.SERVICE, service.id),
        (Act.PRINTED, About.SCREENING, draft.id),
        (Act.WITHDRAWN, About.SERVICE, service.id),
        (Act.ADDED, About.KYR_EVENT, event.id),
    ]
    lines = audit.lines(session, Wanted())
    assert CANARY not in repr([line.link for line in lines])
    assert {line.worker_name for line in lines} == {session.worker.name}


def test_opening_and_new_keys_stand_in_the_log(session: Session) -> None:
    unlocking.new_recovery_code(session)
    unlocking.change_passphrase(session, PASSPHRASE, "another passphrase of six many words")

    assert told(session) == [
        (Act.ADDED, About.VAULT, ""),
        (Act.OPENED, About.VAULT, ""),
        (Act.CHANGED, About.KEYS, session.worker.id),
    ]


def test_all_of_one_client_is_found_by_the_come_back_code(session: Session) -> None:
    client, other = registered(session), registered(session)
    draft = screenings.begin(session, client.id, "HT")
    screenings.begin(session, other.id, "HT")

    assert told(session, Wanted(client_code=client.code.lower())) == [
        (Act.ADDED, About.CLIENT, client.id),
        (Act.ADDED, About.SCREENING, draft.id),
    ]
    assert told(session, Wanted(client_code="ZZZZZZZZ")) == []
    assert told(session, Wanted(act=Act.OPENED, days=1)) == [(Act.OPENED, About.VAULT, "")]
    assert told(session, Wanted(worker_id="nobody")) == []


def test_a_close_keeps_the_head_and_a_log_that_lost_entries_is_told(session: Session) -> None:
    kyr.finish(session, kyr.begin(session, "Hall", ("en",)).id)
    december = replace(session, today=Today(date(2026, 12, 1)))
    closing.close(december, "2026-11", closing.preview(december, "2026-11"))
    registered(december)
    whole = audit.check(december)
    assert whole == ChainCheck(entries=whole.entries, first_broken=None, lost_closes=())
    assert whole.holds

    with december.transaction() as opened:
        run = opened._connection.exec_driver_sql
        run("DROP TRIGGER audit_log_is_kept")
        run("DELETE FROM audit_log WHERE seq > 2")

    lost = audit.check(december)
    assert (lost.first_broken, lost.lost_closes) == (None, (1,))
    assert not lost.holds


def test_an_empty_log_holds(session: Session) -> None:
    with session.transaction() as opened:
        run = opened._connection.exec_driver_sql
        run("DROP TRIGGER audit_log_is_kept")
        run("DELETE FROM audit_log")

    assert audit.check(session) == ChainCheck(entries=0, first_broken=None, lost_closes=())


def test_a_refused_change_stands_nowhere(session: Session) -> None:
    before = told(session)

    with pytest.raises(Exception):  # noqa: B017, PT011 - whichever is refused first
        screenings.begin(session, "nobody", "HT")

    assert told(session) == before


def writers() -> list[tuple[str, ast.FunctionDef, set[str]]]:
    """Return every function of the workflows that opens a transaction, and who notes there."""
    found = []
    for path in Path(str(clinic_app.workflows.__file__)).parent.glob("*.py"):
        functions = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef)
        ]
        noting = {one.name for one in functions if "note" in called(one)} | HANDS_OVER_NOTING
        found += [
            (f"{path.stem}.{one.name}", one, noting)
            for one in functions
            if "transaction" in called(one)
        ]
    return found


HANDS_OVER_NOTING = {"made_for"}
"""Writes an entry for each unit, as ``handing_over`` and ``handing_out`` both call it."""


def called(function: ast.FunctionDef) -> set[str]:
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return {ast.unparse(call.func).rsplit(".", 1)[-1] for call in calls}


WRITES_NO_RECORD = {
    "drafts.keep",
    "backups._note_restored",  # the entry itself: restored records have no session yet
    "duplicates.catch_up",  # the program compares by itself: nobody does anything to anybody
    "two_versions.look",  # tries what a pick would do, and takes all of it back
    "session.transaction",
    "session.together",
}


def test_no_workflow_writes_without_an_entry() -> None:
    silent = {
        name
        for name, function, noting in writers()
        if not called(function) & {"note", *noting} and name not in WRITES_NO_RECORD
    }

    assert silent == set()
