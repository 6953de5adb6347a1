"""What one criminal matter is: convicted or not, and how much it weighs.

Source:
    8 CFR 244.1 (felony, misdemeanor); INA 101(a)(48), 8 U.S.C. 1101(a)(48).
"""

from enum import Enum

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening.places import is_united_states
from clinic_app.screening.rows import CriminalMatter

ONE_YEAR_DAYS = 365
"""``One year`` of 8 CFR 244.1."""

_FIVE_DAYS = 5
_ADULT_AGE = 18
_NOT_CONVICTED = frozenset({
    "acquitted", "dismissed", "nolle_prosequi", "nolle prosequi", "not_charged", "no_charge",
    "released_without_charge", "diversion_no_plea_dismissed",
})  # fmt: skip
_STILL_OPEN = frozenset({"pending", "open_warrant", "warrant"})
_CIVIL_LABELS = frozenset({"infraction", "civil", "civil_infraction"})


class Disposal(Enum):
    """What became of one matter, for immigration purposes."""

    CONVICTED = "convicted"
    NOT_CONVICTED = "not_convicted"
    DISPUTED = "disputed"
    PENDING = "pending"
    VACATED_FOR_DEFECT = "vacated_for_defect"
    VACATED_UNKNOWN = "vacated_unknown"
    UNKNOWN = "unknown"


class Weight(Enum):
    """How much one conviction in the United States counts."""

    NOTHING = "nothing"
    VIOLATION = "violation"
    MISDEMEANOR = "misdemeanor"
    AT_LEAST_MISDEMEANOR = "at_least_misdemeanor"
    FELONY = "felony"
    UNKNOWN = "unknown"


def disposal(matter: CriminalMatter) -> Disposal:
    """Say whether *matter* is a conviction.

    Source:
        INA 101(a)(48)(A); Matter of Devison, 22 I&N Dec. 1362 (BIA 2000) (juveniles); Matter
        of Pickering, 23 I&N Dec. 621 (BIA 2003) (vacated). Expunged still counts.
    """
    disposition = matter.disposition
    if disposition is UNKNOWN:
        return Disposal.UNKNOWN
    if disposition == "juvenile_adjudication":
        return Disposal.DISPUTED if matter.tried_as == "adult" else Disposal.NOT_CONVICTED
    if disposition in _NOT_CONVICTED:
        return Disposal.NOT_CONVICTED
    if disposition in _STILL_OPEN:
        return Disposal.PENDING
    if disposition != "convicted":
        return Disposal.DISPUTED
    return _of_a_conviction(matter)


def _of_a_conviction(matter: CriminalMatter) -> Disposal:
    if matter.vacated == "legal_defect":
        return Disposal.VACATED_FOR_DEFECT
    if matter.vacated is UNKNOWN or matter.vacated not in {"", "rehabilitative"}:
        return Disposal.VACATED_UNKNOWN
    if matter.tried_as == "juvenile":
        return Disposal.DISPUTED
    age = matter.age_at_offense
    if matter.tried_as is UNKNOWN and age is not UNKNOWN and age < _ADULT_AGE:
        return Disposal.UNKNOWN
    return Disposal.CONVICTED


def is_in_united_states(matter: CriminalMatter) -> bool | None:
    """Whether it was committed in the United States; None where nobody knows."""
    return None if matter.where is UNKNOWN else is_united_states(matter.where)


def weight(matter: CriminalMatter) -> Weight:
    """Weigh one conviction by maximum term, State label and sentence imposed.

    Source:
        8 CFR 244.1: over one year is a felony whatever was served, except a State
        misdemeanor with one year or less imposed; five days or less is neither.
    """
    longest, imposed, label = matter.max_term_days, matter.sentence_days, matter.state_label
    if imposed is not UNKNOWN and imposed > ONE_YEAR_DAYS:
        return Weight.FELONY
    if label is not UNKNOWN and label in _CIVIL_LABELS:
        return Weight.NOTHING
    if longest is UNKNOWN:
        return Weight.UNKNOWN
    if longest <= _FIVE_DAYS:
        return Weight.NOTHING
    if label == "violation":
        return Weight.VIOLATION
    return Weight.MISDEMEANOR if longest <= ONE_YEAR_DAYS else _over_one_year(matter)


def _over_one_year(matter: CriminalMatter) -> Weight:
    if matter.state_label is UNKNOWN:
        return Weight.UNKNOWN
    if "misdemeanor" not in matter.state_label:
        return Weight.FELONY
    if matter.sentence_days is UNKNOWN:
        return Weight.AT_LEAST_MISDEMEANOR
    return Weight.MISDEMEANOR
