"""A sheet on its way to a printer, page by page.

At print's density forty pages take a gigabyte, and ten seconds in which no window moves; so each is
drawn aside, printed and forgotten before the next, and a worker may stop between two.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter

from clinic_app.errors import ClinicError
from clinic_app.printing.pages import PageImage, page_count, page_image
from clinic_app.records.audit import Act
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.print_out import PAGE_WIDTH_INCHES, PRINT_DPI, Painting, check_ready


class PrintRun(QObject):
    """One sheet and the printer it goes to.

    Signals:
        progressed: A page was sent. Carries how many of how many.
        ended: No further page is sent. Carries the same.
        failed: Carries the :class:`ClinicError`; what was sent before it comes out.
    """

    progressed = Signal(int, int)
    ended = Signal(int, int)
    failed = Signal(object)

    def __init__(
        self, pdf: bytes, printer: QPrinter, jobs: Jobs, note: Callable[[Act], object]
    ) -> None:
        super().__init__()
        self._note = note
        self._pdf = pdf
        self._printer = printer
        self._jobs = jobs
        self._painting: Painting | None = None
        self._pages = page_count(pdf)
        self._sent = 0
        self._count = self._pages * copies_to_paint(printer)
        self._is_stopped = False

    def begin(self) -> None:
        """Ask whether the printer would print, write that it does into the log, then send."""
        note, name = self._note, self._printer.printerName()

        def work() -> None:
            check_ready(name)
            note(Act.PRINTED)

        self._jobs.run(work, on_done=lambda _noted: self._draw_next(), on_error=self._fail)

    def stop(self) -> None:
        """Send no page after the one in hand."""
        self._is_stopped = True

    def _draw_next(self) -> None:
        pdf, number = self._pdf, self._sent % self._pages
        width = round(PAGE_WIDTH_INCHES * PRINT_DPI)
        self._jobs.run_aside(
            lambda: page_image(pdf, number, width), on_done=self._send, on_error=self._fail
        )

    def _send(self, page: PageImage) -> None:
        if not self._is_stopped:
            try:
                if self._painting is None:
                    self._painting = Painting(self._printer)
                self._painting.put(page)
            except ClinicError as error:
                self._fail(error)
                return
            self._sent += 1
            self.progressed.emit(self._sent, self._count)
        if self._is_stopped or self._sent == self._count:
            self._finish()
        else:
            self._draw_next()

    def _finish(self) -> None:
        if self._painting is not None:
            self._painting.end()
        self.ended.emit(self._sent, self._count)

    def _fail(self, error: ClinicError) -> None:
        if self._painting is not None:
            self._painting.end()
        self.failed.emit(error)


def copies_to_paint(printer: QPrinter) -> int:
    """Return how often the pages must be sent: once where the printer repeats them itself."""
    return 1 if printer.supportsMultipleCopies() else printer.copyCount()
