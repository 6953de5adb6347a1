"""What differs between two outcomes of the same answers, as far as somebody must act on it."""

from enum import Enum

from clinic_app.screening.outcome import Outcome


class OutcomeChange(Enum):
    """The first thing that differs, in this order."""

    HEADLINE = "headline"
    ROUTE = "route"
    DEADLINE = "deadline"
    FINDINGS = "findings"


def change_between(before: Outcome, after: Outcome) -> OutcomeChange | None:
    """Return what changed; None where only words, notes, the day or the rules' version did."""
    if before.headline is not after.headline:
        return OutcomeChange.HEADLINE
    if (before.track, before.designation) != (after.track, after.designation):
        return OutcomeChange.ROUTE
    if before.deadline != after.deadline:
        return OutcomeChange.DEADLINE
    return OutcomeChange.FINDINGS if _said(before) != _said(after) else None


def _said(outcome: Outcome) -> tuple[object, ...]:
    return tuple(
        (finding.test, finding.status, finding.code)
        for finding in outcome.findings
        if not finding.is_advisory
    )
