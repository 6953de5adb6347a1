"""A lost passphrase: the recovery code, or two shares, open the vault and set a new one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, code_field, lead_on
from clinic_app.ui.widgets.new_passphrase import NewPassphraseFields
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel

_MOST_CHARACTERS = 300
"""A share has at most 179, typed without a slip."""


class RecoverScreen(QWidget):
    """The recovery code or two shares, whose passphrase was lost, and a new one.

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
        recover_by_shares: Callable[[tuple[str, str], str, str], object],
        suggest: Callable[[], str],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            recover: From recovery code, new passphrase and sign-in name to a session.
            recover_by_shares: The same from two shares.
            suggest: Returns a new passphrase of six words.
            jobs: Where it runs.
        """
        super().__init__()
        self._recover = recover
        self._recover_by_shares = recover_by_shares
        self._jobs = jobs
        self.code = code_field(most_characters=_MOST_CHARACTERS)
        self.share = code_field(most_characters=_MOST_CHARACTERS)
        self.names = QComboBox()
        self.passphrase = NewPassphraseFields(suggest)
        self.busy = Busy()
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.recover_button = primary_button(_("Open"))
        self._lay_out()

        lead_on(self.code, self.share)
        lead_on(self.share, self.names)
        self.passphrase.completed.connect(self.recover_button.click)
        self.back_button.clicked.connect(self.closed)
        self.recover_button.clicked.connect(self._on_recover_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("Open with the recovery code")))
        page.body.addWidget(
            Muted(
                _(
                    "The code was printed or written down when this clinic was set up. Where "
                    "shares were printed, the words of two of them do the same."
                )
            )
        )
        page.body.addWidget(
            LabelledField(
                _("Recovery &code or one share"),
                self.code,
                why=_("Spaces and small letters are fine."),
            )
        )
        page.body.addWidget(LabelledField(_("Second &share"), self.share))
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
        self.share.clear()
        self.names.clear()
        self.names.addItems(list(names))
        self.names.setCurrentIndex(max(0, self.names.findText(chosen)))
        self.passphrase.start()
        self.problem.clear()
        self._set_busy(is_busy=False)

    def _on_recover_clicked(self) -> None:
        problem = self.passphrase.problem()
        if problem:
            self.problem.show_words(problem)
            return
        self.problem.clear()
        self._set_busy(is_busy=True)
        self._jobs.run_aside(
            self._work(),
            on_done=self._on_recovered,
            on_error=self._on_failed,
        )

    def _work(self) -> Callable[[], object]:
        name, passphrase = self.names.currentText(), self.passphrase.passphrase()
        code, share = self.code.text(), self.share.text()
        recover, recover_by_shares = self._recover, self._recover_by_shares
        if share.strip():
            return lambda: recover_by_shares((code, share), passphrase, name)
        return lambda: recover(code, passphrase, name)

    def _on_recovered(self, session: object) -> None:
        self._set_busy(is_busy=False)
        self.code.clear()
        self.share.clear()
        self.passphrase.clear()
        self.unlocked.emit(session)

    def _on_failed(self, error: ClinicError) -> None:
        self._set_busy(is_busy=False)
        self.problem.show_error(error)

    def _set_busy(self, *, is_busy: bool) -> None:
        for button in (self.recover_button, self.back_button):
            button.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(_("Opening; this takes a few seconds…"))
        else:
            self.busy.end()
