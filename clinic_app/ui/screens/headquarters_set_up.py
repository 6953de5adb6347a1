"""Making a headquarters: its name and its passphrase."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, lead_on, secret_field, text_field
from clinic_app.ui.widgets.new_passphrase import NewPassphraseFields
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel


class HeadquartersSetUpScreen(QWidget):
    """A name, training or not, and a passphrase.

    Signals:
        closed: The person goes back to the doors; nothing was made.
        entered: Carries name, passphrase, whether it is for training, and the address of its
            database or nothing; the making is under way until ``show_error``.
    """

    closed = Signal()
    entered = Signal(str, str, bool, str)

    def __init__(self, *, suggest: Callable[[], str]) -> None:
        super().__init__()
        self.place = Muted()
        self.name = text_field()
        self.training = QCheckBox(_("Only for &training"))
        self.server = QCheckBox(_("The ledger lies on a PostgreSQL &server"))
        self.address = secret_field()
        self.address_field = LabelledField(
            _("A&ddress of its database"),
            self.address,
            why=_(
                "Such as postgresql+psycopg://name:password@host/database; an empty database. "
                "It is kept sealed, and never shown."
            ),
        )
        self.address_field.hide()
        self.passphrase = NewPassphraseFields(suggest)
        self.busy = Busy()
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.make_button = primary_button(_("&Make the headquarters"))
        self._form = QWidget()
        self._lay_out()

        self.server.toggled.connect(self.address_field.setVisible)
        lead_on(self.name, self.passphrase)
        self.passphrase.completed.connect(self.make_button.click)
        self.make_button.clicked.connect(self._on_make_clicked)
        self.back_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("A new headquarters")))
        page.body.addWidget(
            Muted(
                _(
                    "Its keys open what clinics send. Without the passphrase and without the "
                    "recovery code, which comes next, nobody can open it."
                )
            )
        )
        page.body.addWidget(self.place)
        self._lay_out_form(page.body.spacing())
        page.body.addWidget(self._form)
        page.body.addWidget(self.problem)
        page.body.addWidget(self.busy)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.make_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.name)

    def _lay_out_form(self, spacing: int) -> None:
        rows = QVBoxLayout(self._form)
        rows.setSpacing(spacing)
        rows.setContentsMargins(0, 0, 0, 0)
        why = _("As clinics and reports read it.")
        rows.addWidget(LabelledField(_("&Name"), self.name, why=why))
        rows.addWidget(self.training)
        rows.addWidget(Muted(_("A training headquarters takes in invented families only.")))
        rows.addWidget(self.server)
        rows.addWidget(
            Muted(_("For several people who take bundles in at once; else it is a file here."))
        )
        rows.addWidget(self.address_field)
        rows.addWidget(self.passphrase)

    def start(self, folder: Path) -> None:
        """Suggest words and empty the fields; what is made will lie in *folder*."""
        words = _("Keys and ledger will lie in {folder}. For another folder, go back.")
        self.place.setText(words.format(folder=folder))
        self.passphrase.start()
        self.address.clear()
        self.problem.clear()
        self._set_busy(is_busy=False)
        self._offer(is_offered=True)

    def refuse(self, error: ClinicError) -> None:
        """Explain why none can be made in this folder; there is nothing to fill in then."""
        self._offer(is_offered=False)
        self.problem.show_error(error)

    def show_error(self, error: ClinicError) -> None:
        """Explain why nothing was made."""
        self._set_busy(is_busy=False)
        self.problem.show_error(error)

    def _on_make_clicked(self) -> None:
        problem = self.passphrase.problem()
        if self.server.isChecked() and not self.address.text().strip():
            problem = _("The address of the database is missing; nothing was made. Type it.")
        if problem:
            self.problem.show_words(problem)
        else:
            self.problem.clear()
            self._set_busy(is_busy=True)
            address = self.address.text().strip() if self.server.isChecked() else ""
            self.entered.emit(
                self.name.text(), self.passphrase.passphrase(), self.training.isChecked(), address
            )

    def _offer(self, *, is_offered: bool) -> None:
        for part in (self.place, self._form, self.make_button):
            part.setVisible(is_offered)
        self.setFocusProxy(self.name if is_offered else self.back_button)

    def _set_busy(self, *, is_busy: bool) -> None:
        for button in (self.make_button, self.back_button):
            button.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(_("Making the keys; a few seconds…"))
        else:
            self.busy.end()
