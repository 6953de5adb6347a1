"""Continuous physical presence since the effective date of the most recent designation.

Source:
    8 U.S.C. 1254a(c)(1)(A)(i); 8 CFR 244.1, 244.2(b).
"""

from datetime import date

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.arrival import came_by, first_entry_words
from clinic_app.screening.facts import Facts
from clinic_app.screening.line_law import LineLaw
from clinic_app.screening.outcome import Code, Finding

TEST = "presence"
_CITES = ("8 U.S.C. 1254a(c)(1)(A)(i)", "8 CFR 244.2(b)", "8 CFR 244.1")


def presence(facts: Facts, line: LineLaw, as_of: date) -> tuple[Finding, ...]:
    """Test presence on the CPP date as far as the first entry tells; trips are in ``absences``.

    Source:
        8 U.S.C. 1254a(c)(1)(A)(i); 8 CFR 244.2(b).
    """
    newest = line.newest
    if newest is None or newest.cpp_since is None:
        return ()
    since, cites = newest.cpp_since, (*_CITES, newest.citation)
    told, confidence = saying.spoken(since), newest.confidence
    if as_of < since:
        words = (
            f"Presence is asked for since {told}, which is still to come: the client must be here "
            "that day and stay."
        )
        return (saying.met(TEST, words, cites, confidence=confidence),)
    came = came_by(since, facts)
    if came is UNKNOWN:
        words = f"Presence since {told} cannot be tested without the day of first entry."
        if facts.first_entry is not UNKNOWN:
            words = (
                f"{first_entry_words(facts)}; the day decides: on or before {told}, since which "
                "presence counts."
            )
        missing = ("first_entry",)
        code = Code.ENTRY_DATE_UNKNOWN
        return (saying.unknown(TEST, words, cites, missing, code=code, confidence=confidence),)
    if not came:
        words = f"{first_entry_words(facts)}, after {told}, the day since which presence counts."
        return (saying.not_met(TEST, Code.CPP, words, cites, confidence=confidence),)
    words = (
        f"Here on or before {told}, the day since which presence counts; trips are tested apart."
    )
    return (saying.met(TEST, words, cites, confidence=confidence),)
