"""What one sheet of paper says, before anybody decides where it stands on the page.

Plain values: printing knows nothing of clients, screenings or closes. Whoever fills a sheet has
decided all its content.
"""

from dataclasses import dataclass
from enum import Enum

from clinic_app.printing.scripts import is_right_to_left


class SheetKind(Enum):
    """Whether a sheet may leave the clinic; the two look different from across a table."""

    TAKE_HOME = "take_home"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the sheet's language, and in English beside it.

    Attributes:
        own: In the language of the sheet.
        english: Empty on a sheet that is only in one language.
    """

    own: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    words: Words
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class CheckList:
    """Things to tick off with a pen."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Things to know, each behind a dash."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A date or an amount, and what it is. A value never breaks over two lines."""

    value: Words
    words: Words


@dataclass(frozen=True, slots=True)
class Facts:
    """Dates or amounts, one below the other."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted, and the number, as in a ledger; one language.

    Attributes:
        titles: What stands at the left and at the right of each row; None where that is plain.
        is_whole: Its rows stand on one page, where a page holds them.
    """

    rows: tuple[tuple[str, str], ...]
    titles: tuple[str, str] | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A text in a frame: what nobody may overlook."""

    words: Words


@dataclass(frozen=True, slots=True)
class CodeGroups:
    """A long code in numbered groups, to be copied or typed; one language."""

    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to write on with a pen, each with what belongs there."""

    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """A text in letters that are read across a room."""

    words: Words


@dataclass(frozen=True, slots=True)
class CardSide:
    """One half of a card."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoldCards:
    """The same card several times, to cut out and fold: its own language, then English."""

    own: CardSide
    english: CardSide
    count: int


@dataclass(frozen=True, slots=True)
class StrikeGrid:
    """Empty boxes for pencil strokes: what is counted down the side, as what along the top."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]


class BoxState(Enum):
    """How one box of a month bar looks; told apart on a bad copier too."""

    FILLED = "filled"
    EMPTY = "empty"
    DASHED = "dashed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class BarYear:
    """One row of a month bar.

    Attributes:
        boxes: January first.
        told: The same in words, for who hears the sheet.
    """

    year: int
    boxes: tuple[BoxState, ...]
    told: str


@dataclass(frozen=True, slots=True)
class MonthBar:
    """Years one below the other, each with twelve boxes, and what each kind of box means."""

    years: tuple[BarYear, ...]
    legend: tuple[tuple[BoxState, Words], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: label, number in words, and number or nothing; one language.

    Attributes:
        partial: The places of rows whose number is not whole: of those an outline is drawn.
    """

    rows: tuple[tuple[str, str, int | None], ...]
    partial: frozenset[int] = frozenset()


DrawnBlock = CodeGroups | Blanks | Banner | FoldCards | StrikeGrid | MonthBar | Bars
"""What is drawn rather than read."""

Block = Text | CheckList | Points | Facts | Figures | Note | DrawnBlock
"""What a section is made of."""


@dataclass(frozen=True, slots=True)
class Section:
    """One subject of a sheet."""

    heading: Words
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class BigCode:
    """A short code in large letters at the head of a sheet.

    Attributes:
        to_scan: What a telephone's camera reads beside it; empty for nothing.
    """

    words: Words
    code: str
    to_scan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet.

    Attributes:
        language: BCP 47 tag of the language of ``Words.own``; stands in the PDF.
        label: What kind of paper this is, such as "Yours to keep".
        issuer: Who hands it out, in one line.
        subject: The PDF's title; never a client's name: viewers and print queues show it.
        about: Lines below the title, such as whose sheet it is.
        notice: A small line about the sheet itself, such as who reviewed the translation.
        footer: Stands at the foot of every page.
        page_words: With the gaps ``{page}`` and ``{count}``.
        is_large: In letters for somebody who sees badly, on more pages.
    """

    kind: SheetKind
    language: str
    label: Words
    issuer: str
    title: Words
    subject: str
    about: tuple[Words, ...] = ()
    code: BigCode | None = None
    notice: Words | None = None
    sections: tuple[Section, ...]
    footer: str
    page_words: str
    is_large: bool = False

    @property
    def is_rtl(self) -> bool:
        """Whether its language is written from right to left."""
        return is_right_to_left(self.language)

    @property
    def is_bilingual(self) -> bool:
        """Whether English stands beside the sheet's language."""
        return bool(self.title.english)
