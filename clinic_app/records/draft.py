"""What stood half-typed in the window, so that it can stand there again."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Part:
    """One field, button or scroll bar as it was left.

    Attributes:
        name: Its kind, its spoken name and its number among those alike.
        value: What stood in it, spelled; never a passphrase or a code.
        caret: Where the caret stood, in characters.
        anchor: Where the selection began; the caret's place where nothing was selected.
    """

    name: str
    value: str
    caret: int = 0
    anchor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """One screen, sheet or dialog as it was left.

    Attributes:
        name: Which one.
        subject: What it was about, by ids.
        parts: In reading order.
        focus: The name of the part that had the caret; empty for none.
    """

    name: str
    subject: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    focus: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The window of one worker as it was left.

    Attributes:
        at: When.
        panes: The screen first, then what was opened over it.
    """

    at: datetime
    panes: tuple[Pane, ...]
