"""Values that were written on two laptops: looked at, and one of each picked."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.versions_view import VersionLine
from clinic_app.ui.screens.two_versions import TwoVersionsScreen
from clinic_app.ui.words.version_words import version_line
from clinic_app.workflows import two_versions
from clinic_app.workflows.session import Session


class VersionsFlow(QObject):
    """One screen.

    Signals:
        closed: Back to the laptops.
    """

    closed = Signal()

    def __init__(self, session: Session, jobs: Jobs, show: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._session = session
        self._show = show
        self.screen = TwoVersionsScreen(look=self._look, pick=self._pick, jobs=jobs)
        self.stop = Stop(
            name="clinic.two_versions", screen=self.screen, open=lambda _subject: self.open()
        )
        self.screen.closed.connect(self.closed)

    def open(self) -> None:
        """Show what waits."""
        self._show(self.screen)
        self.screen.setFocus()
        self.screen.load()

    def _look(self) -> tuple[VersionLine, ...]:
        return tuple(version_line(version) for version in two_versions.look(self._session))

    def _pick(self, line: VersionLine) -> None:
        two_versions.pick(self._session, line.version)
