"""How long records are kept, and deleting whoever is due."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.ui.flows.keeping_flow import open_proof
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.retention import RetentionScreen
from clinic_app.workflows import retention
from clinic_app.workflows.session import Session
from clinic_app.workflows.workers import is_coordinator


class RetentionFlow(QObject):
    """One screen.

    Signals:
        closed: Back to the clinic.
        client_requested: Open a client's file. Carries the client's id.
    """

    closed = Signal()
    client_requested = Signal(str)

    def __init__(
        self, session: Session, jobs: Jobs, show: Callable[[QWidget], None], paper: PaperFlow
    ) -> None:
        super().__init__()
        self._show = show
        self.screen = RetentionScreen(
            look=partial(retention.look, session),
            set_days=partial(retention.set_days, session),
            purge=partial(retention.purge_due, session),
            may_act=is_coordinator(session),
            jobs=jobs,
        )
        self.stop = Stop(
            name="clinic.retention", screen=self.screen, open=lambda _subject: self.open()
        )
        self.screen.closed.connect(self.closed)
        self.screen.client_requested.connect(self.client_requested)
        self.screen.proof_requested.connect(
            lambda purge: open_proof(session, paper, purge, self.open)
        )

    def open(self) -> None:
        """Show what is due."""
        self._show(self.screen)
        self.screen.setFocus()
        self.screen.start()
