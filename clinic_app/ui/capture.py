"""Keeping the window, and every dialog over it, out of screenshots where the system can."""

import sys

from PySide6.QtGui import QGuiApplication, QWindow

from clinic_app.computer.hardening import exclude_from_capture


def hide_from_capture(application: QGuiApplication) -> None:
    """Exclude each window of the program from captures as soon as it comes to the front."""
    if sys.platform == "win32":
        application.focusWindowChanged.connect(exclude)


def exclude(window: QWindow | None) -> None:
    """Exclude one window; None where another program came to the front."""
    if window is not None:
        exclude_from_capture(int(window.winId()))
