"""When the program finds a mistake of its own: lock, say so, close."""

import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import plain_button, primary_button
from clinic_app.ui.widgets.text import PlainLabel, SectionHeading

_MOST_PLACES = 6


def where_it_happened(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the kind of a mistake and its places in our code: no values, no client's data."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
        if "clinic_app" in Path(frame.filename).parts
    ]
    return "\n".join([kind.__name__, *reversed(places[-_MOST_PLACES:])])


class CrashDialog(QDialog):
    """The last words of the program."""

    def __init__(self, parent: QWidget | None, place: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The program must close"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._place = place
        self.words = PlainLabel(
            _(
                "The program found a mistake of its own and must close. The records are locked, "
                "and everything saved before is safe. Open the program again and go on."
            )
        )
        self.place = PlainLabel(place, role="muted")
        self.copy_button = plain_button(_("&Copy these lines"))
        self.close_button = primary_button(_("Close the program"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(16)
        layout.addWidget(SectionHeading(_("The program must close")))
        layout.addWidget(self.words)
        layout.addWidget(
            PlainLabel(_("For whoever repairs it; there is nothing about a client in these lines:"))
        )
        layout.addWidget(self.place)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout.addLayout(buttons)
        self.setMinimumWidth(560)
        self.close_button.setFocus()
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.close_button.clicked.connect(self.accept)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._place)
