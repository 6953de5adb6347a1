"""A screen of one column that scrolls where the window is low."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget


class ColumnPage(QScrollArea):
    """One readable column in the middle; things go into ``body``."""

    def __init__(self, *, width: int = 640) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QWidget()
        column.setMaximumWidth(width)
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


def left_stack(*buttons: QWidget) -> QVBoxLayout:
    """Return small buttons one below the other, each only as wide as its words."""
    stack = QVBoxLayout()
    stack.setSpacing(0)
    for button in buttons:
        stack.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return stack


def filled(page: ColumnPage, screen: QWidget) -> None:
    """Make *page* all that *screen* shows."""
    layout = QVBoxLayout(screen)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
