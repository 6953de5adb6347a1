"""Headquarters' totals over any range of months: at least, and at most."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.headquarters_view import TotalLine, TotalsView
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import primary_button
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.rows_table import rows_table
from clinic_app.ui.widgets.text import Muted, PlainLabel, ProblemLabel, SectionHeading

_Period = tuple[str, str]


class HeadquartersTotalsScreen(QWidget):
    """Two months, and a line for each thing that is counted."""

    def __init__(self, *, totals: Callable[[str, str], TotalsView], jobs: Jobs) -> None:
        """Build the screen.

        Args:
            totals: From the first and the last month to what they add up to.
            jobs: Where it runs.
        """
        super().__init__()
        self._totals = totals
        self._jobs = jobs
        self._view = TotalsView((), "")
        self._shown: _Period | None = None
        self._asked: _Period | None = None
        self._round = 0
        self.first = text_field(most_characters=7)
        self.last = text_field(most_characters=7)
        self.add_button = primary_button(_("&Add up"))
        self.busy = Busy()
        self.notes = PlainLabel(_("Nothing was added up yet. Choose the months, then “Add up”."))
        self.problem = ProblemLabel()
        self.model: RowsModel[TotalLine] = RowsModel(
            (
                Column(_("What is counted"), lambda line: line.words),
                Column(_("At least"), lambda line: line.least),
                Column(_("At most"), lambda line: line.most),
            )
        )
        self.table = rows_table(self.model, _("Totals"), (400, 160, 220))
        self._lay_out()

        self.last.returnPressed.connect(self.add_button.click)
        self.add_button.clicked.connect(self.load)

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(16)
        asked.addWidget(LabelledField(_("&From"), self.first))
        asked.addWidget(LabelledField(_("&Until"), self.last))
        button = QVBoxLayout()
        button.addStretch(1)
        button.addWidget(self.add_button)
        asked.addLayout(button)
        asked.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(SectionHeading(_("Totals")))
        layout.addLayout(asked)
        for part in (self.busy, self.problem, self.notes):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addWidget(
            Muted(
                _(
                    "A number of a clinic and month is exact. Under a label only crowds are shown, "
                    "so what a label comes to lies between two numbers. Where a clinic is silent "
                    "nobody knows the most."
                )
            )
        )
        self.setFocusProxy(self.first)

    def start(self, first: str, last: str) -> None:
        """Offer a period."""
        self.first.setText(first)
        self.last.setText(last)

    def load(self) -> None:
        """Add up the period that stands in the fields."""
        if not self.add_button.isEnabled():
            return
        self.add_button.setEnabled(False)
        self._add_up((self.first.text().strip(), self.last.text().strip()))

    def show_again(self) -> None:
        """Add up once more what is shown or under way: the ledger may know more by now."""
        self.problem.clear()
        period = self._shown if self.add_button.isEnabled() else self._asked
        if period is not None:
            self._add_up(period)

    def _add_up(self, period: _Period) -> None:
        totals = self._totals
        self._asked = period
        self._round += 1
        number = self._round

        def on_done(view: TotalsView) -> None:
            if number == self._round:  # else another was asked for since
                self._end()
                self._shown = period
                self._draw(view)

        def on_error(error: ClinicError) -> None:
            if number == self._round:
                self._end()
                self.problem.show_error(error)

        self.problem.clear()
        self.busy.begin(_("Opening each clinic's last bundle and adding up…"))
        self._jobs.run_aside(lambda: totals(*period), on_done=on_done, on_error=on_error)

    def _draw(self, view: TotalsView) -> None:
        if view == self._view:
            return  # what the worker reads stays where it is
        self._view = view
        self.model.set_rows(view.lines)
        self.notes.setText(view.notes)
        self.notes.setVisible(bool(view.notes))

    def _end(self) -> None:
        self.busy.end()
        self.add_button.setEnabled(True)
