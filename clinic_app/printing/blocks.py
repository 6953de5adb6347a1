"""Blocks of a sheet become pieces: one function per kind of block."""

from dataclasses import replace

from clinic_app.printing.drawn_blocks import drawn_pieces_of
from clinic_app.printing.grid import SMALL, Grid, set_pair, set_text
from clinic_app.printing.lines import Line, line_of
from clinic_app.printing.pieces import (
    BarMark,
    Element,
    FrameMark,
    Ink,
    Mark,
    Piece,
    Role,
    TextMark,
    moved,
)
from clinic_app.printing.plain_text import unbroken
from clinic_app.printing.sheet import (
    Block,
    CheckList,
    Fact,
    Facts,
    Figures,
    Note,
    Points,
    Text,
    Words,
)

_INSET = 6.0
_ABOVE_FRAME = 1.5
_MOST_OF_A_ROW = 0.5
HEADING_TOP = 5.0
"""Between a section's rule and its heading."""


def pieces_of(block: Block, grid: Grid) -> list[Piece]:
    """Set one block; rows may come to stand on different pages."""
    match block:
        case Text():
            marks, depth = set_pair(block.words, grid, is_bold=block.is_strong)
            # A strong line leads what stands below it: never alone at the foot of a page.
            return [Piece(tuple(marks), depth + grid.row_gap, is_bound_to_next=block.is_strong)]
        case CheckList() | Points():
            set_item = _ticked if isinstance(block, CheckList) else _dashed
            return [set_item(item, grid) for item in block.items]
        case Facts():
            return _facts(block, grid)
        case Figures():
            rows = [_figure(words, number, grid) for words, number in block.rows]
            if block.is_whole:
                rows[:-1] = [replace(row, is_bound_to_next=True) for row in rows[:-1]]
            return [*([_titles(*block.titles, grid)] if block.titles else ()), *rows]
        case Note():
            return [_framed(block.words, grid)]
        case _:
            return drawn_pieces_of(block, grid)


def _ticked(item: Words, grid: Grid) -> Piece:
    side = grid.size * 0.86
    marks, depth = set_pair(item, grid, indent=grid.size * 1.6, role=Role.ITEM)
    box = FrameMark(grid.own_x, grid.size - side + 0.6, side, side)
    return Piece((box, *marks), depth + grid.row_gap)


def _dashed(item: Words, grid: Grid) -> Piece:
    marks, depth = set_pair(item, grid, indent=grid.size * 1.6, role=Role.ITEM)
    dash = BarMark(grid.own_x, grid.size * 0.64, grid.size * 0.8, 1.2)
    return Piece((dash, *marks), depth + grid.row_gap)


def _facts(block: Facts, grid: Grid) -> list[Piece]:
    """Set values in a column of their own; in two languages there is no room for one."""
    values = [_value_of(row, grid) for row in block.rows]
    widest = max((value.width_at(grid.size) for value in values), default=0.0)
    column = widest + grid.size if grid.has_margin else None
    return [_fact(row, value, column, grid) for row, value in zip(block.rows, values, strict=True)]


def _fact(row: Fact, value: Line, column: float | None, grid: Grid) -> Piece:
    words = row.words
    if row.value.english not in {"", row.value.own}:
        words = Words(words.own, f"{unbroken(row.value.english)}: {words.english}")
    if column is None:
        marks, depth = set_pair(
            words, grid, first_indent=value.width_at(grid.size) + grid.size * 0.7
        )
    else:
        marks, depth = set_pair(words, grid, indent=column)
    first = TextMark(grid.own_x, grid.size, value, grid.size)
    return Piece((first, *marks), max(depth, grid.leading) + grid.row_gap)


def _value_of(row: Fact, grid: Grid) -> Line:
    return line_of(unbroken(row.value.own), is_bold=True, is_rtl=grid.is_rtl)


def _figure(words: str, number: str, grid: Grid) -> Piece:
    value = line_of(unbroken(number), is_bold=True)
    wide = value.width_at(grid.size)
    if wide > grid.own_width * _MOST_OF_A_ROW:
        return _figure_below(words, number, grid)
    marks, depth = set_text(
        words,
        size=grid.size,
        x=grid.own_x,
        width=grid.own_width - wide - grid.size,
        baseline=grid.size,
    )
    right = TextMark(grid.own_x + grid.own_width - wide, grid.size, value, grid.size)
    rule = BarMark(grid.own_x, depth + 1.0, grid.own_width, 0.4, Ink.HAIR)
    return Piece((*marks, right, rule), depth + 1.4 + grid.row_gap)


def _titles(left: str, right: str, grid: Grid) -> Piece:
    """Set what the two columns of figures are called: never alone at the foot of a page."""
    value = line_of(unbroken(right), is_bold=True)
    wide = value.width_at(grid.size)
    marks, depth = set_text(
        left,
        size=grid.size,
        x=grid.own_x,
        width=grid.own_width - wide - grid.size,
        baseline=grid.size,
        is_bold=True,
    )
    last = TextMark(grid.own_x + grid.own_width - wide, grid.size, value, grid.size)
    rule = BarMark(grid.own_x, depth + 1.0, grid.own_width, 0.8)
    return Piece((*marks, last, rule), depth + 1.8 + grid.row_gap, is_bound_to_next=True)


def _figure_below(words: str, number: str, grid: Grid) -> Piece:
    """Set what is too wide for the right of its row, such as a hash, below its words."""
    x, width = grid.own_x, grid.own_width
    marks, depth = set_text(words, size=grid.size, x=x, width=width, baseline=grid.size)
    more, depth = set_text(
        number, size=grid.size, x=x, width=width, baseline=depth + grid.size, is_bold=True
    )
    rule = BarMark(x, depth + 1.0, width, 0.4, Ink.HAIR)
    return Piece((*marks, *more, rule), depth + 1.4 + grid.row_gap)


def _framed(words: Words, grid: Grid) -> Piece:
    marks, depth = set_pair(words, grid, is_bold=True, inset=_INSET)
    height = depth + _INSET - 1.0
    wide = grid.english_x + grid.english_width if grid.has_two_columns else grid.own_width
    frame = FrameMark(grid.own_x, 1.0, wide, height, 1.4)
    lowered = (moved(mark, 0.0, _ABOVE_FRAME) for mark in (frame, *marks))
    return Piece(tuple(lowered), _ABOVE_FRAME + height + 1.0 + 2 * grid.row_gap)


def heading_of(words: Words, grid: Grid) -> tuple[list[Mark], float]:
    """Set a section's heading below a rule across the page; in two languages, both."""
    rule = BarMark(0.0, 0.0, grid.english_x + grid.english_width, 0.8)
    if not grid.has_two_columns:
        rule = BarMark(0.0, 0.0, grid.own_x + grid.own_width, 0.8)
    marks, depth = set_text(
        words.own,
        size=grid.size,
        x=0.0,
        width=grid.heading_width,
        baseline=HEADING_TOP + grid.size,
        is_bold=True,
        is_rtl=grid.is_rtl,
        element=Element(Role.HEADING),
    )
    if grid.is_bilingual:
        english, english_depth = set_text(
            words.english,
            size=grid.size * SMALL,
            x=grid.english_x,
            width=grid.english_width,
            baseline=HEADING_TOP + grid.size if grid.has_two_columns else depth + grid.size,
            is_bold=True,
            ink=Ink.GREY,
            element=Element(Role.HEADING, is_english=True),
        )
        marks, depth = [*marks, *english], max(depth, english_depth)
    return [rule, *marks], depth + grid.row_gap
