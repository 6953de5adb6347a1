"""Backups are made without being asked for, said when they fail, and restored by the window."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.files.errors import DiskFullError
from clinic_app.records.audit import About, Act
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.jobs import BackgroundJobs, ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.program import Program
from clinic_app.ui.screens.backups import BackupsScreen
from clinic_app.ui.widgets.day_field import moment_words
from clinic_app.vault import backups as vault_backups
from clinic_app.vault.backups import backups_in
from clinic_app.vault.errors import WorkStoppedError
from clinic_app.vault.orphans import Lost
from clinic_app.vault.rescue import Rescued
from clinic_app.workflows import backups, unlocking
from clinic_app.workflows.backups import SECOND_FOLDER_NAME, ByPaper, ByPassphrase, Made
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.rescue_words import rescued_words

WORDS = "stapling unguarded corset vividly manhunt oat"
OTHER_WORDS = "another passphrase of six many words"
TODAY = Today(date(2026, 11, 25))


class Chooser:
    """Answers each question for a folder with one folder."""

    def __init__(self) -> None:
        self.folder = Path()

    def ask_folder(self, _title: str, on_chosen: Callable[[Path], None]) -> None:
        on_chosen(self.folder)

    def ask_file(self, _title: str, _on_chosen: Callable[[Path], None]) -> None:
        """Nothing was chosen."""

    def ask_new_file(self, _title: str, _name: str, _on_chosen: Callable[[Path], None]) -> None:
        """Nothing was chosen."""


@pytest.fixture(autouse=True)
def made(new_clinic: Callable[..., NewClinic], tmp_path: Path) -> NewClinic:
    clinic = new_clinic(tmp_path / "records")
    clinic.session.lock()
    return clinic


@pytest.fixture
def chooser() -> Chooser:
    return Chooser()


@pytest.fixture
def program(
    qtbot: QtBot, jobs: ClosableJobs, tmp_path: Path, chooser: Chooser
) -> Iterator[Program]:
    running = a_program(qtbot, jobs, tmp_path / "records", chooser)
    yield running
    running.close()


def a_program(qtbot: QtBot, jobs: ClosableJobs, folder: Path, chooser: Chooser) -> Program:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    running = Program(window, jobs, folder, chooser=chooser, today=lambda: TODAY, cost=LEAST_COST)
    running.begin()
    return running


def unlock(program: Program) -> Desk:
    program.entry.unlock.passphrase.setText(WORDS)
    program.entry.unlock.unlock_button.click()
    assert program.desk is not None
    return program.desk


def shown(program: Program) -> QWidget | None:
    return program.window.place.widget()


def test_each_day_begins_with_a_backup_and_one_is_enough(program: Program, tmp_path: Path) -> None:
    unlock(program)
    (backup,) = backups_in(tmp_path / "records" / "backups")
    assert f"backup {moment_words(backup.at)}" in program.window.status.text()
    program.lock()
    unlock(program)

    assert backups_in(tmp_path / "records" / "backups") == (backup,)


def test_a_worker_backs_up_and_chooses_a_stick(
    qtbot: QtBot, program: Program, tmp_path: Path, chooser: Chooser
) -> None:
    desk = unlock(program)
    stick = tmp_path / "stick"
    stick.mkdir()
    chooser.folder = stick
    desk.clinic.open()
    desk.clinic.clinic.backups_button.click()
    assert shown(program) is desk.backups.screen

    with qtbot.waitSignal(program.second_folder_chosen) as said:
        desk.backups.screen.second_button.click()

    assert said.args == [stick]
    assert str(stick) in desk.backups.screen.second.text()
    assert len(backups_in(stick / SECOND_FOLDER_NAME)) == 1
    assert desk.backups.screen.model.rowCount() >= 1
    desk.backups.screen.back_button.click()
    assert shown(program) is desk.clinic.clinic


def test_a_stick_that_was_pulled_is_said_and_the_first_copy_is_there(
    program: Program, tmp_path: Path, chooser: Chooser
) -> None:
    desk = unlock(program)
    chooser.folder = tmp_path / "pulled"
    desk.backups.open()

    desk.backups.screen.second_button.click()

    assert "second copy" in desk.backups.screen.problem.text()
    assert desk.backups.screen.now_button.isEnabled()
    assert backups_in(tmp_path / "records" / "backups")


def test_a_backup_that_nobody_asked_for_and_that_failed_is_said(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise DiskFullError(tmp_path / "backup.db")

    monkeypatch.setattr(vault_backups, "back_up", full)
    unlock(program)

    assert "no room left" in program.window.banner.text()


def test_a_worker_who_does_not_want_to_wait_stops_it(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = unlock(program)
    desk.backups.open()
    screen = desk.backups.screen

    def slow(_session: object, _second: object, *, progress: Callable[[int, int], bool]) -> None:
        assert not progress(1, 3)
        assert screen.busy.bar.value() == 1
        screen.busy.stop_button.click()
        assert progress(2, 3)
        raise WorkStoppedError(Path())

    monkeypatch.setattr(backups, "make", slow)
    screen.now_button.click()

    assert "stopped" in screen.problem.text()
    assert screen.now_button.isEnabled()


@pytest.fixture
def shares(tmp_path: Path) -> tuple[str, ...]:
    """The three shares of the records."""
    session = unlocking.unlock(tmp_path / "records", WORDS, "marie", TODAY)
    made = unlocking.new_shares(session)
    session.lock()
    return made


@pytest.fixture
def papers(made: NewClinic, shares: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """What is typed into the two fields, by the way back in."""
    return {
        "passphrase": ("", ""),
        "code": (made.recovery_code, ""),
        "shares": (shares[2], shares[0]),
        "station": (made.session.clinic.station_id, ""),
    }


@pytest.fixture
def lost(
    qtbot: QtBot,
    jobs: ClosableJobs,
    tmp_path: Path,
    chooser: Chooser,
    shares: tuple[str, ...],  # noqa: ARG001 - made before the backup
) -> Iterator[Program]:
    """The first screen of a computer without records, with a backup within reach."""
    first = a_program(qtbot, jobs, tmp_path / "records", chooser)
    unlock(first)
    first.close()
    chooser.folder = tmp_path / "records"
    running = a_program(qtbot, jobs, tmp_path / "empty", chooser)
    yield running
    running.close()


@pytest.mark.parametrize("way", ["passphrase", "code", "shares"])
def test_lost_records_are_restored_from_the_first_screen(
    qtbot: QtBot,
    lost: Program,
    tmp_path: Path,
    papers: dict[str, tuple[str, str]],
    way: str,
) -> None:
    assert shown(lost) is lost.entry.welcome

    lost.entry.welcome.restore_button.click()
    screen = lost.entry.restore.screen
    assert shown(lost) is screen
    screen.choose_button.click()
    assert [screen.names.itemText(row) for row in range(screen.names.count())] == ["marie"]
    if way != "passphrase":
        screen.by_paper.click()
        assert not screen.passphrase.isVisible()
    screen.passphrase.setText(WORDS if way == "passphrase" else "")
    for field, typed in zip((screen.code, screen.share), papers[way], strict=True):
        field.setText(typed)
    with qtbot.waitSignal(lost.entry.folder_chosen) as said:
        screen.restore_button.click()

    assert said.args == [tmp_path / "empty"]
    assert shown(lost) is lost.entry.unlock
    assert "restored" in lost.entry.unlock.reason.text()
    unlock(lost)
    session = lost._session
    assert session is not None
    assert session.clinic.station_id != papers["station"][0]


def test_records_that_are_there_are_restored_beside_them(
    program: Program, tmp_path: Path, chooser: Chooser
) -> None:
    unlock(program)
    program.lock()
    chooser.folder = tmp_path / "records" / "backups"
    program.entry.unlock.restore_button.click()
    screen = program.entry.restore.screen
    screen.choose_button.click()
    screen.passphrase.setText(WORDS)
    screen.restore_button.click()

    beside = [path.name for path in tmp_path.iterdir() if path.name.startswith("records restored")]
    assert len(beside) == 1
    assert shown(program) is program.entry.unlock


def test_a_wrong_passphrase_or_folder_restores_nothing_and_says_why(
    program: Program, tmp_path: Path, chooser: Chooser
) -> None:
    unlock(program)
    program.lock()
    program.entry.unlock.restore_button.click()
    screen = program.entry.restore.screen
    chooser.folder = tmp_path / "nowhere"
    screen.choose_button.click()
    assert "no whole backup" in screen.problem.text()

    chooser.folder = tmp_path / "records"
    screen.choose_button.click()
    screen.passphrase.setText("wrong")
    screen.restore_button.click()

    assert screen.problem.isVisible()
    assert not [path for path in tmp_path.iterdir() if "restored" in path.name]
    screen.back_button.click()
    assert shown(program) is program.entry.unlock


def test_a_lock_ends_a_backup_under_way(qtbot: QtBot, tmp_path: Path, chooser: Chooser) -> None:
    """On real threads: the vault is free again for whoever unlocks next."""
    jobs = BackgroundJobs()
    program = a_program(qtbot, jobs, tmp_path / "records", chooser)
    qtbot.waitUntil(lambda: shown(program) is program.entry.unlock)
    program.entry.unlock.passphrase.setText(WORDS)
    with qtbot.waitSignal(program.entry.session_opened):
        program.entry.unlock.unlock_button.click()
    qtbot.waitUntil(lambda: not program.window.is_covered)

    program.lock()
    qtbot.waitUntil(lambda: shown(program) is program.entry.unlock)
    program.entry.unlock.passphrase.setText(WORDS)
    with qtbot.waitSignal(program.entry.session_opened):
        program.entry.unlock.unlock_button.click()
    program.close()


def test_a_backup_counts_for_the_day_of_the_computer(tmp_path: Path) -> None:
    session = unlocking.unlock(tmp_path / "records", WORDS, "marie", TODAY)
    first = replace(session, moment=lambda: datetime(2026, 11, 25, 9, tzinfo=UTC).astimezone())
    second = replace(session, moment=lambda: datetime(2026, 11, 26, 9, tzinfo=UTC).astimezone())
    assert backups.is_due(first)
    backups.make(first, None)

    assert not backups.is_due(first)
    assert backups.is_due(second)
    session.lock()


def test_damaged_records_are_said_and_what_can_be_read_is_rescued(
    program: Program, tmp_path: Path
) -> None:
    unlock(program)
    session = program._session
    assert session is not None
    with session.vault.transaction() as opened:
        opened._connection.exec_driver_sql("CREATE TABLE room (filling BLOB)")
        opened._connection.exec_driver_sql("INSERT INTO room VALUES (zeroblob(40000))")
        opened._connection.exec_driver_sql("DROP TABLE room")
    program.lock()
    flip_last_page(tmp_path / "records" / "clinic.db")
    desk = unlock(program)
    desk.backups.open()
    screen = desk.backups.screen
    assert not screen.rescue_button.isVisible()

    screen.now_button.click()
    assert "damaged" in screen.problem.text()
    screen.rescue_button.click()

    (beside,) = [path for path in tmp_path.iterdir() if "rescued" in path.name]
    assert str(beside) in screen.problem.text()
    assert "Nothing was lost." in screen.problem.text()
    assert (beside / "what could not be read.txt").read_text().splitlines()[
        1
    ] == "Nothing was lost."
    screen.list_button.click()
    assert program.window.place.widget() is desk.paper.preview
    desk.paper.preview.back_button.click()
    assert program.window.place.widget() is screen
    assert "Nothing was lost." in screen.problem.text()
    unlocking.unlock(beside, WORDS, "marie", TODAY).lock()


def test_a_rescue_can_be_stopped_and_done_again(
    qtbot: QtBot, jobs: ClosableJobs, tmp_path: Path
) -> None:
    asked: list[bool] = []

    def rescue(progress: Callable[[int, int], bool]) -> Rescued:
        if not asked:
            screen.busy.stop_button.click()
        asked.append(progress(1, 2))
        if asked[-1]:
            raise WorkStoppedError(tmp_path)
        return Rescued(Path("/new"), 3, ())

    screen = BackupsScreen(existing=tuple, back_up=never, rescue=rescue, jobs=jobs)
    qtbot.addWidget(screen)
    screen.rescue_button.show()

    screen.rescue_button.click()
    assert "stopped" in screen.problem.text().lower()
    assert not screen.list_button.isVisibleTo(screen)
    screen.rescue_button.click()

    assert asked == [True, False]
    assert "3 rows were saved" in screen.problem.text()


def never(_progress: Callable[[int, int], bool]) -> Made:
    raise AssertionError


def test_each_backup_and_each_second_copy_writes_a_line(program: Program, tmp_path: Path) -> None:
    desk = unlock(program)
    (tmp_path / "stick").mkdir()
    session = program._session
    assert session is not None

    desk.backups._on_second_chosen(tmp_path / "stick")

    with session.reading() as opened:
        entries = [link.entry for link in opened.audit.found(act=Act.BACKED_UP)]
    assert [entry.about for entry in entries[:2]] == [About.SECOND_COPY, About.VAULT]
    assert {entry.worker_id for entry in entries} == {session.worker.id}


@pytest.mark.parametrize("is_recovery_code", [False, True])
def test_restored_records_say_who_restored_them(
    made: NewClinic, tmp_path: Path, *, is_recovery_code: bool
) -> None:
    session = unlocking.unlock(tmp_path / "records", WORDS, "marie", TODAY)
    backup = backups.make(session, None).backup
    session.lock()
    way = ByPaper("marie", made.recovery_code) if is_recovery_code else ByPassphrase("marie", WORDS)

    place = backups.restore(backup.folder, tmp_path / "new", way).folder

    again = unlocking.unlock(place, WORDS, "marie", TODAY)
    with again.reading() as opened:
        (restored,) = (link.entry for link in opened.audit.found(act=Act.RESTORED))
        assert opened.audit.first_broken() is None
    assert restored.worker_id == again.worker.id
    again.lock()


def test_whoever_came_in_by_two_shares_rescues_as_well(
    program: Program, tmp_path: Path, shares: tuple[str, ...]
) -> None:
    session = unlocking.unlock(tmp_path / "records", WORDS, "marie", TODAY)
    with session.vault.transaction() as opened:
        opened._connection.exec_driver_sql("CREATE TABLE room (filling BLOB)")
        opened._connection.exec_driver_sql("INSERT INTO room VALUES (zeroblob(40000))")
        opened._connection.exec_driver_sql("DROP TABLE room")
    session.lock()
    flip_last_page(tmp_path / "records" / "clinic.db")
    program.entry.unlock.recovery_button.click()
    recover = program.entry.ways_in.recover
    recover.code.setText(shares[1])
    recover.share.setText(shares[2])
    for field in (recover.passphrase.first, recover.passphrase.again):
        field.setText(OTHER_WORDS)
    recover.recover_button.click()
    assert program.desk is not None
    program.desk.backups.open()
    screen = program.desk.backups.screen
    screen.now_button.click()

    screen.rescue_button.click()

    (beside,) = [path for path in tmp_path.iterdir() if "rescued" in path.name]
    unlocking.unlock(beside, OTHER_WORDS, "marie", TODAY).lock()


def flip_last_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-4096 + 700] ^= 1
    path.write_bytes(data)


def test_what_is_lost_is_said_stretch_by_stretch() -> None:
    lost = (
        Lost("clients", 210, 214, 5),
        Lost("services", 0, 0, 3),
        Lost("kyr_attendance", 0, 0, 0),
    )

    words = rescued_words(Rescued(Path("/new"), 1203, lost)).splitlines()

    assert words[0].startswith("1203 rows were saved")
    assert words[2:] == [
        "clients: the rows 210 to 214, 5 at most",
        "services: 3, because what they belong to is lost",
        "kyr_attendance: some rows; nobody knows how many",
    ]
