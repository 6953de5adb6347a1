"""Text becomes lines: broken where lines may end, long words where they must.

Letters that stand side by side are measured here, face by face; whatever joins, turns or changes
places is measured and later set by :mod:`text_shaping`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from clinic_app.printing.fonts import UNITS, Run, placed, plain_width, runs_of
from clinic_app.printing.pack_words import is_part_of_pack, is_text_of_pack
from clinic_app.printing.scripts import breakable, closed, ready

_MOST_TEXTS, _MOST_WORDS = 2048, 8192
"""Remembered of one sheet, and of the rule pack for longer: it has 4,000 texts, 3,400 words."""

_part_widths: dict[tuple[str, bool], float] = {}
"""Of words that the text engine measured for this document; bold or not."""

_pack_widths: dict[tuple[str, bool], float] = {}
"""Of words that stand in the rule pack: every client's sheet says them."""


@dataclass(slots=True)  # see pieces: hundreds are made for a page
class Line:
    """One line.

    Attributes:
        text: Its letters in the order they are read.
        width: In thousandths of the type size.
        is_plain: Whether its letters stand side by side; the text engine sets it where not.
        is_bold: Which faces.
        is_rtl: Whether its paragraph is written from right to left.
    """

    text: str
    width: float
    is_plain: bool = False
    is_bold: bool = False
    is_rtl: bool = False
    kept_runs: tuple[Run, ...] | None = field(default=None, compare=False)

    @property
    def is_shaped(self) -> bool:
        """Whether the text engine sets it."""
        return bool(self.text) and not self.is_plain

    @property
    def runs(self) -> tuple[Run, ...]:
        """Letters of each face from left to right, to draw; none where the text engine does."""
        if self.kept_runs is None:
            self.kept_runs = runs_of(self.text, is_bold=self.is_bold) if self.is_plain else ()
        return self.kept_runs

    def width_at(self, size: float) -> float:
        """Return how wide the line is in points at a type size."""
        return self.width * size / UNITS


class _Part(NamedTuple):
    """What no line ends inside of, unless it is wider than a line."""

    text: str
    width: float
    starts_word: bool


class _Parts(NamedTuple):
    """All parts of a text, and how wide the widest is."""

    parts: tuple[_Part, ...]
    widest: float


_pack_lines: dict[tuple[str, float, float, float, bool, bool], tuple[Line, ...]] = {}
"""Of texts of the pack: with the type's size, the width, the first indent; bold, from the right."""

_parts: dict[tuple[str, bool, bool], _Parts] = {}
_pack_parts: dict[tuple[str, bool, bool], _Parts] = {}
"""Of texts, as with widths; bold or not, side by side or not."""


def line_of(text: str, *, is_bold: bool = False, is_rtl: bool = False) -> Line:
    """Return *text* on one line, however long.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of its characters.
    """
    clean, is_plain = _clean(text, is_rtl=is_rtl)
    if is_plain:
        width = plain_width(clean, is_bold=is_bold)
        return Line(clean, width, is_plain=True, is_bold=is_bold, is_rtl=is_rtl)
    wide = sum(_known([clean] if clean else [], is_bold=is_bold))
    return Line(clean, wide, is_bold=is_bold, is_rtl=is_rtl)


def lines_of(
    text: str,
    *,
    size: float,
    width: float,
    is_bold: bool = False,
    first_indent: float = 0.0,
    is_rtl: bool = False,
) -> tuple[Line, ...]:
    """Break *text* into lines of at most *width* points, the first shorter by *first_indent*.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of its characters.
    """
    key = text, size, width, first_indent, is_bold, is_rtl
    lines = _pack_lines.get(key)
    if lines is None:
        lines = _set(text, size, width, first_indent, is_bold=is_bold, is_rtl=is_rtl)
        if is_text_of_pack(text):
            if len(_pack_lines) >= _MOST_TEXTS:
                _pack_lines.clear()
            _pack_lines[key] = lines
    return lines


def _set(
    text: str, size: float, width: float, first_indent: float, *, is_bold: bool, is_rtl: bool
) -> tuple[Line, ...]:
    most, first = width * UNITS / size, (width - first_indent) * UNITS / size
    clean, is_plain = _clean(text, is_rtl=is_rtl)
    if not clean:
        return ()
    if is_plain:
        filled = _filled(_plain_parts(clean, first, most, is_bold=is_bold), first, most)
        return tuple(
            Line(line, wide, is_plain=True, is_bold=is_bold, is_rtl=is_rtl) for line, wide in filled
        )
    filled = _filled(_shaped_parts(clean, first, most, is_bold=is_bold), first, most)
    texts = closed([line for line, _width in filled])
    return tuple(
        Line(line, wide, is_bold=is_bold, is_rtl=is_rtl)
        for line, (_text, wide) in zip(texts, filled, strict=True)
    )


@lru_cache(maxsize=_MOST_TEXTS)
def _clean(text: str, *, is_rtl: bool) -> tuple[str, bool]:
    """Return *text* ready to be set, and whether its letters stand side by side."""
    return ready(text, is_rtl=is_rtl)


