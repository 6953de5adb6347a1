"""Marks of a finding: a sign and its word, never a colour alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from clinic_app.screening.outcome import Status
from clinic_app.ui.theme import LIGHT
from clinic_app.ui.widgets.icons import icon_picture
from clinic_app.ui.widgets.text import PlainLabel
from clinic_app.workflows.outcome_names import status_word

_SIGN_PX = 18


def status_colour(status: Status) -> str:
    """Return the colour of a status; it never stands alone."""
    match status:
        case Status.MET:
            return LIGHT.met
        case Status.NOT_MET:
            return LIGHT.not_met
        case Status.NEEDS_REVIEW:
            return LIGHT.needs_review
        case Status.UNKNOWN:
            return LIGHT.unknown


class StatusMark(QWidget):
    """The sign of one status and its word, or better *words* for the place."""

    def __init__(self, status: Status, words: str = "") -> None:
        super().__init__()
        self._sign = QLabel()
        self.words = PlainLabel()
        self.words.setWordWrap(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.show_status(status, words)

    def show_status(self, status: Status, words: str = "") -> None:
        """Draw *status*, with its own word unless *words* are given."""
        shown = words or status_word(status)
        self._sign.setPixmap(icon_picture(status.value, status_colour(status), _SIGN_PX))
        self.words.setText(shown)
        self.setAccessibleName(shown)
        if self.words.property("status") != status.value:
            self.words.setProperty("status", status.value)
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)
