"""What a client answered, question by question, as it is read on paper."""

from collections.abc import Iterator
from datetime import date

from clinic_app.interview.answers import Answer, Answers, DaySpan, Unknown
from clinic_app.interview.questionnaire import Column, Question, QuestionKind, Questionnaire
from clinic_app.screening.paper_words import DateWords, LanguageWords
from clinic_app.translation import gettext as _

_ENGLISH = "en"
_OF_COUNTRIES = frozenset({QuestionKind.COUNTRY, QuestionKind.COUNTRIES})


def answer_lines(
    questionnaire: Questionnaire, answers: Answers, words: LanguageWords
) -> tuple[tuple[str, str], ...]:
    """Return each question that was asked, in the order of the questionnaire, and its answer.

    Trips, arrests and their like have a line each, the first beside the question.
    """
    return tuple(
        line
        for question in questionnaire.questions
        if answers.is_asked(question.id)
        for line in _lines(question, answers[question.id], words)
    )


def _lines(question: Question, answer: Answer, words: LanguageWords) -> Iterator[tuple[str, str]]:
    asked = question.words[_ENGLISH]
    if not question.columns or not isinstance(answer, tuple) or len(answer) <= 1:
        yield asked, answer_words(question, answer, words)
        return
    for number, row in enumerate(answer, start=1):
        said = _("{number}. {entry}").format(number=number, entry=entry_words(question, row, words))
        yield ("" if number > 1 else asked), said


def answer_words(question: Question | Column, answer: Answer, words: LanguageWords) -> str:
    """Return one answer in words; "does not know" is an answer."""
    if isinstance(answer, tuple):
        said = [entry_words(question, one, words) for one in answer]
        return "; ".join(said) or _("none")
    return entry_words(question, answer, words)


def entry_words(question: Question | Column, answer: object, words: LanguageWords) -> str:
    """Return one entry of an answer in words."""
    match answer:
        case Unknown():
            return _("does not know")
        case bool():
            return _("yes") if answer else _("no")
        case date() | DaySpan():
            return _day_words(answer, words.dates)
        case str():
            return _named(question, answer, words)
        case int():
            return str(answer)
        case _ if isinstance(question, Question):
            return _row(question, answer, words)
        case _:
            raise TypeError(answer)


def _day_words(day: date | DaySpan, dates: DateWords) -> str:
    """Return a day in words; of a span its month or year, never one of its days."""
    if isinstance(day, date):
        return dates.written(day)
    year = str(day.first.year)
    when = year if day.is_year else f"{dates.months[day.first.month - 1]} {year}"
    return _("{month} (exact day not known)").format(month=when)


def _named(question: Question | Column, value: str, words: LanguageWords) -> str:
    if question.kind in _OF_COUNTRIES:
        return words.country_named(value)
    choices = question.choices
    return next((choice.words[_ENGLISH] for choice in choices if choice.value == value), value)


def _row(question: Question, row: object, words: LanguageWords) -> str:
    """Return one entry of a list answer, such as one absence, its empty parts left out."""
    if not hasattr(row, "get"):
        raise TypeError(row)
    parts = []
    for column in question.columns:
        value = row.get(column.id)
        if value is not None and value != "":
            parts.append(f"{column.words[_ENGLISH]}: {entry_words(column, value, words)}")
    return ", ".join(parts)
