"""A whole clinic day in the real window, on a real vault, without touching the mouse."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.program import Program
from clinic_app.ui.widgets.answer_fields import ChoiceField, LineField
from clinic_app.ui.widgets.rows_field import RowsField
from clinic_app.ui.widgets.text import ProblemLabel

FIRST_DAY, LATER = date(2026, 11, 25), date(2026, 12, 2)
CLIENT = "Canary Desir"
WORDS = "stapling unguarded corset vividly manhunt oat"


class NoChooser:
    """Answers each question for a file or folder with one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ask_folder(self, _title: str, on_chosen: Callable[[Path], None]) -> None:
        on_chosen(self.folder)

    def ask_file(self, _title: str, _on_chosen: Callable[[Path], None]) -> None:
        """Nothing was chosen."""

    def ask_new_file(self, _title: str, _name: str, _on_chosen: Callable[[Path], None]) -> None:
        """Nothing was chosen."""


class Hands:
    """Ten fingers: every key goes to whatever has the focus."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._window = window

    def focus(self) -> QWidget:
        if not self._window.isActiveWindow():  # no window manager gives it back after a popup
            self._window.activateWindow()
            self._qtbot.waitUntil(self._window.isActiveWindow)
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused

    def types(self, text: str) -> None:
        self._qtbot.keyClicks(self.focus(), text)

    def enters(self, text: str) -> None:
        self.types(text)
        self.presses(Qt.Key.Key_Return)

    def presses(self, key: Qt.Key, *, times: int = 1) -> None:
        for _time in range(times):
            self._press(key, Qt.KeyboardModifier.NoModifier)

    def alt(self, key: Qt.Key) -> None:
        self._press(key, Qt.KeyboardModifier.AltModifier)

    def ctrl(self, key: Qt.Key) -> None:
        self._press(key, Qt.KeyboardModifier.ControlModifier)

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        self._qtbot.keyClick(self.focus(), key, modifier)
        self._qtbot.waitUntil(self._is_nothing_down)

    def _is_nothing_down(self) -> bool:
        """Whether the button that a shortcut pressed has come up again, and was clicked."""
        buttons = self._window.findChildren(QAbstractButton)
        return not any(button.isDown() for button in buttons)

    def sees(self, screen: QWidget) -> None:
        shown = self._window.place.widget()
        assert shown is not None
        said = [part.text() for part in shown.findChildren(ProblemLabel) if part.isVisible()]
        assert (shown, said) == (screen, [])


@pytest.fixture
def days() -> list[date]:
    """The computer's calendar; its last entry is today."""
    return [FIRST_DAY]


@pytest.fixture
def program(
    qtbot: QtBot, jobs: ClosableJobs, tmp_path: Path, days: list[date]
) -> Iterator[Program]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    running = Program(
        window,
        jobs,
        tmp_path / "records",
        chooser=NoChooser(tmp_path),
        today=lambda: Today(days[-1]),
        cost=LEAST_COST,
    )
    running.begin()
    yield running
    running.close()


@pytest.fixture
def hands(qtbot: QtBot, program: Program) -> Hands:
    return Hands(qtbot, program.window)


def sets_up(hands: Hands, program: Program) -> None:
    hands.sees(program.entry.welcome)
    hands.presses(Qt.Key.Key_Return)
    hands.enters("St. Mark's clinic")
    hands.enters("MIA-1")
    hands.enters("Hall")
    hands.enters("305 555 0100")
    hands.enters("Marie Baptiste")
    hands.alt(Qt.Key.Key_R)
    hands.alt(Qt.Key.Key_G)
    hands.enters("1/2/2026")
    hands.presses(Qt.Key.Key_Return, times=3)  # the last day, whether it is renewed, and on
    hands.enters(WORDS)
    hands.enters(WORDS)
    set_up = program.entry.set_up
    assert set_up is not None
    hands.sees(set_up.way_back)
    hands.presses(Qt.Key.Key_Return)
    hands.sees(set_up.code)
    groups = [label.text() for label in set_up.code.groups]
    asked = [set_up.code.first.accessibleName(), set_up.code.second.accessibleName()]
    hands.alt(Qt.Key.Key_H)
    for words in asked:
        hands.enters(groups[int(words.split()[-1]) - 1])
    hands.enters("Father Marc's safe")
    hands.alt(Qt.Key.Key_L)


