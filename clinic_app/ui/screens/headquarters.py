"""The desk of headquarters: taking bundles in, and writing reports."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.inbox_view import InboxLine, InboxView
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.screens.carry import AskFolder
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading

Collect = Callable[[Path], tuple[Callable[[], Iterator[tuple[int, int]]], Callable[[], InboxView]]]
"""From a folder to the steps that take it in, and to what came of them so far."""

WriteReport = Callable[[str, str, str, Path], tuple[Path, ...]]
"""From kind, first month, last month and folder to the files written there."""


class HeadquartersScreen(QWidget):
    """An inbox and a report.

    Signals:
        closed: The person leaves headquarters.
    """

    closed = Signal()

    def __init__(
        self,
        *,
        collect: Collect,
        write_report: WriteReport,
        kinds: tuple[tuple[str, str], ...],
        ask_folder: AskFolder,
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            collect: Looks through a folder, as a job.
            write_report: Writes a report, as a job.
            kinds: Value and words of each kind of report.
            ask_folder: Asks for a folder.
            jobs: Where they run.
        """
        super().__init__()
        self._collect = collect
        self._write_report = write_report
        self._ask_folder = ask_folder
        self._jobs = jobs
        self._stop: Callable[[], None] = lambda: None
        self.heading = Heading("")
        self.about = Muted("")
        self.leave_button = quiet_button(_("&Lock and leave"))
        self.collect_button = primary_button(_("&Take in a stick or folder…"))
        self.busy = Busy(can_stop=True)
        self.summary = PlainLabel("")
        self.problem = ProblemLabel()
        self.model: RowsModel[InboxLine] = RowsModel(
            (
                Column(_("File"), lambda line: line.file),
                Column(_("Clinic"), lambda line: line.clinic),
                Column(_("Month"), lambda line: line.month),
                Column(_("What became of it"), lambda line: line.status),
                Column(_("Phone code"), lambda line: line.code),
            )
        )
        self.table = QTableView()
        self.reason = Muted("")
        self.kind = QComboBox()
        for value, words in kinds:
            self.kind.addItem(words, value)
        self.first = text_field(most_characters=7)
        self.last = text_field(most_characters=7)
        self.report_button = plain_button(_("&Write the report…"))
        self.report_state = Muted("")
        self.report_problem = ProblemLabel()
        self._prepare_table()
        self._lay_out()

        self.leave_button.clicked.connect(self.closed)
        self.collect_button.clicked.connect(lambda: ask_folder(self._on_inbox_chosen))
        self.busy.stop_requested.connect(self.stop)
        self.table.clicked.connect(lambda index: self._show_reason(index.row()))
        self.table.activated.connect(lambda index: self._show_reason(index.row()))
        self.last.returnPressed.connect(self.report_button.click)
        self.report_button.clicked.connect(lambda: ask_folder(self._on_place_chosen))

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Bundles that were looked at"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        for column, width in enumerate((200, 90, 90, 220, 110)):
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        inbox = QVBoxLayout()
        inbox.setSpacing(12)
        inbox.addWidget(SectionHeading(_("Inbox")))
        inbox.addWidget(
            Muted(_("Each bundle counts once, however often it comes. Receipts lie beside it."))
        )
        action = QHBoxLayout()
        action.addWidget(self.collect_button)
        action.addStretch(1)
        inbox.addLayout(action)
        for part in (self.busy, self.summary, self.problem):
            inbox.addWidget(part)
        inbox.addWidget(self.table, 1)
        inbox.addWidget(self.reason)

        report = Card()
        report.body.addWidget(SectionHeading(_("Report")))
        report.body.addWidget(LabelledField(_("&Kind"), self.kind))
        why = _("A month such as 2026-01; whole months, both included.")
        report.body.addWidget(LabelledField(_("&From"), self.first))
        report.body.addWidget(LabelledField(_("T&o"), self.last, why=why))
        report.body.addWidget(self.report_problem)
        report.body.addWidget(self.report_button)
        report.body.addWidget(self.report_state)
        report.body.addStretch(1)

        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(inbox, 3)
        columns.addWidget(report, 2)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.leave_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.about)
        layout.addLayout(columns, 1)
        self.setFocusProxy(self.collect_button)

    def start(self, name: str, about: str, month: str) -> None:
        """Draw an unlocked headquarters with an empty inbox.

        Args:
            name: Of the headquarters.
            about: A line below it.
            month: Offered as the report's first and last.
        """
        self.heading.setText(name)
        self.about.setText(about)
        self.first.setText(month)
        self.last.setText(month)
        self._show_view(InboxView(lines=(), summary="", problem=""))
        self.busy.end()
        self.collect_button.setEnabled(True)
        self.report_button.setEnabled(True)
        self.report_state.setText("")
        self.report_problem.clear()

    def stop(self) -> None:
        """Take in no further batch; what was taken in stays."""
        self._stop()

    def _show_view(self, view: InboxView) -> None:
        self.model.set_rows(view.lines)
        self.summary.setText(view.summary)
        self.problem.show_words(view.problem) if view.problem else self.problem.clear()
        self.reason.setText("")
        refused = next((n for n, line in enumerate(view.lines) if line.reason), None)
        if refused is not None:
            self.table.selectionModel().setCurrentIndex(
                self.model.index(refused, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )
            self._show_reason(refused)

    def _show_reason(self, row: int) -> None:
        self.reason.setText(self.model.row(row).reason)

    def _on_inbox_chosen(self, folder: Path) -> None:
        steps, came = self._collect(folder)
        self.collect_button.setEnabled(False)
        self.problem.clear()
        self.busy.begin(_("Checking signatures and taking in…"))

        def on_done() -> None:
            self._end_collecting()
            self._show_view(came())

        def on_error(error: ClinicError) -> None:
            self._end_collecting()
            self._show_view(came())
            self.problem.show_error(error)

        self._stop = self._jobs.run_steps(
            steps, on_progress=self.busy.show_progress, on_done=on_done, on_error=on_error
        )

    def _end_collecting(self) -> None:
        self.busy.end()
        self.collect_button.setEnabled(True)

    def _on_place_chosen(self, folder: Path) -> None:
        write, kind = self._write_report, str(self.kind.currentData())
        first, last = self.first.text().strip(), self.last.text().strip()
        self.report_button.setEnabled(False)
        self.report_problem.clear()
        self.report_state.setText(_("Adding up and writing…"))
        self._jobs.run(
            lambda: write(kind, first, last, folder),
            on_done=self._on_written,
            on_error=self._on_failed,
        )

    def _on_written(self, files: tuple[Path, ...]) -> None:
        self.report_button.setEnabled(True)
        names = ", ".join(path.name for path in files)
        self.report_state.setText(_("Written: {names}").format(names=names))

    def _on_failed(self, error: ClinicError) -> None:
        self.report_button.setEnabled(True)
        self.report_state.setText("")
        self.report_problem.show_error(error)
