"""Papers that a client lays on the table: one line each, and the months that they show."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.shown_paper import PaperForm, ShownPaper
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.models.shown_view import ShownLine, ShownView, TypedPaper
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.month_bar import MonthBar
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading

_DIGITS = 9
"""Kinds with a digit before their name: typed in the list, it chooses the kind."""

_TABLE_HEIGHT = 130
"""Three papers are always in sight, however many years the bar has."""


class ShownPapersScreen(QWidget):
    """The papers of one client. Kind, month, Enter: a paper is written down.

    Signals:
        closed: Back to the client's file.
    """

    closed = Signal()

    def __init__(
        self,
        *,
        load: Callable[[str], ShownView],
        add: Callable[[str, TypedPaper], ShownPaper],
        correct: Callable[[str, TypedPaper], ShownPaper],
        turn: Callable[[ShownLine], ShownPaper],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._load = load
        self._add = add
        self._correct = correct
        self._turn = turn
        self._jobs = jobs
        self._client_id = ""
        self._correcting: ShownLine | None = None

        self.back_button = back_button()
        self.heading = Heading("")
        self.kind = QComboBox()
        self.kind.setMinimumContentsLength(14)
        self.kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.first = text_field(most_characters=30)
        self.first.setPlaceholderText(_("3/2024"))
        self.last = text_field(most_characters=30)
        self.last.setPlaceholderText(_("the same"))
        self.form = QComboBox()
        self.form.addItem(_("Original"), PaperForm.ORIGINAL)
        self.form.addItem(_("Copy"), PaperForm.COPY)
        self.note = text_field(most_characters=120)
        self.add_button = primary_button(_("&Write down"))
        self.cancel_button = quiet_button(_("Kee&p it as it was"))
        self.hint = Muted(
            _("Type the digit of the kind, then a month or a day. Never the number of a paper.")
        )
        self.problem = ProblemLabel()
        self.since = SectionHeading("")
        self.bar = MonthBar()
        self.told = PlainLabel("")
        self.model: RowsModel[ShownLine] = RowsModel(
            (
                Column(_("Months or days"), lambda line: line.days),
                Column(_("Paper"), lambda line: line.kind),
                Column(_("Seen"), lambda line: line.form),
                Column(_("Note"), lambda line: line.note),
                Column(_("State"), lambda line: line.state),
            )
        )
        self.table = RowsTable(
            _("Papers of this client"), {0: 230, 2: 110, 3: 320, 4: 130}, stretched=1
        )
        self.empty = Muted(
            _("No paper yet. Choose the kind, type the month that the paper shows, press Enter.")
        )
        self.correct_button = plain_button(_("C&orrect"))
        self.turn_button = plain_button("")
        self._prepare_table()
        self._lay_out()
        self._connect()

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setMinimumHeight(_TABLE_HEIGHT)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.heading, 1)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        for field, share in (
            (LabelledField(_("Kin&d"), self.kind), 5),
            (LabelledField(_("&From"), self.first), 2),
            (LabelledField(_("&Until"), self.last), 2),
            (LabelledField(_("S&een"), self.form), 1),
            (LabelledField(_("&Note"), self.note), 3),
        ):
            fields.addWidget(field, share)
        fields.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
        entry = Card()
        entry.body.addLayout(fields)
        hint = QHBoxLayout()
        hint.addWidget(self.hint, 1)
        hint.addWidget(self.cancel_button)
        entry.body.addLayout(hint)
        entry.body.addWidget(self.problem)
        months = Card()
        for part in (self.since, self.bar, self.told):
            months.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.correct_button)
        buttons.addWidget(self.turn_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(entry)
        layout.addWidget(months)
        layout.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.add_button.clicked.connect(self._on_add_clicked)
        for field in (self.first, self.last, self.note):
            field.returnPressed.connect(self.add_button.click)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.table.selectionModel().currentRowChanged.connect(self._draw_buttons)
        self.table.activated.connect(self._on_correct_clicked)
        self.correct_button.clicked.connect(self._on_correct_clicked)
        self.turn_button.clicked.connect(self._on_turn_clicked)

    @property
    def correcting_id(self) -> str:
        """The id of the paper that is being corrected; empty for none."""
        return "" if self._correcting is None else self._correcting.paper_id

    def show_nobody(self) -> None:
        """Take off whose papers were shown before, while another client's are fetched."""
        self._client_id = ""
        self.show_papers(
            ShownView(client_id="", title="", kinds=(), lines=(), months=None, since="", told="")
        )
        self.empty.hide()
        self.add_button.setEnabled(False)

    def open(self, client_id: str, *, correcting_id: str = "") -> None:
        """Fetch the papers of a client and draw them, with empty fields.

        Args:
            client_id: Whose.
            correcting_id: The paper that was being corrected; empty for none.
        """
        self._client_id = client_id
        self.problem.clear()
        self.add_button.setEnabled(True)
        self._fill(None)
        self.kind.setCurrentIndex(0)
        self.kind.setFocus()
        self._reload(lambda: self._correct_again(correcting_id))

    def show_papers(self, view: ShownView) -> None:
        """Draw *view*; the fields stay as they are."""
        self.heading.setText(view.title)
        self.since.setText(view.since)
        self.told.setText(view.told)
        self.bar.show_months(view.months, view.told)
        chosen = self.kind.currentIndex()
        self.kind.clear()
        for number, (kind_id, name) in enumerate(view.kinds, start=1):
            digit = f"{number}  " if number <= _DIGITS else ""
            self.kind.addItem(f"{digit}{name}", kind_id)
        self.kind.setCurrentIndex(max(0, chosen))
        self.model.set_rows(view.lines)
        self.empty.setVisible(not view.lines)
        self.table.setVisible(bool(view.lines))
        self._draw_buttons()

    def _reload(self, then: Callable[[], None]) -> None:
        load, client_id = self._load, self._client_id

        def on_done(view: ShownView) -> None:
            self.show_papers(view)
            then()

        self._jobs.run(lambda: load(client_id), on_done=on_done, on_error=self._on_failed)

    def _correct_again(self, paper_id: str) -> None:
        for number in range(self.model.rowCount()):
            if self.model.row(number).paper_id == paper_id:
                self._fill(self.model.row(number))

    def _fill(self, line: ShownLine | None) -> None:
        """Draw the fields of the paper to correct; empty ones for None, the kind as it is."""
        self._correcting = line
        self.first.setText("" if line is None else line.typed.first)
        self.last.setText("" if line is None else line.typed.last)
        self.note.setText("" if line is None else line.typed.note)
        if line is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(line.typed.kind)))
            self.form.setCurrentIndex(self.form.findData(line.typed.form))
            self.first.setFocus()
        self.add_button.setText(_("&Write down") if line is None else _("&Write anew"))
        self.cancel_button.setVisible(line is not None)

    def _typed(self) -> TypedPaper:
        form: PaperForm = self.form.currentData()
        return TypedPaper(
            kind=str(self.kind.currentData()),
            first=self.first.text(),
            last=self.last.text(),
            form=form,
            note=self.note.text(),
        )

    def _on_add_clicked(self) -> None:
        typed, wrong, client_id = self._typed(), self._correcting, self._client_id
        add, correct = self._add, self._correct
        self.problem.clear()
        self.add_button.setEnabled(False)
        self._jobs.run(
            lambda: add(client_id, typed) if wrong is None else correct(wrong.paper_id, typed),
            on_done=self._on_kept,
            on_error=self._on_failed,
        )

    def _on_kept(self, paper: ShownPaper) -> None:
        self.add_button.setEnabled(True)
        self._fill(None)
        self.first.setFocus()
        self._reload(lambda: self._choose(paper.id))

    def _choose(self, paper_id: str) -> None:
        for number in range(self.model.rowCount()):
            if self.model.row(number).paper_id == paper_id:
                self.table.selectRow(number)
        self._draw_buttons()

    def _on_cancel_clicked(self) -> None:
        self._fill(None)
        self.first.setFocus()

    def _chosen(self) -> ShownLine | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _draw_buttons(self) -> None:
        line = self._chosen()
        is_gone = line is not None and not line.is_standing
        self.turn_button.setText(_("Put it &back") if is_gone else _("Take it &back"))
        for button in (self.correct_button, self.turn_button):
            button.setVisible(self.model.rowCount() > 0)
        self.turn_button.setEnabled(line is not None)
        self.correct_button.setEnabled(line is not None and line.is_standing)

    def _on_correct_clicked(self) -> None:
        line = self._chosen()
        if line is not None and line.is_standing:
            self._fill(line)

    def _on_turn_clicked(self) -> None:
        line, turn = self._chosen(), self._turn
        if line is not None:
            self.problem.clear()
            self._jobs.run(lambda: turn(line), on_done=self._on_turned, on_error=self._on_failed)

    def _on_turned(self, paper: ShownPaper) -> None:
        if paper.id == self.correcting_id:
            self._fill(None)
        self._reload(lambda: self._choose(paper.id))

    def _on_failed(self, error: ClinicError) -> None:
        self.add_button.setEnabled(True)
        self.problem.show_error(error)
