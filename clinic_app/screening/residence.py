"""Continuous residence since the date that the designation sets: the day of arrival.

Trips since then are tested in ``absences``.

Source:
    8 U.S.C. 1254a(c)(1)(A)(ii); 8 CFR 244.1, 244.2(c). An extension never moves the date.
"""

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.arrival import came_by, first_entry_words
from clinic_app.screening.facts import Facts
from clinic_app.screening.holding import Holding
from clinic_app.screening.line_law import LineLaw
from clinic_app.screening.outcome import Code, Finding

TEST = "residence"
_CITES = ("8 U.S.C. 1254a(c)(1)(A)(ii)", "8 CFR 244.2(c)", "8 CFR 244.1")
_EVIDENCE = ("8 CFR 244.9(a)(2)",)


def residence(facts: Facts, line: LineLaw, held: Holding) -> tuple[Finding, ...]:
    """Test arrival on or before the CR date; nothing where the notices name none.

    Source:
        8 U.S.C. 1254a(c)(1)(A)(ii); 8 CFR 244.2(c). "Since" a day includes that day; no
        waiver exists.
    """
    newest = line.newest
    if newest is None or newest.cr_since is None:
        return ()
    since, cites = newest.cr_since, (*_CITES, newest.citation)
    told = saying.spoken(since)
    came = came_by(since, facts)
    if came is UNKNOWN:
        words = f"The day of first entry decides: on or before {told}. It is not known yet."
        if facts.first_entry is not UNKNOWN:
            words = (
                f"{first_entry_words(facts)}; the day decides: on or before {told}. Ask for the "
                "day, or for a paper that shows it."
            )
        missing = ("first_entry",)
        code = Code.ENTRY_DATE_UNKNOWN
        return (
            saying.unknown(TEST, words, cites, missing, code=code, confidence=newest.confidence),
        )
    if not came:
        words = (
            f"{first_entry_words(facts)}, after {told}. No exception exists; verify the day with "
            "a document before giving up."
        )
        return (saying.not_met(TEST, Code.CR_DATE, words, cites, confidence=newest.confidence),)
    words = f"In the United States on or before {told}, counted with that day."
    return (
        saying.met(TEST, words, cites, confidence=newest.confidence),
        *_evidence(facts, held, told, newest.confidence),
    )


def _evidence(facts: Facts, held: Holding, told: str, confidence: str) -> tuple[Finding, ...]:
    # Whoever holds TPS proved his residence when it was granted.
    if facts.residence_evidence is True or held is Holding.CURRENT:
        return ()
    words = (
        f"No paper yet that shows residence since {told}: lease, pay stubs, school, clinic or "
        "church letters, bills."
    )
    missing = ("residence_evidence",)
    return (saying.unknown(TEST, words, _EVIDENCE, missing, confidence=confidence),)
