"""The window as it was left: its size, the size of its type, and where the records lie."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from clinic_app.files.errors import FileError
from clinic_app.settings import LEAST_TYPE_PERCENT, MOST_TYPE_PERCENT, Settings, save
from clinic_app.ui import theme
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.printer_choice import PrinterChoice

_STEP_PERCENT = 10
_STEPS_TOGETHER_MS = 80
"""Steps that follow each other faster are drawn as one: each draws the whole window anew."""


class Remembered:
    """Applies the settings to the window, and keeps them when it closes.

    Attributes:
        folder: Where they are kept.
    """

    def __init__(self, application: QApplication, folder: Path, settings: Settings) -> None:
        self._application = application
        self.folder = folder
        self._settings = settings
        self._drawing = QTimer()
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(_STEPS_TOGETHER_MS)
        self._drawing.timeout.connect(self._draw_type)

    def type_percent(self) -> int:
        """Return the size of the type."""
        return self._settings.type_percent

    def records_folder(self) -> Path | None:
        """Return where the worker said that the records lie; None for this computer's place."""
        chosen = self._settings.records_folder
        return Path(chosen) if chosen else None

    def keep_folder(self, folder: Path) -> None:
        """Remember where the records lie."""
        self._settings = replace(self._settings, records_folder=str(folder))
        self._save()

    def second_folder(self) -> Path | None:
        """Return the stick or disk for second copies of backups; None for none."""
        return Path(self._settings.second_folder) if self._settings.second_folder else None

    def keep_second_folder(self, folder: Path) -> None:
        """Remember where second copies of backups go."""
        self._settings = replace(self._settings, second_folder=str(folder))
        self._save()

    def headquarters_folder(self) -> Path | None:
        """Return where the headquarters lies that this computer works for; None for none."""
        chosen = self._settings.headquarters_folder
        return Path(chosen) if chosen else None

    def keep_headquarters_folder(self, folder: Path) -> None:
        """Remember where the headquarters lies."""
        self._settings = replace(self._settings, headquarters_folder=str(folder))
        self._save()

    def printer(self) -> PrinterChoice:
        """Return where sheets go without asking."""
        return PrinterChoice(self._settings.printer, is_both_sides=self._settings.is_both_sides)

    def keep_printer(self, choice: PrinterChoice) -> None:
        """Remember where sheets go."""
        self._settings = replace(
            self._settings, printer=choice.name, is_both_sides=choice.is_both_sides
        )
        self._save()

    def unproven_vault(self) -> str:
        """Return the id of the vault whose recovery code may be on no paper; empty for none."""
        return self._settings.unproven_vault

    def keep_unproven(self, vault_id: str) -> None:
        """Remember that nobody proved the recovery code of a vault; empty once somebody did."""
        self._settings = replace(self._settings, unproven_vault=vault_id)
        self._save()

    def show(self, window: MainWindow) -> None:
        """Show *window* as it was left, never larger than the screen."""
        available = window.screen().availableSize()
        if self._settings.width and self._settings.height:
            window.resize(
                min(self._settings.width, available.width()),
                min(self._settings.height, available.height()),
            )
        window.closed.connect(lambda: self._keep_size(window))
        for keys, step in (
            ("Ctrl++", _STEP_PERCENT),
            ("Ctrl+=", _STEP_PERCENT),
            ("Ctrl+-", -_STEP_PERCENT),
        ):
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.activated.connect(lambda step=step: self._change_type(step))
        if self._settings.is_maximised:
            window.showMaximized()
        else:
            window.show()

    def _change_type(self, step: int) -> None:
        percent = min(
            MOST_TYPE_PERCENT, max(LEAST_TYPE_PERCENT, self._settings.type_percent + step)
        )
        if percent != self._settings.type_percent:
            self._settings = replace(self._settings, type_percent=percent)
            if not self._drawing.isActive():  # a key held down must not put it off for ever
                self._drawing.start()

    def _draw_type(self) -> None:
        theme.apply(self._application, scale_percent=self._settings.type_percent)
        self._save()

    def _keep_size(self, window: MainWindow) -> None:
        self._drawing.stop()
        normal = window.normalGeometry()
        self._settings = replace(
            self._settings,
            width=normal.width(),
            height=normal.height(),
            is_maximised=window.isMaximized(),
        )
        self._save()

    def _save(self) -> None:
        try:
            save(self.folder, self._settings)
        except FileError:
            return  # a size is not worth a word to somebody who is closing the program
