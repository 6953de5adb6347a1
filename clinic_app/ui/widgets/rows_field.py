"""An answer that is a list: trips, arrests; each entry a small form."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.theme import LARGE_TYPE, type_factor
from clinic_app.ui.widgets.buttons import plain_button
from clinic_app.ui.widgets.columns import at_top
from clinic_app.ui.widgets.rows_entry import EntryField, RowsEntry
from clinic_app.ui.widgets.scroller import Scroller, lead_to

_PART_PX = 250
"""How wide a part of an entry is at least, with type of the first size."""


class RowsField(QWidget):
    """Entries one below the other, none at first.

    Nothing is not the same as none: "none" is said by its own button. Both buttons have a digit, as
    choices have; Enter leads through the parts of an entry, and from the last one on.

    Signals:
        entered: The worker pressed Enter where nothing comes after: the answer is complete.
        counted: There are more or fewer entries than before.
    """

    entered = Signal()
    counted = Signal()

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
        self.entries: list[RowsEntry] = []
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
        parts = [field for entry in self.entries for field in entry.fields.values()]
        now = self.focusWidget()
        for part, following in pairwise(parts):
            if part is now:
                lead_to(following)
                return
        self.entered.emit()

    @property
    def is_none(self) -> bool:
        """Whether the worker said that there is none."""
        return self.none_button.isChecked()

    def typed_rows(self) -> tuple[Mapping[str, str], ...]:
        """Return what stands in each entry, by the part's id; blank parts are empty."""
        return tuple(entry.typed() for entry in self.entries)

    def show_rows(self, rows: tuple[Mapping[str, str], ...], *, is_none: bool) -> None:
        """Draw entries that were given before."""
        self.show_entry_count(0)
        self.none_button.setChecked(is_none)
        self.show_entry_count(len(rows))
        for entry, row in zip(self.entries, rows, strict=True):
            entry.show_typed(row)

    def entry_count(self) -> int:
        """Return how many entries there are."""
        return len(self.entries)

    def show_entry_count(self, count: int) -> None:
        """Draw so many entries; new ones are empty."""
        while len(self.entries) > count:
            self._remove(self.entries[-1])
        while len(self.entries) < count:
            self._add()

    def show_problem_at(self, number: int, key: str) -> None:
        """Lead to the part of an entry that is wrong, counted from 0."""
        lead_to(self.entries[number].fields[key])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Use the room there is."""
        super().resizeEvent(event)
        self._use_the_room()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._use_the_room()

    def _use_the_room(self) -> None:
        factor = type_factor()
        for entry in self.entries:
            entry.show_beside(int(self.width() / (_PART_PX * factor)))
        # Large type makes the whole screen scroll: one entry need not scroll inside that.
        is_whole = factor >= LARGE_TYPE and bool(self.entries)
        self.scroller.setMinimumHeight(self.entries[-1].sizeHint().height() if is_whole else 0)
        for button in (self.none_button, self.add_button):
            button.setMinimumHeight(button.sizeHint().height())  # the style's own does not grow

    def _on_none_clicked(self) -> None:
        if self.none_button.isChecked():
            self.show_entry_count(0)

    def _on_add_clicked(self) -> None:
        self.none_button.setChecked(False)
        self._add()
        lead_to(next(iter(self.entries[-1].fields.values())))

    def _add(self) -> None:
        entry = RowsEntry(self._columns, self._make_field)
        self.entries.append(entry)
        entry.remove_button.clicked.connect(lambda: self._on_remove_clicked(entry))
        self._list.addWidget(entry)
        self._recount()

    def _remove(self, entry: RowsEntry) -> None:
        self.entries.remove(entry)
        entry.setParent(None)  # nobody who reads the fields finds it any more
        entry.deleteLater()
        self._recount()

    def _recount(self) -> None:
        for number, entry in enumerate(self.entries, 1):
            entry.show_number(number)
        self._use_the_room()
        self.counted.emit()

    def _on_remove_clicked(self, entry: RowsEntry) -> None:
        self._remove(entry)
        self.add_button.setFocus()
