"""Screening one client: answers, a country, a day and a rule pack become an outcome.

The tests run in the order of the regulation. Where a country has several designations the
client is tested under each, and the one that serves best is the outcome; the others are told.
"""

from dataclasses import dataclass, replace
from datetime import date

from clinic_app.interview.answers import Answers
from clinic_app.screening import saying
from clinic_app.screening.absences import absences
from clinic_app.screening.advisories import advisories, other_relief
from clinic_app.screening.convictions import convictions
from clinic_app.screening.crime_grounds import crime_grounds
from clinic_app.screening.crimes import crimes
from clinic_app.screening.designation import Standing, StandingKind
from clinic_app.screening.facts import Facts, facts_of
from clinic_app.screening.holding import Holding, held_line, holding, unsettled
from clinic_app.screening.in_force import (
    never_designated,
    not_named,
    over_but_for_some,
    over_but_perhaps_for_some,
)
from clinic_app.screening.inadmissibility import inadmissibility
from clinic_app.screening.law_on_day import LawOnDay, law_on_day
from clinic_app.screening.mandatory_bars import mandatory_bars
from clinic_app.screening.nationality import nationality
from clinic_app.screening.outcome import Finding, Headline, Outcome, Track
from clinic_app.screening.places import folded
from clinic_app.screening.presence import presence
from clinic_app.screening.registration import registration
from clinic_app.screening.removal import removal
from clinic_app.screening.residence import residence
from clinic_app.screening.route import Route
from clinic_app.screening.rule_pack import CountryLaw, RulePack
from clinic_app.screening.status import is_citizen, status

TEST_NAMES = {
    "designation": "Designation in force",
    "status": "Citizen or permanent resident",
    "nationality": "Nationality",
    "registration": "Registration period",
    "late_registration": "Late registration",
    "reregistration": "Re-registration",
    "residence": "Residence since the date set",
    "presence": "Physical presence",
    "absences": "Trips abroad",
    "crimes": "Felonies and misdemeanors",
    "convictions": "Open criminal matters",
    "crime_grounds": "Drugs and moral turpitude",
    "inadmissibility": "Other inadmissibility",
    "mandatory_bars": "Bars taken over from asylum",
    "removal": "Removal orders",
    "other_designations": "Other designations",
    "discretion": "Discretion",
    "risk_of_filing": "Risk of filing",
    "other_relief": "Other relief",
    "adjudication_hold": "Decisions on hold",
}
"""Legal test to its name in the window, in the order in which findings stand."""

_HEADLINES_BEST_FIRST = (
    Headline.LIKELY_ELIGIBLE,
    Headline.INFORMATION_MISSING,
    Headline.NEEDS_ATTORNEY_REVIEW,
    Headline.LIKELY_NOT_ELIGIBLE,
)
_TRACKS_BEST_FIRST = (
    Track.REREGISTRATION,
    Track.ALREADY_GRANTED,
    Track.ALREADY_PENDING,
    Track.INITIAL,
    Track.LATE_INITIAL,
    Track.NONE,
)
_NO_ROUTE = Route(track=Track.NONE, findings=())


@dataclass(frozen=True, slots=True)
class _Tried:
    """The client under one line: what was found, and the route before any bar shuts it.

    Attributes:
        is_own: TPS is, or may still be, held under this line, which is in force.
        may_be_covered: By a court order that holds an ended line for some people.
    """

    standing: Standing
    route: Route
    outcome: Outcome
    is_own: bool = False
    may_be_covered: bool = False


def screen(answers: Answers, country: str, as_of: date, pack: RulePack) -> Outcome:
    """Run every legal test on one client.

    Args:
        answers: What was answered; whatever is absent is unknown, never "no".
        country: Name, alias or ISO code of the country whose TPS is asked about.
        as_of: The day of the screening, which is also the day a filing would be received.
        pack: A verified rule pack.

    Source:
        8 U.S.C. 1254a; 8 CFR part 244.
    """
    facts = facts_of(answers)
    law = pack.country(country)
    iso2 = country if law is None else law.iso2
    if is_citizen(facts):
        return _outcome(iso2, as_of, pack, status(facts))
    if law is None:
        is_named = folded(country) not in {"", "unknown"}
        designation = never_designated(country) if is_named else not_named()
        found = (designation, *status(facts), *_personal(facts))
        return _with_relief(_outcome(iso2, as_of, pack, found))
    on_day = law_on_day(law, as_of)
    candidates = _candidates(facts, on_day)
    if not candidates:
        found = (
            never_designated(law.name),
            *status(facts),
            *nationality(facts, law),
            *_personal(facts),
        )
        return _with_relief(_outcome(iso2, as_of, pack, found))
    tried = [_try(facts, standing, on_day, pack) for standing in candidates]
    best = min(tried, key=_rank)
    return _with_others(best, tried, law, pack)


