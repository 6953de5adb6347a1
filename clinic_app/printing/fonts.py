"""The fonts we ship, and which of them prints a character.

Only single characters are remembered here, never words: a client's name must not outlive the
page it was printed on.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics

from clinic_app.paths import resources
from clinic_app.printing.errors import CharacterNotPrintableError
from clinic_app.printing.font_file import Font, FontFace

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


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one face. *width* is in thousandths of the type size."""

    text: str
    font: str
    width: int


Faces = tuple[tuple[str, int, int], ...]
"""Name of a face, and where the stretch of a text that it prints starts and stops."""

_OF_ONE_FACE = re.compile("[\u0590-\u1dff]")
"""Letters of scripts of which only one face has any; so no other need be read for them."""

_MOST_CHARACTERS_REMEMBERED = 4096
_LOST = "\ufffd"
"""Stands where another program lost a letter: a face has it, and it looks like an empty box."""

UNSEEN = frozenset("\u200b\u200c\u200d\u2068\u2069")
"""Breaks, joiners and isolates: all the format characters that are ever left in a text."""


def font_name(family: str, *, is_bold: bool) -> str:
    """Return the name under which ReportLab knows one face."""
    return f"{family}-{'Bold' if is_bold else 'Regular'}"


def font_bytes(name: str) -> bytes:
    """Return the file of one face."""
    return (resources() / "fonts" / f"{name}.ttf").read_bytes()


def face_named(name: str) -> FontFace:
    """Return one face as ReportLab read it: its glyphs and their widths."""
    return _font(name).face


def shown(text: str, name: str, size: float, document: Any) -> str:
    """Return what shows *text* in one face where the pen stands, and embeds its letters.

    As text: ReportLab's own text objects count a width that nobody asks for, at half their time.
    """
    font = _font(name)
    return " ".join(
        f"{font.getSubsetInternalName(subset, document)} {size:.2f} Tf <{codes.hex()}> Tj"
        for subset, codes in font.splitString(text, document)
    )


@cache
def _font(name: str) -> Font:
    font = Font(name, str(resources() / "fonts" / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@cache
def _widths(name: str) -> dict[str, int]:
    face = face_named(name)
    return {
        chr(code): int(face.charWidths.get(code, face.defaultWidth))
        for code, glyph in face.charToGlyph.items()
        if glyph and chr(code) != _LOST
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


def is_printable(character: str) -> bool:
    """Whether a font that we ship has *character*, in both weights, or it is never seen."""
    if character in UNSEEN:
        return True
    try:
        placed(character, is_bold=False)
        placed(character, is_bold=True)
    except CharacterNotPrintableError:
        return False
    return True


def width_in(name: str, text: str) -> int | None:
    """Return how wide *text* is in one face; None where the face lacks one of its characters."""
    try:
        return sum(map(_widths(name).__getitem__, text))
    except KeyError:
        return None


def plain_width(text: str, *, is_bold: bool) -> int:
    """Return how wide letters are that stand side by side.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of them.
    """
    whole = width_in(font_name(FAMILIES[0], is_bold=is_bold), text)
    return sum(run.width for run in runs_of(text, is_bold=is_bold)) if whole is None else whole


def runs_of(text: str, *, is_bold: bool) -> tuple[Run, ...]:
    """Return letters that stand side by side, those of each face together.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of them.
    """
    first = font_name(FAMILIES[0], is_bold=is_bold)
    whole = width_in(first, text)
    if whole is not None:
        return (Run(text, first, whole),)
    return tuple(
        Run(text[start:stop], name, width_in(name, text[start:stop]) or 0)
        for name, start, stop in faces_in(text, is_bold=is_bold)
    )


def faces_in(text: str, *, is_bold: bool) -> Faces:
    """Return faces and the stretches of *text* they print, in its order.

    A word is printed by one face where one has all its letters; a space, mark or stop stays in
    the face before it.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of its characters.
    """
    stretches: list[tuple[str, int, int]] = []
    start = 0
    for word in text.split(" "):
        stop = min(start + len(word) + 1, len(text))
        whole = _face_of(word, is_bold=is_bold)
        if whole is not None:
            _lengthen(stretches, whole, start, stop)
        else:
            _add_letters(stretches, text[start:stop], start, is_bold=is_bold)
        start = stop
    return tuple(stretches)


def _add_letters(
    stretches: list[tuple[str, int, int]], word: str, start: int, *, is_bold: bool
) -> None:
    """Add the letters of a word that no face has as a whole, and the space behind it."""
    name = ""
    for place, character in enumerate(word, start):
        if not name or character not in _letters(name):
            seen = " " if character in UNSEEN else character
            name = placed(seen, is_bold=is_bold)[0]
        _lengthen(stretches, name, place, place + 1)


def _lengthen(stretches: list[tuple[str, int, int]], name: str, start: int, stop: int) -> None:
    if stretches and stretches[-1][0] == name:
        start = stretches.pop()[1]
    stretches.append((name, start, stop))


def _face_of(word: str, *, is_bold: bool) -> str | None:
    """Return the first face that has every letter of a word."""
    its_own = _OF_ONE_FACE.search(word)
    if its_own is not None:
        name = placed(its_own[0], is_bold=is_bold)[0]
        return name if _letters(name).issuperset(word) else None
    names = (font_name(family, is_bold=is_bold) for family in FAMILIES)
    return next((name for name in names if _letters(name).issuperset(word)), None)


@cache
def _letters(name: str) -> frozenset[str]:
    return UNSEEN.union(_widths(name))
