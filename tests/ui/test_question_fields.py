"""A question becomes a field, and what stands in the field becomes an answer again."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from clinic_app.interview.answers import UNKNOWN, Answer, DaySpan
from clinic_app.interview.errors import MonthAloneError, NoSuchDayError, TwoDigitYearError
from clinic_app.interview.questionnaire import Choice, Column, Question, QuestionKind
from clinic_app.ui.widgets.answer_fields import ChoiceField, LineField
from clinic_app.ui.widgets.fields import text_field
from clinic_app.ui.widgets.rows_field import RowsField
from clinic_app.ui.words.question_fields import Read, field_of

CHOICES = (Choice("single", {"en": "Single"}), Choice("married", {"en": "Married"}))
COLUMNS = (
    Column("left", QuestionKind.DATE, {"en": "Left on"}),
    Column("returned", QuestionKind.WHEN, {"en": "Came back on"}),
    Column("emergency", QuestionKind.YES_NO, {"en": "An emergency"}),
    Column("days", QuestionKind.NUMBER, {"en": "Days"}),
    Column("where", QuestionKind.COUNTRY, {"en": "Where to"}),
    Column("why", QuestionKind.CHOICE, {"en": "Why"}, CHOICES),
    Column("note", QuestionKind.TEXT, {"en": "Note"}),
)


def a_question(kind: QuestionKind) -> Question:
    return Question(
        id="x",
        section="s",
        kind=kind,
        words={"en": "?"},
        why="",
        choices=CHOICES if kind is QuestionKind.CHOICE else (),
        columns=COLUMNS if kind is QuestionKind.ROWS else (),
    )


def a_line(qtbot: QtBot, kind: QuestionKind, given: Answer | None) -> tuple[LineField, Read]:
    field, read = field_of(a_question(kind), given, ("Haiti", "Honduras"))
    qtbot.addWidget(field)
    return cast("LineField", field), read


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_an_empty_field_is_no_answer(qtbot: QtBot, kind: QuestionKind) -> None:
    field, read = field_of(a_question(kind), None, ())
    qtbot.addWidget(field)

    assert read() is None


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_does_not_know_shows_an_empty_field(qtbot: QtBot, kind: QuestionKind) -> None:
    field, read = field_of(a_question(kind), UNKNOWN, ())
    qtbot.addWidget(field)

    assert read() is None


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (QuestionKind.YES_NO, True),
        (QuestionKind.YES_NO, False),
        (QuestionKind.CHOICE, "married"),
        (QuestionKind.DATE, date(2024, 6, 3)),
        (QuestionKind.WHEN, date(2024, 6, 3)),
        (QuestionKind.WHEN, DaySpan.month(2024, 6)),
        (QuestionKind.WHEN, DaySpan.year(2024)),
        (QuestionKind.NUMBER, 45),
        (QuestionKind.TEXT, "a funeral"),
        (QuestionKind.COUNTRY, "Haiti"),
        (QuestionKind.COUNTRIES, ("Haiti", "Canada")),
        (QuestionKind.COUNTRIES, ("Haiti",)),
        (QuestionKind.COUNTRIES, ()),
        (QuestionKind.ROWS, ()),
        (
            QuestionKind.ROWS,
            (
                {
                    "left": date(2024, 1, 5),
                    "returned": DaySpan.month(2024, 2),
                    "emergency": True,
                    "days": 30,
                    "where": "Haiti",
                    "why": "single",
                    "note": "a funeral",
                },
                {"left": UNKNOWN, "returned": DaySpan.year(2024), "emergency": UNKNOWN},
            ),
        ),
    ],
)
def test_an_answer_shown_is_the_answer_read(
    qtbot: QtBot, kind: QuestionKind, given: Answer
) -> None:
    field, read = field_of(a_question(kind), given, ())
    qtbot.addWidget(field)

    assert read() == given


def test_a_country_is_offered_while_it_is_typed(qtbot: QtBot) -> None:
    field, _read = a_line(qtbot, QuestionKind.COUNTRY, None)
    completer = field.line.completer()
    completer.setCompletionPrefix("hon")

    assert completer.currentCompletion() == "Honduras"


@pytest.mark.parametrize("typed", ["none", " None ", "NONE"])
def test_none_is_no_country_at_all_and_only_commas_are_no_answer(qtbot: QtBot, typed: str) -> None:
    field, read = a_line(qtbot, QuestionKind.COUNTRIES, None)

    field.line.setText(typed)
    assert read() == ()
    field.line.setText(" , ,")
    assert read() is None


def test_a_number_takes_no_letters(qtbot: QtBot) -> None:
    field, read = a_line(qtbot, QuestionKind.NUMBER, None)
    qtbot.keyClicks(field.line, "4x5")

    assert read() == 45


def test_a_day_is_never_guessed(qtbot: QtBot) -> None:
    field, read = a_line(qtbot, QuestionKind.DATE, None)
    field.line.setText("6/3/24")

    with pytest.raises(TwoDigitYearError):
        read()


@pytest.mark.parametrize("typed", ["6/2024", "June 2024", "2024"])
def test_a_month_is_no_day_where_the_whole_day_is_asked_for(qtbot: QtBot, typed: str) -> None:
    field, read = a_line(qtbot, QuestionKind.DATE, None)
    field.line.setText(typed)

    with pytest.raises(MonthAloneError):
        read()


def test_what_a_typed_month_means_is_said_while_it_is_typed(qtbot: QtBot) -> None:
    field, _read = a_line(qtbot, QuestionKind.WHEN, None)
    example = field.example.text()
    assert example.endswith("Only the month or the year? Type May 2023 or 2023.")

    qtbot.keyClicks(field.line, "may 2023")
    assert field.example.text() == "some day in May 2023"
    field.line.clear()
    qtbot.keyClicks(field.line, "2023")
    assert field.example.text() == "some day in 2023"
    field.line.clear()
    qtbot.keyClicks(field.line, "5/10/2023")
    assert field.example.text() == example


def test_a_month_given_before_says_at_once_what_it_means(qtbot: QtBot) -> None:
    field, _read = a_line(qtbot, QuestionKind.WHEN, DaySpan.month(2023, 5))

    assert (field.line.text(), field.example.text()) == ("May 2023", "some day in May 2023")


def test_a_month_of_a_trip_is_written_out_once_its_field_is_left(qtbot: QtBot) -> None:
    field, read = field_of(a_question(QuestionKind.ROWS), None, ())
    qtbot.addWidget(field)
    assert isinstance(field, RowsField)
    field.show_entry_count(1)
    returned = field.entries[0].fields["returned"]
    assert isinstance(returned, QLineEdit)

    for typed, written in (("5/2023", "May 2023"), ("2023", "2023"), ("5/10/2023", "5/10/2023")):
        returned.setText(typed)
        returned.editingFinished.emit()
        assert returned.text() == written

    returned.setText("5/2023")
    assert read() == ({"returned": DaySpan.month(2023, 5)},)


def test_choices_are_shown_in_the_workers_language(qtbot: QtBot) -> None:
    field, _read = field_of(a_question(QuestionKind.CHOICE), None, ())
    qtbot.addWidget(field)

    assert isinstance(field, ChoiceField)
    assert [button.accessibleName() for button in field.buttons] == ["Single", "Married"]


def test_a_wrong_part_of_an_entry_gets_the_focus_and_nothing_is_read(qtbot: QtBot) -> None:
    field, read = field_of(a_question(QuestionKind.ROWS), None, ())
    assert isinstance(field, RowsField)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.add_button.click()
    left = field.entries[0].fields["left"]
    emergency = field.entries[0].fields["emergency"]
    assert isinstance(left, QLineEdit)
    assert isinstance(emergency, QComboBox)
    left.setText("2/30/2024")
    emergency.setFocus()

    with pytest.raises(NoSuchDayError):
        read()

    assert field.focusWidget() is left


def test_half_a_letter_never_comes_out_of_a_field(qtbot: QtBot) -> None:
    field = text_field(most_characters=3)
    qtbot.addWidget(field)

    field.setText("a\ud83db")
    given = field.text()
    field.clear()
    field.insert("ab\U0001f600")  # the letter is two to Qt, and one of them too many

    assert given == "ab"
    assert field.text() == "ab"
