"""The questions in one more language, from a file of its own: a native speaker reads one file.

Each text has a key that says where it stands: ``section:person``, a question's id, ``=`` before
the value of a choice, ``/`` before the id of a column, ``some_day:month``.
"""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from clinic_app.interview.errors import QuestionnaireError
from clinic_app.interview.questionnaire import (
    Choice,
    Column,
    Language,
    Question,
    Questionnaire,
    SomeDay,
)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file.

    Attributes:
        reviewed_by: The native speaker who reviewed the words; empty for nobody yet.
        reviewed_on: ISO day; empty for not yet.
        words: Key to text.
    """

    words: dict[str, str]
    reviewed_by: str = ""
    reviewed_on: str = ""


def texts(questionnaire: Questionnaire, tag: str = "en") -> dict[str, str]:
    """Return each text in one language by its key, in the order in which they are asked."""
    found = {f"section:{section.id}": section.words[tag] for section in questionnaire.sections}
    for question in questionnaire.questions:
        found |= _texts_of(question.id, question, tag)
        for column in question.columns:
            found |= _texts_of(f"{question.id}/{column.id}", column, tag)
    if questionnaire.some_day is not None:
        found["some_day:month"] = questionnaire.some_day.month[tag]
        found["some_day:year"] = questionnaire.some_day.year[tag]
    return found


def _texts_of(key: str, part: Question | Column, tag: str) -> dict[str, str]:
    choices = {f"{key}={choice.value}": choice.words[tag] for choice in part.choices}
    return {key: part.words[tag], **choices}


def with_words(questionnaire: Questionnaire, tag: str, verified_toml: bytes) -> Questionnaire:
    """Return a questionnaire that also speaks the language *tag*.

    Args:
        questionnaire: Whose texts are translated.
        tag: BCP 47.
        verified_toml: Bytes that we ship, or whose signature was checked.

    Raises:
        QuestionnaireError: Not such a file; a text is missing, empty, or there is none like it.
    """
    try:
        file = msgspec.toml.decode(verified_toml, type=Words)
    except msgspec.DecodeError as error:
        raise QuestionnaireError(tag) from error
    wrong = set(texts(questionnaire)) ^ {key for key, text in file.words.items() if text.strip()}
    if wrong:
        raise QuestionnaireError(min(wrong))
    language = Language(tag, file.reviewed_by, file.reviewed_on)
    said = {key: {tag: text} for key, text in file.words.items()}
    return replace(
        questionnaire,
        languages=(*questionnaire.languages, language),
        sections=tuple(
            replace(section, words=section.words | said[f"section:{section.id}"])
            for section in questionnaire.sections
        ),
        questions=tuple(_question(question, said) for question in questionnaire.questions),
        some_day=_some_day(questionnaire.some_day, said),
    )


def _some_day(words: SomeDay | None, said: Mapping[str, dict[str, str]]) -> SomeDay | None:
    if words is None:
        return None
    month, year = (said[f"some_day:{part}"] for part in ("month", "year"))
    return SomeDay(month=words.month | month, year=words.year | year)


def _question(question: Question, said: Mapping[str, dict[str, str]]) -> Question:
    columns = tuple(
        replace(
            column,
            words=column.words | said[f"{question.id}/{column.id}"],
            choices=_choices(f"{question.id}/{column.id}", column.choices, said),
        )
        for column in question.columns
    )
    return replace(
        question,
        words=question.words | said[question.id],
        choices=_choices(question.id, question.choices, said),
        columns=columns,
    )


def _choices(
    key: str, choices: tuple[Choice, ...], said: Mapping[str, dict[str, str]]
) -> tuple[Choice, ...]:
    return tuple(
        replace(choice, words=choice.words | said[f"{key}={choice.value}"]) for choice in choices
    )
