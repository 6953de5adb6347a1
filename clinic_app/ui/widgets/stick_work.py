"""Work at a stick: how far it is, a way to stop, and what came of it, all in one place."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.text import PlainLabel, ProblemLabel
from clinic_app.vault.progress import Progress

Carry = Callable[[Path, Progress], str]
"""Writes to a stick, or takes in from it; returns what was done, in words."""


class StickWork(QWidget):
    """A bar while something is under way, and its result in words.

    Signals:
        begun: Work is under way.
        ended: It is done, was stopped or failed.
    """

    begun = Signal()
    ended = Signal()
    _progressed = Signal(int, int)  # from the thread of the work to that of the window

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._is_stopped = False
        self.busy = Busy(can_stop=True)
        self.notice = PlainLabel("", role="notice")
        self.problem = ProblemLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.busy, self.notice, self.problem):
            layout.addWidget(widget)
        self.notice.hide()
        self.busy.stop_requested.connect(self._on_stop_requested)
        self._progressed.connect(self.busy.show_progress, Qt.ConnectionType.AutoConnection)

    def carry(self, words: str, work: Carry, folder: Path) -> None:
        """Run *work* on the stick *folder*; *words* say what is done."""
        self.clear()
        self._is_stopped = False
        self.begun.emit()
        self.busy.begin(words)
        self._jobs.run_aside(
            lambda: work(folder, self._tell), on_done=self._on_done, on_error=self._on_failed
        )

    def clear(self) -> None:
        """Say nothing any more."""
        self.problem.clear()
        self.show_notice("")

    def show_notice(self, words: str) -> None:
        """Say what was done."""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def _tell(self, done: int, total: int) -> bool:
        """Pass on how far it is, from the thread of the work; return whether to stop."""
        self._progressed.emit(done, total)
        return self._is_stopped

    def _on_stop_requested(self) -> None:
        self._is_stopped = True

    def _on_done(self, words: str) -> None:
        self.busy.end()
        self.show_notice(words)
        self.ended.emit()

    def _on_failed(self, error: ClinicError) -> None:
        self.busy.end()
        self.problem.show_error(error)
        self.ended.emit()
