"""Words on the screen: always plain text, so that nothing typed or read can be markup."""

import re
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from clinic_app.errors import ClinicError
from clinic_app.ui.widgets.scroller import bring_into_sight_soon

LONGEST_UNBROKEN = 40
"""Letters in a row that stay on one line; a longer word would push what is beside it away."""

_LONG_WORD = re.compile(rf"[^\s/\\-]{{{LONGEST_UNBROKEN + 1},}}")
_PIECE = 10
_MAY_BREAK = "\u200b"
_STACKS = 9
"""The combining class of signs that put the next letter under the one before."""
_CLINGS = frozenset({"Mn", "Mc", "Me", "Cf"})
"""What belongs to the letter before: marks, and signs that nobody sees."""


class PlainLabel(QLabel):
    """Text that came from a person, a pack or a file, shown as it is.

    A word that is longer than a line may go on in the next one.
    """

    def __init__(self, text: str = "", *, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if role:
            self.setProperty("role", role)
        self._whole = ""
        self.setText(text)

    def setText(self, text: str, /) -> None:  # noqa: N802 - Qt's name
        """See Qt; lines may end within words that are too long for one."""
        self._whole = text
        super().setText(_LONG_WORD.sub(lambda found: _with_breaks(found[0]), text))

    def text(self) -> str:
        """See Qt; the words as they were given."""
        return self._whole

    def clear(self) -> None:
        """See Qt."""
        self.setText("")


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


def _with_breaks(word: str) -> str:
    """Return *word* with places at which a line may end, none between a letter and its marks."""
    pieces, begun = list[str](), 0
    for at in range(1, len(word)):
        if at - begun >= _PIECE and _may_end(word[at - 1], word[at]):
            pieces.append(word[begun:at])
            begun = at
    return _MAY_BREAK.join((*pieces, word[begun:]))


def _may_end(letter: str, following: str) -> bool:
    joins = unicodedata.combining(letter) == _STACKS or unicodedata.category(letter) == "Cf"
    return not joins and unicodedata.category(following) not in _CLINGS
