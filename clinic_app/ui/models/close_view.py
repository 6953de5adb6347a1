"""The months and conditions of a close, as they are drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic_app.records.clinic import Close
from clinic_app.screening.outcome import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow:
    """One thing to look at before a month is closed.

    Attributes:
        status: Met once proven; needs review where the month may still be closed; not met
            where it may not.
        fix: Leads to where it is put right; None where there is nothing to do.
    """

    words: str
    detail: str
    status: Status
    fix: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """The months of this clinic: *open_labels* can be closed, *closes* are. Newest first.

    Attributes:
        main: The laptop that closes them; empty for this one.
        questions: How many questions of headquarters wait; None where none was ever asked.
    """

    open_labels: tuple[str, ...]
    closes: tuple[Close, ...]
    main: str = ""
    questions: int | None = None
