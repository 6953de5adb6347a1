"""Noticing that nobody is at the computer, or that it slept meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from clinic_app import clock
from clinic_app.computer.idle import idle_seconds
from clinic_app.ui.words.lock_words import LockReason

IDLE_AFTER = timedelta(minutes=10)
"""A laptop left alone this long locks itself."""

WARN_FOR = timedelta(seconds=60)
"""So long before that, the window counts down."""

ASLEEP_AFTER = timedelta(seconds=60)
"""Looks are seconds apart; where a whole minute is missing, the computer slept."""

_LOOK_EVERY_MS = 5_000
_COUNT_EVERY_MS = 1_000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
        QEvent.Type.Drop,
    }
)


class IdleWatch(QObject):
    """Watches keys and mouse: the whole computer's where the system tells, else the program's.

    It compares times of the clock and does not count down, so a laptop that slept locks at the
    first key, before the key reaches a field.

    Signals:
        lock_due: Nobody was there for ten minutes, the computer slept, or somebody pressed
            Ctrl+L in a dialog, where no shortcut of the window behind it works. Carries why.
        seconds_left: It will lock so soon; 0 where somebody came back.
        touched: Somebody typed or moved the mouse in a window of the program.
    """

    lock_due = Signal(object)
    seconds_left = Signal(int)
    touched = Signal()

    def __init__(
        self,
        now: Callable[[], datetime] = clock.now,
        system_idle_seconds: Callable[[], float | None] = idle_seconds,
    ) -> None:
        """Prepare to watch.

        Args:
            now: The clock on the wall.
            system_idle_seconds: Since when nobody touched the computer; None where the system
                does not tell.
        """
        super().__init__()
        self._now = now
        self._system_idle_seconds = system_idle_seconds
        self._active = self._looked = now()
        self._is_counting = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Watch from now on."""
        self._active = self._looked = self._now()
        self._show_left(timedelta())
        self._timer.start()

    def stop(self) -> None:
        """Nothing is open that could be locked."""
        self._timer.stop()
        self._show_left(timedelta())

    def follow_windows(self, application: QGuiApplication) -> None:
        """Watch each window of the program once it has the focus, dialogs too."""
        application.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """Watch one window; a second call changes nothing."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def look(self) -> bool:
        """Say so if it is time to lock, and return whether that is the case."""
        if not self._timer.isActive():
            return False
        now = self._now()
        reason = self._reason(now)
        self._looked = now
        if reason is None:
            left = self._active + IDLE_AFTER - now
            self._show_left(left if left <= WARN_FOR else timedelta())
            return False
        self.stop()
        self.lock_due.emit(reason)
        return True

    def _reason(self, now: datetime) -> LockReason | None:
        if now - self._looked >= ASLEEP_AFTER:  # the key that woke it counts for nothing
            return LockReason.SLEEP
        idle = self._system_idle_seconds()
        if idle is not None:
            self._active = max(self._active, now - timedelta(seconds=idle))
        return LockReason.IDLE if now - self._active >= IDLE_AFTER else None

    def _is_told_to_lock(self, event: QEvent) -> bool:
        is_ctrl_l = (
            isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_L
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        )
        if not is_ctrl_l or not self._timer.isActive():
            return False
        self.stop()
        self.lock_due.emit(LockReason.WISH)
        return True

    def _show_left(self, left: timedelta) -> None:
        """Count down in the open; no time left to count means that nobody needs to."""
        seconds = round(left.total_seconds())
        if seconds > 0 or self._is_counting:
            self._is_counting = seconds > 0
            self._timer.setInterval(_COUNT_EVERY_MS if self._is_counting else _LOOK_EVERY_MS)
            self.seconds_left.emit(max(seconds, 0))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note a key or the mouse; swallow the one that comes after a long pause."""
        if event.type() not in _INPUT:
            return False
        if self.look() or self._is_told_to_lock(event):
            return True
        self._active = self._now()
        if self._is_counting:
            self._show_left(timedelta())
        self.touched.emit()
        return False
