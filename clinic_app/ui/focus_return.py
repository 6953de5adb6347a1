"""Enter presses nothing by chance: the focus waits where it was while a button's work runs."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


class FocusReturn(QObject):
    """Keeps the focus of a window's buttons that are disabled for a moment.

    Qt gives it to whatever stands next, often in another place of the program, where the next
    Enter then does something else. Here it waits in the part around, which Enter does nothing
    to, and goes back once the button works again, unless the worker or the screen led on. So it
    does where a dialog lies over the window: what was chosen there may disable the button that
    asked before the window has the focus back.
    """

    def __init__(self, window: QWidget, application: QApplication) -> None:
        """Watch *window*, as long as it lives."""
        super().__init__(window)
        self._window = window
        self._waiting: QAbstractButton | None = None
        self._at: QWidget | None = None
        self._asked: QAbstractButton | None = None
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        is_inside = now is not None and self._window.isAncestorOf(now)
        if not is_inside and isinstance(old, QAbstractButton) and self._window.isAncestorOf(old):
            self._asked = old
            old.destroyed.connect(self._forget_who_asked)
        elif is_inside and self._asked is not None:
            old, self._asked = self._asked, None
        self._wait_for(old)

    def _forget_who_asked(self) -> None:
        self._asked = None

    def _wait_for(self, old: QWidget | None) -> None:
        if not isinstance(old, QAbstractButton) or old.isEnabled() or not old.isVisible():
            return
        around = old.parentWidget()
        while around is not None and not around.isEnabled():
            around = around.parentWidget()
        if around is None or not self._window.isAncestorOf(old):
            return
        around.setFocus(Qt.FocusReason.OtherFocusReason)
        self._waiting, self._at = old, QApplication.focusWidget()
        old.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Give the focus back to what works again."""
        is_change = event.type() == QEvent.Type.EnabledChange
        if is_change and isinstance(watched, QAbstractButton) and watched.isEnabled():
            watched.removeEventFilter(self)
            if watched is self._waiting:
                self._give_back(watched)
        return False

    def _give_back(self, waiting: QAbstractButton) -> None:
        at = self._at
        self._waiting = self._at = None
        if waiting.isVisible() and QApplication.focusWidget() is at:
            waiting.setFocus(Qt.FocusReason.OtherFocusReason)
