"""Which rules are at work, and what newer ones would change, as they are drawn."""

from dataclasses import dataclass
from datetime import date

from clinic_app.ui.widgets.rules_label import RulesLine


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView:
    """The rules at work.

    Attributes:
        title: With the version.
        line: How old they are.
        origin: With the program, or installed by whom and when.
        can_roll_back: Whether there are rules before them.
        left_open: What they could not confirm, or what was confirmed here; empty for neither.
        main: On a day laptop the name of the main one, which alone takes in newer ones.
    """

    title: str
    line: RulesLine
    origin: str
    can_roll_back: bool
    left_open: str = ""
    main: str = ""


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """Rules that were brought: who signed them, and each thing that they say otherwise."""

    title: str
    checked: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A designation that the rules could not confirm, and what they say of it."""

    line: str
    words: str


@dataclass(frozen=True, slots=True)
class ConfirmedLine:
    """What somebody read; *can_take_back* where it stands and the worker may."""

    id: str
    words: str
    can_take_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOpenView:
    """What the rules leave open, and what was confirmed here.

    Attributes:
        open_lines: To confirm.
        confirmed: Newest first.
        may_confirm: Whether the worker may sign.
        today: Proposed as the day of reading.
    """

    open_lines: tuple[OpenLine, ...]
    confirmed: tuple[ConfirmedLine, ...]
    may_confirm: bool
    today: date


@dataclass(frozen=True, slots=True)
class ReadSource:
    """What the worker typed: which source says what, read when."""

    line: str
    source: str
    read_on: date
    through: date
    first: date | None
    last: date | None
