"""A scenario file is read strictly, and what does not come out is named."""

import json
from collections.abc import Mapping
from datetime import date

import pytest

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening.outcome import Code, Headline
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.scenario import ScenarioResult, as_json, parse, run
from clinic_app.screening.scenario_format import answers_of
from clinic_app.screening.scenario_values import ScenarioError
from clinic_app.screening.strict_toml import PackProblem

CASE = """
[[case]]
id = "X1"
screening_date = 2024-09-16
[case.facts]
country = "Haiti"
first_entry = 2022-02-01
"""


def refused(text: str | bytes) -> tuple[str, PackProblem]:
    with pytest.raises(ScenarioError) as refusal:
        parse(text if isinstance(text, bytes) else text.encode())
    return refusal.value.key, refusal.value.problem


def result_of(pack: RulePack, expected: str) -> ScenarioResult:
    (scenario,) = parse(f"{CASE}[case.expected]\n{expected}".encode())
    return run(scenario, pack)


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        pytest.param("case = [", "", PackProblem.NOT_TOML, id="cut off"),
        pytest.param("\n\na = = 1", "line 3", PackProblem.NOT_TOML, id="not TOML"),
        pytest.param(b"\xff\xfe", "", PackProblem.NOT_TOML, id="not UTF-8"),
        pytest.param("a = " + "[" * 5000, "", PackProblem.NOT_TOML, id="too deep"),
        pytest.param("a = " + "9" * 5000, "", PackProblem.NOT_TOML, id="too many digits"),
        pytest.param("other = 1", "other", PackProblem.UNKNOWN_KEY, id="unknown key"),
        pytest.param("case = 1", "case", PackProblem.WRONG_VALUE, id="cases are no list"),
        pytest.param("case = [1]", "case[0]", PackProblem.WRONG_VALUE, id="a case is no table"),
        pytest.param(
            '[[case]]\nid = "X"', "case[0].screening_date", PackProblem.KEY_MISSING, id="no day"
        ),
        pytest.param(
            CASE.replace("country", "county"),
            "case[0].facts.country",
            PackProblem.KEY_MISSING,
            id="no country",
        ),
        pytest.param(CASE + "x = 1", "case[0].facts.x", PackProblem.UNKNOWN_KEY, id="unknown fact"),
        pytest.param(
            CASE.replace("2024-09-16", '"soon"'),
            "case[0].screening_date",
            PackProblem.WRONG_VALUE,
            id="a day in words",
        ),
        pytest.param(
            CASE.replace("2022-02-01", "0022-02-01"),
            "case[0].facts.first_entry",
            PackProblem.WRONG_VALUE,
            id="a year of two digits",
        ),
        pytest.param(
            CASE.replace('"X1"', "1"), "case[0].id", PackProblem.WRONG_VALUE, id="an id of digits"
        ),
        pytest.param(
            CASE + "[case.expected]",
            "case[0].expected.outcome",
            PackProblem.KEY_MISSING,
            id="empty",
        ),
        pytest.param(
            CASE + '[case.expected]\noutcome = "fine"',
            "case[0].expected",
            PackProblem.WRONG_VALUE,
            id="no such outcome",
        ),
    ],
)
def test_what_is_no_scenario_is_refused_by_its_place(
    text: str | bytes, key: str, problem: PackProblem
) -> None:
    found_key, found_problem = refused(text)

    assert found_problem is problem
    assert found_key == key or (not key and found_key.startswith("line"))


@pytest.mark.parametrize(
    ("fact", "key"),
    [
        pytest.param('stateless = "no"', "stateless", id="yes or no in words"),
        pytest.param("nationalities = 3", "nationalities", id="a number for a list"),
        pytest.param("absences = 3", "absences", id="a number for rows"),
        pytest.param("absences = [3]", "absences[0]", id="a number for a row"),
        pytest.param("absences = [{x = 1}]", "absences[0].x", id="unknown column"),
        pytest.param("criminal = [{grams = -1}]", "criminal[0].grams", id="a negative amount"),
        pytest.param("criminal = [{grams = true}]", "criminal[0].grams", id="an amount of true"),
        pytest.param("date_of_birth = 2022-02-02", "first_entry", id="an entry before birth"),
        pytest.param('last_entry = "20220201"', "last_entry", id="a day without strokes"),
        pytest.param('last_entry = "01/02/2022"', "last_entry", id="a day written otherwise"),
        pytest.param("last_entry = 2022-02-01T10:00:00", "last_entry", id="a day with an hour"),
        pytest.param("removal = 3", "removal", id="a number for a table"),
        pytest.param("removal = {executed = 3}", "removal.executed", id="a number for a day"),
        pytest.param(
            "mandatory_bars = {third_country = {x = 1}}",
            "mandatory_bars.third_country.x",
            id="unknown key of a table in a table",
        ),
    ],
)
def test_a_fact_of_the_wrong_kind_is_refused(fact: str, key: str) -> None:
    found_key, _problem = refused(CASE + fact)

    assert found_key == f"case[0].facts.{key}"


