"""Glyphs by their number in the font file, as a PDF writes and embeds them.

ReportLab knows letters only. Here each glyph with what it stands for gets a code of its own, so
that the text can be read back however its letters were joined.

Source:
    ISO 32000-1, 9.7 (composite fonts), 9.10.3 (ToUnicode).
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN

from clinic_app.printing.fonts import UNITS, face_named

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


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs of one face, from left to right, and the letters that they stand for."""

    font: str
    glyphs: tuple[Glyph, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """One line, its runs from left to right; *width* is in thousandths of the type size."""

    runs: tuple[GlyphRun, ...]
    width: float


class GlyphFont:
    """One face in one document."""

    def __init__(self, name: str, number: int) -> None:
        self.resource = f"G{number}"
        self._face = face_named(name)
        self._codes: dict[tuple[int, str], str] = {}
        prefix = SUBSETN(_SUBSET + number).decode()
        self._base_name = f"{prefix}+{name}"

    def operators(self, run: GlyphRun, x: float, y: float, size: float) -> Iterator[str]:
        """Yield what draws a run; *x* and *y* are where its line starts, from the lower left."""
        yield f"/{self.resource} {size:.2f} Tf"
        for glyphs in _level(run.glyphs):
            first = glyphs[0]
            left, low = x + first.x * size / UNITS, y + first.y * size / UNITS
            yield f"1 0 0 1 {left:.2f} {low:.2f} Tm [{''.join(self._shown(glyphs))}] TJ"

    def _shown(self, glyphs: Sequence[Glyph]) -> Iterator[str]:
        """Yield codes, and between them how far the pen goes back before the next glyph."""
        pen, codes, widths = glyphs[0].x, self._codes, self._face.hmetrics
        yield "<"
        for number, x, _y, text in glyphs:
            back = round(pen - x)
            if back:
                yield f">{back}<"
            key = number, text
            code = codes.get(key)
            if code is None:
                code = codes[key] = f"{len(codes) + 1:04X}"
            yield code
            pen += widths[number][0] - back
        yield ">"

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab calls it so
        """Write the font with the glyphs that were drawn; called once, when all are."""
        numbers = list(dict.fromkeys(number for number, _text in self._codes))
        face = copy.copy(self._face)
        face.charToGlyph = dict(enumerate(numbers, start=1))
        face.get_table = self._needed_table
        descriptor = face.addSubsetObjects(document, self._base_name, list(face.charToGlyph))
        # ReportLab numbers the glyphs of a subset in the order they were asked for, from 1 on.
        place = {number: new for new, number in face.charToGlyph.items()}
        places = [0, *(place[number] for number, _text in self._codes)]
        widths = [0, *(int(face.hmetrics[number][0]) for number, _text in self._codes)]
        outlines = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{self._base_name}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "DW": 0,
                "W": f"[0 [{' '.join(map(str, widths))}]]",
                "CIDToGIDMap": _stream(document, b"".join(n.to_bytes(2, "big") for n in places)),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{self._base_name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(outlines)]),
                "ToUnicode": _stream(document, self._to_unicode().encode()),
            }
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.resource] = document.Reference(font, self.resource)

    def _needed_table(self, tag: str) -> bytes:
        """Return a table of the font file; what only a system's font list reads is left out."""
        if tag in {"name", "OS/2"}:
            raise KeyError(tag)
        table: bytes = self._face.get_table(tag)
        return table

    def _to_unicode(self) -> str:
        told = [(code, text) for (_number, text), code in self._codes.items() if text]
        tables = [
            f"{len(table)} beginbfchar\n"
            + "\n".join(f"<{code}> <{text.encode('utf-16-be').hex()}>" for code, text in table)
            + "\nendbfchar"
            for table in _tables(told)
        ]
        return "\n".join((_CMAP_HEAD, *tables, _CMAP_FOOT))


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


def _level(glyphs: Sequence[Glyph]) -> Iterator[Sequence[Glyph]]:
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
