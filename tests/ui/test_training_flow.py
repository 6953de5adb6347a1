"""Looking at the invented families again."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.ui.flows.training_flow import TrainingFlow
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.screens.unlock import UnlockScreen
from clinic_app.workflows import demo


def test_a_damaged_passphrase_file_ends_in_words_and_not_in_a_crash(
    tmp_path: Path, jobs: ClosableJobs
) -> None:
    flow = TrainingFlow(tmp_path, jobs, lambda: Today(date(2026, 10, 5)))
    flow._folder.mkdir(parents=True, exist_ok=True)
    (flow._folder / demo.PASSPHRASE_FILE).write_bytes(b"corr\xe9ct horse\n")

    assert flow._passphrase() == "corr\ufffdct horse"


def test_the_passphrase_of_invented_families_is_typed_already(
    qtbot: QtBot, jobs: ClosableJobs
) -> None:
    tried: list[tuple[str, str]] = []
    screen = UnlockScreen(unlock=lambda *given: tried.append(given), jobs=jobs)
    qtbot.addWidget(screen)
    screen.show_hint("These families are invented.", "celery acetone")

    for _unlocked_and_locked_again in range(2):
        screen.show_names(("ana", "bo"), "bo")
        qtbot.keyClick(screen.passphrase, Qt.Key.Key_Return)
    assert tried == [("celery acetone", "bo")] * 2

    screen.show_hint("")
    assert screen.passphrase.text() == ""
