"""What is known of one client, read from the answers: typed and three-valued.

Nothing here has a default: what was not answered is ``UNKNOWN``. The defaults of scenario
files are written into their answers by ``scenario_format``, where they are documented.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from clinic_app.interview.answers import UNKNOWN, Answer, Answers, Row, Unknown
from clinic_app.interview.day_span import Day, Known, When
from clinic_app.screening import rows
from clinic_app.screening.places import folded
from clinic_app.screening.rows import (
    Absence,
    CriminalMatter,
    HeldStatus,
    PendingApplication,
    Relative,
    Words,
)

_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorTps:
    """What the client says of TPS that was granted before.

    Attributes:
        is_current: Granted and never withdrawn, lapsed or given up.
        has_reregistered: Whether he ever re-registered after the grant.
        designation: Under which it was granted, as the client names it.
    """

    is_granted: Known
    is_current: Known
    has_reregistered: Known
    last_reregistered: Day
    granted_date: Day
    designation: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdCountry:
    """Life in a country other than his own and the United States, before arrival.

    Attributes:
        status: What was held or offered there; empty where the client does not know.
    """

    has_lived: Known
    country: Words
    status: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """An order to leave the United States.

    Attributes:
        has_order: Deportation, exclusion or removal.
        is_executed: He was removed, or left under it.
        executed: When, where the day is known.
    """

    has_order: Known
    is_executed: Known
    executed: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that the legal tests read. Countries and words are folded.

    Attributes:
        nationalities: None at all is an empty tuple.
        inadmissibility: Names of grounds of INA 212(a) that were noted.
        late_reason: Why he re-registers late; empty where nobody wrote a reason.
    """

    nationalities: tuple[str, ...] | Unknown
    stateless: Known
    us_citizen: Known
    lpr: Known
    birth_country: Words
    place_of_origin: Words
    last_habitual_residence: Words
    nationality_document: Known
    residence_evidence: Known
    date_of_birth: Day
    first_entry: When
    last_entry: When
    marital_status: Words
    absences: tuple[Absence, ...] | Unknown
    statuses: tuple[HeldStatus, ...] | Unknown
    pending_applications: tuple[PendingApplication, ...] | Unknown
    relatives: tuple[Relative, ...] | Unknown
    criminal: tuple[CriminalMatter, ...] | Unknown
    inadmissibility: tuple[str, ...] | Unknown
    prior: PriorTps
    pending_i821: Known
    late_reason: Words
    persecutor: Words
    material_support: Words
    foreign_charge: Words
    security_danger: Words
    third_country: ThirdCountry
    removal: Removal


def facts_of(answers: Answers) -> Facts:
    """Read every fact; what is not answered, or is no such thing, is not known."""
    return Facts(
        nationalities=_nationalities(answers),
        stateless=rows.known(answers["stateless"]),
        us_citizen=rows.known(answers["us_citizen"]),
        lpr=rows.known(answers["lpr"]),
        birth_country=rows.words(answers["birth_country"]),
        place_of_origin=rows.words(answers["place_of_origin"]),
        last_habitual_residence=rows.words(answers["last_habitual_residence"]),
        nationality_document=rows.known(answers["nationality_document"]),
        residence_evidence=rows.known(answers["residence_evidence"]),
        date_of_birth=rows.day(answers["date_of_birth"]),
        first_entry=rows.when(answers["first_entry"]),
        last_entry=rows.when(answers["last_entry"]),
        marital_status=rows.words(answers["marital_status"]),
        absences=_entries(answers, "absences", rows.absence),
        statuses=_entries(answers, "statuses", rows.held_status),
        pending_applications=_entries(answers, "pending_applications", rows.pending_application),
        relatives=_entries(answers, "relatives", rows.relative),
        criminal=_entries(answers, "criminal", rows.criminal_matter),
        inadmissibility=_grounds(answers),
        prior=_prior(answers),
        pending_i821=rows.known(answers["pending_i821"]),
        late_reason=rows.words(answers["late_reregistration_reason"]),
        persecutor=_persecutor(answers),
        material_support=_yes_word(answers, "mandatory_bars.material_support"),
        foreign_charge=_yes_word(answers, "mandatory_bars.foreign_charge"),
        security_danger=_yes_word(answers, "mandatory_bars.security_danger"),
        third_country=_third_country(answers),
        removal=_removal(answers),
    )


