"""From page pictures in memory to a printer; no temp file, no outside viewer."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from clinic_app.printing.pages import PageImage
from clinic_app.printing.printer_errors import (
    NoPrinterError,
    PrinterRefusedError,
    QueueStoppedError,
)
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.page_view import to_qimage

PRINT_DPI = 300
"""Enough for small type on a cheap laser printer."""


def is_any_printer_set_up() -> bool:
    """Whether the system knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def paint_pages(pages: tuple[PageImage, ...], printer: QPrinter) -> None:
    """Send *pages* to *printer*, one picture a page, filling the sheet.

    Raises:
        PrinterRefusedError: The printer took no page; nothing was printed.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefusedError
    try:
        for number, page in enumerate(pages):
            if number and not printer.newPage():
                raise PrinterRefusedError
            sheet = QRectF(painter.viewport())
            painter.fillRect(sheet, Qt.GlobalColor.white)
            painter.drawImage(sheet, to_qimage(page))
    finally:
        painter.end()


def print_title() -> str:
    """Return the words over the print dialog."""
    return _("Print")


def printer_state(name: str) -> QPrinter.PrinterState:
    """Return what the system says of a printer's queue."""
    return QPrinterInfo.printerInfo(name).state()


def check_ready(printer: QPrinter) -> None:
    """Look at a printer's queue before a page is sent into it.

    Raises:
        QueueStoppedError: The system holds the queue: it is paused, the printer reports a fault,
            or it is known no more.
    """
    name = printer.printerName()
    stopped = {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}
    if name and printer_state(name) in stopped:
        raise QueueStoppedError(name)


class PrintOut(QObject):
    """Asks once which printer, then prints; never blocks the window with a dialog loop.

    Signals:
        chosen: A printer is kept for the next sheets. Carries its name.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._kept: QPrinter | None = None

    def ask(self, on_chosen: Callable[[QPrinter], None]) -> None:
        """Hand over the printer that was chosen before, for one copy; ask where none was.

        Raises:
            NoPrinterError: There is none to choose.
        """
        if self._kept is None:
            self.choose(on_chosen)
            return
        self._kept.setCopyCount(1)
        on_chosen(self._kept)

    def choose(self, on_chosen: Callable[[QPrinter], None]) -> None:
        """Open the system's print dialog (printer, copies, both sides) and keep what is chosen.

        Raises:
            NoPrinterError: There is none to choose.
        """
        if not is_any_printer_set_up():
            raise NoPrinterError
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DPI)
        printer.setFullPage(True)
        printer.setColorMode(QPrinter.ColorMode.GrayScale)  # every sheet is made for it
        printer.setDocName("clinic-app")  # the spool shows it: never a client's name
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(print_title())
        dialog.accepted.connect(lambda: self._keep(printer, on_chosen))
        QDialog.open(dialog)  # its own open wants a slot by name

    def _keep(self, printer: QPrinter, on_chosen: Callable[[QPrinter], None]) -> None:
        self._kept = printer
        self.chosen.emit(printer.printerName())
        on_chosen(printer)
