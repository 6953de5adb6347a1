"""A coordinator says how long people are kept, and deletes whoever is due."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from clinic_app.clock import Today
from clinic_app.records.audit import Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.retention import KeptBy, PurgeCause
from clinic_app.records.service import ServiceKind
from clinic_app.records.worker import Role
from clinic_app.vault.errors import WorkStoppedError
from clinic_app.workflows import (
    clients,
    closing,
    handing_over,
    holds,
    retention,
    services,
    stick,
    unlocking,
    workers,
)
from clinic_app.workflows.audit import Wanted, lines
from clinic_app.workflows.errors import NotCoordinatorError
from clinic_app.workflows.retention_errors import DueChangedError, TooFewDaysError
from clinic_app.workflows.session import Session

DAYS = 90
LATER = date(2027, 3, 1)
WORDS = "a long passphrase of the representative"


def on(_done: int, _total: int) -> bool:
    """Go on."""
    return False


def register(session: Session, name: str) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


@pytest.fixture
def people(session: Session) -> tuple[Client, Client]:
    """Two people of November 2026, in a month that is closed."""
    found = register(session, "Widline Canary"), register(session, "Rosa Held")
    holds.set_hold(session, found[1].id, "A suit is pending.")
    services.record(
        session,
        found[0].id,
        kind=ServiceKind.ADVICE,
        at_no_cost=True,
    )
    at_close = replace(session, today=Today(date(2026, 12, 2)))
    closing.close(at_close, "2026-11", closing.preview(at_close, "2026-11"))
    return found


@pytest.fixture
def later(session: Session, people: tuple[Client, Client]) -> Session:  # noqa: ARG001 - made before
    """The coordinator, months later."""
    return replace(session, today=Today(LATER))


def test_for_ever_is_the_default(later: Session) -> None:
    found = retention.look(later)

    assert (found.days, found.due, found.listed) == (None, 0, ())
    assert retention.count_due(later) == 0


def test_the_list_says_who_is_due_and_what_keeps_the_others(
    later: Session, people: tuple[Client, Client]
) -> None:
    retention.set_days(later, DAYS)

    found = retention.look(later)

    assert (found.days, found.due, found.kept) == (DAYS, 1, {KeptBy.HOLD: 1})
    assert [one.client for one in found.listed] == list(people)
    assert retention.count_due(later) == 1


def test_nobody_is_due_a_day_too_early(later: Session) -> None:
    retention.set_days(later, (LATER - date(2026, 11, 2)).days + 1)

    assert retention.look(later).listed == ()


def test_whoever_is_due_goes_and_the_others_stay(
    later: Session, people: tuple[Client, Client]
) -> None:
    retention.set_days(later, DAYS)

    purge = retention.purge_due(later, 1, on)

    assert (purge.cause, purge.people, purge.is_wiped) == (PurgeCause.DUE, 1, True)
    assert clients.search(later, "canary") == ()
    assert clients.search(later, "rosa") == (people[1],)
    found = retention.look(later)
    assert (found.due, found.kept, found.purges) == (0, {KeptBy.HOLD: 1}, (purge,))
    acts = [line.link.entry.act for line in lines(later, Wanted())]
    assert acts[:2] == [Act.PURGED, Act.CHANGED]


def test_others_than_were_shown_are_not_deleted(later: Session) -> None:
    retention.set_days(later, DAYS)

    for expected in (0, 2):
        with pytest.raises(DueChangedError):
            retention.purge_due(later, expected, on)

    assert retention.look(later).due == 1


def test_a_month_that_is_not_closed_keeps_whoever_came_in_it(later: Session) -> None:
    before = replace(later, today=Today(date(2026, 12, 30)))
    again = register(before, "Jean December")
    retention.set_days(later, 30)

    found = retention.look(later)

    assert found.kept == {KeptBy.HOLD: 1, KeptBy.OPEN_MONTH: 1}
    (kept,) = (one for one in found.listed if one.silent.kept_by is KeptBy.OPEN_MONTH)
    assert kept.client == again


def test_where_nothing_counts_yet_no_month_keeps_anybody(session: Session) -> None:
    register(session, "Widline Canary")
    retention.set_days(session, DAYS)

    assert retention.look(replace(session, today=Today(LATER))).due == 1


def test_where_nobody_is_due_nothing_is_deleted(session: Session) -> None:
    with pytest.raises(DueChangedError):
        retention.purge_due(session, 0, on)


def test_a_coordinator_who_stops_has_deleted_nobody(later: Session) -> None:
    retention.set_days(later, DAYS)

    with pytest.raises(WorkStoppedError):
        retention.purge_due(later, 1, lambda _done, _total: True)

    assert retention.look(later).due == 1


def test_a_slip_of_the_finger_empties_nothing(session: Session) -> None:
    with pytest.raises(TooFewDaysError):
        retention.set_days(session, 3)
    assert retention.look(session).days is None


@pytest.fixture
def representative(later: Session, clinic_folder: Path) -> Iterator[Session]:
    retention.set_days(later, DAYS)
    sign_in = workers.SignIn(name="ana", passphrase=WORDS, role=Role.REPRESENTATIVE)
    workers.add(later, "Ana Ruelo", None, sign_in)
    later.lock()
    opened = unlocking.unlock(clinic_folder, WORDS, "ana", Today(LATER + timedelta(days=1)))
    yield opened
    opened.lock()


def test_only_a_coordinator_says_how_long_and_deletes(representative: Session) -> None:
    with pytest.raises(NotCoordinatorError):
        retention.set_days(representative, None)
    with pytest.raises(NotCoordinatorError):
        retention.purge_due(representative, 1, on)
    assert retention.look(representative).due == 1
    assert retention.count_due(representative) == 0


def test_whom_another_laptop_counts_or_will_count_stays_until_it_has_the_file(
    three_laptops: Any, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = register(day, "Widline Canary")
    retention.set_days(day, DAYS)
    after = replace(day, today=Today(day.today.day + timedelta(days=DAYS)))
    assert retention.look(after).kept == {KeptBy.ELSEWHERE: 1}

    handing_over.hand_over(day)
    handing_over.write_waiting(day, tmp_path)
    stick.take_in_all(main, tmp_path)
    stick.take_in_all(day, tmp_path)

    assert retention.look(after).due == 1
    retention.purge_due(after, 1, on)
    assert clients.search(day, "") == ()
    assert clients.get(main, client.id).name == client.name
