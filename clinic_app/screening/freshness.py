"""How old the rules are: counted from the day on which somebody last looked at the law.

Neither the day on which a pack was made nor the day on which it was installed says anything
about that.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_app.screening.rule_pack import CountryLaw, RulePack

AGEING_AFTER_DAYS = 14
"""TPS changes from one week to the next: notices, stays, rulings."""

STALE_AFTER_DAYS = 30


class Freshness(Enum):
    """Whether rules can be relied on without looking again."""

    CURRENT = "current"
    AGEING = "ageing"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class RuleAge:
    """How old rules are on one day.

    Attributes:
        looked_at: The day of the newest source that anybody read.
        days: Since then; never negative.
        is_overtaken: A date that rests on the pack has passed since it was made.
    """

    looked_at: date
    days: int
    freshness: Freshness
    is_overtaken: bool = False


def rule_age(
    pack: RulePack,
    day: date,
    law: CountryLaw | None = None,
    rests_on: tuple[date | None, ...] = (),
) -> RuleAge:
    """Return how old the rules are on *day*, for one country where *law* is given.

    Args:
        pack: The rules.
        day: Today, as the clinic counts it.
        law: None for the pack as a whole.
        rests_on: Dates that decide for a client, such as a deadline; None is passed over.
    """
    looked_at = pack.latest_source_seen
    if law is not None and law.known.last_confirmed is not None:
        looked_at = law.known.last_confirmed
    days = max(0, (day - looked_at).days)
    dates = rests_on if law is None else (*rests_on, law.known.in_effect_through)
    is_overtaken = any(each is not None and pack.as_of <= each < day for each in dates)
    is_due = pack.check_by is not None and day > pack.check_by
    if days > STALE_AFTER_DAYS or is_overtaken:
        freshness = Freshness.STALE
    elif days > AGEING_AFTER_DAYS or is_due:
        freshness = Freshness.AGEING
    else:
        freshness = Freshness.CURRENT
    return RuleAge(looked_at, days, freshness, is_overtaken)
