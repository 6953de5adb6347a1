"""If this laptop is taken today: one page of what is at stake, and what makes it less."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import back_button, plain_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel
from clinic_app.ui.words.if_taken_words import if_taken_lines
from clinic_app.workflows.if_taken import IfTaken


class IfTakenScreen(QWidget):
    """Questions at the left, answers at the right, and the ways to make it less.

    Signals:
        closed: Back to the clinic.
        backups_requested: Back up, with a second copy.
        recovery_requested: Shares beside the recovery code.
        retention_requested: How long records are kept, and which may go.
        close_requested: Close what is over, and send it.
    """

    closed = Signal()
    backups_requested = Signal()
    recovery_requested = Signal()
    retention_requested = Signal()
    close_requested = Signal()

    def __init__(self, *, look: Callable[[], IfTaken], jobs: Jobs) -> None:
        super().__init__()
        self._look = look
        self._jobs = jobs
        self.back_button = back_button()
        self.problem = ProblemLabel()
        self.answers: list[PlainLabel] = []
        self._grid = QGridLayout()
        self.backups_button = plain_button(_("&Backups"))
        self.recovery_button = plain_button(_("&Recovery code and shares"))
        self.retention_button = plain_button(_("Old recor&ds"))
        self.close_button = plain_button(_("Close && send"))
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.backups_button.clicked.connect(self.backups_requested)
        self.recovery_button.clicked.connect(self.recovery_requested)
        self.retention_button.clicked.connect(self.retention_requested)
        self.close_button.clicked.connect(self.close_requested)

    def _lay_out(self) -> None:
        page = ColumnPage(width=760)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("If this laptop is taken today")), 1)
        page.body.addLayout(top)
        page.body.addWidget(self.problem)
        card = Card()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        card.body.addLayout(self._grid)
        page.body.addWidget(card)
        page.body.addWidget(Muted(_("Ctrl+L locks at once; whatever is half-typed is kept.")))
        for pair in (
            (self.backups_button, self.recovery_button),
            (self.retention_button, self.close_button),
        ):
            buttons = QHBoxLayout()
            buttons.setSpacing(8)
            for button in pair:
                buttons.addWidget(button)
            buttons.addStretch(1)
            page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.backups_button)

    def load(self) -> None:
        """Look again, and draw how it stands."""
        self.problem.clear()
        self._jobs.run(self._look, on_done=self.show_found, on_error=self._on_failed)

    def show_found(self, found: IfTaken) -> None:
        """Draw *found*."""
        lines = if_taken_lines(found)
        if not self.answers:
            for row, (question, _answer) in enumerate(lines):
                self._grid.addWidget(Muted(question), row, 0, Qt.AlignmentFlag.AlignTop)
                self.answers.append(PlainLabel())
                self._grid.addWidget(self.answers[-1], row, 1)
        for label, (_question, answer) in zip(self.answers, lines, strict=True):
            label.setText(answer)

    def _on_failed(self, error: ClinicError) -> None:
        self.problem.show_error(error)
