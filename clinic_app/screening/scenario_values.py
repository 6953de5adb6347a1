"""Single values of a scenario file, each accepted or refused with its place."""

import math
from collections.abc import Mapping
from datetime import date, datetime

from clinic_app.errors import ClinicError
from clinic_app.interview.answers import DaySpan
from clinic_app.interview.errors import TypedDayError
from clinic_app.interview.typed_month import parse_when
from clinic_app.screening.strict_toml import PackProblem

Table = Mapping[str, object]
"""A TOML table that nobody has checked yet."""


class ScenarioError(ClinicError):
    """A scenario file is not what one must be.

    Attributes:
        key: Where, such as ``case[2].facts.first_entry``, or the line of a file that is not
            TOML; empty where it is the whole file.
        problem: What is wrong there.
    """

    def __init__(self, key: str, problem: PackProblem) -> None:
        super().__init__(key, problem)
        self.key = key
        self.problem = problem

    @property
    def is_of_one_case(self) -> bool:
        """Whether the other cases of the file can be screened all the same."""
        return self.key.startswith("case[")


def day(value: object, place: str) -> date:
    """Accept a day, in quotes too: who writes by hand forgets that TOML needs none.

    Raises:
        ScenarioError: It is something else, or outside 1900 to 2199.
    """
    read = _unquoted(value) if isinstance(value, str) else value
    if not isinstance(read, date) or isinstance(read, datetime) or not 1900 <= read.year < 2200:
        raise ScenarioError(place, PackProblem.WRONG_VALUE)
    return read


def day_or_span(value: object, place: str) -> date | DaySpan:
    """Accept a day, or in quotes no more than its month or year: ``"2023-05"``, ``"2023"``.

    Raises:
        ScenarioError: It is something else, or outside 1900 to 2199.
    """
    span = _span(value) if isinstance(value, str) else None
    return day(value, place) if span is None else span


def _span(written: str) -> DaySpan | None:
    """Read a month or a year, written in digits and no other way."""
    try:
        span = parse_when(written)
    except TypedDayError:
        return None
    return span if isinstance(span, DaySpan) and span.written == written else None


def _unquoted(written: str) -> date | None:
    """Read ``2024-06-03`` and no other way of writing a day."""
    try:
        day_read = date.fromisoformat(written)
    except ValueError:
        return None
    return day_read if day_read.isoformat() == written else None


def text(value: object, place: str) -> str:
    """Accept text.

    Raises:
        ScenarioError: It is something else.
    """
    if not isinstance(value, str):
        raise ScenarioError(place, PackProblem.WRONG_VALUE)
    return value


def yes_no(value: object, place: str) -> bool:
    """Accept true or false.

    Raises:
        ScenarioError: It is something else.
    """
    if not isinstance(value, bool):
        raise ScenarioError(place, PackProblem.WRONG_VALUE)
    return value


def amount(value: object, place: str) -> int:
    """Accept a whole number; a part counts as a whole, so 30.5 g are more than 30.

    Raises:
        ScenarioError: It is something else.
    """
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not 0 <= value < 1e9:  # type: ignore[operator] # a number by now
        raise ScenarioError(place, PackProblem.WRONG_VALUE)
    return math.ceil(value)  # type: ignore[call-overload, no-any-return] # a number by now


def yes_no_or_text(value: object, place: str) -> bool | str:
    """Accept true, false or text.

    Raises:
        ScenarioError: It is something else.
    """
    return value if isinstance(value, bool) else text(value, place)


def yes_no_or_day(value: object, place: str) -> bool | date:
    """Accept true, false or a day.

    Raises:
        ScenarioError: It is something else.
    """
    return value if isinstance(value, bool) else day(value, place)


def entries(value: object, place: str) -> list[object]:
    """Accept a list.

    Raises:
        ScenarioError: It is something else.
    """
    if not isinstance(value, list):
        raise ScenarioError(place, PackProblem.WRONG_VALUE)
    return value


def table(value: object, place: str) -> Table:
    """Accept a table.

    Raises:
        ScenarioError: It is something else.
    """
    if not isinstance(value, dict):
        raise ScenarioError(place, PackProblem.WRONG_VALUE)
    return value


def words(value: object, place: str) -> tuple[str, ...]:
    """Accept a list of words.

    Raises:
        ScenarioError: It is something else.
    """
    return tuple(text(each, f"{place}[{n}]") for n, each in enumerate(entries(value, place)))