def _filled(parts: Iterable[_Part], first: float, most: float) -> list[tuple[str, float]]:
    """Fill lines with parts, and return each with how wide it is."""
    lines: list[tuple[str, float]] = []
    space = placed(" ", is_bold=False)[1]  # none of our faces has a wider one
    held: list[str] = []
    taken, room = 0.0, first
    for text, width, starts_word in parts:
        wider = taken + (space if starts_word else 0) + width
        if not held:
            held, taken = [text], width
        elif wider <= room:
            held += (" ", text) if starts_word else (text,)
            taken = wider
        else:
            lines.append(("".join(held), taken))
            held, taken, room = [text], width, most
    return [*lines, ("".join(held), taken)] if held else lines


def forget() -> None:
    """Forget what was measured, but for words of the pack: no name must outlive its page."""
    _clean.cache_clear()
    _part_widths.clear()
    _parts.clear()


def _measured(text: str, *, is_bold: bool, is_plain: bool) -> _Parts:
    """Return the parts of a text; asked for at every type size."""
    key = text, is_bold, is_plain
    parts = _pack_parts.get(key) or _parts.get(key)
    if parts is None:
        kept = _pack_parts if is_text_of_pack(text) else _parts
        if len(kept) >= _MOST_TEXTS:
            kept.clear()
        measure = _plain_measured if is_plain else _shaped_measured
        parts = kept[key] = measure(text, is_bold=is_bold)
    return parts


def _plain_measured(text: str, *, is_bold: bool) -> _Parts:
    parts = tuple(
        _Part(word, plain_width(word, is_bold=is_bold), starts_word=True)
        for word in text.split(" ")
    )
    return _Parts(parts, max(part.width for part in parts))


def _shaped_measured(text: str, *, is_bold: bool) -> _Parts:
    words = breakable(text)
    widths = _known([part for word in words for part in word], is_bold=is_bold)
    following = iter(widths)
    parts = tuple(
        _Part(part, next(following), starts_word=number == 0)
        for word in words
        for number, part in enumerate(word)
    )
    return _Parts(parts, max(widths, default=0.0))


def _known(parts: list[str], *, is_bold: bool) -> list[float]:
    """Return how wide each part is; a word is measured once on a sheet, the pack's once at all."""
    found = {
        part: _pack_widths.get((part, is_bold)) or _part_widths.get((part, is_bold))
        for part in parts
    }
    unknown = [part for part, width in found.items() if width is None]
    measured = dict(zip(unknown, _widths(unknown, is_bold=is_bold), strict=True))
    for part in unknown:
        is_of_pack = is_part_of_pack(part) or is_text_of_pack(part)
        kept = _pack_widths if is_of_pack else _part_widths
        if len(kept) >= _MOST_WORDS:
            kept.clear()
        kept[part, is_bold] = measured[part]
    return [width if (width := found[part]) is not None else measured[part] for part in parts]


def _shaped_parts(text: str, first: float, most: float, *, is_bold: bool) -> Iterable[_Part]:
    """Return the parts of a text, those in pieces that are wider than a line."""
    parts, widest = _measured(text, is_bold=is_bold, is_plain=False)
    if widest <= first <= most:
        return parts
    return _shaped_pieces(parts, first, most, is_bold=is_bold)


def _shaped_pieces(
    parts: tuple[_Part, ...], first: float, most: float, *, is_bold: bool
) -> Iterator[_Part]:
    room = first
    for part in parts:
        if part.width <= room:
            yield part
        else:
            pieces = _broken(part.text, max(room, 1.0), most, is_bold=is_bold)
            for number, (piece, width) in enumerate(pieces):
                yield _Part(piece, width, starts_word=part.starts_word and number == 0)
        room = most


def _widths(words: list[str], *, is_bold: bool) -> tuple[float, ...]:
    if not words:
        return ()
    from clinic_app.printing.text_shaping import widths_of  # noqa: PLC0415 - Qt only if needed

    return widths_of(words, is_bold=is_bold)


def _broken(word: str, first: float, most: float, *, is_bold: bool) -> list[tuple[str, float]]:
    from clinic_app.printing.text_shaping import broken  # noqa: PLC0415 - Qt only if needed

    return broken(word, first, most, is_bold=is_bold)


def _plain_parts(text: str, first: float, most: float, *, is_bold: bool) -> Iterable[_Part]:
    """Return the words of a text whose letters stand side by side, the long ones in pieces."""
    parts, widest = _measured(text, is_bold=is_bold, is_plain=True)
    if widest <= first <= most:
        return parts
    return _plain_pieces(parts, first, most, is_bold=is_bold)


def _plain_pieces(
    parts: tuple[_Part, ...], first: float, most: float, *, is_bold: bool
) -> Iterator[_Part]:
    room = first
    for part in parts:
        if part.width <= room:
            yield part
        else:
            yield from _pieces(part.text, room, is_bold=is_bold)
        room = most


def _pieces(word: str, most: float, *, is_bold: bool) -> Iterator[_Part]:
    """Yield a word that is wider than a line in pieces."""
    piece, taken, starts_word = "", 0, True
    for letter in word:
        wide = plain_width(letter, is_bold=is_bold)
        if piece and taken + wide > most:
            yield _Part(piece, taken, starts_word=starts_word)
            piece, taken, starts_word = "", 0, False
        piece, taken = piece + letter, taken + wide
    yield _Part(piece, taken, starts_word=starts_word)
