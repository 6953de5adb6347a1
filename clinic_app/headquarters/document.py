"""What one report says, before anybody decides whether it becomes a page, a sheet or a table.

Every format draws the same value, so no two formats can tell different numbers.
"""

from dataclasses import dataclass

from clinic_app.translation import gettext as _

Cell = str | int | None
"""A word, a number, or a gap: one that nobody reported or can know, which is never a zero."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table.

    Attributes:
        key: What programs find it by, such as a headline's name; empty for none.
    """

    cells: tuple[Cell, ...]
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows below a heading.

    Attributes:
        columns: The title of each column.
        words: How many columns, from the left, are words; the others hold numbers.
        explained: A paragraph above the rows; empty for none.
        has_bounds: Its numbers say between what the truth lies, so a gap is what nobody can know;
            else it is what nobody reported.
    """

    title: str
    columns: tuple[str, ...]
    words: int
    rows: tuple[Row, ...]
    explained: str = ""
    has_bounds: bool = False

    def words_in(self, cell: Cell) -> str:
        """Return what stands in a cell, for people."""
        if isinstance(cell, str):
            return cell
        return bound_words(cell) if self.has_bounds else number_words(cell)


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many clinics reported, of all that should have."""

    reported: int
    expected: int

    @property
    def is_partial(self) -> bool:
        """Whether some reported, and others are silent."""
        return 0 < self.reported < self.expected


@dataclass(frozen=True, slots=True)
class Bar:
    """A label, and a number or a gap.

    Attributes:
        turnout: Where that is partial the number is no whole one, and never drawn as one.
    """

    label: str
    number: int | None
    turnout: Turnout = Turnout(0, 0)

    @property
    def is_partial(self) -> bool:
        """Whether there is a number, and clinics are silent that may add to it."""
        return self.number is not None and self.turnout.is_partial


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, and what the outlined ones among them are; empty for none."""

    title: str
    bars: tuple[Bar, ...]
    explained: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report.

    Attributes:
        issuer: The headquarters.
        title: What kind of report it is.
        period: Its first and last month, in words.
        notes: What nobody may overlook: training, gaps, conflicts.
        leading: The numbers that stand largest, each with its words.
        chart: None where nothing is drawn.
        limits: What the numbers do not say, at the end.
    """

    issuer: str
    title: str
    period: str
    notes: tuple[str, ...]
    leading: tuple[tuple[str, int | None], ...]
    chart: Chart | None
    tables: tuple[Table, ...]
    limits: str


def number_words(number: int | None) -> str:
    """Return a number as people read it; a gap says that it is one."""
    return _("no report") if number is None else f"{number:,}"


def bound_words(number: int | None) -> str:
    """Return at least or at most how many, as people read it."""
    return _("nobody knows") if number is None else number_words(number)


def turnout_words(turnout: Turnout) -> str:
    """Return how many clinics reported, of how many."""
    return _("{reported} of {all} clinics").format(reported=turnout.reported, all=turnout.expected)
