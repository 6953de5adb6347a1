"""A code for a telephone's camera, as bars: nothing is in it but the text it is given."""

from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from clinic_app.printing.pieces import BarMark
from clinic_app.printing.plain_text import printable

_OVERLAP = 0.06
"""Rows overlap by a hair, or a screen shows white lines between them."""

QUIET = 4
"""Modules of white around a code. Source: ISO/IEC 18004 §9.1."""


def qr_marks(
    text: str, *, x: float, y: float, side: float, is_rtl: bool = False
) -> tuple[BarMark, ...]:
    """Return the bars of a code that fills a square, its quiet zone included.

    Args:
        text: What a camera reads.
        x: Left edge of the square.
        y: Its upper edge.
        side: Its width and height.
        is_rtl: Whether the page will be turned over by :func:`pieces.mirrored`, which must not
            turn the code.
    """
    rows = _rows(printable(text))
    module = side / (len(rows) + 2 * QUIET)
    marks = []
    for number, row in enumerate(rows):
        for first, length in _runs(row[::-1] if is_rtl else row):
            marks.append(
                BarMark(
                    x + (first + QUIET) * module,
                    y + (number + QUIET) * module,
                    length * module,
                    module + _OVERLAP,
                )
            )
    return tuple(marks)


def forget() -> None:
    """Forget the codes that were made: a come-back code must not outlive the page it is on."""
    _rows.cache_clear()


@lru_cache(maxsize=4)
def _rows(text: str) -> tuple[tuple[bool, ...], ...]:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    return tuple(
        tuple(bool(code.isDark(row, column)) for column in range(size)) for row in range(size)
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Return where each run of dark modules begins, and how long it is."""
    runs: list[tuple[int, int]] = []
    for place, is_dark in enumerate(row):
        if not is_dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
