"""How many copies, and whether on both sides, once a printer is kept."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.printer_choice import PrinterChoice, PrintWish

_MOST_COPIES = 50


class PrintOptions(QWidget):
    """Two fields; before a printer was chosen its dialog asks for both."""

    def __init__(self) -> None:
        super().__init__()
        self.copies = QSpinBox()
        self.copies.setRange(1, _MOST_COPIES)
        self.copies.setAccessibleName(_("Copies"))
        label = QLabel(_("C&opies"))
        label.setBuddy(self.copies)
        self.both_sides = QCheckBox(_("Both sid&es"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (label, self.copies, self.both_sides):
            layout.addWidget(widget)
        self.hide()

    @property
    def wish(self) -> PrintWish:
        """How the sheet is printed."""
        return PrintWish(self.copies.value(), is_both_sides=self.both_sides.isChecked())

    def begin(self) -> None:
        """Go back to one copy: another sheet is shown."""
        self.copies.setValue(1)

    def show_printer(self, choice: PrinterChoice, *, turns_paper: bool) -> None:
        """Show what can be wished of a printer; nothing before one is kept."""
        self.setVisible(bool(choice.name))
        self.both_sides.setChecked(choice.is_both_sides and turns_paper)
        self.both_sides.setVisible(turns_paper)
