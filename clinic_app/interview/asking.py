"""Which questions apply to what was answered so far, and which one comes next."""

from collections.abc import Container

from clinic_app.interview.answers import Answers
from clinic_app.interview.questionnaire import Condition, Question, Questionnaire


def applicable(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """Return the questions that apply, in their order, answered ones included."""
    return tuple(each for each in questionnaire.questions if applies(each, answers))


def applies(question: Question, answers: Answers) -> bool:
    """Whether *question* is one for this client, on what was answered so far."""
    return all(_holds(condition, answers) for condition in question.applies_when)


def without_void(
    questionnaire: Questionnaire, answers: Answers, kept: Container[str] = ()
) -> Answers:
    """Return the answers but those that a correction of an earlier one has made void.

    What rests on a void answer is void too. What rests on a question that was never asked is not.

    Args:
        questionnaire: All questions, each behind those that it rests on.
        answers: All that was answered, in whatever order.
        kept: Ids of answers that stand whatever they rest on.
    """
    standing = answers
    for question in questionnaire.questions:
        is_void = any(
            answers.is_asked(condition.key) and not _holds(condition, standing)
            for condition in question.applies_when
        )
        if is_void and answers.is_asked(question.id) and question.id not in kept:
            standing = standing.without(question.id)
    return standing


def next_question(
    questionnaire: Questionnaire, answers: Answers, after: str = ""
) -> Question | None:
    """Return the next question that applies and was not asked; None when all were.

    Args:
        questionnaire: All questions.
        answers: What was answered so far.
        after: Id of the question in hand: the search begins behind it and then goes on from
            the first question, so that one skipped earlier comes back at the end.
    """
    waiting = [
        (number, question)
        for number, question in enumerate(questionnaire.questions)
        if applies(question, answers) and not answers.is_asked(question.id)
    ]
    here = next((n for n, each in enumerate(questionnaire.questions) if each.id == after), -1)
    following = [question for number, question in waiting if number > here]
    if following:
        return following[0]
    return waiting[0][1] if waiting else None


def _holds(condition: Condition, answers: Answers) -> bool:
    answer = answers[condition.key]
    if condition.is_empty:
        return answer == ()
    if condition.is_filled:
        return isinstance(answer, tuple) and answer != ()
    if condition.equals is not None:
        return answer == condition.equals
    return answer != condition.differs
