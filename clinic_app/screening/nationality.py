"""Whether the person is a national of the designated state, or stateless and last lived there.

Nationality is of the state. Neither a place of birth nor a place of origin decides it.

Source:
    8 U.S.C. 1254a(a)(1), (c)(1)(A); 8 CFR 244.2(a), 244.9(a)(1).
"""

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts
from clinic_app.screening.outcome import Code, Finding
from clinic_app.screening.places import folded
from clinic_app.screening.rule_pack import CountryLaw

TEST = "nationality"
_CITES = ("8 U.S.C. 1254a(c)(1)(A)", "8 CFR 244.2(a)")
_STATELESS = ("8 U.S.C. 1254a(a)(1)", "8 U.S.C. 1254a(c)(1)(A)")
_PROOF = ("8 CFR 244.9(a)(1)", "8 CFR 244.2(a)")
_DUAL = (*_CITES, "Matter of Ognibene, 18 I&N Dec. 425 (BIA 1983)", "8 CFR 244.4(b)")


def nationality(facts: Facts, state: CountryLaw) -> tuple[Finding, ...]:
    """Test nationality of *state*, or last habitual residence there without any nationality.

    Source:
        8 U.S.C. 1254a(a)(1), (c)(1)(A); 8 CFR 244.2(a); INA 101(a)(21).
    """
    names = state.names
    named = facts.nationalities
    if named is UNKNOWN:  # one who may still name a state is not known to have none
        return (_unproved("Nationality is not known yet.", ("nationalities",)),)
    if not named and facts.stateless is True:
        return _stateless(facts, state, names)
    if not named:
        missing = ("stateless",) if facts.stateless is UNKNOWN else ("nationalities",)
        return (_unproved("No nationality is named, nor that there is none.", missing),)
    if names.isdisjoint(named):
        return _of_another_state(facts, named, state)
    return (_national(facts, named, state, names), *_proof(facts))


def _stateless(facts: Facts, state: CountryLaw, names: frozenset[str]) -> tuple[Finding, ...]:
    residence = facts.last_habitual_residence
    if residence is UNKNOWN:
        words = "Without a nationality, the country of last habitual residence decides; ask it."
        return (_unproved(words, ("last_habitual_residence",)),)
    if folded(residence) in names:
        words = (
            f"Without any nationality and last habitually resident in {state.name}. The statute "
            "covers this; the regulation does not repeat it."
        )
        return (saying.met(TEST, words, _STATELESS), *_proof(facts))
    words = f"Without any nationality and last habitually resident elsewhere than {state.name}."
    return (saying.not_met(TEST, Code.NATIONALITY, words, _STATELESS),)


def _national(
    facts: Facts, named: tuple[str, ...], state: CountryLaw, names: frozenset[str]
) -> Finding:
    if not names.issuperset(named):
        words = (
            f"A national of {state.name} and of another state. That is no bar, but the "
            "nationality claimed at entry and a firm home elsewhere are questions for a lawyer."
        )
        return saying.review(TEST, Code.DUAL_NATIONALITY, words, _DUAL, is_confirmed=False)
    if facts.birth_country is UNKNOWN:
        return _unproved("The country of birth is not known yet.", ("birth_country",))
    if folded(facts.birth_country) not in names:
        words = (
            f"A national of {state.name} born elsewhere: whether nationality passed by descent, "
            "and whether the country of birth gave one too, are questions of foreign law."
        )
        return saying.review(TEST, Code.DUAL_NATIONALITY, words, _DUAL, is_confirmed=False)
    return saying.met(TEST, f"A national of {state.name}.", _CITES)


def _of_another_state(
    facts: Facts, named: tuple[str, ...], state: CountryLaw
) -> tuple[Finding, ...]:
    places = [*named]
    places += [p for p in (facts.place_of_origin, facts.birth_country) if p is not UNKNOWN]
    if any(state.is_disputed_part(place) for place in places):
        words = (
            f"From a disputed place that may be part of {state.name}. Nationality is of the "
            "state; a lawyer must say whose national the person is."
        )
        return (saying.review(TEST, Code.DISPUTED_TERRITORY, words, _CITES),)
    origin = (
        ("place_of_origin", facts.place_of_origin),
        ("birth_country", facts.birth_country),
    )
    missing = tuple(key for key, value in origin if value is UNKNOWN)
    if missing and state.disputed_parts:
        words = f"Not a national of {state.name} by papers; whether from a disputed place is open."
        return (_unproved(words, missing),)
    words = (
        f"Not a national of {state.name}. Birth there alone, or a parent from there alone, is "
        "not enough."
    )
    return (saying.not_met(TEST, Code.NATIONALITY, words, _CITES),)


def _proof(facts: Facts) -> tuple[Finding, ...]:
    if facts.nationality_document is True:
        return ()
    words = (
        "No document of nationality seen yet: passport, or birth certificate with photo "
        "identification, or national identity document. Without any, an affidavit and an interview."
    )
    return (_unproved(words, ("nationality_document",)),)


def _unproved(words: str, missing: tuple[str, ...]) -> Finding:
    return saying.unknown(TEST, words, _PROOF, missing, code=Code.NATIONALITY_PROOF)
