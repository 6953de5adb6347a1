"""A sheet becomes the bytes of a PDF. The same sheet gives the same bytes, on every day."""

import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from clinic_app.printing import lines, qr
from clinic_app.printing.fonts import font_name, placed, shown
from clinic_app.printing.grid import PAGE_HEIGHT, PAGE_WIDTH
from clinic_app.printing.head import foot_of
from clinic_app.printing.layout import pages_of
from clinic_app.printing.pieces import BarMark, BoxesMark, CodeMark, FrameMark, Mark, TextMark
from clinic_app.printing.shaped_text import ShapedText
from clinic_app.printing.sheet import BoxState, Sheet
from clinic_app.printing.structure import Structure

rl_config.useA85 = 0
# Fonts as bytes and not as letters: a fifth smaller, and a print spool has not cared since 1995.

_ZIPPED = 4
"""Of 9: in two thirds of the usual time to within a fiftieth of the usual size."""

_OVERLAP = 0.06
"""Rows of a code overlap by a hair, or a screen shows white lines between them."""

_DASH = (1.5, 2.0)


def _zipped(content: str | bytes) -> bytes:
    return zlib.compress(content.encode() if isinstance(content, str) else content, _ZIPPED)


pdfdoc.PDFZCompress.encode = _zipped  # ReportLab has no setting for it


def draw(sheet: Sheet) -> bytes:
    """Draw a sheet on US letter paper, its fonts embedded, as many pages as it takes.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of its characters.
    """
    return draw_all((sheet,))


def draw_all(sheets: tuple[Sheet, ...]) -> bytes:
    """Draw sheets one after the other into one file; each counts its own pages.

    Args:
        sheets: At least one; the first gives the file its title and language.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of their characters.
    """
    drawn: list[bytes] = []
    for _done in draw_steps(sheets, drawn.append):
        pass
    return drawn[0]


def draw_steps(
    sheets: tuple[Sheet, ...], keep: Callable[[bytes], object]
) -> Iterator[tuple[int, int]]:
    """Draw sheets as :func:`draw_all` does, and pause after each.

    Args:
        sheets: At least one.
        keep: Gets the bytes before the last pause; never where the work is stopped before.

    Yields:
        How many sheets are drawn, of how many.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of their characters.
    """
    try:
        yield from _drawn(sheets, keep)
    finally:
        lines.forget()
        qr.forget()


def _drawn(sheets: tuple[Sheet, ...], keep: Callable[[bytes], object]) -> Iterator[tuple[int, int]]:
    first = sheets[0]
    placed(" ", is_bold=False)  # the canvas needs one face of ours, or it names Helvetica
    kept = io.BytesIO()
    canvas = Canvas(
        kept,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=font_name("NotoSans", is_bold=False),
        lang=first.language,
    )
    canvas.setTitle(first.subject)
    canvas.setCreator("clinic-app")
    canvas.setProducer("clinic-app")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    shaped, structure = ShapedText(canvas), Structure(canvas)
    for number, sheet in enumerate(sheets, start=1):
        _draw_pages(canvas, sheet, shaped, structure)
        if number < len(sheets):
            yield number, len(sheets)
    structure.write()
    canvas.save()
    keep(kept.getvalue())
    yield len(sheets), len(sheets)


def _draw_pages(canvas: Any, sheet: Sheet, shaped: ShapedText, structure: Structure) -> None:
    # Each sheet numbers its own pages: so a printer of both sides knows where the next begins.
    canvas.addPageLabel(canvas.getPageNumber() - 1, style="ARABIC", start=1)
    pages = pages_of(sheet)
    for number, page in enumerate(pages, start=1):
        for mark in (*page, *foot_of(sheet, number, len(pages))):
            structure.begin(mark)
            _paint(canvas, mark, shaped)
            structure.end()
        canvas.showPage()
        structure.turn()


def _paint(canvas: Any, mark: Mark, shaped: ShapedText) -> None:
    match mark:
        case TextMark():
            canvas.addLiteral(f"{mark.ink.value:.2f} g")
            if mark.line.is_shaped:
                shaped.paint(mark)
            else:
                _write(canvas, mark)
        case BarMark():
            y = PAGE_HEIGHT - mark.y - mark.height
            place = f"{mark.x:.2f} {y:.2f} {mark.width:.2f} {mark.height:.2f}"
            canvas.addLiteral(f"{mark.ink.value:.2f} g {place} re f")
        case FrameMark():
            y = PAGE_HEIGHT - mark.y - mark.height
            place = f"{mark.x:.2f} {y:.2f} {mark.width:.2f} {mark.height:.2f}"
            canvas.addLiteral(f"0 G {mark.thickness:.2f} w {place} re S")
        case BoxesMark():
            _paint_boxes(canvas, mark)
        case CodeMark():
            module, top = mark.side / mark.modules, PAGE_HEIGHT - mark.y
            height = 1 + _OVERLAP / module
            bars = " ".join(
                f"{left} {row} {wide} {height:.3f} re f" for left, row, wide in mark.runs
            )
            place = f"{module:.4f} 0 0 {-module:.4f} {mark.x:.2f} {top:.2f} cm"
            canvas.addLiteral(f"q {place} 0 g {bars} Q")  # each by itself: its edges stay sharp


def _paint_boxes(canvas: Any, mark: BoxesMark) -> None:
    canvas.setFillGray(0.0)
    canvas.setStrokeGray(0.0)
    canvas.setLineWidth(0.9)
    step, y = mark.width / len(mark.boxes), PAGE_HEIGHT - mark.y - mark.height
    for number, state in enumerate(mark.boxes):
        if state is BoxState.ABSENT:
            continue
        canvas.setDash(_DASH if state is BoxState.DASHED else ())
        x = mark.x + number * step + 1.0
        canvas.rect(x, y, step - 2.0, mark.height, stroke=1, fill=state is BoxState.FILLED)
    canvas.setDash()


def _write(canvas: Any, mark: TextMark) -> None:
    document = canvas._doc  # noqa: SLF001 - ReportLab has no other way to the letters of a face
    runs = (shown(run.text, run.font, mark.size, document) for run in mark.line.runs)
    y = PAGE_HEIGHT - mark.y
    canvas.addLiteral(f"BT 1 0 0 1 {mark.x:.2f} {y:.2f} Tm {' '.join(runs)} ET")
