"""A clinic that left for good, below the list of clinics: said, asked once more, taken back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.fields import LabelledField, lead_on, text_field
from clinic_app.ui.widgets.text import PlainLabel, SectionHeading

_MONTH_WIDTH = 150


class LeavingRow(QWidget):
    """The last month of the clinic that is chosen, and why.

    Signals:
        leaving_requested: It reports no more. Carries the last month and why.
        return_requested: It did not leave. Carries why.
    """

    leaving_requested = Signal(str, str)
    return_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.month = text_field(most_characters=7)
        self.reason = text_field()
        self.leave_button = plain_button(_("Report&s no more…"))
        self.return_button = plain_button(_("Take it &back…"))
        self._lay_out()

        lead_on(self.month, self.reason)
        self.reason.returnPressed.connect(self.leave_button.click)
        self.leave_button.clicked.connect(
            lambda: self.leaving_requested.emit(self.month.text().strip(), self.reason.text())
        )
        self.return_button.clicked.connect(lambda: self.return_requested.emit(self.reason.text()))

    def _lay_out(self) -> None:
        self.month.setMaximumWidth(_MONTH_WIDTH)
        fields = QHBoxLayout()
        fields.setSpacing(16)
        fields.addWidget(LabelledField(_("Its last mont&h"), self.month))
        fields.addWidget(LabelledField(_("&Why it left for good"), self.reason), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.return_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(fields)
        layout.addLayout(buttons)

    def show_standing(self, *, has_left: bool) -> None:
        """Offer to take back what was said, where anything was."""
        if not has_left and self.focusWidget() is self.return_button:
            self.reason.setFocus()
        self.return_button.setVisible(has_left)

    def clear(self) -> None:
        """Forget what is typed: it is another clinic's."""
        self.month.clear()
        self.reason.clear()


class LeavingCard(Card):
    """What it means that a clinic leaves, in words, before it is kept.

    Signals:
        confirmed: It is so.
        closed: Nothing shall be kept.
    """

    confirmed = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = PlainLabel("")
        self.back_button = quiet_button(_("No, &go back"))
        self.yes_button = primary_button(_("&Yes, keep that"))
        title = _("Is that so?")
        self.setAccessibleName(title)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.yes_button)
        self.body.addWidget(SectionHeading(title))
        self.body.addWidget(self.words)
        self.body.addLayout(buttons)

        self.back_button.clicked.connect(self.closed)
        self.yes_button.clicked.connect(self.confirmed)

    def show_words(self, words: str) -> None:
        """Draw what would be kept."""
        self.words.setText(words)
        self.setAccessibleDescription(words)
