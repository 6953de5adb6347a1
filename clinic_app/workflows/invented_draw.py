"""What draws people to a clinic on a day: a designation that stands, or a window that is open."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from clinic_app.screening.designation import StandingKind, best_standing
from clinic_app.screening.notices import known_events, window_end
from clinic_app.workflows.rule_packs import shipped_pack

_DRAWS = frozenset({StandingKind.IN_FORCE, StandingKind.CONTESTED})


@dataclass(frozen=True, slots=True)
class Draw:
    """A designation that people of one country come about.

    Attributes:
        line: Such as ``Haiti 2024``.
        since: Who lived here since this day may qualify; None where the notices do not say.
        is_window_open: Whether one may register for the first time.
    """

    line: str
    since: date | None
    is_window_open: bool


@cache
def draw_of(country: str, day: date) -> Draw | None:
    """Return what draws people of *country* (an ISO code) on *day*; None for nothing."""
    law = shipped_pack().country(country)
    standing = best_standing(law, day) if law is not None else None
    if law is None or standing is None or standing.kind not in _DRAWS:
        return None
    events = known_events(law, standing.line, day)
    since = [event.cr_since for event in events if event.cr_since is not None]
    ends = [window_end(law, event, day) for event in events]
    return Draw(
        standing.line,
        since[-1] if since else None,
        any(end is not None and day <= end for end in ends),
    )
