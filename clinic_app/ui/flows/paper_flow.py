"""Any sheet on its way to paper: preview, printer, or a file where the worker chose."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.files.writing import write_atomically
from clinic_app.printing.pages import PageImage, page_count, page_image
from clinic_app.records.audit import Act
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.print_out import PAGE_WIDTH_INCHES, PrintOut, print_title
from clinic_app.ui.screens.preview import Make, PreviewScreen


def draw_pages(pdf: bytes, dots_per_inch: int) -> tuple[PageImage, ...]:
    """Return the pages of *pdf* as pictures."""
    width = round(PAGE_WIDTH_INCHES * dots_per_inch)
    return tuple(page_image(pdf, number, width) for number in range(page_count(pdf)))


def at_once(make: Callable[[str], bytes]) -> Make:
    """Return how to make a sheet that is drawn in one step.

    Args:
        make: From a language's tag to a PDF's bytes.
    """

    def steps(language: str, keep: Callable[[bytes], object]) -> Iterator[tuple[int, int]]:
        keep(make(language))
        yield 1, 1

    return steps


class PaperFlow(QObject):
    """Shows a sheet, and goes back to where the worker came from."""

    def __init__(
        self,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        chooser: FileChooser,
        print_out: PrintOut,
    ) -> None:
        super().__init__()
        self._show = show
        self._chooser = chooser
        self._go_back: Callable[[], None] = lambda: None
        self._print_out = print_out
        self.preview = PreviewScreen(
            draw=draw_pages,
            ask_printer=self._print_out.ask,
            ask_place=self._ask_place,
            write=write_atomically,
            jobs=jobs,
        )
        self.stop = Stop(
            name="paper",
            screen=self.preview,
            open=_nowhere,
            when_ready=self.preview.busy.afterwards,
            over={
                _save_title(): self.preview.save_button.click,
                print_title(): self.preview.print_button.click,
            },
        )
        self.preview.closed.connect(self._on_closed)
        self.preview.other_printer_requested.connect(self._on_other_printer_requested)
        self.preview.show_printer(print_out.choice)
        self._print_out.chosen.connect(self.preview.show_printer)

    def open(
        self,
        *,
        title: str,
        file_name: str,
        make: Make,
        make_large: Make | None = None,
        go_back: Callable[[], None],
        note: Callable[[Act], object],
        languages: tuple[tuple[str, str], ...] = (("en", "English"),),
        language: str = "en",
        can_save: bool = True,
    ) -> None:
        """Show a sheet.

        Args:
            title: Never a client's name.
            file_name: Offered when saving; never a client's name.
            make: Makes the PDF step by step; see :func:`at_once` for what is made in one.
            make_large: The same in large print; None where there is none.
            go_back: Shows where the worker came from.
            note: Writes into the audit log that the sheet is printed or saved; runs as a job.
            languages: Tag and name of each language the sheet comes in.
            language: The one shown first.
            can_save: False for what must only ever be on paper.
        """
        self._go_back = go_back
        self._show(self.preview)
        self.preview.show_sheet(
            title=title,
            file_name=file_name,
            languages=languages,
            language=language,
            make=make,
            make_large=make_large,
            note=note,
            can_save=can_save,
        )

    def _on_other_printer_requested(self) -> None:
        try:
            self._print_out.choose(self.preview.options.wish, self.preview.print_on)
        except ClinicError as error:
            self.preview.problem.show_error(error)

    def _on_closed(self) -> None:
        self._go_back()

    def _ask_place(self, file_name: str, on_chosen: Callable[[Path], None]) -> None:
        self._chooser.ask_new_file(_save_title(), file_name, on_chosen)


def _nowhere(_subject: Subject) -> None:
    """Open nothing: a sheet opens over the screen that it belongs to."""


def _save_title() -> str:
    return _("Save as PDF")
