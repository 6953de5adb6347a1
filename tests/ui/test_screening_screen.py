"""One question at a time: digits choose, Enter goes on, F2 is an answer of its own."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from clinic_app.clock import DaySource
from clinic_app.interview.answers import UNKNOWN, Answer
from clinic_app.printing.printer_errors import NoPrinterError
from clinic_app.records.client import Client, Consent
from clinic_app.records.stamp import Stamp
from clinic_app.screening.freshness import Freshness
from clinic_app.screening.outcome import Status
from clinic_app.ui.models.screening_view import (
    FindingLine,
    QuestionView,
    ScreeningView,
    SectionLine,
)
from clinic_app.ui.screens.begin_screening import BeginScreeningScreen
from clinic_app.ui.screens.screening import ScreeningScreen
from clinic_app.ui.widgets.answer_fields import AnswerField, ChoiceField, LineField, yes_no_field
from clinic_app.ui.widgets.rows_entry import EntryField
from clinic_app.ui.widgets.rows_field import RowsField
from clinic_app.ui.widgets.rules_label import RulesLine

TODAY = date(2026, 11, 26)
CLIENT = Client(
    id="a",
    code="7K3F",
    name="Wideline",
    household_id="a",
    birth_date=None,
    language="ht",
    needs_interpreter=False,
    consent=Consent.GIVEN,
    registered=Stamp(
        at=datetime(2026, 11, 26, 10, tzinfo=UTC),
        day=TODAY,
        day_source=DaySource.COMPUTER,
        worker_id="w",
        site="hall",
    ),
)


def a_view(question: QuestionView | None) -> ScreeningView:
    return ScreeningView(
        heading="7K3F · TPS Haiti · as of 2026-10-05",
        rules=RulesLine("rules 2026.11", Freshness.CURRENT),
        sections=(
            SectionLine(words="Person", asked=2, count=2, is_current=False),
            SectionLine(words="Entry", asked=0, count=3, is_current=True),
        ),
        progress="2 of about 22",
        question=question,
        findings=(
            FindingLine(
                name="Nationality", status=Status.MET, words="", citation="8 USC 1254a(c)(1)(A)"
            ),
        ),
        headline="Nothing found against so far. The representative decides.",
    )


def a_question(field: AnswerField, answer: Answer | None) -> QuestionView:
    return QuestionView(
        id="first_entry",
        words="When did you first come to live in the United States?",
        client_words="Ki lè ou te vin viv Ozetazini?",
        why="",
        is_reviewed=False,
        field=field,
        read=lambda: answer,
    )


def a_screen(qtbot: QtBot, question: QuestionView | None) -> ScreeningScreen:
    screen = ScreeningScreen()
    qtbot.addWidget(screen)
    screen.show_view(a_view(question))
    screen.show()
    qtbot.waitExposed(screen)
    return screen


def test_enter_in_the_field_hands_the_answer_over(qtbot: QtBot) -> None:
    field = LineField()
    screen = a_screen(qtbot, a_question(field, date(2023, 5, 10)))

    with qtbot.waitSignal(screen.answered) as answered:
        qtbot.keyClick(field.line, Qt.Key.Key_Return)

    assert answered.args == ["first_entry", date(2023, 5, 10)]


def test_does_not_know_is_handed_over_as_unknown(qtbot: QtBot) -> None:
    screen = a_screen(qtbot, a_question(LineField(), None))

    with qtbot.waitSignal(screen.answered) as answered:
        screen.unknown_button.click()

    assert answered.args == ["first_entry", UNKNOWN]


def test_nothing_answered_is_not_taken_for_an_answer(qtbot: QtBot) -> None:
    screen = a_screen(qtbot, a_question(LineField(), None))

    with qtbot.assertNotEmitted(screen.answered):
        screen.submit()

    assert not screen.problem.isHidden()


def test_what_cannot_be_an_answer_is_explained_and_kept_in_the_field(qtbot: QtBot) -> None:
    def refuse() -> Answer:
        raise NoPrinterError

    field = LineField()
    question = QuestionView(
        id="x", words="?", client_words="", why="", is_reviewed=True, field=field, read=refuse
    )
    screen = a_screen(qtbot, question)
    qtbot.keyClicks(field.line, "2/30/2024")

    with qtbot.assertNotEmitted(screen.answered):
        screen.submit()

    assert not screen.problem.isHidden()
    assert field.typed() == ("2/30/2024",)
    assert field.line.selectedText() == "2/30/2024"  # what is typed now replaces it


def test_when_everything_is_asked_the_way_on_is_to_finish(qtbot: QtBot) -> None:
    screen = a_screen(qtbot, None)

    assert screen.next_button.isHidden()
    with qtbot.waitSignal(screen.finish_requested):
        screen.finish_button.click()


def test_esc_leaves_and_keeps_the_draft(qtbot: QtBot) -> None:
    screen = a_screen(qtbot, a_question(LineField(), None))
    with qtbot.waitActive(screen):
        screen.activateWindow()

    with qtbot.waitSignal(screen.closed):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)


def test_the_client_view_hides_what_was_found(qtbot: QtBot) -> None:
    screen = a_screen(qtbot, a_question(LineField(), None))

    screen.client_view_button.click()

    assert screen.right.isHidden()
    assert screen.headline.isHidden()
    assert not screen.asked.client_words.isHidden()

    screen.client_view_button.click()

    assert not screen.right.isHidden()
    assert screen.focusWidget() is not screen.client_view_button


def test_first_letters_of_a_country_are_its_name(qtbot: QtBot) -> None:
    field = LineField(offers=("Haiti", "Venezuela"))
    qtbot.addWidget(field)

    field.line.setText("venez, hai")
    with qtbot.waitSignal(field.entered):
        qtbot.keyClick(field.line, Qt.Key.Key_Return)

    assert field.typed() == ("Venezuela, Haiti",)


@pytest.mark.parametrize(
    ("typed", "begun"), [("venez", "VE"), ("Mali", "Mali"), ("s", ""), ("VE", "VE")]
)
def test_a_screening_is_begun_for_no_half_typed_country(
    qtbot: QtBot, typed: str, begun: str
) -> None:
    screen = BeginScreeningScreen(
        countries=(("VE", "Venezuela"), ("SO", "Somalia"), ("SS", "South Sudan")),
        parse_day=lambda _text: TODAY,
        is_country=lambda name: name in {"VE", "Mali"},
    )
    qtbot.addWidget(screen)
    screen.show_client(CLIENT, today=TODAY, rules=RulesLine("", Freshness.CURRENT))
    begun_for: list[str] = []
    screen.chosen.connect(lambda country, _day: begun_for.append(country))
    line = screen.country.lineEdit()
    assert line is not None

    line.setText(typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    screen.begin_button.click()

    assert begun_for == ([begun] if begun else [])
    assert bool(screen.problem.text()) is not bool(begun)


def test_a_screening_for_a_name_of_no_country_is_begun_at_the_second_word(qtbot: QtBot) -> None:
    screen = BeginScreeningScreen(
        countries=(("VE", "Venezuela"),),
        parse_day=lambda _text: TODAY,
        is_country=lambda _name: False,
    )
    qtbot.addWidget(screen)
    screen.show_client(CLIENT, today=TODAY, rules=RulesLine("", Freshness.CURRENT))
    begun_for: list[str] = []
    screen.chosen.connect(lambda country, _day: begun_for.append(country))

    for typed in ("Venezula", "Venezulea"):
        screen.country.setEditText(typed)
        screen.begin_button.click()
        assert typed in screen.problem.text()
    assert begun_for == []
    screen.begin_button.click()

    assert begun_for == ["Venezulea"]


def test_a_digit_chooses_and_a_second_one_changes_the_choice(qtbot: QtBot) -> None:
    field = ChoiceField((("single", "Single"), ("married", "Married")))
    qtbot.addWidget(field)

    qtbot.keyClicks(field, "1")
    qtbot.keyClicks(field, "2")

    assert field.typed() == ("married",)


def test_several_choices_stand_side_by_side_and_can_be_taken_back(qtbot: QtBot) -> None:
    field = ChoiceField((("a", "A"), ("b", "B"), ("c", "C")), is_many=True)
    qtbot.addWidget(field)

    qtbot.keyClicks(field, "13")
    assert field.typed() == ("a", "c")

    qtbot.keyClicks(field, "1")
    assert field.typed() == ("c",)


def test_yes_and_no_have_their_letters(qtbot: QtBot) -> None:
    field = yes_no_field()
    qtbot.addWidget(field)

    qtbot.keyClicks(field, "n")
    assert field.typed() == ("no",)

    qtbot.keyClicks(field, "y")
    assert field.typed() == ("yes",)


def test_an_earlier_choice_is_drawn_and_can_be_cleared(qtbot: QtBot) -> None:
    field = yes_no_field()
    qtbot.addWidget(field)

    field.show_typed(("no",))
    assert field.typed() == ("no",)

    field.show_typed(())
    assert field.typed() == ()


def test_a_choice_with_an_ampersand_shows_it(qtbot: QtBot) -> None:
    field = ChoiceField((("a", "Fish & chips"),))
    qtbot.addWidget(field)

    assert field.buttons[0].text() == "1   Fish && chips"


def a_rows_field(qtbot: QtBot) -> RowsField:
    def make(key: str) -> EntryField:
        if key == "reason":
            box = QComboBox()
            box.addItem("not asked", "")
            box.addItem("a funeral", "funeral")
            return box
        return QLineEdit()

    field = RowsField(
        columns=(("left", "Left on"), ("reason", "Why")), make_field=make, words_none="No trips"
    )
    qtbot.addWidget(field)
    return field


def test_none_is_never_assumed(qtbot: QtBot) -> None:
    field = a_rows_field(qtbot)

    assert not field.is_none


def test_none_is_said_by_its_button(qtbot: QtBot) -> None:
    field = a_rows_field(qtbot)
    field.none_button.click()

    assert field.is_none


def test_adding_an_entry_takes_none_back(qtbot: QtBot) -> None:
    field = a_rows_field(qtbot)
    field.none_button.click()
    field.add_button.click()

    assert not field.is_none


def test_none_and_one_more_have_a_digit_each(qtbot: QtBot) -> None:
    field = a_rows_field(qtbot)

    qtbot.keyClicks(field.none_button, "1")
    assert field.none_button.isChecked()
    qtbot.keyClicks(field.none_button, "2")

    assert field.entry_count() == 1
    assert field.none_button.text() == "1   No trips"


def test_enter_leads_through_an_entry_and_then_on(qtbot: QtBot) -> None:
    field = a_rows_field(qtbot)
    with qtbot.waitActive(field):
        field.show()
    field.add_button.click()
    left, reason = field.entries[0].fields.values()

    qtbot.keyClick(left, Qt.Key.Key_Return)
    assert field.focusWidget() is reason
    with qtbot.waitSignal(field.entered):
        qtbot.keyClick(reason, Qt.Key.Key_Return)


def test_entries_are_numbered_anew_where_one_is_removed(qtbot: QtBot) -> None:
    field = a_rows_field(qtbot)
    field.show_rows(({"left": "a"}, {"left": "b"}, {"left": "c"}), is_none=False)

    field.entries[0].remove_button.click()

    assert [entry.number.text() for entry in field.entries] == ["1", "2"]
    assert [row["left"] for row in field.typed_rows()] == ["b", "c"]


def test_entries_hand_over_what_stands_in_them(qtbot: QtBot) -> None:
    field = a_rows_field(qtbot)
    field.show_rows(({"left": "2024-01-05", "reason": "funeral"}, {"left": "x"}), is_none=False)

    assert field.typed_rows() == (
        {"left": "2024-01-05", "reason": "funeral"},
        {"left": "x", "reason": ""},
    )
