"""How long records are kept, and deleting whoever is due."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.ui.flows.keeping_flow import open_proof
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.old_backups import OldBackupsCard
from clinic_app.ui.screens.retention import RetentionScreen
from clinic_app.workflows import old_backups, retention
from clinic_app.workflows.session import Session


class RetentionFlow(QObject):
    """One screen, and the number of those who are due.

    Signals:
        closed: Back to the clinic.
        client_requested: Open a client's file. Carries the client's id.
        due_changed: Another number of people is due to go than before.
        failed: They could not be counted in the background. Carries the error.
    """

    due_changed = Signal()
    failed = Signal(object)
    closed = Signal()
    client_requested = Signal(str)

    def __init__(
        self, session: Session, jobs: Jobs, show: Callable[[QWidget], None], paper: PaperFlow
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self.due = 0
        self.screen = RetentionScreen(
            look=partial(retention.look, session),
            set_days=partial(retention.set_days, session),
            purge=partial(retention.purge_due, session),
            old_backups=OldBackupsCard(
                look=partial(old_backups.look, session),
                destroy=partial(old_backups.destroy, session),
                may_act=session.may_sign,
                jobs=jobs,
            ),
            may_act=session.is_coordinator,
            jobs=jobs,
        )
        self.stop = Stop(
            name="clinic.retention", screen=self.screen, open=lambda _subject: self.open()
        )
        self.screen.closed.connect(self.closed)
        self.screen.changed.connect(self.count_due)
        self.screen.client_requested.connect(self.client_requested)
        self.screen.proof_requested.connect(
            lambda purge: open_proof(session, paper, purge, self.open)
        )

    def open(self) -> None:
        """Show what is due."""
        self._show(self.screen)
        self.screen.setFocus()
        self.screen.start()

    def count_due(self) -> None:
        """Learn in the background how many people are due to go."""
        self._jobs.run_aside(
            partial(retention.count_due, self._session),
            on_done=self._on_counted,
            on_error=self.failed.emit,
        )

    def _on_counted(self, count: int) -> None:
        is_new, self.due = count != self.due, count
        if is_new:
            self.due_changed.emit()
