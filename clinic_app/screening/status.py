"""Whether the person can hold TPS at all: not a citizen; and a permanent resident needs none.

Source:
    INA 244(a)(1), 8 U.S.C. 1254a(a)(1) ("alien"); INA 101(a)(3), 8 U.S.C. 1101(a)(3).
"""

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts
from clinic_app.screening.outcome import Code, Finding
from clinic_app.screening.places import is_united_states

TEST = "status"
_CITES = ("8 U.S.C. 1254a(a)(1)", "8 U.S.C. 1101(a)(3)")
_COMPATIBLE = ("8 U.S.C. 1254a(a)(5)", "8 U.S.C. 1254a(a)(1)")


def is_citizen(facts: Facts) -> bool:
    """Whether the person is a citizen or national of the United States on the facts entered."""
    named = facts.nationalities
    by_nationality = named is not UNKNOWN and any(is_united_states(name) for name in named)
    return facts.us_citizen is True or by_nationality or _is_born_here(facts)


def status(facts: Facts) -> tuple[Finding, ...]:
    """Test citizenship, then permanent residence.

    Source:
        8 U.S.C. 1254a(a)(1), (a)(5); INA 301(a), 8 U.S.C. 1401(a) for birth here.
    """
    if is_citizen(facts):
        return (saying.not_met(TEST, Code.NOT_ALIEN, _citizen_words(facts), _CITES),)
    if facts.lpr is True:
        words = (
            "A lawful permanent resident. Nothing bars TPS by name, but TPS would give nothing "
            "that permanent residence does not; a lawyer should look at why it is asked for."
        )
        return (saying.review(TEST, Code.LPR, words, _CITES, is_confirmed=False),)
    missing = tuple(
        key
        for key, value in (("us_citizen", facts.us_citizen), ("lpr", facts.lpr))
        if value is UNKNOWN
    )
    if missing:
        words = "Not yet known whether the person is a citizen or a permanent resident."
        return (saying.unknown(TEST, words, _CITES, missing, is_confirmed=False),)
    words = (
        "Neither a citizen nor a permanent resident. The way of entry, an expired stay and "
        "another status are no bars."
    )
    return (saying.met(TEST, words, _COMPATIBLE, is_confirmed=False),)


def _is_born_here(facts: Facts) -> bool:
    return facts.birth_country is not UNKNOWN and is_united_states(facts.birth_country)


def _citizen_words(facts: Facts) -> str:
    if _is_born_here(facts):
        return (
            "Born in the United States, so normally a citizen by birth; a citizen or national "
            "cannot hold TPS and does not need it."
        )
    return "A citizen or national of the United States; TPS is only for others."
