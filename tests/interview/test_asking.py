"""Which questions apply, and which one comes next."""

import pytest

from clinic_app.interview.answers import UNKNOWN, Answer, Answers
from clinic_app.interview.asking import applicable, next_question, without_void
from clinic_app.interview.questionnaire import (
    Condition,
    Language,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
)


def a_question(question_id: str, *conditions: Condition) -> Question:
    return Question(
        id=question_id,
        section="s",
        kind=QuestionKind.YES_NO,
        words={"en": question_id},
        why="",
        applies_when=conditions,
    )


def a_questionnaire(*questions: Question) -> Questionnaire:
    return Questionnaire(
        languages=(Language(tag="en"),),
        sections=(Section(id="s", words={"en": "S"}),),
        questions=questions,
    )


@pytest.mark.parametrize(
    ("condition", "answer", "applies"),
    [
        (Condition(key="a", equals=True), True, True),
        (Condition(key="a", equals=True), False, False),
        (Condition(key="a", equals=True), UNKNOWN, False),
        (Condition(key="a", differs=True), True, False),
        (Condition(key="a", differs=True), UNKNOWN, True),
        (Condition(key="a", is_empty=True), (), True),
        (Condition(key="a", is_empty=True), ("x",), False),
        (Condition(key="a", is_empty=True), UNKNOWN, False),
        (Condition(key="a", is_filled=True), ("x",), True),
        (Condition(key="a", is_filled=True), (), False),
        (Condition(key="a", is_filled=True), UNKNOWN, False),
    ],
)
def test_a_condition_holds_on_what_was_answered(
    condition: Condition, answer: Answer, applies: bool
) -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b", condition))

    found = [each.id for each in applicable(questionnaire, Answers({"a": answer}))]

    assert ("b" in found) is applies


def test_a_corrected_answer_makes_void_what_hangs_on_it_and_nothing_else() -> None:
    on_yes = a_question("b", Condition(key="a", equals=True))
    questionnaire = a_questionnaire(a_question("a"), on_yes)
    answers = Answers({"a": True, "b": False, "of no question": True})

    corrected = without_void(questionnaire, answers.with_answer("a", False))

    assert set(without_void(questionnaire, answers)) == {"a", "b", "of no question"}
    assert set(corrected) == {"a", "of no question"}


def test_what_rests_on_a_void_answer_is_void_too_unless_it_is_to_be_kept() -> None:
    questionnaire = a_questionnaire(
        a_question("a"),
        a_question("b", Condition(key="a", equals=True)),
        a_question("c", Condition(key="b", equals=True)),
        a_question("d", Condition(key="b", differs=True)),
    )
    answers = Answers({"a": UNKNOWN, "b": True, "c": True, "d": True})

    assert set(without_void(questionnaire, answers)) == {"a", "d"}
    assert set(without_void(questionnaire, answers, {"b"})) == {"a", "b", "c"}


def test_what_rests_on_a_question_that_was_never_asked_is_not_void() -> None:
    on_yes = a_question("b", Condition(key="a", equals=True))
    questionnaire = a_questionnaire(a_question("a"), on_yes)

    assert set(without_void(questionnaire, Answers({"b": True}))) == {"b"}


def test_the_next_question_is_behind_the_one_in_hand_and_skipped_ones_come_back() -> None:
    questionnaire = a_questionnaire(a_question("a"), a_question("b"), a_question("c"))
    skipped = Answers({"b": True})

    assert _id(next_question(questionnaire, Answers())) == "a"
    assert _id(next_question(questionnaire, skipped, after="b")) == "c"
    assert _id(next_question(questionnaire, skipped.with_answer("c", True), after="c")) == "a"
    everything = Answers({"a": True, "b": UNKNOWN, "c": False})
    assert next_question(questionnaire, everything, after="c") is None


def _id(question: Question | None) -> str:
    assert question is not None
    return question.id
