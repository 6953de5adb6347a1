"""From page pictures in memory to a printer; no temp file, no outside viewer."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from clinic_app.computer.printers import printer_trouble
from clinic_app.printing.pages import PageImage
from clinic_app.printing.printer_errors import (
    NoPrinterError,
    PrinterNotReadyError,
    PrinterRefusedError,
)
from clinic_app.translation import gettext as _
from clinic_app.ui.printer_choice import NO_PRINTER_YET, PrinterChoice, PrintWish
from clinic_app.ui.widgets.page_view import to_qimage

PRINT_DPI = 300
"""Enough for small type on a cheap laser printer."""

_BOTH_SIDES = {
    True: QPrinter.DuplexMode.DuplexLongSide,
    False: QPrinter.DuplexMode.DuplexNone,
}


def is_any_printer_set_up() -> bool:
    """Whether the system knows a printer."""
    return bool(printer_names())


def printer_names() -> list[str]:
    """Return the printers that the system knows."""
    return list(QPrinterInfo.availablePrinterNames())


def can_print_both_sides(name: str) -> bool:
    """Whether the system says that a printer, if one is named, turns the paper over."""
    if not name:
        return False
    modes = QPrinterInfo.printerInfo(name).supportedDuplexModes()
    return QPrinter.DuplexMode.DuplexLongSide in modes


def paint_pages(pages: tuple[PageImage, ...], printer: QPrinter) -> None:
    """Send *pages* to *printer*, one picture a page, filling the sheet.

    Raises:
        PrinterRefusedError: The printer took no page; nothing was printed.
    """
    times = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefusedError
    try:
        for number, page in enumerate(sides_of(pages, printer) * times):
            if number and not printer.newPage():
                raise PrinterRefusedError
            if page is None:
                continue
            sheet = QRectF(painter.viewport())
            painter.fillRect(sheet, Qt.GlobalColor.white)
            painter.drawImage(sheet, to_qimage(page))
    finally:
        painter.end()


def sides_of(pages: tuple[PageImage, ...], printer: QPrinter) -> tuple[PageImage | None, ...]:
    """Return what stands on each side of the paper: None for a back that stays white.

    Where both sides are printed no sheet begins on the back of another: they may go to different
    people.
    """
    if printer.duplex() is QPrinter.DuplexMode.DuplexNone:
        return pages
    sides: list[PageImage | None] = []
    for page in pages:
        if page.begins_sheet and len(sides) % 2:
            sides.append(None)
        sides.append(page)
    return (*sides, *([None] if len(sides) % 2 else []))


def print_title() -> str:
    """Return the words over the print dialog."""
    return _("Print")


def check_ready(name: str) -> None:
    """Ask whether a printer would print, before a page is sent into its queue; runs as a job.

    Raises:
        PrinterNotReadyError: It has no paper, is off, its queue is held ..., as far as the
            system tells.
    """
    trouble = printer_trouble(name) if name else None
    if trouble is not None:
        raise PrinterNotReadyError(name, trouble)


class PrintOut(QObject):
    """Asks once which printer, then prints; never blocks the window with a dialog loop.

    Signals:
        chosen: Sheets go there from now on. Carries the choice.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, choice: PrinterChoice = NO_PRINTER_YET) -> None:
        super().__init__(parent)
        self._window = parent
        self.choice = choice
        self._kept: QPrinter | None = None

    def ask(self, wish: PrintWish, on_chosen: Callable[[QPrinter], None]) -> None:
        """Hand over the printer that was chosen before, even days ago; ask where none was.

        Args:
            wish: How to print; the dialog begins with it.
            on_chosen: Gets the printer.

        Raises:
            NoPrinterError: There is none to choose.
        """
        if self._kept is None and self.choice.name in printer_names():
            self._kept = _new_printer(self.choice.name)
        if self._kept is None:
            self.choose(wish, on_chosen)
            return
        self._set(self._kept, wish)
        if wish.is_both_sides is not self.choice.is_both_sides:
            self._remember(replace(self.choice, is_both_sides=wish.is_both_sides))
        on_chosen(self._kept)

    def choose(self, wish: PrintWish, on_chosen: Callable[[QPrinter], None]) -> None:
        """Open the system's print dialog (printer, copies, both sides) and keep what is chosen.

        Raises:
            NoPrinterError: There is none to choose.
        """
        if not is_any_printer_set_up():
            raise NoPrinterError
        printer = _new_printer(self.choice.name)
        self._set(printer, wish)
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(print_title())
        dialog.accepted.connect(lambda: self._keep(printer, on_chosen))
        QDialog.open(dialog)  # its own open wants a slot by name

    def _set(self, printer: QPrinter, wish: PrintWish) -> None:
        printer.setCopyCount(wish.copies)
        printer.setDuplex(_BOTH_SIDES[wish.is_both_sides])

    def _keep(self, printer: QPrinter, on_chosen: Callable[[QPrinter], None]) -> None:
        self._kept = printer
        is_both_sides = printer.duplex() is not QPrinter.DuplexMode.DuplexNone
        self._remember(PrinterChoice(printer.printerName(), is_both_sides=is_both_sides))
        on_chosen(printer)

    def _remember(self, choice: PrinterChoice) -> None:
        self.choice = choice
        self.chosen.emit(choice)


def _new_printer(name: str) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)  # every sheet is made for it
    printer.setDocName("clinic-app")  # the spool shows it: never a client's name
    return printer
