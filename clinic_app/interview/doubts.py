"""What does not fit together in the answers: shown beside the question, never refused.

A client's papers may be wrong, and so may the calendar: the worker looks again and goes on.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_app.interview.answers import Answers, Row


class DoubtKind(Enum):
    """What does not fit."""

    DAY_IN_FUTURE = "day_in_future"
    ENTRY_BEFORE_BIRTH = "entry_before_birth"
    LAST_ENTRY_BEFORE_FIRST = "last_entry_before_first"
    RETURN_BEFORE_LEAVING = "return_before_leaving"
    TRIP_BEFORE_FIRST_ENTRY = "trip_before_first_entry"
    END_BEFORE_START = "end_before_start"
    BEFORE_BIRTH = "before_birth"
    COUNTRY_NOT_LISTED = "country_not_listed"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at again.

    Attributes:
        question_id: The key of the fact.
        typed: The name that is in no list of countries; empty for every other doubt.
    """

    question_id: str
    kind: DoubtKind
    typed: str = ""


_PAST_DAYS = (
    "date_of_birth",
    "first_entry",
    "last_entry",
    "prior_tps.granted_date",
    "prior_tps.last_reregistered",
    "removal.order_date",
    "removal.executed",
)
_OF_COUNTRIES = (
    "nationalities",
    "last_habitual_residence",
    "birth_country",
    "mandatory_bars.third_country.country",
)
_SPANS = (
    ("absences", "left", "returned", DoubtKind.RETURN_BEFORE_LEAVING),
    ("statuses", "start", "end", DoubtKind.END_BEFORE_START),
    ("pending_applications", "filed", "ended", DoubtKind.END_BEFORE_START),
    ("relatives", "married_on", "ended_on", DoubtKind.END_BEFORE_START),
)


def doubts(answers: Answers, as_of: date, is_country: Callable[[str], bool]) -> tuple[Doubt, ...]:
    """Return what does not fit, each once, in the order of the checks.

    Args:
        answers: What was answered so far.
        as_of: The day that counts as today.
        is_country: Whether a name is one of a country. A name that was only mistyped would be
            another state's, and that is a bar to TPS.
    """
    found = [
        *_in_future(answers, as_of),
        *_entries(answers),
        *_spans(answers),
        *_trips(answers),
        *_countries(answers, is_country),
    ]
    return tuple(dict.fromkeys(found))


def _in_future(answers: Answers, as_of: date) -> Iterator[Doubt]:
    for key in _PAST_DAYS:
        day = _day(answers[key])
        if day is not None and day > as_of:
            yield Doubt(key, DoubtKind.DAY_IN_FUTURE)
    for key, begin, _end, _kind in _SPANS:
        if any((_day(row.get(begin)) or as_of) > as_of for row in _rows(answers, key)):
            yield Doubt(key, DoubtKind.DAY_IN_FUTURE)


def _entries(answers: Answers) -> Iterator[Doubt]:
    born = _day(answers["date_of_birth"])
    first, last = _day(answers["first_entry"]), _day(answers["last_entry"])
    if born is not None and first is not None and first < born:
        yield Doubt("first_entry", DoubtKind.ENTRY_BEFORE_BIRTH)
    if first is not None and last is not None and last < first:
        yield Doubt("last_entry", DoubtKind.LAST_ENTRY_BEFORE_FIRST)
    granted = _day(answers["prior_tps.granted_date"])
    if born is not None and granted is not None and granted < born:
        yield Doubt("prior_tps.granted_date", DoubtKind.BEFORE_BIRTH)


def _spans(answers: Answers) -> Iterator[Doubt]:
    for key, begin, end, kind in _SPANS:
        for row in _rows(answers, key):
            first, last = _day(row.get(begin)), _day(row.get(end))
            if first is not None and last is not None and last < first:
                yield Doubt(key, kind)


def _trips(answers: Answers) -> Iterator[Doubt]:
    first = _day(answers["first_entry"])
    for row in _rows(answers, "absences"):
        left = _day(row.get("left"))
        if first is not None and left is not None and left < first:
            yield Doubt("absences", DoubtKind.TRIP_BEFORE_FIRST_ENTRY)


def _countries(answers: Answers, is_country: Callable[[str], bool]) -> Iterator[Doubt]:
    for key in _OF_COUNTRIES:
        answer = answers[key]
        for name in answer if isinstance(answer, tuple) else (answer,):
            if isinstance(name, str) and not is_country(name):
                yield Doubt(key, DoubtKind.COUNTRY_NOT_LISTED, name)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _rows(answers: Answers, key: str) -> tuple[Row, ...]:
    value = answers[key]
    if not isinstance(value, tuple):
        return ()
    return tuple(row for row in value if isinstance(row, Mapping))
