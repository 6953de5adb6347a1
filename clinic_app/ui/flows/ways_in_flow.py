"""Ways in that end with a passphrase of one's own: by paper, or by words for one unlocking."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.clock import Today
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.first_passphrase import FirstPassphraseScreen
from clinic_app.ui.screens.recover import RecoverScreen
from clinic_app.workflows import first_start, unlocking
from clinic_app.workflows.session import Session


class WaysInFlow(QObject):
    """Two screens beside the one that unlocks.

    Signals:
        closed: Back to unlocking.
        unlocked: Somebody is in. Carries the session.
    """

    closed = Signal()
    unlocked = Signal(object)

    def __init__(
        self, jobs: Jobs, show: Callable[[QWidget], None], today: Callable[[], Today]
    ) -> None:
        super().__init__()
        self._show = show
        self._today = today
        self._folder = Path()
        self.last_name = ""
        self.recover = RecoverScreen(
            recover=self._recover,
            recover_by_shares=self._recover_by_shares,
            suggest=first_start.suggest_passphrase,
            jobs=jobs,
        )
        self.first = FirstPassphraseScreen(
            choose=self._choose, suggest=first_start.suggest_passphrase, jobs=jobs
        )
        for screen in (self.recover, self.first):
            screen.closed.connect(self.closed)
            screen.unlocked.connect(self.unlocked)

    def open_by_paper(self, folder: Path, names: tuple[str, ...], chosen: str) -> None:
        """Ask for the recovery code or two shares, and whose passphrase was lost."""
        self._folder = folder
        self.recover.start(names, chosen)
        self._go_to(self.recover)

    def open_first(self, folder: Path, given: str, name: str) -> None:
        """Ask whoever unlocks with words that they were given for a passphrase of their own."""
        self._folder = folder
        self.first.start(given, name)
        self._go_to(self.first)

    def _go_to(self, screen: QWidget) -> None:
        self._show(screen)
        screen.setFocus()

    def _recover(self, code: str, passphrase: str, name: str) -> Session:
        self.last_name = name
        today = self._today()
        return unlocking.unlock_by_recovery_code(self._folder, code, passphrase, name, today)

    def _recover_by_shares(self, shares: tuple[str, str], passphrase: str, name: str) -> Session:
        self.last_name = name
        return unlocking.unlock_by_shares(self._folder, shares, passphrase, name, self._today())

    def _choose(self, given: str, new: str, name: str) -> Session:
        return unlocking.unlock_first(self._folder, given, new, name, self._today())
