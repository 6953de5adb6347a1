"""What is asked about the records themselves before somebody works with them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.moved_or_copied import MovedOrCopiedScreen
from clinic_app.ui.screens.older_records import OlderRecordsScreen
from clinic_app.workflows import stations
from clinic_app.workflows.session import Session
from clinic_app.workflows.stations import Arrival, StationDoubt


class StationFlow(QObject):
    """Asks only where there is a doubt.

    Signals:
        settled: There is none, or it may wait. Carries the session to go on with.
        failed: The records could not be looked at. Carries the error.
        lock_requested: The worker wants to put other files in place first.
    """

    settled = Signal(object)
    failed = Signal(object)
    lock_requested = Signal()

    def __init__(
        self, jobs: Jobs, show: Callable[[QWidget], None], settings_folder: Path | None
    ) -> None:
        """Build both screens.

        Args:
            jobs: Where the records are looked at.
            show: Shows one of the two.
            settings_folder: Where this computer is remembered; None where it is not.
        """
        super().__init__()
        self._jobs = jobs
        self._show = show
        self._settings_folder = settings_folder
        self._session: Session | None = None
        self.older = OlderRecordsScreen()
        self.elsewhere = MovedOrCopiedScreen()
        self.older.lock_requested.connect(self.lock_requested)
        self.older.go_on_requested.connect(lambda: self._settle(stations.as_new_station))
        self.elsewhere.copied.connect(lambda: self._settle(stations.as_new_station))
        self.elsewhere.moved.connect(lambda: self._settle(stations.moved))
        self.elsewhere.later_requested.connect(self._on_later_requested)

    def ask(self, session: Session) -> None:
        """Ask what must be asked about the records of *session*."""
        self._session = session
        self._jobs.run(
            partial(stations.arrive, session, self._settings_folder),
            on_done=self._on_arrived,
            on_error=self.failed.emit,
        )

    def forget(self) -> None:
        """Let go of the session: it was locked."""
        self._session = None

    def _on_arrived(self, arrival: Arrival) -> None:
        if self._session is None:
            return  # locked meanwhile
        if arrival.doubt is None:
            self._on_settled(arrival.session)
        elif arrival.doubt is StationDoubt.OLDER_RECORDS:
            self.older.start()
            self._ask_by(self.older)
        else:
            is_other_computer = arrival.doubt is StationDoubt.OTHER_COMPUTER
            self.elsewhere.start(is_other_computer=is_other_computer)
            self._ask_by(self.elsewhere)

    def _ask_by(self, screen: QWidget) -> None:
        self._show(screen)
        screen.setFocus()

    def _settle(self, how: Callable[[Session, Path | None], Session]) -> None:
        if self._session is not None:
            self._jobs.run(
                partial(how, self._session, self._settings_folder),
                on_done=self._on_settled,
                on_error=self._on_failed,
            )

    def _on_failed(self, error: ClinicError) -> None:
        self.older.show_error(error)
        self.elsewhere.show_error(error)

    def _on_later_requested(self) -> None:
        if self._session is not None:
            self._on_settled(self._session)

    def _on_settled(self, session: Session) -> None:
        self._session = None
        self.settled.emit(session)
