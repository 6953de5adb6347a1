"""What invented people answer: mostly nothing to report, and now and then what happens to some."""

from datetime import date, timedelta
from random import Random

from clinic_app.interview.answers import UNKNOWN, Answer, Answers, Row
from clinic_app.workflows.answering import answered
from clinic_app.workflows.invented_draw import Draw
from clinic_app.workflows.invented_families import InventedPerson, happens
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.rule_packs import shipped_pack

_OTHER_NATIONALITY_IN_100 = 2
_TRAVELLED_IN_100 = 12
_ARRESTED_IN_100 = 7
_ASKED_ASYLUM_IN_100 = 35
_LIVED_ELSEWHERE_IN_100 = 12
_ORDERED_REMOVED_IN_100 = 4
_DOES_NOT_KNOW_IN_100 = 6
_NO_PASSPORT_IN_100 = 8

_MARITAL = (("single", 55), ("married", 35), ("divorced", 6), ("widowed", 4))
_OFFENSES = (
    ("driving without a license", 180, "misdemeanor", "traffic"),
    ("shoplifting", 180, "misdemeanor", "theft"),
    ("disorderly conduct", 30, "violation", "public_order"),
    ("assault", 365, "misdemeanor", "violence"),
    ("burglary", 2555, "felony", "theft"),
)
_DISPOSITIONS = (("convicted", 45), ("diversion_no_plea_dismissed", 25), ("pending", 30))


def invented_answers(chance: Random, person: InventedPerson, as_of: date) -> Answers:
    """Return the whole interview of *person*, screened under the law of *as_of*."""
    given = _plain_answers(chance, person)
    given |= _stay(chance, person, as_of)
    if person.held is not None:
        given |= _earlier_tps(chance, person.held, as_of)
    if happens(chance, _ARRESTED_IN_100):
        given["criminal"] = (_arrest(chance),)
    if happens(chance, _ORDERED_REMOVED_IN_100):
        given["removal.has_order"] = True
    if happens(chance, _DOES_NOT_KNOW_IN_100):
        given[chance.choice(sorted(given))] = UNKNOWN
    return answered(shipped_questionnaire(), given)


def _plain_answers(chance: Random, person: InventedPerson) -> dict[str, Answer]:
    law = shipped_pack().country(person.country)
    country = law.name if law is not None else person.country
    nationalities = [country]
    if happens(chance, _OTHER_NATIONALITY_IN_100):
        nationalities.append("Canada")
    return {
        "nationalities": tuple(nationalities),
        "birth_country": country,
        "last_habitual_residence": country,
        "nationality_document": not happens(chance, _NO_PASSPORT_IN_100),
        "residence_evidence": not happens(chance, _NO_PASSPORT_IN_100),
        "date_of_birth": person.birth_date or UNKNOWN,
        "marital_status": _one_of(chance, _MARITAL),
        "mandatory_bars.third_country.lived": happens(chance, _LIVED_ELSEWHERE_IN_100),
        "mandatory_bars.third_country.country": "Brazil",
        "mandatory_bars.third_country.status": "temporary_transit",
    }


def _stay(chance: Random, person: InventedPerson, as_of: date) -> dict[str, Answer]:
    """Return when the person came, left for a while, and asked for asylum."""
    entered = person.entered
    if entered is None:
        return {"first_entry": UNKNOWN, "last_entry": UNKNOWN}
    stay: dict[str, Answer] = {"first_entry": entered, "last_entry": entered}
    if happens(chance, _TRAVELLED_IN_100):
        left = _day_between(chance, entered, as_of)
        returned = min(as_of, left + timedelta(days=chance.randint(3, 60)))
        stay["last_entry"] = returned
        trip: Row = {
            "left": left,
            "returned": returned,
            "purpose": "family",
            "result_of_order": False,
            "unlawful": False,
            "emergency": happens(chance, 50),
            "permission": False,
        }
        stay["absences"] = (trip,)
    if happens(chance, _ASKED_ASYLUM_IN_100):
        filed = _day_between(chance, entered, as_of)
        asylum: Row = {"kind": "asylum", "filed": filed, "still": True}
        stay["pending_applications"] = (asylum,)
    return stay


def _earlier_tps(chance: Random, held: Draw, as_of: date) -> dict[str, Answer]:
    granted = min(as_of, (held.since or as_of) + timedelta(days=chance.randint(90, 400)))
    return {
        "prior_tps.granted": True,
        "prior_tps.designation": held.line,
        "prior_tps.current": not happens(chance, 15),
        "prior_tps.granted_date": granted,
        "prior_tps.has_reregistered": happens(chance, 60),
        "prior_tps.last_reregistered": _day_between(chance, granted, as_of),
    }


def _arrest(chance: Random) -> Row:
    offense, most_days, label, category = chance.choice(_OFFENSES)
    disposition = _one_of(chance, _DISPOSITIONS)
    return {
        "where": "US",
        "offense": offense,
        "max_term_days": most_days,
        "state_label": label,
        "category": category,
        "disposition": disposition,
        "sentence_days": chance.randint(0, 30) if disposition == "convicted" else 0,
        "drug": "no",
        "vacated": "no",
    }


def _one_of(chance: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return chance.choices(weighted, [weight for _value, weight in weighted])[0][0]


def _day_between(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, max(0, (last - first).days)))
