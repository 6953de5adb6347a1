"""Marks on paper and the pieces they form: a page is a list of pieces, a piece a list of marks.

All lengths are points. A mark's place counts from the top left corner of its piece, downwards, so
that a piece can be measured, moved and cut before anything is drawn.
"""

from dataclasses import dataclass, field, replace
from enum import Enum

from clinic_app.printing.lines import Line
from clinic_app.printing.sheet import BoxState


class Ink(Enum):
    """Shades of grey: a sheet must survive a bad copier. The value is 0 for black, 1 for white."""

    BLACK = 0.0
    GREY = 0.32
    HAIR = 0.6
    WHITE = 1.0


class Role(Enum):
    """What a text is to whoever hears a sheet instead of seeing it. The value is PDF's name."""

    TITLE = "H1"
    HEADING = "H2"
    TEXT = "P"
    ITEM = "LI"
    FIGURE = "Figure"


# Not frozen, these four: hundreds are made for a page, and a frozen one takes three times as long.
@dataclass(slots=True, eq=False)
class Element:
    """One text in the order it is read; all lines of a paragraph have the same one.

    Attributes:
        instead: What is told of a figure, which has no text of its own.
    """

    role: Role = Role.TEXT
    is_english: bool = False
    instead: str = ""


@dataclass(slots=True)
class TextMark:
    """A line of text.

    Attributes:
        y: Its baseline.
        room: Width of the column it stands in, from *x* on; 0 for just its own width.
        element: What it is part of; None for what every page repeats and nobody reads twice.
    """

    x: float
    y: float
    line: Line
    size: float
    ink: Ink = Ink.BLACK
    room: float = 0.0
    element: Element | None = field(default_factory=Element, compare=False)


@dataclass(slots=True)
class BarMark:
    """A filled rectangle: a rule, a bar."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink = Ink.BLACK


@dataclass(frozen=True, slots=True)
class FrameMark:
    """The outline of a rectangle."""

    x: float
    y: float
    width: float
    height: float
    thickness: float = 0.9


@dataclass(frozen=True, slots=True)
class BoxesMark:
    """A row of boxes, equally wide.

    Attributes:
        element: The figure that they are; None where words beside them say it.
    """

    x: float
    y: float
    width: float
    height: float
    boxes: tuple[BoxState, ...]
    element: Element | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CodeMark:
    """A code for a camera, with the white around it; never cut, and never turned over.

    Attributes:
        modules: How many stand in a row, white ones at its ends included.
        runs: Column, row and length of each run of dark modules.
    """

    x: float
    y: float
    side: float
    modules: int
    runs: tuple[tuple[int, int, int], ...]

    @property
    def width(self) -> float:
        """How much of a line it takes."""
        return self.side

    @property
    def height(self) -> float:
        """How far down it reaches."""
        return self.side


Mark = TextMark | BarMark | FrameMark | BoxesMark | CodeMark
"""Everything that is ever drawn."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stays together on a page.

    Attributes:
        is_bound_to_next: Never the last on a page, such as a heading.
    """

    marks: tuple[Mark, ...]
    height: float
    is_bound_to_next: bool = False


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Return *mark* moved to the right and down."""
    if isinstance(mark, TextMark):  # written out: hundreds on a page are moved three times
        line, size, ink, room, element = mark.line, mark.size, mark.ink, mark.room, mark.element
        return TextMark(mark.x + x, mark.y + y, line, size, ink, room, element)
    if isinstance(mark, BarMark):
        return BarMark(mark.x + x, mark.y + y, mark.width, mark.height, mark.ink)
    return replace(mark, x=mark.x + x, y=mark.y + y)


def mirrored(mark: Mark, width: float) -> Mark:
    """Return *mark* as on a page that begins at its right edge.

    What is written from the right stands at the right end of its column, what is written from
    the left, such as English, at the left end of its own.
    """
    if isinstance(mark, BoxesMark):
        return replace(mark, x=width - mark.x - mark.width, boxes=mark.boxes[::-1])
    taken = mark.width if not isinstance(mark, TextMark) else mark.room
    if isinstance(mark, TextMark) and (mark.line.is_rtl or not mark.room):
        taken = mark.line.width_at(mark.size)
    return moved(mark, width - 2 * mark.x - taken, 0.0)


def unread(marks: list[Mark]) -> tuple[Mark, ...]:
    """Return *marks* as what every page repeats."""
    return tuple(
        replace(mark, element=None) if isinstance(mark, TextMark) else mark for mark in marks
    )


def cut(piece: Piece, room: float) -> tuple[Piece, Piece]:
    """Cut a piece that is taller than a whole page; no line and no code is cut, frames are."""
    upper: list[Mark] = []
    lower: list[Mark] = []
    for mark in piece.marks:
        if isinstance(mark, TextMark | CodeMark):
            fits = mark.y <= room
            (upper if fits else lower).append(mark if fits else moved(mark, 0, -room))
            continue
        end = mark.y + mark.height
        if mark.y < room:
            upper.append(replace(mark, height=min(end, room) - mark.y))
        if end > room:
            top = max(mark.y, room)
            lower.append(replace(mark, y=top - room, height=end - top))
    # A line whose baseline stands just below the cut needs room for its own height.
    sunk = max((mark.size for mark in lower if isinstance(mark, TextMark)), default=0.0)
    rest = Piece(tuple(moved(mark, 0, sunk) for mark in lower), piece.height - room + sunk)
    return Piece(tuple(upper), room), rest