def test_a_day_in_quotes_is_that_day() -> None:
    (scenario,) = parse(f'{CASE}removal = {{ executed = "2016-03-01" }}'.encode())

    assert scenario.answers["removal.executed"] == date(2016, 3, 1)


@pytest.mark.parametrize(
    ("facts", "key", "answer"),
    [
        pytest.param({"absences": "unknown"}, "absences", UNKNOWN, id="rows"),
        pytest.param({"nationalities": "unknown"}, "nationalities", UNKNOWN, id="words"),
        pytest.param({"removal": "unknown"}, "removal.has_order", UNKNOWN, id="a table"),
        pytest.param({"country": "unknown"}, "nationalities", UNKNOWN, id="the country"),
        pytest.param(
            {"mandatory_bars": {"third_country": "unknown"}},
            "mandatory_bars.third_country.lived",
            UNKNOWN,
            id="a table in a table",
        ),
        pytest.param({"criminal": [{"grams": 30.5}]}, "criminal", 31, id="part of a gram is more"),
    ],
)
def test_unknown_is_a_value_everywhere(
    facts: Mapping[str, object], key: str, answer: object
) -> None:
    answers = answers_of({"country": "Haiti", **facts}, "facts")

    found = answers[key]
    if key == "criminal":
        assert isinstance(found, tuple)
        row = found[0]
        assert isinstance(row, Mapping)
        found = row["grams"]
    assert found == answer


def test_differences_name_outcome_codes_track_designation_and_deadline(pack: RulePack) -> None:
    other = 'outcome = "information_missing"\nalso_acceptable = ["needs_attorney_review"]'
    apart = (
        'outcome = "likely_eligible"\ncodes = ["FELONY"]\ntrack = "late_initial"\n'
        'designation = "HT-2023-R"\ndeadline = 2026-02-04'
    )

    assert result_of(pack, other).differences == (
        "outcome is likely_eligible, expected information_missing or needs_attorney_review",
    )
    assert result_of(pack, apart).differences == (
        "code FELONY is missing",
        "track is initial, expected late_initial",
        "designation is HT-2024-R, expected HT-2023-R",
        "deadline is 2026-02-03, expected 2026-02-04",
    )


def test_differences_name_other_codes_words_that_are_missing_and_the_age_of_the_rules(
    pack: RulePack,
) -> None:
    asked = (
        'outcome = "likely_eligible"\ncodes_are_all = true\nsays = ["3 June 2024", "4 June"]\n'
        'says_not = ["89 FR 54484", "82 FR 1"]\nlooked_at = 2026-08-19\nrules = "stale"'
    )
    lacking = asked.replace("2022-02-01", "2024-06-04")

    assert result_of(pack, lacking).differences == (
        "nothing says: 4 June",
        "it says: 89 FR 54484",
        "rules is current, expected stale",
    )


def test_a_code_that_was_not_expected_is_named(pack: RulePack) -> None:
    (scenario,) = parse(
        CASE.replace("first_entry = 2022-02-01", "first_entry = 2024-06-04").encode()
        + b'[case.expected]\noutcome = "likely_not_eligible"\ncodes_are_all = true'
    )

    assert run(scenario, pack).differences == ("code CR_DATE was not expected",)


def test_an_acceptable_headline_is_asked_for_nothing_more(pack: RulePack) -> None:
    accepted = (
        'outcome = "information_missing"\nalso_acceptable = ["likely_eligible"]\n'
        'track = "none"\ncodes = ["FELONY"]'
    )

    assert result_of(pack, accepted).differences == ()


def test_a_result_is_written_as_the_public_list(pack: RulePack) -> None:
    (scenario,) = parse((CASE + 'criminal = "unknown"').encode())

    (told,) = json.loads(as_json((run(scenario, pack),)))

    assert list(told) == [
        "id",
        "outcome",
        "track",
        "designation",
        "deadline",
        "findings",
        "missing",
    ]
    assert told["outcome"] == Headline.INFORMATION_MISSING.value
    assert (told["track"], told["designation"]) == ("initial", "HT-2024-R")
    assert date.fromisoformat(told["deadline"]) == date(2026, 2, 3)
    assert told["missing"] == ["criminal"]
    assert Code.CRIMINAL_UNKNOWN in {finding["code"] for finding in told["findings"]}
    assert {"test", "code", "status", "text", "citations"} == set(told["findings"][0])
