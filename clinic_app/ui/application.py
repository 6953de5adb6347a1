"""The window's process: Qt, the look, the first picture, and then everything else.

Only what draws the empty window is imported here. The vault's and the printer's libraries take
longer to load than Qt itself; they load beside the window once it stands.
"""

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from clinic_app.settings import load
from clinic_app.translation import gettext as _
from clinic_app.ui import theme
from clinic_app.ui.crash import CrashDialog, where_it_happened
from clinic_app.ui.end_signals import EndSignals
from clinic_app.ui.jobs import BackgroundJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.remembered import Remembered

if TYPE_CHECKING:
    from clinic_app.ui.program import Program

EXIT_CRASHED = 70


class Opening:
    """What stands before the program itself is loaded, and survives until the process ends."""

    def __init__(
        self,
        application: QApplication,
        folder: Path,
        remembered: Remembered,
        *,
        has_forgotten: bool = False,
    ) -> None:
        self._application = application
        self._folder = folder
        self._remembered = remembered
        self._has_forgotten = has_forgotten
        self._program: Program | None = None
        self._has_crashed = False
        self.jobs = BackgroundJobs()
        self.window = MainWindow()

    def show(self) -> None:
        """Show the empty window as it was left, then load the rest."""
        sys.excepthook = self._on_bug
        self._remembered.show(self.window)
        QTimer.singleShot(0, self._load)

    def _load(self) -> None:
        self.jobs.run_aside(_load_libraries, on_done=self._begin, on_error=self._begin)

    def _begin(self, _nothing: object) -> None:
        from clinic_app.ui.program import Program  # noqa: PLC0415 - after the first picture
        from clinic_app.vault.places import is_vault_seen_in  # noqa: PLC0415 - as above

        chosen = self._remembered.records_folder()
        is_lost = chosen is not None and not is_vault_seen_in(chosen)
        self._program = Program(
            self.window,
            self.jobs,
            self._folder if chosen is None or is_lost else chosen,
            unproven_vault=self._remembered.unproven_vault(),
            second_folder=self._remembered.second_folder(),
            headquarters_folder=self._remembered.headquarters_folder(),
            printer=self._remembered.printer(),
            settings_folder=self._remembered.folder,
            lost_folder=chosen if is_lost else None,
        )
        self._program.second_folder_chosen.connect(self._remembered.keep_second_folder)
        self._program.printer_chosen.connect(self._remembered.keep_printer)
        self._program.code_unproven.connect(self._remembered.keep_unproven)
        self._program.entry.folder_chosen.connect(self._remembered.keep_folder)
        self._program.entry.headquarters.folder_chosen.connect(
            self._remembered.keep_headquarters_folder
        )
        self._program.entry.has_forgotten = self._has_forgotten
        self._program.begin()

    def _on_bug(
        self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None
    ) -> None:
        place = where_it_happened(kind, bug.__traceback__ or trace)
        sys.stderr.write(_("The program must close: {place}").format(place=place) + "\n")
        if self._has_crashed:
            return
        self._has_crashed = True
        if self._program is not None:
            self._program.abandon()
        dialog = CrashDialog(self.window, place)
        dialog.finished.connect(lambda _result: self._application.exit(EXIT_CRASHED))
        dialog.open()


def run_window(folder: Path, settings_folder: Path) -> int:
    """Open the program's window and return the exit status.

    Args:
        folder: Where the vault lies unless the worker chose another place.
        settings_folder: Where the window's size is remembered.
    """
    application = QApplication(sys.argv[:1])
    application.setApplicationName("clinic-app")
    found = load(settings_folder)
    remembered = Remembered(application, settings_folder, found.settings)
    theme.apply(application, scale_percent=remembered.type_percent())
    opening = Opening(application, folder, remembered, has_forgotten=found.is_unreadable)
    opening.show()
    EndSignals(application).asked.connect(application.quit)  # which closes the window first
    return application.exec()


def _load_libraries() -> None:
    """Import what takes long, away from the window's thread."""
    from clinic_app.workflows import (  # noqa: F401, PLC0415 - see above
        checklist,
        closing,
        first_start,
        unlocking,
    )
