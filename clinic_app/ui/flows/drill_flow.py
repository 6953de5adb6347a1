"""Trying whether the papers bring the records back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.drill import DrillScreen
from clinic_app.workflows import drill
from clinic_app.workflows.session import Session


class DrillFlow(QObject):
    """One screen.

    Signals:
        closed: Back to the backups.
    """

    closed = Signal()

    def __init__(self, session: Session, jobs: Jobs, show: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._show = show
        self.screen = DrillScreen(
            run=partial(drill.run, session), last=partial(drill.last, session), jobs=jobs
        )
        self.stop = Stop(name="clinic.drill", screen=self.screen, open=lambda _subject: self.open())
        self.screen.closed.connect(self.closed)

    def open(self) -> None:
        """Show empty fields."""
        self._show(self.screen)
        self.screen.setFocus()
        self.screen.start()
