"""What waits, as it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One thing that waits.

    Attributes:
        text: Whose or what, in one line.
        detail: Since when or why.
        open: What the line's button does.
    """

    text: str
    detail: str
    open: Callable[[], None]


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """Things that wait for the same reason, oldest first.

    Attributes:
        title: The reason.
        lines: The first of them.
        others: How many more there are.
    """

    title: str
    lines: tuple[WaitingLine, ...]
    others: int = 0
