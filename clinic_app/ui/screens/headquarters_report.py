"""Headquarters' reports: which, of which months, and where they go."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.carry import AskFolder
from clinic_app.ui.widgets.buttons import primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.text import Muted, ProblemLabel, SectionHeading

WriteReport = Callable[[str, str, str, Path], tuple[Path, ...]]
"""From kind, first month, last month and folder to the files written there."""


class HeadquartersReportScreen(QWidget):
    """A kind, two months and a folder."""

    def __init__(
        self,
        *,
        write_report: WriteReport,
        kinds: tuple[tuple[str, str], ...],
        ask_folder: AskFolder,
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            write_report: Writes a report, as a job.
            kinds: Value and words of each kind of report.
            ask_folder: Asks for a folder.
            jobs: Where it runs.
        """
        super().__init__()
        self._write_report = write_report
        self._jobs = jobs
        self.kind = QComboBox()
        for value, words in kinds:
            self.kind.addItem(words, value)
        self.first = text_field(most_characters=7)
        self.last = text_field(most_characters=7)
        self.report_button = primary_button(_("&Write the report…"))
        self.state = Muted("")
        self.problem = ProblemLabel()
        self._lay_out()

        self.last.returnPressed.connect(self.report_button.click)
        self.report_button.clicked.connect(lambda: ask_folder(self._on_place_chosen))

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(LabelledField(_("&Kind"), self.kind))
        months = QHBoxLayout()
        months.setSpacing(16)
        months.addWidget(LabelledField(_("&From"), self.first))
        months.addWidget(LabelledField(_("&Until"), self.last))
        card.body.addLayout(months)
        card.body.addWidget(Muted(_("A month such as 2026-01; whole months, both included.")))
        card.body.addWidget(self.problem)
        action = QHBoxLayout()
        action.addStretch(1)
        action.addWidget(self.report_button)
        card.body.addLayout(action)
        card.body.addWidget(self.state)
        page = ColumnPage()
        page.body.addWidget(SectionHeading(_("Report")))
        page.body.addWidget(
            Muted(
                _(
                    "Written as a page for the browser, a workbook, plain tables and paper, all "
                    "from the same numbers. The same ledger gives the same files."
                )
            )
        )
        page.body.addWidget(card)
        filled(page, self)
        self.setFocusProxy(self.kind)

    def start(self, month: str) -> None:
        """Offer *month* as the first and the last."""
        self.first.setText(month)
        self.last.setText(month)

    def _on_place_chosen(self, folder: Path) -> None:
        write, kind = self._write_report, str(self.kind.currentData())
        first, last = self.first.text().strip(), self.last.text().strip()
        self.report_button.setEnabled(False)
        self.problem.clear()
        self.state.setText(_("Adding up and writing…"))
        self._jobs.run(
            lambda: write(kind, first, last, folder),
            on_done=lambda files: self._on_written(folder, files),
            on_error=self._on_failed,
        )

    def _on_written(self, folder: Path, files: tuple[Path, ...]) -> None:
        self.report_button.setEnabled(True)
        names = ", ".join(path.name for path in files)
        self.state.setText(_("Written to {folder}: {names}").format(folder=folder, names=names))

    def _on_failed(self, error: ClinicError) -> None:
        self.report_button.setEnabled(True)
        self.state.setText("")
        self.problem.show_error(error)
