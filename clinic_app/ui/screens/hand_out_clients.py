"""Handing clients out: which day laptop will see whom."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.client import Client
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.stick_work import StickWork
from clinic_app.ui.widgets.text import Heading, Muted

LaptopNames = tuple[tuple[str, str], ...]
"""Id and name of each day laptop."""


class HandOutClientsScreen(QWidget):
    """A laptop, come-back codes, and the people whom they mean.

    Signals:
        closed: The worker goes back.
        stick_requested: Choose the stick; laptop and people are :attr:`laptop_id`, :attr:`people`.
    """

    closed = Signal()
    stick_requested = Signal()

    def __init__(
        self, *, find: Callable[[tuple[str, ...]], tuple[Client, ...]], jobs: Jobs
    ) -> None:
        """Build the screen.

        Args:
            find: Returns the clients with these codes and their households.
            jobs: Where it runs.
        """
        super().__init__()
        self._find = find
        self._jobs = jobs
        self.people: tuple[Client, ...] = ()
        self.back_button = back_button()
        self.laptop = QComboBox()
        self.codes = text_field()
        self.find_button = plain_button(_("&Find them"))
        self.model: RowsModel[Client] = RowsModel(
            (
                Column(_("Code"), lambda client: client.code),
                Column(_("Name"), lambda client: client.name or _("no name kept")),
            )
        )
        self.table = QTableView()
        self.out_button = primary_button(_("&Hand out onto a stick…"))
        self.stick = StickWork(jobs)
        self._prepare_table()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.find_button.clicked.connect(self.find_people)
        self.codes.returnPressed.connect(self.find_people)
        self.codes.textEdited.connect(lambda _text: self._show_people(()))
        self.out_button.clicked.connect(self.stick_requested)
        self.stick.begun.connect(lambda: self.out_button.setEnabled(False))
        self.stick.ended.connect(lambda: self._show_people(()))

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Who is handed out"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setMinimumHeight(200)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        page = ColumnPage(width=760)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Hand out clients")), 1)
        page.body.addLayout(top)
        page.body.addWidget(
            Muted(
                _(
                    "A day laptop that sees a client again needs the file. A household goes as a "
                    "whole. Until the day laptop hands them over again, they are read here and "
                    "changed only there."
                )
            )
        )
        card = Card()
        card.body.addWidget(LabelledField(_("&Day laptop"), self.laptop))
        card.body.addWidget(LabelledField(_("Come-back c&odes, with spaces between"), self.codes))
        for button in (self.find_button, self.out_button):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            if button is self.out_button:
                card.body.addWidget(self.table)
            card.body.addLayout(row)
        card.body.addWidget(self.stick)
        page.body.addWidget(card)
        filled(page, self)
        self.setFocusProxy(self.codes)

    def start(self, laptops: LaptopNames) -> None:
        """Draw an empty form with *laptops* to choose from."""
        self.laptop.clear()
        for laptop_id, name in laptops:
            self.laptop.addItem(name, laptop_id)
        self.codes.clear()
        self.stick.clear()
        self._show_people(())

    @property
    def laptop_id(self) -> str:
        """The laptop that is chosen; empty where there is none."""
        return str(self.laptop.currentData() or "")

    def find_people(self) -> None:
        """Look up whom the codes mean."""
        self.stick.clear()
        find, codes = self._find, tuple(self.codes.text().split())
        self._jobs.run(lambda: find(codes), on_done=self._show_people, on_error=self.show_problem)

    def show_problem(self, error: ClinicError) -> None:
        """Say what went wrong and what to do next."""
        self.stick.problem.show_error(error)

    def _show_people(self, people: tuple[Client, ...]) -> None:
        self.people = people
        self.model.set_rows(people)
        self.out_button.setEnabled(bool(people and self.laptop_id))
        if people:
            self.out_button.setFocus()
