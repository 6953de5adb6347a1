"""Text becomes lines: a face for each run, breaks at spaces, long words broken where they must.

Written for scripts whose letters stand side by side in the order they are read, and for names in
any other. Sentences whose letters join, turn or change places need ``text_shaping``.
"""

import unicodedata
from dataclasses import dataclass

from clinic_app.printing.arabic_letters import as_drawn
from clinic_app.printing.fonts import FAMILIES, UNITS, font_name, placed, width_in
from clinic_app.printing.plain_text import printable


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one face. *width* is in thousandths of the type size."""

    text: str
    font: str
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line, its runs in the order they are drawn from left to right."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The letters of the line."""
        return "".join(run.text for run in self.runs)

    def width_at(self, size: float) -> float:
        """Return how wide the line is in points at a type size."""
        return sum(run.width for run in self.runs) * size / UNITS


def line_of(text: str, *, is_bold: bool = False) -> Line:
    """Return *text* on one line, however long.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of its characters.
    """
    return Line(_runs(printable(text), is_bold=is_bold))


def lines_of(
    text: str, *, size: float, width: float, is_bold: bool = False, first_indent: float = 0.0
) -> tuple[Line, ...]:
    """Break *text* into lines of at most *width* points, the first shorter by *first_indent*.

    Returns:
        No line at all for empty text.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of its characters.
    """
    most = int(width * UNITS / size)
    space = placed(" ", is_bold=is_bold)[1]
    lines: list[str] = []
    taken = int(first_indent * UNITS / size)
    for word in printable(text).split(" "):
        for part, wide in _parts(word, most - (0 if lines else taken), is_bold=is_bold):
            if not lines:
                lines.append(part)
                taken += wide
            elif taken + space + wide <= most:
                lines[-1] += f" {part}"
                taken += space + wide
            else:
                lines.append(part)
                taken = wide
    return tuple(Line(_runs(line, is_bold=is_bold)) for line in lines if line)


def _parts(word: str, most: int, *, is_bold: bool) -> list[tuple[str, int]]:
    """Return *word* whole with its width, or in pieces where it is wider than a line."""
    wide = _wide(word, is_bold=is_bold)
    if wide <= most:
        return [(word, wide)]
    parts: list[tuple[str, int]] = []
    piece, taken = "", 0
    for letter in _letters(word):
        longer = _wide(piece + letter, is_bold=is_bold)
        if piece and longer > most:
            parts.append((piece, taken))
            piece, taken = letter, _wide(letter, is_bold=is_bold)
        else:
            piece, taken = piece + letter, longer
    return [*parts, (piece, taken)]


def _wide(text: str, *, is_bold: bool) -> int:
    return sum(run.width for run in _runs(text, is_bold=is_bold))


def _letters(word: str) -> list[str]:
    """Return the letters of *word*, each with the marks that belong on it."""
    letters: list[str] = []
    for character in word:
        if letters and unicodedata.category(character).startswith("M"):
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _runs(text: str, *, is_bold: bool) -> tuple[Run, ...]:
    first = font_name(FAMILIES[0], is_bold=is_bold)
    whole = width_in(first, text)
    if whole is not None:
        return (Run(text, first, whole),)
    text = as_drawn(text)
    runs: list[tuple[str, list[str]]] = []
    for character in text:
        font, _width = placed(character, is_bold=is_bold)
        if runs and (runs[-1][0] == font or width_in(runs[-1][0], character) is not None):
            # A space, mark or stop stays in the face of the letters before it.
            runs[-1][1].append(character)
        else:
            runs.append((font, [character]))
    return tuple(_run("".join(letters), font) for font, letters in runs)


def _run(text: str, font: str) -> Run:
    return Run(text, font, width_in(font, text) or 0)
