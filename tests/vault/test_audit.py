"""The audit log only grows, and whatever is changed in it breaks the chain at that place."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from clinic_app.records.audit import NO_HEAD, About, Act, Entry, head_after
from clinic_app.records.worker import Worker
from clinic_app.vault.open_vault import OpenVault

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
ENTRY = Entry(at=AT, worker_id="a", act=Act.ADDED, about=About.CLIENT, subject_id="c1")
ENTRIES = st.builds(
    Entry,
    at=st.datetimes(timezones=st.just(UTC)),
    worker_id=st.sampled_from(("a", "b")),
    act=st.sampled_from(Act),
    about=st.sampled_from(About),
    subject_id=st.text("0123456789abcdef", max_size=32),
)


@pytest.fixture
def at_work(opened: OpenVault) -> OpenVault:
    for worker_id in ("a", "b"):
        opened.workers.add(Worker(id=worker_id, name=worker_id))
    return opened


@given(entries=st.lists(ENTRIES, max_size=8))
def test_every_entry_hangs_on_the_one_before(
    trial: Callable[[], AbstractContextManager[OpenVault]], entries: list[Entry]
) -> None:
    with trial() as opened:
        for worker_id in ("a", "b"):
            opened.workers.add(Worker(id=worker_id, name=worker_id))
        for entry in entries:
            opened.audit.add(entry)

        links = tuple(reversed(opened.audit.found()))
        head = NO_HEAD
        for seq, link in enumerate(links, start=1):
            head = head_after(head, seq, link.entry)
            assert (link.seq, link.head) == (seq, head)
        assert {link.entry for link in links} <= set(entries)
        assert opened.audit.first_broken() is None


CHANGED = (
    "UPDATE audit_log SET worker_id = 'b' WHERE seq = 2",
    "UPDATE audit_log SET at = '2026-11-25T10:00:01+00:00' WHERE seq = 2",
    "UPDATE audit_log SET act = 'viewed' WHERE seq = 2",
    "UPDATE audit_log SET about = 'service' WHERE seq = 2",
    "UPDATE audit_log SET subject_id = 'c9' WHERE seq = 2",
    "UPDATE audit_log SET head = zeroblob(32) WHERE seq = 2",
    "DELETE FROM audit_log WHERE seq = 2",
)


@pytest.mark.parametrize("statement", CHANGED)
def test_the_database_refuses_to_change_the_log(
    at_work: OpenVault, connection: Connection, statement: str
) -> None:
    for number in range(3):
        at_work.audit.add(replace(ENTRY, subject_id=f"c{number}"))

    with pytest.raises(IntegrityError):
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("statement", CHANGED)
def test_whoever_gets_around_that_breaks_the_chain_there(
    at_work: OpenVault, connection: Connection, statement: str
) -> None:
    for number in range(3):
        at_work.audit.add(replace(ENTRY, subject_id=f"c{number}"))
    for trigger in ("audit_log_stays", "audit_log_is_kept"):
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}")

    connection.exec_driver_sql(statement)

    assert at_work.audit.first_broken() == 2


def test_an_entry_has_its_place_without_a_gap(at_work: OpenVault, connection: Connection) -> None:
    at_work.audit.add(ENTRY)

    with pytest.raises(IntegrityError, match="audit_log_has_no_gaps"):
        connection.exec_driver_sql(
            "INSERT INTO audit_log SELECT 3, at, worker_id, act, about, subject_id, head"
            " FROM audit_log"
        )


@pytest.mark.parametrize(
    ("act", "after", "count"),
    [
        (Act.CHANGED, timedelta(minutes=59), 1),
        (Act.CHANGED, timedelta(hours=1), 2),
        (Act.VIEWED, timedelta(0), 1),
        (Act.VIEWED, timedelta(minutes=-1), 2),
        (Act.PRINTED, timedelta(0), 2),
    ],
)
def test_an_interview_is_one_line_and_a_print_is_always_one_more(
    at_work: OpenVault, act: Act, after: timedelta, count: int
) -> None:
    entry = replace(ENTRY, act=act)
    at_work.audit.add(entry)
    at_work.audit.add(replace(entry, at=AT + after))

    assert len(at_work.audit.found()) == count


def test_another_worker_or_record_between_is_told(at_work: OpenVault) -> None:
    entry = replace(ENTRY, act=Act.VIEWED)
    for one in (entry, replace(entry, worker_id="b"), entry, replace(entry, subject_id="c2")):
        at_work.audit.add(one)

    assert len(at_work.audit.found()) == 4


def test_what_is_wanted_is_found_newest_first(at_work: OpenVault) -> None:
    offset = timedelta(hours=5)
    later = datetime.fromisoformat("2026-11-25T06:00:00-05:00")
    entries = (
        ENTRY,
        replace(ENTRY, worker_id="b", act=Act.PRINTED),
        replace(ENTRY, subject_id="c2", at=later),
    )
    for entry in entries:
        at_work.audit.add(entry)
    log = at_work.audit

    assert [link.seq for link in log.found()] == [3, 2, 1]
    assert [link.seq for link in log.found(limit=1)] == [3]
    assert [link.seq for link in log.found(worker_id="b")] == [2]
    assert [link.seq for link in log.found(act=Act.ADDED)] == [3, 1]
    assert [link.seq for link in log.found(subject_ids=("c1", "x"))] == [2, 1]
    assert log.found(subject_ids=()) == ()
    assert [link.seq for link in log.found(since=later)] == [3]
    assert log.found(since=later + offset) == ()
