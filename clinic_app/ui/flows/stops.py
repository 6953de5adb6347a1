"""Where a worker can be: each screen, what it is about, and the way there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

Subject = tuple[str, ...]
"""What a screen is about, by ids."""


def nothing() -> Subject:
    """Return the subject of a screen that is about no record."""
    return ()


def always() -> bool:
    """Say that what stands on a screen may be kept."""
    return True


def at_once(then: Callable[[], None]) -> None:
    """Call *then* now: the screen can be worked with as soon as it is drawn."""
    then()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One screen, and how to show it again as it was.

    Attributes:
        name: The same in every version of the program.
        screen: Its widget.
        open: From a subject to the screen, drawn.
        subject: What it is about now.
        is_kept: Whether anything may be kept of it; not so for somebody who wanted no record.
        when_ready: Calls back once the screen can be worked with; a sheet must be drawn first.
        over: What opens over the screen, by the name of the sheet or dialog.
    """

    name: str
    screen: QWidget
    open: Callable[[Subject], None]
    subject: Callable[[], Subject] = nothing
    is_kept: Callable[[], bool] = always
    when_ready: Callable[[Callable[[], None]], None] = at_once
    over: Mapping[str, Callable[[], object]] = field(default_factory=dict)
