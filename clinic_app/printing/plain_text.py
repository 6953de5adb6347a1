"""Text as typed, made safe to set: nothing in it can steer the page.

Source:
    Unicode Standard Annex 9 (bidirectional controls), Annex 15 (normal forms).
"""

import unicodedata

_TURNS_INTO_SPACE = frozenset({"Cc", "Zl", "Zp"})
_IS_DROPPED = frozenset({"Cf", "Cs"})
"""Format characters, among them every override of direction, and halves of characters."""

NO_BREAK_SPACE = "\u00a0"


def printable(text: str) -> str:
    """Return *text* composed, on one line, without control and format characters.

    Markup stays what it is, letters: nothing here or later reads it.
    """
    if text.isprintable() and "  " not in text and text == text.strip():
        return unicodedata.normalize("NFC", text)
    kept = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category in _TURNS_INTO_SPACE:
            kept.append(" ")
        elif category not in _IS_DROPPED:
            kept.append(character)
    return " ".join(piece for piece in "".join(kept).split(" ") if piece)


def unbroken(text: str) -> str:
    """Return *text* so that no line ends inside it: a phone number, an amount, a date."""
    return printable(text).replace(" ", NO_BREAK_SPACE)
