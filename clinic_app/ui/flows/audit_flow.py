"""Reading the audit log."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.audit_log import AuditLogScreen, LogShown
from clinic_app.workflows import audit, workers
from clinic_app.workflows.audit import Wanted
from clinic_app.workflows.session import Session


class AuditFlow(QObject):
    """One screen.

    Signals:
        closed: Back to the clinic.
    """

    closed = Signal()

    def __init__(self, session: Session, jobs: Jobs, show: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._session = session
        self._show = show
        self.screen = AuditLogScreen(look=self._look, check=lambda: audit.check(session), jobs=jobs)
        self.screen.closed.connect(self.closed)
        self.stop = Stop(name="clinic.audit", screen=self.screen, open=lambda _subject: self.open())

    def open(self) -> None:
        """Show the newest entries."""
        self._show(self.screen)
        self.screen.setFocus()
        self.screen.load()

    def _look(self, wanted: Wanted) -> LogShown:
        return LogShown(audit.lines(self._session, wanted), workers.every(self._session))
