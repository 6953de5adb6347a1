"""A page scrolls to whatever has the caret, and to what went wrong."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.ui.focus_in_sight import FocusInSight
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import lead_on, text_field
from clinic_app.ui.widgets.text import PlainLabel, ProblemLabel


class LongPage:
    """A field at the top of a page, another far below it, and a problem at its end."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.top, self.below, self.problem = text_field(), text_field(), ProblemLabel()
        self.busy = Busy()
        lead_on(self.top, self.below)
        page, screen = ColumnPage(), QWidget()
        for part in (self.top, gap(), self.below, gap(), self.busy, self.problem):
            page.body.addWidget(part)
        filled(page, screen)
        self.scroller = page
        self.window.show_screen(screen)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        FocusInSight(self.window, qapp)
        self.top.setFocus()

    def sees(self, part: QWidget) -> Callable[[], bool]:
        """Whether the whole of *part* stands in the room that the page has."""

        def is_seen() -> bool:
            room = self.scroller.viewport()
            place = QRect(part.mapTo(room, QPoint(0, 0)), part.size())
            return part.isVisible() and room.rect().contains(place)

        return is_seen


def gap() -> QWidget:
    words = PlainLabel("Why this is asked.")
    words.setMinimumHeight(900)
    return words


def wait_for_what_is_due(qtbot: QtBot) -> None:
    """Return once whatever was to be done soon has been done."""
    done: list[bool] = []
    QTimer.singleShot(0, lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> LongPage:
    return LongPage(qtbot, qapp)


def test_where_enter_leads_on_the_page_follows(page: LongPage, qtbot: QtBot) -> None:
    assert not page.sees(page.below)()

    qtbot.keyClick(page.top, Qt.Key.Key_Return)
    qtbot.waitUntil(page.sees(page.below))

    page.top.setFocus()
    qtbot.waitUntil(page.sees(page.top))


def test_what_went_wrong_is_in_sight_once_it_is_said(page: LongPage, qtbot: QtBot) -> None:
    page.problem.show_words("The name is missing. Type it above.")

    qtbot.waitUntil(page.sees(page.problem))


def test_that_work_is_under_way_is_in_sight(page: LongPage, qtbot: QtBot) -> None:
    page.busy.begin("Saving…")

    qtbot.waitUntil(page.sees(page.busy))


def test_a_page_that_is_shown_again_begins_at_the_top(page: LongPage, qtbot: QtBot) -> None:
    page.below.setFocus()
    qtbot.waitUntil(page.sees(page.below))
    screen = page.window.place.takeWidget()

    page.window.show_screen(screen)
    page.top.setFocus()

    assert page.scroller.verticalScrollBar().value() == 0


def test_what_is_longer_than_the_room_moves_nothing(page: LongPage, qtbot: QtBot) -> None:
    tall = page.scroller.widget() or QWidget()
    tall.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    tall.setFocus()
    wait_for_what_is_due(qtbot)

    assert page.scroller.verticalScrollBar().value() == 0


def test_under_the_mouse_nothing_moves_away(
    page: LongPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)

    page.below.setFocus(Qt.FocusReason.MouseFocusReason)
    wait_for_what_is_due(qtbot)

    assert not page.sees(page.below)()
