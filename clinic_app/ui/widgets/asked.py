"""What is asked, in the worker's words and in the client's."""

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.text import Muted, PlainLabel, SectionHeading


class Asked(QWidget):
    """A question, why it is asked, and the same in the client's language."""

    def __init__(self) -> None:
        super().__init__()
        self.words = SectionHeading("")
        self.client_words = PlainLabel("", role="client")
        self.not_reviewed = Muted(_("translation not yet reviewed"))
        self.why = Muted("")
        self._worker = QVBoxLayout()
        self._worker.addWidget(self.words)
        self._worker.addStretch(1)
        client = QVBoxLayout()
        client.addWidget(self.client_words)
        client.addWidget(self.not_reviewed)
        client.addStretch(1)
        for part in (self._worker, client):
            part.setSpacing(4)  # its own: unsaid, it is that of the layout around it
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.addLayout(self._worker, 1)
        self._both.addLayout(client, 1)
        self.show_low(is_low=False)

    def show_words(
        self, words: str, why: str, *, client_words: str = "", is_reviewed: bool = True
    ) -> None:
        """Draw a question, or what stands where nothing is asked."""
        self.words.setText(words)
        self.client_words.setText(client_words)
        self.client_words.setVisible(bool(client_words))
        self.not_reviewed.setVisible(bool(client_words) and not is_reviewed)
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def show_low(self, *, is_low: bool) -> None:
        """Draw the two languages one below the other, or beside each other to save height."""
        direction = QBoxLayout.Direction
        if is_low:
            self._both.setDirection(direction.LeftToRight)
            self._worker.insertWidget(1, self.why)
        else:
            self._both.setDirection(direction.TopToBottom)
            self._both.addWidget(self.why)
        self._both.setSpacing(32 if is_low else 8)
