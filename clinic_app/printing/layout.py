"""A sheet becomes pages: the largest type at which it stands on one page, else as many as it takes.

Nothing is drawn here; a page is a list of marks.
"""

from dataclasses import dataclass, replace
from math import inf

from clinic_app.printing.blocks import HEADING_TOP, heading_of, pieces_of
from clinic_app.printing.grid import (
    BOTTOM,
    LARGE,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIZE_OF_MANY_PAGES,
    SIZES,
    TOP,
    Grid,
)
from clinic_app.printing.head import head_of, running_head_of
from clinic_app.printing.pieces import Mark, Piece, cut, mirrored, moved
from clinic_app.printing.sheet import Section, Sheet

Page = tuple[Mark, ...]
"""Marks of one page; places count from the page's top left corner."""

_GAP, _NARROWEST_GAP = 4.0, 1.5
"""White between sections; the narrowest, where it spares a second page."""

_KEPT_TOGETHER = 260.0
"""A section up to this height is not torn over two pages."""

_WORTH_BEGINNING = 60.0
"""What no page can hold is begun where at least this much room is left."""

_FIRST_ASKED = {True: SIZES.index(8.75), False: SIZES.index(10.5)}
"""What most sheets come out at; two languages take more room."""

_SLOWER = 0.6
"""Type grows more slowly than what it covers: its lines are taller and hold less."""

_ROUNDING = 0.01
_HOPELESS = 2.0
"""Of so many pages as set so far the rest is not set to know that one page is not enough."""

_LARGEST_GAP = 15.0
"""A page that is not full is spread a little, not stretched."""


def pages_of(sheet: Sheet) -> tuple[Page, ...]:
    """Lay a sheet out.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of its characters.
    """
    pages = _laid_out(sheet)
    if sheet.is_rtl:
        return tuple(tuple(mirrored(mark, PAGE_WIDTH) for mark in page) for page in pages)
    return pages


def _laid_out(sheet: Sheet) -> tuple[Page, ...]:
    head, largest = head_of(sheet), None
    if sheet.is_large:
        return _paged(sheet, head, _sections(sheet, LARGE))
    low, high = 0, len(SIZES)  # the sizes from low on are still to be asked, high fits
    asked = _FIRST_ASKED[sheet.is_bilingual]
    while low < high:
        sections = _sections(sheet, SIZES[asked], _HOPELESS * _free(head, []))
        free = _free(head, sections)
        if free >= 0:
            largest, high = sections, asked
        else:
            low = asked + 1
        asked = min(max(_guess(SIZES[asked], _height(sections), free), low), high - 1)
    if largest is None:  # the size asked last was the smallest
        least = (_GAP - _NARROWEST_GAP) * len(sections)
        fits = _free(head, sections) + least >= 0
        largest = sections if fits else _sections(sheet, SIZE_OF_MANY_PAGES)
    return _paged(sheet, head, largest)


def _guess(size: float, height: float, free: float) -> int:
    """Return which size may be the largest that fits, from how much of a page is left at another.

    It is asked next, and then its neighbour: a guess costs time where it is wrong, nothing else.
    """
    fitting = size * max(0.0, 1.0 + free / max(height, 1.0)) ** _SLOWER
    return next((number for number, each in enumerate(SIZES) if each <= fitting), len(SIZES))


def _sections(sheet: Sheet, size: float, most: float = inf) -> list[list[Piece]]:
    """Set the sections of a sheet; only the first blocks where those are higher than *most*."""
    has_headings = any(section.heading.own for section in sheet.sections)
    grid = Grid(size, sheet.is_bilingual, sheet.is_rtl, sheet.is_large, has_headings)
    sections: list[list[Piece]] = []
    height = 0.0
    for section in sheet.sections:
        pieces: list[Piece] = []
        for block in section.blocks:
            pieces += (fresh := pieces_of(block, grid))
            height += sum(piece.height for piece in fresh)
            if height > most:
                return [*sections, pieces]
        sections.append(_section(section, pieces, grid))
    return sections


