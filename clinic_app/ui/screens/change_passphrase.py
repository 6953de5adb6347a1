"""One's own passphrase, changed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, lead_on, secret_field
from clinic_app.ui.widgets.new_passphrase import NewPassphraseFields
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel


class ChangePassphraseScreen(QWidget):
    """The old passphrase once and the new one twice.

    Signals:
        closed: Nothing was changed.
        changed: The new passphrase opens the vault; the old one does not.
    """

    closed = Signal()
    changed = Signal()

    def __init__(
        self, *, change: Callable[[str, str], None], suggest: Callable[[], str], jobs: Jobs
    ) -> None:
        super().__init__()
        self._change = change
        self._jobs = jobs
        self.old = secret_field()
        self.new = NewPassphraseFields(suggest)
        self.busy = Busy()
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.change_button = primary_button(_("Change"))
        self._lay_out()

        lead_on(self.old, self.new)
        self.new.completed.connect(self.change_button.click)
        self.back_button.clicked.connect(self.closed)
        self.change_button.clicked.connect(self._on_change_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("Change my passphrase")))
        page.body.addWidget(Muted(_("The recovery code stays the same.")))
        page.body.addWidget(LabelledField(_("Passphrase until &now"), self.old))
        page.body.addWidget(self.new)
        page.body.addWidget(self.busy)
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.change_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.old)

    def start(self) -> None:
        """Draw empty fields."""
        self.old.clear()
        self.new.start()
        self.busy.end()
        self.problem.clear()
        self.change_button.setEnabled(True)

    def _on_change_clicked(self) -> None:
        problem = self.new.problem()
        if problem:
            self.problem.show_words(problem)
            return
        self.problem.clear()
        self.change_button.setEnabled(False)
        self.busy.begin(_("Changing; this takes a few seconds…"))
        change, old, new = self._change, self.old.text(), self.new.passphrase()
        self._jobs.run(lambda: change(old, new), on_done=self._on_changed, on_error=self._on_failed)

    def _on_changed(self, _nothing: None) -> None:
        self.start()
        self.changed.emit()

    def _on_failed(self, error: ClinicError) -> None:
        self.busy.end()
        self.change_button.setEnabled(True)
        self.problem.show_error(error)
