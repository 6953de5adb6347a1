"""Trips out of the United States, and which of the two dates each one touches.

Whether a trip was brief, casual and innocent is never decided by a count of days.

Source:
    8 U.S.C. 1254a(c)(4), (f)(3); 8 CFR 244.1 (brief, casual, and innocent absence),
    244.14(a)(2), 244.15.
"""

from dataclasses import replace
from datetime import date

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts
from clinic_app.screening.holding import Holding
from clinic_app.screening.line_law import LineLaw
from clinic_app.screening.outcome import Code, Finding
from clinic_app.screening.rows import Absence

TEST = "absences"
_BRIEF = ("8 CFR 244.1 (brief, casual, and innocent absence)", "8 U.S.C. 1254a(c)(4)")
_CR = ("8 U.S.C. 1254a(c)(1)(A)(ii)", "8 CFR 244.2(c)", *_BRIEF)
_CPP = ("8 U.S.C. 1254a(c)(1)(A)(i)", "8 CFR 244.2(b)", *_BRIEF)
_AFTER_GRANT = ("8 CFR 244.14(a)(2)", "8 U.S.C. 1254a(c)(3)(B)", "8 CFR 244.15")


def absences(facts: Facts, line: LineLaw, held: Holding) -> tuple[Finding, ...]:
    """Test every trip that touches the CR or the CPP date; all of them must be recorded.

    Source:
        8 CFR 244.1: of short duration, not the result of an order, purposes and acts not
        contrary to law. The emergency exception of 1254a(c)(4)(B) is for residence only.
    """
    trips = facts.absences
    if trips is UNKNOWN:
        return (_unknown("Trips out of the United States are not known yet."),)
    findings = [
        _resting_on(finding, line, held)
        for trip in trips
        for finding in _trip(trip, facts, line, held)
    ]
    if _has_unrecorded_trip(facts, trips):
        findings.append(
            _unknown(
                "The last entry is later than the first, and the trip between is not recorded."
            )
        )
    elif facts.last_entry is UNKNOWN:
        words = "The day of the most recent entry is not known yet; it may show a trip."
        findings.append(
            saying.unknown(TEST, words, _CR, ("last_entry",), code=Code.ABSENCES_UNKNOWN)
        )
    if findings:
        return tuple(dict.fromkeys(findings))
    words = "No trip since the dates that count." if trips else "Never left since the first entry."
    met = saying.met(TEST, words, (*_CR[:2], *_CPP[:2], *_BRIEF[:1]))
    return (_resting_on(met, line, held),)


def _resting_on(finding: Finding, line: LineLaw, held: Holding) -> Finding:
    """Cite the notice whose dates were compared, with its confidence."""
    if line.newest is None:
        return finding
    cites = (*finding.citations, line.newest.citation)
    confidence = line.newest.confidence if held is Holding.NEVER else line.confidence
    return replace(finding, citations=cites, confidence=confidence)


def _has_unrecorded_trip(facts: Facts, trips: tuple[Absence, ...]) -> bool:
    if facts.last_entry is UNKNOWN or facts.first_entry is UNKNOWN:
        return False
    returns = [trip.returned for trip in trips if isinstance(trip.returned, date)]
    return facts.last_entry > max([facts.first_entry, *returns])


def _trip(trip: Absence, facts: Facts, line: LineLaw, held: Holding) -> list[Finding]:
    if trip.returned is UNKNOWN:
        return [_unknown("A trip is recorded without a day of return that fits.")]
    is_after_grant = held is not Holding.NEVER and _is_after_grant(trip, facts)
    touched = _touched(trip.returned, line, is_after_grant=is_after_grant)
    if touched and (trip.result_of_order is True or trip.is_unlawful is True):
        certain = _touched(trip.returned, line, is_after_grant=False)  # broken either way
        if certain != touched and facts.prior.granted_date is UNKNOWN:
            return [_broken(trip, code) for code in certain] or [_grant_unknown()]
        return [_broken(trip, code) for code in touched]
    if not touched or (is_after_grant and trip.has_permission is True):
        return []
    return [_in_question(trip, touched, is_after_grant=is_after_grant)]


def _is_after_grant(trip: Absence, facts: Facts) -> bool:
    if facts.prior.is_granted is not True:
        return False
    granted = facts.prior.granted_date
    return granted is UNKNOWN or trip.left is UNKNOWN or trip.left >= granted


def _touched(returned: date, line: LineLaw, *, is_after_grant: bool) -> tuple[Code, ...]:
    """Return which of residence and presence an absence up to *returned* may break."""
    newest = line.newest
    if newest is None:
        return ()
    touched = []
    if newest.cr_since is not None and returned > newest.cr_since:
        touched.append(Code.CR_BREAK)
    # Presence must last since the grant (244.14(a)(2)), whatever a later designation asks for.
    since = line.first_cpp if is_after_grant else newest.cpp_since
    if since is not None and returned > since:
        touched.append(Code.CPP)
    return tuple(touched)


def _broken(trip: Absence, code: Code) -> Finding:
    why = (
        "the result of an order to leave"
        if trip.result_of_order is True
        else "for a purpose, or with acts, contrary to law"
    )
    what = "residence" if code is Code.CR_BREAK else "physical presence"
    words = f"A trip that was {why} breaks continuous {what}; it is never innocent."
    return saying.not_met(TEST, code, words, _CR if code is Code.CR_BREAK else _CPP)


def _in_question(trip: Absence, touched: tuple[Code, ...], *, is_after_grant: bool) -> Finding:
    if is_after_grant:
        words = (
            "A trip after TPS was granted without recorded permission to travel. Whether it was "
            "brief, casual and innocent is for a lawyer."
        )
        return saying.review(TEST, Code.ABSENCE, words, (*_AFTER_GRANT, *_BRIEF))
    if Code.CPP in touched:
        words = (
            "A trip since the date for physical presence. Only a brief, casual and innocent one "
            "keeps it; an emergency alone does not. No number of days decides this."
        )
        return saying.review(TEST, Code.ABSENCE, words, (*_BRIEF, *_CPP[:2]), is_confirmed=False)
    words = (
        "A trip since the date for residence, before the one for presence. A brief, casual and "
        "innocent one does not break residence; no number of days decides this."
    )
    if trip.is_emergency is True:
        words += " The emergency recorded is a second way to keep residence."
    return saying.review(TEST, Code.ABSENCE, words, (*_BRIEF, *_CR[:2]), is_confirmed=False)


def _grant_unknown() -> Finding:
    words = "Whether a trip was before or after TPS was granted is not known; it decides."
    return saying.unknown(TEST, words, _AFTER_GRANT, ("prior_tps.granted_date",))


def _unknown(words: str) -> Finding:
    return saying.unknown(
        TEST, words, (*_CR[:2], *_CPP[:2]), ("absences",), code=Code.ABSENCES_UNKNOWN
    )
