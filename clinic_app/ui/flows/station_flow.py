"""What is asked about the records themselves before somebody works with them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.older_records import OlderRecordsScreen
from clinic_app.workflows import stations
from clinic_app.workflows.session import Session


class StationFlow(QObject):
    """Asks only where there is a doubt.

    Signals:
        settled: There is none, or none any more. Carries the session to go on with.
        lock_requested: The worker wants to put other files in place first.
    """

    settled = Signal(object)
    lock_requested = Signal()

    def __init__(self, jobs: Jobs, show: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._jobs = jobs
        self._show = show
        self._session: Session | None = None
        self.older = OlderRecordsScreen()
        self.older.lock_requested.connect(self.lock_requested)
        self.older.go_on_requested.connect(self._on_go_on_requested)

    def ask(self, session: Session) -> None:
        """Ask what must be asked about the records of *session*."""
        if not stations.has_older_records(session):
            self.settled.emit(session)
            return
        self._session = session
        self.older.start()
        self._show(self.older)
        self.older.setFocus()

    def forget(self) -> None:
        """Let go of the session: it was locked."""
        self._session = None

    def _on_go_on_requested(self) -> None:
        if self._session is not None:
            self._jobs.run(
                partial(stations.as_new_station, self._session),
                on_done=self._on_new_station,
                on_error=self.older.show_error,
            )

    def _on_new_station(self, session: Session) -> None:
        self._session = None
        self.settled.emit(session)
