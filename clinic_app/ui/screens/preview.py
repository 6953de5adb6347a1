"""A sheet on screen, before it is printed or saved."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.printing.pages import PageImage
from clinic_app.records.audit import Act
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.print_out import PRINT_DPI, paint_pages
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.page_view import PageView
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel

SCREEN_DPI = 96
"""A page of letter paper is then 816 pixels wide, readable at 1366 x 768."""

Draw = Callable[[bytes, int], tuple[PageImage, ...]]
"""From a PDF's bytes and dots per inch to its pages as pictures."""


class PreviewScreen(QWidget):
    """One sheet in the language chosen, with print and save.

    Signals:
        closed: The worker goes back.
        printed: The sheet went to a printer. Carries the language.
        saved: The sheet was written to a place the worker chose. Carries the language.
    """

    closed = Signal()
    printed = Signal(str)
    saved = Signal(str)

    def __init__(
        self,
        *,
        draw: Draw,
        ask_printer: Callable[[Callable[[QPrinter], None]], None],
        ask_place: Callable[[str, Callable[[Path], None]], None],
        write: Callable[[Path, bytes], None],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._draw = draw
        self._ask_printer = ask_printer
        self._ask_place = ask_place
        self._write = write
        self._jobs = jobs
        self._make: Callable[[str], bytes] = lambda _language: b""
        self._make_large: Callable[[str], bytes] | None = None
        self._note: Callable[[Act], object] = _no_sheet
        self._pdf = b""
        self._file_name = ""

        self.back_button = quiet_button(_("Back"))
        self.back_button.setShortcut("Esc")
        self.title = Heading("")
        self.language = QComboBox()
        self.language.setAccessibleName(_("Language of the sheet"))
        self.large = QCheckBox(_("Large print"))
        self.pages = PageView()
        self.count = Muted("")
        self.warning = Muted(
            _(
                "Printing leaves a copy in the computer's print queue until it is printed. "
                "A saved PDF is not encrypted: anybody who has the file can read it."
            )
        )
        self.warning.setWordWrap(True)
        self.problem = ProblemLabel()
        self.save_button = plain_button(_("Save as P&DF…"))
        self.print_button = primary_button(_("Print…"))
        self.print_button.setShortcut("Ctrl+P")
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.language.activated.connect(self._on_language_activated)
        self.large.clicked.connect(self._on_large_clicked)
        self.save_button.clicked.connect(self._on_save_clicked)
        self.print_button.clicked.connect(self._on_print_clicked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.title, 1)
        top.addWidget(self.large)
        top.addWidget(self.language)
        bottom = QHBoxLayout()
        bottom.addWidget(self.count)
        bottom.addWidget(self.warning, 1)
        bottom.addWidget(self.save_button)
        bottom.addWidget(self.print_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.problem)
        layout.addLayout(bottom)

    def show_sheet(
        self,
        *,
        title: str,
        file_name: str,
        languages: tuple[tuple[str, str], ...],
        language: str,
        make: Callable[[str], bytes],
        make_large: Callable[[str], bytes] | None = None,
        note: Callable[[Act], object],
        can_save: bool = True,
    ) -> None:
        """Draw a sheet.

        Args:
            title: What the sheet is; never a client's name.
            file_name: Offered when saving; never a client's name.
            languages: Tag and name of each language the sheet comes in; one hides the list.
            language: The one to show first; the first of *languages* where it is not among
                them.
            make: From a language's tag to the PDF's bytes; runs as a job.
            make_large: The same in large print; None hides the box for it.
            note: Writes what becomes of the sheet into the audit log first; runs as a job.
            can_save: False for what must only ever be on paper.
        """
        self._make, self._make_large = make, make_large
        self.large.setChecked(False)
        self.large.setVisible(make_large is not None)
        self._note = note
        self._file_name = file_name
        self.title.setText(title)
        self.language.clear()
        for tag, name in languages:
            self.language.addItem(name, tag)
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        self.save_button.setVisible(can_save)
        self.language.setVisible(len(languages) > 1)
        self._render()

    def _render(self) -> None:
        make, draw, language = self._make, self._draw, str(self.language.currentData())
        if self.large.isChecked() and self._make_large is not None:
            make = self._make_large
        self.problem.clear()
        self.pages.clear()
        self.count.setText(_("Drawing the page…"))
        self._set_ready(is_ready=False)

        def work() -> tuple[bytes, tuple[PageImage, ...]]:
            pdf = make(language)
            return pdf, draw(pdf, SCREEN_DPI)

        self._jobs.run(work, on_done=self._on_rendered, on_error=self._on_failed)

    def _on_rendered(self, done: tuple[bytes, tuple[PageImage, ...]]) -> None:
        self._pdf, pages = done
        self.pages.show_pages(pages)
        self.count.setText(
            ngettext("{count} page", "{count} pages", len(pages)).format(count=len(pages))
        )
        self._set_ready(is_ready=True)
        self.print_button.setFocus()

    def _on_language_activated(self) -> None:
        self._render()

    def _on_large_clicked(self) -> None:
        self._render()

    def _on_save_clicked(self) -> None:
        self.problem.clear()
        self._ask_place(self._file_name, self._on_place_chosen)

    def _on_place_chosen(self, place: Path) -> None:
        pdf, write, note = self._pdf, self._write, self._note
        language = str(self.language.currentData())
        self.save_button.setEnabled(False)

        def on_done(_nothing: None) -> None:
            self._set_ready(is_ready=True)
            self.count.setText(_("Saved and read back."))
            self.saved.emit(language)

        def work() -> None:
            note(Act.EXPORTED)
            write(place, pdf)

        self._jobs.run(work, on_done=on_done, on_error=self._on_failed)

    def _on_print_clicked(self) -> None:
        self.problem.clear()
        try:
            self._ask_printer(self._on_printer_chosen)
        except ClinicError as error:
            self.problem.show_error(error)

    def _on_printer_chosen(self, printer: QPrinter) -> None:
        note = self._note
        self._set_ready(is_ready=False)
        self.count.setText(_("Preparing the pages…"))
        self._jobs.run(
            lambda: note(Act.PRINTED),
            on_done=lambda _noted: self._draw_for(printer),
            on_error=self._on_failed,
        )

    def _draw_for(self, printer: QPrinter) -> None:
        pdf, draw = self._pdf, self._draw
        self._jobs.run_aside(
            lambda: draw(pdf, PRINT_DPI),
            on_done=lambda pages: self._paint(pages, printer),
            on_error=self._on_failed,
        )

    def _paint(self, pages: tuple[PageImage, ...], printer: QPrinter) -> None:
        self._set_ready(is_ready=True)
        try:
            paint_pages(pages, printer)
        except ClinicError as error:
            self._on_failed(error)
            return
        self.count.setText(_("Sent to the printer."))
        self.printed.emit(str(self.language.currentData()))

    def _on_failed(self, error: ClinicError) -> None:
        self.count.clear()
        self._set_ready(is_ready=bool(self._pdf))
        self.problem.show_error(error)

    def _set_ready(self, *, is_ready: bool) -> None:
        self.save_button.setEnabled(is_ready)
        self.print_button.setEnabled(is_ready)


def _no_sheet(_act: Act) -> None:
    """Nothing is shown yet, so nothing can be printed."""
