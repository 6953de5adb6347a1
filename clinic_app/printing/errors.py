"""What printing expects may fail, as facts."""

import unicodedata

from clinic_app.errors import ClinicError


class PrintingError(ClinicError):
    """Something that printing expects may fail."""


class CharacterNotPrintableError(PrintingError):
    """No font that we ship has a character, so the page would show an empty box.

    Attributes:
        character: The one character. On its own it tells nothing of whose text it was in.
    """

    def __init__(self, character: str) -> None:
        super().__init__(self._named(character))
        self.character = character

    @property
    def name(self) -> str:
        """The character's code point and, where it has one, its Unicode name."""
        return self._named(self.character)

    @staticmethod
    def _named(character: str) -> str:
        known = unicodedata.name(character, "")
        return f"U+{ord(character):04X} {known}".strip()


class PageUnreadableError(PrintingError):
    """Bytes that should be a PDF of ours cannot be drawn."""
