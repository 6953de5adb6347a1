"""A code for a telephone's camera, as bars: nothing is in it but the text it is given."""

import re
from collections.abc import Iterable
from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel, QRUtil

from clinic_app.printing.pieces import CodeMark
from clinic_app.printing.plain_text import printable

QUIET = 4
"""Modules of white around a code. Source: ISO/IEC 18004 §9.1."""


_MASKS = 8
_LIKE_A_CORNER = (1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0)
_FIRST_WITH_ITS_NUMBER = 7
"""The smallest version of a code that tells in it which one it is. Source: §7.10."""

_DARK = re.compile("1+")


def qr_mark(text: str, *, x: float, y: float, side: float) -> CodeMark:
    """Return a code that fills a square, its quiet zone included.

    Args:
        text: What a camera reads.
        x: Left edge of the square.
        y: Its upper edge.
        side: Its width and height.
    """
    size, runs = _code(printable(text))
    return CodeMark(x, y, side, size + 2 * QUIET, runs)


def forget() -> None:
    """Forget the codes that were made: a come-back code must not outlive the page it is on."""
    _code.cache_clear()


@lru_cache(maxsize=4)
def _code(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return how many modules a row has, and the column, row and length of each dark run."""
    code = _Code(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    runs = tuple(
        (found.start() + QUIET, number + QUIET, len(found[0]))
        for number, row in enumerate(code.modules)
        for found in _DARK.finditer("".join("1" if is_dark else "0" for is_dark in row))
    )
    return code.getModuleCount(), runs


class _Code(QRCode):  # type: ignore[misc]  # ReportLab brings no types
    """A code that is the one that ReportLab would make, in a fraction of the time."""

    modules: list[list[bool]]

    def make(self) -> None:
        """Set all modules, under the mask with the fewest points against it."""
        self.version = self.calculate_version()
        self._dataPosList = _places_of_data(self.version)
        self.makeImpl(True, 0)  # noqa: FBT003 - ReportLab's word for a trial
        size = self.moduleCount
        across, down = _number(self.modules), _number(zip(*self.modules, strict=True))
        masks = _masks(size, self._dataPosList)
        first_across, first_down = masks[0]
        masked = [
            (across ^ first_across ^ on_across, down ^ first_down ^ on_down)
            for on_across, on_down in masks
        ]
        against = [_points_against(*each, size) for each in masked]
        best = against.index(min(against))
        letters = f"{masked[best][0]:0{size * size}b}"[::-1]
        dark = [letter == "1" for letter in letters]
        self.modules = [dark[start : start + size] for start in range(0, size * size, size)]
        self.setupTypeInfo(False, best)  # noqa: FBT003 - no trial
        if self.version >= _FIRST_WITH_ITS_NUMBER:
            self.setupTypeNumber(False)  # noqa: FBT003 - no trial


@lru_cache(maxsize=4)
def _places_of_data(version: int) -> tuple[tuple[int, int], ...]:
    """Return column and row of each module that holds data, in their order."""
    code = QRCode(version, QRErrorCorrectLevel.M)
    code.moduleCount = 4 * version + 17
    return tuple(code.dataPosIterator())


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
