"""What a printer can refuse."""

from clinic_app.computer.printers import PrinterTrouble
from clinic_app.errors import ClinicError


class NoPrinterError(ClinicError):
    """No printer is set up on this computer."""


class PrinterRefusedError(ClinicError):
    """The printer did not take the page."""


class PrinterNotReadyError(ClinicError):
    """The system says why a page would not come out now; it would wait in the queue, readable.

    Attributes:
        printer: As the system calls it.
        trouble: What keeps the page from coming out.
    """

    def __init__(self, printer: str, trouble: PrinterTrouble) -> None:
        super().__init__(printer, trouble)
        self.printer = printer
        self.trouble = trouble
