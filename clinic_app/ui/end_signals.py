"""The system asks the program to end: whoever logs out or shuts down, or Ctrl+C in a terminal."""

import os
import signal

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class EndSignals(QObject):
    """Listens while it lives; Windows asks by closing the window, as a worker would.

    Signals:
        asked: End as if the window had been closed: what was typed is kept and the records lock.
    """

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if os.name == "nt":
            return
        # Python runs a handler between two of its own steps, and an idle window takes none: the
        # byte that it writes for each signal wakes Qt.
        self._wake, write = os.pipe()
        for end in (self._wake, write):
            os.set_blocking(end, False)
        notifier = QSocketNotifier(self._wake, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._on_woken)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _do_nothing)

    def _on_woken(self) -> None:
        os.read(self._wake, 64)
        self.asked.emit()


def _do_nothing(_number: int, _frame: object) -> None:
    """Let the process live until the window has closed."""
