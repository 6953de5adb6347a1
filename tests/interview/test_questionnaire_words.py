"""One more language of the questions comes from a file of its own, whole or not at all."""

import re

import pytest

from clinic_app.interview.errors import QuestionnaireError
from clinic_app.interview.questionnaire import Column, Question, Questionnaire, parse
from clinic_app.interview.questionnaire_words import texts, with_words
from clinic_app.workflows.questionnaires import shipped_questionnaire

SMALL = b"""
[[languages]]
tag = "en"
[[sections]]
id = "s"
words = { en = "S" }
[[questions]]
id = "a"
section = "s"
kind = "choice"
why = ""
words = { en = "A?" }
choices = [{ value = "x", words = { en = "X" } }]
[[questions]]
id = "b"
section = "s"
kind = "rows"
why = ""
words = { en = "B?" }
[[questions.columns]]
id = "c"
kind = "choice"
words = { en = "C" }
choices = [{ value = "y", words = { en = "Y" } }]
"""
FRENCH = """
reviewed_by = "A. Speaker"
reviewed_on = "2026-11-01"
[words]
"section:s" = "S-fr"
"a" = "A-fr ?"
"a=x" = "X-fr"
"b" = "B-fr ?"
"b/c" = "C-fr"
"b/c=y" = "Y-fr"
"""
KEPT = re.compile(r"\d+|TPS|Felony|Misdemeanor")
"""What is the same in every language."""


@pytest.fixture
def small() -> Questionnaire:
    return parse(SMALL)


def test_every_text_is_said_in_the_new_language_and_the_old_stay(small: Questionnaire) -> None:
    both = with_words(small, "fr", FRENCH.encode())

    assert list(texts(both, "fr").values()) == [
        "S-fr",
        "A-fr ?",
        "X-fr",
        "B-fr ?",
        "C-fr",
        "Y-fr",
    ]
    assert texts(both) == texts(small)
    assert both.is_reviewed("fr")
    assert [language.tag for language in both.languages] == ["en", "fr"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"b/c=y" = "Y-fr"', "", id="a text missing"),
        pytest.param('"A-fr ?"', '" "', id="an empty text"),
        pytest.param('"b/c" =', '"b/d" =', id="a text of nothing"),
        pytest.param("reviewed_by", "reviewer", id="an unknown key"),
        pytest.param("[words]", "[words", id="not TOML"),
    ],
)
def test_what_is_not_whole_is_refused(small: Questionnaire, old: str, new: str) -> None:
    assert old in FRENCH

    with pytest.raises(QuestionnaireError):
        with_words(small, "fr", FRENCH.replace(old, new).encode())


@pytest.mark.parametrize("tag", [language.tag for language in shipped_questionnaire().languages])
def test_a_translation_keeps_numbers_and_names_of_the_law(tag: str) -> None:
    english, own = texts(shipped_questionnaire()), texts(shipped_questionnaire(), tag)

    differing = [
        key
        for key, text in english.items()
        if set(KEPT.findall(text)) - set(KEPT.findall(own[key]))
    ]
    assert not differing


@pytest.mark.parametrize("tag", [language.tag for language in shipped_questionnaire().languages])
def test_choices_of_one_question_can_be_told_apart(tag: str) -> None:
    questionnaire = shipped_questionnaire()

    for question in questionnaire.questions:
        parts: tuple[Question | Column, ...] = (question, *question.columns)
        for part in parts:
            words = [choice.words[tag] for choice in part.choices]
            assert len(set(words)) == len(words), (question.id, words)
