"""A screening run again by other rules, kept beside the one that it repeats."""

from dataclasses import dataclass

from clinic_app.records.screening import Screening
from clinic_app.records.stamp import Stamp
from clinic_app.screening.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescreening:
    """The answers of one screening under the rules of a later day.

    Nobody sat down for it, so it is counted nowhere; it is kept only where the result differs
    from the one before. It stands while the rules stand that it was made by.

    Attributes:
        id: Random, 32 hex digits.
        screening_id: Whose answers were used; that screening itself is never rewritten.
        installation_id: Of the rule pack; empty for the one that came with the program.
        outcome: What came out, with the day and the version of the rules.
        stamp: Who let it run, when.
    """

    id: str
    screening_id: str
    installation_id: str
    outcome: Outcome
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Standing:
    """A finished screening, and what it comes to as of now.

    Attributes:
        screening: As it was finished.
        latest: The newest re-screening that stands; None where there is none.
    """

    screening: Screening
    latest: Rescreening | None

    @property
    def outcome(self) -> Outcome | None:
        """The result as of now; None where only a count is kept."""
        return self.latest.outcome if self.latest is not None else self.screening.outcome
