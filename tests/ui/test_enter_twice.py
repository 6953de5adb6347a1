"""Enter presses the button: pressed twice while the work is under way, it is begun once."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.ui.models.headquarters_view import ApartLine
from clinic_app.ui.screens.change_passphrase import ChangePassphraseScreen
from clinic_app.ui.screens.headquarters_apart import HeadquartersApartScreen
from clinic_app.ui.screens.recover import RecoverScreen
from clinic_app.ui.screens.worker import WorkerScreen

PASSPHRASE = "stapling unguarded corset vividly manhunt oat"


class UnendingJobs:
    """Begins every piece of work and never ends one."""

    def __init__(self) -> None:
        self.begun = 0

    def run(self, *_work: Any, **_reports: Any) -> None:
        self.begun += 1

    run_aside = run

    def run_steps(self, *_steps: Any, **_reports: Any) -> Callable[[], None]:
        self.begun += 1
        return lambda: None


def nothing(*_given: object, **_named: object) -> Any:
    """Stand for what never ends."""


def words() -> str:
    return PASSPHRASE


def change_passphrase(jobs: UnendingJobs) -> tuple[QWidget, QLineEdit]:
    screen = ChangePassphraseScreen(change=nothing, suggest=words, jobs=jobs)
    screen.start()
    screen.new.first.setText(PASSPHRASE)
    screen.new.again.setText(PASSPHRASE)
    return screen, screen.new.again


def recover(jobs: UnendingJobs) -> tuple[QWidget, QLineEdit]:
    screen = RecoverScreen(recover=nothing, recover_by_shares=nothing, suggest=words, jobs=jobs)
    screen.start(("marie",), "marie")
    screen.passphrase.first.setText(PASSPHRASE)
    screen.passphrase.again.setText(PASSPHRASE)
    return screen, screen.passphrase.again


def worker(jobs: UnendingJobs) -> tuple[QWidget, QLineEdit]:
    screen = WorkerScreen(add=nothing, update=nothing, renew=nothing, suggest=words, jobs=jobs)
    screen.show_worker(None)
    screen.passphrase.first.setText(PASSPHRASE)
    screen.passphrase.again.setText(PASSPHRASE)
    return screen, screen.passphrase.again


def settle(jobs: UnendingJobs) -> tuple[QWidget, QLineEdit]:
    screen = HeadquartersApartScreen(kept_apart=tuple, settle=nothing, jobs=jobs)
    line = ApartLine(
        sha256="ab" * 32,
        clinic="BOS-1",
        month="2026-01",
        since="2/3/2026",
        state="waits",
        reason="It contradicts what was taken in.",
        signer="0123",
        is_settled=False,
    )
    screen.show_list((line,))
    screen.words.setText("called them")
    return screen, screen.words


@pytest.mark.parametrize("make", [change_passphrase, recover, worker, settle])
def test_work_under_way_is_not_begun_again(
    qtbot: QtBot, make: Callable[[UnendingJobs], tuple[QWidget, QLineEdit]]
) -> None:
    jobs = UnendingJobs()
    screen, last_field = make(jobs)
    qtbot.addWidget(screen)

    for _time in range(2):
        qtbot.keyClick(last_field, Qt.Key.Key_Return)

    assert jobs.begun == 1
