"""A white sheet on the paper ground, and the hairline between things."""

from PySide6.QtWidgets import QFrame, QVBoxLayout


class Card(QFrame):
    """Things that belong together; they go into ``body``."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 16, 24, 16)
        self.body.setSpacing(12)


class Hairline(QFrame):
    """One thin line, instead of boxes in boxes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hairline")
