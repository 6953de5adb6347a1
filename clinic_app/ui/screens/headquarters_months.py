"""Headquarters' calendar: which clinic reported which month."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.headquarters_view import CalendarLine, CalendarView
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.rows_table import rows_table
from clinic_app.ui.widgets.text import Muted, PlainLabel, ProblemLabel, SectionHeading

_CLINIC_WIDTH = 200
"""At least; a longer name takes up to half of the table."""


class HeadquartersMonthsScreen(QWidget):
    """Clinics down, months across, the newest first; below, the month that is approved or unlocked.

    Signals:
        approve_requested: Lock a month. Carries it.
        unlock_requested: Unlock a month. Carries it and the reason.
        apart_requested: See the bundles that are kept apart.
    """

    approve_requested = Signal(str)
    unlock_requested = Signal(str, str)
    apart_requested = Signal()

    def __init__(self, *, calendar: Callable[[str, str], CalendarView], jobs: Jobs) -> None:
        """Build the screen.

        Args:
            calendar: From the first and the last month to what is known of each clinic.
            jobs: Where it runs.
        """
        super().__init__()
        self._calendar = calendar
        self._jobs = jobs
        self._shown = ("", "")
        self.first = text_field(most_characters=7)
        self.last = text_field(most_characters=7)
        self.show_button = primary_button(_("&Show"))
        self.summary = PlainLabel("")
        self.apart_button = quiet_button(_("S&ee what is kept apart"))
        self.month = text_field(most_characters=7)
        self.approve_button = plain_button(_("&Approve and lock"))
        self.reason = text_field()
        self.unlock_button = plain_button(_("U&nlock"))
        self.done = PlainLabel("")
        self.approved = Muted("")
        self.problem = ProblemLabel()
        self.model: RowsModel[CalendarLine] = RowsModel(())
        self.table = rows_table(self.model, _("Clinics and months"), ())
        self._lay_out()
        self.done.hide()
        self.apart_button.hide()

        self.last.returnPressed.connect(self.show_button.click)
        self.show_button.clicked.connect(self.load)
        self.apart_button.clicked.connect(self.apart_requested)
        self.approve_button.clicked.connect(
            lambda: self.approve_requested.emit(self.month.text().strip())
        )
        self.reason.returnPressed.connect(self.unlock_button.click)
        self.unlock_button.clicked.connect(
            lambda: self.unlock_requested.emit(self.month.text().strip(), self.reason.text())
        )

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(16)
        asked.addWidget(LabelledField(_("&From"), self.first))
        asked.addWidget(LabelledField(_("&Until"), self.last))
        asked.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignBottom)
        asked.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(SectionHeading(_("Months")))
        layout.addLayout(asked)
        layout.addWidget(self.problem)
        told = QHBoxLayout()
        told.setSpacing(16)
        told.addWidget(self.summary, 1)
        told.addWidget(self.apart_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(told)
        layout.addWidget(self.table, 1)
        layout.addWidget(
            Muted(
                _(
                    "Received: closed, and something was counted. Empty: closed with nothing. Kept "
                    "apart: a file with it came and does not count yet; it is in no total. Silent: "
                    "no close came; it is in no total. Not begun: before the first close. Left: "
                    "after its last month, see Clinics."
                )
            )
        )
        layout.addLayout(self._locking())
        layout.addWidget(self.done)
        layout.addWidget(self.approved)
        layout.addStretch()  # for what the table leaves where it is hidden
        self.setFocusProxy(self.first)

    def _locking(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(LabelledField(_("One mont&h"), self.month), 1)
        row.addWidget(self.approve_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(LabelledField(_("Reason to unloc&k it"), self.reason), 3)
        row.addWidget(self.unlock_button, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def start(self, first: str, last: str) -> None:
        """Offer a period, and its last month to be approved."""
        self.month.setText(last)
        self.reason.clear()
        self.first.setText(first)
        self.last.setText(last)
        self._shown = first, last

    def load(self) -> None:
        """Fetch the calendar of the period that stands in the fields, and draw it."""
        self._fetch(self.first.text().strip(), self.last.text().strip())

    def show_again(self) -> None:
        """Draw the period that is shown as the ledger stands now, whatever stands in the fields."""
        self._fetch(*self._shown)

    def show_done(self, words: str) -> None:
        """Draw what was approved or unlocked just now; *words* say what to know of it."""
        self.reason.clear()
        self.show_again()
        self._say_done(words)

    def show_refused(self, error: ClinicError) -> None:
        """Explain why nothing was approved or unlocked, over the ledger as it stands now."""
        self.show_again()
        self.show_error(error)

    def show_error(self, error: ClinicError) -> None:
        """Explain why nothing is shown."""
        self._say_done("")
        self.problem.show_error(error)

    def _fetch(self, first: str, last: str) -> None:
        calendar = self._calendar

        def on_done(view: CalendarView) -> None:
            self._shown = first, last
            self.show_calendar(view)

        self.problem.clear()
        self._say_done("")
        self._jobs.run(lambda: calendar(first, last), on_done=on_done, on_error=self.show_error)

    def _say_done(self, words: str) -> None:
        self.done.setText(words)
        self.done.setVisible(bool(words))

    def show_calendar(self, view: CalendarView) -> None:
        """Draw what is known of each clinic."""
        columns: tuple[Column[CalendarLine], ...] = (
            Column(_("Clinic"), lambda line: line.clinic, has_tip=True),
            *(Column(month, partial(_cell, number)) for number, month in enumerate(view.months)),
        )
        self.model = RowsModel(columns, self)
        self.model.set_rows(view.lines)
        self.table.setModel(self.model)
        # Not what is left over beside the others: of many months that is nothing.
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.resizeColumnsToContents()
        most = max(_CLINIC_WIDTH, self.table.viewport().width() // 2)
        self.table.setColumnWidth(0, min(most, max(_CLINIC_WIDTH, self.table.columnWidth(0))))
        self.table.setVisible(bool(view.lines))
        self.summary.setText(view.summary)
        self.apart_button.setVisible(view.is_any_apart)
        self.approved.setText(view.approved)


def _cell(number: int, line: CalendarLine) -> str:
    return line.cells[number]
