"""Whether a designation of the country can be used on the day of the screening.

Source:
    8 U.S.C. 1254a(b)(1), (b)(3)(B), (b)(3)(C); 8 CFR 244.19.
"""

from datetime import date

from clinic_app.screening import saying
from clinic_app.screening.designation import Standing, StandingKind
from clinic_app.screening.outcome import Code, Finding

TEST = "designation"
_NEVER = ("8 U.S.C. 1254a(a)(1)", "8 U.S.C. 1254a(b)(1)")
_ENDED = ("8 U.S.C. 1254a(b)(3)(B)", "8 CFR 244.19")
_RUNS = ("8 U.S.C. 1254a(b)(2)", "8 U.S.C. 1254a(b)(3)")
_SOON_DAYS = 90


def never_designated(country: str) -> Finding:
    """Say that the pack holds no designation of *country* on the day.

    Source:
        8 U.S.C. 1254a(b)(1).
    """
    words = f"No designation of {country} for TPS was in effect or known on this day."
    return saying.not_met(TEST, Code.NO_DESIGNATION, words, _NEVER)


def not_named() -> Finding:
    """Say that nobody knows yet of which country's TPS this is about; that is no "none".

    Source:
        8 U.S.C. 1254a(c)(1)(A).
    """
    words = "Of which country TPS is asked about is not known yet; nationality decides it."
    missing = ("country",)
    return saying.unknown(TEST, words, _NEVER, missing, code=Code.NATIONALITY_PROOF)


def in_force(standing: Standing, as_of: date) -> tuple[Finding, ...]:
    """Say whether the designation is in force, ended, contested in court or unconfirmed.

    Source:
        8 U.S.C. 1254a(b)(3)(B) (termination), (C) (automatic extension); 8 CFR 244.19.
    """
    if standing.kind is StandingKind.IN_FORCE:
        return (_runs(standing, as_of),)
    if standing.kind is StandingKind.ENDED:
        return (_over(standing),)
    if standing.kind is StandingKind.UNCONFIRMED:
        return (_unconfirmed(standing),)
    contested = _contested(standing)
    return (contested, _unconfirmed(standing)) if standing.through is None else (contested,)


def over_but_for_some(standing: Standing) -> Finding:
    """Say to somebody who holds TPS under an ended line that a court order may cover them.

    Source:
        8 U.S.C. 1254a(b)(3)(B), held off by the orders that the finding names.
    """
    words = (
        f"{_held_for_some(standing)} Look at the client's papers, and check the order on "
        "uscis.gov/tps before advising."
    )
    return saying.review(
        TEST, Code.LITIGATION, words, _cites_for_some(standing), confidence=standing.confidence
    )


def over_but_perhaps_for_some(standing: Standing, missing: str) -> Finding:
    """Say that a court order may cover somebody of whom nobody knows whether TPS was granted.

    Args:
        standing: The ended line.
        missing: The key of the fact to ask for.

    Source:
        8 U.S.C. 1254a(b)(3)(B), held off by the orders that the finding names.
    """
    words = (
        f"{_held_for_some(standing)} Whether the client was granted TPS under it is not known yet."
    )
    return saying.unknown(
        TEST, words, _cites_for_some(standing), (missing,), confidence=standing.confidence
    )


def _held_for_some(standing: Standing) -> str:
    held_off = " ".join(f"{order.case}: for {order.covers}." for order in standing.for_some)
    return f"{standing.line} has ended, but a court order still held it for some people. {held_off}"


def _cites_for_some(standing: Standing) -> tuple[str, ...]:
    cases = dict.fromkeys(order.case for order in standing.for_some)
    return (*standing.citations, *cases, *_ENDED)


def _runs(standing: Standing, as_of: date) -> Finding:
    words = f"{standing.line} is in force"
    if standing.through is not None:
        words += f", as known through {saying.spoken(standing.through)}"
        if (standing.through - as_of).days <= _SOON_DAYS:
            words += "; it ends then unless a later notice says otherwise"
    return saying.met(
        TEST,
        f"{words}.{_read_here(standing)}",
        (*standing.citations, *_RUNS),
        confidence=standing.confidence,
    )


def _read_here(standing: Standing) -> str:
    """Say who at the clinic read a notice that the rules do not list; nothing without one."""
    for event in standing.notices:
        if event.confirmed_by and event.published is not None:
            day = saying.spoken(event.published)
            return (
                f" The rules list no notice that says so: {event.confirmed_by} read it on {day} "
                f"in: {event.citation}."
            )
    return ""


def _over(standing: Standing) -> Finding:
    words = f"{standing.line} has ended"
    if standing.through is not None:
        words += f"; the last day was {saying.spoken(standing.through)}"
    if standing.cases:
        words += f". Court cases: {'; '.join(standing.cases)}"
    if standing.known is not None and standing.known.confidence != "high":
        words += ". Confirm it on uscis.gov/tps before advising"
    cites = (*standing.citations, *_ENDED)
    return saying.not_met(
        TEST, Code.NO_DESIGNATION, f"{words}.", cites, confidence=standing.confidence
    )


def _contested(standing: Standing) -> Finding:
    cases = "; ".join(standing.cases) or "a pending case"
    words = (
        f"The end of {standing.line} is contested in court ({cases}). Check the newest order on "
        "uscis.gov/tps and with the court before advising."
    )
    cites = (*standing.citations, *standing.cases, *_ENDED)
    return saying.review(TEST, Code.LITIGATION, words, cites, confidence=standing.confidence)


def _unconfirmed(standing: Standing) -> Finding:
    words = f"Whether {standing.line} is in force on this day is not confirmed by any notice seen."
    if standing.through is not None:
        words += f" The last known period ended on {saying.spoken(standing.through)}."
    words += (
        " The automatic extension is not assumed; check uscis.gov/tps and the Federal Register."
    )
    cites = (*standing.citations, "8 U.S.C. 1254a(b)(3)(C)")
    return saying.review(
        TEST, Code.STATUS_UNCONFIRMED, words, cites, confidence=standing.confidence
    )
