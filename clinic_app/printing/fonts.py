"""The fonts we ship, and which of them prints a character.

Only single characters are remembered here, never words: a client's name must not outlive the
page it was printed on.
"""

from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from clinic_app.paths import resources
from clinic_app.printing.errors import CharacterNotPrintableError

FAMILIES = (
    "NotoSans",
    "NotoNaskhArabic",
    "NotoSansDevanagari",
    "NotoSansEthiopic",
    "NotoSansMyanmar",
)
"""In the order they are asked; the first that has a character prints it."""

UNITS = 1000
"""Widths are in thousandths of the type size."""

_MOST_CHARACTERS_REMEMBERED = 4096


def font_name(family: str, *, is_bold: bool) -> str:
    """Return the name under which ReportLab knows one face."""
    return f"{family}-{'Bold' if is_bold else 'Regular'}"


@cache
def _face(name: str) -> TTFont:
    font = TTFont(name, str(resources() / "fonts" / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@cache
def _widths(name: str) -> dict[str, int]:
    face = _face(name).face
    return {
        chr(code): int(face.charWidths.get(code, face.defaultWidth))
        for code, glyph in face.charToGlyph.items()
        if glyph
    }


@lru_cache(maxsize=_MOST_CHARACTERS_REMEMBERED)
def placed(character: str, *, is_bold: bool) -> tuple[str, int]:
    """Return the face that prints *character*, and how wide it is.

    Raises:
        CharacterNotPrintableError: No font that we ship has it.
    """
    for family in FAMILIES:
        name = font_name(family, is_bold=is_bold)
        width = _widths(name).get(character)
        if width is not None:
            return name, width
    raise CharacterNotPrintableError(character)


def width_in(name: str, text: str) -> int | None:
    """Return how wide *text* is in one face; None where the face lacks one of its characters."""
    try:
        return sum(map(_widths(name).__getitem__, text))
    except KeyError:
        return None
