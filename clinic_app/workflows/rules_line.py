"""How old the rules are: the one small line of every sheet that rests on the law.

Counted from the day on which somebody last looked at the law, as on the checklist and in the
window; a sheet that is made from old rules says that they may have changed.
"""

from dataclasses import dataclass
from datetime import date

from clinic_app.screening.freshness import Freshness, RuleAge, rule_age
from clinic_app.screening.paper_words import LanguageWords
from clinic_app.screening.rule_pack import RulePack
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True)
class RulesSeen:
    """Which rules a sheet is made from, and how old they are on the day it is made."""

    version: str
    age: RuleAge

    @property
    def is_old(self) -> bool:
        """Whether somebody should look at the law again before relying on the sheet."""
        return self.age.freshness is Freshness.STALE

    def line(self, words: LanguageWords) -> str:
        """Return the line in one language."""
        looked = words.dates.written(self.age.looked_at)
        said = words.sheet.rules.format(version=self.version, looked=looked)
        return f"{said} {words.sheet.rules_old}" if self.is_old else said


def rules_seen(pack: RulePack, today: date, country: str = "") -> RulesSeen:
    """Return what a sheet says of its rules.

    Args:
        pack: The rules.
        today: The day the sheet is made.
        country: Whose law the sheet is about; empty on a sheet that may not tell a country.
    """
    return RulesSeen(pack.version, rule_age(pack, today, pack.country(country)))


def rules_line(session: Session, country: str = "") -> str:
    """Return the line of a sheet that a worker reads, made in *session*."""
    rules = session.rules
    return rules_seen(rules.pack, session.today.day, country).line(rules.paper.source)
