"""A key presses its button before the next letter is typed, and once however long it is held."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.ui.widgets.buttons import back_button, plain_button, press_at_once


def shown_with(qtbot: QtBot, *inside: QWidget) -> QWidget:
    window = QWidget()
    layout = QVBoxLayout(window)
    for widget in inside:
        layout.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_escape_leaves_before_the_next_letter_is_typed(qtbot: QtBot) -> None:
    left: list[str] = []
    field = QLineEdit()
    back = back_button()
    back.clicked.connect(lambda: left.append(field.text()))
    window = shown_with(qtbot, field, back)
    field.setFocus()
    assert window.isActiveWindow()

    QTest.keyClicks(field, "Ma")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QTest.keyClicks(field, "rie")

    assert left == ["Ma"]
    assert back.text() == "Back"


def test_a_key_that_is_held_presses_once(qtbot: QtBot) -> None:
    button = plain_button("Print")
    qtbot.addWidget(button)
    press_at_once(button, "F9")

    (shortcut,) = button.findChildren(QShortcut)

    assert not shortcut.autoRepeat()


def test_the_key_of_a_button_that_cannot_be_seen_or_pressed_does_nothing(qtbot: QtBot) -> None:
    pressed: list[None] = []
    button = back_button("Not now")
    button.clicked.connect(lambda: pressed.append(None))
    window = shown_with(qtbot, button)

    button.setEnabled(False)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    button.setEnabled(True)
    button.hide()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not pressed

    button.show()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert pressed
