"""Words on the screen: always plain text, so that nothing typed or read can be markup."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from clinic_app.errors import ClinicError
from clinic_app.ui.widgets.scroller import bring_into_sight_soon


class PlainLabel(QLabel):
    """Text that came from a person, a pack or a file, shown as it is."""

    def __init__(self, text: str = "", *, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if role:
            self.setProperty("role", role)
        self.setText(text)


class Heading(PlainLabel):
    """What the screen is about; one on each screen."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, role="heading")


class SectionHeading(PlainLabel):
    """What a part of a screen is about."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, role="section")


class Muted(PlainLabel):
    """Secondary words: why we ask, what it is for."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, role="muted")


class ProblemLabel(PlainLabel):
    """What went wrong and what to do, where the work was started; hidden while all is well."""

    def __init__(self) -> None:
        super().__init__(role="problem")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_error(self, error: ClinicError) -> None:
        """Explain an expected failure."""
        # The words know every room.
        from clinic_app.messages.explaining import explain  # noqa: PLC0415 - after the first picture

        self.show_words(explain(error))

    def show_words(self, words: str) -> None:
        """Show two sentences: what happened, and what to do next."""
        self.setText(words)
        self.setVisible(bool(words))
        bring_into_sight_soon(self)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Show nothing."""
        super().clear()
        self.hide()
