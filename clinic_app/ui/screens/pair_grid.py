"""Two files side by side: what differs is marked, and one of the two is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QWidget,
)

from clinic_app.translation import gettext as _
from clinic_app.ui.models.pair_view import PairRow
from clinic_app.ui.widgets.text import Muted, PlainLabel

_TITLE, _MARK, _LEFT, _RIGHT = range(4)
_BUTTON_SPACE_PX = 6
"""Above the first line of words beside a button."""


class PairGrid(QWidget):
    """One line for each thing that is known, file 1 on the left and file 2 on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: list[QRadioButton] = []
        self._of_right: list[tuple[QRadioButton, PairRow]] = []
        self._rows: tuple[PairRow, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        for column, share in enumerate((2, 0, 4, 4)):
            self._grid.setColumnStretch(column, share)

    def show_rows(self, rows: tuple[PairRow, ...]) -> None:
        """Draw *rows*; where both files say something else, the left one is chosen."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)  # at once: what is read of the screen must not find it
                widget.deleteLater()
        self.choices.clear()
        self._of_right.clear()
        self._rows = rows
        if rows:
            self._grid.addWidget(PlainLabel(_("File 1"), role="fieldName"), 0, _LEFT)
            self._grid.addWidget(PlainLabel(_("File 2"), role="fieldName"), 0, _RIGHT)
        for number, row in enumerate(rows, start=1):
            self._add_row(number, row)

    def taken(self) -> frozenset[str]:
        """Return the fields that are chosen of file 2, or that it alone says."""
        chosen = [row for button, row in self._of_right if button.isChecked()]
        chosen += [row for row in self._rows if row.is_right_alone]
        return frozenset(field for row in chosen for field in row.fields)

    def _add_row(self, number: int, row: PairRow) -> None:
        top = Qt.AlignmentFlag.AlignTop
        is_choice = row.differs and row.is_offered
        space = _BUTTON_SPACE_PX if is_choice else 0
        title = Muted(row.title)
        title.setContentsMargins(0, space, 0, 0)
        self._grid.addWidget(title, number, _TITLE, top)
        if row.differs:
            self._grid.addWidget(_mark(row, space), number, _MARK, top)
        if not is_choice:
            for column, words in ((_LEFT, row.left), (_RIGHT, row.right)):
                label = PlainLabel(words or _("not said"), role="" if words else "muted")
                self._grid.addWidget(label, number, column, top)
            return
        left, right = self._choice(row, row.left, 1), self._choice(row, row.right, 2)
        left.setChecked(True)
        group = QButtonGroup(left)
        for column, button, words in ((_LEFT, left, row.left), (_RIGHT, right, row.right)):
            group.addButton(button)
            self._grid.addWidget(_beside(button, words), number, column, top)
        self._of_right.append((right, row))

    def _choice(self, row: PairRow, words: str, file: int) -> QRadioButton:
        button = QRadioButton()
        button.setAccessibleName(
            _("{what} of file {number}: {words}").format(what=row.title, number=file, words=words)
        )
        self.choices.append(button)
        return button


def _mark(row: PairRow, space: int) -> QLabel:
    mark = QLabel("≠")
    mark.setProperty("status", "needs_review")
    mark.setAccessibleName(_("{what} differs").format(what=row.title))
    mark.setContentsMargins(0, space, 0, 0)
    return mark


def _beside(button: QRadioButton, words: str) -> QWidget:
    """Return the button and its words, which may be too long for one line of a button."""
    cell = QWidget()
    line = QHBoxLayout(cell)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(PlainLabel(words, role="said"), 1)
    return cell
