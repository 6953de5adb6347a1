"""A table of rows of which one is chosen, such as a short list on a screen of several parts."""

from typing import Generic, TypeVar

from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.rows_table import RowsTable

Row = TypeVar("Row")


class ShortList(RowsTable, Generic[Row]):
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
        super().__init__(name, dict(enumerate(widths)), stretched=len(columns) - 1)
        self.rows: RowsModel[Row] = RowsModel(columns)
        self.setModel(self.rows)
        self.setMinimumHeight(height)

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