def _prior(answers: Answers) -> PriorTps:
    granted, again = "prior_tps.granted", "prior_tps.has_reregistered"
    return PriorTps(
        is_granted=rows.known(answers[granted]),
        is_current=rows.known(_after_yes(answers, granted, "prior_tps.current")),
        has_reregistered=rows.known(answers[again]),
        last_reregistered=rows.day(_after_yes(answers, again, "prior_tps.last_reregistered")),
        granted_date=rows.day(_after_yes(answers, granted, "prior_tps.granted_date")),
        designation=rows.words(_after_yes(answers, granted, "prior_tps.designation")),
    )


def _after_yes(answers: Answers, asked_first: str, key: str) -> Answer:
    """Return the answer under *key*, unless the yes on which it rests was corrected since.

    It is kept, and is told again once the first answer is yes again.
    """
    is_corrected = answers.is_asked(asked_first) and answers[asked_first] is not True
    return UNKNOWN if is_corrected else answers[key]


def _third_country(answers: Answers) -> ThirdCountry:
    status_key = "mandatory_bars.third_country.status"
    status = rows.words(answers[status_key])
    if status is UNKNOWN and answers.is_asked(status_key):
        # Not knowing what was offered there is an answer, and one that a lawyer must hear.
        status = ""
    return ThirdCountry(
        has_lived=rows.known(answers["mandatory_bars.third_country.lived"]),
        country=rows.words(answers["mandatory_bars.third_country.country"]),
        status=status,
    )


def _removal(answers: Answers) -> Removal:
    carried_out = "removal.was_executed"
    return Removal(
        has_order=rows.known(answers["removal.has_order"]),
        is_executed=rows.known(answers[carried_out]),
        executed=rows.day(_after_yes(answers, carried_out, "removal.executed")),
    )


def _persecutor(answers: Answers) -> Words:
    """Read service or nearness first, then the client's own part in it."""
    said = _yes_word(answers, "mandatory_bars.persecutor")
    is_admitted = said == "yes" and answers["mandatory_bars.persecutor_admitted"] is True
    return "admitted" if is_admitted else said


def _grounds(answers: Answers) -> tuple[str, ...] | Unknown:
    """Read grounds as words, or as entries with one ``ground`` each."""
    value = answers["inadmissibility"]
    if not isinstance(value, tuple):
        return UNKNOWN
    named = [row.get("ground") if isinstance(row, Mapping) else row for row in value]
    return tuple("" if (word := rows.words(each)) is UNKNOWN else word for each in named)


def _yes_word(answers: Answers, key: str) -> Words:
    """Read a yes-or-more answer: empty for no, ``yes`` for a bare yes, else its words."""
    value = answers[key]
    if isinstance(value, bool):
        return "yes" if value else ""
    read = rows.words(value)
    return "" if read in {"no", "none"} else read


def _nationalities(answers: Answers) -> tuple[str, ...] | Unknown:
    """Read the names of states; one that nobody knows leaves all of it open."""
    value = answers["nationalities"]
    if not isinstance(value, tuple):
        return UNKNOWN
    named = tuple(folded(name) if isinstance(name, str) else "unknown" for name in value)
    return UNKNOWN if "unknown" in named else named


def _entries(
    answers: Answers, key: str, read: Callable[[Row], _Entry]
) -> tuple[_Entry, ...] | Unknown:
    value = answers[key]
    if not isinstance(value, tuple):
        return UNKNOWN
    return tuple(read(row) for row in value if isinstance(row, Mapping))
