"""A bar chart on paper: a row for each bar, with its label, its length and its number."""

from clinic_app.printing.grid import Grid
from clinic_app.printing.lines import line_of
from clinic_app.printing.pieces import BarMark, Element, FrameMark, Ink, Mark, Piece, TextMark
from clinic_app.printing.plain_text import unbroken
from clinic_app.printing.sheet import Bars

_BAR_HEIGHT = 0.7
"""In sizes of the type."""

_BESIDE = 0.5
"""Between label, bar and number, in sizes of the type."""


def bars_pieces(block: Bars, grid: Grid) -> list[Piece]:
    """Set one row for each bar; below zero a bar is pale, and what nobody reported has none.

    Of a number that is not whole only the outline is drawn.
    """
    labels = [line_of(unbroken(label), is_bold=True) for label, _words, _number in block.rows]
    values = [line_of(unbroken(words)) for _label, words, _number in block.rows]
    first = max((label.width_at(grid.size) for label in labels), default=0.0)
    last = max((value.width_at(grid.size) for value in values), default=0.0)
    beside = grid.size * _BESIDE
    room = grid.own_width - first - last - 2 * beside
    most = max((abs(number) for *_words, number in block.rows if number is not None), default=0)
    pieces = []
    lines = zip(block.rows, labels, values, strict=True)
    for place, ((_label, _words, number), line, value) in enumerate(lines):
        told = Element()
        start = grid.own_x + first + beside
        length = room * abs(number or 0) / max(most, 1)
        marks: list[Mark] = [TextMark(grid.own_x, grid.size, line, grid.size, element=told)]
        if length:
            box = (start, grid.size * (1 - _BAR_HEIGHT) + 1.0, length, grid.size * _BAR_HEIGHT)
            ink = Ink.BLACK if (number or 0) > 0 else Ink.HAIR
            is_whole = place not in block.partial
            marks.append(BarMark(*box, ink) if is_whole else FrameMark(*box))
        marks.append(TextMark(start + length + beside, grid.size, value, grid.size, element=told))
        pieces.append(Piece(tuple(marks), grid.leading + grid.row_gap))
    return pieces
