"""Whoever finds the laptop does not find where files were saved."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.ui.choosing import DialogFileChooser

SAVE_AND_END = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from clinic_app.ui.choosing import DialogFileChooser

application = QApplication([])
window = QWidget()
window.show()
chooser = DialogFileChooser(window)
chooser.ask_new_file("Save", "list.pdf", lambda path: print(path.name))
dialog = window.findChild(QFileDialog)
dialog.setDirectory(sys.argv[1])
dialog.accept()
QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
assert window.findChild(QFileDialog) is None
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Qt keeps its settings elsewhere")
def test_no_folder_that_was_chosen_is_written_down(tmp_path: Path) -> None:
    home, stick = tmp_path / "home", tmp_path / "stick-7f3a"
    home.mkdir()
    stick.mkdir()
    environment = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("XDG_CONFIG_HOME", None)

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", SAVE_AND_END, str(stick)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )

    assert done.stdout == "list.pdf\n", done.stderr
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"stick-7f3a" in path.read_bytes()]


def test_a_new_file_is_called_as_its_kind_is_whatever_name_is_typed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    chosen: list[Path] = []
    DialogFileChooser(window).ask_new_file("Save as PDF", "checklist-7K3F.pdf", chosen.append)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedNameFilter() == "*.pdf"
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    assert line.text() == "checklist-7K3F.pdf"

    line.setText(str(tmp_path / "hall"))
    dialog.accept()

    assert chosen == [tmp_path / "hall.pdf"]
