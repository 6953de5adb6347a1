"""Today: what waits, in the order in which to take it up."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.clock import Today
from clinic_app.files.errors import FileUnreadableError
from clinic_app.interview.answers import Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Close
from clinic_app.records.screening import Ruling
from clinic_app.vault import backups
from clinic_app.vault.backups import Backup
from clinic_app.workflows import clients, decisions, kyr, screenings, today
from clinic_app.workflows.session import Session


class Crew(Protocol):
    @property
    def volunteer(self) -> Session: ...
    @property
    def representative(self) -> Session: ...


def a_client(session: Session, name: str = "Rosalie Dorvil") -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def test_at_an_empty_clinic_nothing_waits(session: Session) -> None:
    waiting = today.waiting(session)

    assert (waiting.drafts, waiting.undecided, waiting.come_backs) == ((), (), ())
    assert (waiting.open_events, waiting.expiring, waiting.unacknowledged) == ((), (), ())


def test_a_draft_waits_until_it_is_finished_then_a_decision_until_it_is_signed(
    crew: Crew,
) -> None:
    client = a_client(crew.volunteer)
    draft = screenings.begin(crew.volunteer, client.id, "HT")
    assert [line.client for line in today.waiting(crew.volunteer).drafts] == [client]

    screenings.finish(crew.volunteer, draft.id)
    waiting = today.waiting(crew.volunteer)
    assert waiting.drafts == ()
    assert [line.screening.id for line in waiting.undecided] == [draft.id]

    decisions.decide(crew.representative, draft.id, Ruling.MORE_PAPERS, "")
    assert len(today.waiting(crew.volunteer).undecided) == 1

    decisions.decide(crew.representative, draft.id, Ruling.ACCEPT, "")
    assert today.waiting(crew.volunteer).undecided == ()


def test_where_much_waits_the_first_are_read_and_all_are_counted(session: Session) -> None:
    client = a_client(session)
    drafts = [screenings.begin(session, client.id, "HT") for _each in range(3)]
    for _each in range(2):
        screenings.finish(session, screenings.begin(session, client.id, "HT").id)
    clients.set_come_back(session, client.id, session.today.day, "")

    waiting = today.waiting(session, 2)

    assert [line.screening.id for line in waiting.drafts] == [one.id for one in drafts[:2]]
    assert len(waiting.undecided) == 2
    counts = waiting.draft_count, waiting.undecided_count, waiting.come_back_count
    assert counts == (3, 2, 1)


def test_a_screening_of_which_only_a_count_is_kept_waits_for_nobody(session: Session) -> None:
    client = clients.register(
        session,
        name="",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.REFUSED,
        phone="",
    )
    screenings.finish_without_record(session, client.id, "HT", Answers())

    assert today.waiting(session).undecided == ()


def test_a_withdrawn_client_no_longer_waits_for_anything(session: Session) -> None:
    client = a_client(session)
    screenings.begin(session, client.id, "HT")
    screenings.finish(session, screenings.begin(session, client.id, "HT").id)
    clients.set_come_back(session, client.id, session.today.day, "")

    clients.withdraw(session, client.id, "registered twice")

    waiting = today.waiting(session)
    assert (waiting.drafts, waiting.undecided, waiting.come_backs) == ((), (), ())


def test_a_client_is_due_from_the_agreed_day_on(session: Session) -> None:
    late, due, later = (a_client(session, name) for name in ("Ada", "Bela", "Cora"))
    yesterday = replace(session, today=Today(session.today.day - timedelta(days=1)))
    clients.set_come_back(yesterday, late.id, yesterday.today.day, "")
    clients.set_come_back(session, due.id, session.today.day, "")
    clients.set_come_back(session, later.id, session.today.day + timedelta(days=1), "")

    names = [client.name for client in today.waiting(session).come_backs]

    assert names == ["Ada", "Bela"]


def test_a_count_that_is_not_final_waits(session: Session) -> None:
    event = kyr.begin(session, "Hall", ("ht",))
    assert today.waiting(session).open_events == (event,)

    kyr.finish(session, event.id)
    assert today.waiting(session).open_events == ()


def test_a_close_waits_until_headquarters_has_it(session: Session) -> None:
    closes = [
        Close(
            label=f"2026-{month:02d}",
            seq=month,
            first=date(2026, month, 1),
            last=date(2026, month, 28),
            payload=b"{}",
            sealed=b"",
            file_name="",
            stamp=session.stamp(),
            receipt_status=status,
        )
        for month, status in ((4, "rejected"), (3, ""), (2, "accepted"), (1, ""))
    ]

    waiting = today.unacknowledged(tuple(closes))

    assert [close.label for close in waiting] == ["2026-01", "2026-03", "2026-04"]
    assert today.acknowledged(tuple(closes)) == ""  # January waits
    assert today.acknowledged(tuple(closes[:-1])) == "2026-02"
    assert today.acknowledged(()) == ""


def test_backups_that_the_system_lets_nobody_look_at_are_not_called_none(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert today.safekeeping(session).is_backup_known

    def refuse(folder: Path) -> tuple[Backup, ...]:
        raise FileUnreadableError(folder)

    monkeypatch.setattr(backups, "backups_in", refuse)
    kept = today.safekeeping(session)

    assert (kept.backed_up, kept.is_backup_known) == (None, False)
    assert kept.at_headquarters == today.at_headquarters(session)


def test_the_status_line_asks_for_nothing_but_what_headquarters_has(session: Session) -> None:
    assert today.at_headquarters(session) == today.AtHeadquarters((), "")
