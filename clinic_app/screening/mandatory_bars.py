"""The bars of INA 208(b)(2)(A), which TPS takes over from asylum.

Source:
    8 U.S.C. 1254a(c)(2)(B)(ii); 8 U.S.C. 1158(b)(2)(A)(i) to (vi); 8 CFR 244.4(b).
"""

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.crime_grounds import is_drug, is_minor_traffic_abroad
from clinic_app.screening.facts import Facts, ThirdCountry
from clinic_app.screening.offences import (
    ONE_YEAR_DAYS,
    Disposal,
    disposal,
    is_in_united_states,
)
from clinic_app.screening.outcome import Code, Finding
from clinic_app.screening.rows import CriminalMatter, Words

TEST = "mandatory_bars"
_RULE = ("8 CFR 244.4(b)", "8 U.S.C. 1254a(c)(2)(B)(ii)")
_PERSECUTOR = ("8 U.S.C. 1158(b)(2)(A)(i)", *_RULE)
_SERIOUS = ("8 U.S.C. 1158(b)(2)(A)(ii)", "8 U.S.C. 1158(b)(2)(B)(i)", *_RULE)
_ABROAD = ("8 U.S.C. 1158(b)(2)(A)(iii)", *_RULE)
_DANGER = ("8 U.S.C. 1158(b)(2)(A)(iv)", *_RULE)
_TERRORISM = (
    "8 U.S.C. 1158(b)(2)(A)(v)",
    "8 U.S.C. 1182(a)(3)(B)",
    "8 U.S.C. 1254a(c)(2)(A)(iii)",
    *_RULE,
)
_SETTLED = ("8 U.S.C. 1158(b)(2)(A)(vi)", "8 CFR 208.15", *_RULE)
_NOT_PERMANENT = ("temporary", "transit", "none", "no_status", "undocumented", "visitor", "tourist")
_AGGRAVATED_AT_A_YEAR = frozenset({"violence", "theft"})
_PREFIX = "mandatory_bars"


def mandatory_bars(facts: Facts) -> tuple[Finding, ...]:
    """Test the six bars in their order.

    Source:
        INA 208(b)(2)(A)(i) persecutors, (ii) particularly serious crimes, (iii) serious
        nonpolitical crimes abroad, (iv) danger to security, (v) terrorism, (vi) resettlement.
    """
    findings = (
        *_persecutor(facts),
        *_particularly_serious(facts),
        *_crime_abroad(facts),
        *_danger(facts),
        *_terrorism(facts),
        *_firm_resettlement(facts.third_country),
    )
    if findings:
        return findings
    words = "None of the bars taken over from asylum was raised by the answers."
    return (saying.met(TEST, words, _RULE),)


def _unasked(value: Words, key: str, cites: tuple[str, ...], words: str) -> tuple[Finding, ...]:
    if value is not UNKNOWN:
        return ()
    return (saying.unknown(TEST, words, cites, (f"{_PREFIX}.{key}",)),)


def _persecutor(facts: Facts) -> tuple[Finding, ...]:
    said = facts.persecutor
    if said is UNKNOWN:
        words = "Part in harming others because of who they are or what they think: not asked yet."
        return _unasked(said, "persecutor", _PERSECUTOR, words)
    if said == "":
        return ()
    if said.startswith("admitted"):
        words = "Says that he or she took part in persecution. No waiver exists."
        return (saying.not_met(TEST, Code.PERSECUTOR, words, _PERSECUTOR),)
    words = (
        "Served with army, police, militia or as a guard, or was near persecution. Service alone "
        "is a question and not a bar."
    )
    return (saying.review(TEST, Code.PERSECUTOR_REVIEW, words, _PERSECUTOR),)


