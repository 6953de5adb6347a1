"""Saying that work is under way: what is done, how far, and a way to stop where there is one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import quiet_button
from clinic_app.ui.widgets.scroller import bring_into_sight_soon
from clinic_app.ui.widgets.text import Muted


class Busy(QWidget):
    """A line and a bar; hidden while nothing is under way.

    Signals:
        stop_requested: The person does not want to wait.
    """

    stop_requested = Signal()

    def __init__(self, *, can_stop: bool = False) -> None:
        super().__init__()
        self._afterwards: list[Callable[[], None]] = []
        self.words = Muted()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = quiet_button(_("Stop"))
        if not can_stop:
            self.stop_button.hide()
        self.stop_button.clicked.connect(self.stop_requested)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.stop_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.bar)
        self.hide()

    def begin(self, words: str) -> None:
        """Show that work is under way; nobody knows how long it takes."""
        self.words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0)
        self.show()
        bring_into_sight_soon(self)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)

    def end(self) -> None:
        """Show nothing: the work has ended."""
        self.hide()
        waiting, self._afterwards = self._afterwards, []
        for then in waiting:
            then()

    def afterwards(self, then: Callable[[], None]) -> None:
        """Call *then* once nothing is under way: now, or when it has ended, however it ends."""
        if self.isHidden():
            then()
        else:
            self._afterwards.append(then)
