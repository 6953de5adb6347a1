"""Today: what waits is listed by reason, and each line opens what it names."""

from functools import partial

from pytestqt.qtbot import QtBot

from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.waiting_view import WaitingGroup, WaitingLine
from clinic_app.ui.screens.today import MOST_LINES, TodayScreen


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


def test_a_long_group_shows_its_first_lines(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_screen(qtbot, jobs, WaitingGroup("Waiting", lines(20, [])))

    assert len(screen.line_buttons) == MOST_LINES


def test_loading_again_replaces_what_was_shown(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_screen(qtbot, jobs, WaitingGroup("Waiting", lines(2, [])))

    screen.load()

    assert len(screen.groups) == 1
    assert len(screen.line_buttons) == 2