def _section(section: Section, pieces: list[Piece], grid: Grid) -> list[Piece]:
    marks, depth = heading_of(section.heading, grid)
    if not grid.has_margin:
        return [Piece(tuple(marks), depth, is_bound_to_next=True), *pieces]
    return _beside(marks, depth, pieces)


def _beside(marks: list[Mark], depth: float, pieces: list[Piece]) -> list[Piece]:
    """Put a heading into the margin beside the first row, which moves down to its baseline."""
    first, *rest = pieces or [Piece((), 0.0)]
    lowered = (*marks, *(moved(mark, 0, HEADING_TOP) for mark in first.marks))
    first = Piece(lowered, first.height + HEADING_TOP, is_bound_to_next=bool(rest))
    section = [first, *rest]
    short = depth - sum(piece.height for piece in section)
    if short > 0:
        section[-1] = replace(section[-1], height=section[-1].height + short)
    return section


def _height(sections: list[list[Piece]]) -> float:
    return sum(piece.height for section in sections for piece in section)


def _free(head: Piece, sections: list[list[Piece]]) -> float:
    """Return how much of a single page stays white; below zero where one is not enough."""
    used = TOP + head.height + _height(sections) + _GAP * len(sections)
    return PAGE_HEIGHT - BOTTOM - used


@dataclass(slots=True)
class _Filling:
    """Pages of a sheet while they are filled; *y* is where the next piece would stand."""

    sheet: Sheet
    pages: list[list[Mark]]
    y: float
    kept_head: Piece | None = None

    @property
    def running_head(self) -> Piece:
        """The head of every further page, set where one is needed."""
        if self.kept_head is None:
            self.kept_head = running_head_of(self.sheet)
        return self.kept_head

    def put(self, piece: Piece) -> None:
        self.pages[-1] += [moved(mark, MARGIN, self.y) for mark in piece.marks]
        self.y += piece.height

    @property
    def room(self) -> float:
        return PAGE_HEIGHT - BOTTOM - self.y + _ROUNDING


def _paged(sheet: Sheet, head: Piece, sections: list[list[Piece]]) -> tuple[Page, ...]:
    spread = min(_free(head, sections) / max(1, len(sections)), _LARGEST_GAP - _GAP)
    gap = _GAP + (spread if _GAP + spread >= _NARROWEST_GAP else 0.0)
    filling = _Filling(sheet, [[]], TOP)
    filling.put(head)
    for section in sections:
        filling.put(Piece((), gap))
        height = sum(piece.height for piece in section)
        if filling.room < height <= _KEPT_TOGETHER:
            _turn(filling)
        waiting = list(section)
        while waiting:
            _place(filling, waiting)
    return tuple(tuple(page) for page in filling.pages)


def _place(filling: _Filling, waiting: list[Piece]) -> None:
    """Put the first of *waiting*, or a part of it, or turn the page.

    It goes with what it is bound to; only what no page could hold is cut.
    """
    first = waiting[0]
    together = _bound_height(waiting)
    if together <= filling.room:
        filling.put(waiting.pop(0))
        return
    fresh_room = PAGE_HEIGHT - BOTTOM - TOP - filling.running_head.height
    is_fresh = filling.room >= fresh_room
    if together <= fresh_room:
        _turn(filling)
    elif first.height <= filling.room - (0 if is_fresh else _WORTH_BEGINNING):
        filling.put(waiting.pop(0))
    elif first.height > fresh_room and filling.room > _WORTH_BEGINNING:
        upper, waiting[0] = cut(first, filling.room)
        filling.put(upper)
    else:
        _turn(filling)


def _bound_height(waiting: list[Piece]) -> float:
    """Return the height of the first piece with all that it is bound to."""
    height = 0.0
    for piece in waiting:
        height += piece.height
        if not piece.is_bound_to_next:
            break
    return height


def _turn(filling: _Filling) -> None:
    filling.pages.append([])
    filling.y = TOP
    filling.put(filling.running_head)
