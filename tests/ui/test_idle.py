"""A laptop left alone locks itself; time is compared, never waited for."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clinic_app.ui.idle import ASLEEP_AFTER, IDLE_AFTER, WARN_FOR, IdleWatch
from clinic_app.ui.words.lock_words import LockReason, countdown_words

SECOND = timedelta(seconds=1)


class Clock:
    """A clock that the watch looks at as it goes; it stands still only when told to."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 9, tzinfo=UTC)
        self.system_idle: float | None = None

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(clock: Clock, qapp: object) -> IdleWatch:  # noqa: ARG001 - timers need an application
    watch = IdleWatch(clock, lambda: clock.system_idle)
    watch.start()
    return watch


def passes(watch: IdleWatch, clock: Clock, time: timedelta) -> None:
    """Let the clock run, with the looks that the timer would take."""
    until = clock.at + time
    while clock.at < until:
        clock.at += min(until - clock.at, 5 * SECOND)
        watch.look()


@pytest.fixture
def field(qtbot: QtBot, watch: IdleWatch) -> QLineEdit:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    watch.watch(field.windowHandle())
    return field


def test_ctrl_l_is_heard_in_a_window_that_has_no_such_shortcut(
    qtbot: QtBot, watch: IdleWatch, field: QLineEdit
) -> None:
    with qtbot.waitSignal(watch.lock_due) as due:
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert due.args == [LockReason.WISH]
    with qtbot.assertNotEmitted(watch.lock_due):  # nothing is open any more
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_ten_minutes_without_a_touch_are_idle(qtbot: QtBot, watch: IdleWatch, clock: Clock) -> None:
    passes(watch, clock, IDLE_AFTER - SECOND)
    clock.at += SECOND

    with qtbot.waitSignal(watch.lock_due) as said:
        assert watch.look()

    assert said.args == [LockReason.IDLE]


def test_a_key_starts_the_ten_minutes_again(
    watch: IdleWatch, clock: Clock, field: QLineEdit
) -> None:
    passes(watch, clock, IDLE_AFTER - SECOND)

    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    passes(watch, clock, timedelta(minutes=1))

    assert not watch.look()
    assert field.text() == "a"


def test_the_key_that_wakes_a_laptop_reaches_no_field(
    qtbot: QtBot, watch: IdleWatch, clock: Clock, field: QLineEdit
) -> None:
    clock.at += ASLEEP_AFTER
    clock.system_idle = 0  # whoever pressed the key is here now, and was not a minute ago

    with qtbot.waitSignal(watch.lock_due) as said:
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)

    assert said.args == [LockReason.SLEEP]
    assert field.text() == ""


def test_somebody_who_works_in_another_program_is_here(watch: IdleWatch, clock: Clock) -> None:
    clock.system_idle = 3

    passes(watch, clock, timedelta(hours=1))

    assert not watch.look()


def test_a_computer_that_nobody_touches_is_idle_whatever_the_program_thinks(
    qtbot: QtBot, watch: IdleWatch, clock: Clock
) -> None:
    clock.system_idle = 3
    passes(watch, clock, timedelta(minutes=5))
    clock.system_idle = None

    with qtbot.waitSignal(watch.lock_due):
        passes(watch, clock, IDLE_AFTER)


def test_the_last_minute_is_counted_down_in_the_open(
    watch: IdleWatch, clock: Clock, field: QLineEdit
) -> None:
    passes(watch, clock, IDLE_AFTER - WARN_FOR - SECOND)
    said: list[int] = []
    watch.seconds_left.connect(said.append)
    for _look in range(2):
        clock.at += SECOND
        watch.look()
    assert said == [60, 59]

    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)

    assert said[-1] == 0
    assert "43 seconds" in countdown_words(43)
    assert "1 second." in countdown_words(1)


def test_nothing_open_is_never_idle(qtbot: QtBot, watch: IdleWatch, clock: Clock) -> None:
    watch.stop()
    clock.at += timedelta(hours=1)

    with qtbot.assertNotEmitted(watch.lock_due):
        assert not watch.look()
