"""A laptop left alone locks itself; time is compared, never waited for."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clinic_app.ui.idle import IDLE_AFTER, IdleWatch


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(clock: Clock, qapp: object) -> IdleWatch:  # noqa: ARG001 - timers need an application
    watch = IdleWatch(clock)
    watch.start()
    return watch


def test_ten_minutes_without_a_touch_are_idle(qtbot: QtBot, watch: IdleWatch, clock: Clock) -> None:
    clock.at += IDLE_AFTER - timedelta(seconds=1)
    assert not watch.look()
    clock.at += timedelta(seconds=1)

    with qtbot.waitSignal(watch.idle):
        watch.look()


def test_a_key_starts_the_ten_minutes_again(qtbot: QtBot, watch: IdleWatch, clock: Clock) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    window = field.windowHandle()
    watch.watch(window)
    clock.at += IDLE_AFTER - timedelta(seconds=1)

    QTest.keyClick(window, Qt.Key.Key_A)
    clock.at += timedelta(minutes=1)

    assert not watch.look()
    assert field.text() == "a"


def test_the_key_that_wakes_a_laptop_reaches_no_field(
    qtbot: QtBot, watch: IdleWatch, clock: Clock
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    window = field.windowHandle()
    watch.watch(window)
    clock.at += timedelta(hours=1)

    with qtbot.waitSignal(watch.idle):
        QTest.keyClick(window, Qt.Key.Key_A)

    assert field.text() == ""


def test_nothing_open_is_never_idle(qtbot: QtBot, watch: IdleWatch, clock: Clock) -> None:
    watch.stop()
    clock.at += timedelta(hours=1)

    with qtbot.assertNotEmitted(watch.idle):
        assert not watch.look()
