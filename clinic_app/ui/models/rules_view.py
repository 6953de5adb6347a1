"""Which rules are at work, and what newer ones would change, as they are drawn."""

from dataclasses import dataclass

from clinic_app.ui.widgets.rules_label import RulesLine


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView:
    """The rules at work.

    Attributes:
        title: With the version.
        line: How old they are.
        origin: With the program, or installed by whom and when.
        can_roll_back: Whether there are rules before them.
    """

    title: str
    line: RulesLine
    origin: str
    can_roll_back: bool


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """Rules that were brought: who signed them, and each thing that they say otherwise."""

    title: str
    checked: str
    changes: tuple[str, ...]
