"""Pages of a PDF of ours as pictures, in memory: no temp file, no outside viewer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2

from clinic_app.printing.errors import PageUnreadableError

_ONE_AT_A_TIME = threading.Lock()
"""PDFium knows no threads, and a preview and a print job draw on two lanes."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels; no sheet has a colour.

    Attributes:
        grey: One byte a pixel, 0 for black, rows from the top without padding.
        begins_sheet: Whether it is the first page of a sheet, which no other may stand behind.
    """

    width: int
    height: int
    grey: bytes
    begins_sheet: bool = True


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        PageUnreadableError: These bytes are not a PDF.
    """
    with _opened(pdf) as document:
        return len(document)


def page_image(pdf: bytes, number: int, width_px: int) -> PageImage:
    """Draw one page, *number* counting from 0, on white, *width_px* pixels wide.

    Raises:
        PageUnreadableError: These bytes are not a PDF, or it has no such page.
    """
    with _opened(pdf) as document:
        if not 0 <= number < len(document):
            raise PageUnreadableError
        page = document[number]
        bitmap = page.render(scale=width_px / page.get_width(), grayscale=True)
        begins_sheet = number == 0 or document.get_page_label(number) == "1"
        image = PageImage(bitmap.width, bitmap.height, _rows(bitmap), begins_sheet)
        page.close()
        return image


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise PageUnreadableError from error
        try:
            yield document
        finally:
            document.close()


def _rows(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """Return the pixels row by row, without the padding that rows may end with."""
    pixels, wide = memoryview(bitmap.buffer), bitmap.width
    starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
    return b"".join(bytes(pixels[start : start + wide]) for start in starts)
