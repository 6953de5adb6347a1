"""Two fingerprints that are read to each other over the telephone, before a key counts."""

from PySide6.QtWidgets import QHBoxLayout

from clinic_app.translation import gettext as _
from clinic_app.ui.models.headquarters_view import Compared
from clinic_app.ui.widgets.buttons import primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.text import PlainLabel, SectionHeading


class ComparingCard(Card):
    """What either side reads, and two buttons for what comes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.compared = PlainLabel("")
        self.ours = PlainLabel(role="big")
        self.theirs = PlainLabel(role="big")
        self.same_button = primary_button(_("&They are the same"))
        self.differ_button = quiet_button(_("They &differ"))
        title = _("Compare by telephone")
        self.setAccessibleName(title)
        self.body.addWidget(SectionHeading(title))
        self.body.addWidget(self.compared)
        for words, label in ((_("Headquarters"), self.ours), (_("The clinic"), self.theirs)):
            self.body.addWidget(PlainLabel(words, role="fieldName"))
            self.body.addWidget(label)
        buttons = QHBoxLayout()
        buttons.addWidget(self.differ_button)
        buttons.addStretch(1)
        buttons.addWidget(self.same_button)
        self.body.addLayout(buttons)

    def show_compared(self, found: Compared) -> None:
        """Draw the two fingerprints, and whom to call."""
        call = _(
            "Call {clinic} on a number that you know. Each side reads its own and listens; "
            "nothing counts before both are the same."
        )
        if found.was_accepted:
            call = _(
                "This key of {clinic} was accepted before, and what it signs counts. Call the "
                "clinic on a number that you know; each side reads its own and listens."
            )
        words = call.format(clinic=found.clinic)
        self.compared.setText(words)
        self.setAccessibleDescription(words)
        self.ours.setText(found.ours)
        self.theirs.setText(found.theirs)
