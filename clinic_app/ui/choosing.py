"""Asking for a file or folder, without a dialog loop and without the system's "recent files"."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QHeaderView, QTreeView, QWidget

from clinic_app.computer.sticks import sticks
from clinic_app.ui.theme import type_factor

_COMPUTER = QUrl("file:")
"""Everything: the dialog calls it the computer."""


class FileChooser(Protocol):
    """Asks, and calls back with what was chosen; nothing happens where nothing was."""

    def ask_folder(self, title: str, on_chosen: Callable[[Path], None]) -> None:
        """Ask for a folder that exists."""

    def ask_file(self, title: str, on_chosen: Callable[[Path], None]) -> None:
        """Ask for a file that exists."""

    def ask_new_file(self, title: str, name: str, on_chosen: Callable[[Path], None]) -> None:
        """Ask where a file shall go that is called *name* if the person gives it no other name."""


class DialogFileChooser:
    """Qt's own dialog over a window, which keeps no list of where files were.

    The sticks that are in stand beside it.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        # The dialog writes the folders that it showed into settings of Qt's own, when it goes.
        # Where those are a file that can be none (on Linux), nothing is written and nothing said.
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)

    def ask_folder(self, title: str, on_chosen: Callable[[Path], None]) -> None:
        """See :class:`FileChooser`."""
        dialog = self._dialog(title, on_chosen)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def ask_file(self, title: str, on_chosen: Callable[[Path], None]) -> None:
        """See :class:`FileChooser`."""
        dialog = self._dialog(title, on_chosen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()

    def ask_new_file(self, title: str, name: str, on_chosen: Callable[[Path], None]) -> None:
        """See :class:`FileChooser`."""
        dialog = self._dialog(title, on_chosen)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        suffix = Path(name).suffix
        dialog.setNameFilter(f"*{suffix}")
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.open()

    def _dialog(self, title: str, on_chosen: Callable[[Path], None]) -> QFileDialog:
        places = [place for place in (_documents(), Path.home()) if place.is_dir()]
        dialog = QFileDialog(self._window, title, str(places[0]) if places else "")
        beside = (QUrl.fromLocalFile(str(place)) for place in (*sticks(), *places))
        dialog.setSidebarUrls([_COMPUTER, *beside])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.resize(self._window.size() * min(0.95, 0.7 * type_factor()))
        for table in dialog.findChildren(QTreeView):
            table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        dialog.fileSelected.connect(lambda chosen: on_chosen(Path(chosen)))
        return dialog


def _documents() -> Path:
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(kind))
