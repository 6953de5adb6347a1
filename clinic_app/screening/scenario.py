"""Scenarios: named cases with the outcome that the regulation leads to, read and run."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_app.interview.answers import Answers
from clinic_app.screening.engine import screen
from clinic_app.screening.freshness import Freshness, RuleAge, rule_age
from clinic_app.screening.outcome import Code, Finding, Headline, Outcome, Track
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.scenario_format import answers_of
from clinic_app.screening.scenario_values import (
    ScenarioError,
    Table,
    day,
    table,
    text,
    words,
    yes_no,
)
from clinic_app.screening.strict_toml import PackProblem

_CASE_KEYS = ("id", "title", "screening_date", "facts", "expected")
_NEEDED = ("id", "screening_date", "facts")
_EXPECTED_KEYS = (
    "outcome", "track", "codes", "also_acceptable", "reason", "cites", "designation", "deadline",
    "codes_are_all", "says", "says_not", "looked_at", "rules",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a scenario should come out as.

    Attributes:
        track: None where it is not asked; asked only of the main headline.
        codes: Must be among the findings; asked only of the main headline.
        designation: None where it is not asked.
        deadline: None where it is not asked.
        codes_are_all: No other code may be among the findings.
        says: Each must stand in the words or citations of a finding, or of the deadline.
        says_not: None may stand there, such as a notice that is not published yet.
        looked_at: The newest source that anybody read of the country; None where not asked.
        rules: How fresh the rules are on the day of the screening; None where not asked.
    """

    headline: Headline
    track: Track | None
    codes: tuple[Code, ...]
    also_acceptable: tuple[Headline, ...]
    designation: str | None
    deadline: date | None
    codes_are_all: bool = False
    says: tuple[str, ...] = ()
    says_not: tuple[str, ...] = ()
    looked_at: date | None = None
    rules: Freshness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named case. *expected* is None for a case that is only to be screened."""

    id: str
    title: str
    screening_date: date
    country: str
    answers: Answers
    expected: Expected | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioResult:
    """How one scenario came out; *differences* is empty where it is as expected."""

    scenario: Scenario
    outcome: Outcome
    differences: tuple[str, ...]


def parse(unverified_toml: bytes) -> tuple[Scenario, ...]:
    """Read a scenario file of which every case must be right.

    Raises:
        ScenarioError: Not TOML, an unknown or missing key, or a value of the wrong kind.
    """
    read = []
    for case in parse_each(unverified_toml):
        if isinstance(case, ScenarioError):
            raise case
        read.append(case)
    return tuple(read)


def parse_each(unverified_toml: bytes) -> tuple[Scenario | ScenarioError, ...]:
    """Read a scenario file case by case: one that is wrong hides none of the others.

    Returns:
        In the order of the file; what is wrong with a case stands in its place.

    Raises:
        ScenarioError: Not TOML, or not a list of cases.
    """
    try:
        file = tomllib.loads(unverified_toml.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at (line \d+)", str(error))
        raise ScenarioError(found[1] if found else "", PackProblem.NOT_TOML) from error
    except (ValueError, RecursionError) as error:  # no UTF-8; a number or a nest too long
        raise ScenarioError("", PackProblem.NOT_TOML) from error
    _only(file, ("case",), "")
    cases = file.get("case", [])
    if not isinstance(cases, list):
        raise ScenarioError("case", PackProblem.WRONG_VALUE)
    return tuple(_case_or_error(each, f"case[{number}]") for number, each in enumerate(cases))


def run(scenario: Scenario, pack: RulePack) -> ScenarioResult:
    """Screen *scenario* with *pack* and compare with what it expects."""
    outcome = screen(scenario.answers, scenario.country, scenario.screening_date, pack)
    expected = scenario.expected
    differences: tuple[str, ...] = ()
    if expected is not None and outcome.headline not in expected.also_acceptable:
        age = rule_age(pack, scenario.screening_date, pack.country(scenario.country))
        differences = _differences(expected, outcome, age)
    return ScenarioResult(scenario=scenario, outcome=outcome, differences=differences)


def as_json(results: tuple[ScenarioResult, ...]) -> str:
    """Write results as the list that ``clinic-app screen --json`` prints."""
    return json.dumps([_as_object(each) for each in results], ensure_ascii=False, indent=1)


def _case_or_error(unchecked: object, place: str) -> Scenario | ScenarioError:
    try:
        return _case(unchecked, place)
    except ScenarioError as error:
        return error


def _case(unchecked: object, place: str) -> Scenario:
    case = table(unchecked, place)
    _only(case, _CASE_KEYS, f"{place}.")
    for key in _NEEDED:
        if key not in case:
            raise ScenarioError(f"{place}.{key}", PackProblem.KEY_MISSING)
    facts = table(case["facts"], f"{place}.facts")
    answers = answers_of(facts, f"{place}.facts")
    expected = case.get("expected")
    return Scenario(
        id=text(case["id"], f"{place}.id"),
        title=text(case.get("title", ""), f"{place}.title"),
        screening_date=day(case["screening_date"], f"{place}.screening_date"),
        country=text(facts["country"], f"{place}.facts.country"),
        answers=answers.without("country"),
        expected=None if expected is None else _expected(expected, f"{place}.expected"),
    )


def _only(unchecked: Table, keys: tuple[str, ...], place: str) -> None:
    for key in unchecked:
        if key not in keys:
            raise ScenarioError(f"{place}{key}", PackProblem.UNKNOWN_KEY)


def _expected(unchecked: object, place: str) -> Expected:
    said = table(unchecked, place)
    _only(said, _EXPECTED_KEYS, f"{place}.")
    if "outcome" not in said:
        raise ScenarioError(f"{place}.outcome", PackProblem.KEY_MISSING)
    acceptable = words(said.get("also_acceptable", []), f"{place}.also_acceptable")
    codes = words(said.get("codes", []), f"{place}.codes")
    try:
        return Expected(
            headline=Headline(text(said["outcome"], f"{place}.outcome")),
            track=Track(text(said["track"], f"{place}.track")) if "track" in said else None,
            codes=tuple(Code(code) for code in codes),
            also_acceptable=tuple(Headline(each) for each in acceptable),
            designation=_optional_text(said, "designation", place),
            deadline=_optional_day(said, "deadline", place),
            codes_are_all=yes_no(said.get("codes_are_all", False), f"{place}.codes_are_all"),
            says=words(said.get("says", []), f"{place}.says"),
            says_not=words(said.get("says_not", []), f"{place}.says_not"),
            looked_at=_optional_day(said, "looked_at", place),
            rules=Freshness(text(said["rules"], f"{place}.rules")) if "rules" in said else None,
        )
    except ValueError as error:
        raise ScenarioError(place, PackProblem.WRONG_VALUE) from error


def _optional_text(said: Table, key: str, place: str) -> str | None:
    return text(said[key], f"{place}.{key}") if key in said else None


def _optional_day(said: Table, key: str, place: str) -> date | None:
    return day(said[key], f"{place}.{key}") if key in said else None


def _differences(expected: Expected, outcome: Outcome, age: RuleAge) -> tuple[str, ...]:
    if outcome.headline is not expected.headline:
        wanted = " or ".join(each.value for each in (expected.headline, *expected.also_acceptable))
        return (f"outcome is {outcome.headline.value}, expected {wanted}",)
    found = {finding.code for finding in outcome.findings}
    told = [f"code {code} is missing" for code in expected.codes if code not in found]
    if expected.codes_are_all:
        others = sorted(code.value for code in found - {None, *expected.codes} if code is not None)
        told += [f"code {code} was not expected" for code in others]
    told += _unsaid(expected, outcome)
    pairs = (
        ("track", outcome.track, expected.track),
        ("designation", outcome.designation, expected.designation),
        ("deadline", outcome.deadline, expected.deadline),
        ("looked_at", age.looked_at, expected.looked_at),
        ("rules", age.freshness, expected.rules),
    )
    told += [
        f"{name} is {_said(came)}, expected {_said(wanted)}"
        for name, came, wanted in pairs
        if wanted is not None and came != wanted
    ]
    return tuple(told)


def _unsaid(expected: Expected, outcome: Outcome) -> list[str]:
    lines = [outcome.deadline_text]
    for finding in outcome.findings:
        lines += (finding.text, *finding.citations)
    said = "\n".join(lines)
    missing = [f"nothing says: {each}" for each in expected.says if each not in said]
    return missing + [f"it says: {each}" for each in expected.says_not if each in said]


def _said(value: Enum | date | str | None) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def _as_object(result: ScenarioResult) -> Mapping[str, object]:
    outcome = result.outcome
    return {
        "id": result.scenario.id,
        "outcome": outcome.headline.value,
        "track": outcome.track.value,
        "designation": outcome.designation,
        "deadline": None if outcome.deadline is None else outcome.deadline.isoformat(),
        "findings": [_finding(each) for each in outcome.findings],
        "missing": list(dict.fromkeys(key.split(".")[0] for key in outcome.missing)),
    }


def _finding(finding: Finding) -> Mapping[str, object]:
    return {
        "test": finding.test,
        "code": finding.code,
        "status": finding.status.value,
        "text": finding.text,
        "citations": list(finding.citations),
    }
