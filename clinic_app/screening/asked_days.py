"""The days that the law asks about in one outcome: residence since one, presence since another."""

from dataclasses import dataclass
from datetime import date

from clinic_app.screening.designation import (
    Standing,
    best_standing,
    line_named,
    standing_on,
)
from clinic_app.screening.line_law import line_law
from clinic_app.screening.outcome import Outcome
from clinic_app.screening.rule_pack import RulePack


@dataclass(frozen=True, slots=True)
class AskedDays:
    """Since when residence and presence are asked for; None where no notice that we hold says.

    Attributes:
        cr_since: Continuous residence.
        cpp_since: Continuous physical presence.
    """

    cr_since: date | None = None
    cpp_since: date | None = None


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
    newest = line_law(law, standing, outcome.as_of).newest
    return AskedDays() if newest is None else AskedDays(newest.cr_since, newest.cpp_since)
