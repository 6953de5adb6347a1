"""What became of the bundles in a folder, as the screen shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLine:
    """One file.

    Attributes:
        code: What is read over the phone as its receipt; empty where there is none.
        reason: Why it does not count, and what to do; empty where it does.
    """

    file: str
    clinic: str
    month: str
    status: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxView:
    """One look through a folder.

    Attributes:
        summary: How many files ended how.
        problem: What could not be done besides; empty for nothing.
    """

    lines: tuple[InboxLine, ...]
    summary: str
    problem: str
