"""Matters whose outcome is open: pending, vacated, continued without a finding, unknown.

Source:
    INA 101(a)(48)(A), 8 U.S.C. 1101(a)(48)(A); Matter of Pickering, 23 I&N Dec. 621 (BIA 2003).
"""

from collections.abc import Callable

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts
from clinic_app.screening.offences import Disposal, disposal, is_in_united_states
from clinic_app.screening.outcome import Code, Finding
from clinic_app.screening.rows import CriminalMatter

TEST = "convictions"
_BAR = ("8 U.S.C. 1254a(c)(2)(B)(i)", "8 CFR 244.4(a)")
_CONVICTION = ("8 U.S.C. 1101(a)(48)(A)", *_BAR)
_VACATED = ("8 U.S.C. 1101(a)(48)(A)", "Matter of Pickering, 23 I&N Dec. 621 (BIA 2003)")


def convictions(facts: Facts) -> tuple[Finding, ...]:
    """Test each matter that is neither a plain conviction nor plainly none.

    Source:
        INA 101(a)(48)(A) (adjudication withheld); Matter of Pickering (vacated convictions);
        Matter of Devison, 22 I&N Dec. 1362 (BIA 2000) (juveniles).
    """
    if facts.criminal is UNKNOWN:
        return ()
    findings = [finding for matter in facts.criminal for finding in _of(matter)]
    return tuple(dict.fromkeys(findings))


def _of(matter: CriminalMatter) -> tuple[Finding, ...]:
    what = disposal(matter)
    if what is Disposal.PENDING and is_in_united_states(matter) is False:
        return ()  # a charge abroad is one of ``mandatory_bars``
    if what is Disposal.CONVICTED and matter.vacated == "rehabilitative":
        return (_vacated("A conviction was vacated for rehabilitation only and counts in full"),)
    finding = _OPEN.get(what)
    return () if finding is None else (finding(),)


def _undisposed() -> Finding:
    words = "How an arrest or charge ended is not known; get the certified disposition."
    return saying.unknown(
        TEST, words, _BAR, ("criminal",), code=Code.DISPOSITION_UNKNOWN, is_confirmed=False
    )


def _pending() -> Finding:
    words = "A charge or warrant is pending: no bar now. Advise before anything is filed."
    return saying.review(TEST, Code.PENDING_CHARGE, words, _BAR, is_confirmed=False)


def _disputed() -> Finding:
    words = (
        "Whether this outcome is a conviction is a question: a plea, a finding or an admission "
        "with some penalty normally is one, even where the court withheld judgment."
    )
    return saying.review(TEST, Code.CONVICTION_STATUS, words, _CONVICTION, is_confirmed=False)


def _vacated_for_defect() -> Finding:
    return _vacated("A conviction was vacated for a legal defect and does not count")


def _vacated(said: str) -> Finding:
    words = f"{said}, if the order says so: read the order."
    return saying.review(TEST, Code.VACATUR, words, _VACATED, is_confirmed=False)


def _vacated_for_some_reason() -> Finding:
    words = (
        "Whether, and why, a conviction was vacated is not known: a legal defect removes it, "
        "rehabilitation does not. Get the order."
    )
    return saying.unknown(
        TEST, words, _VACATED, ("criminal",), code=Code.VACATUR_REASON, is_confirmed=False
    )


_OPEN: dict[Disposal, Callable[[], Finding]] = {
    Disposal.UNKNOWN: _undisposed,
    Disposal.PENDING: _pending,
    Disposal.DISPUTED: _disputed,
    Disposal.VACATED_FOR_DEFECT: _vacated_for_defect,
    Disposal.VACATED_UNKNOWN: _vacated_for_some_reason,
}
"""What is neither a plain conviction nor plainly none."""
