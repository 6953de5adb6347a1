"""The frame of an unlocked headquarters: its name, its places, one of them shown."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import quiet_button
from clinic_app.ui.widgets.fields import go_to
from clinic_app.ui.widgets.text import Heading, Muted


@dataclass(frozen=True, slots=True)
class HeadquartersPlace:
    """One entry of the row: its words, with the Alt-letter marked by ``&``, and its screen."""

    words: str
    screen: QWidget


class HeadquartersScreen(QWidget):
    """A row of places and the screen of one of them.

    Signals:
        closed: The person leaves headquarters.
        lock_requested: The person goes away from the computer for a while.
        opened: A place is shown. Carries its number, 0 first.
    """

    closed = Signal()
    lock_requested = Signal()
    opened = Signal(int)

    def __init__(self, places: tuple[HeadquartersPlace, ...]) -> None:
        super().__init__()
        self.heading = Heading("")
        self.about = Muted("")
        self.leave_button = quiet_button(_("&Lock and leave"))
        self.buttons: list[QPushButton] = []
        self._places = places
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._lay_out()
        for number, place in enumerate(places):
            self._add(number, place)
        self._row.addStretch(1)
        self._row.addWidget(self.leave_button)

        lock = QShortcut(QKeySequence("Ctrl+L"), self)
        lock.setAutoRepeat(False)
        lock.activated.connect(self.lock_requested)
        self._group.idClicked.connect(self.open)
        self.leave_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        navigation = QFrame()
        navigation.setObjectName("navigation")
        navigation.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(navigation)
        self._row.setContentsMargins(16, 8, 16, 8)
        self._row.setSpacing(4)
        top = QHBoxLayout()
        top.setContentsMargins(24, 12, 24, 0)
        top.setSpacing(16)
        top.addWidget(self.heading, 1)
        top.addWidget(self.about, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(navigation)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)

    def _add(self, number: int, place: HeadquartersPlace) -> None:
        button = QPushButton(place.words)
        button.setCheckable(True)
        button.setAutoDefault(True)
        self._group.addButton(button, number)
        self._row.addWidget(button)
        self.buttons.append(button)
        self._stack.addWidget(place.screen)

    @property
    def place(self) -> int:
        """The number of the place that is shown."""
        return self._stack.currentIndex()

    def start(self, name: str, about: str) -> None:
        """Draw whose headquarters it is, with its first place shown."""
        self.heading.setText(name)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.open(0)

    def open(self, number: int) -> None:
        """Show a place, 0 first; only the one that is seen asks for room."""
        policy = QSizePolicy.Policy
        for at, place in enumerate(self._places):
            wanted = policy.Preferred if at == number else policy.Ignored
            place.screen.setSizePolicy(wanted, wanted)
        self.buttons[number].setChecked(True)
        self._stack.setCurrentIndex(number)
        screen = self._places[number].screen
        self.setFocusProxy(screen)
        self.opened.emit(number)
        go_to(screen)
