"""What headquarters asks this clinic, and what the clinic answers."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.questions_view import QuestionLine
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.rows_table import choose_row, rows_table
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading

MOST_CHARACTERS = 500


class QuestionsScreen(QWidget):
    """A list, the question that is chosen, and a line for the answer.

    Signals:
        closed: The worker goes back.
    """

    closed = Signal()

    def __init__(
        self,
        *,
        asked: Callable[[], tuple[QuestionLine, ...]],
        reply: Callable[[str, str], None],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            asked: The questions, those that wait first.
            reply: Answers the question of that number.
            jobs: Where they run.
        """
        super().__init__()
        self._asked = asked
        self._reply = reply
        self._jobs = jobs
        self.back_button = back_button()
        self.model: RowsModel[QuestionLine] = RowsModel(
            (
                Column(_("About"), lambda line: line.about),
                Column(_("Asked"), lambda line: line.asked),
                Column(_("State"), lambda line: line.state),
            )
        )
        self.table = rows_table(self.model, _("Questions of headquarters"), (200, 130, 130))
        self.card = Card()
        self.words = PlainLabel("")
        self.said = Muted("")
        self.reply = text_field(most_characters=MOST_CHARACTERS)
        self.reply_button = primary_button(_("&Answer"))
        self.state = PlainLabel("")
        self.problem = ProblemLabel()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.table.selectionModel().currentRowChanged.connect(
            lambda index, _before: self._show(index.row())
        )
        self.reply.returnPressed.connect(self.reply_button.click)
        self.reply_button.clicked.connect(self._on_reply_clicked)

    def _lay_out(self) -> None:
        self.card.body.addWidget(SectionHeading(_("Headquarters asks")))
        self.card.body.addWidget(self.words)
        self.card.body.addWidget(self.said)
        why = _("No names. It goes to headquarters beside the next month that you write.")
        self.card.body.addWidget(LabelledField(_("&Your answer"), self.reply, why=why))
        action = QHBoxLayout()
        action.addStretch(1)
        action.addWidget(self.reply_button)
        self.card.body.addLayout(action)
        self.card.body.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Questions of headquarters")), 1)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addWidget(self.table, 1)
        columns.addWidget(self.card, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.state)
        layout.addWidget(self.problem)
        layout.addLayout(columns, 1)
        self.setFocusProxy(self.reply)

    def load(self) -> None:
        """Fetch the questions and draw them."""
        self.problem.clear()
        self._jobs.run(self._asked, on_done=self.show_questions, on_error=self.problem.show_error)

    def show_questions(self, lines: tuple[QuestionLine, ...]) -> None:
        """Draw the questions, with the first one chosen."""
        self.model.set_rows(lines)
        is_any_open = any(not line.reply for line in lines)
        self.state.setText(
            _("Headquarters waits for an answer.")
            if is_any_open
            else _("Nothing is asked. Questions come with headquarters' receipts.")
        )
        for part in (self.table, self.card):
            part.setVisible(bool(lines))
        if lines:
            choose_row(self.table, 0)

    def _show(self, row: int) -> None:
        if row < 0:
            return
        line = self.model.row(row)
        self.words.setText(line.words)
        self.said.setText(_("Answered: {words}").format(words=line.reply) if line.reply else "")
        self.reply.clear()

    def _on_reply_clicked(self) -> None:
        line, words = self.model.row(self.table.currentIndex().row()), self.reply.text()
        reply = self._reply
        self.problem.clear()
        self.reply_button.setEnabled(False)
        self._jobs.run(
            lambda: reply(line.number, words), on_done=self._on_replied, on_error=self._on_failed
        )

    def _on_replied(self, _nothing: None) -> None:
        self.reply_button.setEnabled(True)
        self.load()

    def _on_failed(self, error: ClinicError) -> None:
        self.reply_button.setEnabled(True)
        self.problem.show_error(error)
