"""A font file as ReportLab reads it, in a fifth of the time: its long lists are taken in one go.

ReportLab takes every number of a file out by itself; a program's first page waits for it.

Source:
    OpenType 1.9: cmap (format 4), head, hhea, hmtx, loca.
"""

import struct
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFStream,
    PDFTrueTypeFont,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import (
    FF_NONSYMBOLIC,
    FF_SYMBOLIC,
    TTEncoding,
    TTFont,
    TTFontFace,
)

from clinic_app.printing.font_subset import subset_of

_SPACE, _NO_BREAK_SPACE = 0x20, 0xA0
_UNICODE = (3, 1)
"""Platform and encoding of a list of all letters of the basic plane."""

_IN_STRETCHES = 4
"""The format of such a list in all of our files."""


class Font(TTFont):  # type: ignore[misc]  # ReportLab brings no types
    """One face, of which the letters that are printed are embedded, and not all of ASCII."""

    def __init__(self, name: str, path: str) -> None:  # not its own: that reads with its own face
        self.fontName, self.face = name, FontFace(path)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = self.shapable = False

    def splitString(  # noqa: N802 - ReportLab calls it so
        self, text: str, doc: Any, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Return codes of letters, by their subset; in one go where all were drawn before."""
        state = self.state.get(doc)
        if state is not None and text:
            letters = map(ord, text.replace("\u00a0", " "))
            with suppress(KeyError, ValueError):  # a letter not drawn before, or of a later subset
                return [(0, bytes(map(state.assignments.__getitem__, letters)))]
        split: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return split

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab calls it so
        """Write the faces, and all widths of one as one text."""
        super().addObjects(doc)
        for font in doc.idToObject["BasicFonts"].dict.values():
            if isinstance(font, PDFTrueTypeFont) and isinstance(font.Widths, PDFArray):
                font.Widths = f"[{' '.join(map(str, font.Widths.sequence))}]"


class FontFace(TTFontFace):  # type: ignore[misc]  # ReportLab brings no types
    """Which glyph each letter has, how wide each is, and where it lies in the file."""

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803 - ReportLab calls it so
        """Read the head of the file as ReportLab does, and the lists that follow at once."""
        super().extractInfo(0)
        if charInfo:
            self._read_glyphs()
            self._read_letters()

    def addSubsetObjects(  # noqa: N802 - ReportLab calls it so
        self, doc: Any, fontname: str, subset: Sequence[int]
    ) -> Any:
        """Embed the letters of a subset, each shown by its place in it."""
        numbers = [self.charToGlyph.get(code, 0) for code in subset]
        return self.embedded(doc, fontname, subset_of(self, numbers, has_codes=True))

    def embedded(self, doc: Any, name: str, file: bytes) -> Any:
        """Put a font file into a document, and return a reference to what describes it."""
        stream = PDFStream(PDFDictionary({"Length1": len(file)}), file, [PDFZCompress])
        place = told(doc.Reference(stream, f"fontFile:{name}"), doc)
        flags = self.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC
        described = (
            f"<</Type /FontDescriptor /FontName /{name} /FontFile2 {place} /Flags {flags} "
            f"/FontBBox [{' '.join(map(str, self.bbox))}] /ItalicAngle {self.italicAngle} "
            f"/Ascent {self.ascent} /Descent {self.descent} /CapHeight {self.capHeight} "
            f"/StemV {self.stemV} /MissingWidth {self.defaultWidth}>>"
        )
        return doc.Reference(described.encode(), f"fontDescriptor:{name}")

    def _read_glyphs(self) -> None:
        (full,) = struct.unpack_from(">H", self.get_table("hhea"), 34)
        numbers = struct.unpack(f">{full + self.numGlyphs}H", self.get_table("hmtx"))
        wide = numbers[: 2 * full : 2]
        wide += wide[-1:] * (self.numGlyphs - full)
        beside = numbers[1 : 2 * full : 2] + numbers[2 * full :]
        self.hmetrics = list(zip(wide, beside, strict=True))
        (is_long,) = struct.unpack_from(">h", self.get_table("head"), 50)
        places = struct.unpack(f">{self.numGlyphs + 1}{'HL'[is_long]}", self.get_table("loca"))
        self.glyphPos = list(places) if is_long else [2 * place for place in places]

    def _read_letters(self) -> None:
        table = self.get_table("cmap")
        (count,) = struct.unpack_from(">H", table, 2)
        records = (struct.unpack_from(">HHL", table, 4 + 8 * number) for number in range(count))
        place = next(place for *kind, place in records if tuple(kind) == _UNICODE)
        letters = _letters_in(table[place:])
        letters[_NO_BREAK_SPACE] = letters[_SPACE]
        self.charToGlyph = letters
        scaled = [self._pdfScale(wide) for wide, _beside in self.hmetrics]
        self.defaultWidth = scaled[0]
        self.charWidths = {code: scaled[glyph] for code, glyph in letters.items()}


def told(reference: Any, document: Any) -> str:
    """Return what points at an object of a document, as text."""
    place: bytes = reference.format(document)
    return place.decode()


def _letters_in(table: bytes) -> dict[int, int]:
    """Return the glyphs of all letters of a list that counts them in stretches."""
    kind, _length, _language, twice = struct.unpack_from(">4H", table)
    if kind != _IN_STRETCHES:
        raise ValueError(kind)
    lasts, firsts, deltas, offsets = (
        struct.unpack_from(f">{twice // 2}H", table, place)
        for place in (14, *(16 + number * twice for number in (1, 2, 3)))
    )
    letters: dict[int, int] = {}
    for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        delta, codes = deltas[number], range(first, last + 1)
        if not offsets[number]:
            glyph = (first + delta) & 0xFFFF
            letters.update(zip(codes, range(glyph, glyph + len(codes)), strict=True))
            continue
        begin = 16 + 3 * twice + 2 * number + offsets[number]
        listed = struct.unpack_from(f">{len(codes)}H", table, begin)
        glyphs = (glyph and (glyph + delta) & 0xFFFF for glyph in listed)
        letters.update(zip(codes, glyphs, strict=True))
    return letters
