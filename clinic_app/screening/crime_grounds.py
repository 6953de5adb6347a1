"""Inadmissibility for crimes, which no waiver opens: drugs, and crimes of moral turpitude.

These reach convictions abroad too. One simple possession of 30 g or less of marijuana is the
only exception, and it can be waived.

Source:
    8 U.S.C. 1254a(c)(2)(A)(iii); 8 CFR 244.3(c); INA 212(a)(2)(A) to (C).
"""

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts
from clinic_app.screening.offences import (
    ONE_YEAR_DAYS,
    Disposal,
    Weight,
    disposal,
    is_in_united_states,
    weight,
)
from clinic_app.screening.outcome import Code, Finding
from clinic_app.screening.rows import CriminalMatter

TEST = "crime_grounds"
_UNWAIVABLE = ("8 U.S.C. 1254a(c)(2)(A)(iii)", "8 CFR 244.3(c)")
_DRUGS = ("8 U.S.C. 1182(a)(2)(A)(i)(II)", *_UNWAIVABLE)
_MARIJUANA = ("8 U.S.C. 1254a(c)(2)(A)(iii)(II)", "8 CFR 244.3")
_TURPITUDE = ("8 U.S.C. 1182(a)(2)(A)(i)(I)", "8 U.S.C. 1182(a)(2)(A)(ii)(II)", "8 CFR 244.3(c)")
_MOST_GRAMS = 30
_MARIJUANA_NAMES = ("marijuana", "marihuana", "cannabis")
_DEALING = ("sale", "sell", "distribut", "traffic", "deliver", "intent", "manufactur", "cultivat",
            "import", "export", "dealing", "supply")  # fmt: skip
_MAY_BE_BASE = frozenset({"theft", "fraud", "violence", "sex", "unclassified"})
"""Categories of which a lawyer must say whether moral turpitude is involved."""

_COUNTS = {Disposal.CONVICTED, Disposal.DISPUTED}


def crime_grounds(facts: Facts) -> tuple[Finding, ...]:
    """Test drugs and moral turpitude over every matter that is, or may be, a conviction.

    Source:
        INA 212(a)(2)(A)(i), (ii) (petty and youthful exceptions), (B), (C).
    """
    if facts.criminal is UNKNOWN:
        return ()  # said once, by ``crimes``
    matters = [each for each in facts.criminal if disposal(each) in _COUNTS]
    drugs = [each for each in matters if is_drug(each)]
    others = [each for each in matters if each not in drugs or not is_in_united_states(each)]
    findings = [*_drugs(drugs), *_turpitude(others)]
    if findings:
        return tuple(findings)
    words = "No conviction that makes inadmissible for drugs or raises moral turpitude."
    return (saying.met(TEST, words, _UNWAIVABLE),)


def is_drug(matter: CriminalMatter) -> bool:
    """Whether a controlled substance is involved."""
    return matter.category == "drug" or (matter.drug is not UNKNOWN and matter.drug != "")


def _drugs(matters: list[CriminalMatter]) -> list[Finding]:
    convicted = [each for each in matters if disposal(each) is Disposal.CONVICTED]
    findings = []
    if any(_is_clear_bar(each) for each in convicted) or _count_marijuana(convicted) > 1:
        words = (
            "A drug conviction other than one simple possession of 30 g or less of marijuana. "
            "No waiver exists."
        )
        findings.append(saying.not_met(TEST, Code.DRUG_INADMISSIBILITY, words, _DRUGS))
    elif convicted:
        findings.extend(_single(convicted))
    if len(convicted) < len(matters):
        words = "A drug charge that may be a conviction or an admission of the offence."
        findings.append(saying.review(TEST, Code.CIMT, words, _DRUGS, is_confirmed=False))
    return findings


def _single(convicted: list[CriminalMatter]) -> list[Finding]:
    findings = []
    for matter in convicted:
        if not _is_marijuana(matter):
            words = "A drug conviction; which substance is not recorded, and it decides."
            findings.append(saying.review(TEST, Code.CIMT, words, _DRUGS, is_confirmed=False))
        elif matter.grams is UNKNOWN:
            words = "One marijuana conviction; how many grams is not known: 30 or less, or more?"
            findings.append(
                saying.unknown(TEST, words, _MARIJUANA, ("criminal",), code=Code.CRIMINAL_UNKNOWN)
            )
        else:
            words = (
                "One simple possession of 30 g or less of marijuana: inadmissible, and Form "
                "I-601 can waive it."
            )
            findings.append(saying.review(TEST, Code.WAIVER_I601, words, _MARIJUANA))
    return findings


def _is_marijuana(matter: CriminalMatter) -> bool:
    return isinstance(matter.drug, str) and any(name in matter.drug for name in _MARIJUANA_NAMES)


def _count_marijuana(matters: list[CriminalMatter]) -> int:
    return sum(_is_marijuana(each) for each in matters)


def _is_clear_bar(matter: CriminalMatter) -> bool:
    if matter.drug is UNKNOWN or matter.drug == "":
        return False
    if not _is_marijuana(matter) or _is_dealing(matter):
        return True
    return matter.grams is not UNKNOWN and matter.grams > _MOST_GRAMS


def _is_dealing(matter: CriminalMatter) -> bool:
    return isinstance(matter.offense, str) and any(word in matter.offense for word in _DEALING)


def _turpitude(matters: list[CriminalMatter]) -> list[Finding]:
    if any(_raises_turpitude(each) for each in matters):
        words = (
            "A conviction that may involve moral turpitude. The exceptions for one petty offence "
            "(one year or less possible, six months or less imposed) and for one under age 18 "
            "are for a lawyer to apply."
        )
        return [saying.review(TEST, Code.CIMT, words, _TURPITUDE, is_confirmed=False)]
    if any(_is_unclassified(each) for each in matters):
        words = "What kind of offence a conviction was is not known yet."
        return [saying.unknown(TEST, words, _TURPITUDE, ("criminal",), code=Code.CRIMINAL_UNKNOWN)]
    return []


def _raises_turpitude(matter: CriminalMatter) -> bool:
    if is_in_united_states(matter) is False:
        return not is_minor_traffic_abroad(matter)
    # One whose weight is missing waits: the exception for petty offences needs it too.
    is_weighed = weight(matter) not in {Weight.UNKNOWN, Weight.AT_LEAST_MISDEMEANOR}
    if matter.category == "unclassified" and weight(matter) is Weight.NOTHING:
        return False
    return is_weighed and matter.category in _MAY_BE_BASE


def _is_unclassified(matter: CriminalMatter) -> bool:
    return matter.category is UNKNOWN and is_in_united_states(matter) is not False


def is_minor_traffic_abroad(matter: CriminalMatter) -> bool:
    """Whether a matter abroad is traffic with at most a year possible."""
    longest = matter.max_term_days
    return matter.category == "traffic" and longest is not UNKNOWN and longest <= ONE_YEAR_DAYS