def _particularly_serious(facts: Facts) -> tuple[Finding, ...]:
    matters = () if facts.criminal is UNKNOWN else facts.criminal
    if not any(_may_be_aggravated(each) for each in matters):
        return ()
    words = (
        "A conviction that may be an aggravated felony and so a particularly serious crime, "
        "whatever the State calls it."
    )
    return (saying.review(TEST, Code.PSC, words, _SERIOUS, is_confirmed=False),)


def _may_be_aggravated(matter: CriminalMatter) -> bool:
    if disposal(matter) is not Disposal.CONVICTED:
        return False
    imposed = 0 if matter.sentence_days is UNKNOWN else matter.sentence_days
    longest = 0 if matter.max_term_days is UNKNOWN else matter.max_term_days
    if is_in_united_states(matter) is False:
        is_long = max(imposed, longest) > ONE_YEAR_DAYS
        return is_long and not is_minor_traffic_abroad(matter)
    is_listed = matter.category in _AGGRAVATED_AT_A_YEAR or is_drug(matter)
    return imposed > ONE_YEAR_DAYS or (imposed == ONE_YEAR_DAYS and is_listed)


def _crime_abroad(facts: Facts) -> tuple[Finding, ...]:
    matters = () if facts.criminal is UNKNOWN else facts.criminal
    is_recorded = any(
        is_in_united_states(each) is False and not is_minor_traffic_abroad(each) for each in matters
    )
    said = facts.foreign_charge
    if is_recorded or (said is not UNKNOWN and said != ""):
        words = (
            "A charge or conviction outside the United States: no bar of 244.4(a), but perhaps a "
            "serious nonpolitical crime."
        )
        return (saying.review(TEST, Code.FOREIGN_CRIME, words, _ABROAD),)
    if any(_may_be_abroad(each) for each in matters):
        words = "An arrest or charge is recorded without where it was; one abroad is reviewed."
        return (saying.unknown(TEST, words, _ABROAD, ("criminal",), code=Code.CRIMINAL_UNKNOWN),)
    words = "Charges in another country are not known yet."
    return _unasked(said, "foreign_charge", _ABROAD, words)


def _may_be_abroad(matter: CriminalMatter) -> bool:
    return is_in_united_states(matter) is None and not is_minor_traffic_abroad(matter)


def _danger(facts: Facts) -> tuple[Finding, ...]:
    said = facts.security_danger
    if said is not UNKNOWN and said != "":
        words = "Something was said that may be read as a danger to the security of the country."
        return (saying.review(TEST, Code.SECURITY_DANGER, words, _DANGER),)
    words = "Matters of security are not known yet."
    return _unasked(said, "security_danger", _DANGER, words)


def _terrorism(facts: Facts) -> tuple[Finding, ...]:
    said = facts.material_support
    if said is not UNKNOWN and said != "":
        words = (
            "Gave money, goods or help to an armed group, perhaps under threat. Form I-601 cannot "
            "waive it; an exemption process exists."
        )
        return (saying.review(TEST, Code.TRIG, words, _TERRORISM),)
    words = "Money, food or help to an armed group, even under threat: not asked yet."
    return _unasked(said, "material_support", _TERRORISM, words)


def _firm_resettlement(life: ThirdCountry) -> tuple[Finding, ...]:
    if life.has_lived is False:
        return ()
    if life.has_lived is UNKNOWN:
        words = "Life in a third country before arrival is not known yet."
        return _unasked(UNKNOWN, "third_country.lived", _SETTLED, words)
    if life.status is UNKNOWN:
        words = "Lived in a third country; what status was held or offered there is not known yet."
        return _unasked(UNKNOWN, "third_country.status", _SETTLED, words)
    if life.status.startswith(_NOT_PERMANENT):
        return ()
    words = (
        "Lived in a third country with, or perhaps with, an offer of permanent status or "
        "citizenship. Always a question for a lawyer, never a bar by itself."
    )
    return (saying.review(TEST, Code.FIRM_RESETTLEMENT, words, _SETTLED, is_confirmed=False),)
