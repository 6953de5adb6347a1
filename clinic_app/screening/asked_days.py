"""The days that the law asks about in one outcome.

Residence since one, presence since another, and, of whom comes late, when the window was open.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from clinic_app.screening.designation import (
    Standing,
    best_standing,
    line_named,
    standing_on,
)
from clinic_app.screening.line_law import line_law
from clinic_app.screening.outcome import Outcome
from clinic_app.screening.rule_pack import RulePack, Window


@dataclass(frozen=True, slots=True)
class AskedDays:
    """Since when residence and presence are asked for; None where no notice that we hold says.

    Attributes:
        cr_since: Continuous residence.
        cpp_since: Continuous physical presence.
        windows: First and last days of initial registration, oldest first; windows that follow
            one another without a day between are one.
    """

    cr_since: date | None = None
    cpp_since: date | None = None
    windows: tuple[Window, ...] = ()


def standing_of(outcome: Outcome, pack: RulePack) -> Standing | None:
    """Return where the designation that was tested stands; None where there is none."""
    law = pack.country(outcome.country)
    if law is None:
        return None
    line = line_named(law, outcome.designation) if outcome.designation else None
    if line is None:
        return best_standing(law, outcome.as_of)
    return standing_on(law, line, outcome.as_of)


def asked_days(outcome: Outcome, pack: RulePack) -> AskedDays:
    """Return the days of the newest designation of the line that was tested."""
    law, standing = pack.country(outcome.country), standing_of(outcome, pack)
    if law is None or standing is None:
        return AskedDays()
    line = line_law(law, standing, outcome.as_of)
    opened = tuple(window for window in line.windows if window.first <= outcome.as_of)
    if line.newest is None:
        return AskedDays(windows=_joined(opened))
    return AskedDays(line.newest.cr_since, line.newest.cpp_since, _joined(opened))


def _joined(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    runs: list[Window] = []
    for window in sorted(windows, key=lambda one: one.first):
        if runs and window.first <= runs[-1].last + timedelta(days=1):
            runs[-1] = Window(runs[-1].first, max(runs[-1].last, window.last))
        else:
            runs.append(window)
    return tuple(runs)
