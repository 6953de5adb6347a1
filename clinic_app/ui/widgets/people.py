"""People of a client's file, each a button that opens theirs."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.records.client import Client
from clinic_app.records.merge import Merge
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import quiet_button
from clinic_app.ui.widgets.columns import left_stack
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.widgets.text import Muted


class Household(QWidget):
    """Everybody of one household, side by side; hidden while there is nobody.

    Signals:
        chosen: Open their file. Carries the client.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    def show_people(self, people: Iterable[Client]) -> None:
        """Draw a button for each of *people*."""
        _clear(self._row)
        self.buttons.clear()
        for one in people:
            if not self.buttons:
                self._row.addWidget(Muted(_("Household:")))
            button = _file_button(one, one.name or one.code)
            button.clicked.connect(lambda _checked=False, one=one: self.chosen.emit(one))
            self.buttons.append(button)
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.setVisible(bool(self.buttons))


class Alike(QWidget):
    """Whoever may be the same person, one below the other; hidden while there is nobody.

    Signals:
        chosen: Open their file. Carries the client.
        told_apart: The worker says that it is another person. Carries the client.
    """

    chosen = Signal(object)
    told_apart = Signal(object)

    def __init__(self, words: str) -> None:
        """Draw nobody; *words* are shown above whoever is."""
        super().__init__()
        self.buttons: list[QPushButton] = []
        self.apart_buttons: list[QPushButton] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Muted(words))
        layout.addLayout(self._rows)
        self.hide()

    def show_people(self, people: Iterable[Client]) -> None:
        """Draw a row for each of *people*."""
        _clear(self._rows)
        self.buttons.clear()
        self.apart_buttons.clear()
        for one in people:
            self._rows.addWidget(self._row_of(one))
        self.setVisible(bool(self.buttons))

    def _row_of(self, one: Client) -> QWidget:
        button = _file_button(one, _("{name} · {code}").format(name=one.name, code=one.code))
        button.clicked.connect(lambda _checked=False: self.chosen.emit(one))
        apart = quiet_button(_("No, {code} is another person").format(code=one.code))
        apart.clicked.connect(lambda _checked=False: self.told_apart.emit(one))
        self.buttons.append(button)
        self.apart_buttons.append(apart)
        both = QWidget()
        stack = left_stack(button, apart)
        stack.setContentsMargins(0, 0, 0, 0)
        both.setLayout(stack)
        return both


class MergedFiles(QWidget):
    """Which other files were taken into this one; hidden while none was.

    Signals:
        undo_requested: Let the two be two again. Carries the merge.
    """

    undo_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QPushButton] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def show_merges(self, merges: Iterable[tuple[Merge, Client]]) -> None:
        """Draw a row for each of *merges*, with the file that was taken in."""
        _clear(self._rows)
        self.buttons.clear()
        for made, file in merges:
            self._rows.addWidget(self._row_of(made, file))
        self.setVisible(self._rows.count() > 0)

    def _row_of(self, made: Merge, file: Client) -> QWidget:
        about = {"code": file.code, "day": day_words(made.stamp.day)}
        if made.way_back is None:
            return Muted(_("Merged with {code} on {day}.").format(**about))
        button = quiet_button(_("Merged with {code} on {day}: undo").format(**about))
        button.clicked.connect(lambda _checked=False: self.undo_requested.emit(made))
        self.buttons.append(button)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        return line


def _file_button(one: Client, words: str) -> QPushButton:
    button = quiet_button(words)
    button.setAccessibleName(_("Open the file of {code}").format(code=one.code))
    return button


def _clear(row: QHBoxLayout | QVBoxLayout) -> None:
    while (item := row.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
