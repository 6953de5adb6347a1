"""The sheets that can be printed for somebody or something: choose one, and it is shown."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.papers_view import NumberedPaper, PapersView, keeper_words
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel

_DIGITS = range(1, 10)
"""The keys that show one of the first sheets at once."""


class PapersScreen(QWidget):
    """One list of sheets.

    Signals:
        closed: The worker goes back.
        chosen: Show a sheet. Carries the paper.
    """

    closed = Signal()
    chosen = Signal(object)

    def __init__(self, *, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._awaited: Callable[[], PapersView] | None = None
        self.back_button = back_button()
        self.heading = Heading("")
        self.hint = Muted(
            _(
                "What is to take home says only what the client was told. Single findings and "
                "answers stand on what stays in the file, and that never leaves the clinic."
            )
        )
        self.model: RowsModel[NumberedPaper] = RowsModel(
            (
                Column(_("Key"), lambda row: str(row.number) if row.number in _DIGITS else ""),
                Column(_("Sheet"), lambda row: row.paper.title),
                Column(_("Who keeps it"), lambda row: keeper_words(row.paper)),
                Column(_("What it is for"), lambda row: row.paper.purpose),
            )
        )
        self.table = RowsTable(_("Sheets"), {0: 60, 1: 330, 2: 170}, stretched=3)
        self.problem = ProblemLabel()
        self.show_button = primary_button(_("S&how the sheet"))
        self._prepare_table()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.table.activated.connect(self._on_show_clicked)
        self.show_button.clicked.connect(self._on_show_clicked)
        for number in _DIGITS:
            shortcut = QShortcut(QKeySequence(str(number)), self)
            shortcut.activated.connect(partial(self._on_digit_pressed, number))

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.heading, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.problem, 1)
        bottom.addWidget(self.show_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(bottom)

    @property
    def chosen_row(self) -> int:
        """The line that is chosen, 0 first."""
        return max(0, self.table.currentIndex().row())

    def load(self, papers: Callable[[], PapersView], *, row: int = 0) -> None:
        """Fetch the sheets and draw the list.

        Args:
            papers: Runs as a job.
            row: The line to choose.
        """
        self.problem.clear()
        self._awaited = papers
        self.show_papers(PapersView("", ()))  # no key shows a sheet of whoever was here before

        def on_done(view: PapersView) -> None:
            if self._awaited is papers:
                self.show_papers(view, row=row)

        self._jobs.run(papers, on_done=on_done, on_error=self._on_failed)

    def show_papers(self, view: PapersView, *, row: int = 0) -> None:
        """Draw the list."""
        self.heading.setText(view.title)
        self.model.set_rows(
            tuple(NumberedPaper(number, paper) for number, paper in enumerate(view.papers, start=1))
        )
        self.show_button.setEnabled(bool(view.papers))
        self.table.selectRow(min(row, len(view.papers) - 1))
        self.table.setFocus()

    def _on_show_clicked(self) -> None:
        if self.model.rowCount():
            self.chosen.emit(self.model.row(self.chosen_row).paper)

    def _on_digit_pressed(self, number: int) -> None:
        if number <= self.model.rowCount():
            self.table.selectRow(number - 1)
            self._on_show_clicked()

    def _on_failed(self, error: ClinicError) -> None:
        self.problem.show_error(error)
