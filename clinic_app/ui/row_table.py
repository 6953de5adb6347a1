"""A table of rows of which one is chosen, such as a short list on a screen of several parts."""

from typing import Generic, TypeVar

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from clinic_app.ui.models.rows import Column, RowsModel

Row = TypeVar("Row")


class RowTable(QTableView, Generic[Row]):
    """Shows rows; the last column takes the room that is left."""

    def __init__(
        self, name: str, columns: tuple[Column[Row], ...], *, height: int, widths: tuple[int, ...]
    ) -> None:
        """Build the table.

        Args:
            name: To be read aloud.
            columns: From the left.
            height: At least, in pixels.
            widths: Of the columns but the last, in pixels.
        """
        super().__init__()
        self.rows: RowsModel[Row] = RowsModel(columns)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMinimumHeight(height)
        self.verticalHeader().hide()
        last = len(columns) - 1
        self.horizontalHeader().setSectionResizeMode(last, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show *rows*, the first chosen; nothing at all where there are none."""
        self.rows.set_rows(rows)
        self.setVisible(bool(rows))
        if rows:
            self.selectRow(0)

    def chosen(self) -> Row | None:
        """Return the row that is chosen; None where there is none."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None
