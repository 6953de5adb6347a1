"""A code for a telephone's camera, as bars: nothing is in it but the text it is given."""

from collections.abc import Iterable
from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel, QRUtil

from clinic_app.printing.pieces import BarMark
from clinic_app.printing.plain_text import printable

_OVERLAP = 0.06
"""Rows overlap by a hair, or a screen shows white lines between them."""

QUIET = 4
"""Modules of white around a code. Source: ISO/IEC 18004 §9.1."""


_MASKS = 8
_LIKE_A_CORNER = (1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0)


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
    code = _Code(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    return tuple(
        tuple(bool(code.isDark(row, column)) for column in range(size)) for row in range(size)
    )


class _Code(QRCode):  # type: ignore[misc]  # ReportLab brings no types
    """A code that finds the mask that ReportLab would, in a fraction of the time."""

    def getBestMaskPattern(self) -> int:  # noqa: N802 - ReportLab calls it so
        """Return the mask with the fewest points against it."""
        self.makeImpl(True, 0)  # noqa: FBT003 - ReportLab's word for a trial
        size = self.moduleCount
        across, down = _number(self.modules), _number(zip(*self.modules, strict=True))
        masks = _masks(size, tuple(self.dataPosIterator()))
        first_across, first_down = masks[0]
        against = [
            _points_against(across ^ first_across ^ on_across, down ^ first_down ^ on_down, size)
            for on_across, on_down in masks
        ]
        return against.index(min(against))


def _number(rows: Iterable[Iterable[object]]) -> int:
    """Return all modules as the bits of one number, the first of the first row the lowest."""
    letters = "".join("1" if module else "0" for row in rows for module in row)
    return int(letters[::-1], 2)


@lru_cache(maxsize=4)
def _masks(size: int, of_data: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return which modules each mask turns over, row by row and column by column.

    Args:
        size: Modules in a row.
        of_data: Column and row of those that hold data; the same for all codes of a size.
    """
    masks = []
    for is_turned in map(QRUtil.getMask, range(_MASKS)):
        turned = [(column, row) for column, row in of_data if is_turned(row, column)]
        across = sum(1 << row * size + column for column, row in turned)
        masks.append((across, sum(1 << column * size + row for column, row in turned)))
    return tuple(masks)


def _points_against(across: int, down: int, size: int) -> int:
    """Return how hard a mask makes it for a camera. Source: ISO/IEC 18004 §7.8.3.

    Args:
        across: All modules as bits, row by row.
        down: The same, column by column.
        size: Modules in a row.
    """
    alike = _alike(across, size) + _alike(down, size)
    beside = _beside(across, size)
    below = ~(across ^ across >> size) & _columns(size, 0, size - 1)
    squares = beside & beside >> size & below
    uneven = abs(100 * across.bit_count() // size**2 - 50) // 5
    return alike + 3 * squares.bit_count() + 40 * _corners(across, size) + 10 * uneven


def _beside(lines: int, size: int) -> int:
    """Return which modules have one of their own kind behind them in their line."""
    return ~(lines ^ lines >> 1) & _columns(size, 1, size)


def _alike(lines: int, size: int) -> int:
    """Return the points against runs of five modules or more that are all dark or all light."""
    beside = _beside(lines, size)
    begins = beside & beside >> 1 & beside >> 2 & beside >> 3
    return begins.bit_count() + 2 * (begins & ~(begins << 1)).bit_count()


def _corners(across: int, size: int) -> int:
    """Return how often a row looks like the corner of a code, as ReportLab counts it."""
    found = _columns(size, len(_LIKE_A_CORNER), size)
    for place, is_dark in enumerate(_LIKE_A_CORNER):
        found &= across >> place if is_dark else ~(across >> place)
    return found.bit_count()


@lru_cache(maxsize=16)
def _columns(size: int, left_out: int, rows: int) -> int:
    """Return the bits of some rows, but for so many at the end of each."""
    row = (1 << size - left_out) - 1
    return sum(row << number * size for number in range(rows))


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
