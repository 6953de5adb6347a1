"""A screen of one column that scrolls where the window is low."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from clinic_app.ui.theme import LARGE_TYPE, type_factor


class ColumnPage(QScrollArea):
    """One readable column in the middle; things go into ``body``.

    It widens with the type: what fits beside each other at first does so at twice the size.
    """

    def __init__(self, *, width: int = 640) -> None:
        super().__init__()
        self._width = width
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = column = QWidget()
        self._widen()
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(16)
        inside = QWidget()
        middle = QHBoxLayout(inside)
        middle.setContentsMargins(24, 32, 24, 32)
        middle.addStretch(1)
        middle.addWidget(column, 100, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        self.setWidget(inside)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt calls it by this name
        """Follow the size of the type."""
        if event.type() == QEvent.Type.StyleChange:
            self._widen()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt calls it by this name
        """Begin at the top, wherever somebody left it the last time."""
        super().showEvent(event)
        if not event.spontaneous():
            self.verticalScrollBar().setValue(0)

    def _widen(self) -> None:
        self._column.setMaximumWidth(round(self._width * type_factor()))


class ButtonRow(QWidget):
    """Buttons side by side; one below the other where large type leaves no room for that."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        for button in buttons:
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt calls it by this name
        """Follow the size of the type."""
        if event.type() == QEvent.Type.StyleChange:
            self._turn()
        super().changeEvent(event)

    def _turn(self) -> None:
        is_large = type_factor() >= LARGE_TYPE
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if is_large else direction.LeftToRight)


def at_top(layout: QLayout) -> QVBoxLayout:
    """Return *layout* with the room that is left below it.

    Qt's own alignment of a layout asks how high its words are at their widest, and cuts those
    that are narrower and so have more lines.
    """
    outer = QVBoxLayout()
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addLayout(layout)
    outer.addStretch(1)
    return outer


def left_stack(*buttons: QWidget, spacing: int = 0) -> QVBoxLayout:
    """Return small buttons one below the other, each only as wide as its words.

    Args:
        buttons: From the top.
        spacing: Pixels between them; quiet ones need none.
    """
    stack = QVBoxLayout()
    stack.setSpacing(spacing)
    for button in buttons:
        stack.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return stack


def filled(page: ColumnPage, screen: QWidget) -> None:
    """Make *page* all that *screen* shows."""
    layout = QVBoxLayout(screen)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
