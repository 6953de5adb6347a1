"""While a button's work runs Enter presses nothing else, and then the focus is back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clinic_app.ui.focus_return import FocusReturn
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.widgets.buttons import plain_button


class Trial:
    """A window with a button of a screen, and the buttons of the frame after it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.window.show_places((), is_training=False)
        self.screen = QWidget()
        self.button, self.other = plain_button("Write"), plain_button("Back")
        layout = QVBoxLayout(self.screen)
        layout.addWidget(self.button)
        layout.addWidget(self.other)
        self.window.show_screen(self.screen)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        FocusReturn(self.window, qapp)
        self.button.setFocus()
        self.pressed: list[str] = []
        self.other.clicked.connect(lambda: self.pressed.append("Back"))
        self.window.find_requested.connect(lambda: self.pressed.append("Find"))


@pytest.fixture
def trial(qtbot: QtBot, qapp: QApplication) -> Trial:
    return Trial(qtbot, qapp)


def enter(qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_enter_does_nothing_while_the_work_runs(trial: Trial, qtbot: QtBot) -> None:
    trial.button.setEnabled(False)
    enter(qtbot)
    assert trial.pressed == []

    trial.button.setEnabled(True)
    assert QApplication.focusWidget() is trial.button


def test_whoever_moved_on_meanwhile_stays_there(trial: Trial, qtbot: QtBot) -> None:
    trial.button.setEnabled(False)
    trial.other.setFocus()

    trial.button.setEnabled(True)
    enter(qtbot)
    assert trial.pressed == ["Back"]


def test_where_the_screen_leads_on_the_focus_follows(trial: Trial) -> None:
    trial.button.setEnabled(False)
    following = QPushButton("Next")
    trial.window.show_screen(following)
    following.setFocus()

    assert QApplication.focusWidget() is following


def test_it_waits_as_often_as_the_work_is_tried(trial: Trial, qtbot: QtBot) -> None:
    for _try in range(3):
        trial.button.setEnabled(False)
        enter(qtbot)
        trial.button.setEnabled(True)

    assert trial.pressed == []
    assert QApplication.focusWidget() is trial.button


def test_a_whole_screen_may_be_disabled(trial: Trial, qtbot: QtBot) -> None:
    trial.screen.setEnabled(False)
    enter(qtbot)
    trial.screen.setEnabled(True)

    assert trial.pressed == []
    assert QApplication.focusWidget() is trial.button


def test_what_is_chosen_in_a_dialog_may_disable_the_button_that_asked(
    trial: Trial, qtbot: QtBot
) -> None:
    dialog = asks(trial, qtbot)
    trial.button.setEnabled(False)
    answers(trial, dialog, qtbot)
    enter(qtbot)
    assert trial.pressed == []

    trial.button.setEnabled(True)
    assert QApplication.focusWidget() is trial.button


def test_a_screen_that_is_gone_when_the_dialog_closes_is_not_asked_for(
    trial: Trial, qtbot: QtBot
) -> None:
    dialog = asks(trial, qtbot)
    following = QPushButton("Next")
    trial.window.show_screen(following)
    with qtbot.waitSignal(trial.button.destroyed):
        trial.screen.deleteLater()
    answers(trial, dialog, qtbot)
    following.setFocus()

    assert QApplication.focusWidget() is following


def asks(trial: Trial, qtbot: QtBot) -> QDialog:
    """Return a dialog that lies over the window and has the caret."""
    dialog = QDialog(trial.window)
    QVBoxLayout(dialog).addWidget(QLineEdit())
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def answers(trial: Trial, dialog: QDialog, qtbot: QtBot) -> None:
    dialog.accept()
    trial.window.activateWindow()
    qtbot.waitUntil(trial.window.isActiveWindow)
