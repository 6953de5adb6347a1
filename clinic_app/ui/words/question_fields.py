"""From a question to the field that answers it, and back from the field to an answer."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from clinic_app.errors import ClinicError
from clinic_app.interview.answers import UNKNOWN, Answer, DaySpan, Row, Simple
from clinic_app.interview.errors import MonthAloneError
from clinic_app.interview.questionnaire import Choice, Column, Question, QuestionKind
from clinic_app.interview.typed_month import parse_when
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.answer_fields import (
    AnswerField,
    ChoiceField,
    LineField,
    yes_no_field,
)
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.widgets.rows_entry import EntryField
from clinic_app.ui.widgets.rows_field import RowsField
from clinic_app.ui.words.span_words import SpanSaid, meant_by, span_said, typed_span

Countries = tuple[str, ...]
"""Names of countries to offer while somebody types."""

Field = AnswerField | RowsField
Read = Callable[[], Answer | None]

_LEAST_LETTERS = 16
_LARGEST_NUMBER = 1_000_000

_OF_COUNTRIES = frozenset({QuestionKind.COUNTRY, QuestionKind.COUNTRIES})

LANGUAGE = "en"
"""What the worker reads."""


def field_of(
    question: Question,
    given: Answer | None,
    countries: Countries,
    said: SpanSaid = span_said,
) -> tuple[Field, Read]:
    """Return an empty or filled field for *question*, and what reads the answer out of it.

    Reading gives None where nothing was answered, and raises a ``ClinicError`` for what
    cannot be an answer.

    Args:
        question: What is asked.
        given: The answer given before; None for none, and ``UNKNOWN`` shows an empty field.
        countries: Offered where a country is asked for.
        said: Says which day is meant where only its month or year was typed.
    """
    if question.kind is QuestionKind.ROWS:
        return _rows_field(question, given, countries)
    field = _simple_field(question, countries, said)
    if given is not None and given is not UNKNOWN:
        field.show_typed(_typed_of(question.kind, given))
    return field, lambda: _read(question.kind, field.typed())


def _simple_field(question: Question, countries: Countries, said: SpanSaid) -> AnswerField:
    if question.kind is QuestionKind.YES_NO:
        return yes_no_field()
    if question.kind is QuestionKind.CHOICE:
        return ChoiceField(_choices(question.choices))
    field = LineField(
        _example(question.kind),
        offers=countries if question.kind in _OF_COUNTRIES else (),
        meant=meant_by(said) if question.kind is QuestionKind.WHEN else None,
    )
    if question.kind is QuestionKind.NUMBER:
        field.line.setValidator(QIntValidator(0, _LARGEST_NUMBER, field))
    return field


def _example(kind: QuestionKind) -> str:
    match kind:
        case QuestionKind.DATE:
            return _("Month, day, year: 6/3/2024, jun 3 2024 or 2024-06-03")
        case QuestionKind.WHEN:
            return _(
                "Month, day, year: 6/3/2024, jun 3 2024 or 2024-06-03. Only the month or the "
                "year? Type May 2023 or 2023."
            )
        case QuestionKind.NUMBER:
            return _("A whole number")
        case QuestionKind.COUNTRY:
            return _("The name of the country")
        case QuestionKind.COUNTRIES:
            return _("Several countries with commas between them; “none” for no nationality")
        case _:
            return ""


def _choices(choices: tuple[Choice, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((choice.value, choice.words[LANGUAGE]) for choice in choices)


def _typed_of(kind: QuestionKind, given: Answer) -> tuple[str, ...]:
    if kind is QuestionKind.YES_NO:
        return ("yes",) if given is True else ("no",)
    if isinstance(given, tuple):
        return tuple(str(one) for one in given) or (_no_country(),)
    return (_words_of(given),)


def _no_country() -> str:
    """Return what is typed for no country at all: an empty line is no answer."""
    return _("none")


def _words_of(value: object) -> str:
    match value:
        case date():
            return day_words(value)
        case DaySpan():
            return typed_span(value)
        case _:
            return str(value)


def _read(kind: QuestionKind, typed: tuple[str, ...]) -> Answer | None:
    if not typed:
        return None
    match kind:
        case QuestionKind.YES_NO:
            return typed[0] == "yes"
        case QuestionKind.DATE | QuestionKind.WHEN:
            return _day(kind, typed[0])
        case QuestionKind.NUMBER:
            return int(typed[0])
        case QuestionKind.COUNTRIES:
            names = tuple(name.strip() for name in typed[0].split(",") if name.strip())
            return () if typed[0].casefold() == _no_country().casefold() else names or None
        case _:
            return typed[0]


def _day(kind: QuestionKind, text: str) -> date | DaySpan:
    when = parse_when(text)
    if isinstance(when, DaySpan) and kind is not QuestionKind.WHEN:
        raise MonthAloneError(text)
    return when


def _rows_field(
    question: Question, given: Answer | None, countries: Countries
) -> tuple[RowsField, Read]:
    columns = {column.id: column for column in question.columns}
    field = RowsField(
        columns=tuple((column.id, column.words[LANGUAGE]) for column in question.columns),
        make_field=lambda key: _entry_field(columns[key], countries),
        words_none=_("None"),
    )
    if isinstance(given, tuple):
        rows = tuple(_typed_row(row) for row in given if isinstance(row, Mapping))
        field.show_rows(rows, is_none=not given)
    return field, lambda: _read_rows(field, columns)


def _typed_row(row: Row) -> Mapping[str, str]:
    return {key: _typed_value(value) for key, value in row.items()}


def _typed_value(value: Simple) -> str:
    if value is UNKNOWN:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _words_of(value)


def _entry_field(column: Column, countries: Countries) -> EntryField:
    match column.kind:
        case QuestionKind.YES_NO:
            return _box((("yes", _("yes")), ("no", _("no"))))
        case QuestionKind.CHOICE:
            return _box(_choices(column.choices))
        case QuestionKind.DATE | QuestionKind.WHEN:
            return _day_line(column.kind)
        case QuestionKind.NUMBER:
            line = QLineEdit()
            line.setValidator(QIntValidator(0, _LARGEST_NUMBER, line))
            return line
        case QuestionKind.COUNTRY:
            line = QLineEdit()
            line.setCompleter(QCompleter(list(countries), line))
            return line
        case _:
            return QLineEdit()


def _day_line(kind: QuestionKind) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(_("month/day/year, or “unknown”"))
    if kind is QuestionKind.WHEN:
        line.setPlaceholderText(_("6/3/2024, May 2023, “unknown”"))
        written = meant_by(typed_span)
        line.editingFinished.connect(lambda: line.setText(written(line.text()) or line.text()))
    return line


def _box(choices: tuple[tuple[str, str], ...]) -> QComboBox:
    box = QComboBox()
    # The longest choice must not push the entry out of its column; the open list shows it whole.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LEAST_LETTERS)
    box.addItem(_("(not answered)"), "")
    for value, words in choices:
        box.addItem(words, value)
    box.addItem(_("does not know"), "unknown")
    return box


def _read_rows(field: RowsField, columns: Mapping[str, Column]) -> Answer | None:
    if field.is_none:
        return ()
    rows = []
    for number, typed in enumerate(field.typed_rows()):
        row: dict[str, Simple] = {}
        for key, text in typed.items():
            if not text:
                continue
            try:
                row[key] = _read_part(columns[key].kind, text)
            except ClinicError:
                field.show_problem_at(number, key)
                raise
        rows.append(row)
    return tuple(rows) if rows else None


def _read_part(kind: QuestionKind, text: str) -> Simple:
    if text.casefold() == "unknown":
        return UNKNOWN
    answer = _read(kind, (text,))
    if answer is None or isinstance(answer, tuple | Mapping):
        return UNKNOWN
    return answer
