"""Grounds of inadmissibility that were noted: which do not apply, which can be waived.

Source:
    8 U.S.C. 1254a(c)(1)(A)(iii), (c)(2)(A); 8 CFR 244.2(d), 244.3; INA 212(a).
"""

import re
from dataclasses import dataclass
from enum import Enum

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts
from clinic_app.screening.outcome import Code, Finding

TEST = "inadmissibility"
_ADMISSIBLE = ("8 U.S.C. 1254a(c)(1)(A)(iii)", "8 CFR 244.2(d)")
_SPARED = ("8 CFR 244.3(a)", "8 U.S.C. 1254a(c)(2)(A)(i)")
_WAIVABLE = ("8 U.S.C. 1254a(c)(2)(A)(ii)", "8 CFR 244.3(b)")
_UNWAIVABLE = ("8 U.S.C. 1254a(c)(2)(A)(iii)", "8 CFR 244.3(c)")
_PARAGRAPH = re.compile(r"212a(\d+)([a-z]?)(?:_(i{1,3})(?![a-z]))?")


class _Treatment(Enum):
    """What TPS makes of one ground."""

    SPARED = "spared"
    WAIVABLE = "waivable"
    BARRED = "barred"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class _Rule:
    treatment: _Treatment
    code: Code
    words: str


_SPARES = _Rule(_Treatment.SPARED, Code.WAIVER_I601, "does not apply to TPS")
_PURPOSES = "for humanitarian purposes, family unity or the public interest"
_WAIVES = _Rule(_Treatment.WAIVABLE, Code.WAIVER_I601, f"Form I-601 can waive it, {_PURPOSES}")
_UNSORTED = _Rule(
    _Treatment.WAIVABLE,
    Code.WAIVER_I601,
    f"Form I-601 can waive most grounds, {_PURPOSES}, and a few never",
)

_RULES = {
    "4": _SPARES,
    "5": _SPARES,
    "6a": _SPARES,
    "7a": _SPARES,
    "2a": _Rule(
        _Treatment.REVIEWED, Code.CIMT, "a crime or an admission of one; a lawyer must classify it"
    ),
    "2b": _Rule(
        _Treatment.REVIEWED, Code.CIMT, "several convictions with five years or more in all"
    ),
    "2c": _Rule(_Treatment.BARRED, Code.DRUG_INADMISSIBILITY, "dealing in drugs; no waiver exists"),
    "3a": _Rule(_Treatment.REVIEWED, Code.SECURITY_DANGER, "a security ground; no waiver exists"),
    "3b": _Rule(_Treatment.REVIEWED, Code.TRIG, "a terrorism ground; only an exemption helps"),
    "3c": _Rule(_Treatment.REVIEWED, Code.SECURITY_DANGER, "foreign policy; no waiver exists"),
    "3d": _Rule(
        _Treatment.REVIEWED,
        Code.TOTALITARIAN,
        "membership of a totalitarian party: the rule calls it unwaivable, the statute does not",
    ),
    "3e": _Rule(
        _Treatment.REVIEWED, Code.PERSECUTOR_REVIEW, "persecution, genocide or torture; no waiver"
    ),
}
"""Paragraph of INA 212(a) to its treatment; every other paragraph can be waived."""

_NAMES = {
    "1": "health",
    "2d": "prostitution",
    "6b": "failure to attend removal proceedings",
    "6ci": "fraud or misrepresentation",
    "6cii": "a false claim to citizenship",
    "6d": "stowaway",
    "6e": "smuggling",
    "9a": "return after a removal",
    "9b": "unlawful presence before leaving",
    "9c": "return without admission after a removal or a year of unlawful presence",
    "10d": "unlawful voting",
}
"""What the waivable paragraphs are about."""

_UNNAMED = frozenset({"", "unknown"})

_PLAIN_WORDS = {
    "public_charge": "4",
    "without_inspection": "6a",
    "unlawful_entry": "6a",
    "totalitarian": "3d",
    "terroris": "3b",
    "security": "3a",
    "drug": "2a",
}
"""For a ground that was noted without its paragraph."""


def inadmissibility(facts: Facts) -> tuple[Finding, ...]:
    """Sort the noted grounds by what TPS makes of them.

    Source:
        8 CFR 244.3(a) (do not apply), (b) (waived on Form I-601), (c) (no waiver). Grounds for
        crimes that the record shows are tested in ``crime_grounds``.
    """
    noted = facts.inadmissibility
    if noted is UNKNOWN:
        words = "Other grounds of inadmissibility are not known yet."
        return (saying.unknown(TEST, words, _ADMISSIBLE, ("inadmissibility",)),)
    found = [(ground, _rule(ground)) for ground in noted if ground not in _UNNAMED]
    findings = [_finding(ground, rule) for ground, rule in found if rule is not _SPARES]
    if len(found) < len(noted):
        words = "A ground was noted without which one; that decides whether it can be waived."
        findings.append(saying.unknown(TEST, words, _ADMISSIBLE, ("inadmissibility",)))
    if findings:
        return tuple(dict.fromkeys(findings))
    if found:
        words = "What was noted does not apply to TPS: public charge, papers, way of entry."
        return (saying.met(TEST, words, _SPARED, is_confirmed=False),)
    return (saying.met(TEST, "No other ground of inadmissibility was noted.", _ADMISSIBLE),)


def _rule(ground: str) -> _Rule:
    paragraph = _PARAGRAPH.search(ground)
    if paragraph is None:
        plain = next((pin for word, pin in _PLAIN_WORDS.items() if word in ground), "")
        rule = _RULES.get(plain, _UNSORTED)
    else:
        number, letter, _clause = paragraph.groups()
        rule = _RULES.get(number + letter, _RULES.get(number, _WAIVES))
    # 244.3 lets waive one simple possession of marijuana, and no dealing in it.
    is_possession = "marijuana" in ground and rule.treatment is not _Treatment.BARRED
    return _WAIVES if is_possession else rule


def _finding(ground: str, rule: _Rule) -> Finding:
    paragraph = _PARAGRAPH.search(ground)
    named = "A ground without its paragraph" if paragraph is None else _named(paragraph)
    words = f"{named}: {rule.words}."
    if rule.treatment is _Treatment.BARRED:
        return saying.not_met(TEST, rule.code, words, _UNWAIVABLE)
    if rule.treatment is _Treatment.REVIEWED:
        return saying.review(TEST, rule.code, words, _UNWAIVABLE)
    return saying.review(TEST, rule.code, words, _WAIVABLE)


def _named(paragraph: re.Match[str]) -> str:
    number, letter, clause = paragraph.groups(default="")
    pin = "".join(f"({part})" for part in (number, letter.upper(), clause) if part)
    what = _NAMES.get(number + letter + clause)
    return f"INA 212(a){pin}" + ("" if what is None else f", {what}")
