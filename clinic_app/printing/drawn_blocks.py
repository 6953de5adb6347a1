"""Blocks that are drawn rather than read: lines to write on, long codes."""

from clinic_app.printing.grid import Grid, set_pair
from clinic_app.printing.lines import line_of
from clinic_app.printing.pieces import BarMark, Ink, Mark, Piece, TextMark, moved
from clinic_app.printing.sheet import (
    Blanks,
    CodeGroups,
    DrawnBlock,
    Words,
)

_GROUPS_IN_A_ROW = 4
_GROUP_SIZE = 19.0
_GROUP_ROW = 46.0
_ROOM_TO_WRITE = 24.0
"""Above a line, for a hand that holds a pen."""


def drawn_pieces_of(block: DrawnBlock, grid: Grid) -> list[Piece]:
    """Set one block; rows may come to stand on different pages."""
    match block:
        case CodeGroups():
            return _groups(block.groups, grid)
        case Blanks():
            return [_blank(words, grid) for words in block.lines]


def _blank(words: Words, grid: Grid) -> Piece:
    """Set a line to write on, its words below it."""
    rule = BarMark(grid.own_x, _ROOM_TO_WRITE, grid.own_width, 0.7)
    marks, depth = set_pair(words, grid)
    below = (moved(mark, 0.0, _ROOM_TO_WRITE) for mark in marks)
    return Piece((rule, *below), _ROOM_TO_WRITE + depth + grid.row_gap)


def _groups(groups: tuple[str, ...], grid: Grid) -> list[Piece]:
    step = grid.own_width / _GROUPS_IN_A_ROW
    pieces = []
    for start in range(0, len(groups), _GROUPS_IN_A_ROW):
        marks: list[Mark] = []
        for number, group in enumerate(groups[start : start + _GROUPS_IN_A_ROW]):
            x = grid.own_x + number * step
            count = line_of(str(start + number + 1))
            marks.append(TextMark(x, 11.0, count, 8.0, Ink.GREY))
            marks.append(TextMark(x, 32.0, line_of(group, is_bold=True), _GROUP_SIZE))
            marks.append(BarMark(x, 38.0, step - 12.0, 0.6, Ink.HAIR))
        pieces.append(Piece(tuple(marks), _GROUP_ROW))
    return pieces
