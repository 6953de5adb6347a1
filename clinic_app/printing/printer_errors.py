"""What a printer can refuse."""

from clinic_app.errors import ClinicError


class NoPrinterError(ClinicError):
    """No printer is set up on this computer."""


class PrinterRefusedError(ClinicError):
    """The printer did not take the page."""


class QueueStoppedError(ClinicError):
    """The system holds the printer's queue: a page would wait in it, readable, until it goes on.

    Attributes:
        printer: As the system calls it.
    """

    def __init__(self, printer: str) -> None:
        super().__init__(printer)
        self.printer = printer
