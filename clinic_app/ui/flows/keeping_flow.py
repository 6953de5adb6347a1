"""Holding a client's records, and forgetting a client."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.records.audit import About
from clinic_app.records.retention import Purge
from clinic_app.translation import gettext as _
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.keeping_view import KeepingView
from clinic_app.ui.screens.keeping import KeepingScreen
from clinic_app.ui.words.keeping_words import keeping_view
from clinic_app.workflows import audit, forgetting, holds, proof_sheet, workers
from clinic_app.workflows.session import Session


def open_proof(
    session: Session, paper: PaperFlow, purge: Purge, go_back: Callable[[], None]
) -> None:
    """Show the proof of a deletion, to be printed or saved."""
    paper.open(
        title=_("Proof of deletion"),
        file_name=f"deletion-{purge.stamp.day.isoformat()}.pdf",
        make=at_once(lambda _language: proof_sheet.make(session, purge.id)),
        note=lambda act: audit.note(session, act, About.DELETION, purge.id),
        go_back=go_back,
    )


class KeepingFlow(QObject):
    """One screen.

    Signals:
        closed: Back to the file. Carries the client's id.
        left: Back to the list: the client is forgotten.
        backups_requested: Destroy the backups that still hold the client.
    """

    closed = Signal(str)
    left = Signal()
    backups_requested = Signal()

    def __init__(
        self, session: Session, jobs: Jobs, show: Callable[[QWidget], None], paper: PaperFlow
    ) -> None:
        super().__init__()
        self._session = session
        self._show = show
        self.screen = KeepingScreen(
            load=self._load,
            set_hold=partial(holds.set_hold, session),
            lift_hold=partial(holds.lift_hold, session),
            forget=partial(forgetting.forget, session),
            jobs=jobs,
        )
        self.stop = Stop(
            name="clients.keeping",
            screen=self.screen,
            subject=lambda: (self.screen.client_id,),
            open=lambda subject: self.open(subject[0]),
            is_kept=lambda: bool(self.screen.client_id),
        )
        self.screen.closed.connect(self.closed)
        self.screen.left.connect(self.left)
        self.screen.backups_requested.connect(self.backups_requested)
        self.screen.proof_requested.connect(
            lambda purge: open_proof(session, paper, purge, lambda: show(self.screen))
        )

    def open(self, client_id: str) -> None:
        """Show what keeps a client's records, and what forgetting would mean."""
        self._show(self.screen)
        self.screen.load(client_id)

    def _load(self, client_id: str) -> KeepingView:
        names = {worker.id: worker.name for worker in workers.every(self._session)}
        found = forgetting.preview(self._session, client_id)
        return keeping_view(found, names, may_act=self._session.may_sign)
