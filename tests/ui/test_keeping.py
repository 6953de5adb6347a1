"""From a client's file by keyboard: a hold is set and lifted, and a client is forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.records.client import Client, Consent
from clinic_app.records.retention import Purge
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.program import Program
from clinic_app.ui.screens.keeping import KeepingScreen
from clinic_app.vault import wiping
from clinic_app.vault.errors import VaultInUseError
from clinic_app.workflows import clients, unlocking
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))
NAME = "Canary-7f3a"


class SlowJobs(Jobs, Protocol):
    def end_all(self) -> None: ...


@pytest.fixture
def program(
    new_clinic: Callable[..., NewClinic], opened: Callable[..., Program], tmp_path: Path
) -> Program:
    folder = tmp_path / "records"
    session = new_clinic(folder).session
    clients.register(
        session,
        name=NAME,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    session.lock()
    return opened(folder)


def at_work(program: Program) -> Session:
    assert program._session is not None
    return program._session


def the_client(program: Program) -> Client:
    (client,) = clients.search(at_work(program), NAME)
    return client


@pytest.fixture
def keeping(program: Program) -> KeepingScreen:
    """The screen, reached from the file."""
    assert program.desk is not None
    program.desk.clients.open_file(the_client(program))
    program.desk.clients.file.keeping_button.click()
    screen = program.window.place.widget()
    assert isinstance(screen, KeepingScreen)
    return screen


def words_on(screen: KeepingScreen) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_a_hold_is_set_and_lifted_with_a_reason_by_keyboard(
    qtbot: QtBot, keeping: KeepingScreen
) -> None:
    assert keeping.reason.hasFocus()

    qtbot.keyClick(keeping.reason, Qt.Key.Key_Return)
    assert "Write in a few words why" in keeping.problem.text()
    qtbot.keyClicks(keeping.reason, "A suit is pending.")
    qtbot.keyClick(keeping.reason, Qt.Key.Key_Return)

    assert "set by Marie Baptiste. Why: A suit is pending." in keeping.hold.text()
    assert not keeping.sure.isEnabled()
    assert not keeping.forget_button.isEnabled()
    qtbot.keyClicks(keeping.reason, "It is settled.")
    qtbot.keyClick(keeping.reason, Qt.Key.Key_Return)
    assert keeping.hold.text() == "No legal hold stands."
    assert "lifted by Marie Baptiste (It is settled.)" in keeping.earlier.text()
    assert keeping.sure.isEnabled()


def test_a_hold_is_seen_in_the_file(qtbot: QtBot, program: Program, keeping: KeepingScreen) -> None:
    qtbot.keyClicks(keeping.reason, "A suit is pending.")
    qtbot.keyClick(keeping.reason, Qt.Key.Key_Return)

    keeping.back_button.click()

    assert program.desk is not None
    assert program.desk.clients.file.facts.text().endswith("legal hold")


def test_a_client_is_forgotten_and_nothing_of_them_is_left_on_the_screen(
    qtbot: QtBot, program: Program, keeping: KeepingScreen
) -> None:
    assert NAME in words_on(keeping)
    assert not keeping.forget_button.isEnabled()

    keeping.sure.setFocus()
    qtbot.keyClick(keeping.sure, Qt.Key.Key_Space)
    keeping.forget_button.setFocus()
    qtbot.keyClick(keeping.forget_button, Qt.Key.Key_Return)

    assert NAME not in words_on(keeping)
    assert "1 record was deleted for good. The file was written anew" in keeping.done.text()
    assert clients.search(at_work(program), NAME) == ()
    assert keeping.leave_button.hasFocus()
    qtbot.keyClick(keeping.leave_button, Qt.Key.Key_Return)
    assert program.desk is not None
    assert program.window.place.widget() is program.desk.clients.list


def test_the_screen_of_a_forgotten_client_is_not_kept_over_a_lock(
    program: Program, keeping: KeepingScreen
) -> None:
    keeping.sure.click()
    keeping.forget_button.click()

    program.lock()
    again = unlocking.unlock(program.entry._folder, WORDS, "marie", TODAY)
    with again.reading() as opened:
        assert opened.drafts.of(again.worker.id) is None
    again.lock()


def test_a_disk_that_refuses_is_told_with_what_to_do_next(
    keeping: KeepingScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(path: Path, _key: object) -> None:
        raise VaultInUseError(path, "", 0)

    monkeypatch.setattr(wiping, "_rewrite", busy)
    keeping.sure.click()
    keeping.forget_button.click()

    assert "Lock and unlock once there is room." in keeping.done.text()


def test_stop_before_the_end_deletes_nothing(program: Program, keeping: KeepingScreen) -> None:
    keeping.sure.click()
    keeping.busy.bar.valueChanged.connect(lambda _value: keeping.busy.stop_button.click())

    keeping.forget_button.click()

    assert "the records are as they were" in keeping.problem.text()
    assert the_client(program).name == NAME
    assert keeping.forget_button.isEnabled()


def test_nobody_is_forgotten_while_another_client_is_fetched(
    qtbot: QtBot, slow_jobs: SlowJobs, keeping: KeepingScreen
) -> None:
    assert keeping._view is not None
    views = {
        client_id: replace(keeping._view, client_id=client_id, who=client_id)
        for client_id in ("first", "second")
    }

    def forget(client_id: str, _tell: object) -> Purge:
        raise AssertionError(client_id)

    screen = KeepingScreen(
        load=lambda client_id: views[client_id],
        set_hold=lambda _id, _why: None,
        lift_hold=lambda _id, _why: None,
        forget=forget,
        jobs=slow_jobs,
    )
    qtbot.addWidget(screen)
    screen.load("first")
    slow_jobs.end_all()
    screen.sure.click()

    screen.load("second")
    screen.forget_button.click()
    slow_jobs.end_all()

    assert (screen.who.text(), screen.sure.isChecked()) == ("second", False)


def test_back_leads_to_the_file(program: Program, keeping: KeepingScreen) -> None:
    keeping.back_button.click()

    assert program.desk is not None
    assert program.window.place.widget() is program.desk.clients.file


def test_the_proof_is_laid_out_and_its_printing_is_in_the_log(
    program: Program, keeping: KeepingScreen
) -> None:
    keeping.sure.click()
    keeping.forget_button.click()

    keeping.proof_button.click()

    assert program.desk is not None
    preview = program.desk.paper.preview
    assert program.window.place.widget() is preview
    assert preview.save_button.isEnabled()
    preview.back_button.click()
    assert program.window.place.widget() is keeping
    assert keeping.done.isVisible()


def test_the_old_backups_are_one_key_away(program: Program, keeping: KeepingScreen) -> None:
    keeping.sure.click()
    keeping.forget_button.click()

    keeping.backups_button.click()

    assert program.desk is not None
    assert program.window.place.widget() is program.desk.clinic.retention.screen
