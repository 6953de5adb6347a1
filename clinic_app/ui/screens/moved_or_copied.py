"""The records lie somewhere new: were they moved here, or copied?"""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import plain_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel


class MovedOrCopiedScreen(QWidget):
    """Says what was noticed, and takes the worker's word.

    Signals:
        moved: Nobody works in these records anywhere else.
        copied: Somebody does, or may.
        later_requested: Whoever unlocked does not know.
    """

    moved = Signal()
    copied = Signal()
    later_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reason = PlainLabel("")
        self.problem = ProblemLabel()
        self.moved_button = plain_button(_("&Moved"))
        self.copied_button = plain_button(_("&Copied"))
        self.later_button = quiet_button(_("Ask &later"))
        self._lay_out()

        self.moved_button.clicked.connect(lambda: self._answer(self.moved))
        self.copied_button.clicked.connect(lambda: self._answer(self.copied))
        self.later_button.clicked.connect(self.later_requested)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("Were these records moved here, or copied?")))
        page.body.addWidget(self.reason)
        card = Card()
        card.body.addWidget(
            PlainLabel(
                _(
                    "Moved: this is the laptop, folder or stick on which the clinic works from now "
                    "on. Nobody goes on in the other one."
                )
            )
        )
        card.body.addWidget(
            PlainLabel(
                _(
                    "Copied: somebody goes on in the other one, or may. These records then count "
                    "as a station of their own, so that nobody is counted twice."
                )
            )
        )
        page.body.addWidget(card)
        page.body.addWidget(
            Muted(
                _(
                    "All work goes on either way. Only a month is not closed here before this is "
                    "answered."
                )
            )
        )
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.later_button)
        buttons.addStretch(1)
        buttons.addWidget(self.copied_button)
        buttons.addWidget(self.moved_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.later_button)  # Enter alone says nothing untrue

    def start(self, *, is_other_computer: bool) -> None:
        """Ask anew.

        Args:
            is_other_computer: Whether they were used on another computer; else they lie in
                another folder of this one too.
        """
        self.problem.clear()
        self._set_enabled(is_enabled=True)
        if is_other_computer:
            self.reason.setText(_("Until now they were used on another computer."))
        else:
            self.reason.setText(
                _("The same records also lie in another folder, where they were used before.")
            )

    def show_error(self, error: ClinicError) -> None:
        """Say why it did not work."""
        self._set_enabled(is_enabled=True)
        self.problem.show_error(error)

    def _answer(self, answered: SignalInstance) -> None:
        self._set_enabled(is_enabled=False)
        self.problem.clear()
        answered.emit()

    def _set_enabled(self, *, is_enabled: bool) -> None:
        for button in (self.moved_button, self.copied_button, self.later_button):
            button.setEnabled(is_enabled)
