"""What this program is, and the licences of what we ship."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from clinic_app.translation import gettext as _
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import back_button
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.text import Heading, Muted
from clinic_app.workflows.licences import COMPONENTS, PROGRAM_VERSION, Component


class AboutScreen(QWidget):
    """The program in three sentences, and a list with the licence's text beside it.

    Signals:
        closed: Back to where the person came from.
    """

    closed = Signal()

    def __init__(
        self,
        *,
        version: Callable[[Component], str],
        licence_text: Callable[[Component], str],
    ) -> None:
        super().__init__()
        self._licence_text = licence_text
        self.back_button = back_button()
        self.model: RowsModel[Component] = RowsModel(
            (
                Column(_("Part"), lambda part: part.name),
                Column(_("Version"), version),
                Column(_("Licence"), lambda part: part.licence),
            )
        )
        self.model.set_rows(COMPONENTS)
        self.table = RowsTable(_("What we ship of others"), {1: 80, 2: 190}, stretched=0)
        self.text = QPlainTextEdit()
        self._prepare_table()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.table.selectionModel().currentRowChanged.connect(
            lambda current, _before: self._on_row_chosen(current.row())
        )

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read a licence only once somebody looks: to find it, hundreds of names are read."""
        super().showEvent(event)
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Text of the licence"))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("About")), 1)
        layout.addLayout(top)
        layout.addWidget(
            Muted(
                _(
                    "Clinic intake {version}, under the MIT licence. It reports findings with "
                    "their sources; the representative decides. It opens no network connection."
                ).format(version=PROGRAM_VERSION)
            )
        )
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.table, 1)
        columns.addWidget(self.text, 1)
        layout.addLayout(columns, 1)
        self.setFocusProxy(self.table)

    def _on_row_chosen(self, row: int) -> None:
        self.text.setPlainText(
            self._licence_text(self.model.row(row)) or _("Its package carries no text of its own.")
        )
