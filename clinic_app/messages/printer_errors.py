"""Words for what a printer can refuse."""

from clinic_app.messages.sentences import Sentences
from clinic_app.printing.printer_errors import (
    NoPrinterError,
    PrinterRefusedError,
    QueueStoppedError,
)
from clinic_app.translation import gettext as _


def _no_printer(_error: NoPrinterError) -> str:
    return _(
        "This computer knows no printer. "
        "Connect one and add it in the system's settings, or save the sheet as a PDF."
    )


def _printer_refused(_error: PrinterRefusedError) -> str:
    return _(
        "The printer did not take the page; nothing was printed. "
        "See whether it is switched on and has paper, then print again."
    )


def _queue_stopped(error: QueueStoppedError) -> str:
    return _(
        "The system has stopped the queue of {printer}; nothing was sent. "
        "See whether it has paper and is switched on, start its queue in the system's settings, or "
        "choose another printer."
    ).format(printer=error.printer)


SENTENCES: Sentences = {
    NoPrinterError: _no_printer,
    PrinterRefusedError: _printer_refused,
    QueueStoppedError: _queue_stopped,
}
