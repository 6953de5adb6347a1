"""A screening: one question in the middle, what is known at the side."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.interview.answers import UNKNOWN
from clinic_app.translation import gettext as _
from clinic_app.ui.models.screening_view import (
    QuestionView,
    ScreeningView,
)
from clinic_app.ui.screens.screening_sides import finding_widget, section_widget
from clinic_app.ui.theme import LARGE_TYPE, type_factor
from clinic_app.ui.widgets.answer_fields import LineField
from clinic_app.ui.widgets.asked import Asked
from clinic_app.ui.widgets.buttons import (
    back_button,
    plain_button,
    press_at_once,
    primary_button,
    quiet_button,
)
from clinic_app.ui.widgets.cards import Card, Hairline
from clinic_app.ui.widgets.columns import at_top
from clinic_app.ui.widgets.fields import go_to
from clinic_app.ui.widgets.rows_field import RowsField
from clinic_app.ui.widgets.rules_label import RulesLabel
from clinic_app.ui.widgets.scroller import Scroller
from clinic_app.ui.widgets.text import Muted, PlainLabel, ProblemLabel, SectionHeading

_ALL_THE_ROOM = 100
"""For a list, whose entries are higher than any other field; beside it the rest gets nothing."""


class ScreeningScreen(QWidget):
    """One question at a time; every answer is handed over at once.

    Signals:
        closed: The worker leaves; the draft is kept.
        answered: Carries the question's id and the answer.
        back_requested: The question before.
        rest_requested: Ask also what can no longer change the result.
        finish_requested: Save and finish.
    """

    closed = Signal()
    answered = Signal(str, object)
    back_requested = Signal()
    rest_requested = Signal()
    finish_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: ScreeningView | None = None

        self.leave_button = back_button(_("Leave, keep the draft  Esc"))
        self.heading = Muted("")
        self.rules = RulesLabel()
        self.client_view_button = quiet_button(_("Client view  F9"))
        self.client_view_button.setCheckable(True)
        press_at_once(self.client_view_button, "F9")
        self.asked = Asked()
        self.problem = ProblemLabel()
        self.back_button = plain_button(_("Back  Shift+Enter"))
        self.unknown_button = plain_button(_("Does not know  F2"))
        self.rest_button = plain_button(_("Ask the other &questions too"))
        self.next_button = primary_button(_("Next  Enter"))
        self.headline = PlainLabel("")
        self.finish_button = primary_button(_("Save and &finish"))
        self.sections = QVBoxLayout()
        self.progress = Muted("")
        self.findings = QVBoxLayout()
        self.field: QWidget | None = None
        self._field_place = QVBoxLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.leave_button)
        top.addWidget(self.heading, 1)
        top.addWidget(self.rules, 1)
        top.addWidget(self.client_view_button)
        self.left = Card()
        self.left.body.addWidget(SectionHeading(_("Sections")))
        self.left.body.addLayout(self.sections)
        self.left.body.addStretch(1)
        self.left.body.addWidget(self.progress)
        middle = Card()
        middle.body.addWidget(self.asked)
        middle.body.addLayout(self._field_place, 1)
        middle.body.addWidget(self.problem)
        self._unknown_row = QHBoxLayout()
        self._unknown_row.addStretch(1)
        self._unknown_row.addWidget(self.unknown_button)
        middle.body.addLayout(self._unknown_row)
        self._line = Hairline()
        middle.body.addWidget(self._line)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.back_button)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.rest_button)
        self._buttons.addWidget(self.next_button)
        middle.body.addLayout(self._buttons)
        self.right = self._findings_card()
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.left, 2)
        columns.addWidget(middle, 6)
        columns.addWidget(self.right, 4)
        bottom = QHBoxLayout()
        bottom.addWidget(self.headline, 1)
        bottom.addWidget(self.finish_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addLayout(columns, 1)
        layout.addLayout(bottom)

    def _findings_card(self) -> Card:
        card = Card()
        card.body.addWidget(SectionHeading(_("What we know")))
        inside = QWidget()
        inside.setObjectName("plainPage")
        self.findings.setContentsMargins(0, 0, 8, 0)
        inside.setLayout(at_top(self.findings))
        card.body.addWidget(Scroller(inside, name=_("What we know")), 1)
        return card

    def _connect(self) -> None:
        self.leave_button.clicked.connect(self.closed)
        self.back_button.clicked.connect(self.back_requested)
        self.unknown_button.clicked.connect(self._on_unknown_clicked)
        self.next_button.clicked.connect(self.submit)
        self.rest_button.clicked.connect(self.rest_requested)
        self.finish_button.clicked.connect(self.finish_requested)
        self.client_view_button.clicked.connect(self._on_client_view_clicked)
        for keys, wish in (
            ("F2", self._on_unknown_clicked),  # a button's own shortcut clicks 100 ms later
            ("Shift+Return", self.back_requested.emit),
            ("Shift+Enter", self.back_requested.emit),
            ("Ctrl+Return", self.submit),
            ("Ctrl+Enter", self.submit),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(wish)

    def show_view(self, view: ScreeningView) -> None:
        """Draw a screening with its question in hand."""
        self._view = view
        self.problem.clear()
        self.heading.setText(view.heading)
        self.rules.show_rules(view.rules)
        self.progress.setText(view.progress)
        self.headline.setText(view.headline)
        _refill(self.sections, [section_widget(line) for line in view.sections])
        _refill(self.findings, [finding_widget(line) for line in view.findings])
        if view.question is None:
            self._draw_end(view.left_over)
        else:
            self._draw_question(view.question)
        self._draw_sides()

    @property
    def question_id(self) -> str:
        """The question in hand; empty once everything was asked."""
        question = self._view.question if self._view is not None else None
        return question.id if question is not None else ""

    def _draw_end(self, left_over: int) -> None:
        self.unknown_button.hide()
        self.next_button.hide()
        self.asked.show_words(
            _("Nothing left to ask can change the result.") if left_over else _("All is asked."),
            _("Look at what is known, go back to correct, or save and finish."),
        )
        self.rest_button.setVisible(left_over > 0)
        self._place(None)
        self.finish_button.setFocus()

    def _draw_question(self, question: QuestionView) -> None:
        self.rest_button.hide()
        self.unknown_button.show()
        self.next_button.show()
        self.asked.show_words(
            question.words,
            question.why,
            client_words=question.client_words,
            is_reviewed=question.is_reviewed,
        )
        question.field.setAccessibleName(question.words)
        if isinstance(question.field, LineField):
            question.field.line.setAccessibleName(question.words)
        self._place(question.field)
        question.field.entered.connect(self.submit)
        question.field.setFocus()

    def _place(self, field: QWidget | None) -> None:
        while self._field_place.count():
            item = self._field_place.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.field = field
        if field is not None:
            is_list = isinstance(field, RowsField)
            self._field_place.addWidget(field, _ALL_THE_ROOM if is_list else 0)
        self._field_place.addStretch(1)
        if isinstance(field, RowsField):
            field.counted.connect(self._draw_sides)

    def submit(self) -> None:
        """Hand over what stands in the field; a problem is shown and nothing is handed over."""
        question = self._view.question if self._view is not None else None
        if question is None:
            return
        self.problem.clear()
        try:
            answer = question.read()
        except ClinicError as error:
            self.problem.show_error(error)
            if isinstance(self.field, LineField):
                go_to(self.field)
            return
        if answer is None:
            self.problem.show_words(
                _("Nothing is answered. Answer, or press F2 where the client does not know.")
            )
            return
        self.answered.emit(question.id, answer)

    def show_problem(self, error: ClinicError) -> None:
        """Say what went wrong with saving and what to do next."""
        self.problem.show_error(error)

    def show_doubt(self, words: str) -> None:
        """Say what does not fit together; the answer is kept all the same."""
        self.problem.show_words(words)

    def _on_unknown_clicked(self) -> None:
        question = self._view.question if self._view is not None else None
        if question is not None:
            self.answered.emit(question.id, UNKNOWN)

    def _on_client_view_clicked(self) -> None:
        self._draw_sides()
        if self.field is not None:
            self.field.setFocus()  # the next key answers the question

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt calls it by this name
        """Follow the size of the type: where it is large, two columns have room and three none."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_sides()

    def _draw_sides(self) -> None:
        is_masked = self.client_view_button.isChecked()
        is_written_down = isinstance(self.field, RowsField) and self.field.entry_count() > 0
        for widget in (self.rules, self.headline, self.finish_button):
            widget.setVisible(not is_masked)
        shown = self._view.heading if self._view is not None and not is_masked else ""
        self.heading.setText(shown)  # stays in its place, so that the buttons stay in theirs
        has_room = not is_masked and not is_written_down
        self.right.setVisible(has_room)
        self.left.setVisible(has_room and type_factor() < LARGE_TYPE)
        self._draw_low(is_low=is_written_down)

    def _draw_low(self, *, is_low: bool) -> None:
        """Leave an entry of a list the height that it needs: it has as many parts as a form."""
        self.asked.show_low(is_low=is_low)
        self._line.setVisible(not is_low)
        if is_low:
            self._buttons.insertWidget(2, self.unknown_button)
        else:
            self._unknown_row.addWidget(self.unknown_button)


def _refill(layout: QVBoxLayout, widgets: list[QWidget]) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
