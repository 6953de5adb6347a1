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

PAGE_WIDTH_INCHES = 8.5
"""US letter, the paper that clinics have."""

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


class Painting:
    """Pages on one printer, one picture a page, filling the sheet.

    Where both sides are printed no sheet begins on the back of another: they may go to different
    people.
    """

    def __init__(self, printer: QPrinter) -> None:
        """Take the printer.

        Raises:
            PrinterRefusedError: It takes no page.
        """
        self._printer = printer
        self._painter = QPainter()
        self._turns_paper = printer.duplex() is not QPrinter.DuplexMode.DuplexNone
        self._sides = 0
        if not self._painter.begin(printer):
            raise PrinterRefusedError

    def put(self, page: PageImage) -> None:
        """Print the next page.

        Raises:
            PrinterRefusedError: The printer takes no further page.
        """
        if page.begins_sheet:
            self._leave_back_white()
        self._turn()
        sheet = QRectF(self._painter.viewport())
        self._painter.fillRect(sheet, Qt.GlobalColor.white)
        self._painter.drawImage(sheet, to_qimage(page))

    def end(self) -> None:
        """Let the printer begin; the next copy does not begin on the back of this one either."""
        self._leave_back_white()
        self._painter.end()

    def _leave_back_white(self) -> None:
        if self._turns_paper and self._sides % 2:
            self._turn()

    def _turn(self) -> None:
        if self._sides and not self._printer.newPage():
            raise PrinterRefusedError
        self._sides += 1


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
        # A file is saved as PDF, after its warning and with its line in the log.
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
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
