"""Who works today, and the passphrase."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.brand import Brand
from clinic_app.ui.widgets.buttons import quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled, left_stack
from clinic_app.ui.widgets.fields import LabelledField
from clinic_app.ui.widgets.passphrase_entry import PassphraseEntry
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel
from clinic_app.workflows.key_errors import TemporaryPassphraseError


class UnlockScreen(QWidget):
    """The names that workers chose, one passphrase field and one button.

    Signals:
        unlocked: The passphrase fits. Carries the session.
        own_passphrase_requested: The passphrase was made for the worker by somebody else, who has
            yet to choose their own. Carries it, and the sign-in name.
        recovery_requested: The passphrase is lost.
        restore_requested: The records are lost or damaged; a backup is not.
        other_folder_requested: The records lie somewhere else.
        about_requested: What this program is and what it is made of.
    """

    unlocked = Signal(object)
    own_passphrase_requested = Signal(str, str)
    recovery_requested = Signal()
    restore_requested = Signal()
    other_folder_requested = Signal()
    about_requested = Signal()

    def __init__(self, *, unlock: Callable[[str, str], object], jobs: Jobs) -> None:
        """Build the screen.

        Args:
            unlock: From passphrase and sign-in name to a session; takes about a second.
            jobs: Where it runs.
        """
        super().__init__()
        self._unlock = unlock
        self.names = QComboBox()
        self._entry = PassphraseEntry(
            self._opening, jobs=jobs, while_opening=_("Opening; this takes a second…")
        )
        self.passphrase, self.unlock_button = self._entry.passphrase, self._entry.button
        self.problem = self._entry.problem
        self.reason = Muted("")
        self.reason.hide()
        self.hint = PlainLabel(role="notice")
        self.hint.hide()
        self._given = ""
        self.recovery_button = quiet_button(_("I &lost my passphrase"))
        self.other_button = quiet_button(_("&Other records…"))
        self.restore_button = quiet_button(_("Restore from a back&up…"))
        self.about_button = quiet_button(_("A&bout"))
        self._lay_out()

        self.names.activated.connect(lambda _row: self._entry.setFocus())
        self._entry.opened.connect(self.unlocked)
        self._entry.refused.connect(self._on_refused)
        self.recovery_button.clicked.connect(self.recovery_requested)
        self.other_button.clicked.connect(self.other_folder_requested)
        self.restore_button.clicked.connect(self.restore_requested)
        self.about_button.clicked.connect(self.about_requested)

    def _lay_out(self) -> None:
        card = Card()
        card.body.setContentsMargins(32, 24, 32, 24)
        card.body.addWidget(LabelledField(_("&Name"), self.names))
        card.body.addWidget(self._entry)
        page = ColumnPage(width=520)
        page.body.addSpacing(48)
        page.body.addWidget(Brand())
        page.body.addWidget(Heading(_("Locked")))
        page.body.addWidget(
            Muted(_("The records on this computer are encrypted. Your passphrase opens them."))
        )
        page.body.addWidget(self.reason)
        page.body.addWidget(self.hint)
        page.body.addWidget(card)
        page.body.addLayout(
            left_stack(
                self.recovery_button, self.restore_button, self.other_button, self.about_button
            )
        )
        filled(page, self)
        self.setFocusProxy(self._entry)

    def show_names(self, names: tuple[str, ...], chosen: str = "") -> None:
        """Draw who may unlock, with the one who worked last chosen."""
        self.names.clear()
        self.names.addItems(list(names))
        self.names.setCurrentIndex(max(0, self.names.findText(chosen)))
        self._entry.start(self._given)

    def show_reason(self, words: str) -> None:
        """Say why the records were locked; empty words where the program was just started."""
        self.reason.setText(words)
        self.reason.setVisible(bool(words))

    def show_hint(self, words: str, given: str = "") -> None:
        """Show *words* above the fields, and type *given*: the passphrase of invented families."""
        self._given = given
        self._entry.start(given)
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def _opening(self) -> Callable[[str], object]:
        unlock, name = self._unlock, self.names.currentText()
        return lambda passphrase: unlock(passphrase, name)

    def _on_refused(self, typed: str, error: ClinicError) -> None:
        if isinstance(error, TemporaryPassphraseError):
            self._entry.start()
            self.own_passphrase_requested.emit(typed, self.names.currentText())
        else:
            self._entry.show_error(error)
