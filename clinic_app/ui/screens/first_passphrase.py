"""The first unlocking after everybody got new keys: choosing one's own passphrase."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.new_passphrase import NewPassphraseFields
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel


class FirstPassphraseScreen(QWidget):
    """A new passphrase twice, in the place of the words that the worker was given.

    Signals:
        closed: Back to unlocking; the words still open once.
        unlocked: The worker's own passphrase opens the records. Carries the session.
    """

    closed = Signal()
    unlocked = Signal(object)

    def __init__(
        self,
        *,
        choose: Callable[[str, str, str], object],
        suggest: Callable[[], str],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            choose: From the words that were given, a new passphrase and the sign-in name to a
                session.
            suggest: Returns a new passphrase of six words.
            jobs: Where it runs.
        """
        super().__init__()
        self._choose = choose
        self._jobs = jobs
        self._given = ("", "")
        self.passphrase = NewPassphraseFields(suggest)
        self.busy = Busy()
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.open_button = primary_button(_("Open"))
        self._lay_out()

        self.passphrase.completed.connect(self.open_button.click)
        self.back_button.clicked.connect(self._on_back_clicked)
        self.open_button.clicked.connect(self._on_open_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("Choose your own passphrase")))
        page.body.addWidget(
            Muted(
                _(
                    "The records have new keys, and the words that you were given open once. From "
                    "now on only what you choose here opens them for you."
                )
            )
        )
        page.body.addWidget(self.passphrase)
        page.body.addWidget(self.busy)
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.open_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.passphrase)

    def start(self, given: str, name: str) -> None:
        """Draw empty fields for whoever unlocked with the words that they were given."""
        self._given = (given, name)
        self.passphrase.start()
        self.problem.clear()
        self._set_busy(is_busy=False)

    def _on_back_clicked(self) -> None:
        self._forget()
        self.closed.emit()

    def _on_open_clicked(self) -> None:
        problem = self.passphrase.problem()
        if problem:
            self.problem.show_words(problem)
            return
        self.problem.clear()
        self._set_busy(is_busy=True)
        choose, (given, name), new = self._choose, self._given, self.passphrase.passphrase()
        self._jobs.run_aside(
            lambda: choose(given, new, name), on_done=self._on_opened, on_error=self._on_failed
        )

    def _on_opened(self, session: object) -> None:
        self._forget()
        self._set_busy(is_busy=False)
        self.unlocked.emit(session)

    def _on_failed(self, error: ClinicError) -> None:
        self._set_busy(is_busy=False)
        self.problem.show_error(error)

    def _forget(self) -> None:
        self._given = ("", "")
        self.passphrase.clear()

    def _set_busy(self, *, is_busy: bool) -> None:
        for part in (self.open_button, self.back_button):
            part.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(_("Opening; this takes a few seconds…"))
        else:
            self.busy.end()
