"""Who is accredited at the end of a month, where it is closed after somebody left or rose."""

from dataclasses import replace
from datetime import date
from typing import Protocol

from clinic_app.bundles import payload
from clinic_app.clock import Today
from clinic_app.records.client import Consent
from clinic_app.records.service import ServiceKind
from clinic_app.records.worker import Accreditation, AccreditationLevel, Worker
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.released import Change
from clinic_app.workflows import clients, closing, services, workers
from clinic_app.workflows.session import Session

PARTIAL = HeadlineCount.REPRESENTATIVES_PARTIAL
FULL = HeadlineCount.REPRESENTATIVES_FULL
NEW = HeadlineCount.REPRESENTATIVES_NEW


class Crew(Protocol):
    @property
    def representative(self) -> Session: ...
    @property
    def second(self) -> Session: ...


def on(session: Session, day: date) -> Session:
    return replace(session, today=Today(day))


def begin_in_september(session: Session) -> None:
    """Let there be something to close; the months wait until November."""
    client = clients.register(
        on(session, date(2026, 9, 30)),
        name="Rosalie Dorvil",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    services.record(
        on(session, date(2026, 9, 30)), client.id, kind=ServiceKind.ADVICE, at_no_cost=True
    )


def close_next(session: Session) -> dict[HeadlineCount, Change]:
    label = closing.open_months(session)[-1]
    shown = closing.preview(session, label)
    closing.close(session, label, shown)
    return dict(payload.read(shown.payload).newest.headlines)


def kept(session: Session, worker_id: str) -> Worker:
    with session.reading() as opened:
        return opened.workers.get(worker_id)


def test_whoever_was_switched_off_since_stands_in_the_months_before(crew: Crew) -> None:
    session = crew.representative
    begin_in_september(session)
    at_work = close_next(session)[PARTIAL]

    workers.update(session, replace(crew.second.worker, is_active=False))
    in_october, later = close_next(session)[PARTIAL], on(session, date(2026, 12, 1))

    assert at_work == Change(net=2, total=2)
    assert in_october == Change(net=0, total=2)
    assert close_next(later)[PARTIAL] == Change(net=-1, total=1)
    gone = kept(session, crew.second.worker.id)
    assert [one.until for one in gone.former] == [session.today.day]


def test_whoever_is_granted_another_since_was_newly_accredited_twice(crew: Crew) -> None:
    session = crew.representative
    begin_in_september(session)
    before = close_next(session)
    held = Accreditation(
        level=AccreditationLevel.FULL, granted=date(2026, 11, 2), expires=date(2029, 11, 1)
    )
    workers.update(session, replace(crew.second.worker, accreditation=held))

    october, november = close_next(session), close_next(on(session, date(2026, 12, 1)))

    assert (october[PARTIAL], october[FULL]) == (Change(0, 2), Change(0, 0))
    assert (november[PARTIAL], november[FULL]) == (Change(-1, 1), Change(1, 1))
    assert october[NEW].net == 0
    assert november[NEW] == Change(net=1, total=before[NEW].total + 1)
    assert [one.until for one in kept(session, crew.second.worker.id).former] == [held.granted]


def test_what_corrects_a_mistake_was_never_held(crew: Crew) -> None:
    session = crew.representative
    begin_in_september(session)
    before = close_next(session)

    changed = replace(crew.second.worker, accreditation=None)
    workers.update(session, changed, is_correction=True)

    assert close_next(session)[PARTIAL] == Change(net=-1, total=before[PARTIAL].total - 1)
    assert kept(session, crew.second.worker.id).former == ()
