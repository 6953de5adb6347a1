"""An act of headquarters that waits behind other work is begun once, however often it is asked."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.bundles import enrolment_file
from clinic_app.bundles.enrolment_file import EnrolmentAnswer
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.signing import SigningKey
from clinic_app.headquarters import approving, asking, enrolling, place
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.month import Month
from clinic_app.ui.flows.headquarters_desk import HeadquartersDesk
from clinic_app.ui.jobs import ClosableJobs

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
WORDS = "stapling unguarded corset vividly manhunt oat"
JANUARY = Month(2026, 1)


class SlowWork(ClosableJobs, Protocol):
    """Work that ends when it is told to."""

    def end_all(self) -> None: ...


class Chooser:
    """Notes how often it was asked; nothing is chosen."""

    def __init__(self) -> None:
        self.asked = 0

    def ask_folder(self, title: str, on_chosen: Callable[[Path], None]) -> None:  # noqa: ARG002
        self.asked += 1

    def ask_file(self, title: str, on_chosen: Callable[[Path], None]) -> None:
        self.ask_folder(title, on_chosen)

    def ask_new_file(self, title: str, name: str, on_chosen: Callable[[Path], None]) -> None:  # noqa: ARG002
        self.ask_folder(title, on_chosen)


@pytest.fixture
def headquarters(tmp_path: Path) -> Headquarters:
    """One that accepted the key of Boston."""
    made, _code = place.create(
        tmp_path / "hq", name="Coalition", passphrase=WORDS, is_training=False, cost=LEAST_COST
    )
    issued = enrolment_file.read_enrolment(enrolling.issue(made, "BOS-1", "Boston", AT))
    key = SigningKey.generate()
    answer = EnrolmentAnswer(
        clinic="BOS-1", number=issued.number, station="0" * 16, signing_key=key.public
    )
    enrolling.accept(made, enrolment_file.write_answer(answer, key), AT)
    return made


@pytest.fixture
def chooser() -> Chooser:
    return Chooser()


@pytest.fixture
def desk(
    qtbot: QtBot, headquarters: Headquarters, slow_jobs: SlowWork, chooser: Chooser
) -> HeadquartersDesk:
    desk = HeadquartersDesk(headquarters, slow_jobs, chooser=chooser, now=lambda: AT)
    qtbot.addWidget(desk.screen)
    desk.open()
    slow_jobs.end_all()
    return desk


def test_a_question_is_asked_once_and_another_one_meanwhile_too(
    qtbot: QtBot, desk: HeadquartersDesk, slow_jobs: SlowWork
) -> None:
    screen = desk.asking.screen
    screen.load()
    slow_jobs.end_all()
    for words in ("Two months in one?", "Two months in one?", "Who counted?"):
        screen.words.setText(words)
        qtbot.keyClick(screen.words, Qt.Key.Key_Return)
    slow_jobs.end_all()

    found = [one.words for one in asking.asked(desk.headquarters)]
    assert found == ["Two months in one?", "Who counted?"]
    screen.words.setText("Two months in one?")  # once more, now that it has ended
    screen.ask_button.click()
    slow_jobs.end_all()
    assert len(asking.asked(desk.headquarters)) == 3


def test_what_was_approved_or_unlocked_is_not_said_to_have_been_so_before(
    desk: HeadquartersDesk, slow_jobs: SlowWork
) -> None:
    months = desk.months
    months.month.setText("2026-01")
    for _time in range(2):
        months.approve_button.click()
    slow_jobs.end_all()
    assert "Locked: 2026-01" in months.done.text()

    months.reason.setText("Boston found a paper")
    for _time in range(2):
        months.unlock_button.click()
    slow_jobs.end_all()

    assert months.problem.text() == ""
    assert approving.approvals(desk.headquarters).locked == frozenset()
    months.reason.setText("Boston found another")
    months.unlock_button.click()
    slow_jobs.end_all()
    assert "not locked" in months.problem.text()  # asked anew, it is answered


def test_a_key_that_was_revoked_is_not_said_to_be_none(
    desk: HeadquartersDesk, slow_jobs: SlowWork
) -> None:
    clinics = desk.clinics
    clinics.load()
    slow_jobs.end_all()
    clinics.choose("BOS-1")
    clinics.reason.setText("the laptop was stolen")
    for _time in range(2):
        clinics.revoke_button.click()
    slow_jobs.end_all()

    assert clinics.problem.text() == ""
    assert "nothing that it signs counts any more" in clinics.state.text()


def test_a_clinic_is_given_one_file(
    qtbot: QtBot, desk: HeadquartersDesk, slow_jobs: SlowWork, chooser: Chooser
) -> None:
    desk.clinics.code.setText("WOR-1")
    desk.clinics.name.setText("Worcester")
    for _time in range(2):
        qtbot.keyClick(desk.clinics.name, Qt.Key.Key_Return)
    slow_jobs.end_all()

    assert chooser.asked == 1
