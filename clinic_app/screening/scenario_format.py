"""The facts of a scenario file, read strictly into answers, with the documented defaults.

``"unknown"`` is a value under every key. An absent key takes its default here and nowhere
else: a live interview knows none, so what nobody asked stays unknown there.

Of ``first_entry`` and ``last_entry``, and of ``left`` and ``returned`` of an absence, no more than
the month or the year need be known: ``"2023-05"``, ``"2023"``.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from clinic_app.interview.answers import UNKNOWN, Answer, Answers, Row, Simple
from clinic_app.interview.day_span import is_after
from clinic_app.screening import rows
from clinic_app.screening.scenario_values import (
    ScenarioError,
    Table,
    amount,
    day,
    day_or_span,
    entries,
    table,
    text,
    words,
    yes_no,
    yes_no_or_day,
    yes_no_or_text,
)
from clinic_app.screening.strict_toml import PackProblem

_Read = Callable[[object, str], Simple]

_PLAIN: Mapping[str, _Read] = {
    "country": text,
    "stateless": yes_no,
    "us_citizen": yes_no,
    "lpr": yes_no,
    "birth_country": text,
    "place_of_origin": text,
    "last_habitual_residence": text,
    "date_of_birth": day,
    "marital_status": text,
    "first_entry": day_or_span,
    "last_entry": day_or_span,
    "manner_of_entry": text,
    "nationality_document": yes_no,
    "residence_evidence": yes_no,
    "pending_i821": yes_no,
    "late_reregistration_reason": text,
}
_WORD_LISTS = ("nationalities", "inadmissibility")
_ROWS: Mapping[str, Mapping[str, _Read]] = {
    "absences": {
        "left": day_or_span,
        "returned": day_or_span,
        "purpose": text,
        "result_of_order": yes_no,
        "unlawful": yes_no_or_text,
        "emergency": yes_no,
        "permission": yes_no,
    },
    "statuses": {"kind": text, "start": day, "end": day},
    "pending_applications": {
        "kind": text,
        "filed": day,
        "ended": day,
        "denied": yes_no_or_day,
        "appeal_pending": yes_no,
    },
    "relatives": {
        "relation": text,
        "relative_tps_eligible": yes_no,
        "married_on": day,
        "ended_on": day,
    },
    "criminal": {
        "where": text,
        "offense": text,
        "max_term_days": amount,
        "state_label": text,
        "sentence_days": amount,
        "suspended_days": amount,
        "disposition": text,
        "date": day,
        "drug": text,
        "grams": amount,
        "vacated": text,
        "expunged": yes_no,
        "incident": text,
        "age_at_offense": amount,
        "tried_as": text,
        "category": text,
    },
}
_TABLES: Mapping[str, Mapping[str, _Read]] = {
    "prior_tps": {
        "granted": yes_no,
        "current": yes_no,
        "last_reregistered": day,
        "granted_date": day,
        "designation": text,
    },
    "removal": {"order_date": day, "executed": yes_no_or_day, "in_proceedings": yes_no},
    "mandatory_bars": {
        "persecutor": yes_no_or_text,
        "material_support": yes_no_or_text,
        "foreign_charge": yes_no_or_text,
        "security_danger": yes_no_or_text,
    },
    "mandatory_bars.third_country": {"country": text, "status": text, "left": day},
}

_ROW_DEFAULTS: Mapping[str, Row] = {
    "absences": {
        "result_of_order": False,
        "unlawful": False,
        "emergency": False,
        "permission": False,
    },
    "statuses": {},
    "pending_applications": {},
    "relatives": {},
    "criminal": {
        "drug": "none",
        "vacated": "no",
        "expunged": False,
        "tried_as": "",
        "category": "unclassified",
    },
}
_ENDS = {"statuses": "end", "pending_applications": "ended", "relatives": "ended_on"}
"""Where an absent end means that it lasts."""

_DEFAULTS: Mapping[str, Answer] = {
    "stateless": False,
    "us_citizen": False,
    "lpr": False,
    "date_of_birth": date(1990, 1, 1),
    "manner_of_entry": "without_inspection",
    "place_of_origin": "",
    "marital_status": "single",
    "nationality_document": True,
    "residence_evidence": True,
    "pending_i821": False,
    "late_reregistration_reason": "",
    "absences": (),
    "statuses": (),
    "pending_applications": (),
    "relatives": (),
    "criminal": (),
    "inadmissibility": (),
}


def answers_of(facts: Table, place: str) -> Answers:
    """Read ``[case.facts]`` into answers; tables become keys with dots.

    Raises:
        ScenarioError: An unknown key, a value of the wrong kind, no country, or an entry
            before birth.
    """
    if "country" not in facts:
        raise ScenarioError(f"{place}.country", PackProblem.KEY_MISSING)
    read: dict[str, Answer] = {}
    for key, value in facts.items():
        read.update(_read_key(key, value, f"{place}.{key}"))
    born, first = rows.day(read.get("date_of_birth")), rows.when(read.get("first_entry"))
    if is_after(born, first) is True:
        raise ScenarioError(f"{place}.first_entry", PackProblem.ENDS_BEFORE_START)
    for key, default in {**_DEFAULTS, **_defaults_from(read), **_no_tables(facts)}.items():
        read.setdefault(key, default)
    return Answers(MappingProxyType(read))


def _read_key(key: str, value: object, place: str) -> Mapping[str, Answer]:
    if key in _PLAIN:
        return {key: _value(_PLAIN[key], value, place)}
    if key in _WORD_LISTS:
        return {key: _words(value, place)}
    if key in _ROWS:
        return {key: _rows(key, value, place)}
    if key in _TABLES and "." not in key:
        return _table(key, value, place)
    raise ScenarioError(place, PackProblem.UNKNOWN_KEY)


def _value(read: _Read, value: object, place: str) -> Simple:
    return UNKNOWN if value == "unknown" else read(value, place)


def _words(value: object, place: str) -> Answer:
    return UNKNOWN if value == "unknown" else words(value, place)


def _rows(key: str, value: object, place: str) -> Answer:
    if value == "unknown":
        return UNKNOWN
    return tuple(
        _row(key, table(each, f"{place}[{n}]"), f"{place}[{n}]")
        for n, each in enumerate(entries(value, place))
    )


def _row(key: str, row: Table, place: str) -> Row:
    read = _checked(row, _ROWS[key], place)
    end = _ENDS.get(key)
    if end is not None and end not in read:
        read["still"] = True
    return MappingProxyType({**_ROW_DEFAULTS[key], **read})


def _checked(unchecked: Table, columns: Mapping[str, _Read], place: str) -> dict[str, Simple]:
    for key in unchecked:
        if key not in columns:
            raise ScenarioError(f"{place}.{key}", PackProblem.UNKNOWN_KEY)
    return {key: _value(columns[key], value, f"{place}.{key}") for key, value in unchecked.items()}


def _table(key: str, value: object, place: str) -> Mapping[str, Answer]:
    if value == "unknown":
        return {}
    unchecked = dict(table(value, place))
    nested: dict[str, Answer] = {}
    if key == "mandatory_bars":
        nested = _third_country(unchecked, f"{place}.third_country")
    read = _checked(unchecked, _TABLES[key], place)
    return {**nested, **{f"{key}.{name}": each for name, each in read.items()}}


def _third_country(bars: dict[str, object], place: str) -> dict[str, Answer]:
    name = "mandatory_bars.third_country"
    if "third_country" not in bars:
        return {f"{name}.lived": False}
    value = bars.pop("third_country")
    if value == "unknown":
        return {f"{name}.lived": UNKNOWN}
    read = _checked(table(value, place), _TABLES[name], place)
    return {
        f"{name}.lived": True,
        f"{name}.status": UNKNOWN,
        **{f"{name}.{key}": each for key, each in read.items()},
    }


def _defaults_from(read: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """Return the defaults that hang on other keys."""
    found: dict[str, Answer] = {"birth_country": read["country"]}
    if isinstance(read["country"], str):
        found["nationalities"] = () if read.get("stateless") is True else (read["country"],)
    if "first_entry" in read:
        found["last_entry"] = read["first_entry"]
    if "prior_tps.last_reregistered" in read:
        found["prior_tps.has_reregistered"] = True
    elif "prior_tps.granted_date" in read:
        found["prior_tps.has_reregistered"] = False
    return found


def _no_tables(facts: Table) -> Mapping[str, Answer]:
    """Return what an absent table, or an absent key of a given one, says."""
    found: dict[str, Answer] = {}
    prior, removal, bars = (facts.get(k) for k in ("prior_tps", "removal", "mandatory_bars"))
    if prior is None:
        found["prior_tps.granted"] = False
    elif isinstance(prior, dict):
        found |= {
            "prior_tps.granted": True,
            "prior_tps.current": True,
            "prior_tps.designation": "",
        }
    if removal is None:
        found["removal.has_order"] = False
    elif isinstance(removal, dict):
        executed = removal.get("executed", False)
        found["removal.has_order"] = "order_date" in removal or executed is not False
        found["removal.was_executed"] = executed not in (False, "unknown")
    if bars is None or isinstance(bars, dict):
        found |= {f"mandatory_bars.{key}": "no" for key in _TABLES["mandatory_bars"]}
        found["mandatory_bars.third_country.lived"] = False
    return found
