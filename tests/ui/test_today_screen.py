"""Today: what waits is listed by reason, and each line opens what it names."""

from functools import partial

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.waiting_view import WaitingGroup, WaitingLine
from clinic_app.ui.screens.today import MOST_LINES, TodayScreen
from clinic_app.ui.widgets.text import PlainLabel


def a_screen(qtbot: QtBot, jobs: Jobs, *groups: WaitingGroup) -> TodayScreen:
    screen = TodayScreen(title="Today", subtitle="Harbor clinic", waiting=lambda: groups, jobs=jobs)
    qtbot.addWidget(screen)
    screen.load()
    return screen


def lines(count: int, opened: list[int]) -> tuple[WaitingLine, ...]:
    return tuple(
        WaitingLine(f"7K3{number}", "since 09:10", partial(opened.append, number))
        for number in range(count)
    )


def test_a_day_without_work_says_what_to_do_next(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_screen(qtbot, jobs, WaitingGroup("Unfinished screenings", ()))

    assert len(screen.groups) == 1
    assert screen.line_buttons == []


def test_each_line_opens_what_it_names(qtbot: QtBot, jobs: Jobs) -> None:
    opened: list[int] = []
    screen = a_screen(qtbot, jobs, WaitingGroup("Unfinished screenings", lines(3, opened)))

    screen.line_buttons[1].click()

    assert opened == [1]
    assert screen.line_buttons[1].accessibleName() == "Open 7K31"


def seen(screen: TodayScreen) -> list[QPushButton]:
    return [button for button in screen.line_buttons if button.isVisibleTo(screen)]


def test_a_long_group_shows_its_first_lines_and_unfolds_to_the_rest(
    qtbot: QtBot, jobs: Jobs
) -> None:
    screen = a_screen(qtbot, jobs, WaitingGroup("Waiting", lines(20, []), 4000))
    with qtbot.waitExposed(screen):
        screen.show()
    assert len(seen(screen)) == MOST_LINES
    assert [button.text() for button in screen.more_buttons] == ["Show 14 more"]

    screen.more_buttons[0].click()

    assert len(seen(screen)) == 20
    assert not screen.more_buttons[0].isVisibleTo(screen)
    assert screen.line_buttons[MOST_LINES].hasFocus()
    told = [label.text() for label in screen.findChildren(PlainLabel)]
    assert "Waiting (4020)" in told
    assert "and 4000 more, which come up as these are done" in told


def test_a_short_group_has_nothing_to_unfold(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_screen(qtbot, jobs, WaitingGroup("Waiting", lines(MOST_LINES, [])))

    assert screen.more_buttons == []


def test_what_is_drawn_anew_by_itself_leaves_the_focus_where_it_was(
    qtbot: QtBot, jobs: Jobs
) -> None:
    screen = a_screen(qtbot, jobs, WaitingGroup("Waiting", lines(3, [])))
    with qtbot.waitExposed(screen):
        screen.show()

    screen.line_buttons[1].setFocus()
    screen.load()
    assert screen.line_buttons[1].hasFocus()

    screen.day_button.setFocus()
    screen.load()
    assert screen.day_button.hasFocus()

    screen.line_buttons[2].setFocus()
    screen.show_waiting((WaitingGroup("Waiting", lines(2, [])),))
    assert screen.client_button.hasFocus()


def test_loading_again_replaces_what_was_shown(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_screen(qtbot, jobs, WaitingGroup("Waiting", lines(2, [])))

    screen.load()

    assert len(screen.groups) == 1
    assert len(screen.line_buttons) == 2
