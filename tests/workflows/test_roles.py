"""Somebody whose passphrase opens less works with what it opens, and is told about the rest."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clinic_app.crypto.keyring_errors import KeyNotHeldError
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Ruling, Screening
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.records.worker import Role
from clinic_app.ui.words.file_words import file_lines
from clinic_app.ui.words.today_words import Openers, waiting_groups
from clinic_app.workflows import (
    checklist,
    clients,
    decisions,
    screenings,
    shown_papers,
    sweep,
    unlocking,
    workers,
)
from clinic_app.workflows.errors import NotARepresentativeError
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.session import Session
from clinic_app.workflows.today import waiting

WORDS = "a long passphrase of the greeter"
LEASE = PaperSeen(kind="rent", first=date(2024, 6, 1), last=date(2024, 12, 31))


@pytest.fixture
def client(session: Session) -> Client:
    return clients.register(
        session,
        name="Widline Canary",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


@pytest.fixture
def screened(session: Session, client: Client) -> tuple[Screening, Screening]:
    """Return a finished screening and a draft, which the coordinator left."""
    draft = screenings.begin(session, client.id, "Haiti")
    finished = screenings.finish(session, screenings.begin(session, client.id, "Haiti").id)
    return finished, screenings.answer(session, draft.id, "lpr", False)


@pytest.fixture
def greeter(
    session: Session,
    screened: tuple[Screening, Screening],  # noqa: ARG001 - before the vault is locked
    clinic_folder: Path,
) -> Iterator[Session]:
    sign_in = workers.SignIn(name="greta", passphrase=WORDS, role=Role.GREETER)
    workers.add(session, "Greta Hale", None, sign_in)
    session.lock()
    opened = unlocking.unlock(clinic_folder, WORDS, "greta", session.today)
    yield opened
    opened.lock()


def test_a_greeter_registers_and_sees_who_waits_but_not_why(
    greeter: Session, client: Client, screened: tuple[Screening, Screening]
) -> None:
    waits = waiting(greeter)
    openers = Openers(
        screening=lambda _one: pytest.fail("a greeter opens no screening"),
        client=lambda _one: None,
        event=lambda _one: None,
        close=lambda: None,
        clinic=lambda: None,
        calls=lambda: pytest.fail("a greeter is told of nobody whose result changed"),
        pairs=lambda: None,
        retention=lambda: None,
        drill=lambda: pytest.fail("a greeter does not know where the papers are"),
    )
    groups = waiting_groups(waits, openers, shipped_pack())
    lines = [line for group in groups for line in group.lines]
    filed = file_lines(screenings.of_client(greeter, client.id), (), {}, shipped_pack(), {})

    assert len(waits.drafts) == len(waits.undecided) == 1
    for line in lines:
        line.open()
    assert {line.words for line in filed} == {"not opened by your passphrase"}
    assert not any(line.is_openable for line in filed)
    assert [one.id for one in screenings.of_client(greeter, client.id)] == [
        one.id for one in reversed(screened)
    ]


def test_a_greeter_neither_screens_nor_prints_nor_decides(
    greeter: Session, client: Client, screened: tuple[Screening, Screening]
) -> None:
    finished, draft = screened

    for act in (
        lambda: screenings.begin(greeter, client.id, "Haiti"),
        lambda: screenings.answer(greeter, draft.id, "lpr", True),
        lambda: screenings.finish(greeter, draft.id),
        lambda: checklist.make_checklist(greeter, finished.id, "en"),
        lambda: shown_papers.on_file(greeter, client.id),
        lambda: shown_papers.add(greeter, client.id, LEASE),
    ):
        with pytest.raises(KeyNotHeldError):
            act()
    with pytest.raises(NotARepresentativeError):
        decisions.decide(greeter, finished.id, Ruling.ACCEPT, "")


def test_a_greeter_runs_nothing_again_and_sees_no_results(
    greeter: Session, screened: tuple[Screening, Screening]
) -> None:
    with pytest.raises(KeyNotHeldError):
        next(sweep.sweep(greeter))
    with pytest.raises(KeyNotHeldError):
        sweep.call_list(greeter)
    assert sweep.latest(greeter, screened[0].id) is None


@pytest.mark.parametrize("way", ["code", "shares"])
def test_paper_opens_every_key_and_whoever_goes_on_keeps_those_of_the_role(
    session: Session, clinic_folder: Path, way: str
) -> None:
    sign_in = workers.SignIn(name="greta", passphrase=WORDS, role=Role.GREETER)
    workers.add(session, "Greta Hale", None, sign_in)
    code = unlocking.new_recovery_code(session)
    shares = unlocking.new_shares(session)[1:]
    session.lock()
    new = "quite another passphrase of words"

    def recovered(name: str) -> Session:
        if way == "code":
            return unlocking.unlock_by_recovery_code(clinic_folder, code, new, name, session.today)
        first, second = shares
        papers = (first, second)
        return unlocking.unlock_by_shares(clinic_folder, papers, new, name, session.today)

    for name, may_sign in (("greta", False), ("mirlande", True)):
        back = recovered(name)
        assert (back.may_screen, back.may_sign) == (may_sign, may_sign)
        if not may_sign:
            with pytest.raises(KeyNotHeldError):
                unlocking.new_shares(back)
        back.lock()
        again = unlocking.unlock(clinic_folder, new, name, session.today)
        assert (again.may_screen, again.may_sign) == (may_sign, may_sign)
        again.lock()
