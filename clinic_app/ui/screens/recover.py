"""A lost passphrase: the recovery code opens the vault and sets a new one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import primary_button, quiet_button
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.new_passphrase import NewPassphraseFields
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel


class RecoverScreen(QWidget):
    """The recovery code, whose passphrase was lost, and a new one.

    Signals:
        closed: The worker goes back to unlocking.
        unlocked: The code fits and the new passphrase is set. Carries the session.
    """

    closed = Signal()
    unlocked = Signal(object)

    def __init__(
        self,
        *,
        recover: Callable[[str, str, str], object],
        suggest: Callable[[], str],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            recover: From recovery code, new passphrase and sign-in name to a session.
            suggest: Returns a new passphrase of six words.
            jobs: Where it runs.
        """
        super().__init__()
        self._recover = recover
        self._jobs = jobs
        self.code = text_field()
        self.names = QComboBox()
        self.passphrase = NewPassphraseFields(suggest)
        self.busy = Busy()
        self.problem = ProblemLabel()
        self.back_button = quiet_button(_("Back"))
        self.back_button.setShortcut("Esc")
        self.recover_button = primary_button(_("Open with the code"))
        self._lay_out()

        self.code.returnPressed.connect(self.names.setFocus)
        self.passphrase.completed.connect(self._on_recover_clicked)
        self.back_button.clicked.connect(self.closed)
        self.recover_button.clicked.connect(self._on_recover_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("Open with the recovery code")))
        page.body.addWidget(Muted(_("It was printed or written down when this clinic was set up.")))
        page.body.addWidget(
            LabelledField(
                _("Recovery &code"), self.code, why=_("Spaces and small letters are fine.")
            )
        )
        page.body.addWidget(LabelledField(_("Whose passphrase was &lost"), self.names))
        page.body.addWidget(self.passphrase)
        page.body.addWidget(self.busy)
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.recover_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.code)

    def start(self, names: tuple[str, ...], chosen: str) -> None:
        """Draw empty fields."""
        self.code.clear()
        self.names.clear()
        self.names.addItems(list(names))
        self.names.setCurrentIndex(max(0, self.names.findText(chosen)))
        self.passphrase.start()
        self.problem.clear()
        self.recover_button.setEnabled(True)

    def _on_recover_clicked(self) -> None:
        problem = self.passphrase.problem()
        if problem:
            self.problem.show_words(problem)
            return
        self.problem.clear()
        self.recover_button.setEnabled(False)
        self.busy.begin(_("Opening; this takes a few seconds…"))
        recover, code, name = self._recover, self.code.text(), self.names.currentText()
        passphrase = self.passphrase.passphrase()
        self._jobs.run_aside(
            lambda: recover(code, passphrase, name),
            on_done=self._on_recovered,
            on_error=self._on_failed,
        )

    def _on_recovered(self, session: object) -> None:
        self.busy.end()
        self.code.clear()
        self.passphrase.clear()
        self.unlocked.emit(session)

    def _on_failed(self, error: ClinicError) -> None:
        self.busy.end()
        self.recover_button.setEnabled(True)
        self.problem.show_error(error)
