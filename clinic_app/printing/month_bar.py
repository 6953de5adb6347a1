"""A bar of months: a head of twelve numbers, a row of boxes for each year, and what boxes mean."""

from clinic_app.printing.grid import MEASURE, SMALL, Grid, set_pair
from clinic_app.printing.lines import line_of
from clinic_app.printing.pieces import BoxesMark, Element, Mark, Piece, Role, TextMark
from clinic_app.printing.sheet import BarYear, BoxState, MonthBar, Words

_MONTHS = 12
_BOX_HEIGHT = 1.15
"""In sizes of the type; a box is wider than high, so that twelve of them are a bar."""

_HEAD_GAP = 3.0
_HEAD_TOP = 4.0


def month_bar_pieces(block: MonthBar, grid: Grid) -> list[Piece]:
    """Set the bar over the whole width: in two languages it stands once, under both."""
    years = [_year(year, grid) for year in block.years]
    meanings = [_meaning(state, words, grid) for state, words in block.legend]
    return [_head(grid), *years, *meanings]


def _columns(grid: Grid) -> tuple[float, float]:
    """Return where the boxes begin, and how wide they are together."""
    first = grid.own_x + line_of("0000").width_at(grid.size) + grid.size
    return first, MEASURE - first


def _head(grid: Grid) -> Piece:
    """Set the numbers of the months; who hears the sheet is told the months of each year."""
    first, width = _columns(grid)
    size, step = grid.size * SMALL, width / _MONTHS
    marks = []
    for number in range(_MONTHS):
        line = line_of(f"{number + 1:02}")
        x = first + (number + 0.5) * step - line.width_at(size) / 2
        marks.append(TextMark(x, _HEAD_TOP + size, line, size, element=None))
    return Piece(tuple(marks), _HEAD_TOP + size + _HEAD_GAP, is_bound_to_next=True)


def _year(year: BarYear, grid: Grid) -> Piece:
    first, width = _columns(grid)
    height = grid.size * _BOX_HEIGHT
    label = line_of(str(year.year), is_bold=True)
    told = Element(Role.FIGURE, instead=year.told)
    return Piece(
        (
            TextMark(grid.own_x, height * 0.85, label, grid.size, element=None),
            BoxesMark(first, 0.0, width, height, year.boxes, told),
        ),
        height + grid.size * 0.35,
    )


def _meaning(state: BoxState, words: Words, grid: Grid) -> Piece:
    side = grid.size * 0.86
    marks, depth = set_pair(words, grid, indent=side * 2.6)
    box: Mark = BoxesMark(grid.own_x, grid.size - side + 0.6, side * 2, side, (state,))
    return Piece((box, *marks), depth + grid.row_gap)
