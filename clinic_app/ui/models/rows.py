"""A table of frozen values: named columns, replaced as a whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading, and what it shows of a row.

    Attributes:
        has_tip: The pointer over a cell shows all of it. For nobody's name: a tip is a window of
            its own, which a picture of the screen may show.
    """

    heading: str
    text: Callable[[Row], str]
    has_tip: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows in the order given; the whole row is what a screen gets back."""

    def __init__(self, columns: tuple[Column[Row], ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show *rows* instead of what was shown."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return the value behind a line of the table, 0 first."""
        return self._rows[number]

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """See Qt."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """See Qt."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, all of them as its tip."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        is_tip = role == Qt.ItemDataRole.ToolTipRole and column.has_tip
        if not is_tip and role != Qt.ItemDataRole.DisplayRole:
            return None
        return column.text(self._rows[index.row()])

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading, at the left like what stands below it."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].heading
