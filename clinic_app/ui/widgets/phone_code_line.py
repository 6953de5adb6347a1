"""A receipt's code that headquarters reads over the phone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import plain_button
from clinic_app.ui.widgets.fields import LabelledField, text_field

_MOST_CHARACTERS = 20
"""Eight symbols, however they are spaced."""


class PhoneCodeLine(QWidget):
    """A field for the code, and its button.

    Signals:
        given: The worker typed a code to the end. Carries it as it was typed.
    """

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.code = text_field(most_characters=_MOST_CHARACTERS)
        self.button = plain_button(_("Take in the co&de"))
        field = LabelledField(_("Receipt by &phone: its code"), self.code)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(field, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)

        self.code.returnPressed.connect(self.button.click)
        self.button.clicked.connect(self._on_given)

    def _on_given(self) -> None:
        if self.code.text().strip():
            self.given.emit(self.code.text())
