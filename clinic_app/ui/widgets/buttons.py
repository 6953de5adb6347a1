"""Three kinds of button: the one main action of a screen, any other, and a quiet one."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from clinic_app.translation import gettext as _


def primary_button(text: str) -> QPushButton:
    """Return the button of the screen's one main action; Enter presses it."""
    button = _button(text, "primary")
    button.setDefault(True)
    return button


def plain_button(text: str) -> QPushButton:
    """Return a button of any other action."""
    return _button(text, "plain")


def quiet_button(text: str) -> QPushButton:
    """Return a button that looks like a word: back, open, skip."""
    return _button(text, "quiet")


def back_button(text: str = "") -> QPushButton:
    """Return the quiet button that leaves a screen, *Back* or *text*; Esc presses it."""
    button = quiet_button(text or _("Back"))
    press_at_once(button, "Esc")
    return button


def door_button(text: str) -> QPushButton:
    """Return a wide button that leads to another part of the program."""
    return _button(text, "door")


def _button(text: str, kind: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", kind)
    button.setAutoDefault(True)  # Enter presses the button that has the focus
    return button


def press_at_once(button: QPushButton, keys: str) -> None:
    """Let *keys* press *button* now; its own shortcut waits 100 ms, and letters go astray."""
    shortcut = QShortcut(QKeySequence(keys), button)
    shortcut.setAutoRepeat(False)  # a key held down leaves one screen, not three
    shortcut.activated.connect(button.click)
