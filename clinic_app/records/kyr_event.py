"""A Know Your Rights event: head counts only, never a name."""

from dataclasses import dataclass, replace
from datetime import date

from clinic_app.records.stamp import Stamp, Withdrawal


@dataclass(frozen=True, slots=True)
class Attendance:
    """Heads counted in one language.

    Attributes:
        language: BCP 47 tag, such as ``ht``.
        adults: Heads, 0 or more.
        children: Heads under 18, 0 or more.
    """

    language: str
    adults: int = 0
    children: int = 0

    @property
    def heads(self) -> int:
        """Adults and children together."""
        return self.adults + self.children


@dataclass(frozen=True, slots=True, kw_only=True)
class KyrEvent:
    """One session.

    Attributes:
        day: The clinic's day of the session.
        title: What it is called on the worker's list; a place or host, never a person.
        county: Where it is held, five digits; empty where not said.
        attendance: One row per language, in the order of the counters.
        trained: Of those present, how many were trained to hold sessions themselves; a
            number of its own, never derived from attendance.
        is_finished: False while the counters are still open.
    """

    id: str
    day: date
    title: str
    attendance: tuple[Attendance, ...]
    trained: int = 0
    is_finished: bool = False
    county: str = ""
    stamp: Stamp
    withdrawn: Withdrawal | None = None

    @property
    def heads(self) -> int:
        """Everybody counted, in all languages; those trained are among them."""
        return sum(row.heads for row in self.attendance)

    def with_heads(self, row: Attendance) -> "KyrEvent":
        """Return this event with the row of one language replaced, or added at the end."""
        languages = [known.language for known in self.attendance]
        if row.language not in languages:
            return replace(self, attendance=(*self.attendance, row))
        rows = (row if known.language == row.language else known for known in self.attendance)
        return replace(self, attendance=tuple(rows))
