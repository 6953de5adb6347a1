"""Blocks that are drawn rather than read: lines to write on, cards to cut out, boxes, codes."""

from clinic_app.printing.bars import bars_pieces
from clinic_app.printing.grid import MEASURE, SMALL, Grid, set_pair, set_text
from clinic_app.printing.lines import line_of
from clinic_app.printing.month_bar import month_bar_pieces
from clinic_app.printing.pieces import (
    BarMark,
    Element,
    FrameMark,
    Ink,
    Mark,
    Piece,
    TextMark,
    moved,
)
from clinic_app.printing.scripts import leading_of
from clinic_app.printing.sheet import (
    Banner,
    Bars,
    Blanks,
    CardSide,
    CodeGroups,
    DrawnBlock,
    FoldCards,
    MonthBar,
    StrikeGrid,
    Words,
)

_GROUPS_IN_A_ROW = 4
_GROUP_SIZE = 19.0
_GROUP_ROW = 46.0
_ROOM_TO_WRITE = 24.0
"""Above a line, for a hand that holds a pen."""

_BANNER, _LARGEST_BANNER = 4.0, 44.0
"""In sizes of the sheet's type, so that a banner is as large as its page allows; in points."""

_LONG_BANNER, _MOST_LINES = 30.0, 4
"""In points, where a text would take more lines than these."""

_CARD_WIDTH = MEASURE / 2
_CARD_HEIGHT = 140.0
"""A folded card goes into a wallet: 3.7 by 2 inches."""

_AROUND_CARD = 2.0
_CARD_PAD = 9.0
_CARD_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_STRIKE_LABEL = 118.0
_STRIKE_HEIGHTS = (27.0, 54.0)
_ALL_STRIKES = 378.0
"""A row at least and at most, and what all rows share: room for many strokes where few are."""


def drawn_pieces_of(block: DrawnBlock, grid: Grid) -> list[Piece]:
    """Set one block; rows may come to stand on different pages."""
    match block:
        case CodeGroups():
            return _groups(block.groups, grid)
        case Blanks():
            return [_blank(words, grid) for words in block.lines]
        case Banner():
            return [_banner(block.words, grid)]
        case FoldCards():
            return [_card(block, grid) for _number in range(block.count)]
        case StrikeGrid():
            return [_strike_head(block, grid), *_strikes(block, grid)]
        case MonthBar() | Bars():
            return _chart(block, grid)


def _chart(block: MonthBar | Bars, grid: Grid) -> list[Piece]:
    if isinstance(block, MonthBar):
        return month_bar_pieces(block, grid)
    return bars_pieces(block, grid)


def _blank(words: Words, grid: Grid) -> Piece:
    """Set a line to write on, its words below it."""
    rule = BarMark(grid.own_x, _ROOM_TO_WRITE, grid.own_width, 0.7)
    marks, depth = set_pair(words, grid)
    tall = (leading_of(words.own) - leading_of("")) * grid.size / 2
    below = (moved(mark, 0.0, _ROOM_TO_WRITE + tall) for mark in marks)
    return Piece((rule, *below), _ROOM_TO_WRITE + tall + depth + grid.row_gap)


def _banner(words: Words, grid: Grid) -> Piece:
    for size in (min(_BANNER * grid.size, _LARGEST_BANNER), _LONG_BANNER):
        marks, depth = set_text(
            words.own,
            size=size,
            x=0.0,
            width=MEASURE,
            baseline=size,
            is_bold=True,
            is_rtl=grid.is_rtl,
        )
        if len(marks) <= _MOST_LINES:
            break
    if words.english not in {"", words.own}:
        english, depth = set_text(
            words.english,
            size=size / 2,
            x=0.0,
            width=MEASURE,
            baseline=depth + size / 2,
            ink=Ink.GREY,
            element=Element(is_english=True),
        )
        marks = [*marks, *english]
    return Piece(tuple(marks), depth + grid.size)


