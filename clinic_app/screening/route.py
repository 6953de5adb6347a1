"""One filing route as it was found: the track, its last day, and the findings about it."""

from dataclasses import dataclass
from datetime import date

from clinic_app.screening.outcome import Finding, Status, Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The route that the client would use under one line.

    Attributes:
        deadline_text: How *deadline* was computed, or why there is none.
    """

    track: Track
    findings: tuple[Finding, ...]
    deadline: date | None = None
    deadline_text: str = ""

    @property
    def is_shut(self) -> bool:
        """Whether this route clearly fails."""
        return any(finding.status is Status.NOT_MET for finding in self.findings)
