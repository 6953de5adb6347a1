"""A questionnaire is read strictly, speaks every language, and gives every fact that is read."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_app import paths
from clinic_app.interview.answers import DaySpan
from clinic_app.interview.errors import QuestionnaireError
from clinic_app.interview.questionnaire import QuestionKind, Questionnaire, parse
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.questionnaires import shipped_questionnaire

_READ = re.compile(r'answers\["((?:prior_tps|removal|mandatory_bars)\.[a-z_.]+)"\]')

SMALL = """
[[languages]]
tag = "en"
[[languages]]
tag = "es"
reviewed_by = "A. Speaker"
[[sections]]
id = "s"
words = { en = "S", es = "S" }
[[questions]]
id = "a"
section = "s"
kind = "choice"
why = ""
words = { en = "A?", es = "¿A?" }
choices = [{ value = "x", words = { en = "X", es = "X" } }]
[[questions]]
id = "b"
section = "s"
kind = "yes_no"
why = ""
words = { en = "B?", es = "¿B?" }
applies_when = [{ key = "a", equals = "x" }]
"""


def test_a_whole_file_is_read() -> None:
    questionnaire = parse(SMALL.encode())

    assert [question.id for question in questionnaire.questions] == ["a", "b"]
    assert questionnaire.is_reviewed("es")
    assert not questionnaire.is_reviewed("en")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda s: s + "[", id="not TOML"),
        pytest.param(lambda s: s.replace('why = ""', 'wy = ""', 1), id="unknown key"),
        pytest.param(lambda s: s.replace('"choice"', '"choices"'), id="unknown kind"),
        pytest.param(lambda s: s.replace('id = "b"', 'id = "a"'), id="an id twice"),
        pytest.param(lambda s: s.replace('section = "s"', 'section = "t"', 1), id="no section"),
        pytest.param(lambda s: s.replace('key = "a"', 'key = "z"'), id="a condition on nothing"),
        pytest.param(lambda s: s.replace(', es = "¿B?"', ""), id="a language missing"),
        pytest.param(lambda s: s.replace(', es = "X"', ""), id="a choice without a language"),
        pytest.param(lambda s: s.replace('en = "S", ', ""), id="a section without English"),
        pytest.param(lambda s: s.replace('"yes_no"', '"choice"'), id="a choice of nothing"),
        pytest.param(lambda s: s.replace('"yes_no"', '"rows"'), id="rows without columns"),
    ],
)
def test_what_is_wrong_is_refused(change: Callable[[str], str]) -> None:
    changed = change(SMALL)
    assert changed != SMALL

    with pytest.raises(QuestionnaireError):
        parse(changed.encode())


@pytest.fixture(scope="module")
def shipped() -> Questionnaire:
    return shipped_questionnaire()


def test_what_we_ship_says_that_no_native_speaker_reviewed_it(shipped: Questionnaire) -> None:
    assert {language.tag for language in shipped.languages} == set(shipped_paper().words)
    assert not any(shipped.is_reviewed(language.tag) for language in shipped.languages)


def test_every_fact_that_a_legal_test_names_as_missing_has_a_question(
    shipped: Questionnaire,
) -> None:
    asked = {question.id for question in shipped.questions}
    sources = (paths.resources().parent / "clinic_app" / "screening").glob("*.py")

    read = {
        key for source in sources for key in _READ.findall(Path(source).read_text(encoding="utf-8"))
    }

    assert read
    assert read <= asked


def test_a_list_answer_has_columns_and_a_choice_has_words(shipped: Questionnaire) -> None:
    rows = [each for each in shipped.questions if each.kind is QuestionKind.ROWS]

    assert {"absences", "criminal", "statuses", "pending_applications", "relatives"} <= {
        each.id for each in rows
    }


def test_some_day_of_a_month_is_said_in_every_language() -> None:
    questionnaire = shipped_questionnaire()
    words = questionnaire.some_day
    months = tuple(f"m{number}" for number in range(1, 13))

    assert words is not None
    for language in questionnaire.languages:
        month = words.written(DaySpan.month(2023, 5), language.tag, months)
        year = words.written(DaySpan.year(2023), language.tag, months)
        assert ("m5" in month, "2023" in month, "{" in month) == (True, True, False), language.tag
        assert ("2023" in year, "{" in year) == (True, False), language.tag
    assert words.written(DaySpan.month(2023, 5), "xx", months) == ""


def test_some_day_must_be_said_in_every_language_of_the_questions() -> None:
    month, year = '{ en = "in {month}", es = "en {month}" }', '{ en = "in {year}" }'

    with pytest.raises(QuestionnaireError) as refused:
        parse(f"[some_day]\nmonth = {month}\nyear = {year}\n{SMALL}".encode())

    assert refused.value.what == "some_day.year"
