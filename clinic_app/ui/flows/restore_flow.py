"""From a backup to records that can be unlocked."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.restore import RestoreScreen
from clinic_app.vault.progress import Progress
from clinic_app.workflows import backups
from clinic_app.workflows.backups import ByPaper, ByPassphrase, Restored


class RestoreFlow(QObject):
    """One screen and one question for a folder.

    Signals:
        closed: Nothing was restored.
        restored: The records are there and locked. Carries a Restored.
    """

    closed = Signal()
    restored = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        chooser: FileChooser,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._show = show
        self._chooser = chooser
        self._now = now
        self._folder = Path()
        self._place = Path()
        self.screen = RestoreScreen(restore=self._restore, jobs=jobs)
        self.screen.closed.connect(self.closed)
        self.screen.restored.connect(self.restored)
        self.screen.backup_requested.connect(self._on_backup_requested)

    def open(self, folder: Path) -> None:
        """Show an empty form; *folder* is where the records lie, or would lie."""
        self._folder = folder
        self.screen.start()
        self._show(self.screen)
        self.screen.setFocus()

    def _on_backup_requested(self) -> None:
        self._chooser.ask_folder(_("The folder with the backup"), self._on_folder_chosen)

    def _on_folder_chosen(self, chosen: Path) -> None:
        def work() -> tuple[Path, tuple[str, ...], Path]:
            place = backups.place_for(self._folder, self._now())
            return *backups.found_in(chosen), place

        self._jobs.run(work, on_done=self._on_found, on_error=self.screen.show_error)

    def _on_found(self, found: tuple[Path, tuple[str, ...], Path]) -> None:
        backup, names, self._place = found
        self.screen.show_backup(backup, names, self._place)

    def _restore(
        self,
        backup: Path,
        way: ByPassphrase | ByPaper,
        progress: Progress,
    ) -> Restored:
        return backups.restore(backup, self._place, way, beside=self._folder, progress=progress)
