"""What does not fit together in the answers: shown beside the question, never refused.

A client's papers may be wrong, and so may the calendar: the worker looks again and goes on. Where
only a month or year is known, only what no day of it could be is in doubt.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_app.interview.answers import UNKNOWN, Answers, DaySpan, Row
from clinic_app.interview.day_span import When, is_after


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
        if is_after(_when(answers[key]), as_of) is True:
            yield Doubt(key, DoubtKind.DAY_IN_FUTURE)
    for key, begin, _end, _kind in _SPANS:
        if any(is_after(_when(row.get(begin)), as_of) is True for row in _rows(answers, key)):
            yield Doubt(key, DoubtKind.DAY_IN_FUTURE)


def _entries(answers: Answers) -> Iterator[Doubt]:
    born = _when(answers["date_of_birth"])
    first, last = _when(answers["first_entry"]), _when(answers["last_entry"])
    if is_after(born, first) is True:
        yield Doubt("first_entry", DoubtKind.ENTRY_BEFORE_BIRTH)
    if is_after(first, last) is True:
        yield Doubt("last_entry", DoubtKind.LAST_ENTRY_BEFORE_FIRST)
    if is_after(born, _when(answers["prior_tps.granted_date"])) is True:
        yield Doubt("prior_tps.granted_date", DoubtKind.BEFORE_BIRTH)


def _spans(answers: Answers) -> Iterator[Doubt]:
    for key, begin, end, kind in _SPANS:
        for row in _rows(answers, key):
            if is_after(_when(row.get(begin)), _when(row.get(end))) is True:
                yield Doubt(key, kind)


def _trips(answers: Answers) -> Iterator[Doubt]:
    first = _when(answers["first_entry"])
    for row in _rows(answers, "absences"):
        if is_after(first, _when(row.get("left"))) is True:
            yield Doubt("absences", DoubtKind.TRIP_BEFORE_FIRST_ENTRY)


def _countries(answers: Answers, is_country: Callable[[str], bool]) -> Iterator[Doubt]:
    for key in _OF_COUNTRIES:
        answer = answers[key]
        for name in answer if isinstance(answer, tuple) else (answer,):
            if isinstance(name, str) and not is_country(name):
                yield Doubt(key, DoubtKind.COUNTRY_NOT_LISTED, name)


def _when(value: object) -> When:
    return value if isinstance(value, date | DaySpan) else UNKNOWN


def _rows(answers: Answers, key: str) -> tuple[Row, ...]:
    value = answers[key]
    if not isinstance(value, tuple):
        return ()
    return tuple(row for row in value if isinstance(row, Mapping))
