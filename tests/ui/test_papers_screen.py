"""The list of sheets: chosen by keyboard, shown, and back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.printing.sheet import SheetKind
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.models.papers_view import PapersView
from clinic_app.ui.screens.papers import PapersScreen
from clinic_app.vault.store_errors import RecordMissingError
from clinic_app.workflows.papers import Paper


class SlowJobs(ClosableJobs, Protocol):
    def end_all(self) -> None: ...


def a_paper(title: str, kind: SheetKind = SheetKind.TAKE_HOME) -> Paper:
    return Paper(title=title, purpose="", kind=kind, file_name="x", sheets=lambda _language: ())


@pytest.fixture
def screen(qtbot: QtBot, jobs: ClosableJobs) -> PapersScreen:
    shown = PapersScreen(jobs=jobs)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def a_list(*papers: Paper) -> Callable[[], PapersView]:
    return lambda: PapersView("Papers for 7K3F", papers)


def test_an_arrow_and_enter_show_the_second_sheet(qtbot: QtBot, screen: PapersScreen) -> None:
    second = a_paper("Reviewer's sheet", SheetKind.FILE)
    screen.load(a_list(a_paper("Ticket"), second))

    with qtbot.waitSignal(screen.chosen) as chosen:
        qtbot.keyClick(screen.table, Qt.Key.Key_Down)
        screen.show_button.click()

    assert chosen.args == [second]


def test_the_list_says_who_keeps_each_sheet(screen: PapersScreen) -> None:
    filed = a_paper("Reviewer's sheet", SheetKind.FILE)
    packet = replace(filed, title="Packet for the household", is_taken_apart=True)
    screen.load(a_list(a_paper("Ticket"), filed, packet))

    keepers = [screen.model.index(row, 2).data() for row in range(3)]
    assert keepers == ["to take home", "stays in the file", "only its covers stay"]


def test_the_line_chosen_before_is_chosen_again(screen: PapersScreen) -> None:
    screen.load(a_list(a_paper("Ticket"), a_paper("Letter")), row=1)

    assert screen.chosen_row == 1


def test_a_digit_shows_no_sheet_of_whoever_was_here_before(
    qtbot: QtBot, slow_jobs: SlowJobs
) -> None:
    screen = PapersScreen(jobs=slow_jobs)
    qtbot.addWidget(screen)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    chosen: list[Paper] = []
    screen.chosen.connect(chosen.append)
    screen.load(a_list(a_paper("Ticket of the client before")))
    slow_jobs.end_all()

    screen.load(a_list(a_paper("Ticket")))
    qtbot.keyClick(screen.table, Qt.Key.Key_1)
    screen.show_button.click()

    assert chosen == []
    slow_jobs.end_all()
    qtbot.keyClick(screen.table, Qt.Key.Key_1)
    assert [paper.title for paper in chosen] == ["Ticket"]


def test_a_digit_shows_the_sheet_behind_it(qtbot: QtBot, screen: PapersScreen) -> None:
    papers = tuple(a_paper(f"Letter {number}") for number in range(1, 12))
    screen.load(a_list(*papers))

    with qtbot.waitSignal(screen.chosen) as chosen:
        qtbot.keyClick(screen.table, Qt.Key.Key_7)

    assert chosen.args == [papers[6]]
    assert screen.chosen_row == 6
    assert [screen.model.index(row, 0).data() for row in (0, 8, 9)] == ["1", "9", ""]


def test_a_digit_without_a_sheet_shows_nothing(qtbot: QtBot, screen: PapersScreen) -> None:
    screen.load(a_list(a_paper("Ticket")))

    with qtbot.assertNotEmitted(screen.chosen):
        qtbot.keyClick(screen.table, Qt.Key.Key_2)


def test_a_client_who_is_gone_is_said_on_the_screen(screen: PapersScreen) -> None:
    def gone() -> PapersView:
        raise RecordMissingError("clients")

    screen.load(gone)

    assert screen.problem.isVisible()
    assert not screen.model.rowCount()
