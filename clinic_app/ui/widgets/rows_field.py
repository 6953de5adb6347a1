"""An answer that is a list: trips, arrests; each entry a small form."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import plain_button, quiet_button
from clinic_app.ui.widgets.columns import at_top
from clinic_app.ui.widgets.scroller import Scroller
from clinic_app.ui.widgets.text import SectionHeading

EntryField = QLineEdit | QComboBox
"""One part of an entry."""


class RowsField(QWidget):
    """Entries one below the other, none at first.

    Nothing is not the same as none: "none" is said by its own button. Both buttons have a digit, as
    choices have; Enter leads through the parts of an entry, and from the last one on.

    Signals:
        entered: The worker pressed Enter where nothing comes after: the answer is complete.
    """

    entered = Signal()

    def __init__(
        self,
        *,
        columns: tuple[tuple[str, str], ...],
        make_field: Callable[[str], EntryField],
        words_none: str,
    ) -> None:
        """Build an empty list.

        Args:
            columns: Id and words of each part of an entry.
            make_field: Makes an empty field for the part with this id.
            words_none: What the button says that means there is none.
        """
        super().__init__()
        self._columns = columns
        self._make_field = make_field
        self.entries: list[dict[str, EntryField]] = []
        self._frames: list[QFrame] = []
        self.none_button = QPushButton(f"1   {words_none}")
        self.none_button.setCheckable(True)
        self.none_button.setAutoDefault(False)
        self.none_button.setProperty("kind", "choice")
        self.add_button = plain_button(_("2   &Add one"))
        self.add_button.setProperty("kind", "choice")
        self._list = QVBoxLayout()
        self._lay_out()
        self.setFocusProxy(self.none_button)

        self.none_button.clicked.connect(self._on_none_clicked)
        self.add_button.clicked.connect(self._on_add_clicked)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("plainPage")
        self._list.setContentsMargins(0, 0, 8, 0)
        inside.setLayout(at_top(self._list))
        self.scroller = Scroller(inside)
        buttons = QHBoxLayout()
        buttons.addWidget(self.none_button)
        buttons.addWidget(self.add_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(buttons)
        layout.addWidget(self.scroller, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose by digit; Enter is the next part, and after the last one the answer."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._lead_on()
        elif event.text() == "1":
            self.none_button.click()
            self.none_button.setFocus()
        elif event.text() == "2":
            self.add_button.click()
        else:
            super().keyPressEvent(event)

    def _lead_on(self) -> None:
        parts = [field for entry in self.entries for field in entry.values()]
        now = self.focusWidget()
        for part, following in pairwise(parts):
            if part is now:
                following.setFocus(Qt.FocusReason.TabFocusReason)
                self.scroller.ensureWidgetVisible(following)
                return
        self.entered.emit()

    @property
    def is_none(self) -> bool:
        """Whether the worker said that there is none."""
        return self.none_button.isChecked()

    def typed_rows(self) -> tuple[Mapping[str, str], ...]:
        """Return what stands in each entry, by the part's id; blank parts are empty."""
        return tuple({key: _text(field) for key, field in entry.items()} for entry in self.entries)

    def show_rows(self, rows: tuple[Mapping[str, str], ...], *, is_none: bool) -> None:
        """Draw entries that were given before."""
        self._clear()
        self.none_button.setChecked(is_none)
        for row in rows:
            self._add(row)

    def entry_count(self) -> int:
        """Return how many entries there are."""
        return len(self.entries)

    def show_entry_count(self, count: int) -> None:
        """Draw so many entries; new ones are empty."""
        while len(self.entries) > count:
            self._remove(self._frames[-1], self.entries[-1])
        while len(self.entries) < count:
            self._add({})

    def show_problem_at(self, number: int, key: str) -> None:
        """Lead to the part of an entry that is wrong, counted from 0."""
        field = self.entries[number][key]
        field.setFocus()
        self.scroller.ensureWidgetVisible(field)

    def _clear(self) -> None:
        for frame in self._frames:
            frame.deleteLater()
        self._frames.clear()
        self.entries.clear()

    def _on_none_clicked(self) -> None:
        if self.none_button.isChecked():
            self._clear()

    def _on_add_clicked(self) -> None:
        self.none_button.setChecked(False)
        self._add({})
        first = next(iter(self.entries[-1].values()))
        first.setFocus()
        self.scroller.ensureWidgetVisible(first)

    def _add(self, row: Mapping[str, str]) -> None:
        frame = QFrame()
        frame.setObjectName("entry")
        entry: dict[str, EntryField] = {}
        remove = quiet_button(_("Remove"))
        top = QHBoxLayout()
        top.addWidget(SectionHeading(str(len(self.entries) + 1)), 1)
        top.addWidget(remove)
        form = QGridLayout()
        form.setVerticalSpacing(8)
        form.setColumnStretch(0, 2)
        form.setColumnStretch(1, 3)
        for number, (key, words) in enumerate(self._columns):
            field = self._make_field(key)
            field.setAccessibleName(words)
            label = QLabel(words)
            label.setWordWrap(True)
            label.setBuddy(field)
            form.addWidget(label, number, 0)
            form.addWidget(field, number, 1)
            _fill(field, row.get(key, ""))
            entry[key] = field
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.addLayout(top)
        layout.addLayout(form)
        self._list.addWidget(frame)
        self._frames.append(frame)
        self.entries.append(entry)
        remove.clicked.connect(lambda: self._remove(frame, entry))

    def _remove(self, frame: QFrame, entry: dict[str, EntryField]) -> None:
        self._frames.remove(frame)
        self.entries.remove(entry)
        frame.deleteLater()
        self.add_button.setFocus()


def _text(field: EntryField) -> str:
    if isinstance(field, QLineEdit):
        return field.text().strip()
    return str(field.currentData())


def _fill(field: EntryField, value: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(value)
    else:
        field.setCurrentIndex(max(0, field.findData(value)))
