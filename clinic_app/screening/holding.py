"""Whether the client holds, held or never held TPS under one line of designations.

Source:
    8 U.S.C. 1254a(c)(3); 8 CFR 244.14, 244.17. A person whose TPS was under an older
    designation that ended is a first-time applicant under a newer one.
"""

import re
from datetime import date
from enum import Enum

from clinic_app.interview.answers import UNKNOWN
from clinic_app.interview.day_span import Day
from clinic_app.screening.designation import line_named
from clinic_app.screening.facts import Facts
from clinic_app.screening.rule_pack import CountryLaw

_YEAR = re.compile(r"\b(19|20)\d\d\b")


class Holding(Enum):
    """What the client has to do with one line; HELD is granted, and who knows if it lasts."""

    CURRENT = "current"
    LAPSED = "lapsed"
    HELD = "held"
    NEVER = "never"
    UNKNOWN = "unknown"


def holding(facts: Facts, law: CountryLaw, line: str) -> Holding:
    """Say what the client has to do with *line*; UNKNOWN where a fact is missing."""
    prior = facts.prior
    if prior.is_granted is False:
        return Holding.NEVER
    if prior.is_granted is UNKNOWN or (len(law.lines) > 1 and prior.designation is UNKNOWN):
        return Holding.UNKNOWN
    if _is_name_in_doubt(facts, law):
        return Holding.UNKNOWN
    held = held_line(facts, law)
    if held is not None and held != line:
        return Holding.NEVER if _is_settled(facts) else Holding.UNKNOWN
    if prior.is_current is UNKNOWN:
        return Holding.HELD
    return Holding.CURRENT if prior.is_current else Holding.LAPSED


def unsettled(facts: Facts) -> str:
    """Return the key of the fact to ask for first, where the holding is UNKNOWN or HELD."""
    prior = facts.prior
    asked = (
        ("prior_tps.granted", prior.is_granted),
        ("prior_tps.current", prior.is_current),
        ("prior_tps.designation", prior.designation),
        ("prior_tps.has_reregistered", prior.has_reregistered),
        ("prior_tps.last_reregistered", UNKNOWN),
    )
    return next(key for key, value in asked if value is UNKNOWN)


def held_line(facts: Facts, law: CountryLaw) -> str | None:
    """Return the line under which TPS was last granted; None where the facts do not tell.

    What the client names decides, unless the days known are all older than that line.
    """
    prior = facts.prior
    if prior.is_granted is not True or _is_name_in_doubt(facts, law):
        return None
    days = _days(facts)
    named = None if prior.designation is UNKNOWN else _named(law, prior.designation)
    if named is not None and (not days or max(days) >= _began(law, named)):
        return named
    by_day = _line_on(law, max(days)) if days else None
    return named if by_day is None else by_day  # a day before every line is a slip


def _is_name_in_doubt(facts: Facts, law: CountryLaw) -> bool:
    """Whether the grant is of an older line than the one named, and what comes later is not told.

    A re-registration that is still to be told may be of the line that was named. Whoever's TPS
    ended is not asked about it: there the days known decide.
    """
    prior, days = facts.prior, _days(facts)
    is_open = _reregistered(facts) is UNKNOWN and prior.has_reregistered is not False
    if prior.designation is UNKNOWN or prior.is_current is False or not is_open or not days:
        return False
    named = _named(law, prior.designation)
    is_older = named is not None and max(days) < _began(law, named)
    return is_older and _line_on(law, max(days)) is not None


def _days(facts: Facts) -> list[date]:
    return [
        day for day in (facts.prior.granted_date, _reregistered(facts)) if isinstance(day, date)
    ]


def _is_settled(facts: Facts) -> bool:
    """Whether a later grant under another line is ruled out by what is known."""
    prior = facts.prior
    is_named = prior.designation is not UNKNOWN and prior.designation != ""
    is_dated = prior.last_reregistered is not UNKNOWN
    return is_named or is_dated or prior.has_reregistered is False


def _reregistered(facts: Facts) -> Day:
    prior = facts.prior
    return UNKNOWN if prior.has_reregistered is False else prior.last_reregistered


def _named(law: CountryLaw, designation: str) -> str | None:
    """Return the line of a designation by its name, or by a year that stands in it."""
    named = line_named(law, designation)
    year = _YEAR.search(designation)
    if named is not None or year is None:
        return named
    return _line_on(law, date(int(year[0]), 12, 31)) or _oldest_after(law, int(year[0]))


def _oldest_after(law: CountryLaw, year: int) -> str | None:
    """Return the oldest line, where *year* is before all of them."""
    oldest = law.lines[0].name
    return oldest if year < _began(law, oldest).year else None


def _began(law: CountryLaw, line: str) -> date:
    published = (event.published for event in law.events if event.line == line)
    return min((day for day in published if day is not None), default=date.min)


def _line_on(law: CountryLaw, day: date) -> str | None:
    """Return the only line that TPS could be granted under on *day*."""
    begun = {line.name for line in law.lines if _began(law, line.name) <= day}
    current = [
        line.name
        for line in law.lines
        if line.name in begun and (line.replaced_by is None or line.replaced_by not in begun)
    ]
    return current[0] if len(current) == 1 else None
