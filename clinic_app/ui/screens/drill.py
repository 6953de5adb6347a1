"""The recovery drill: type what is on paper, and see that the records come back."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage, filled, left_stack
from clinic_app.ui.widgets.fields import LabelledField, code_field, lead_on
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel
from clinic_app.ui.words.days import long_day
from clinic_app.workflows.drill import Drill
from clinic_app.workflows.drill_sheet import result_words

_MOST_CHARACTERS = 300


class DrillScreen(QWidget):
    """Two fields, and what the newest backup gave back.

    Signals:
        closed: Back to the backups.
        print_requested: Print what a drill gave back. Carries the drill.
    """

    closed = Signal()
    print_requested = Signal(object)

    def __init__(
        self,
        *,
        run: Callable[[str, str], Drill],
        last: Callable[[], datetime | None],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            run: Opens the newest backup by a code, or by two shares.
            last: When that was done before.
            jobs: Where both run.
        """
        super().__init__()
        self._run = run
        self._last = last
        self._jobs = jobs
        self.last = PlainLabel()
        self.code = code_field(most_characters=_MOST_CHARACTERS)
        self.share = code_field(most_characters=_MOST_CHARACTERS)
        self.busy = Busy()
        self.result = PlainLabel(role="notice")
        self.print_button = plain_button(_("&Print the result…"))
        self._drill: Drill | None = None
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.start_button = primary_button(_("St&art the drill"))
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        lead_on(self.code, self.share)
        self.share.returnPressed.connect(self.start_button.click)
        self.start_button.clicked.connect(self._on_start_clicked)
        self.print_button.clicked.connect(lambda: self.print_requested.emit(self._drill))

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("Recovery drill")))
        page.body.addWidget(
            Muted(
                _(
                    "Take the paper from where it is kept. The newest backup is opened with it as "
                    "if this laptop and every passphrase were gone, and its records are counted. "
                    "Nothing is written; then put the paper back."
                )
            )
        )
        page.body.addWidget(self.last)
        page.body.addWidget(LabelledField(_("Rec&overy code or one share"), self.code))
        page.body.addWidget(LabelledField(_("Second s&hare"), self.share))
        page.body.addWidget(self.busy)
        page.body.addWidget(self.result)
        page.body.addLayout(left_stack(self.print_button))
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.start_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.code)

    def start(self) -> None:
        """Draw empty fields, and when a drill was last done."""
        for field in (self.code, self.share):
            field.clear()
        self._show_result(None)
        self.problem.clear()
        self.start_button.setEnabled(True)
        self._load_last()

    def _load_last(self) -> None:
        self._jobs.run(self._last, on_done=self._show_last, on_error=self._on_failed)

    def _show_last(self, at: datetime | None) -> None:
        self.last.setText(
            _("No drill was done on this laptop yet.")
            if at is None
            else _("The last drill was on {day}.").format(day=long_day(at.date()))
        )

    def _on_start_clicked(self) -> None:
        run, code, share = self._run, self.code.text(), self.share.text()
        self.start_button.setEnabled(False)
        self.problem.clear()
        self._show_result(None)
        self.busy.begin(_("Opening the newest backup, and checking every page of it…"))
        self._jobs.run_aside(
            lambda: run(code, share), on_done=self._on_done, on_error=self._on_failed
        )

    def _on_done(self, drill: Drill) -> None:
        self._end()
        for field in (self.code, self.share):
            field.clear()
        self._show_result(drill)
        self._load_last()

    def _show_result(self, drill: Drill | None) -> None:
        self._drill = drill
        self.result.setText("" if drill is None else result_words(drill))
        for part in (self.result, self.print_button):
            part.setVisible(drill is not None)

    def _on_failed(self, error: ClinicError) -> None:
        self._end()
        self.problem.show_error(error)

    def _end(self) -> None:
        self.busy.end()
        self.start_button.setEnabled(True)
