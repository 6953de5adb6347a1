"""Find a client as you type."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.client import Client
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import plain_button, primary_button
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel


class ClientsScreen(QWidget):
    """One field and a list.

    Signals:
        client_chosen: Open a client's file. Carries the client.
        register_requested: Register somebody new. Carries what was typed.
    """

    client_chosen = Signal(object)
    register_requested = Signal(str)

    def __init__(
        self,
        *,
        search: Callable[[str], tuple[Client, ...]],
        language_name: Callable[[str], str],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._search = search
        self._jobs = jobs
        self._found_for = ""
        self._opens_when_found = False

        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Name or come-back code"))
        self.field.setAccessibleName(_("Find a client by name or come-back code"))
        self.field.setClearButtonEnabled(True)
        self.model: RowsModel[Client] = RowsModel(
            (
                Column(_("Name"), lambda client: client.name or _("(tally only)")),
                Column(_("Code"), lambda client: client.code),
                Column(_("Born"), _birth_year),
                Column(_("Language"), lambda client: language_name(client.language)),
                Column(_("Registered"), lambda client: day_words(client.registered.day)),
            )
        )
        self.table = RowsTable(_("Clients found"), {1: 90, 2: 80, 3: 180, 4: 130}, stretched=0)
        self.hint = Muted("")
        self.open_button = plain_button(_("Open  Enter"))
        self.new_button = primary_button(_("Register somebody new  Ctrl+N"))
        self.problem = ProblemLabel()
        self._prepare_table()
        self._lay_out()

        self.field.textEdited.connect(self._on_field_text_edited)
        self.field.returnPressed.connect(self._on_field_entered)
        self.field.installEventFilter(self)
        self.table.activated.connect(self._on_open)
        self.open_button.clicked.connect(self._on_open)
        self.new_button.clicked.connect(self._on_new_clicked)

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)

    def _lay_out(self) -> None:
        label = QLabel(_("&Find a client"))
        label.setBuddy(self.field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.hint, 1)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.new_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(Heading(_("Clients")))
        layout.addWidget(label)
        layout.addWidget(self.field)
        layout.addWidget(self.problem)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Lead Down from the field into the list."""
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if watched is self.field and is_down and event.type() == QEvent.Type.KeyPress:
            self.table.setFocus()
            return True
        return super().eventFilter(watched, event)

    def load(self) -> None:
        """Search again for what stands in the field; the field gets the focus."""
        self.field.setFocus()
        self.field.selectAll()
        self._on_field_text_edited(self.field.text())

    def _on_field_text_edited(self, text: str) -> None:
        self.problem.clear()
        self._opens_when_found = False
        search = self._search
        self._jobs.run(
            lambda: search(text),
            on_done=partial(self._on_found, text),
            on_error=self._on_failed,
        )

    def _on_found(self, text: str, found: tuple[Client, ...]) -> None:
        if text != self.field.text():
            return  # an older search answers late
        self._found_for = text
        self.show_found(found)
        if self._opens_when_found:
            self._opens_when_found = False
            self._on_open()

    def show_found(self, found: tuple[Client, ...]) -> None:
        """Draw *found*, best first."""
        self.model.set_rows(found)
        self.open_button.setEnabled(bool(found))
        if found:
            self.table.selectRow(0)
            self.hint.setText("")
        elif self.field.text().strip():
            self.hint.setText(_("Nobody found. Check the spelling, or register somebody new."))
        else:
            self.hint.setText(_("Nobody is registered yet. Register the first person."))

    def _on_field_entered(self) -> None:
        """Open the first one found: of what stands in the field, not of what stood there before."""
        if self._found_for == self.field.text():
            self._on_open()
        else:
            self._opens_when_found = True

    def _on_open(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.client_chosen.emit(self.model.row(index.row()))

    def _on_new_clicked(self) -> None:
        self.register_requested.emit(self.field.text().strip())

    def _on_failed(self, error: ClinicError) -> None:
        self.problem.show_error(error)


def _birth_year(client: Client) -> str:
    return str(client.birth_date.year) if client.birth_date is not None else ""
