"""Headquarters' questions to clinics: asked here, answered with the clinic's next bundle."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.questions_view import QuestionLine
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.screens.questions import MOST_CHARACTERS
from clinic_app.ui.widgets.buttons import primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.rows_table import choose_row, rows_table
from clinic_app.ui.widgets.text import Muted, PlainLabel, ProblemLabel, SectionHeading

Listing = tuple[tuple[QuestionLine, ...], tuple[str, ...]]
"""The questions, and the codes of the clinics that can be asked."""


class HeadquartersQuestionsScreen(QWidget):
    """A list of questions, what is known of the chosen one, and a form for the next.

    Signals:
        asked: Carries clinic, month or nothing, and words.
    """

    asked = Signal(str, str, str)

    def __init__(self, *, listed: Callable[[], Listing], jobs: Jobs) -> None:
        """Build the screen.

        Args:
            listed: The questions, those that wait first, and the clinics.
            jobs: Where it runs.
        """
        super().__init__()
        self._listed = listed
        self._jobs = jobs
        self.model: RowsModel[QuestionLine] = RowsModel(
            (
                Column(_("Clinic"), lambda line: line.clinic, has_tip=True),
                Column(_("About"), lambda line: line.about),
                Column(_("Asked"), lambda line: line.asked),
                Column(_("State"), lambda line: line.state),
            )
        )
        self.table = rows_table(self.model, _("Questions to clinics"), (140, 160, 130, 120))
        self.state = PlainLabel("")
        self.chosen = PlainLabel("")
        self.clinic = QComboBox()
        self.month = text_field(most_characters=7)
        self.words = text_field(most_characters=MOST_CHARACTERS)
        self.ask_button = primary_button(_("&Ask"))
        self.problem = ProblemLabel()
        self._lay_out()

        self.table.selectionModel().currentRowChanged.connect(
            lambda index, _before: self._show(index.row())
        )
        self.words.returnPressed.connect(self.ask_button.click)
        self.ask_button.clicked.connect(self._on_ask_clicked)

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(SectionHeading(_("Ask a clinic")))
        card.body.addWidget(LabelledField(_("Cli&nic"), self.clinic))
        why = _("Such as 2026-01; or nothing.")
        card.body.addWidget(LabelledField(_("A&bout the month"), self.month, why=why))
        card.body.addWidget(LabelledField(_("&Words"), self.words))
        card.body.addWidget(
            Muted(
                _(
                    "It is signed, and lies beside the receipts the next time that a bundle of "
                    "this clinic is taken in. The answer comes beside a bundle."
                )
            )
        )
        card.body.addWidget(self.problem)
        action = QHBoxLayout()
        action.addStretch(1)
        action.addWidget(self.ask_button)
        card.body.addLayout(action)
        right = QVBoxLayout()
        right.addWidget(card)
        right.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.table, 1)
        left.addWidget(self.chosen)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(SectionHeading(_("Questions")))
        layout.addWidget(self.state)
        layout.addLayout(columns, 1)
        self.setFocusProxy(self.clinic)

    def load(self) -> None:
        """Fetch the questions and the clinics, and draw them."""
        self.problem.clear()
        self._jobs.run(self._listed, on_done=self.show_list, on_error=self.problem.show_error)

    def show_asked(self, words: str) -> None:
        """Make room for the next question, now that one of *words* is signed, and draw it."""
        if self.words.text() == words:  # else the next one is being typed
            self.words.clear()
        self.load()

    def show_list(self, listing: Listing) -> None:
        """Draw the questions, with the first one chosen."""
        lines, clinics = listing
        self.model.set_rows(lines)
        before = self.clinic.currentText()
        self.clinic.clear()
        self.clinic.addItems(list(clinics))
        self.clinic.setCurrentIndex(max(0, self.clinic.findText(before)))
        self.ask_button.setEnabled(bool(clinics))
        self.table.setVisible(bool(lines))
        self.chosen.setText("")
        self.state.setText(
            "" if lines else _("Nothing was asked yet. A month that looks odd is worth a question.")
        )
        if lines:
            choose_row(self.table, 0)

    def _show(self, row: int) -> None:
        if row < 0:
            return
        line = self.model.row(row)
        answered = _("Answered: {words}").format(words=line.reply) if line.reply else line.state
        self.chosen.setText(f"{line.words}\n{answered}")

    def _on_ask_clicked(self) -> None:
        self.problem.clear()
        self.asked.emit(self.clinic.currentText(), self.month.text().strip(), self.words.text())
