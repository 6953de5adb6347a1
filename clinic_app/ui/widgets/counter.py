"""A button that counts: a number to be read from two metres, and the key that adds to it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy

from clinic_app.ui.widgets.text import PlainLabel

_LEAST_HEIGHT = 72


class CounterButton(QPushButton):
    """One number; pressing adds one."""

    def __init__(self, key: str) -> None:
        """Build the button; *key* is the digit that presses it, empty for none."""
        super().__init__()
        self.setObjectName("counter")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.number = PlainLabel("0")
        self.number.setObjectName("counterNumber")
        self.key = PlainLabel(key)
        self.key.setObjectName("key")
        if not key:
            self.key.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(12)
        layout.addStretch(1)
        for label in (self.number, self.key):
            label.setWordWrap(False)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Fit the number and its key."""
        inside = self.layout()
        hint = inside.sizeHint() if inside is not None else super().sizeHint()
        return hint.expandedTo(QSize(0, _LEAST_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never smaller than what it shows."""
        return self.sizeHint()
