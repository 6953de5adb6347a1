"""For whom nothing was done for long, and what keeps them all the same."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.rescreening import Rescreening
from clinic_app.records.retention import Hold, KeptBy, Lifting, Silent
from clinic_app.records.screening import Decision, Ruling, Screening, ScreeningState
from clinic_app.records.service import Service, ServiceKind
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.worker import Worker
from clinic_app.screening.outcome import Outcome, Track
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.reach import hanging, owned

DAY = date(2026, 3, 2)
CLOSED = date(2026, 4, 1)
"""The first day that no close covers."""


def on(day: date) -> Stamp:
    return Stamp(
        at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        day=day,
        day_source=DaySource.COMPUTER,
        worker_id="w1",
        site="Hall",
    )


CLIENT = Client(
    id="c1",
    code="7K3F",
    name="Widline",
    household_id="c1",
    birth_date=date(1990, 1, 1),
    language="ht",
    needs_interpreter=False,
    consent=Consent.GIVEN,
    phone="",
    registered=on(DAY),
)
OUTCOME = Outcome(
    country="HT",
    as_of=DAY,
    pack_version="1",
    track=Track.NONE,
    designation=None,
    deadline=None,
    findings=(),
)
DRAFT = Screening(
    id="s1", client_id="c1", country="HT", as_of=DAY, answers=Answers(), started=on(DAY)
)
FINISHED = replace(DRAFT, state=ScreeningState.FINISHED, outcome=OUTCOME, finished=on(DAY))
DECISION = Decision(
    id="d1", screening_id="s1", ruling=Ruling.ACCEPT, note="", stamp=on(DAY), same_worker=False
)
SERVICE = Service(id="v1", client_id="c1", kind=ServiceKind.ADVICE, at_no_cost=True, stamp=on(DAY))
GONE = Withdrawal("wrong", on(DAY))


@pytest.fixture
def vault(opened: OpenVault) -> OpenVault:
    """A vault with one client, who was registered long ago."""
    opened.workers.add(Worker(id="w1", name="Ana"))
    opened.clients.add(CLIENT)
    return opened


def silent(vault: OpenVault, through: date = DAY) -> tuple[Silent, ...]:
    return vault.retention.silent(through, CLOSED)


def kept_by(vault: OpenVault) -> KeptBy | None:
    (found,) = silent(vault)
    return found.kept_by


def test_nobody_is_due_before_the_day_and_everybody_on_it(vault: OpenVault) -> None:
    assert silent(vault, DAY - timedelta(days=1)) == ()
    assert silent(vault) == (Silent("c1", ("c1",), DAY, None),)


@pytest.mark.parametrize("what", ["screening", "decision", "service", "withdrawal"])
def test_whatever_is_done_for_a_client_begins_the_days_anew(vault: OpenVault, what: str) -> None:
    later = on(DAY + timedelta(days=9))
    match what:
        case "screening":
            vault.screenings.add(replace(FINISHED, finished=later))
        case "decision":
            vault.screenings.add(FINISHED)
            vault.decisions.add(replace(DECISION, stamp=later))
        case "service":
            vault.services.add(replace(SERVICE, stamp=later))
        case _:
            vault.services.add(replace(SERVICE, withdrawn=Withdrawal("wrong", later)))

    assert silent(vault) == ()
    (found,) = silent(vault, later.day)
    assert found.last_day == later.day


def test_what_the_clinic_does_by_itself_is_no_visit(vault: OpenVault) -> None:
    later = on(DAY + timedelta(days=9))
    vault.screenings.add(FINISHED)
    vault.decisions.add(DECISION)
    vault.rescreenings.add(
        Rescreening(id="r1", screening_id="s1", installation_id="", outcome=OUTCOME, stamp=later)
    )
    vault.holds.add(Hold(id="h1", client_id="c1", reason="", stamp=later))
    vault.holds.lift("h1", Lifting("", later))

    assert silent(vault) == (Silent("c1", ("c1",), DAY, None),)


def test_a_hold_keeps_until_it_is_lifted(vault: OpenVault) -> None:
    vault.holds.add(Hold(id="h1", client_id="c1", reason="", stamp=on(DAY)))
    assert kept_by(vault) is KeptBy.HOLD

    vault.holds.lift("h1", Lifting("", on(DAY)))

    assert kept_by(vault) is None


def test_a_draft_keeps_until_it_is_withdrawn(vault: OpenVault) -> None:
    vault.screenings.add(DRAFT)
    assert kept_by(vault) is KeptBy.DRAFT

    vault.screenings.save(replace(DRAFT, withdrawn=GONE))

    assert kept_by(vault) is None


def test_a_screening_without_a_decision_keeps_until_there_is_one(vault: OpenVault) -> None:
    vault.screenings.add(FINISHED)
    assert kept_by(vault) is KeptBy.UNDECIDED

    vault.decisions.add(DECISION)

    assert kept_by(vault) is None


def test_a_screening_that_was_only_counted_keeps_nobody(vault: OpenVault) -> None:
    refused = replace(CLIENT, id="c2", household_id="c2", code="8K3F", consent=Consent.REFUSED)
    vault.clients.add(replace(refused, name="", birth_date=None))
    vault.screenings.add(replace(FINISHED, client_id="c2").tally_only())

    assert [one.kept_by for one in silent(vault)] == [None, None]


def test_a_next_date_keeps_until_it_is_taken_off(vault: OpenVault) -> None:
    vault.clients.save(replace(CLIENT, come_back_on=DAY))
    assert kept_by(vault) is KeptBy.NEXT_DATE

    vault.clients.save(CLIENT)

    assert kept_by(vault) is None


def test_a_month_that_is_not_closed_keeps_whoever_came_in_it(vault: OpenVault) -> None:
    for open_since, reason in (
        (DAY, KeptBy.OPEN_MONTH),
        (None, None),
        (DAY + timedelta(days=1), None),
    ):
        (found,) = vault.retention.silent(DAY, open_since)
        assert found.kept_by is reason


def test_a_withdrawn_client_waits_for_nothing(vault: OpenVault) -> None:
    vault.screenings.add(DRAFT)
    vault.clients.save(replace(CLIENT, withdrawn=GONE))

    assert kept_by(vault) is None


def test_the_strongest_reason_is_told(vault: OpenVault) -> None:
    vault.clients.save(replace(CLIENT, come_back_on=DAY))
    vault.screenings.add(DRAFT)
    assert kept_by(vault) is KeptBy.DRAFT

    vault.holds.add(Hold(id="h1", client_id="c1", reason="", stamp=on(DAY)))

    assert kept_by(vault) is KeptBy.HOLD


def test_who_was_silent_longest_comes_first(vault: OpenVault) -> None:
    earlier = on(DAY - timedelta(days=1))
    vault.clients.add(replace(CLIENT, id="c0", household_id="c0", code="8K3F", registered=earlier))

    assert [one.client_id for one in silent(vault)] == ["c0", "c1"]


def test_every_table_that_hangs_on_a_client_tells_whose_it_is(connection: Connection) -> None:
    assert {one.table for one in owned(connection)} == {one.table for one in hanging(connection)}


def test_the_days_are_kept_and_never_fewer_than_thirty(
    vault: OpenVault, connection: Connection
) -> None:
    assert vault.retention.days() is None

    vault.retention.set_days(90)
    vault.retention.set_days(120)

    assert vault.retention.days() == 120
    with pytest.raises(IntegrityError), connection.begin_nested():
        vault.retention.set_days(29)
    vault.retention.set_days(None)
    assert vault.retention.days() is None
