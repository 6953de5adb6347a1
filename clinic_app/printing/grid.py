"""Where columns stand on the page and how large type is: one place for every measure."""

from dataclasses import dataclass

from clinic_app.printing.lines import lines_of
from clinic_app.printing.pieces import Element, Ink, Mark, Role, TextMark
from clinic_app.printing.scripts import leading_of
from clinic_app.printing.sheet import Words

PAGE_WIDTH = 612.0
PAGE_HEIGHT = 792.0
"""US letter, the paper that clinics have."""

MARGIN = 38.0
TOP = 34.0
BOTTOM = 50.0
"""Room for the foot of the page; office printers cannot reach the last quarter inch."""

MEASURE = PAGE_WIDTH - 2 * MARGIN
"""From the left margin to the right one."""

SMALL = 0.8
"""English beside another language, in sizes of that language's type."""

SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.75, 8.5)
"""Type sizes from the most generous to the smallest that tired eyes can read on paper."""

LARGE = 18.0
"""Large print: what somebody who sees badly can read without help."""

SIZE_OF_MANY_PAGES = 10.0
"""Where one page is not enough, nothing is won by small type."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns of one sheet at one type size; x counts from the left margin.

    In one language, headings, where there are any, stand in a margin of their own at the left.
    In two, each language
    has a column, headings included. Where a language is written from right to left, x counts
    from the right margin: see :func:`pieces.mirrored`. In large print all stands in one column
    of the whole width, English below the other language.
    """

    size: float
    is_bilingual: bool
    is_rtl: bool = False
    is_large: bool = False
    has_headings: bool = True

    @property
    def has_two_columns(self) -> bool:
        """Whether English stands beside the sheet's language."""
        return self.is_bilingual and not self.is_large

    @property
    def has_margin(self) -> bool:
        """Whether headings stand in a margin of their own."""
        return self.has_headings and not self.is_bilingual and not self.is_large

    @property
    def own_x(self) -> float:
        """Left edge of what is said in the sheet's language."""
        return 112.0 if self.has_margin else 0.0

    @property
    def own_width(self) -> float:
        """Width of what is said in the sheet's language."""
        return 320.0 if self.has_two_columns else MEASURE - self.own_x

    @property
    def english_x(self) -> float:
        """Left edge of the English beside it."""
        return self.own_width + 16.0 if self.has_two_columns else 0.0

    @property
    def english_width(self) -> float:
        """Width of the English beside it."""
        return MEASURE - self.english_x

    @property
    def heading_width(self) -> float:
        """Width of a heading."""
        return self.own_x - 16.0 if self.has_margin else self.own_width

    @property
    def leading(self) -> float:
        """From baseline to baseline of running text."""
        return self.size * leading_of("")

    @property
    def row_gap(self) -> float:
        """White between two rows of a list."""
        return self.size * (0.16 if self.has_two_columns else 0.26)


def set_text(
    text: str,
    *,
    size: float,
    x: float,
    width: float,
    baseline: float,
    is_bold: bool = False,
    ink: Ink = Ink.BLACK,
    first_indent: float = 0.0,
    is_rtl: bool = False,
    element: Element | None = None,
) -> tuple[list[Mark], float]:
    """Set a paragraph, its first line moved in by *first_indent*.

    Returns:
        Its marks, and the depth of its last line below the piece's top, descenders included.
    """
    lines = lines_of(
        text, size=size, width=width, is_bold=is_bold, first_indent=first_indent, is_rtl=is_rtl
    )
    leading = leading_of(text)
    element = element or Element()
    marks: list[Mark] = []
    for number, line in enumerate(lines):
        indent = 0.0 if number else first_indent
        y = baseline + number * size * leading
        marks.append(TextMark(x + indent, y, line, size, ink, width - indent, element))
    depth = baseline + (len(lines) - 1) * size * leading + size * (leading - 1)
    return marks, depth if lines else 0.0


def set_pair(
    words: Words,
    grid: Grid,
    *,
    indent: float = 0.0,
    first_indent: float = 0.0,
    is_bold: bool = False,
    inset: float = 0.0,
    role: Role = Role.TEXT,
) -> tuple[list[Mark], float]:
    """Set a text in the sheet's language and the English beside it, on the same baseline.

    Args:
        words: What is said; English that is the same is not said twice.
        grid: Where.
        indent: Room left free before the sheet's language, for a box or a value.
        first_indent: Room left free before its first line only.
        is_bold: For both languages.
        inset: Room left free above, and before both languages, inside a frame.
        role: What both are.
    """
    baseline = grid.size + inset
    marks, depth = set_text(
        words.own,
        size=grid.size,
        x=grid.own_x + indent + inset,
        width=grid.own_width - indent - 2 * inset,
        baseline=baseline,
        is_bold=is_bold,
        first_indent=first_indent,
        is_rtl=grid.is_rtl,
        element=Element(role),
    )
    if words.english in {"", words.own}:
        return marks, depth
    size = grid.size * SMALL
    english, english_depth = set_text(
        words.english,
        size=size,
        x=grid.english_x + (0.0 if grid.has_two_columns else indent + inset),
        width=grid.english_width - inset - (0.0 if grid.has_two_columns else indent + inset),
        baseline=baseline if grid.has_two_columns else depth + size,
        is_bold=is_bold,
        ink=Ink.GREY,
        element=Element(role, is_english=True),
    )
    return [*marks, *english], max(depth, english_depth)
