"""One entry of an answer that is a list: a trip, an arrest."""

from collections.abc import Callable, Mapping
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
)

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import quiet_button
from clinic_app.ui.widgets.text import Muted, PlainLabel

EntryField = QLineEdit | QComboBox
"""One part of an entry."""


class RowsEntry(QFrame):
    """The parts of an entry beside each other, as many as there is room for."""

    def __init__(
        self, columns: tuple[tuple[str, str], ...], make_field: Callable[[str], EntryField]
    ) -> None:
        """Build an empty entry.

        Args:
            columns: Id and words of each part.
            make_field: Makes an empty field for the part with this id.
        """
        super().__init__()
        self.setObjectName("entry")
        self.number = PlainLabel(role="said")
        self.number.setWordWrap(False)
        self.fields = {key: make_field(key) for key, _words in columns}
        self.labels: list[QLabel] = []
        for key, words in columns:
            label = Muted(words)
            label.setBuddy(self.fields[key])
            self.labels.append(label)
            self.fields[key].setAccessibleName(words)
        self.remove_button = quiet_button(_("Remove"))
        self._beside = 0
        self._grid = QGridLayout()
        self._lay_out()
        self.show_beside(1)

    def _lay_out(self) -> None:
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(16)
        side = QVBoxLayout()
        side.addWidget(self.number)
        side.addWidget(self.remove_button)
        side.addStretch(1)
        self._around = layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(16)
        layout.addLayout(self._grid, 1)
        layout.addLayout(side)

    def show_number(self, number: int) -> None:
        """Say which of the entries this is, counted from 1."""
        self.number.setText(str(number))

    def show_beside(self, room: int) -> None:
        """Draw at most *room* parts beside each other, in lines of nearly the same length."""
        lines = ceil(len(self.labels) / max(1, room))
        beside = ceil(len(self.labels) / lines)
        if beside == self._beside:
            return
        for column in range(max(beside, self._beside)):
            self._grid.setColumnStretch(column, 1 if column < beside else 0)
        self._beside = beside
        for number, (label, field) in enumerate(
            zip(self.labels, self.fields.values(), strict=True)
        ):
            line, column = divmod(number, beside)
            self._grid.addWidget(label, 2 * line, column, Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(field, 2 * line + 1, column)
        self._around.invalidate()  # else it tells the height of before until it is drawn

    def typed(self) -> Mapping[str, str]:
        """Return what stands in each part, by its id; blank parts are empty."""
        return {key: _text(field) for key, field in self.fields.items()}

    def show_typed(self, row: Mapping[str, str]) -> None:
        """Draw an entry that was given before."""
        for key, value in row.items():
            if key in self.fields:
                _fill(self.fields[key], value)


def _text(field: EntryField) -> str:
    if isinstance(field, QLineEdit):
        return field.text().strip()
    return str(field.currentData())


def _fill(field: EntryField, value: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(value)
    else:
        field.setCurrentIndex(max(0, field.findData(value)))