def registers(hands: Hands, program: Program) -> None:
    desk = desk_of(program)
    hands.sees(desk.today)
    hands.ctrl(Qt.Key.Key_N)
    hands.sees(desk.clients.form)
    hands.enters(CLIENT)
    hands.ctrl(Qt.Key.Key_N)  # nothing that was typed is swept away
    hands.enters("4/2/1988")
    hands.enters("305 555 0199")
    hands.types("h")
    hands.alt(Qt.Key.Key_V)


def answers_everything(hands: Hands, program: Program) -> int:
    """Answer each question with what the client in front would say; return how many."""
    screen = desk_of(program).screening.screen
    count = 0
    while screen.field is not None:
        assert count < 200, "it never ends"
        count += 1
        if isinstance(screen.field, ChoiceField):
            is_yes_no = len(screen.field.buttons) == 2
            hands.types("n" if is_yes_no else "1")
            hands.presses(Qt.Key.Key_Return)
        elif isinstance(screen.field, RowsField):
            hands.types("1")
            hands.presses(Qt.Key.Key_Return)
        elif isinstance(screen.field, LineField) and "first" in screen.asked.words.text():
            hands.enters("5/10/2023")
        else:
            hands.presses(Qt.Key.Key_F2)
    return count


def screens(hands: Hands, program: Program) -> None:
    desk = desk_of(program)
    hands.sees(desk.clients.file)
    hands.presses(Qt.Key.Key_Return)
    hands.sees(desk.screening.begin)
    hands.enters("Haiti")
    hands.presses(Qt.Key.Key_Return)
    hands.sees(desk.screening.screen)
    assert answers_everything(hands, program) > 10
    assert desk.screening.screen.headline.text().endswith("The representative decides.")
    hands.presses(Qt.Key.Key_Return)
    hands.sees(desk.outcome.outcome)


def decides(hands: Hands, desk: Desk) -> None:
    hands.presses(Qt.Key.Key_Return)
    hands.sees(desk.paper.preview)
    assert desk.paper.preview.language.currentData() == "ht"
    assert "1 page" in desk.paper.preview.count.text()
    hands.presses(Qt.Key.Key_Escape)
    prints_from_the_outcome(hands, desk)
    hands.alt(Qt.Key.Key_D)
    hands.sees(desk.outcome.decision)
    hands.alt(Qt.Key.Key_A)
    hands.alt(Qt.Key.Key_N)
    hands.enters("Passport seen.")
    assert "Accepted. Signed by Marie Baptiste" in desk.outcome.outcome.signed.text()


def prints_from_the_outcome(hands: Hands, desk: Desk) -> None:
    """Two keys from what was found to any sheet, and two back."""
    for key, title in ((Qt.Key.Key_2, "Ticket to come back"), (Qt.Key.Key_1, "Checklist")):
        hands.sees(desk.outcome.outcome)
        hands.alt(Qt.Key.Key_O)
        hands.sees(desk.papers.list)
        hands.presses(key)
        hands.sees(desk.paper.preview)
        assert desk.paper.preview.title.text() == title
        assert desk.paper.preview.language.currentData() == "ht"
        hands.presses(Qt.Key.Key_Escape)
        hands.sees(desk.papers.list)
        hands.presses(Qt.Key.Key_Escape)


def writes_down_what_was_done(hands: Hands, desk: Desk) -> None:
    hands.alt(Qt.Key.Key_W)
    hands.sees(desk.clients.done)
    hands.alt(Qt.Key.Key_D)
    assert "I-821" in desk.clients.done.done.text()
    hands.alt(Qt.Key.Key_B)
    hands.types("12/3/2026")
    hands.alt(Qt.Key.Key_V)
    hands.presses(Qt.Key.Key_Escape)
    hands.sees(desk.clients.file)
    assert desk.clients.file.model.rowCount() == 2
    assert desk.clients.file.next_date.text().startswith("Comes back on 12/3/2026")


