"""What is asked before a clinic leaves its headquarters for another."""

from PySide6.QtWidgets import QHBoxLayout

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.text import Muted, PlainLabel, SectionHeading
from clinic_app.workflows.carrying_errors import EnrolledElsewhereError


class MovingCard(Card):
    """Asks whether a clinic leaves its headquarters for the one whose file was brought."""

    def __init__(self) -> None:
        super().__init__()
        self.words = PlainLabel()
        self.fingerprint = PlainLabel(role="big")
        self.after = Muted()
        self.stay_button = primary_button(_("&Not now"))
        self.move_button = plain_button(_("Move t&here"))
        self.body.addWidget(SectionHeading(_("From another headquarters")))
        for part in (self.words, self.fingerprint, self.after):
            self.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.move_button)
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        self.body.addLayout(buttons)
        self.hide()

    def show_move(self, error: EnrolledElsewhereError) -> None:
        """Say from where to where, what to compare first, and what it does."""
        self.words.setText(
            _(
                "This clinic is enrolled at {headquarters}, and the file is from {other}; nothing "
                "was changed. Before it moves call {other} at a number that you know, not one "
                "that came with the file. They must read this fingerprint:"
            ).format(headquarters=error.headquarters, other=error.other)
        )
        self.fingerprint.setText(error.fingerprint)
        self.after.setText(
            _(
                "After the move every closed month can be written again, for {other} alone. What "
                "{headquarters} acknowledged or asked is forgotten here, and its rules count no "
                "more. The way back is a new file from {headquarters}."
            ).format(headquarters=error.headquarters, other=error.other)
        )
        self.show()
        self.stay_button.setFocus()
