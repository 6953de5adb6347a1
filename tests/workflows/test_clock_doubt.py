"""The clock: a dead battery is noticed, and the worker's word is kept as such."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinic_app.clock import DaySource, Today
from clinic_app.records.client import Consent
from clinic_app.workflows import clients
from clinic_app.workflows.clock_doubt import (
    ClockFault,
    clock_doubt,
    refuse_doubtful_day,
    with_day,
)
from clinic_app.workflows.errors import ClockDoubtfulError
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.session import Session

MADE = shipped_pack().as_of


def registered(session: Session) -> None:
    clients.register(
        session,
        name="Rosalie Dorvil",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def on(session: Session, days: int) -> Session:
    return replace(session, today=Today(MADE + timedelta(days=days)))


def test_a_day_before_the_rules_were_made_is_doubted(session: Session) -> None:
    doubt = clock_doubt(on(session, -1), shipped_pack())

    assert doubt is not None
    assert doubt.fault is ClockFault.BEFORE_RULES


def test_a_day_before_the_last_record_is_doubted(session: Session) -> None:
    registered(on(session, 100))

    doubt = clock_doubt(on(session, 99), shipped_pack())

    assert doubt is not None
    assert doubt.fault is ClockFault.BEFORE_LAST_RECORD
    assert doubt.compared_with == MADE + timedelta(days=100)
    assert clock_doubt(on(session, 100), shipped_pack()) is None


def test_a_day_over_a_year_after_the_last_record_is_doubted(session: Session) -> None:
    registered(on(session, 100))

    doubt = clock_doubt(on(session, 467), shipped_pack())

    assert doubt is not None
    assert doubt.fault is ClockFault.LONG_AFTER
    assert clock_doubt(on(session, 466), shipped_pack()) is None


def test_the_workers_word_is_believed_and_kept_with_every_record(session: Session) -> None:
    given = with_day(session, MADE - timedelta(days=30))

    assert clock_doubt(given, shipped_pack()) is None
    registered(given)
    (client,) = clients.recent(given)
    assert client.registered.day == MADE - timedelta(days=30)
    assert client.registered.day_source is DaySource.WORKER


def test_a_command_that_cannot_ask_refuses_a_doubtful_day(session: Session) -> None:
    with pytest.raises(ClockDoubtfulError):
        refuse_doubtful_day(on(session, -1), shipped_pack())

    refuse_doubtful_day(on(session, 1), shipped_pack())
