"""What is copied is marked and goes again; on Windows each window stays out of captures."""

import ctypes
import sys
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from clinic_app.computer import hardening
from clinic_app.ui import capture
from clinic_app.ui.clipboard_watch import CLEARED_AFTER_MS, ClipboardWatch

MARK = 'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"'
HISTORY = 'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"'


def copied(qtbot: QtBot, text: str) -> None:
    line = QLineEdit(text)
    qtbot.addWidget(line)
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_a_copy_is_marked_and_cleared_when_its_time_is_over(qtbot: QtBot) -> None:
    watch = ClipboardWatch(owns=lambda: True)
    clipboard = QGuiApplication.clipboard()

    copied(qtbot, "Canary-7f3a")

    assert clipboard.text() == "Canary-7f3a"
    assert clipboard.mimeData().hasFormat(MARK)
    assert bytes(clipboard.mimeData().data(HISTORY).data()) == bytes(4)
    assert watch.timer.isActive()
    assert watch.timer.interval() == CLEARED_AFTER_MS == 30_000
    watch.timer.timeout.emit()
    assert clipboard.text() == ""
    assert not watch.timer.isActive()


def test_what_another_program_copied_is_left_alone(qtbot: QtBot) -> None:
    is_own = [True]
    watch = ClipboardWatch(owns=lambda: is_own[0])
    copied(qtbot, "Canary-7f3a")
    is_own[0] = False
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("of another program")

    watch.forget()

    assert clipboard.text() == "of another program"
    assert not clipboard.mimeData().hasFormat(MARK)
    clipboard.clear()


@pytest.mark.parametrize(("is_ours", "left"), [(True, ""), (False, "of another program")])
def test_what_is_only_selected_is_given_up_at_once(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, is_ours: bool, left: str
) -> None:
    """The X11 selection, which every program may paste; a virtual screen has none to ask."""
    selection = QClipboard.Mode.Selection
    held = ["of another program" if not is_ours else "Canary-7f3a"]
    monkeypatch.setattr(QClipboard, "text", lambda _clipboard, _mode: held[0])
    monkeypatch.setattr(QClipboard, "clear", lambda _clipboard, _mode: held.__setitem__(0, ""))
    watch = ClipboardWatch(owns=lambda: is_ours)

    qapp.clipboard().changed.emit(selection)

    assert held == [left]
    assert not watch.timer.isActive()


def test_an_emptied_clipboard_needs_no_mark(qapp: QApplication) -> None:
    watch = ClipboardWatch(owns=lambda: True)

    qapp.clipboard().setText("")

    assert not watch.timer.isActive()


def test_on_windows_each_window_that_comes_to_the_front_is_hidden_from_captures(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []

    def answer(window: ctypes.c_void_p, how: int) -> int:
        asked.append((window.value or 0, how))
        return 1

    windll = SimpleNamespace(user32=SimpleNamespace(SetWindowDisplayAffinity=answer))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", windll, raising=False)
    window = QWindow()
    capture.hide_from_capture(qapp)
    try:
        cast("Any", qapp.focusWindowChanged).emit(window)
        cast("Any", qapp.focusWindowChanged).emit(None)
    finally:
        qapp.focusWindowChanged.disconnect(capture.exclude)

    assert asked == [(int(window.winId()), 0x11)]


def test_elsewhere_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ctypes, "windll", raising=False)

    assert not hardening.exclude_from_capture(1)
