"""A sheet before it is printed: its size, its language, its printer, and stopping."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.printing.pages import PageImage
from clinic_app.printing.printer_errors import NoPrinterError
from clinic_app.ui import print_out
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.print_out import PrintOut
from clinic_app.ui.screens.preview import SCREEN_DPI, Make, PreviewScreen


class Drawer:
    """Remembers at how many dots per inch it was asked to draw."""

    def __init__(self) -> None:
        self.asked: list[tuple[bytes, int]] = []

    def __call__(self, pdf: bytes, dots_per_inch: int) -> tuple[PageImage, ...]:
        self.asked.append((pdf, dots_per_inch))
        return (PageImage(1, 1, b"\xff" * 4),)


def nothing(*_given: object) -> None:
    """Nothing is asked, written or noted."""


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def screen(qtbot: QtBot, jobs: ClosableJobs, drawer: Drawer) -> PreviewScreen:
    shown = PreviewScreen(
        draw=drawer, ask_printer=nothing, ask_place=nothing, write=nothing, jobs=jobs
    )
    qtbot.addWidget(shown)
    shown.show()
    return shown


def show(screen: PreviewScreen, make: Make) -> None:
    screen.show_sheet(
        title="Ticket",
        file_name="ticket.pdf",
        languages=(("en", "English"), ("ht", "Haitian Creole")),
        language="en",
        make=make,
        note=nothing,
    )


def choose(screen: PreviewScreen, percent: int) -> None:
    screen.zoom.setCurrentIndex(screen.zoom.findData(percent))
    screen.zoom.activated.emit(screen.zoom.currentIndex())


def test_a_larger_page_is_drawn_anew_and_not_blown_up(
    screen: PreviewScreen, drawer: Drawer
) -> None:
    show(screen, at_once(str.encode))

    choose(screen, 200)

    assert drawer.asked == [(b"en", SCREEN_DPI), (b"en", 2 * SCREEN_DPI)]


def test_another_language_is_another_sheet(screen: PreviewScreen, drawer: Drawer) -> None:
    show(screen, at_once(str.encode))

    screen.language.setCurrentIndex(1)
    screen.language.activated.emit(1)

    assert drawer.asked[-1][0] == b"ht"


def test_what_is_stopped_is_neither_shown_nor_printed(
    screen: PreviewScreen, drawer: Drawer
) -> None:
    def stopped(_language: str, _keep: Callable[[bytes], object]) -> Iterator[tuple[int, int]]:
        yield 1, 40

    show(screen, stopped)

    assert screen.count.text() == "Stopped: nothing was drawn."
    assert not screen.print_button.isEnabled()
    assert drawer.asked == []
    choose(screen, 150)
    assert drawer.asked == []


def test_the_button_says_on_which_printer_it_prints(screen: PreviewScreen) -> None:
    show(screen, at_once(str.encode))
    assert not screen.other_printer_button.isVisible()

    screen.show_printer("Hall laser")

    assert screen.print_button.text() == "Print on Hall laser"
    assert screen.print_button.shortcut().toString() == "Ctrl+P"
    assert screen.other_printer_button.isVisible()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def printer_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_out, "is_any_printer_set_up", lambda: True)


def accept_dialog() -> None:
    (dialog,) = (
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QPrintDialog) and one.isVisible()
    )
    dialog.done(QDialog.DialogCode.Accepted)


@pytest.mark.usefixtures("printer_at_hand")
def test_a_printer_is_asked_for_once_and_prints_in_grey(window: QWidget) -> None:
    chosen: list[QPrinter] = []
    printing = PrintOut(window)

    printing.ask(chosen.append)
    accept_dialog()
    chosen[0].setCopyCount(3)
    printing.ask(chosen.append)

    assert chosen[1] is chosen[0]
    assert chosen[1].copyCount() == 1
    assert chosen[0].colorMode() is QPrinter.ColorMode.GrayScale


class HallLaser(QPrinter):
    def printerName(self) -> str:  # noqa: N802 - Qt's name
        return "Hall laser"


def test_nothing_is_sent_into_a_queue_that_is_stopped(
    screen: PreviewScreen, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_out, "printer_state", lambda _name: QPrinter.PrinterState.Error)
    show(screen, at_once(str.encode))

    screen.print_on(HallLaser())

    assert "stopped the queue of Hall laser" in screen.problem.text()
    assert screen.print_button.isEnabled()
    assert len(drawer.asked) == 1


def test_without_a_printer_the_worker_is_told_so(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_out, "is_any_printer_set_up", lambda: False)

    with pytest.raises(NoPrinterError):
        PrintOut(window).ask(nothing)


def test_choosing_another_printer_where_there_is_none_is_said_on_the_screen(
    qtbot: QtBot, jobs: ClosableJobs, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_out, "is_any_printer_set_up", lambda: False)
    flow = PaperFlow(jobs, nothing, window)
    qtbot.addWidget(flow.preview)
    flow.preview.show()

    flow.preview.show_printer("Hall laser")
    flow.preview.other_printer_button.click()

    assert "no printer" in flow.preview.problem.text()
