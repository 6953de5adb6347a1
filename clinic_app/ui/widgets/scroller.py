"""A part of a screen that scrolls, and takes only the room that is left."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

_LEAST = QSize(160, 96)


class Scroller(QScrollArea):
    """Shows *inside*, as wide as there is room; its length never pushes others away."""

    def __init__(self, inside: QWidget, *, name: str = "") -> None:
        """Build the part; one with a *name* can be reached with Tab and scrolled by keys."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inside)
        if name:
            self.setAccessibleName(name)
            self.setProperty("reached", True)  # noqa: FBT003 - Qt's own order
        else:
            self.setFocusPolicy(self.focusPolicy().NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for little."""
        return _LEAST

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for little."""
        return _LEAST


def turn(area: QScrollArea, event: QKeyEvent) -> None:
    """Scroll *area* where *event* is Page Up or Page Down; at its end what lies around scrolls."""
    bar, action = area.verticalScrollBar(), QScrollBar.SliderAction
    before = bar.value()
    if event.key() == Qt.Key.Key_PageUp:
        bar.triggerAction(action.SliderPageStepSub)
    elif event.key() == Qt.Key.Key_PageDown:
        bar.triggerAction(action.SliderPageStepAdd)
    event.setAccepted(bar.value() != before)


def lead_to(part: QWidget) -> None:
    """Give *part* the caret, and scroll to it whatever it lies in."""
    part.setFocus(Qt.FocusReason.TabFocusReason)
    bring_into_sight(part)


def bring_into_sight(part: QWidget) -> None:
    """Scroll to *part* whatever it lies in; what is longer than the room there stays as it is."""
    around = part.parentWidget() if part.isVisible() else None
    while around is not None:
        if isinstance(around, QScrollArea) and part.height() <= around.viewport().height():
            around.ensureWidgetVisible(part)
        around = around.parentWidget()


def bring_into_sight_soon(part: QWidget) -> None:
    """Scroll to *part* once what was shown or hidden with it has its place."""
    QTimer.singleShot(0, part, lambda: bring_into_sight(part))
