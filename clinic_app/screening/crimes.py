"""The criminal bars: one felony, or two misdemeanors, committed in the United States.

No waiver exists. What a conviction is stands in ``offences``; matters whose outcome is open
are in ``convictions``.

Source:
    8 U.S.C. 1254a(c)(2)(B)(i); 8 CFR 244.1, 244.4(a).
"""

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts
from clinic_app.screening.offences import Disposal, Weight, disposal, is_in_united_states, weight
from clinic_app.screening.outcome import Code, Finding

TEST = "crimes"
_CITES = ("8 U.S.C. 1254a(c)(2)(B)(i)", "8 CFR 244.4(a)", "8 CFR 244.1 (felony, misdemeanor)")
_SURE_MISDEMEANORS = (Weight.MISDEMEANOR, Weight.AT_LEAST_MISDEMEANOR)
_UNSURE = (Weight.UNKNOWN, Weight.AT_LEAST_MISDEMEANOR)
_UNSETTLED = (Disposal.UNKNOWN, Disposal.VACATED_UNKNOWN, Disposal.DISPUTED)


def crimes(facts: Facts) -> tuple[Finding, ...]:
    """Count felonies and misdemeanors among the convictions in the United States.

    Source:
        8 CFR 244.4(a). Two misdemeanors of one incident are two; time served does not matter.
    """
    if facts.criminal is UNKNOWN:
        words = "Arrests, charges and convictions are not known yet; unknown is not no."
        return (saying.unknown(TEST, words, _CITES, ("criminal",), code=Code.CRIMINAL_UNKNOWN),)
    settled = [each for each in facts.criminal if disposal(each) is Disposal.CONVICTED]
    weights = [weight(each) for each in settled if is_in_united_states(each)]
    # An open point is told beside a bar: the bar may rest on facts recorded wrongly.
    findings = [*_bars(weights), *_open_points(weights)]
    if any(is_in_united_states(each) is None for each in settled):
        words = "A conviction is recorded without where it was; abroad it counts otherwise."
        findings.append(
            saying.unknown(TEST, words, _CITES, ("criminal",), code=Code.CRIMINAL_UNKNOWN)
        )
    if findings or any(disposal(each) in _UNSETTLED for each in facts.criminal):
        return tuple(findings)
    return (saying.met(TEST, _met_words(weights), _CITES),)


def _bars(weights: list[Weight]) -> list[Finding]:
    found = []
    if Weight.FELONY in weights:
        words = (
            "Convicted of a felony committed in the United States: over one year possible, or "
            "over one year imposed. No waiver exists; read the certified record."
        )
        found.append(saying.not_met(TEST, Code.FELONY, words, _CITES))
    if sum(each in _SURE_MISDEMEANORS for each in weights) > 1:
        words = (
            "Convicted of two or more misdemeanors committed in the United States; one incident "
            "makes no exception. No waiver exists."
        )
        found.append(saying.not_met(TEST, Code.TWO_MISDEMEANORS, words, _CITES))
    return found


def _open_points(weights: list[Weight]) -> list[Finding]:
    findings = []
    if any(each in _UNSURE for each in weights):
        words = (
            "The maximum term, the State's label or the sentence imposed is missing for a "
            "conviction; with all three it can be weighed."
        )
        findings.append(saying.unknown(TEST, words, _CITES, ("criminal",), code=Code.MAX_SENTENCE))
    if Weight.VIOLATION in weights:
        words = (
            "A violation with more than five days possible: whether it is a crime at all is "
            "disputed."
        )
        findings.append(saying.review(TEST, Code.VIOLATION_LEVEL, words, _CITES))
    return findings


def _met_words(weights: list[Weight]) -> str:
    if Weight.MISDEMEANOR in weights:
        return "One misdemeanor in the United States; the bar is one felony or two misdemeanors."
    return "No conviction in the United States that counts as a felony or a misdemeanor."
