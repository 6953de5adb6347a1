"""The frame around every screen: places above, status below, one screen between."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import SIGNAL, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clinic_app.translation import gettext as _
from clinic_app.ui.theme import LARGE_TYPE, LIGHT, type_factor
from clinic_app.ui.widgets.buttons import press_at_once, quiet_button
from clinic_app.ui.widgets.icons import icon
from clinic_app.ui.widgets.rules_label import RulesLabel, RulesLine
from clinic_app.ui.widgets.text import Muted, PlainLabel

FIRST_SIZE = QSize(1240, 700)
"""Fits a 1366 x 768 screen beside the system's own bar."""

_ICON_SIZE = QSize(18, 18)
_CHOICES = (QRadioButton, QCheckBox, QComboBox, QSpinBox)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the row at the top.

    Attributes:
        words: With the Alt-letter marked by ``&``.
        icon: The name of a file in ``resources/icons``.
        open: Shows the place's first screen.
    """

    words: str
    icon: str
    open: Callable[[], None]


class MainWindow(QMainWindow):
    """The one window of the program.

    The screen between the two rows scrolls where the window is too low for it: with large
    type on a small laptop nothing is out of reach.

    Signals:
        lock_requested: The worker leaves the computer.
        find_requested: Somebody stands before the table: find them.
        new_requested: Somebody new stands before the table: register them.
        keys_requested: Show what the keyboard can do.
        closed: The window closes; what is under way must be ended and saved.
        screen_changing: Another screen is about to be shown. Carries it.
    """

    lock_requested = Signal()
    find_requested = Signal()
    new_requested = Signal()
    keys_requested = Signal()
    closed = Signal()
    screen_changing = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(_("Clinic intake"))
        self.resize(FIRST_SIZE)
        self.setMinimumSize(800, 480)
        self._group = QButtonGroup(self)
        self._pressed_in: QWidget | None = None

        self.navigation = QFrame()
        self.navigation.setObjectName("navigation")
        self.places: list[QPushButton] = []
        self._row = QHBoxLayout(self.navigation)
        self._row.setContentsMargins(16, 8, 16, 8)
        self._row.setSpacing(4)
        self.find_button = QPushButton(icon("search", LIGHT.muted), "")
        self.find_button.setObjectName("find")
        self.find_button.setAutoDefault(True)
        self.find_button.setAccessibleName(_("Find a client"))
        self.find_button.setToolTip(_("Ctrl+F"))
        press_at_once(self.find_button, "Ctrl+F")
        self.find_button.clicked.connect(self.find_requested)
        self.training = PlainLabel(_("Training: invented families"))
        self.training.setObjectName("training")
        self.place = QScrollArea()
        self.place.setWidgetResizable(True)
        self.place.setFrameShape(QFrame.Shape.NoFrame)
        self.place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.status_line = QFrame()
        self.status_line.setObjectName("statusLine")
        self.status = Muted()
        self.rules = RulesLabel()
        self.keys_button = quiet_button(_("Keys  F1"))
        self.keys_button.clicked.connect(self.keys_requested)
        self.lock_button = quiet_button(_("Lock  Ctrl+L"))
        self.lock_button.setIcon(icon("lock", LIGHT.accent))
        press_at_once(self.lock_button, "Ctrl+L")
        self.lock_button.clicked.connect(self.lock_requested)
        self.banner = PlainLabel(role="notice")
        self.banner.hide()
        self.cover_words = PlainLabel()
        self._stack = QStackedWidget()
        new = QShortcut(QKeySequence("Ctrl+N"), self.navigation)  # hidden while nobody is at work
        new.setAutoRepeat(False)
        new.activated.connect(self.new_requested)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.keys_requested)
        self._lay_out()
        self.clear()

    def _lay_out(self) -> None:
        self._row.addStretch(1)
        self._row.addWidget(self.find_button)
        self._below = QVBoxLayout(self.status_line)
        self._below.setContentsMargins(24, 4, 16, 4)
        self._below.setSpacing(4)
        self._line = QHBoxLayout()
        self._line.setSpacing(16)
        self._line.addWidget(self.training)
        self._line.addWidget(self.rules, 1)
        self._line.addWidget(self.keys_button)
        self._line.addWidget(self.lock_button)
        self._below.addLayout(self._line)
        self._fit_type()
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addWidget(self.place, 1)
        layout.addWidget(self.banner)
        layout.addWidget(self.status_line)
        cover = QWidget()
        self._covering = QVBoxLayout(cover)
        self._covering.addWidget(self.cover_words, 0, Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(inside)
        self._stack.addWidget(cover)
        self.setCentralWidget(self._stack)

    def _fit_type(self) -> None:
        """Give large type the room it needs.

        The status has the whole width: in a column it would take a third of the window. Finding
        gives up naming its keys, which *Keys* and the tip tell too, before its own words are cut.
        """
        if type_factor() < LARGE_TYPE:
            self._line.insertWidget(1, self.status, 1)
            self.find_button.setText(_(" Find a client…   Ctrl+F"))
        else:
            self._below.insertWidget(0, self.status)
            self.find_button.setText(_(" Find a client…"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the size of the type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_type()

    def cover(self, words: str) -> None:
        """Hide everything behind *words*, whatever is shown meanwhile, until ``uncover``."""
        self.cover_words.setText(words)
        self.show_banner("")
        self._stack.setCurrentIndex(1)
        self._covering.activate()
        self._stack.repaint()  # now, whatever keeps the window busy next

    def uncover(self) -> None:
        """Show what lies behind the cover."""
        self._stack.setCurrentIndex(0)

    @property
    def is_covered(self) -> bool:
        """Whether nothing but the cover can be seen."""
        return self._stack.currentIndex() == 1

    def show_banner(self, words: str) -> None:
        """Say something that is true of every screen; empty words take it away."""
        self.banner.setText(words)
        self.banner.setVisible(bool(words))

    def show_screen(self, screen: QWidget) -> None:
        """Show *screen* instead of the one before, which is given back to its owner."""
        if self.place.widget() is screen:
            return
        self.screen_changing.emit(screen)
        self.place.takeWidget()
        self.place.setWidget(screen)
        screen.show()

    def show_places(self, places: tuple[Place, ...], *, is_training: bool) -> None:
        """Draw the row at the top and the line below: somebody is signed in."""
        self._remove_places()
        for number, place in enumerate(places):
            button = QPushButton(icon(place.icon, LIGHT.ink), f" {place.words}")
            button.setIconSize(_ICON_SIZE)
            button.setCheckable(True)
            button.setAutoDefault(True)
            button.clicked.connect(place.open)
            self._group.addButton(button)
            self.places.append(button)
            self._row.insertWidget(number, button)
        self.training.setVisible(is_training)
        self.navigation.show()
        self.status_line.show()

    def mark_place(self, number: int) -> None:
        """Show that the screen belongs to this place, counted from 0."""
        self.places[number].setChecked(True)

    def show_status(self, words: str, rules: RulesLine) -> None:
        """Say who works here, what waits, and how old the rules are."""
        self.status.setText(words)
        self.rules.show_rules(rules)

    def clear(self) -> None:
        """Take everything of a session off the window."""
        self._remove_places()
        self.navigation.hide()
        self.status_line.hide()
        self.status.clear()
        self.rules.clear()
        self.show_banner("")
        screen = self.place.takeWidget()
        if screen is not None:
            screen.deleteLater()

    def _remove_places(self) -> None:
        for button in self.places:
            self._group.removeButton(button)
            button.setParent(None)  # its Alt-letter must not live on beside the next session's
            button.deleteLater()
        self.places.clear()

    def event(self, event: QEvent) -> bool:
        """Note where a key goes down: a line leads on by itself and lets its Enter through."""
        if event.type() == QEvent.Type.ShortcutOverride:
            self._pressed_in = self.focusWidget()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter lead on to the next field where nothing else is done; Qt lets it do nothing."""
        chosen = self.focusWidget()
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and chosen is self._pressed_in and _is_idle_at_enter(chosen):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Give the program the chance to end what is under way."""
        self.closed.emit()
        event.setAccepted(True)


def _is_idle_at_enter(part: QWidget | None) -> bool:
    """Whether *part* does nothing of its own at Enter: a choice, or a line nobody listens to."""
    if isinstance(part, QLineEdit):
        return part.receivers(SIGNAL("returnPressed()")) == 0
    return isinstance(part, _CHOICES)
