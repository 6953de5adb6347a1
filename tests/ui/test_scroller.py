"""Page Up and Page Down scroll what is read on a screen, whatever has the caret."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.screens.what_leaves import WhatLeavesScreen
from clinic_app.workflows.leaving_page import LeavingPage


def shown(
    qtbot: QtBot, jobs: ClosableJobs, *, least_height: int = 0
) -> tuple[MainWindow, WhatLeavesScreen]:
    window = MainWindow()
    qtbot.addWidget(window)
    screen = WhatLeavesScreen(signer="Rosalind Achterberg", jobs=jobs)
    screen.setMinimumHeight(least_height)
    lines = tuple((f"Headline {number}", "7 this month") for number in range(120))
    screen.show_pages((LeavingPage("BOS-1, 2026-09", lines, ()),), None)
    window.show_screen(screen)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: screen.scroller.verticalScrollBar().maximum() > 0)
    return window, screen


def test_what_leaves_is_read_to_its_end_before_it_is_signed(
    qtbot: QtBot, jobs: ClosableJobs
) -> None:
    _window, screen = shown(qtbot, jobs)
    bar = screen.scroller.verticalScrollBar()

    press(qtbot, screen.back_button, Qt.Key.Key_PageDown, times=30)
    assert bar.value() == bar.maximum()

    press(qtbot, screen.back_button, Qt.Key.Key_A)
    press(qtbot, screen.back_button, Qt.Key.Key_PageUp, times=30)
    assert bar.value() == 0


def test_at_the_end_of_it_the_page_around_scrolls(qtbot: QtBot, jobs: ClosableJobs) -> None:
    window, screen = shown(qtbot, jobs, least_height=1200)
    around = window.place.verticalScrollBar()
    qtbot.waitUntil(lambda: around.maximum() > 0)

    press(qtbot, screen.back_button, Qt.Key.Key_PageDown)
    assert around.value() == 0

    press(qtbot, screen.back_button, Qt.Key.Key_PageDown, times=30)
    assert around.value() == around.maximum()


def press(qtbot: QtBot, part: QWidget, key: Qt.Key, *, times: int = 1) -> None:
    for _time in range(times):
        qtbot.keyClick(part, key)
