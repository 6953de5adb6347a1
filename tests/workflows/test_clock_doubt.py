"""The clock: a dead battery is noticed, and the worker's word is kept as such."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

import pytest

from clinic_app.clock import DaySource, Today
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Consent
from clinic_app.records.screening import Decision, Ruling
from clinic_app.records.worker import Accreditation, AccreditationLevel
from clinic_app.workflows import clients, confirming, decisions, screenings, workers
from clinic_app.workflows.clock_doubt import (
    ClockDoubt,
    ClockFault,
    clock_doubt,
    refuse_doubtful_day,
    say_day,
    with_day,
)
from clinic_app.workflows.errors import ClockBehindError, ClockDoubtfulError
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
    (client,) = clients.search(given, "")
    assert client.registered.day == MADE - timedelta(days=30)
    assert client.registered.day_source is DaySource.WORKER


def test_a_command_that_cannot_ask_refuses_a_doubtful_day(session: Session) -> None:
    with pytest.raises(ClockDoubtfulError):
        refuse_doubtful_day(on(session, -1), shipped_pack())

    refuse_doubtful_day(on(session, 1), shipped_pack())


def clocked(session: Session, at: datetime, **changed: object) -> Session:
    """Return *session* at a computer whose clock says *at*."""
    told = {"today": Today(at.date()), "moment": lambda: at} | changed
    return replace(session, **told)  # type: ignore[arg-type]


class Crew(Protocol):
    @property
    def volunteer(self) -> Session: ...
    @property
    def representative(self) -> Session: ...
    @property
    def second(self) -> Session: ...


LAST_DAY = MADE + timedelta(days=200)
ENDS = Accreditation(level=AccreditationLevel.PARTIAL, granted=date(2025, 3, 1), expires=LAST_DAY)
BEFORE = datetime.combine(LAST_DAY, time(10), tzinfo=UTC) - timedelta(days=20)
AFTER = BEFORE + timedelta(days=40)


@dataclass(frozen=True)
class Clinic:
    coordinator: Session
    expired: Session
    screening_id: str

    def sign(self, session: Session) -> Decision:
        return decisions.decide(session, self.screening_id, Ruling.ACCEPT, "")

    def opened_at(self, at: datetime) -> None:
        there = clocked(self.coordinator, at)
        with there.transaction() as opened:
            there.note(opened, Act.OPENED, About.VAULT)


@pytest.fixture
def clinic(crew: Crew) -> Clinic:
    """A screening to sign, and a representative whose accreditation ends on LAST_DAY."""
    coordinator = clocked(crew.representative, BEFORE)
    ends = workers.update(coordinator, replace(crew.second.worker, accreditation=ENDS))
    prepared = clocked(crew.volunteer, BEFORE)
    registered(prepared)
    (client,) = clients.search(prepared, "")
    screening = screenings.begin(prepared, client.id, "HT")
    screenings.finish(prepared, screening.id)
    return Clinic(coordinator, clocked(crew.second, BEFORE, worker=ends), screening.id)


def test_an_expired_representative_gains_nothing_by_setting_the_clock_back(clinic: Clinic) -> None:
    clinic.opened_at(AFTER)

    with pytest.raises(ClockBehindError) as refused:
        clinic.sign(clinic.expired)

    assert refused.value.known == AFTER.date()
    assert refused.value.expires == LAST_DAY


def test_nor_by_saying_an_earlier_day_where_the_clock_is_in_doubt(clinic: Clinic) -> None:
    clinic.opened_at(AFTER)
    doubt = clock_doubt(clinic.expired, clinic.expired.rules.pack)

    said = say_day(clinic.expired, BEFORE.date())

    assert doubt == ClockDoubt(ClockFault.BEHIND_LOG, BEFORE.date(), AFTER.date())
    with pytest.raises(ClockBehindError):
        clinic.sign(said)


def test_nor_where_a_later_day_was_only_said_or_recorded(clinic: Clinic) -> None:
    say_day(clocked(clinic.expired, BEFORE), AFTER.date())

    with pytest.raises(ClockBehindError):
        clinic.sign(clinic.expired)


def test_a_confirmation_and_a_close_go_by_the_later_day_too(clinic: Clinic) -> None:
    clinic.opened_at(AFTER)

    with pytest.raises(ClockBehindError):
        confirming.confirm(
            clinic.expired, "x", source="x", read_on=BEFORE.date(), through=AFTER.date()
        )
    with pytest.raises(ClockBehindError), clinic.expired.reading() as opened:
        workers.refuse_out_of_force(clinic.expired, opened, ENDS)


def test_whoever_is_still_accredited_by_the_later_day_signs(clinic: Clinic) -> None:
    clinic.opened_at(AFTER)

    decision = clinic.sign(clinic.coordinator)

    assert decision.stamp.day == BEFORE.date()


def test_a_clock_put_right_by_an_hour_is_no_doubt(clinic: Clinic) -> None:
    clinic.opened_at(BEFORE + timedelta(hours=23))

    assert clock_doubt(clinic.expired, clinic.expired.rules.pack) is None
    assert clinic.sign(clinic.expired) is not None


def test_a_coordinator_settles_the_day_after_the_clock_ran_ahead(clinic: Clinic) -> None:
    clinic.opened_at(AFTER + timedelta(days=3000))
    registered(clocked(clinic.coordinator, AFTER))

    say_day(clinic.coordinator, BEFORE.date())

    assert clock_doubt(clinic.expired, clinic.expired.rules.pack) is None
    assert clinic.sign(clinic.expired) is not None
    with clinic.coordinator.reading() as opened:
        (word,) = opened.audit.of_clock()
    assert word.entry.act is Act.DAY_SETTLED
    assert word.entry.subject_id == f"{BEFORE:%Y%m%d}"


def test_what_the_log_sees_after_the_day_was_settled_counts_again(clinic: Clinic) -> None:
    say_day(clinic.coordinator, BEFORE.date())

    clinic.opened_at(AFTER)

    with pytest.raises(ClockBehindError):
        clinic.sign(clinic.expired)
