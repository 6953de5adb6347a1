"""These records are older than what is known: put the newer ones back, or go on with them?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel


class OlderRecordsScreen(QWidget):
    """Says what was found, and offers the two ways on.

    Signals:
        lock_requested: The newer records are put back first.
        go_on_requested: These are the records from now on, as a new station.
    """

    lock_requested = Signal()
    go_on_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.problem = ProblemLabel()
        self.lock_button = primary_button(_("&Lock now"))
        self.go_on_button = plain_button(_("&Go on with these records"))
        self._lay_out()

        self.lock_button.clicked.connect(self.lock_requested)
        self.go_on_button.clicked.connect(self._on_go_on_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("These records are older than what is known of them")))
        page.body.addWidget(
            PlainLabel(
                _(
                    "The key file clinic.vault.json, or another laptop of the clinic, knows of "
                    "work that is not in clinic.db: an older copy of the records was put back, or "
                    "a file beside them was lost."
                )
            )
        )
        card = Card()
        card.body.addWidget(
            PlainLabel(
                _(
                    "If the newer records are on a stick, in another folder or on another "
                    "computer: lock, and put clinic.db and clinic.db-wal back from there, with "
                    "clinic.vault.json as it lies beside them."
                )
            )
        )
        card.body.addWidget(
            PlainLabel(
                _(
                    "If they are lost: go on with these. They then count as a new station, so that "
                    "headquarters can tell them from the newer ones if those turn up."
                )
            )
        )
        page.body.addWidget(card)
        page.body.addWidget(Muted(_("Nothing is deleted by either.")))
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.go_on_button)
        buttons.addStretch(1)
        buttons.addWidget(self.lock_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.lock_button)

    def start(self) -> None:
        """Ask anew."""
        self.problem.clear()
        self.go_on_button.setEnabled(True)

    def show_error(self, error: ClinicError) -> None:
        """Say why it did not work."""
        self.go_on_button.setEnabled(True)
        self.problem.show_error(error)

    def _on_go_on_clicked(self) -> None:
        self.go_on_button.setEnabled(False)
        self.problem.clear()
        self.go_on_requested.emit()
