"""Pages of a PDF of ours as pictures, in memory: no temp file, no outside viewer."""

import threading
from dataclasses import dataclass

import pypdfium2

from clinic_app.printing.errors import PageUnreadableError

_ONE_AT_A_TIME = threading.Lock()
"""PDFium knows no threads, and a preview and a print job draw on two lanes."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels.

    Attributes:
        bgra: Four bytes a pixel (blue, green, red, unused), rows from the top without padding.
    """

    width: int
    height: int
    bgra: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        PageUnreadableError: These bytes are not a PDF.
    """
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_image(pdf: bytes, number: int, width_px: int) -> PageImage:
    """Draw one page, *number* counting from 0, on white, *width_px* pixels wide.

    Raises:
        PageUnreadableError: These bytes are not a PDF, or it has no such page.
    """
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            return _drawn(document, number, width_px)
        finally:
            document.close()


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise PageUnreadableError from error


def _drawn(document: pypdfium2.PdfDocument, number: int, width_px: int) -> PageImage:
    if not 0 <= number < len(document):
        raise PageUnreadableError
    page = document[number]
    try:
        bitmap = page.render(scale=width_px / page.get_width(), prefer_bgrx=True)
        rows = memoryview(bitmap.buffer)
        wide = bitmap.width * 4
        if bitmap.stride == wide:
            pixels = bytes(rows)[: wide * bitmap.height]
        else:
            pixels = b"".join(
                bytes(rows[row * bitmap.stride : row * bitmap.stride + wide])
                for row in range(bitmap.height)
            )
        return PageImage(bitmap.width, bitmap.height, pixels)
    except pypdfium2.PdfiumError as error:
        raise PageUnreadableError from error
    finally:
        page.close()
