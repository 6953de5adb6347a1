"""Whether the client holds, held or never held TPS under one line of designations.

Source:
    8 U.S.C. 1254a(c)(3); 8 CFR 244.14, 244.17. A person whose TPS was under an older
    designation that ended is a first-time applicant under a newer one.
"""

from datetime import date
from enum import Enum

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening.designation import line_named
from clinic_app.screening.facts import Facts
from clinic_app.screening.rule_pack import CountryLaw


class Holding(Enum):
    """What the client has to do with one line."""

    CURRENT = "current"
    LAPSED = "lapsed"
    NEVER = "never"
    UNKNOWN = "unknown"


def holding(facts: Facts, law: CountryLaw, line: str) -> Holding:
    """Say what the client has to do with *line*; UNKNOWN where a fact is missing."""
    prior = facts.prior
    if prior.is_granted is False:
        return Holding.NEVER
    if prior.is_granted is UNKNOWN:
        return Holding.UNKNOWN
    held = held_line(facts, law)
    if held is not None and held != line:
        return Holding.NEVER
    if prior.is_current is UNKNOWN:
        return Holding.UNKNOWN
    return Holding.CURRENT if prior.is_current else Holding.LAPSED


def held_line(facts: Facts, law: CountryLaw) -> str | None:
    """Return the line under which TPS was granted; None where the facts do not tell."""
    prior = facts.prior
    if prior.is_granted is not True:
        return None
    if isinstance(prior.designation, str):
        named = line_named(law, prior.designation)
        if named is not None:
            return named
    days = [day for day in (prior.granted_date, prior.last_reregistered) if isinstance(day, date)]
    return _line_on(law, max(days)) if days else None


def _line_on(law: CountryLaw, day: date) -> str | None:
    """Return the only line that TPS could be granted under on *day*."""
    begun = {
        event.line for event in law.events if event.published is not None and event.published <= day
    }
    current = [
        line.name
        for line in law.lines
        if line.name in begun and (line.replaced_by is None or line.replaced_by not in begun)
    ]
    return current[0] if len(current) == 1 else None