def _candidates(facts: Facts, on_day: LawOnDay) -> tuple[Standing, ...]:
    """Return the lines to test, the client's own line first, then newest first.

    Lines that ended are tested only where nothing else is left, where the client's own did, or
    where a court order may hold one for the client.
    Whoever held TPS under a line that another one replaced is a first-time applicant under
    that one (8 CFR 244.2(f)), so his own line is not tested any more.
    """
    law, all_lines = on_day.law, on_day.standings
    begun = {each.line for each in all_lines}
    replaced = {line.name for line in law.lines if line.replaced_by in begun}
    held = held_line(facts, law)
    own = None if held in replaced else held
    kept = [
        each
        for each in all_lines
        if each.kind is not StandingKind.ENDED
        or each.line == own
        or _may_be_covered(facts, each, law)
    ] or list(all_lines[:1])
    return tuple(sorted(kept, key=lambda each: each.line != own))


def _try(facts: Facts, standing: Standing, on_day: LawOnDay, pack: RulePack) -> _Tried:
    law, as_of = on_day.law, on_day.day
    designation = on_day.findings[standing.line]
    if standing.kind is StandingKind.ENDED:
        may_be_covered = _may_be_covered(facts, standing, law)
        if may_be_covered:
            designation = _over_but_held_off(facts, standing, law)
        found = (*designation, *status(facts), *nationality(facts, law), *_personal(facts))
        outcome = _outcome(law.iso2, as_of, pack, found)
        return _Tried(standing, _NO_ROUTE, outcome, may_be_covered=may_be_covered)
    held = holding(facts, law, standing.line)
    line = on_day.lines[standing.line]
    route = registration(facts, line, held, as_of)
    found = (
        *designation,
        *status(facts),
        *nationality(facts, law),
        *route.findings,
        *residence(facts, line, held),
        *presence(facts, line, as_of),
        *absences(facts, line, held),
        *_personal(facts),
    )
    tested = line.open_event or line.newest
    outcome = _outcome(
        law.iso2, as_of, pack, found, designation=None if tested is None else tested.id
    )
    is_open = outcome.headline is not Headline.LIKELY_NOT_ELIGIBLE and facts.lpr is not True
    if is_open and standing.kind is StandingKind.IN_FORCE:
        outcome = _routed(outcome, route)
    is_in_force = standing.kind is StandingKind.IN_FORCE
    may_be_held = held in {Holding.CURRENT, Holding.HELD}
    return _Tried(standing, route, outcome, is_in_force and may_be_held)


def _may_be_covered(facts: Facts, standing: Standing, law: CountryLaw) -> bool:
    """Whether a court order that holds *standing* for some people may hold it for this client."""
    if not standing.for_some or facts.prior.is_current is False:
        return False
    return holding(facts, law, standing.line) is not Holding.NEVER


def _over_but_held_off(facts: Facts, standing: Standing, law: CountryLaw) -> tuple[Finding]:
    if holding(facts, law, standing.line) is Holding.UNKNOWN:
        return (over_but_perhaps_for_some(standing, unsettled(facts)),)
    return (over_but_for_some(standing),)


def _personal(facts: Facts) -> tuple[Finding, ...]:
    """Run the tests that no designation changes."""
    return (
        *crimes(facts),
        *convictions(facts),
        *crime_grounds(facts),
        *inadmissibility(facts),
        *mandatory_bars(facts),
        *removal(facts),
    )


def _rank(tried: _Tried) -> tuple[bool, bool, int, int]:
    """Whoever holds TPS uses that; else the open route with the best headline.

    An order that may hold an ended line for the client comes before a bar under another line,
    and before nothing else.
    """
    headline = _HEADLINES_BEST_FIRST.index(tried.outcome.headline)
    is_shut = tried.route.is_shut or tried.standing.kind is StandingKind.ENDED
    if tried.may_be_covered:
        review = _HEADLINES_BEST_FIRST.index(Headline.NEEDS_ATTORNEY_REVIEW)
        headline, is_shut = max(headline, review), False
    track = _TRACKS_BEST_FIRST.index(tried.route.track)
    return (not tried.is_own, is_shut, headline, track)


def _outcome(
    iso2: str,
    as_of: date,
    pack: RulePack,
    findings: tuple[Finding, ...],
    designation: str | None = None,
) -> Outcome:
    return Outcome(
        country=iso2,
        as_of=as_of,
        pack_version=pack.version,
        track=Track.NONE,
        designation=designation,
        deadline=None,
        findings=findings,
    )


def _routed(outcome: Outcome, route: Route) -> Outcome:
    return replace(
        outcome,
        track=route.track,
        deadline=route.deadline,
        deadline_text=route.deadline_text,
    )


def _with_others(best: _Tried, tried: list[_Tried], law: CountryLaw, pack: RulePack) -> Outcome:
    notes = [_told(each) for each in tried if each is not best]
    outcome = best.outcome
    notes.extend(advisories(outcome, pack, law, best.standing))
    return replace(outcome, findings=(*outcome.findings, *notes))


def _with_relief(outcome: Outcome) -> Outcome:
    return replace(outcome, findings=(*outcome.findings, *other_relief(outcome)))


def _told(other: _Tried) -> Finding:
    codes = [f.code for f in other.outcome.findings if f.code is not None]
    why = ", ".join(dict.fromkeys(codes)) or "no bar and no question found"
    words = f"Also tested under {other.standing.line}: {why}."
    standing = other.standing
    cites, confidence = standing.citations, standing.confidence
    return saying.advice("other_designations", words, cites, confidence=confidence)
