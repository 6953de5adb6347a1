"""What a printer can refuse."""

from clinic_app.errors import ClinicError


class NoPrinterError(ClinicError):
    """No printer is set up on this computer."""


class PrinterRefusedError(ClinicError):
    """The printer did not take the page."""
