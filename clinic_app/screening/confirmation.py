"""What a clinic looked up itself where the rules confirm nothing: that a designation stands.

Rules grow old between two packs. Where a line's state is unconfirmed an accredited representative
may read the notice and say so; the pack is then as if it listed an extension published on the day
that it was read. It works for screenings from that day on, nothing else is relaxed, and whatever
rests on it says who read what.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clinic_app.screening.designation import Standing, StandingKind, standing_on, standings
from clinic_app.screening.freshness import STALE_AFTER_DAYS
from clinic_app.screening.rule_pack import (
    CountryLaw,
    DesignationEvent,
    EventType,
    RulePack,
    Window,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """One notice, as a representative read it.

    Attributes:
        line: The designation, such as ``Ukraine 2022``.
        source: What was read, in the representative's words.
        read_on: The day it was read. Screenings of an earlier day are not touched.
        through: The last day that the source gives.
        reregistration: For those who hold it; None where the source sets none.
        by: The representative's name.
    """

    line: str
    source: str
    read_on: date
    through: date
    reregistration: Window | None = None
    by: str

    def is_fresh_on(self, day: date) -> bool:
        """Whether it may still be relied on, as rules may: not read too long ago."""
        return self.read_on <= day <= self.read_on + timedelta(days=STALE_AFTER_DAYS)


def confirmable(pack: RulePack, day: date) -> tuple[tuple[CountryLaw, Standing], ...]:
    """Return the unconfirmed lines that reading one notice would settle, by country.

    Not among them: a line with notices missing here or of an unknown day, which no further notice
    makes clear, and one that ended or is before a court.
    """
    found = []
    for law in pack.countries:
        for standing in standings(law, day):
            if standing.kind is not StandingKind.UNCONFIRMED:
                continue
            tried = Confirmation(line=standing.line, source="", read_on=day, through=day, by="")
            after = standing_on(_with_notice(law, tried), standing.line, day)
            if after is not None and after.kind is StandingKind.IN_FORCE:
                found.append((law, standing))
    return tuple(found)


def as_confirmed(pack: RulePack, confirmations: Iterable[Confirmation], day: date) -> RulePack:
    """Return *pack* with what the clinic read itself, and without what it had read before.

    Args:
        pack: The rules.
        confirmations: Those that stand. One that is no longer fresh is passed over.
        day: Today, as the clinic counts it.
    """
    fresh = [each for each in confirmations if each.is_fresh_on(day)]
    return replace(pack, countries=tuple(_as_read(law, fresh) for law in pack.countries))


def _as_read(law: CountryLaw, confirmations: list[Confirmation]) -> CountryLaw:
    own = tuple(event for event in law.events if not event.confirmed_by)
    plain = law if len(own) == len(law.events) else replace(law, events=own)
    lines = {line.name for line in law.lines}
    for each in confirmations:
        if each.line in lines:
            plain = _with_notice(plain, each)
    return plain


def _with_notice(law: CountryLaw, read: Confirmation) -> CountryLaw:
    before = standing_on(law, read.line, read.read_on)
    first = read.read_on
    if before is not None and before.through is not None:
        first = min(first, before.through + timedelta(days=1))
    notice = DesignationEvent(
        id=f"{read.line}, read on {read.read_on.isoformat()}",
        type=EventType.EXTENSION,
        line=read.line,
        published=read.read_on,
        citation=read.source,
        effective_start=first,
        effective_end=read.through,
        cr_since=None,
        cpp_since=None,
        initial_registration=None,
        initial_registration_first_end=None,
        initial_registration_lengthened=None,
        reregistration=read.reregistration,
        reregistration_lengthened=None,
        ead_auto_extension_through=None,
        termination_effective=None,
        vacates=None,
        partly_vacates=(),
        confidence="low",
        source=read.source,
        note="",
        confirmed_by=read.by,
    )
    return replace(law, events=(*law.events, notice))
