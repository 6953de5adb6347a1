"""Counting heads: every key press counts once, is saved at once and can be taken back."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.clock import DaySource
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.stamp import Stamp
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.kyr_counter import KyrCounterScreen

LANGUAGES = (("ht", "Haitian Creole"), ("es", "Spanish"), ("en", "English"))


def an_event() -> KyrEvent:
    return KyrEvent(
        id="0" * 32,
        day=date(2026, 10, 5),
        title="St. Mark's hall",
        attendance=(Attendance("ht"), Attendance("es")),
        stamp=Stamp(
            at=datetime(2026, 10, 5, 18, tzinfo=UTC),
            day=date(2026, 10, 5),
            day_source=DaySource.COMPUTER,
            worker_id="1" * 32,
            site="St. Mark's",
        ),
    )


class Counted:
    """A counter screen on top of a list of what was saved."""

    def __init__(self, jobs: Jobs) -> None:
        self.saved: list[KyrEvent] = []
        self.screen = KyrCounterScreen(
            save_event=self.save,
            finish_event=lambda event: event,
            languages=LANGUAGES,
            jobs=jobs,
        )
        self.screen.show_event(an_event())

    def save(self, event: KyrEvent) -> KyrEvent:
        self.saved.append(event)
        return event


@pytest.fixture
def counted(qtbot: QtBot, jobs: Jobs) -> Counted:
    counted = Counted(jobs)
    qtbot.addWidget(counted.screen)
    return counted


def test_each_digit_counts_one_head_and_saves_it(counted: Counted, qtbot: QtBot) -> None:
    qtbot.keyClicks(counted.screen, "1144")

    assert [event.heads for event in counted.saved] == [1, 2, 3, 4]
    assert counted.saved[-1].attendance == (Attendance("ht", 2, 0), Attendance("es", 0, 2))
    assert counted.screen.total.text() == "4"


def test_backspace_takes_back_the_last_head_and_names_it(counted: Counted, qtbot: QtBot) -> None:
    qtbot.keyClicks(counted.screen, "12")
    qtbot.keyClick(counted.screen, Qt.Key.Key_Backspace)

    assert counted.saved[-1].attendance[0] == Attendance("ht", 1, 0)
    assert "Haitian Creole, children" in counted.screen.last.text()


def test_everything_can_be_taken_back_but_not_more(counted: Counted, qtbot: QtBot) -> None:
    qtbot.keyClicks(counted.screen, "13t")
    for _press in range(5):
        qtbot.keyClick(counted.screen, Qt.Key.Key_Backspace)

    assert counted.saved[-1].heads == 0
    assert counted.saved[-1].trained == 0


def test_paused_keys_do_not_count(counted: Counted, qtbot: QtBot) -> None:
    qtbot.keyClicks(counted.screen, "p11t")

    assert counted.saved == []

    qtbot.keyClicks(counted.screen, "p1")

    assert counted.saved[-1].heads == 1


def test_a_digit_without_a_counter_does_nothing(counted: Counted, qtbot: QtBot) -> None:
    qtbot.keyClicks(counted.screen, "90")

    assert counted.saved == []


def test_a_language_can_be_added_while_counting(counted: Counted, qtbot: QtBot) -> None:
    qtbot.keyClicks(counted.screen, "1")
    place = counted.screen.add_language.findData("en")
    counted.screen.add_language.setCurrentIndex(place)
    counted.screen.add_language.activated.emit(place)
    qtbot.keyClicks(counted.screen, "5")

    assert counted.saved[-1].attendance[-1] == Attendance("en", 1, 0)
    assert counted.saved[-1].heads == 2


def test_taking_back_keeps_a_language_that_was_added(counted: Counted, qtbot: QtBot) -> None:
    qtbot.keyClicks(counted.screen, "1")
    place = counted.screen.add_language.findData("en")
    counted.screen.add_language.setCurrentIndex(place)
    counted.screen.add_language.activated.emit(place)
    qtbot.keyClick(counted.screen, Qt.Key.Key_Backspace)

    assert counted.saved[-1].heads == 0
    assert [row.language for row in counted.saved[-1].attendance] == ["ht", "es", "en"]
    assert len(counted.screen.counters) == 6


def test_trained_is_its_own_number(counted: Counted, qtbot: QtBot) -> None:
    qtbot.keyClicks(counted.screen, "1tt")

    assert counted.saved[-1].trained == 2
    assert counted.saved[-1].heads == 1


def test_final_hands_over_what_was_counted(counted: Counted, qtbot: QtBot) -> None:
    qtbot.keyClicks(counted.screen, "11")

    with qtbot.waitSignal(counted.screen.finished) as finished:
        counted.screen.finish_button.click()

    assert finished.args is not None
    assert finished.args[0].heads == 2


def test_each_counter_says_its_number_to_a_screen_reader(counted: Counted, qtbot: QtBot) -> None:
    qtbot.keyClicks(counted.screen, "3")

    assert counted.screen.counters[2].accessibleName() == "Spanish, adults: 1"
