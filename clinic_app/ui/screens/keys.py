"""The key sheet: what can be done without a mouse, on one page."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import primary_button
from clinic_app.ui.widgets.scroller import Scroller
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, SectionHeading

_FRAME = QSize(16, 48)
"""What a window system draws around a dialog."""

_EDGE = QSize(24, 8)
"""Of the part that scrolls: its ring, and a bar at its side."""


class KeysDialog(QDialog):
    """Keys in two columns, where they are too wide in one; Esc or Enter closes."""

    def __init__(self, parent: QWidget | None, *, is_headquarters: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(keys_title())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.close_button = primary_button(_("Close"))
        self.close_button.clicked.connect(self.accept)
        inside = QWidget()
        self._columns = columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        columns.setContentsMargins(8, 8, 8, 0)
        columns.setSpacing(48)
        for groups in _at_headquarters() if is_headquarters else _at_clinic():
            column = QVBoxLayout()
            column.setSpacing(8)
            for title, keys in groups:
                column.addWidget(SectionHeading(title))
                column.addLayout(_grid_of(keys))
                column.addSpacing(12)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.scroller = Scroller(inside, name=keys_title())
        bottom = QHBoxLayout()
        bottom.addWidget(Muted(_("An underlined letter is pressed together with Alt.")), 1)
        bottom.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(16)
        layout.addWidget(Heading(_("Keys")))
        layout.addWidget(self.scroller, 1)
        layout.addLayout(bottom)
        self._fit()

    def _fit(self) -> None:
        """Take the room that all keys need; where the screen has less, they scroll."""
        around = self.sizeHint() - self.scroller.sizeHint() + _EDGE
        room = self.screen().availableSize() - _FRAME
        if (self._columns.sizeHint() + around).width() > room.width():
            self._columns.setDirection(QBoxLayout.Direction.TopToBottom)
            self._columns.setSpacing(0)
        wanted = self._columns.sizeHint() + around
        self.resize(wanted.boundedTo(room))
        if wanted.height() > room.height():
            self.scroller.setFocus()  # the arrows scroll, and Enter still closes
        else:
            self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.close_button.setFocus()


def keys_title() -> str:
    """Return the words over the dialog."""
    return _("Keys")


Keys = tuple[tuple[str, str], ...]


def _grid_of(keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for row, (key, words) in enumerate(keys):
        cap = PlainLabel(key)
        cap.setObjectName("key")
        cap.setWordWrap(False)
        grid.addWidget(cap, row, 0, Qt.AlignmentFlag.AlignLeft)
        meaning = PlainLabel(words)
        meaning.setWordWrap(False)
        grid.addWidget(meaning, row, 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 130)
    return grid


def _at_headquarters() -> tuple[tuple[tuple[str, Keys], ...], ...]:
    everywhere = (
        ("F1", _("this sheet")),
        ("Ctrl+L", _("lock")),
        ("Alt+I P C M O Q R", _("the places in the row at the top")),
        *_leading_on(),
        _larger(),
    )
    return (((_("Headquarters"), everywhere),),)


def _leading_on() -> Keys:
    return (
        ("Tab", _("the next field or button")),
        ("Enter", _("the button in hand, or the next field")),
    )


def _larger() -> tuple[str, str]:
    return "Ctrl++  Ctrl+-", _("larger or smaller type")


def _at_clinic() -> tuple[tuple[tuple[str, Keys], ...], ...]:
    everywhere = (
        ("F1", _("this sheet")),
        ("Ctrl+F", _("find a client")),
        ("Ctrl+L", _("lock")),
        ("Alt+T C K S I", _("the places in the row at the top")),
        *_leading_on(),
        ("Esc", _("back; nothing that was saved is lost")),
        _larger(),
    )
    screening = (
        (_("digit"), _("choose an answer; Y and N for yes and no")),
        ("Enter", _("next question")),
        ("Ctrl+Enter", _("next, from any field of a list")),
        ("Shift+Enter", _("the question before")),
        ("F2", _("the client does not know")),
        ("F9", _("client view: hides what was found")),
    )
    counting = (
        ("1 to 9", _("one more person in that box")),
        ("T", _("one more trained")),
        ("Backspace", _("take the last one back")),
        ("P", _("pause")),
    )
    paper = (
        ("Ctrl+P", _("print the sheet on screen")),
        ("PgUp PgDn", _("turn its pages")),
        ("Ctrl+N", _("register somebody new")),
    )
    return (
        ((_("Everywhere"), everywhere), (_("Paper and clients"), paper)),
        ((_("Screening"), screening), (_("Counting heads"), counting)),
    )
