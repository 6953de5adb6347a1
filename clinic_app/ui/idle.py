"""Noticing that nobody is at the computer."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from clinic_app import clock

IDLE_AFTER = timedelta(minutes=10)
"""A laptop left alone this long locks itself."""

_LOOK_EVERY_MS = 5_000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Watches the windows of the program for keys and mouse.

    It compares times of the clock and does not count down, so a laptop that slept for an hour
    locks at the first key, before the key reaches a field.

    Signals:
        idle: Nobody touched the program for ten minutes.
    """

    idle = Signal()

    def __init__(self, now: Callable[[], datetime] = clock.now) -> None:
        super().__init__()
        self._now = now
        self._touched = now()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Watch from now on."""
        self._touched = self._now()
        self._timer.start()

    def stop(self) -> None:
        """Nothing is open that could be locked."""
        self._timer.stop()

    def follow_windows(self, application: QGuiApplication) -> None:
        """Watch each window of the program once it has the focus, dialogs too."""
        application.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """Watch one window; a second call changes nothing."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def look(self) -> bool:
        """Say so if nobody was here for too long, and return whether that is the case."""
        is_idle = self._timer.isActive() and self._now() - self._touched >= IDLE_AFTER
        if is_idle:
            self.stop()
            self.idle.emit()
        return is_idle

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note a key or the mouse; swallow the one that comes after a long pause."""
        if event.type() not in _INPUT:
            return False
        if self.look():
            return True
        self._touched = self._now()
        return False
