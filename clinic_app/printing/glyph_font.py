"""Glyphs by their number in the font file, as a PDF writes and embeds them.

ReportLab knows letters only. Here each glyph with what it stands for gets a code of its own, so
that the text can be read back however its letters were joined.

Source:
    ISO 32000-1, 9.7 (composite fonts), 9.10.3 (ToUnicode).
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN

from clinic_app.printing.font_file import told
from clinic_app.printing.font_subset import subset_of
from clinic_app.printing.fonts import FAMILIES, UNITS, face_named
from clinic_app.printing.scripts import needs_shaping

_MOST_IN_A_TABLE = 100
"""Entries of one ``bfchar`` table."""

_SAME_HEIGHT = 0.5
"""In thousandths of the type size: what nobody sees."""

_SUBSET = 999_900
"""Counts subsets apart from those that ReportLab makes of the same face."""


class Glyph(NamedTuple):
    """One glyph of a face; there are thousands on a page.

    Attributes:
        number: Its place in the font file.
        x: From the start of the line to the right, in thousandths of the type size.
        y: Above the baseline.
        text: What it stands for; empty for every further glyph of the same letters.
    """

    number: int
    x: float
    y: float
    text: str


class Level(NamedTuple):
    """Glyphs of a run that stand at one height.

    Attributes:
        x: Where the first stands.
        y: How high.
        shown: What shows them: a gap for each one's code, and how far the pen goes back between.
        keys: The glyphs, and what each stands for.
    """

    x: float
    y: float
    shown: str
    keys: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs of one face, from left to right, and the letters that they stand for.

    Attributes:
        levels: The same glyphs ready to draw; none where plain letters of the face show them.
    """

    font: str
    glyphs: tuple[Glyph, ...]
    text: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """One line, its runs from left to right; *width* is in thousandths of the type size."""

    runs: tuple[GlyphRun, ...]
    width: float


def run_of(font: str, glyphs: tuple[Glyph, ...]) -> GlyphRun:
    """Return a run of glyphs of one face, from left to right."""
    text = "".join(glyph.text for glyph in glyphs)
    # Plain letters of the face that plain lines use too: embedded once, not twice.
    is_plain = font.startswith(FAMILIES[0]) and not needs_shaping(text)
    widths = face_named(font).hmetrics
    levels = () if is_plain else tuple(_level(each, widths) for each in _at_one_height(glyphs))
    return GlyphRun(font, glyphs, text, levels)


def _level(glyphs: Sequence[Glyph], widths: Sequence[tuple[int, int]]) -> Level:
    first = glyphs[0]
    pen, shown = first.x, []
    for number, x, _y, _text in glyphs:
        back = round(pen - x)
        shown.append(f">{back}<%s" if back else "%s")
        pen += widths[number][0] - back
    keys = tuple((number, text) for number, _x, _y, text in glyphs)
    return Level(first.x, first.y, f"[<{''.join(shown)}>] TJ", keys)


class GlyphFont:
    """One face in one document."""

    def __init__(self, name: str, number: int) -> None:
        self.resource = f"G{number}"
        self._face = face_named(name)
        self._codes = _Codes()
        prefix = SUBSETN(_SUBSET + number).decode()
        self._base_name = f"{prefix}+{name}"

    def operators(self, run: GlyphRun, x: float, y: float, size: float) -> Iterator[str]:
        """Yield what draws a run; *x* and *y* are where its line starts, from the lower left."""
        yield f"/{self.resource} {size:.2f} Tf"
        code_of = self._codes.__getitem__
        for first, height, shown, keys in run.levels:
            left, low = x + first * size / UNITS, y + height * size / UNITS
            yield f"1 0 0 1 {left:.2f} {low:.2f} Tm {shown % tuple(map(code_of, keys))}"

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab calls it so
        """Write the font with the glyphs that were drawn; called once, when all are."""
        numbers = list(dict.fromkeys(number for number, _text in self._codes))
        place = {number: new for new, number in enumerate(numbers, start=1)}
        places = (0, *(place[number] for number, _text in self._codes))
        metrics = self._face.hmetrics
        widths = (0, *(metrics[number][0] for number, _text in self._codes))
        file = subset_of(self._face, numbers)
        descriptor, numbered, unicode = (
            told(each, document)
            for each in (
                self._face.embedded(document, self._base_name, file),
                _stream(document, struct.pack(f">{len(places)}H", *places)),
                _stream(document, self._to_unicode().encode()),
            )
        )
        outlines = (
            f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{self._base_name} "
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            f"/FontDescriptor {descriptor} /CIDToGIDMap {numbered} "
            f"/DW 0 /W [0 [{' '.join(map(str, widths))}]]>>"
        )
        held = told(document.Reference(outlines.encode(), f"outlines:{self.resource}"), document)
        font = (
            f"<</Type /Font /Subtype /Type0 /BaseFont /{self._base_name} /Encoding /Identity-H "
            f"/DescendantFonts [{held}] /ToUnicode {unicode}>>"
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.resource] = document.Reference(font.encode(), self.resource)

    def _to_unicode(self) -> str:
        told = [(code, text) for (_number, text), code in self._codes.items() if text]
        tables = [
            f"{len(table)} beginbfchar\n"
            + "\n".join(f"<{code}> <{text.encode('utf-16-be').hex()}>" for code, text in table)
            + "\nendbfchar"
            for table in _tables(told)
        ]
        return "\n".join((_CMAP_HEAD, *tables, _CMAP_FOOT))


class _Codes(dict[tuple[int, str], str]):
    """The code of each glyph with what it stands for, in the order they are first drawn."""

    def __missing__(self, key: tuple[int, str]) -> str:
        code = self[key] = f"{len(self) + 1:04X}"
        return code


_CMAP_HEAD = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_FOOT = """\
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _tables(told: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    for start in range(0, len(told), _MOST_IN_A_TABLE):
        yield told[start : start + _MOST_IN_A_TABLE]


def _at_one_height(glyphs: Sequence[Glyph]) -> Iterator[Sequence[Glyph]]:
    """Yield glyphs that stand at one height together."""
    heights = [glyph.y for glyph in glyphs]
    if max(heights) - min(heights) <= _SAME_HEIGHT:
        yield glyphs
        return
    level: list[Glyph] = []
    for glyph in glyphs:
        if level and abs(level[0].y - glyph.y) > _SAME_HEIGHT:
            yield level
            level = []
        level.append(glyph)
    yield level


def _stream(document: Any, content: bytes) -> Any:
    stream = pdfdoc.PDFStream(content=content)
    stream.filters = [pdfdoc.PDFZCompress]
    return document.Reference(stream)
