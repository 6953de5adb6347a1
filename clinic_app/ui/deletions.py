"""What was deleted for good so far, each with its proof."""

from PySide6.QtCore import Qt, Signal

from clinic_app.records.retention import Purge
from clinic_app.translation import gettext as _
from clinic_app.ui.models.rows import Column
from clinic_app.ui.short_list import ShortList
from clinic_app.ui.widgets.buttons import plain_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.text import Muted, SectionHeading
from clinic_app.ui.words import retention_words as words


class Deletions(Card):
    """A list, newest first.

    Signals:
        proof_requested: Print the proof of one. Carries the purge.
    """

    proof_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        columns = (
            Column(_("Day"), words.purge_day_words),
            Column(_("How many"), words.purge_people_words),
            Column(_("Why"), words.purge_cause_words),
        )
        self.table: ShortList[Purge] = ShortList(
            _("Deletions"), columns, height=110, widths=(140, 140)
        )
        self.none_yet = Muted(_("Nothing was deleted for good on this laptop yet."))
        self.proof_button = plain_button(_("&Proof on paper"))
        self.body.addWidget(SectionHeading(_("Deleted for good")))
        self.body.addWidget(self.none_yet)
        self.body.addWidget(self.table)
        self.body.addWidget(self.proof_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.proof_button.clicked.connect(self._on_proof_wanted)
        self.table.activated.connect(lambda _index: self._on_proof_wanted())

    def show_purges(self, purges: tuple[Purge, ...]) -> None:
        """Draw *purges*, newest first."""
        self.table.show_rows(purges)
        self.proof_button.setVisible(bool(purges))
        self.none_yet.setVisible(not purges)

    def _on_proof_wanted(self) -> None:
        purge = self.table.chosen()
        if purge is not None:
            self.proof_requested.emit(purge)
