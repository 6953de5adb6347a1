"""Another sheet is opened before the one before it was drawn or printed: neither is mistaken."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from clinic_app.printing.pages import PageImage
from clinic_app.records.audit import Act
from clinic_app.ui.flows.paper_flow import at_once
from clinic_app.ui.print_out import PRINT_DPI
from clinic_app.ui.screens.preview import PreviewScreen


class SlowJobs:
    """Makes sheets at once; everything else waits until it is told to end."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Callable[[], Any], Callable[[Any], object]]] = []

    def run(
        self, work: Callable[[], Any], *, on_done: Callable[[Any], object], **_on_error: Any
    ) -> None:
        self._waiting.append((work, on_done))

    run_aside = run

    def run_steps(
        self,
        steps: Callable[[], Iterator[tuple[int, int]]],
        *,
        on_done: Callable[[], object],
        **_reports: Any,
    ) -> Callable[[], None]:
        tuple(steps())
        on_done()
        return lambda: None

    def end_first(self) -> None:
        work, on_done = self._waiting.pop(0)
        on_done(work())


@pytest.fixture
def jobs() -> SlowJobs:
    return SlowJobs()


@pytest.fixture
def drawn() -> list[tuple[bytes, int]]:
    return []


@pytest.fixture
def screen(qtbot: QtBot, jobs: SlowJobs, drawn: list[tuple[bytes, int]]) -> PreviewScreen:
    def draw(pdf: bytes, dots_per_inch: int) -> tuple[PageImage, ...]:
        drawn.append((pdf, dots_per_inch))
        return (PageImage(1, 1, b"\xff" * 4),)

    shown = PreviewScreen(
        draw=draw, ask_printer=nothing, ask_place=nothing, write=nothing, jobs=jobs
    )
    qtbot.addWidget(shown)
    return shown


def nothing(*_given: object) -> None:
    """Nothing is asked, written or noted."""


def show(screen: PreviewScreen, title: str, note: Callable[[Act], object] = nothing) -> None:
    screen.show_sheet(
        title=title,
        file_name="sheet.pdf",
        languages=(("en", "English"),),
        language="en",
        make=at_once(lambda _language: title.encode()),
        note=note,
    )


def test_pages_of_the_sheet_before_are_not_shown_under_the_next_ones_title(
    screen: PreviewScreen, jobs: SlowJobs
) -> None:
    show(screen, "ticket")
    show(screen, "letter")

    jobs.end_first()
    assert screen.count.text() == ""
    assert not screen.print_button.isEnabled()

    jobs.end_first()
    assert screen.count.text() == "1 page"
    assert screen.print_button.isEnabled()


def test_what_is_printed_is_what_was_shown_when_print_was_pressed(
    screen: PreviewScreen, jobs: SlowJobs, drawn: list[tuple[bytes, int]]
) -> None:
    noted: list[Act] = []
    show(screen, "ticket", noted.append)
    jobs.end_first()

    screen.print_on(QPrinter())
    show(screen, "letter")
    jobs.end_first()  # whether the printer is ready
    jobs.end_first()  # the letter on the screen
    work, _on_done = jobs._waiting[0]
    work()

    assert noted == [Act.PRINTED]
    assert drawn[-1] == (b"ticket", PRINT_DPI)
