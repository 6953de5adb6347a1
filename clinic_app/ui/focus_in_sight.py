"""Nobody types where nothing can be seen: a page scrolls to whatever has the caret."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.ui.widgets.scroller import bring_into_sight_soon


class FocusInSight(QObject):
    """Scrolls to what has the caret, however it came there.

    Qt does so for Tab only, and not where Enter leads on. Whoever clicks sees where, and the page
    must not move away below the mouse.
    """

    def __init__(self, window: QWidget, application: QApplication) -> None:
        """Watch *window*, as long as it lives."""
        super().__init__(window)
        self._window = window
        application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        is_clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not is_clicked and self._window.isAncestorOf(now):
            bring_into_sight_soon(now)
