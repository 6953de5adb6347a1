"""A code for a telephone's camera, as bars: nothing is in it but the text it is given."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel, QRUtil

from clinic_app.printing.pieces import BarMark
from clinic_app.printing.plain_text import printable

_OVERLAP = 0.06
"""Rows overlap by a hair, or a screen shows white lines between them."""

QUIET = 4
"""Modules of white around a code. Source: ISO/IEC 18004 §9.1."""


_MASKS = 8
_ALIKE = re.compile(b"\0{5,}|\1{5,}")
_LIKE_A_CORNER = b"\1\0\1\1\1\0\1\0\0\0\0"
_BYTE = 8


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
    """A code that finds the mask that ReportLab would, in a fifth of the time."""

    def getBestMaskPattern(self) -> int:  # noqa: N802 - ReportLab calls it so
        """Return the mask with the fewest points against it."""
        self.makeImpl(True, 0)  # noqa: FBT003 - ReportLab's word for a trial
        rows = [int.from_bytes(bytes(row)) for row in self.modules]
        of_data = self._of_data()
        first = _turned(of_data, 0)

        def points_against(mask: int) -> int:
            both = zip(rows, first, _turned(of_data, mask), strict=True)
            return _points_against([(row ^ off ^ on).to_bytes(len(rows)) for row, off, on in both])

        return min(range(_MASKS), key=points_against)

    def _of_data(self) -> tuple[bytes, ...]:
        """Return which modules of each row hold data: those that a mask may turn over."""
        rows = [bytearray(self.moduleCount) for _row in range(self.moduleCount)]
        for column, row in self.dataPosIterator():
            rows[row][column] = 1
        return tuple(map(bytes, rows))


@lru_cache(maxsize=2 * _MASKS)
def _turned(of_data: tuple[bytes, ...], mask: int) -> tuple[int, ...]:
    """Return which modules of each row a mask turns over: the same for all codes of a size."""
    is_turned = QRUtil.getMask(mask)
    return tuple(
        int.from_bytes(bytes(is_data and is_turned(i, j) for j, is_data in enumerate(row)))
        for i, row in enumerate(of_data)
    )


def _points_against(rows: list[bytes]) -> int:
    """Return how hard a mask makes it for a camera. Source: ISO/IEC 18004 §7.8.3."""
    dark = sum(map(sum, rows))
    lines = [*rows, *map(bytes, zip(*rows, strict=True))]
    alike = sum(len(run) - 2 for line in lines for run in _ALIKE.findall(line))
    corners = sum(row[:-1].count(_LIKE_A_CORNER) for row in rows)
    uneven = abs(100 * dark // len(rows) ** 2 - 50) // 5
    return alike + 3 * _squares(rows) + 40 * corners + 10 * uneven


def _squares(rows: Iterable[bytes]) -> int:
    """Return how many squares of two by two modules are all dark or all light."""
    count = 0
    for above, below in pairwise(rows):
        upper, lower = int.from_bytes(above), int.from_bytes(below)
        apart = upper ^ lower
        differs = (apart | apart >> _BYTE | upper ^ upper >> _BYTE) & _last(len(above) - 1)
        count += len(above) - 1 - differs.bit_count()
    return count


def _last(number: int) -> int:
    """Return what keeps the last bit of each of the last *number* bytes."""
    return int.from_bytes(b"\1" * number)


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
