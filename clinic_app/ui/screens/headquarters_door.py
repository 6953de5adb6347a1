"""Unlocking the headquarters in a folder."""

import functools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.brand import Brand
from clinic_app.ui.widgets.buttons import back_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.passphrase_entry import PassphraseEntry
from clinic_app.ui.widgets.text import Heading, Muted


class HeadquartersDoorScreen(QWidget):
    """One passphrase field, its button, and the way to another folder.

    Signals:
        closed: The person goes back to the doors.
        unlocked: The passphrase fits. Carries what *unlock* returned.
        other_requested: The headquarters lies, or shall lie, in another folder.
    """

    closed = Signal()
    unlocked = Signal(object)
    other_requested = Signal()

    def __init__(self, *, unlock: Callable[[Path, str], object], jobs: Jobs) -> None:
        """Build the screen.

        Args:
            unlock: From folder and passphrase or recovery code to a headquarters.
            jobs: Where it runs.
        """
        super().__init__()
        self._unlock = unlock
        self._folder = Path()
        self.back_button = back_button()
        self._entry = PassphraseEntry(
            self._opening,
            jobs=jobs,
            while_opening=_("Unlocking…"),
            why=_("Or the recovery code from the sheet."),
            before=self.back_button,
        )
        self.passphrase, self.unlock_button = self._entry.passphrase, self._entry.button
        self.problem = self._entry.problem
        self.place = Muted("")
        self.other_button = quiet_button(_("Another &headquarters…"))
        self._lay_out()

        self._entry.opened.connect(self.unlocked)
        self._entry.refused.connect(lambda _typed, error: self._entry.show_error(error))
        self.back_button.clicked.connect(self.closed)
        self.other_button.clicked.connect(self.other_requested)

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self._entry)
        page = ColumnPage(width=520)
        page.body.addSpacing(48)
        page.body.addWidget(Brand())
        page.body.addWidget(Heading(_("Headquarters")))
        page.body.addWidget(self.place)
        page.body.addWidget(card)
        page.body.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        filled(page, self)
        self.setFocusProxy(self._entry)

    def start(self, folder: Path, *, is_on_server: bool = False) -> None:
        """Ask for the passphrase of the headquarters in *folder*; its ledger may be elsewhere."""
        self._folder = folder
        words = (
            _("The keys lie in {folder}, the ledger on a server.")
            if is_on_server
            else _("Keys and ledger lie in {folder}.")
        )
        self.place.setText(words.format(folder=folder))
        self._entry.start()

    def stop(self) -> None:
        """Open nothing any more: whoever stood here went away while a passphrase was tried."""
        self._entry.abandon()

    def _opening(self) -> Callable[[str], object]:
        return functools.partial(self._unlock, self._folder)
