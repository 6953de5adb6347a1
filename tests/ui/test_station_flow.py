"""Records in doubt are asked about after unlocking, before anybody works with them."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.files.errors import DiskFullError
from clinic_app.records.audit import About, Act
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.program import Program
from clinic_app.workflows import audit, stations, unlocking
from clinic_app.workflows.first_start import NewClinic

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))


@pytest.fixture(scope="module")
def made(new_clinic: Callable[..., NewClinic], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "records"
    clinic = new_clinic(folder)
    clinic.session.lock()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Records that are older than the key file beside them."""
    folder = Path(shutil.copytree(made, tmp_path / "records"))
    session = unlocking.unlock(folder, WORDS, "marie", TODAY)
    audit.note(session, Act.PRINTED, About.CLINIC, "")
    session.lock()
    shutil.copy2(made / "clinic.db", folder / "clinic.db")
    return folder


@pytest.fixture
def program(qtbot: QtBot, jobs: ClosableJobs, folder: Path, tmp_path: Path) -> Iterator[Program]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    here = tmp_path / "settings"
    running = Program(
        window, jobs, folder, today=lambda: TODAY, cost=LEAST_COST, settings_folder=here
    )
    running.begin()
    yield running
    running.close()


def is_at_work(program: Program) -> bool:
    return program.desk is not None


def unlock(program: Program) -> None:
    program.entry.unlock.passphrase.setText(WORDS)
    program.entry.unlock.unlock_button.click()


def test_older_records_are_asked_about_until_somebody_goes_on_with_them(program: Program) -> None:
    question = program.entry.station.older
    unlock(program)
    assert program.window.place.widget() is question
    assert not is_at_work(program)
    question.lock_button.click()
    assert program.window.place.widget() is program.entry.unlock
    unlock(program)
    assert program.window.place.widget() is question

    question.go_on_button.click()

    assert is_at_work(program)
    program.lock()
    unlock(program)
    assert is_at_work(program)


def test_a_lock_while_it_is_asked_closes_the_records(program: Program, folder: Path) -> None:
    unlock(program)

    program.lock()

    assert program.window.place.widget() is program.entry.unlock
    unlocking.unlock(folder, WORDS, "marie", TODAY).lock()
    program.entry.station.older.go_on_requested.emit()  # too late: nothing is asked any more
    assert not is_at_work(program)


def test_a_disk_that_refuses_the_new_station_is_said_and_it_can_be_tried_again(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = program.entry.station.older
    unlock(program)
    monkeypatch.setattr("clinic_app.workflows.stations.secrets.token_hex", full)

    question.go_on_button.click()

    assert question.problem.isVisible()
    assert question.go_on_button.isEnabled()


@pytest.mark.parametrize("answer", ["moved", "copied", "later"])
def test_records_of_another_computer_are_asked_about_calmly(
    program: Program, folder: Path, made: Path, tmp_path: Path, answer: str
) -> None:
    shutil.copy2(made / "clinic.vault.json", folder / "clinic.vault.json")
    before = at_home(folder, tmp_path / "another computer")
    question = program.entry.station.elsewhere
    unlock(program)
    assert program.window.place.widget() is question
    assert "another computer" in question.reason.text()
    assert not is_at_work(program)

    getattr(question, f"{answer}_button").click()

    assert is_at_work(program)
    program.lock()
    unlock(program)
    assert is_at_work(program) == (answer != "later")
    program.lock()
    session = unlocking.unlock(folder, WORDS, "marie", TODAY)
    assert (session.clinic.station_id == before) == (answer != "copied")
    session.lock()


def test_records_that_lie_in_two_folders_of_this_computer_are_asked_about(
    program: Program, folder: Path, made: Path, tmp_path: Path
) -> None:
    shutil.copy2(made / "clinic.vault.json", folder / "clinic.vault.json")
    at_home(Path(shutil.copytree(folder, tmp_path / "other")), tmp_path / "settings")

    unlock(program)

    assert program.window.place.widget() is program.entry.station.elsewhere
    assert "another folder" in program.entry.station.elsewhere.reason.text()


def at_home(folder: Path, settings: Path) -> str:
    session = unlocking.unlock(folder, WORDS, "marie", TODAY)
    stations.arrive(session, settings)
    session.lock()
    return session.clinic.station_id


def full(_count: int) -> str:
    raise DiskFullError(Path("clinic.db"))
