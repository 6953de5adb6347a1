"""How long work tells what it has done, and asks whether to stop."""

from collections.abc import Callable

Progress = Callable[[int, int], bool]
"""Gets what is done and of how much; returns whether to stop."""


def never(_done: int, _total: int) -> bool:
    """Go on, whatever is done."""
    return False
