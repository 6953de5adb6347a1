"""The questions of a screening, in the languages of clients, read from a file.

Each question gives one fact: its id is the key of that fact in :class:`Answers` and, up to the
first dot, in scenario files.
"""

import re
from enum import Enum

import msgspec

from clinic_app.interview.answers import DaySpan
from clinic_app.interview.errors import QuestionnaireError

_NAMED = re.compile(r"`(?P<place>[^`]*)`$")


class QuestionKind(Enum):
    """How a question is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    WHEN = "when"  # a day, or no more of it than its month or year
    NUMBER = "number"
    TEXT = "text"
    COUNTRY = "country"
    COUNTRIES = "countries"
    ROWS = "rows"


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: a key that is not listed is refused."""


class Choice(_Strict, frozen=True):
    """One answer to choose; its digit is its place, counted from 1."""

    value: str
    words: dict[str, str]


class Column(_Strict, frozen=True):
    """One part of an entry of a list answer."""

    id: str
    kind: QuestionKind
    words: dict[str, str]
    choices: tuple[Choice, ...] = ()


class Condition(_Strict, frozen=True):
    """When a question applies; exactly one of the tests is given.

    Attributes:
        key: The fact that is looked at.
        equals: It was answered with this.
        differs: It was not answered with this; not asked, and "does not know", pass.
        is_empty: It was answered with an empty list.
        is_filled: It was answered with a list that is not empty.
    """

    key: str
    equals: bool | str | None = None
    differs: bool | str | None = None
    is_empty: bool = False
    is_filled: bool = False


class Section(_Strict, frozen=True):
    """A group of questions."""

    id: str
    words: dict[str, str]


class Question(_Strict, frozen=True):
    """One question.

    Attributes:
        id: Key of the fact that the answer gives.
        words: Language tag to the question in plain words; English is always there.
        why: For the worker, in English: what the answer is needed for.
        applies_when: All must hold; none means always.
    """

    id: str
    section: str
    kind: QuestionKind
    words: dict[str, str]
    why: str
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    applies_when: tuple[Condition, ...] = ()


class Language(_Strict, frozen=True):
    """One language of the words.

    Attributes:
        reviewed_by: The native speaker who reviewed the words; empty for nobody yet.
        reviewed_on: ISO day; empty for not yet.
    """

    tag: str
    reviewed_by: str = ""
    reviewed_on: str = ""


class SomeDay(_Strict, frozen=True):
    """How a day is said of which no more than the month or the year is known.

    Attributes:
        month: Language tag to words with the gaps ``{month}`` and ``{year}``.
        year: Language tag to words with the gap ``{year}``.
    """

    month: dict[str, str]
    year: dict[str, str]

    def written(self, span: DaySpan, tag: str, months: tuple[str, ...]) -> str:
        """Return *span* in words; empty where the language is not spoken.

        Args:
            span: What is said.
            tag: The language.
            months: Its names of the months, January first.
        """
        words = self.year if span.is_year else self.month
        month = months[span.first.month - 1]
        return words.get(tag, "").format(month=month, year=span.first.year)


class Questionnaire(_Strict, frozen=True):
    """All questions in the order in which they are asked."""

    languages: tuple[Language, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    some_day: SomeDay | None = None

    def is_reviewed(self, tag: str) -> bool:
        """Whether a native speaker reviewed the words of language *tag*."""
        return any(language.tag == tag and language.reviewed_by for language in self.languages)


def parse(verified_toml: bytes) -> Questionnaire:
    """Read a questionnaire.

    Args:
        verified_toml: Bytes that we ship, or whose signature was checked.

    Raises:
        QuestionnaireError: Not TOML, an unknown or missing key, words missing in a language,
            an id given twice, or a section or condition that names nothing.
    """
    try:
        questionnaire = msgspec.toml.decode(verified_toml, type=Questionnaire)
    except msgspec.DecodeError as error:
        found = _NAMED.search(str(error))
        raise QuestionnaireError(found["place"] if found else "") from error
    _check_ids(questionnaire)
    for question in questionnaire.questions:
        _check(question, questionnaire)
    return questionnaire


def _check_ids(questionnaire: Questionnaire) -> None:
    seen: set[str] = set()
    for question in questionnaire.questions:
        if question.id in seen:
            raise QuestionnaireError(question.id)
        seen.add(question.id)
    for section in questionnaire.sections:
        _speaks(section.id, section.words, questionnaire)
    if questionnaire.some_day is not None:
        _speaks("some_day.month", questionnaire.some_day.month, questionnaire)
        _speaks("some_day.year", questionnaire.some_day.year, questionnaire)


def _check(question: Question, questionnaire: Questionnaire) -> None:
    ids = {each.id for each in questionnaire.questions}
    if question.section not in {section.id for section in questionnaire.sections}:
        raise QuestionnaireError(question.id)
    if any(condition.key not in ids for condition in question.applies_when):
        raise QuestionnaireError(question.id)
    if bool(question.columns) != (question.kind is QuestionKind.ROWS):
        raise QuestionnaireError(question.id)
    _speaks(question.id, question.words, questionnaire)
    parts: tuple[Question | Column, ...] = (question, *question.columns)
    for part in parts:
        if bool(part.choices) != (part.kind is QuestionKind.CHOICE):
            raise QuestionnaireError(question.id)
        _speaks(question.id, part.words, questionnaire)
        for choice in part.choices:
            _speaks(question.id, choice.words, questionnaire)


def _speaks(where: str, words: dict[str, str], questionnaire: Questionnaire) -> None:
    wanted = {language.tag for language in questionnaire.languages} | {"en"}
    if not all(words.get(tag, "").strip() for tag in wanted):
        raise QuestionnaireError(where)
