"""Which filing route is open: re-registration, a pending filing, initial or late registration.

Source:
    8 U.S.C. 1254a(c)(1)(A)(iv), (c)(3)(C); 8 CFR 244.2(f), 244.7(b), 244.17.
"""

from datetime import date

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.designation import StandingKind
from clinic_app.screening.facts import Facts
from clinic_app.screening.holding import Holding, unsettled
from clinic_app.screening.late_registration import late_registration
from clinic_app.screening.line_law import LineLaw
from clinic_app.screening.outcome import Code, Finding, Status, Track, weakest
from clinic_app.screening.reregistration import lapsed, reregistration
from clinic_app.screening.route import Route

TEST = "registration"
_INITIAL = ("8 U.S.C. 1254a(c)(1)(A)(iv)", "8 CFR 244.2(f)(1)", "8 CFR 244.7(b)")


def registration(facts: Facts, line: LineLaw, held: Holding, as_of: date) -> Route:
    """Find the route under *line*: current holder, else pending, else new applicant.

    Source:
        8 CFR 244.17 (holders), 244.7 (applications), 244.2(f) (who may apply when).
    """
    if held is Holding.CURRENT:
        return reregistration(facts, line, as_of)
    if facts.pending_i821 is True:
        return _pending(facts, line, held)
    if held is Holding.LAPSED:
        return lapsed(facts)
    as_new = _as_new_applicant(facts, line, as_of)
    missing = _missing(facts, held)
    if not missing:
        return as_new
    words = "Not yet known whether TPS was granted before or a first application is pending."
    unknown = saying.unknown(TEST, words, _INITIAL, missing)
    if held is Holding.HELD:  # one who holds it still, or let it lapse, re-registers
        return Route(track=Track.REREGISTRATION, findings=(unknown,))
    # A bar to a new applicant is none to a holder, so it waits until this is known.
    kept = tuple(each for each in as_new.findings if each.status is not Status.NOT_MET)
    return Route(
        track=as_new.track,
        findings=(unknown, *kept),
        deadline=as_new.deadline,
        deadline_text=as_new.deadline_text,
    )


def _missing(facts: Facts, held: Holding) -> tuple[str, ...]:
    missing = []
    if held in {Holding.UNKNOWN, Holding.HELD}:
        missing.append(unsettled(facts))
    if facts.pending_i821 is UNKNOWN:
        missing.append("pending_i821")
    return tuple(missing)


def _pending(facts: Facts, line: LineLaw, held: Holding) -> Route:
    newest = line.newest
    cites = ("8 CFR 244.7(b)", *((newest.citation,) if newest is not None else ()))
    words = (
        "A first application is pending. It carries over under later notices; nothing new is "
        "filed and nothing re-registered."
    )
    findings = [
        saying.met(TEST, words, cites, confidence=None if newest is None else newest.confidence)
    ]
    if held is Holding.LAPSED:
        findings.extend(lapsed(facts).findings)
    return Route(track=Track.ALREADY_PENDING, findings=tuple(findings))


def _as_new_applicant(facts: Facts, line: LineLaw, as_of: date) -> Route:
    event, until = line.open_event, line.open_until
    if event is None or until is None:
        if _is_in_its_first_period(line):
            return Route(track=Track.NONE, findings=(_closed(line),))
        return late_registration(facts, line, as_of)
    through = line.standing.through
    last, why = until, "Last day of the initial registration period"
    confidence: str | None = event.confidence
    if line.standing.kind is StandingKind.IN_FORCE and through is not None and through < until:
        last, why = (
            through,
            "Last day of the designation, which ends before its registration period",
        )
        confidence = weakest((confidence, line.standing.confidence))
    words = (
        f"Initial registration is open through {saying.spoken(last)}. What counts is "
        "receipt by then. An earlier denial does not bar a new application."
    )
    cites = (*_INITIAL, event.citation)
    return Route(
        track=Track.INITIAL,
        # Nobody re-read what is said of an earlier denial.
        findings=(saying.met(TEST, words, cites, is_confirmed=False, confidence=confidence),),
        deadline=last,
        deadline_text=f"{why} ({event.citation}); receipt counts, not the postmark.",
    )


def _is_in_its_first_period(line: LineLaw) -> bool:
    return line.standing.kind is StandingKind.IN_FORCE and not line.standing.is_extension


def _closed(line: LineLaw) -> Finding:
    words = (
        "Initial registration has closed, and the designation has not been extended yet: late "
        "registration opens only during an extension."
    )
    cites = ("8 CFR 244.2(f)(2)", *_INITIAL)
    return saying.not_met(
        TEST, Code.REGISTRATION_LATE, words, cites, confidence=line.standing.confidence
    )
