"""An expired representative signs nothing off: every way to a signature, found by enumeration."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import clinic_app
from clinic_app.clock import DaySource, Today
from clinic_app.records.client import Consent
from clinic_app.records.screening import Ruling
from clinic_app.records.worker import AccreditationLevel, Worker
from clinic_app.ui.words.today_words import accreditation_words
from clinic_app.workflows import (
    clients,
    closing,
    confirming,
    decisions,
    screenings,
    unlocking,
    workers,
)
from clinic_app.workflows.errors import AccreditationExpiredError, AccreditationNotYetError
from clinic_app.workflows.session import Session
from clinic_app.workflows.workers import ExpiringAccreditation

PASSPHRASE = "correct horse battery staple gravel moth"
DAY = date(2026, 11, 26)
"""The rules leave one line open on it, so that there is something to confirm."""

LAST_DAY = date(2028, 2, 29)
SIGNS = frozenset(
    {
        "opened.decisions.add",
        "opened.confirmations.add",
        "opened.confirmations.take_back",
        "opened.closes.add",
        "Act.SIGNED_OFF",
        "Act.CLOSED",
    }
)
"""What is written where somebody signs.

What comes from another laptop of the clinic was signed there, by the same test."""
_SIGNED_ELSEWHERE = "adding_arrived._add_decision"


def signing_functions() -> set[str]:
    """Return every function of the program that writes what only a signature may."""
    root = Path(clinic_app.__file__).parent
    found = set()
    for path in root.rglob("*.py"):
        if path.parent in {root / "vault" / "stores", root / "ui" / "words"}:
            continue  # where it is written for whoever calls, and where it is told
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                said = {
                    ast.unparse(part) for part in ast.walk(node) if isinstance(part, ast.Attribute)
                }
                if said & SIGNS:
                    found.add(f"{path.stem}.{node.name}")
    return found


def decide(session: Session) -> object:
    client = clients.register(
        session,
        name="Rosalie Dorvil",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    finished = screenings.finish(session, screenings.begin(session, client.id, "HT").id)
    return decisions.decide(session, finished.id, Ruling.DECLINE, "")


def confirm(session: Session) -> object:
    return confirming.confirm(
        session,
        confirming.unconfirmed(session)[0].line,
        source="91 FR 99999",
        read_on=session.today.day,
        through=session.today.day + timedelta(days=90),
    )


def take_back(session: Session) -> object:
    with session.reading() as opened:
        kept = opened.confirmations.of_pack(session.rules.pack.version)
    return confirming.take_back(session, kept[0].id if kept else "none")


def close(session: Session) -> object:
    label = closing.open_months(session)[0]
    return closing.close(session, label, closing.preview(session, label))


ROADS: dict[str, Callable[[Session], object]] = {
    "decisions.decide": decide,
    "confirming.confirm": confirm,
    "confirming.take_back": take_back,
    "closing.close": close,
}


@pytest.fixture
def at_work(clinic_folder: Path) -> Iterator[Session]:
    opened = unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", Today(DAY))
    decide(replace(opened, today=Today(date(2026, 10, 20))))  # so that a month is to be closed
    yield opened
    opened.lock()


def with_last_day(session: Session, last: date, *, first: date = date(2025, 3, 1)) -> Session:
    """Write an accreditation into the vault, and go on as its worker."""
    held = session.worker.accreditation
    assert held is not None
    worker = workers.update(
        session, replace(session.worker, accreditation=replace(held, granted=first, expires=last))
    )
    return replace(session, worker=worker)


def test_there_is_no_road_to_a_signature_that_this_file_does_not_walk() -> None:
    assert signing_functions() - {_SIGNED_ELSEWHERE} == ROADS.keys()


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("source", list(DaySource))
def test_the_day_after_the_last_nobody_signs(
    at_work: Session, road: str, source: DaySource
) -> None:
    covered = with_last_day(at_work, DAY)
    if road == "confirming.take_back":
        confirm(covered)
    expired = with_last_day(at_work, DAY - timedelta(days=1))
    at_the_desk = replace(expired, today=Today(DAY, source))

    with pytest.raises(AccreditationExpiredError) as refused:
        ROADS[road](at_the_desk)

    assert refused.value.expires == DAY - timedelta(days=1)
    ROADS[road](with_last_day(at_work, DAY))  # and on its last day one does


@pytest.mark.parametrize("road", ["decisions.decide", "confirming.confirm", "closing.close"])
def test_nobody_signs_before_the_first_day(at_work: Session, road: str) -> None:
    early = with_last_day(at_work, LAST_DAY, first=DAY + timedelta(days=1))

    with pytest.raises(AccreditationNotYetError):
        ROADS[road](early)


def test_a_session_from_before_it_ran_out_signs_nothing_any_more(at_work: Session) -> None:
    """The vault is asked, not what the window remembers of the worker."""
    with_last_day(at_work, DAY - timedelta(days=1))
    assert at_work.worker.accreditation is not None
    assert at_work.worker.accreditation.expires == LAST_DAY

    for road in ROADS.values():
        with pytest.raises(AccreditationExpiredError):
            road(at_work)


@pytest.mark.parametrize(
    ("days_left", "words"),
    [
        (180, "partial accreditation, until 5/25/2027: 180 days left"),
        (30, "partial accreditation, until 12/26/2026: 30 days left"),
        (1, "partial accreditation, until 11/27/2026: 1 day left"),
        (0, "partial accreditation, until 11/26/2026: today is the last day"),
        (-1, "partial accreditation, until 11/25/2026: it ran out, and signs nothing"),
    ],
)
def test_today_says_which_accreditation_runs_out_and_when(
    at_work: Session, days_left: int, words: str
) -> None:
    worker = with_last_day(at_work, DAY + timedelta(days=days_left)).worker

    (found,) = workers.expiring((worker,), DAY)

    assert accreditation_words(found) == words


def test_a_full_accreditation_is_called_so(at_work: Session) -> None:
    held = at_work.worker.accreditation
    assert held is not None
    full = replace(held, level=AccreditationLevel.FULL, expires=DAY)
    worker: Worker = replace(at_work.worker, accreditation=full)

    assert accreditation_words(ExpiringAccreditation(worker, 0)).startswith("full")
