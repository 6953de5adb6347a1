"""A sheet on screen, before it is printed or saved."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.printing.pages import PageImage
from clinic_app.records.audit import Act
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.print_out import can_print_both_sides
from clinic_app.ui.print_run import PrintRun
from clinic_app.ui.printer_choice import PrinterChoice, PrintWish
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, plain_button, press_at_once, primary_button
from clinic_app.ui.widgets.page_view import PageView
from clinic_app.ui.widgets.print_options import PrintOptions
from clinic_app.ui.widgets.scroller import turn
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel
from clinic_app.ui.widgets.zoom_box import ZoomBox
from clinic_app.ui.words.paper_words import leaves_words, sent_words

SCREEN_DPI = 96
"""A page of letter paper is then 816 pixels wide, readable at 1366 x 768."""

Make = Callable[[str, Callable[[bytes], object]], Iterator[tuple[int, int]]]
"""From a language's tag, and what keeps the PDF's bytes, to the steps of making it."""

Draw = Callable[[bytes, int], tuple[PageImage, ...]]
"""From a PDF's bytes and dots per inch to its pages as pictures."""


class PreviewScreen(QWidget):
    """One sheet in the language chosen, with print and save.

    Signals:
        closed: The worker goes back.
        other_printer_requested: Print on another printer than before.
    """

    closed = Signal()
    other_printer_requested = Signal()

    def __init__(
        self,
        *,
        draw: Draw,
        ask_printer: Callable[[PrintWish, Callable[[QPrinter], None]], None],
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
        self._make: Make = lambda _language, _keep: iter(())
        self._make_large: Make | None = None
        self._stop: Callable[[], None] = _nothing
        self._run: PrintRun | None = None
        self._note: Callable[[Act], object] = _nothing
        self._made: list[bytes] = []
        self._pdf = b""
        self._file_name = ""

        self.back_button = back_button()
        self.title = Heading("")
        self.language = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.language.setAccessibleName(_("Language of the sheet"))
        self.large = QCheckBox(_("Large print"))
        self.zoom = ZoomBox()
        self.busy = Busy(can_stop=True)
        self.pages = PageView()
        self.count = Muted("")
        self.warning = Muted(leaves_words())
        self.warning.setWordWrap(True)
        self.problem = ProblemLabel()
        self.save_button = plain_button(_("Save as P&DF…"))
        self.other_printer_button = plain_button(_("Another p&rinter…"))
        self.other_printer_button.hide()
        self.options = PrintOptions()
        self.print_button = primary_button(_("Print…"))
        press_at_once(self.print_button, "Ctrl+P")
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.language.activated.connect(lambda _index: self._render())
        self.zoom.activated.connect(self._on_zoom_activated)
        self.busy.stop_requested.connect(self._on_stop_requested)
        self.other_printer_button.clicked.connect(self.other_printer_requested)
        self.large.clicked.connect(lambda _is_large: self._render())
        self.save_button.clicked.connect(self._on_save_clicked)
        self.print_button.clicked.connect(self._on_print_clicked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.title, 1)
        top.addWidget(self.large)
        top.addWidget(self.zoom)
        top.addWidget(self.language)
        bottom = QHBoxLayout()
        bottom.addWidget(self.count)
        bottom.addWidget(self.warning, 1)
        bottom.addWidget(self.save_button)
        bottom.addWidget(self.other_printer_button)
        bottom.addWidget(self.options)
        bottom.addWidget(self.print_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.busy)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.problem)
        layout.addLayout(bottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Turn the pages from whatever has the caret."""
        turn(self.pages, event)

    def show_sheet(
        self,
        *,
        title: str,
        file_name: str,
        languages: tuple[tuple[str, str], ...],
        language: str,
        make: Make,
        make_large: Make | None = None,
        note: Callable[[Act], object],
        can_save: bool = True,
    ) -> None:
        """Draw a sheet.

        Args:
            title: What the sheet is; never a client's name.
            file_name: Offered when saving; never a client's name.
            languages: Tag and name of each language the sheet comes in; one hides the list.
            language: The one to show first; else the first of *languages*.
            make: Makes the PDF step by step; a worker may stop between two.
            make_large: The same in large print; None hides the box for it.
            note: Writes what becomes of the sheet into the audit log first; runs as a job.
            can_save: False for what must only ever be on paper.
        """
        self._make, self._make_large = make, make_large
        self.large.setChecked(False)
        self.large.setVisible(make_large is not None)
        self._note = note
        self._file_name = file_name
        self.options.begin()
        self.title.setText(title)
        self.language.clear()
        for tag, name in languages:
            self.language.addItem(name, tag)
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        self.save_button.setVisible(can_save)
        self.language.setVisible(len(languages) > 1)
        self._render()

    def _render(self) -> None:
        make, language = self._make, str(self.language.currentData())
        if self.large.isChecked() and self._make_large is not None:
            make = self._make_large
        self._pdf = b""
        if self._run is None:
            self._stop()  # a language chosen before this one is of no use any more
        made: list[bytes] = []
        self._made = made
        self.problem.clear()
        self.pages.clear()
        self.count.clear()
        self._set_ready(is_ready=False)
        self.busy.begin(_("Drawing the page…"))
        self._stop = self._jobs.run_steps(
            lambda: make(language, made.append),
            on_progress=self.busy.show_progress,
            on_done=lambda: self._on_made(made),
            on_error=self._on_failed,
        )

    def _on_made(self, made: list[bytes]) -> None:
        if made is not self._made:
            return
        if not made:
            self.busy.end()
            self.count.setText(_("Stopped: nothing was drawn."))
            return
        self._pdf = made[-1]
        self._draw_pages()

    def _draw_pages(self) -> None:
        pdf, draw, percent = self._pdf, self._draw, self.zoom.percent
        self._jobs.run_aside(
            lambda: draw(pdf, SCREEN_DPI * percent // 100),
            on_done=lambda pages: self._on_drawn(pdf, pages),
            on_error=self._on_failed,
        )

    def _on_drawn(self, pdf: bytes, pages: tuple[PageImage, ...]) -> None:
        if pdf is not self._pdf:
            return  # another sheet was opened meanwhile
        self.pages.show_pages(pages)
        words = ngettext("{count} page", "{count} pages", len(pages))
        self.count.setText(words.format(count=len(pages)))
        self._set_ready(is_ready=True)
        self.print_button.setFocus()
        self.busy.end()

    def _on_stop_requested(self) -> None:
        self._stop()

    def _on_zoom_activated(self) -> None:
        if self._pdf:
            self._draw_pages()

    def show_printer(self, choice: PrinterChoice) -> None:
        """Say on which printer a sheet goes without asking."""
        name = choice.name
        self.options.show_printer(choice, turns_paper=can_print_both_sides(name))
        self.other_printer_button.setVisible(bool(name))
        self.print_button.setText(_("Print on {name}").format(name=name) if name else _("Print…"))

    def _on_save_clicked(self) -> None:
        self.problem.clear()
        self._ask_place(self._file_name, self._on_place_chosen)

    def _on_place_chosen(self, place: Path) -> None:
        pdf, write, note = self._pdf, self._write, self._note
        self.save_button.setEnabled(False)

        def on_done(_nothing: None) -> None:
            self._set_ready(is_ready=bool(self._pdf))
            self.count.setText(_("Saved and read back."))

        def work() -> None:
            note(Act.EXPORTED)
            write(place, pdf)

        self._jobs.run(work, on_done=on_done, on_error=self._on_failed)

    def _on_print_clicked(self) -> None:
        self.problem.clear()
        try:
            self._ask_printer(self.options.wish, self.print_on)
        except ClinicError as error:
            self.problem.show_error(error)

    def print_on(self, printer: QPrinter) -> None:
        """Print what is shown."""
        run, made = PrintRun(self._pdf, printer, self._jobs, self._note), self._made
        self._run, self._stop = run, run.stop
        self.problem.clear()  # of a printer that was asked before this one
        self._set_ready(is_ready=False)
        self.busy.begin(_("Printing…"))
        run.progressed.connect(partial(self._on_page_sent, made))
        run.ended.connect(partial(self._on_sent, made))
        run.failed.connect(partial(self._on_refused, made))
        run.begin()

    def _on_page_sent(self, made: list[bytes], sent: int, count: int) -> None:
        if made is self._made:
            self.busy.show_progress(sent, count)

    def _on_sent(self, made: list[bytes], sent: int, count: int) -> None:
        self._run = None
        self._set_ready(is_ready=bool(self._pdf))
        if made is not self._made:
            return  # another sheet is looked at by now
        self.busy.end()
        self.count.setText(sent_words(sent, count))

    def _on_refused(self, made: list[bytes], error: ClinicError) -> None:
        self._on_sent(made, 0, 0)
        self.count.clear()
        self.problem.show_error(error)

    def _on_failed(self, error: ClinicError) -> None:
        self.busy.end()
        self.count.clear()
        self._set_ready(is_ready=bool(self._pdf))
        self.problem.show_error(error)

    def _set_ready(self, *, is_ready: bool) -> None:
        self.save_button.setEnabled(is_ready)
        for button in (self.print_button, self.other_printer_button):
            button.setEnabled(is_ready and self._run is None)


def _nothing(*_given: object) -> None:
    """Nothing is shown yet: there is nothing to note, and nothing to stop."""
