"""Headquarters' inbox: taking bundles in, and what became of each."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.inbox_view import InboxLine, InboxView
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.screens.carry import AskFolder
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import primary_button
from clinic_app.ui.widgets.rows_table import choose_row, rows_table
from clinic_app.ui.widgets.text import Muted, PlainLabel, ProblemLabel, SectionHeading

Collect = Callable[[Path], tuple[Callable[[], Iterator[tuple[int, int]]], Callable[[], InboxView]]]
"""From a folder to the steps that take it in, and to what came of them so far."""


class HeadquartersInboxScreen(QWidget):
    """One button, and a line for each file.

    Signals:
        collected: A folder was looked through, or a part of it; the ledger may know more now.
    """

    collected = Signal()

    def __init__(self, *, collect: Collect, ask_folder: AskFolder, jobs: Jobs) -> None:
        """Build the screen.

        Args:
            collect: Looks through a folder, as a job.
            ask_folder: Asks for a folder.
            jobs: Where it runs.
        """
        super().__init__()
        self._collect = collect
        self._jobs = jobs
        self._stop: Callable[[], None] = lambda: None
        self.collect_button = primary_button(_("&Take in a stick or folder…"))
        self.busy = Busy(can_stop=True)
        self.summary = PlainLabel("")
        self.problem = ProblemLabel()
        self.model: RowsModel[InboxLine] = RowsModel(
            (
                Column(_("File"), lambda line: line.file, has_tip=True),
                Column(_("Clinic"), lambda line: line.clinic, has_tip=True),
                Column(_("Month"), lambda line: line.month),
                Column(_("What became of it"), lambda line: line.status),
                Column(_("Phone code"), lambda line: line.code),
            )
        )
        name = _("Bundles that were looked at")
        self.table = rows_table(self.model, name, (200, 120, 100, 320, 140))
        self.reason = Muted("")
        self._lay_out()

        self.collect_button.clicked.connect(lambda: ask_folder(self._on_inbox_chosen))
        self.busy.stop_requested.connect(self.stop)
        self.table.selectionModel().currentRowChanged.connect(
            lambda index, _before: self._show_reason(index.row())
        )

    def _lay_out(self) -> None:
        action = QHBoxLayout()
        action.addWidget(self.collect_button)
        action.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(SectionHeading(_("Inbox")))
        layout.addWidget(
            Muted(
                _(
                    "Each bundle counts once, however often it comes. Receipts lie beside it: the "
                    "clinic takes them back, or you read it the phone code."
                )
            )
        )
        layout.addLayout(action)
        for part in (self.busy, self.summary, self.problem):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.reason)
        layout.addStretch()  # for what the table leaves where it is hidden
        self.setFocusProxy(self.collect_button)

    @property
    def is_collecting(self) -> bool:
        """Whether a folder is being looked through."""
        return not self.collect_button.isEnabled()

    def stop(self) -> None:
        """Take in no further batch; what was taken in stays."""
        self._stop()

    def show_nothing(self, words: str) -> None:
        """Draw an empty inbox, and what to do next."""
        self.show_view(InboxView(lines=(), summary=words, problem=""))

    def show_view(self, view: InboxView) -> None:
        """Draw what became of each file, with the first refused one chosen."""
        self.reason.setText("")
        self.model.set_rows(view.lines)
        self.table.setVisible(bool(view.lines))
        self.summary.setText(view.summary)
        self.problem.show_words(view.problem) if view.problem else self.problem.clear()
        refused = next((n for n, line in enumerate(view.lines) if line.reason), None)
        if refused is not None:
            choose_row(self.table, refused)

    def _show_reason(self, row: int) -> None:
        self.reason.setText(self.model.row(row).reason if row >= 0 else "")

    def _on_inbox_chosen(self, folder: Path) -> None:
        steps, came = self._collect(folder)
        self.collect_button.setEnabled(False)
        self.problem.clear()
        self.busy.begin(_("Checking signatures and taking in…"))

        def on_done() -> None:
            self._end_collecting(came())

        def on_error(error: ClinicError) -> None:
            self._end_collecting(came())
            self.problem.show_error(error)

        self._stop = self._jobs.run_steps(
            steps, on_progress=self.busy.show_progress, on_done=on_done, on_error=on_error
        )

    def _end_collecting(self, view: InboxView) -> None:
        self.busy.end()
        self.collect_button.setEnabled(True)
        self.show_view(view)
        (self.table if view.lines else self.collect_button).setFocus()
        self.collected.emit()
