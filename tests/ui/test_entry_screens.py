"""The doors: setting up, unlocking, recovering; nothing is asked twice and nothing is lost."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.printing.printer_errors import NoPrinterError
from clinic_app.records.worker import Accreditation, AccreditationLevel
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.screens.clock_question import ClockQuestionScreen
from clinic_app.ui.screens.recover import RecoverScreen
from clinic_app.ui.screens.recovery_code import RecoveryCodeScreen
from clinic_app.ui.screens.set_up import (
    ClinicEntered,
    SetUpClinicScreen,
    SetUpPassphraseScreen,
    SetUpWorkerScreen,
    WorkerEntered,
)
from clinic_app.ui.screens.unlock import UnlockScreen
from clinic_app.ui.widgets.accreditation import AccreditationFields
from clinic_app.ui.widgets.day_field import day_from, moment_words
from clinic_app.ui.widgets.new_passphrase import NewPassphraseFields

WORDS = "six words that nobody can guess"
GROUPS = ("AAAA", "BBBB", "CCCC", "DDDD", "EEEE")


def shown(qtbot: QtBot, screen: QWidget) -> None:
    qtbot.addWidget(screen)
    screen.resize(1200, 640)
    screen.show()


def test_the_first_step_asks_for_a_name_and_a_code(qtbot: QtBot) -> None:
    screen = SetUpClinicScreen(is_code=lambda code: code == "MIA-1")
    shown(qtbot, screen)

    with qtbot.assertNotEmitted(screen.entered):
        screen.page.next_button.click()
    assert "no name" in screen.page.problem.text()
    screen.name.setText("\u200b")
    with qtbot.assertNotEmitted(screen.entered):
        screen.page.next_button.click()
    screen.name.setText("St. Mark's")
    with qtbot.assertNotEmitted(screen.entered):
        screen.page.next_button.click()
    assert "letters, digits" in screen.page.problem.text()
    screen.code.setText("MIA-1")
    with qtbot.waitSignal(screen.entered) as entered:
        qtbot.keyClick(screen.phone, Qt.Key.Key_Return)

    assert entered.args == [ClinicEntered(name="St. Mark's", code="MIA-1", site="", phone="")]
    assert not screen.page.problem.isVisible()


def test_the_second_step_suggests_the_first_name_for_unlocking(qtbot: QtBot) -> None:
    screen = SetUpWorkerScreen()
    shown(qtbot, screen)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.page.next_button.setFocus()

    screen.page.next_button.click()
    assert screen.page.problem.text().startswith("A name is missing")
    assert screen.name.hasFocus()

    screen.name.setText("Marie Baptiste")
    qtbot.keyClick(screen.name, Qt.Key.Key_Return)
    with qtbot.waitSignal(screen.entered) as entered:
        screen.page.next_button.click()

    assert entered.args == [
        WorkerEntered(name="Marie Baptiste", sign_in_name="Marie", accreditation=None)
    ]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def enter(qtbot: QtBot) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Return)


def test_enter_passes_by_the_accreditation_of_nobody(qtbot: QtBot, window: MainWindow) -> None:
    screen = SetUpWorkerScreen()
    window.show_screen(screen)
    fields, page = screen.accreditation, screen.page
    screen.name.setFocus()
    qtbot.keyClicks(screen.name, "Marie Baptiste")

    stops: tuple[QWidget, ...] = (screen.sign_in_name, fields.volunteer, page.next_button)
    for stop in stops:
        enter(qtbot)
        assert stop.hasFocus()
    with qtbot.waitSignal(screen.entered):
        enter(qtbot)

    fields.partial.setFocus()
    fields.partial.click()
    stops = (fields.granted, fields.expires, fields.renewal, page.next_button)
    for stop in stops:
        enter(qtbot)
        assert stop.hasFocus()


def test_a_representative_gives_both_days(qtbot: QtBot) -> None:
    screen = SetUpWorkerScreen()
    shown(qtbot, screen)
    screen.name.setText("Marie Baptiste")
    screen.sign_in_name.setText("Marie")
    screen.accreditation.partial.click()

    with qtbot.assertNotEmitted(screen.entered):
        screen.page.next_button.click()
    assert "day of the accreditation" in screen.page.problem.text()
    qtbot.keyClicks(screen.accreditation.granted, "2/29/2024")
    qtbot.keyClick(screen.accreditation.granted, Qt.Key.Key_Return)
    with qtbot.waitSignal(screen.entered) as entered:
        screen.page.next_button.click()

    assert entered.args is not None
    assert entered.args[0].accreditation == Accreditation(
        level=AccreditationLevel.PARTIAL, granted=date(2024, 2, 29), expires=date(2027, 2, 28)
    )


def test_what_is_typed_after_enter_replaces_what_was_suggested(qtbot: QtBot) -> None:
    screen = SetUpWorkerScreen()
    shown(qtbot, screen)
    with qtbot.waitActive(screen):
        screen.activateWindow()
    fields = screen.accreditation
    fields.full.click()

    screen.name.setFocus()
    qtbot.keyClicks(screen.name, "Marie Baptiste")
    qtbot.keyClick(screen.name, Qt.Key.Key_Return)
    assert screen.sign_in_name.selectedText() == "Marie"
    fields.granted.setFocus()
    qtbot.keyClicks(fields.granted, "1/15/2025")
    qtbot.keyClick(fields.granted, Qt.Key.Key_Return)
    qtbot.keyClicks(fields.expires, "3/1/2028")

    assert fields.expires.day() == date(2028, 3, 1)


def test_an_accreditation_shown_is_the_one_returned(qtbot: QtBot) -> None:
    fields = AccreditationFields()
    qtbot.addWidget(fields)
    held = Accreditation(
        level=AccreditationLevel.FULL,
        granted=date(2025, 1, 2),
        expires=date(2028, 1, 2),
        is_renewal=True,
    )

    fields.show_accreditation(held)
    assert fields.accreditation() == held
    fields.show_accreditation(None)
    assert fields.accreditation() is None
    assert fields.problem() == ""


def test_a_moment_is_a_day_as_it_is_typed_and_the_minute() -> None:
    assert moment_words(datetime(2026, 11, 6, 9, 5, tzinfo=UTC)) == "11/6/2026 09:05"


def test_a_passphrase_is_typed_twice_the_same(qtbot: QtBot) -> None:
    screen = SetUpPassphraseScreen(suggest=lambda: WORDS)
    shown(qtbot, screen)
    screen.start()

    assert screen.passphrase.suggestion.text() == WORDS
    screen.passphrase.first.setText(WORDS)
    screen.passphrase.again.setText("six words")
    with qtbot.assertNotEmitted(screen.chosen):
        qtbot.keyClick(screen.passphrase.again, Qt.Key.Key_Return)
    assert "not the same" in screen.page.problem.text()
    assert screen.passphrase.again.hasSelectedText()
    screen.passphrase.again.setText(WORDS)
    with qtbot.waitSignal(screen.chosen) as chosen:
        qtbot.keyClick(screen.passphrase.again, Qt.Key.Key_Return)

    assert chosen.args == [WORDS]
    assert not screen.page.next_button.isEnabled()
    screen.show_error(NoPrinterError())
    assert screen.page.next_button.isEnabled()


def test_a_passphrase_is_dots_until_somebody_asks(qtbot: QtBot) -> None:
    fields = NewPassphraseFields(lambda: WORDS)
    qtbot.addWidget(fields)

    assert fields.first.echoMode() is QLineEdit.EchoMode.Password
    fields.show_typed.click()
    assert fields.again.echoMode() is QLineEdit.EchoMode.Normal
    fields.clear()
    assert fields.first.echoMode() is QLineEdit.EchoMode.Password


def test_the_code_is_hidden_while_two_groups_are_typed_back(qtbot: QtBot) -> None:
    screen = RecoveryCodeScreen(is_typed_back=lambda typed: typed == ("BBBB", "EEEE"))
    shown(qtbot, screen)
    screen.show_code(GROUPS, (1, 4))

    assert [label.text() for label in screen.groups] == list(GROUPS)
    assert screen.focusProxy() is screen.print_button
    with qtbot.waitSignal(screen.print_requested):
        screen.print_button.click()
    # whoever comes back from the printer is given:
    assert screen.focusProxy() is screen.hide_button
    screen.hide_button.click()
    assert not screen.hide_button.isVisible()
    assert screen.first.accessibleName() == "Group 2"
    screen.first.setText("AAAA")
    with qtbot.assertNotEmitted(screen.confirmed):
        screen.page.next_button.click()
    assert screen.page.problem.isVisible()
    assert screen.first.selectedText() == "AAAA"
    screen.page.back_button.click()
    assert screen.hide_button.isVisible()
    screen.hide_button.click()
    screen.first.setText("BBBB")
    screen.second.setText("EEEE")
    qtbot.keyClick(screen.second, Qt.Key.Key_Return)
    screen.holder.setText(" Father Marc's safe ")
    with qtbot.waitSignal(screen.confirmed) as confirmed:
        qtbot.keyClick(screen.holder, Qt.Key.Key_Return)
    assert confirmed.args == ["Father Marc's safe"]


def test_unlocking_hands_over_the_session_and_forgets_the_passphrase(
    qtbot: QtBot, jobs: Jobs
) -> None:
    screen = UnlockScreen(unlock=lambda passphrase, name: (passphrase, name), jobs=jobs)
    shown(qtbot, screen)
    screen.show_names(("Ana", "Marie"), "Marie")

    qtbot.keyClicks(screen.passphrase, WORDS)
    with qtbot.waitSignal(screen.unlocked) as unlocked:
        qtbot.keyClick(screen.passphrase, Qt.Key.Key_Return)

    assert unlocked.args == [(WORDS, "Marie")]
    assert screen.passphrase.text() == ""


def test_a_failure_is_explained_and_the_passphrase_can_be_typed_again(
    qtbot: QtBot, jobs: Jobs
) -> None:
    def refuse(_passphrase: str, _name: str) -> object:
        raise NoPrinterError

    screen = UnlockScreen(unlock=refuse, jobs=jobs)
    shown(qtbot, screen)
    screen.show_names(("Ana",))
    screen.passphrase.setText("wrong")
    with qtbot.assertNotEmitted(screen.unlocked):
        screen.unlock_button.click()

    assert screen.problem.isVisible()
    assert screen.unlock_button.isEnabled()
    assert screen.passphrase.selectedText() != ""


def test_an_empty_passphrase_is_not_even_tried(qtbot: QtBot, jobs: Jobs) -> None:
    screen = UnlockScreen(unlock=lambda *_typed: pytest.fail("tried"), jobs=jobs)
    shown(qtbot, screen)

    screen.unlock_button.click()


def test_the_recovery_code_opens_and_sets_a_new_passphrase(qtbot: QtBot, jobs: Jobs) -> None:
    screen = RecoverScreen(
        recover=lambda *given: given,
        recover_by_shares=lambda *given: given,
        suggest=lambda: WORDS,
        jobs=jobs,
    )
    shown(qtbot, screen)
    screen.start(("Ana", "Marie"), "Ana")
    screen.code.setText("AAAA BBBB")
    screen.passphrase.first.setText(WORDS)
    screen.recover_button.click()
    assert "not the same" in screen.problem.text()
    screen.passphrase.again.setText(WORDS)

    with qtbot.waitSignal(screen.unlocked) as unlocked:
        screen.recover_button.click()

    assert unlocked.args == [("AAAA BBBB", WORDS, "Ana")]
    assert screen.code.text() == ""


def test_a_doubtful_day_is_given_by_the_worker_or_confirmed(qtbot: QtBot) -> None:
    screen = ClockQuestionScreen()
    shown(qtbot, screen)
    screen.show_doubt("The battery may be empty.", date(2000, 1, 1))

    screen.day.setText("2/30/2026")
    with qtbot.assertNotEmitted(screen.day_given):
        screen.go_on_button.click()
    assert screen.problem.isVisible()
    screen.day.setText("11/24/2026")
    with qtbot.waitSignal(screen.day_given) as given:
        qtbot.keyClick(screen.day, Qt.Key.Key_Return)
    assert given.args == [date(2026, 11, 24)]
    with qtbot.waitSignal(screen.day_given) as given:
        screen.computer_button.click()
    assert given.args == [date(2000, 1, 1)]


def test_it_says_how_far_ones_word_on_the_day_goes(qtbot: QtBot) -> None:
    screen = ClockQuestionScreen()
    qtbot.addWidget(screen)

    screen.show_doubt("The battery may be empty.", date(2000, 1, 1))
    assert "until a coordinator" in screen.whose_word.text()

    screen.show_doubt("The battery may be empty.", date(2000, 1, 1), settles=True)
    assert "You are a coordinator" in screen.whose_word.text()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("9/24/2026", date(2026, 9, 24)),
        (" 2026-09-24 ", date(2026, 9, 24)),
        ("9/24/26", None),
        ("13/1/2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, day: date | None) -> None:
    assert day_from(typed) == day
