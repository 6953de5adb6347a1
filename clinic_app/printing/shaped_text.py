"""Lines that the text engine sets, on a page of ReportLab's."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from clinic_app.printing.fonts import UNITS, shown
from clinic_app.printing.glyph_font import GlyphFont, GlyphRun, ShapedLine
from clinic_app.printing.grid import PAGE_HEIGHT
from clinic_app.printing.lines import Line
from clinic_app.printing.pack_words import is_line_of_pack
from clinic_app.printing.pieces import TextMark
from clinic_app.printing.plain_text import NO_BREAK_SPACE, bare
from clinic_app.printing.scripts import has_right_to_left

_LEFT_TO_RIGHT = "\u200e"
_Key = tuple[str, bool, bool]
"""Text of a line, whether it is bold, whether its paragraph runs from the right."""

_MOST_LINES = 1000
"""A few pages in every language; each takes about 10 kB."""

_pack_lines: dict[_Key, ShapedLine] = {}
"""Lines that stand in the rule pack: every client's sheet says them."""

_Stretch = tuple[int, int, str | None]
_Split = Callable[[str], Iterator[_Stretch]]
"""Where stretches of a run start and stop, and what is read back instead of each."""

_AREA_CODE = re.compile(r"\((\d{3})(\)[ \u00a0]?)")


class ShapedText:
    """The shaped lines of one document."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # noqa: SLF001 - ReportLab has no other way to a font of ours
        self._fonts: dict[str, GlyphFont] = {}
        self._lines: dict[_Key, ShapedLine] = {}

    def paint(self, mark: TextMark) -> None:
        """Draw one line; one that is written from the right ends where its room ends.

        Raises:
            CharacterNotPrintableError: No font that we ship has one of the characters.
        """
        line = mark.line
        glyphs = self._shaped(line)
        spare = (line.width - glyphs.width) * mark.size / UNITS
        x = mark.x + (spare if line.is_rtl else 0.0)
        y = PAGE_HEIGHT - mark.y
        if line.is_rtl or has_right_to_left(line.text):
            self._paint_runs(glyphs.runs, x, y, mark.size, split=_dialled)
            return
        # What is read back from a page is in the order of the page: right for these lines only.
        self._canvas.addLiteral(_instead(bare(line.text)))
        self._paint_runs(glyphs.runs, x, y, mark.size, split=_whole)
        self._canvas.addLiteral("EMC")

    def _shaped(self, line: Line) -> ShapedLine:
        """Return the glyphs of a line; what the sheets of a household all say is shaped once."""
        key = line.text, line.is_bold, line.is_rtl
        glyphs = _pack_lines.get(key) or self._lines.get(key)
        if glyphs is None:
            from clinic_app.printing.text_shaping import shaped  # noqa: PLC0415 - Qt if needed

            glyphs = shaped(line.text, is_bold=line.is_bold, is_rtl=line.is_rtl)
            kept = _kept_for_all() if is_line_of_pack(line.text) else self._lines
            kept[key] = glyphs
        return glyphs

    def _paint_runs(
        self, runs: tuple[GlyphRun, ...], x: float, y: float, size: float, *, split: _Split
    ) -> None:
        for run in runs:
            if run.levels:
                drawn = self._font(run.font).operators(run, x, y, size)
                self._canvas.addLiteral(" ".join(("BT", *drawn, "ET")))
                continue
            for start, stop, said in split(run.text):
                left = x + run.glyphs[start].x * size / UNITS
                self._paint_plain(run.text[start:stop], run.font, left, y, size=size, said=said)

    def _paint_plain(
        self, text: str, font: str, x: float, y: float, *, size: float, said: str | None
    ) -> None:
        if said is not None:
            self._canvas.addLiteral(_instead(said))
        letters = shown(text, font, size, self._document)
        self._canvas.addLiteral(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {letters} ET")
        if said is not None:
            self._canvas.addLiteral("EMC")

    def _font(self, name: str) -> GlyphFont:
        font = self._fonts.get(name)
        if font is None:
            font = self._fonts[name] = GlyphFont(name, len(self._fonts) + 1)
            self._document.delayedFonts.append(font)
        return font


def _kept_for_all() -> dict[_Key, ShapedLine]:
    if len(_pack_lines) >= _MOST_LINES:
        _pack_lines.clear()
    return _pack_lines


def _instead(said: str) -> str:
    """Return what begins a span that is read back as *said*."""
    return f"/Span <</ActualText <feff{said.encode('utf-16-be').hex()}>>> BDC"


def _whole(text: str) -> Iterator[_Stretch]:
    """Yield a run of a line that is read back as a whole: readers lose a span inside a span."""
    yield 0, len(text), None


def _dialled(text: str) -> Iterator[_Stretch]:
    """Yield the stretches of a run, and what is read back instead of some of them.

    Readers of a PDF put a line with Arabic into order again by the classes of its letters:
    brackets have none, so a telephone number falls apart in two, and its halves change places.
    Drawn is "(555) 010-7788", read back is "555 010-7788"; whoever hears the sheet is told the
    former.
    """
    begun = 0
    for found in _AREA_CODE.finditer(text):
        if begun < found.start():
            yield begun, found.start(), None
        yield found.start(), found.start(1), _LEFT_TO_RIGHT
        yield found.start(1), found.end(1), None
        yield found.start(2), found.end(2), NO_BREAK_SPACE
        begun = found.end()
    if begun < len(text):
        yield begun, len(text), None
