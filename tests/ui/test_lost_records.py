"""Records that are not where they were are asked for, before somebody sets up a second clinic."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.settings import Settings, load, save
from clinic_app.ui.application import Opening
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.program import Program
from clinic_app.ui.remembered import Remembered
from clinic_app.workflows.first_start import NewClinic

Opened = Callable[..., Program]


@pytest.fixture
def clinic(tmp_path: Path, new_clinic: Callable[..., NewClinic]) -> Path:
    new_clinic(tmp_path / "records").session.lock()
    return tmp_path / "records"


def test_a_disk_that_was_pulled_is_asked_for_after_the_lock(clinic: Path, opened: Opened) -> None:
    program = opened(clinic)
    clinic.rename(clinic.with_name("elsewhere"))

    program.lock()

    words = program.entry.welcome.problem.text()
    assert program.window.place.widget() is program.entry.welcome
    assert str(clinic) in words
    assert "put it in" in words


def test_where_the_key_file_is_damaged_enter_sets_up_no_second_clinic(
    clinic: Path, opened: Opened, qtbot: QtBot
) -> None:
    program = opened(clinic)
    (clinic / "clinic.vault.json").write_text("{}", encoding="utf-8")

    program.lock()

    welcome = program.entry.welcome
    qtbot.waitUntil(lambda: bool(welcome.problem.text()))
    assert "clinic.vault.json" in welcome.problem.text()
    qtbot.waitUntil(welcome.restore_button.hasFocus)


def test_a_stick_that_is_not_there_is_asked_for_at_the_start(
    tmp_path: Path, qtbot: QtBot, jobs: ClosableJobs
) -> None:
    program = begun(qtbot, jobs, tmp_path / "none", lost_folder=tmp_path / "stick")

    assert str(tmp_path / "stick") in program.entry.welcome.problem.text()


def test_older_records_on_this_computer_are_not_taken_for_those_on_the_stick(
    clinic: Path, tmp_path: Path, qtbot: QtBot, jobs: ClosableJobs
) -> None:
    program = begun(qtbot, jobs, clinic, lost_folder=tmp_path / "stick")

    assert program.window.place.widget() is program.entry.unlock
    assert str(tmp_path / "stick") in program.entry.unlock.reason.text()


def test_settings_that_cannot_be_read_are_told_before_a_clinic_is_set_up_anew(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    opening = Opening(
        qapp, tmp_path / "none", Remembered(qapp, tmp_path, Settings()), has_forgotten=True
    )
    qtbot.addWidget(opening.window)

    opening._begin(None)

    assert opening._program is not None
    assert "open them there again" in opening._program.entry.welcome.problem.text()
    opening._program.close()


def begun(qtbot: QtBot, jobs: ClosableJobs, folder: Path, *, lost_folder: Path) -> Program:
    window = MainWindow()
    qtbot.addWidget(window)
    program = Program(window, jobs, folder, lost_folder=lost_folder)
    program.begin()
    return program


@pytest.mark.parametrize("is_there", [True, False])
def test_the_window_looks_where_the_records_were_opened_last(
    clinic: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot, is_there: bool
) -> None:
    chosen = clinic if is_there else tmp_path / "stick"
    save(tmp_path / "settings", Settings(records_folder=str(chosen)))
    remembered = Remembered(qapp, tmp_path / "settings", load(tmp_path / "settings").settings)
    opening = Opening(qapp, tmp_path / "none", remembered)
    qtbot.addWidget(opening.window)

    opening._begin(None)

    assert opening._program is not None
    entry = opening._program.entry
    qtbot.waitUntil(
        lambda: opening.window.place.widget() is (entry.unlock if is_there else entry.welcome)
    )
    assert (str(chosen) in entry.welcome.problem.text()) is not is_there
    opening._program.close()


def test_a_clinic_that_was_set_up_anew_is_the_one_that_is_opened_next(
    tmp_path: Path, new_clinic: Callable[..., NewClinic], qtbot: QtBot, jobs: ClosableJobs
) -> None:
    program = begun(qtbot, jobs, tmp_path / "new", lost_folder=tmp_path / "stick")
    session = new_clinic(tmp_path / "new").session
    program.entry.welcome.set_up_button.click()
    assert program.entry.set_up is not None

    with qtbot.waitSignal(program.entry.folder_chosen) as chosen:
        program.entry.set_up.finished.emit(session)

    assert chosen.args == [tmp_path / "new"]
    program.close()
