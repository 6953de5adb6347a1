"""Whom to call: results that are no longer what the person was told."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel
from clinic_app.workflows.sweep import Call
from clinic_app.workflows.sweep_words import call_words


class CallListScreen(QWidget):
    """One line for each person, the earliest deadline first.

    Signals:
        closed: The worker goes back.
        client_requested: Open a client's file. Carries the client's id.
        print_requested: The list on paper.
    """

    closed = Signal()
    client_requested = Signal(str)
    print_requested = Signal()

    def __init__(
        self,
        *,
        load: Callable[[], tuple[Call, ...]],
        country_name: Callable[[str], str],
        language_name: Callable[[str], str],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._load = load
        self._jobs = jobs
        self.back_button = back_button()
        self.hint = Muted("")
        self.problem = ProblemLabel()
        self.model: RowsModel[Call] = RowsModel(
            (
                Column(
                    _("Last day"), lambda call: day_words(call.deadline) if call.deadline else ""
                ),
                Column(_("Code"), lambda call: call.code),
                Column(_("Name"), lambda call: call.name),
                Column(_("Phone"), lambda call: call.phone),
                Column(_("Language"), lambda call: language_name(call.language)),
                Column(_("TPS"), lambda call: country_name(call.country)),
                Column(_("What changed"), call_words),
            )
        )
        self.table = RowsTable(
            _("People to call"), {0: 100, 1: 80, 2: 240, 3: 130, 4: 130, 5: 110}, stretched=6
        )
        self.open_button = plain_button(_("&Open the file"))
        self.print_button = primary_button(_("&Print the list"))
        self._prepare_table()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.print_button.clicked.connect(self.print_requested)
        self.open_button.clicked.connect(self._on_open)
        self.table.activated.connect(self._on_open)

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("People to call")), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.hint, 1)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.print_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(
            Muted(
                _(
                    "Their result is no longer what they were told. Whoever is screened again "
                    "leaves this list."
                )
            )
        )
        layout.addWidget(self.problem)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.setFocusProxy(self.table)

    def load(self) -> None:
        """Fetch the list and draw it."""
        self.problem.clear()
        self._jobs.run_aside(self._load, on_done=self.show_calls, on_error=self.problem.show_error)

    def show_calls(self, calls: tuple[Call, ...]) -> None:
        """Draw *calls*, in their order."""
        self.model.set_rows(calls)
        self.table.selectRow(0)
        for button in (self.open_button, self.print_button):
            button.setEnabled(bool(calls))
        self.hint.setText("" if calls else _("Nobody has to be called."))

    def _on_open(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.client_requested.emit(self.model.row(index.row()).client_id)
