"""Work that runs at once, so that most screen tests have nothing to wait for."""

import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.errors import ClinicError
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.program import Program
from clinic_app.workflows import first_start, unlocking
from clinic_app.workflows.first_start import NewClinic

T = TypeVar("T")


class InlineJobs:
    """Runs work on the spot and reports before ``run`` returns."""

    def run(
        self,
        work: Callable[[], T],
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[ClinicError], object],
    ) -> None:
        try:
            result = work()
        except ClinicError as error:
            on_error(error)
        else:
            on_done(result)

    run_aside = run

    def run_steps(
        self,
        steps: Callable[[], Iterator[tuple[int, int]]],
        *,
        on_progress: Callable[[int, int], object],
        on_done: Callable[[], object],
        on_error: Callable[[ClinicError], object],
    ) -> Callable[[], None]:
        try:
            for done, total in steps():
                on_progress(done, total)
        except ClinicError as error:
            on_error(error)
        else:
            on_done()
        return lambda: None

    def forget_callbacks(self) -> None:
        """Nothing is ever under way."""

    def wait_until_idle(self) -> None:
        """Nothing is ever under way."""


class SlowJobs(InlineJobs):
    """Runs steps on the spot; everything else waits until it is told to end."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[], T],
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[ClinicError], object],
    ) -> None:
        run = super().run
        self._waiting.append(lambda: run(work, on_done=on_done, on_error=on_error))

    run_aside = run

    def end_first(self) -> None:
        self._waiting.pop(0)()

    def end_all(self) -> None:
        while self._waiting:
            self.end_first()


@pytest.fixture
def slow_jobs() -> SlowJobs:
    return SlowJobs()


@pytest.fixture(autouse=True)
def nothing_outlives_its_test() -> Iterator[None]:
    """Delete every window and every screen that no window shows: each makes the next test slower.

    In the program they end with the process, or with :meth:`Desk.close` after a lock.
    """
    yield
    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="module", autouse=True)
def no_desk_outlives_its_module() -> Iterator[None]:
    """Let go of the desks that no test locked, with all that was read: some megabytes each."""
    yield
    for desk in [one for one in gc.get_objects() if type(one) is Desk]:
        with suppress(RuntimeError):  # Qt's half of it is gone
            desk.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


@pytest.fixture
def jobs() -> ClosableJobs:
    return InlineJobs()


PASSPHRASE = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))


class Clinics:
    """Makes clinics: the first of a test is a copy of one made before with the same words.

    It was a third of what most tests of the window waited for. A second one is made anew, since
    two copies would be the same clinic.
    """

    def __init__(self, kept: Path) -> None:
        self._kept = kept
        self._made: dict[tuple[object, ...], tuple[Path, str]] = {}
        self._copied: set[tuple[object, ...]] = set()

    def begin_test(self) -> None:
        self._copied.clear()

    def __call__(self, folder: Path, **different: Any) -> NewClinic:
        """Make one with Marie Baptiste who coordinates it; words say what differs."""
        words: dict[str, Any] = {
            "clinic_name": "St. Mark's clinic",
            "clinic_code": "MIA-1",
            "site": "",
            "phone": "",
            "worker_name": "Marie Baptiste",
            "accreditation": None,
            "sign_in_name": "marie",
            "passphrase": PASSPHRASE,
            "today": TODAY,
            "cost": LEAST_COST,
        } | different
        key = tuple(sorted(words.items(), key=lambda word: word[0]))
        if key in self._copied or "moment" in different:
            return first_start.create_clinic(folder, **words)
        self._copied.add(key)
        if key not in self._made:
            kept = self._kept / str(len(self._made))
            made = first_start.create_clinic(kept, **words)
            made.session.lock()
            self._made[key] = kept, made.recovery_code
        kept, recovery_code = self._made[key]
        shutil.copytree(kept, folder)
        session = unlocking.unlock(
            folder, words["passphrase"], words["sign_in_name"], words["today"]
        )
        return NewClinic(session, recovery_code)


@pytest.fixture(scope="session")
def new_clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinics:
    """Make a clinic in a folder, with Marie Baptiste who coordinates it; words say what differs."""
    return Clinics(tmp_path_factory.mktemp("clinics"))


@pytest.fixture(autouse=True)
def _first_clinic_may_be_a_copy(new_clinic: Clinics) -> None:
    new_clinic.begin_test()


@pytest.fixture
def opened(qtbot: QtBot, jobs: ClosableJobs) -> Iterator[Callable[..., Program]]:
    """Open a window on the records in a folder and unlock them; it ends with the test."""
    running: list[Program] = []

    def open_window(folder: Path, today: Today = TODAY, **different: Any) -> Program:
        window = MainWindow()
        qtbot.addWidget(window)
        window.show()
        program = Program(window, jobs, folder, today=lambda: today, cost=LEAST_COST, **different)
        running.append(program)
        program.begin()
        program.entry.unlock.passphrase.setText(PASSPHRASE)
        program.entry.unlock.unlock_button.click()
        return program

    yield open_window
    for program in running:
        program.close()
        if program.desk is not None:
            program.desk.close()
