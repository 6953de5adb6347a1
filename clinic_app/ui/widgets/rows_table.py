"""A table of whole rows: one is chosen at a time, by mouse or arrow keys."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QEvent, QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from clinic_app.ui.theme import BODY_POINTS


class RowsTable(QTableView):
    """One column takes what is left over beside the others.

    Those grow with the type, but then no wider than what stands in them.
    """

    def __init__(self, name: str, widths: Mapping[int, int], *, stretched: int) -> None:
        """Build the table.

        Args:
            name: Read aloud.
            widths: Of columns, in pixels at the ordinary size of type.
            stretched: The column that takes what is left over.
        """
        super().__init__()
        self._widths = dict(widths)
        self._stretched = stretched
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        """See Qt; the columns get their widths."""
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._draw_widths)
        self.horizontalHeader().setSectionResizeMode(
            self._stretched, QHeaderView.ResizeMode.Stretch
        )
        self._draw_widths()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt; another size of type is another width of the columns."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._draw_widths()

    def _draw_widths(self) -> None:
        larger = self.font().pointSizeF() / BODY_POINTS
        for column, ordinary in self._widths.items():
            width = round(ordinary * larger)
            if larger > 1:
                heading = self.horizontalHeader().sectionSizeHint(column)
                width = min(width, max(heading, self.sizeHintForColumn(column)))
            self.setColumnWidth(column, width)


def rows_table(model: QAbstractTableModel, name: str, widths: Sequence[int]) -> RowsTable:
    """Return a table of *model*.

    Args:
        model: Its rows.
        name: Read aloud.
        widths: Of the columns; the first takes what is left over beside the others.
    """
    table = RowsTable(name, dict(enumerate(widths)), stretched=0)
    table.setModel(model)
    return table


def choose_row(table: QAbstractItemView, row: int) -> None:
    """Choose a row as if it had been clicked: all of it, whether or not it is on screen yet."""
    table.selectionModel().setCurrentIndex(
        table.model().index(row, 0),
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