def counts_heads(hands: Hands, desk: Desk) -> None:
    hands.alt(Qt.Key.Key_K)
    hands.types("St. Mark's hall")
    hands.presses(Qt.Key.Key_Tab)  # the county may stay empty
    hands.presses(Qt.Key.Key_Tab)
    hands.presses(Qt.Key.Key_Space)
    hands.alt(Qt.Key.Key_O)
    hands.sees(desk.kyr.counter)
    hands.types("1112t")
    hands.presses(Qt.Key.Key_Backspace)
    assert desk.kyr.counter.total.text() == "4"
    hands.alt(Qt.Key.Key_F)
    hands.sees(desk.kyr.list)


def prints_cards_and_the_day(hands: Hands, desk: Desk) -> None:
    hands.alt(Qt.Key.Key_R)
    hands.sees(desk.papers.list)
    hands.presses(Qt.Key.Key_Down, times=2)
    hands.alt(Qt.Key.Key_H)
    hands.sees(desk.paper.preview)
    assert desk.paper.preview.title.text() == "Rights on one page"
    hands.presses(Qt.Key.Key_Escape)
    hands.sees(desk.papers.list)
    assert desk.papers.list.chosen_row == 2
    hands.presses(Qt.Key.Key_Escape)
    hands.sees(desk.kyr.list)
    hands.alt(Qt.Key.Key_T)
    hands.alt(Qt.Key.Key_D)
    hands.sees(desk.papers.list)
    hands.alt(Qt.Key.Key_H)
    assert "1 page" in desk.paper.preview.count.text()
    hands.presses(Qt.Key.Key_Escape)
    hands.presses(Qt.Key.Key_Escape)
    hands.sees(desk.today)
    hands.alt(Qt.Key.Key_K)
    hands.sees(desk.kyr.list)


def finds_then_registers(hands: Hands, desk: Desk) -> None:
    hands.alt(Qt.Key.Key_C)
    hands.types("Rosemond")
    hands.ctrl(Qt.Key.Key_N)
    hands.sees(desk.clients.form)
    assert desk.clients.form.name.text() == "Rosemond"
    hands.presses(Qt.Key.Key_Escape)
    hands.alt(Qt.Key.Key_K)
    hands.sees(desk.kyr.list)


def locks_and_comes_back(hands: Hands, program: Program) -> Desk:
    hands.ctrl(Qt.Key.Key_L)
    hands.sees(program.entry.unlock)
    assert program.desk is None
    hands.enters(WORDS)
    return desk_of(program)


def closes_the_month(hands: Hands, desk: Desk) -> None:
    hands.alt(Qt.Key.Key_S)
    hands.sees(desk.close_month.month)
    hands.presses(Qt.Key.Key_Return)
    hands.sees(desk.close_month.page)
    assert "1 this month, 1 in all" in dict(desk.close_month.page.lines).values()
    hands.presses(Qt.Key.Key_Return)
    hands.sees(desk.close_month.carry)
    assert desk.close_month.carry.state.text() == "No file yet"
    hands.presses(Qt.Key.Key_Escape)
    assert desk.close_month.month.model.rowCount() == 1


def desk_of(program: Program) -> Desk:
    assert program.desk is not None
    return program.desk


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups, offscreen
def test_a_whole_day_by_keyboard_alone(
    hands: Hands, program: Program, days: list[date], tmp_path: Path
) -> None:
    sets_up(hands, program)
    desk = desk_of(program)
    hands.sees(desk.today)
    registers(hands, program)
    screens(hands, program)
    decides(hands, desk)
    writes_down_what_was_done(hands, desk)
    counts_heads(hands, desk)
    prints_cards_and_the_day(hands, desk)
    finds_then_registers(hands, desk)

    days.append(LATER)
    desk = locks_and_comes_back(hands, program)
    hands.sees(desk.kyr.list)
    closes_the_month(hands, desk)

    program.close()
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and b"Canary" in path.read_bytes()
    ]
