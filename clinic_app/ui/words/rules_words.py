"""The age of the rules in words."""

from datetime import date

from clinic_app.screening.freshness import Freshness, RuleAge, rule_age
from clinic_app.screening.outcome import Outcome
from clinic_app.screening.rule_pack import RulePack
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.widgets.rules_label import RulesLine


def pack_line(pack: RulePack, today: date) -> RulesLine:
    """Return how old the pack is as a whole, for the line at the bottom of the window."""
    age = rule_age(pack, today)
    return RulesLine(_last_looked_at(age), age.freshness)


def country_line(
    pack: RulePack, country: str, today: date, outcome: Outcome | None = None
) -> RulesLine:
    """Return which rules a screening rests on and how old they are for its country."""
    rests_on = () if outcome is None else (outcome.deadline,)
    law = pack.country(country)
    age = rule_age(pack, today, law, rests_on)
    # The whole pack's age stands below every screen: without a name there would be two.
    looked = _looked(age) if law is None else f"{law.name} {_looked(age)}"
    words = _("rules {version}, {looked}").format(version=pack.version, looked=looked)
    if age.is_overtaken:
        words += _("; a date that this rests on has passed since")
    if age.freshness is not Freshness.CURRENT:
        words += _(": check uscis.gov/tps")
    return RulesLine(words, age.freshness)


def _last_looked_at(age: RuleAge) -> str:
    words = _("rules {looked}").format(looked=_looked(age))
    match age.freshness:
        case Freshness.CURRENT:
            return words
        case Freshness.AGEING:
            return _("{rules}: ask for newer ones").format(rules=words)
        case Freshness.STALE:
            return _("{rules}: too old to rely on").format(rules=words)


def _looked(age: RuleAge) -> str:
    return ngettext(
        "checked {day}, {count} day ago", "checked {day}, {count} days ago", age.days
    ).format(day=day_words(age.looked_at), count=age.days)
