"""Another sheet is opened before the one before it was drawn or printed: neither is mistaken."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from clinic_app.printing.drawing import draw_all
from clinic_app.printing.pages import PageImage, page_count
from clinic_app.printing.sheet import Section, Sheet, SheetKind, Text, Words
from clinic_app.records.audit import Act
from clinic_app.ui.flows.paper_flow import at_once
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.preview import PreviewScreen


class SlowJobs(Jobs, Protocol):
    def end_first(self) -> None: ...


@pytest.fixture
def screen(qtbot: QtBot, slow_jobs: SlowJobs) -> PreviewScreen:
    def draw(_pdf: bytes, _dots_per_inch: int) -> tuple[PageImage, ...]:
        return (PageImage(1, 1, b"\xff"),)

    shown = PreviewScreen(
        draw=draw, ask_printer=nothing, ask_place=nothing, write=nothing, jobs=slow_jobs
    )
    qtbot.addWidget(shown)
    return shown


def nothing(*_given: object) -> None:
    """Nothing is asked, written or noted."""


def show(
    screen: PreviewScreen, title: str, note: Callable[[Act], object] = nothing, *, pages: int = 1
) -> None:
    sheet = Sheet(
        kind=SheetKind.TAKE_HOME,
        language="en",
        label=Words("Yours"),
        issuer="Clinic",
        title=Words(title),
        subject=title,
        sections=(Section(Words("Where"), (Text(Words("Here")),)),),
        footer="",
        page_words="{page} {count}",
    )
    screen.show_sheet(
        title=title,
        file_name="sheet.pdf",
        languages=(("en", "English"),),
        language="en",
        make=at_once(lambda _language: draw_all((sheet,) * pages)),
        note=note,
    )


def test_pages_of_the_sheet_before_are_not_shown_under_the_next_ones_title(
    screen: PreviewScreen, slow_jobs: SlowJobs
) -> None:
    show(screen, "ticket")
    show(screen, "letter")

    slow_jobs.end_first()
    assert screen.count.text() == ""
    assert not screen.print_button.isEnabled()

    slow_jobs.end_first()
    assert screen.count.text() == "1 page"
    assert screen.print_button.isEnabled()


def test_what_waits_for_a_sheet_finds_it_ready_or_refused(
    screen: PreviewScreen, slow_jobs: SlowJobs
) -> None:
    found: list[bool] = []
    screen.busy.afterwards(lambda: found.append(screen.save_button.isEnabled()))
    assert found == [True]  # nothing is drawn yet, so nothing is waited for

    show(screen, "ticket")
    screen.busy.afterwards(lambda: found.append(screen.save_button.isEnabled()))
    assert found == [True]

    slow_jobs.end_first()
    assert found == [True, True]
    show(screen, "letter")
    slow_jobs.end_first()
    assert found == [True, True]


def test_what_is_printed_is_what_was_shown_when_print_was_pressed(
    screen: PreviewScreen, slow_jobs: SlowJobs, tmp_path: Path
) -> None:
    noted: list[Act] = []
    printer = QPrinter()
    printer.setResolution(36)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    show(screen, "ticket", noted.append)
    slow_jobs.end_first()

    screen.print_on(printer)
    show(screen, "letter", pages=2)
    slow_jobs.end_first()  # whether the printer is ready
    slow_jobs.end_first()  # the letter on the screen
    slow_jobs.end_first()  # the page of the ticket

    assert noted == [Act.PRINTED]
    assert page_count((tmp_path / "out.pdf").read_bytes()) == 1
    assert screen.print_button.isEnabled()
