"""Trying whether the papers bring the records back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.records.audit import About, Act
from clinic_app.translation import gettext as _
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.drill import DrillScreen
from clinic_app.workflows import audit, drill, drill_sheet
from clinic_app.workflows.drill import Drill
from clinic_app.workflows.session import Session


class DrillFlow(QObject):
    """One screen.

    Signals:
        closed: Back to the backups.
    """

    closed = Signal()

    def __init__(
        self, session: Session, jobs: Jobs, show: Callable[[QWidget], None], paper: PaperFlow
    ) -> None:
        super().__init__()
        self._session = session
        self._show = show
        self._paper = paper
        self._leave: Callable[[], None] = self.closed.emit
        self.screen = DrillScreen(
            run=partial(drill.run, session), last=partial(drill.last, session), jobs=jobs
        )
        self.stop = Stop(name="clinic.drill", screen=self.screen, open=lambda _subject: self.open())
        self.screen.closed.connect(self._on_closed)
        self.screen.print_requested.connect(self._on_print_requested)

    def open(self, leave: Callable[[], None] | None = None) -> None:
        """Show empty fields.

        Args:
            leave: Shows where the worker came from; None for the backups.
        """
        self._leave = leave or self.closed.emit
        self._go_back()
        self.screen.start()

    def _go_back(self) -> None:
        self._show(self.screen)
        self.screen.setFocus()

    def _on_closed(self) -> None:
        self._leave()

    def _on_print_requested(self, done: Drill) -> None:
        session = self._session
        self._paper.open(
            title=_("Recovery drill"),
            file_name=f"recovery-drill-{session.today.day.isoformat()}.pdf",
            make=at_once(lambda _language: drill_sheet.make(session, done)),
            note=self._note,
            go_back=self._go_back,
        )

    def _note(self, act: Act) -> None:
        audit.note(self._session, act, About.KEYS, self._session.worker.id)
