"""Unlocking the headquarters in a folder."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.brand import Brand
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, secret_field
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel


class HeadquartersDoorScreen(QWidget):
    """One passphrase field and one button.

    Signals:
        closed: The person goes back to the doors.
        unlocked: The passphrase fits. Carries the headquarters.
    """

    closed = Signal()
    unlocked = Signal(object)

    def __init__(self, *, unlock: Callable[[Path, str], object], jobs: Jobs) -> None:
        """Build the screen.

        Args:
            unlock: From folder and passphrase or recovery code to a headquarters.
            jobs: Where it runs.
        """
        super().__init__()
        self._unlock = unlock
        self._jobs = jobs
        self._folder = Path()
        self.passphrase = secret_field()
        self.unlock_button = primary_button(_("Unlock"))
        self.back_button = quiet_button(_("Back"))
        self.busy = Busy()
        self.place = Muted("")
        self.problem = ProblemLabel()
        self._lay_out()

        self.passphrase.returnPressed.connect(self._on_unlock_clicked)
        self.unlock_button.clicked.connect(self._on_unlock_clicked)
        self.back_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        card = Card()
        why = _("Or the recovery code from the sheet.")
        card.body.addWidget(LabelledField(_("&Passphrase"), self.passphrase, why=why))
        card.body.addWidget(self.problem)
        action = QHBoxLayout()
        action.addWidget(self.back_button)
        action.addStretch(1)
        action.addWidget(self.unlock_button)
        card.body.addLayout(action)
        card.body.addWidget(self.busy)
        page = ColumnPage(width=520)
        page.body.addSpacing(48)
        page.body.addWidget(Brand())
        page.body.addWidget(Heading(_("Headquarters")))
        page.body.addWidget(self.place)
        page.body.addWidget(card)
        filled(page, self)
        self.setFocusProxy(self.passphrase)

    def start(self, folder: Path, *, is_on_server: bool = False) -> None:
        """Ask for the passphrase of the headquarters in *folder*; its ledger may be elsewhere."""
        self._folder = folder
        words = (
            _("The keys lie in {folder}, the ledger on a server.")
            if is_on_server
            else _("Keys and ledger lie in {folder}.")
        )
        self.place.setText(words.format(folder=folder))
        self.passphrase.clear()
        self.problem.clear()
        self._set_busy(is_busy=False)

    def _on_unlock_clicked(self) -> None:
        unlock, folder, passphrase = self._unlock, self._folder, self.passphrase.text()
        if not passphrase or not self.unlock_button.isEnabled():
            return
        self.problem.clear()
        self._set_busy(is_busy=True)
        self._jobs.run_aside(
            lambda: unlock(folder, passphrase), on_done=self._on_unlocked, on_error=self._on_failed
        )

    def _on_unlocked(self, headquarters: object) -> None:
        self.passphrase.clear()
        self._set_busy(is_busy=False)
        self.unlocked.emit(headquarters)

    def _on_failed(self, error: ClinicError) -> None:
        self._set_busy(is_busy=False)
        self.problem.show_error(error)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _set_busy(self, *, is_busy: bool) -> None:
        self.unlock_button.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(_("Unlocking…"))
        else:
            self.busy.end()
