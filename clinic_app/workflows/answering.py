"""Answering a whole questionnaire at once, for people who were never asked aloud."""

from collections.abc import Mapping

from clinic_app.interview.answers import UNKNOWN, Answer, Answers
from clinic_app.interview.asking import next_question
from clinic_app.interview.questionnaire import Question, QuestionKind, Questionnaire


def answered(questionnaire: Questionnaire, given: Mapping[str, Answer]) -> Answers:
    """Return the answers of somebody with nothing to report but what is *given*.

    The questions are asked in their order, and only those that apply; whatever is not given
    is answered with no, with none, or, for a day, a number or a word, as not known.

    Raises:
        KeyError: Something is given that no question asks.
    """
    strangers = set(given) - {question.id for question in questionnaire.questions}
    if strangers:
        raise KeyError(*sorted(strangers))
    answers = Answers()
    question = next_question(questionnaire, answers)
    while question is not None:
        answers = answers.with_answer(question.id, given.get(question.id, _nothing(question)))
        question = next_question(questionnaire, answers, after=question.id)
    return answers


def _nothing(question: Question) -> Answer:
    match question.kind:
        case QuestionKind.YES_NO:
            return False
        case QuestionKind.ROWS | QuestionKind.COUNTRIES:
            return ()
        case _:
            return UNKNOWN
