"""A sheet before it is printed: its size, its language, its printer, and stopping."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.computer.printers import PrinterTrouble
from clinic_app.printing.drawing import draw_all
from clinic_app.printing.pages import PageImage, page_count
from clinic_app.printing.printer_errors import NoPrinterError
from clinic_app.printing.sheet import Section, Sheet, SheetKind, Text, Words
from clinic_app.settings import Settings, load
from clinic_app.ui import print_out
from clinic_app.ui.choosing import DialogFileChooser
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.print_out import Painting, PrintOut
from clinic_app.ui.print_run import PrintRun
from clinic_app.ui.printer_choice import PrinterChoice, PrintWish
from clinic_app.ui.remembered import Remembered
from clinic_app.ui.screens.preview import SCREEN_DPI, Make, PreviewScreen


class Drawer:
    """Remembers at how many dots per inch it was asked to draw."""

    def __init__(self) -> None:
        self.asked: list[tuple[bytes, int]] = []

    def __call__(self, pdf: bytes, dots_per_inch: int) -> tuple[PageImage, ...]:
        self.asked.append((pdf, dots_per_inch))
        return (PageImage(1, 1, b"\xff"),)


TICKET = Sheet(
    kind=SheetKind.TAKE_HOME,
    language="en",
    label=Words("Yours"),
    issuer="Clinic",
    title=Words("Ticket"),
    subject="Ticket",
    sections=(Section(Words("Where"), (Text(Words("Here")),)),),
    footer="",
    page_words="{page} {count}",
)


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
    assert not screen.other_printer_button.isEnabled()
    assert drawer.asked == []
    choose(screen, 150)
    assert drawer.asked == []


def test_the_button_says_on_which_printer_it_prints(qtbot: QtBot, screen: PreviewScreen) -> None:
    show(screen, at_once(str.encode))
    assert not screen.other_printer_button.isVisible()

    screen.show_printer(PrinterChoice("Hall laser"))

    assert screen.print_button.text() == "Print on Hall laser"
    asked: list[None] = []
    screen.print_button.clicked.connect(lambda: asked.append(None))
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    QTest.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked
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


def open_dialog() -> QPrintDialog:
    (dialog,) = (
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QPrintDialog) and one.isVisible()
    )
    return dialog


@pytest.mark.usefixtures("printer_at_hand")
def test_a_printer_is_asked_for_once_and_prints_in_grey(window: QWidget) -> None:
    chosen: list[QPrinter] = []
    printing = PrintOut(window)

    printing.ask(PrintWish(3), chosen.append)
    assert not open_dialog().testOption(QPrintDialog.PrintDialogOption.PrintToFile)
    open_dialog().done(QDialog.DialogCode.Accepted)
    assert chosen[0].copyCount() == 3
    printing.ask(PrintWish(), chosen.append)

    assert chosen[1] is chosen[0]
    assert chosen[1].copyCount() == 1
    assert chosen[0].colorMode() is QPrinter.ColorMode.GrayScale


@pytest.mark.usefixtures("printer_at_hand")
def test_a_printer_chosen_days_ago_is_not_asked_for_again(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_out, "printer_names", lambda: ["Hall laser"])
    chosen: list[QPrinter] = []

    PrintOut(window, PrinterChoice("Hall laser")).ask(PrintWish(2), chosen.append)

    assert chosen[0].copyCount() == 2
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QPrintDialog)]


@pytest.mark.usefixtures("printer_at_hand")
def test_a_printer_that_is_no_more_is_asked_for_again(
    qtbot: QtBot, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_out, "printer_names", list)
    printing = PrintOut(window, PrinterChoice("Hall laser"))
    chosen: list[QPrinter] = []

    printing.ask(PrintWish(), chosen.append)
    assert not chosen
    with qtbot.waitSignal(printing.chosen) as kept:
        open_dialog().done(QDialog.DialogCode.Accepted)

    assert kept.args == [printing.choice]
    assert len(chosen) == 1


@pytest.mark.usefixtures("printer_at_hand")
def test_both_sides_are_remembered_once_they_are_wished(
    qtbot: QtBot, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_out, "printer_names", lambda: ["Hall laser"])
    printing = PrintOut(window, PrinterChoice("Hall laser"))
    chosen: list[QPrinter] = []

    with qtbot.waitSignal(printing.chosen) as kept:
        printing.ask(PrintWish(is_both_sides=True), chosen.append)

    assert kept.args == [PrinterChoice("Hall laser", is_both_sides=True)]
    assert len(chosen) == 1


def test_copies_begin_at_one_for_each_sheet(screen: PreviewScreen) -> None:
    screen.show_printer(PrinterChoice("Hall laser"))
    show(screen, at_once(str.encode))
    screen.options.copies.setValue(5)
    assert screen.options.wish == PrintWish(5)

    show(screen, at_once(str.encode))

    assert screen.options.wish == PrintWish(1)


class ToFile(QPrinter):
    """A printer whose paper is a file, which can neither repeat a page nor tell its name."""

    def __init__(self, place: Path, *, is_both_sides: bool = False) -> None:
        super().__init__()
        self._is_both_sides = is_both_sides
        self.setResolution(36)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(place))

    def supportsMultipleCopies(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def duplex(self) -> QPrinter.DuplexMode:
        modes = QPrinter.DuplexMode
        return modes.DuplexLongSide if self._is_both_sides else modes.DuplexNone


def a_pdf(pages: int) -> bytes:
    """Return as many pages, every one a sheet of its own."""
    return draw_all((TICKET,) * pages)


def printed(place: Path) -> int:
    return page_count(place.read_bytes())


def test_a_printer_that_cannot_repeat_gets_the_pages_again(
    screen: PreviewScreen, tmp_path: Path
) -> None:
    printer = ToFile(tmp_path / "out.pdf")
    printer.setCopyCount(3)
    show(screen, at_once(lambda _language: a_pdf(2)))

    screen.print_on(printer)

    assert printed(tmp_path / "out.pdf") == 6
    assert screen.count.text() == "Sent to the printer."
    assert screen.print_button.isEnabled()
    assert not screen.busy.isVisible()


def test_on_both_sides_no_sheet_begins_on_the_back_of_another(tmp_path: Path) -> None:
    first, second, lone = (
        PageImage(1, 1, b"\xff", begins_sheet) for begins_sheet in (True, False, True)
    )

    assert sides((first, second, lone), tmp_path, is_both_sides=True) == 4
    assert sides((lone, first, second), tmp_path, is_both_sides=True) == 4
    assert sides((lone, lone, lone), tmp_path, is_both_sides=True) == 6
    assert sides((lone, first, second), tmp_path, is_both_sides=False) == 3


def sides(pages: tuple[PageImage, ...], folder: Path, *, is_both_sides: bool) -> int:
    painting = Painting(ToFile(folder / "out.pdf", is_both_sides=is_both_sides))
    for page in pages:
        painting.put(page)
    painting.end()
    return printed(folder / "out.pdf")


def test_a_packet_is_printed_page_by_page_and_can_be_stopped(
    screen: PreviewScreen, tmp_path: Path
) -> None:
    show(screen, at_once(lambda _language: a_pdf(4)))
    run = PrintRun(screen._pdf, ToFile(tmp_path / "out.pdf"), screen._jobs, nothing)
    seen: list[tuple[int, int]] = []
    ends: list[tuple[int, int]] = []
    run.progressed.connect(lambda *numbers: seen.append(numbers))
    run.progressed.connect(lambda sent, _count: run.stop() if sent == 3 else None)
    run.ended.connect(lambda *numbers: ends.append(numbers))

    run.begin()

    assert seen == [(1, 4), (2, 4), (3, 4)]
    assert ends == [(3, 4)]
    assert printed(tmp_path / "out.pdf") == 3


def test_what_was_stopped_says_how_many_pages_come_out(
    screen: PreviewScreen, tmp_path: Path
) -> None:
    show(screen, at_once(lambda _language: a_pdf(3)))
    screen.busy.bar.valueChanged.connect(
        lambda value: screen.busy.stop_button.click() if value == 2 else None
    )

    screen.print_on(ToFile(tmp_path / "out.pdf"))

    assert screen.count.text() == "Stopped: 2 of 3 pages went to the printer."
    assert screen.print_button.isEnabled()


def test_a_printer_that_takes_no_page_is_told_and_the_sheet_can_be_printed_again(
    screen: PreviewScreen, tmp_path: Path
) -> None:
    class NoMorePages(ToFile):
        def newPage(self) -> bool:  # noqa: N802 - Qt's name
            return False

    show(screen, at_once(lambda _language: a_pdf(2)))

    screen.print_on(NoMorePages(tmp_path / "out.pdf"))

    assert "did not take every page" in screen.problem.text()
    assert screen.print_button.isEnabled()
    assert not screen.busy.isVisible()


def test_another_sheet_waits_for_the_printer_and_is_not_told_of_the_first(
    screen: PreviewScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], object]] = []

    def later(
        work: Callable[[], object], *, on_done: Callable[[object], object], **_: object
    ) -> None:
        waiting.append(lambda: on_done(work()))

    show(screen, at_once(lambda _language: a_pdf(1)))
    with monkeypatch.context() as slow:
        slow.setattr(screen._jobs, "run_aside", later)
        screen.print_on(ToFile(tmp_path / "out.pdf"))

    show(screen, at_once(str.encode))
    assert not screen.print_button.isEnabled()
    assert not screen.other_printer_button.isEnabled()
    assert screen.save_button.isEnabled()
    waiting.pop()()

    assert printed(tmp_path / "out.pdf") == 1
    assert screen.print_button.isEnabled()
    assert screen.count.text() == "1 page"


class HallLaser(QPrinter):
    def printerName(self) -> str:  # noqa: N802 - Qt's name
        return "Hall laser"


@pytest.mark.parametrize("trouble", PrinterTrouble)
def test_nothing_is_sent_to_a_printer_that_would_not_print(
    screen: PreviewScreen,
    drawer: Drawer,
    monkeypatch: pytest.MonkeyPatch,
    trouble: PrinterTrouble,
) -> None:
    monkeypatch.setattr(print_out, "printer_trouble", lambda _name: trouble)
    show(screen, at_once(lambda _language: a_pdf(1)))

    screen.print_on(HallLaser())

    assert "Hall laser" in screen.problem.text()
    assert "nothing was sent" in screen.problem.text()
    assert screen.print_button.isEnabled()
    assert len(drawer.asked) == 1


def test_what_one_printer_lacks_is_not_said_of_the_next(
    screen: PreviewScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lacking = {"Hall laser": PrinterTrouble.PAPER_OUT}
    monkeypatch.setattr(print_out, "printer_trouble", lacking.get)
    show(screen, at_once(lambda _language: a_pdf(1)))
    screen.print_on(HallLaser())
    assert screen.problem.text()

    screen.print_on(ToFile(tmp_path / "other.pdf"))

    assert screen.problem.text() == ""
    assert screen.count.text() == "Sent to the printer."


def test_without_a_printer_the_worker_is_told_so(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_out, "is_any_printer_set_up", lambda: False)

    with pytest.raises(NoPrinterError):
        PrintOut(window).ask(PrintWish(), nothing)


def test_choosing_another_printer_where_there_is_none_is_said_on_the_screen(
    qtbot: QtBot, jobs: ClosableJobs, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_out, "is_any_printer_set_up", lambda: False)
    flow = PaperFlow(jobs, nothing, DialogFileChooser(window), PrintOut(window))
    qtbot.addWidget(flow.preview)
    flow.preview.show()

    flow.preview.show_printer(PrinterChoice("Hall laser"))
    flow.preview.other_printer_button.click()

    assert "no printer" in flow.preview.problem.text()


def test_the_printer_is_known_after_a_lock_and_in_the_next_run(
    qtbot: QtBot, jobs: ClosableJobs, window: QWidget, tmp_path: Path
) -> None:
    choice = PrinterChoice("Hall laser", is_both_sides=True)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    printing = PrintOut(window)
    remembered = Remembered(application, tmp_path, Settings())
    printing.chosen.connect(remembered.keep_printer)
    printing._remember(choice)

    after_a_lock = PaperFlow(jobs, nothing, DialogFileChooser(window), printing)
    next_run = Remembered(application, tmp_path, load(tmp_path).settings)

    qtbot.addWidget(after_a_lock.preview)
    assert after_a_lock.preview.print_button.text() == "Print on Hall laser"
    assert next_run.printer() == choice