def _card(block: FoldCards, grid: Grid) -> Piece:
    """Set one card: a frame to cut along, a line to fold along, a language on each half."""
    own, deep = _card_side(block.own, x=0.0, is_rtl=grid.is_rtl)
    english, english_deep = _card_side(block.english, x=_CARD_WIDTH, is_english=True)
    height = max(_CARD_HEIGHT, deep + _CARD_PAD / 2, english_deep + _CARD_PAD / 2)
    frame = FrameMark(0.0, 0.0, MEASURE, height, 0.6)
    fold = BarMark(_CARD_WIDTH, 0.0, 0.4, height, Ink.HAIR)
    marks = (moved(mark, 0.0, _AROUND_CARD) for mark in (frame, fold, *own, *english))
    return Piece(tuple(marks), height + 2 * _AROUND_CARD)


def _card_side(
    side: CardSide, *, x: float, is_rtl: bool = False, is_english: bool = False
) -> tuple[list[Mark], float]:
    """Set one half in the largest type at which it fits; where none does, the card grows."""
    for size in _CARD_SIZES:
        marks, depth = _card_text(side, size, x=x, is_rtl=is_rtl, is_english=is_english)
        if depth <= _CARD_HEIGHT - _CARD_PAD / 2:
            break
    return list(marks), depth


def _card_text(
    side: CardSide, size: float, *, x: float, is_rtl: bool, is_english: bool
) -> tuple[list[Mark], float]:
    width = _CARD_WIDTH - 2 * _CARD_PAD
    marks, depth = set_text(
        side.title,
        size=size,
        x=x + _CARD_PAD,
        width=width,
        baseline=_CARD_PAD / 2 + size,
        is_bold=True,
        is_rtl=is_rtl,
        element=Element(is_english=is_english),
    )
    for line in side.lines:
        more, depth = set_text(
            line,
            size=size,
            x=x + _CARD_PAD,
            width=width,
            baseline=depth + size * 0.25 + size,
            is_rtl=is_rtl,
            element=Element(is_english=is_english),
        )
        marks += more
    return marks, depth


def _strike_columns(block: StrikeGrid, grid: Grid) -> tuple[float, float]:
    """Return where the boxes begin, and how wide each is."""
    first = grid.own_x + _STRIKE_LABEL
    return first, (grid.own_width - _STRIKE_LABEL) / len(block.columns)


def _strike_head(block: StrikeGrid, grid: Grid) -> Piece:
    first, width = _strike_columns(block, grid)
    marks: list[Mark] = []
    deepest = 0.0
    for number, column in enumerate(block.columns):
        more, depth = set_text(
            column,
            size=grid.size * SMALL,
            x=first + number * width + 2.0,
            width=width - 4.0,
            baseline=grid.size,
            is_bold=True,
        )
        marks += more
        deepest = max(deepest, depth)
    return Piece(tuple(marks), deepest + 2.0, is_bound_to_next=True)


def _strikes(block: StrikeGrid, grid: Grid) -> list[Piece]:
    """Set a row of boxes for each language; where none stands, a line to write one on."""
    least, most = _STRIKE_HEIGHTS
    height = max(least, min(most, _ALL_STRIKES / max(len(block.rows), 1)))
    first, width = _strike_columns(block, grid)
    boxes = tuple(
        FrameMark(first + number * width, 0.0, width, height, 0.6)
        for number in range(len(block.columns))
    )
    label = _STRIKE_LABEL - 4.0
    rule = BarMark(grid.own_x, height - 6.0, label - 8.0, 0.6, Ink.HAIR)
    pieces = []
    for row in block.rows:
        baseline = height / 2 + grid.size / 3
        marks, _depth = set_text(row, size=grid.size, x=grid.own_x, width=label, baseline=baseline)
        pieces.append(Piece((*(marks or [rule]), *boxes), height))
    return pieces


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
