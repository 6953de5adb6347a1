"""Lines that the text engine sets, on a page of ReportLab's."""

from typing import Any

from clinic_app.printing.fonts import FAMILIES, UNITS
from clinic_app.printing.glyph_font import GlyphFont, GlyphRun
from clinic_app.printing.grid import PAGE_HEIGHT
from clinic_app.printing.pieces import TextMark
from clinic_app.printing.plain_text import bare
from clinic_app.printing.scripts import has_right_to_left, needs_shaping


class ShapedText:
    """The shaped lines of one document."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # noqa: SLF001 - ReportLab has no other way to a font of ours
        self._fonts: dict[str, GlyphFont] = {}

    def paint(self, mark: TextMark) -> None:
        """Draw one line; one that is written from the right ends where its room ends.

        Raises:
            CharacterNotPrintableError: No font that we ship has one of the characters.
        """
        from clinic_app.printing.text_shaping import shaped  # noqa: PLC0415 - Qt only if needed

        line = mark.line
        glyphs = shaped(line.text, is_bold=line.is_bold, is_rtl=line.is_rtl)
        spare = (line.width - glyphs.width) * mark.size / UNITS
        x = mark.x + (spare if line.is_rtl else 0.0)
        y = PAGE_HEIGHT - mark.y
        if line.is_rtl or has_right_to_left(line.text):
            self._paint_runs(glyphs.runs, x, y, mark.size)
            return
        # What is read back from a page is in the order of the page: right for these lines only.
        said = bare(line.text).encode("utf-16-be").hex()
        self._canvas.addLiteral(f"/Span <</ActualText <feff{said}>>> BDC")
        self._paint_runs(glyphs.runs, x, y, mark.size)
        self._canvas.addLiteral("EMC")

    def _paint_runs(self, runs: tuple[GlyphRun, ...], x: float, y: float, size: float) -> None:
        for run in runs:
            text = "".join(glyph.text for glyph in run.glyphs)
            if needs_shaping(text) or not run.font.startswith(FAMILIES[0]):
                drawn = self._font(run.font).operators(run, x, y, size)
                self._canvas.addLiteral(" ".join(("BT", *drawn, "ET")))
                continue
            # Plain letters of the face that plain lines use too: embedded once, not twice.
            plain = self._canvas.beginText(x + run.glyphs[0].x * size / UNITS, y)
            plain.setFont(run.font, size)
            plain.textOut(text)
            self._canvas.drawText(plain)

    def _font(self, name: str) -> GlyphFont:
        font = self._fonts.get(name)
        if font is None:
            font = self._fonts[name] = GlyphFont(name, len(self._fonts) + 1)
            self._document.delayedFonts.append(font)
        return font
