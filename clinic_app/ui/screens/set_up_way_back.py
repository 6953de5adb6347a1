"""The fourth step of setting a clinic up: which paper opens the records when all else is lost."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.screens.set_up import STEPS
from clinic_app.ui.widgets.columns import filled
from clinic_app.ui.widgets.steps import StepPage
from clinic_app.ui.widgets.text import Muted


class SetUpWayBackScreen(QWidget):
    """One code, or three shares of which two open.

    Signals:
        code_chosen: One sheet with the recovery code.
        shares_chosen: Three sheets; making them is under way until ``show_error``.
    """

    code_chosen = Signal()
    shares_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.page = StepPage(
            4,
            STEPS,
            title=_("The way back in"),
            why=_(
                "If every passphrase is lost, only paper opens the records. Choose which paper; "
                "the other can be made later, under Clinic."
            ),
        )
        self.code = QRadioButton(_("One sheet with a recovery &code"))
        self.shares = QRadioButton(_("&Three sheets, of which any two open"))
        self.code.setChecked(True)
        for button, words in (
            (
                self.code,
                _(
                    "For the director's safe. Whoever has this sheet and the laptop can read "
                    "every record."
                ),
            ),
            (
                self.shares,
                _(
                    "For three people or places. One sheet alone opens nothing, and one may be "
                    "lost."
                ),
            ),
        ):
            one = QVBoxLayout()
            one.setSpacing(2)
            one.addWidget(button)
            one.addWidget(Muted(words))
            self.page.body.addLayout(one)
        self.page.finish()
        self.page.back_button.hide()  # the vault is made: there is no step back
        filled(self.page, self)
        self.setFocusProxy(self.page.next_button)

        for button in (self.code, self.shares):  # chosen by its letter, then Enter goes on
            button.clicked.connect(self.page.next_button.setFocus)
        self.page.next_button.clicked.connect(self._on_next_clicked)

    def show_error(self, error: ClinicError) -> None:
        """Say why the shares were not made."""
        self.page.next_button.setEnabled(True)
        self.page.problem.show_error(error)

    def _on_next_clicked(self) -> None:
        self.page.problem.clear()
        if self.code.isChecked():
            self.code_chosen.emit()
        else:
            self.page.next_button.setEnabled(False)
            self.shares_chosen.emit()
