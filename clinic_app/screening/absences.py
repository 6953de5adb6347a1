"""Trips out of the United States, and which of the two dates each one touches.

Whether a trip was brief, casual and innocent is never decided by a count of days. Where only the
month or the year of a trip is known, it is tested with every day that it may have been; what all
of them come to is said, and nothing else.

Source:
    8 U.S.C. 1254a(c)(4), (f)(3); 8 CFR 244.1 (brief, casual, and innocent absence),
    244.14(a)(2), 244.15.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

from clinic_app.interview import day_span
from clinic_app.interview.answers import UNKNOWN, DaySpan
from clinic_app.interview.day_span import Known
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts
from clinic_app.screening.holding import Holding
from clinic_app.screening.line_law import LineLaw
from clinic_app.screening.outcome import Code, Finding, Status
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
    has_other = _has_unrecorded_trip(facts, trips)
    if has_other is True:
        findings.append(
            _unknown(
                "The last entry is later than the first, and the trip between is not recorded."
            )
        )
    elif has_other is UNKNOWN and _may_matter(facts, trips, findings, line, held):
        findings.append(_may_be_another(facts, trips))
    elif facts.last_entry is UNKNOWN:
        words = "The day of the most recent entry is not known yet; it may show a trip."
        findings.append(
            saying.unknown(TEST, words, _CR, ("last_entry",), code=Code.ABSENCES_UNKNOWN)
        )
    if findings:
        return tuple(dict.fromkeys(findings))
    words = "No trip since the dates that count."
    if not trips and has_other is False:
        words = "Never left since the first entry."
    met = saying.met(TEST, words, (*_CR[:2], *_CPP[:2], *_BRIEF[:1]))
    return (_resting_on(met, line, held),)


def _resting_on(finding: Finding, line: LineLaw, held: Holding) -> Finding:
    """Cite the notice whose dates were compared, with its confidence."""
    if line.newest is None:
        return finding
    cites = (*finding.citations, line.newest.citation)
    confidence = line.newest.confidence if held is Holding.NEVER else line.confidence
    return replace(finding, citations=cites, confidence=confidence)


def _has_unrecorded_trip(facts: Facts, trips: tuple[Absence, ...]) -> Known:
    """Whether the last entry is later than every entry that was told."""
    if facts.last_entry is UNKNOWN or facts.first_entry is UNKNOWN:
        return False
    entries = [facts.first_entry, *_returns(trips)]
    return day_span.every(day_span.is_after(facts.last_entry, each) for each in entries)


def _returns(trips: tuple[Absence, ...]) -> list[date | DaySpan]:
    return [trip.returned for trip in trips if trip.returned is not UNKNOWN]


def _may_matter(
    facts: Facts, trips: tuple[Absence, ...], found: list[Finding], line: LineLaw, held: Holding
) -> bool:
    """Whether a trip that ended by the last entry, if there was one, would be in question.

    Not where it ended before the dates that count, and not where it could only be one more of
    those trips that are for a lawyer anyhow, and ended no later than they did.
    """
    ended = day_span.ends(facts.last_entry)[-1]
    is_one_more = any(one.status is Status.NEEDS_REVIEW for one in found) and any(
        day_span.is_after(ended, day_span.last(each)) is False for each in _returns(trips)
    )
    after_grant = (False, True) if held is not Holding.NEVER else (False,)
    return not is_one_more and any(
        isinstance(ended, date) and _touched(ended, line, is_after_grant=each)
        for each in after_grant
    )


def _may_be_another(facts: Facts, trips: tuple[Absence, ...]) -> Finding:
    """Say that only a month or a year is known of entries that may be one or two."""
    entries = {"last_entry": facts.last_entry, "first_entry": facts.first_entry}
    missing = [key for key, each in entries.items() if isinstance(each, DaySpan)]
    if any(isinstance(each, DaySpan) for each in _returns(trips)):
        missing.append("absences")
    words = (
        f"Last entry {saying.told(facts.last_entry)}: whether that is an entry told already, or "
        "a later one after a trip that is not recorded, the days decide."
    )
    return saying.unknown(TEST, words, _CR, tuple(missing), code=Code.ABSENCES_UNKNOWN)


def _trip(trip: Absence, facts: Facts, line: LineLaw, held: Holding) -> list[Finding]:
    """Test one trip; of spans, say what every day comes to."""
    tried = [_trip_of(each, facts, line, held) for each in _readings(trip)]
    if all(each == tried[0] for each in tried):
        return tried[0]
    certain = [one for one in tried[0] if all(one in each for each in tried)]
    if any(one.status is Status.NOT_MET for one in certain):
        return certain
    when = " and returned ".join(saying.told(each) for each in (trip.left, trip.returned))
    if all(one.status is Status.NEEDS_REVIEW for each in tried for one in each) and all(tried):
        words = (
            f"A trip on which the client left {when}. The days decide which dates it touches. Only "
            "a brief, casual and innocent one keeps residence and presence; no number of days "
            "decides this."
        )
        cites = (*_BRIEF, *_CR[:2], *_CPP[:2])
        return [saying.review(TEST, Code.ABSENCE, words, cites, is_confirmed=False)]
    words = (
        f"A trip on which the client left {when}. The days decide whether it touches a date that "
        "counts. Ask for them, or for a paper that shows them."
    )
    return [_unknown(words)]


def _readings(trip: Absence) -> Iterator[Absence]:
    """Yield the trip with the earliest and the latest days that its spans leave it.

    A trip touches a date or not, and is before or after a grant: each of these turns once in a
    span, so that what its ends agree on holds for every day between them. Nobody returns before
    leaving, so one span may cut the other short.
    """
    earliest = day_span.ends(trip.left)[0]
    for left, returned in product(day_span.ends(trip.left), day_span.ends(trip.returned)):
        back = earliest if day_span.is_after(earliest, returned) is True else returned
        out = back if day_span.is_after(left, back) is True else left
        yield replace(trip, left=out, returned=back)


def _trip_of(trip: Absence, facts: Facts, line: LineLaw, held: Holding) -> list[Finding]:
    """Test one trip whose days are known, or not at all."""
    if not isinstance(trip.returned, date):
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
    return day_span.is_after(granted, trip.left) is not True


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
