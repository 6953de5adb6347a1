"""Re-registration of those who hold TPS, and good cause for being late.

Source:
    8 U.S.C. 1254a(c)(3)(C); 8 CFR 244.14(a)(3), 244.17.
"""

from datetime import date

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts
from clinic_app.screening.line_law import LineLaw
from clinic_app.screening.outcome import Code, Finding, Track
from clinic_app.screening.route import Route

TEST = "reregistration"
_CITES = ("8 CFR 244.17(a)", "8 U.S.C. 1254a(c)(3)(C)")
_GOOD_CAUSE = ("8 CFR 244.17(b)", "8 CFR 244.14(a)(3)", "8 U.S.C. 1254a(c)(3)(C)")
_NONE_ASKED = ("8 U.S.C. 1254a(b)(3)(C)", *_CITES)


def reregistration(facts: Facts, line: LineLaw, as_of: date) -> Route:
    """Test a current holder against the newest re-registration window.

    Source:
        8 CFR 244.17(a): during the period that the notice sets; (b): later for good cause.
    """
    event, window = line.reregistration_event, line.reregistration
    if event is None or window is None:
        words = "TPS is held, and no re-registration was announced; nothing is due now."
        return _granted(words, _NONE_ASKED, line.standing.confidence)
    cites = (*_CITES, event.citation)
    if _is_done(facts, window.first):
        words = (
            "TPS is held and re-registered, or first granted, since the newest window opened on "
            f"{saying.spoken(window.first)}; nothing is due now."
        )
        return _granted(words, cites, event.confidence)
    if as_of <= window.last:
        words = f"Re-registration is open through {saying.spoken(window.last)}."
        return Route(
            track=Track.REREGISTRATION,
            findings=(
                saying.met(TEST, words, cites, is_confirmed=False, confidence=event.confidence),
            ),
            deadline=window.last,
            deadline_text=(
                f"Last day of the re-registration period ({event.citation}); receipt counts, "
                "not the postmark."
            ),
        )
    return _late(facts, f"The window closed on {saying.spoken(window.last)}", event.confidence)


def lapsed(facts: Facts) -> Route:
    """Say what is open to one whose TPS under the same designation lapsed or was withdrawn.

    Source:
        8 CFR 244.14(a)(3), 244.17(b).
    """
    if facts.late_reason is UNKNOWN:
        return _reason_missing("TPS under this designation lapsed or was withdrawn", None)
    words = (
        "TPS under this designation lapsed or was withdrawn. Only good cause opens "
        "re-registration; an open initial window does not replace it."
    )
    return _review(words, None)


def _is_done(facts: Facts, since: date) -> bool:
    days = (facts.prior.last_reregistered, facts.prior.granted_date)
    return any(isinstance(day, date) and day >= since for day in days)


def _late(facts: Facts, closed: str, confidence: str | None) -> Route:
    if facts.late_reason is not UNKNOWN and facts.late_reason:
        words = f"{closed}. Whether the reason given is good cause is a judgment; write it down."
        return _review(words, confidence)
    if _may_be_done(facts):
        words = f"{closed}; the day of the last re-registration is not known yet."
        wanted = _done_keys(facts)
        if facts.late_reason is UNKNOWN:
            wanted = (*wanted, "late_reregistration_reason")
        finding = saying.unknown(
            TEST, words, _CITES, wanted, is_confirmed=False, confidence=confidence
        )
        return Route(track=Track.REREGISTRATION, findings=(finding,))
    if facts.late_reason is UNKNOWN:
        return _reason_missing(closed, confidence)
    words = f"{closed}, and no reason is recorded. Late re-registration needs good cause."
    return _review(words, confidence)


def _may_be_done(facts: Facts) -> bool:
    """Whether a missing day could still be one inside or after the newest window."""
    prior = facts.prior
    if prior.last_reregistered is not UNKNOWN:
        return False
    if prior.has_reregistered is False:
        return prior.granted_date is UNKNOWN
    return True


def _done_keys(facts: Facts) -> tuple[str, ...]:
    prior = facts.prior
    if prior.has_reregistered is False:
        return ("prior_tps.granted_date",)
    if prior.has_reregistered is UNKNOWN:
        return ("prior_tps.has_reregistered", "prior_tps.last_reregistered")
    return ("prior_tps.last_reregistered",)


def _granted(words: str, cites: tuple[str, ...], confidence: str | None) -> Route:
    finding = saying.met(TEST, words, cites, is_confirmed=False, confidence=confidence)
    return Route(track=Track.ALREADY_GRANTED, findings=(finding,))


def _review(words: str, confidence: str | None) -> Route:
    finding: Finding = saying.review(
        TEST, Code.GOOD_CAUSE, words, _GOOD_CAUSE, is_confirmed=False, confidence=confidence
    )
    return Route(track=Track.REREGISTRATION, findings=(finding,))


def _reason_missing(closed: str, confidence: str | None) -> Route:
    words = f"{closed}. Ask why it was late, and take a written statement, before concluding."
    finding = saying.unknown(
        TEST,
        words,
        _GOOD_CAUSE,
        ("late_reregistration_reason",),
        code=Code.GOOD_CAUSE_REASON,
        is_confirmed=False,
        confidence=confidence,
    )
    return Route(track=Track.REREGISTRATION, findings=(finding,))
