"""Words for what a printer can refuse."""

from clinic_app.computer.printers import PrinterTrouble
from clinic_app.messages.sentences import Sentences
from clinic_app.printing.printer_errors import (
    NoPrinterError,
    PrinterNotReadyError,
    PrinterRefusedError,
)
from clinic_app.translation import gettext as _


def _no_printer(_error: NoPrinterError) -> str:
    return _(
        "This computer knows no printer. "
        "Connect one and add it in the system's settings, or save the sheet as a PDF."
    )


def _printer_refused(_error: PrinterRefusedError) -> str:
    return _(
        "The printer did not take every page; those before it may still come out. "
        "See whether it is switched on and has paper, then print again."
    )


def _not_ready(error: PrinterNotReadyError) -> str:
    return _trouble_words(error.trouble).format(printer=error.printer)


def _trouble_words(trouble: PrinterTrouble) -> str:
    match trouble:
        case PrinterTrouble.PAPER_OUT:
            return _("{printer} has no paper; nothing was sent. Put paper in, then print again.")
        case PrinterTrouble.PAPER_JAM:
            return _(
                "Paper is stuck in {printer}; nothing was sent. "
                "Take it out and tear it up: a name may stand on it. Then print again."
            )
        case PrinterTrouble.DOOR_OPEN:
            return _("{printer} stands open; nothing was sent. Close it, then print again.")
        case PrinterTrouble.INK_OUT:
            return _(
                "{printer} has no ink or toner; nothing was sent. "
                "Put a new one in, or choose another printer."
            )
        case PrinterTrouble.OFF:
            return _(
                "{printer} does not answer; nothing was sent. "
                "See whether it is switched on and its cable is in, or choose another printer."
            )
        case PrinterTrouble.QUEUE_STOPPED:
            return _(
                "The system has stopped the queue of {printer}; nothing was sent. "
                "See whether it has paper and is switched on, start its queue in the system's "
                "settings, or choose another printer."
            )


SENTENCES: Sentences = {
    NoPrinterError: _no_printer,
    PrinterNotReadyError: _not_ready,
    PrinterRefusedError: _printer_refused,
}
