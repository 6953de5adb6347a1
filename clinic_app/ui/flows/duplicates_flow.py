"""Who may have been registered twice: compared in the background, answered on one screen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.pair_view import PairsView
from clinic_app.ui.screens.duplicates import DuplicatesScreen
from clinic_app.ui.words.pair_words import pair_view
from clinic_app.workflows import duplicates
from clinic_app.workflows.session import Session


class DuplicatesFlow(QObject):
    """Compares and asks.

    Signals:
        closed: The worker goes back.
        client_requested: Open a file. Carries the client.
        progressed: How many clients are compared, of how many.
        failed: The comparing, for which nobody asked, could not go on. Carries the error.
    """

    closed = Signal()
    client_requested = Signal(object)
    progressed = Signal(int, int)
    failed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, show: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._is_comparing = False
        self._is_asked_again = False
        self.screen = DuplicatesScreen(
            load=self._pairs, tell_apart=partial(duplicates.tell_apart, session), jobs=jobs
        )
        self.stop = Stop(
            name="duplicates",
            screen=self.screen,
            subject=lambda: self.screen.shown_ids,
            open=self.open_about,
        )
        self.screen.closed.connect(self.closed)
        self.screen.client_requested.connect(self.client_requested)
        self.progressed.connect(self.screen.show_progress)

    def open(self) -> None:
        """Show the likeliest pair."""
        self.open_about(())

    def open_about(self, subject: tuple[str, ...]) -> None:
        """Show the pair of these two ids, or the likeliest."""
        self._show(self.screen)
        self.screen.load(subject)

    def catch_up(self) -> None:
        """Compare whoever is new or was changed, in the background."""
        if self._is_comparing:
            self._is_asked_again = True
            return
        self._is_comparing = True
        self._jobs.run_steps(
            partial(duplicates.catch_up, self._session),
            on_progress=self.progressed.emit,
            on_done=self._on_compared,
            on_error=self._on_failed,
        )

    def _on_compared(self) -> None:
        self._is_comparing = False
        if self._is_asked_again:
            self._is_asked_again = False
            self.catch_up()

    def _on_failed(self, error: ClinicError) -> None:
        self._is_comparing = False
        self.failed.emit(error)

    def _pairs(self) -> PairsView:
        found = duplicates.open_pairs(self._session)
        return PairsView(tuple(map(pair_view, found)), duplicates.count(self._session))
