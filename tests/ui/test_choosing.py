"""Whoever finds the laptop does not find where files were saved."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clinic_app.ui import choosing, theme
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


def test_the_sticks_that_are_in_stand_beside_and_it_begins_in_a_folder_that_is_there(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(choosing, "_documents", lambda: tmp_path / "Documents")
    monkeypatch.setattr(choosing, "sticks", lambda: (tmp_path / "KEY",))
    (tmp_path / "KEY").mkdir()
    window = QWidget()
    qtbot.addWidget(window)

    def shown() -> QFileDialog:
        DialogFileChooser(window).ask_folder("The folder with the records", lambda _path: None)
        return window.findChildren(QFileDialog)[-1]

    dialog = shown()
    assert Path(dialog.directory().path()) == tmp_path
    assert tmp_path / "KEY" in {Path(url.toLocalFile()) for url in dialog.sidebarUrls()}

    (tmp_path / "Documents").mkdir()
    dialog = shown()
    assert Path(dialog.directory().path()) == tmp_path / "Documents"
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    assert line.text() == ""


@pytest.mark.parametrize("percent", [100, 200])
def test_the_dialog_shows_its_signs_and_whole_dates(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, percent: int
) -> None:
    theme.apply(qapp, scale_percent=percent)
    (tmp_path / "list.pdf").write_bytes(b"pdf")
    window = QWidget()
    window.resize(1366, 728)
    qtbot.addWidget(window)
    window.show()
    DialogFileChooser(window).ask_new_file("Save as PDF", "list.pdf", print)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(tmp_path))
    up, table = dialog.findChild(QToolButton, "toParentButton"), dialog.findChild(QTreeView)
    assert up is not None
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount(table.rootIndex()) == 1)

    assert drawn_width(up.grab().toImage()) >= 10
    assert table.horizontalScrollBar().maximum() == 0
    assert all(table.columnWidth(at) >= table.sizeHintForColumn(at) for at in range(4))
    dialog.reject()
    theme.apply(qapp)


def drawn_width(button: QImage) -> int:
    """Return over how many pixels of its middle something dark is drawn."""
    middle = range(8, button.width() - 8)
    rows = range(8, button.height() - 8)
    return sum(any(button.pixelColor(x, y).lightness() < 100 for y in rows) for x in middle)
