"""What the notices of a country come to on one day, worked out once for all screened that day.

Most of a screening's time went into this, and a day's clients, or a sweep, ask it over and over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from clinic_app.screening.designation import Standing, standings
from clinic_app.screening.in_force import in_force
from clinic_app.screening.line_law import LineLaw, line_law
from clinic_app.screening.outcome import Finding
from clinic_app.screening.rule_pack import CountryLaw


@dataclass(frozen=True, slots=True, kw_only=True)
class LawOnDay:
    """Every line that existed on the day; the mappings are by the line's name.

    Attributes:
        standings: The newest line first.
        findings: Whether each designation can be used.
        lines: What each asks of an applicant.
    """

    law: CountryLaw
    day: date
    standings: tuple[Standing, ...]
    findings: Mapping[str, tuple[Finding, ...]]
    lines: Mapping[str, LineLaw]


def law_on_day(law: CountryLaw, day: date) -> LawOnDay:
    """Return what *law* comes to on *day*."""
    return _law_on_day(_Same(law), day)


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A law that equals itself only: to compare every notice would take longer than to ask."""

    law: CountryLaw

    def __hash__(self) -> int:
        return id(self.law)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.law is self.law


@lru_cache(maxsize=64)
def _law_on_day(same: _Same, day: date) -> LawOnDay:
    found = standings(same.law, day)
    return LawOnDay(
        law=same.law,
        day=day,
        standings=found,
        findings={each.line: in_force(each, day) for each in found},
        lines={each.line: line_law(same.law, each, day) for each in found},
    )
