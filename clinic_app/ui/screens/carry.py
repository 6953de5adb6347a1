"""Writing a closed month to a stick or folder, verified before it says so."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.clinic import Close
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading
from clinic_app.ui.words.days import month_words

AskFolder = Callable[[Callable[[Path], None]], None]
"""Asks for a folder and hands over the one chosen; says nothing where none was."""


class CarryScreen(QWidget):
    """One sealed file on its way to headquarters.

    Signals:
        closed: The worker goes back.
        written: The file is in the folder, read back and equal. Carries its path.
    """

    closed = Signal()
    written = Signal(object)

    def __init__(
        self, *, write: Callable[[str, Path], Path], ask_folder: AskFolder, jobs: Jobs
    ) -> None:
        super().__init__()
        self._write = write
        self._ask_folder = ask_folder
        self._jobs = jobs
        self._label = ""

        self.back_button = quiet_button(_("Back"))
        self.back_button.setShortcut("Esc")
        self.heading = Heading("")
        self.file_name = PlainLabel("")
        self.state = SectionHeading("")
        self.detail = Muted("")
        self.detail.setWordWrap(True)
        self.choose_button = primary_button(_("Choose the stick or &folder…"))
        self.problem = ProblemLabel()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.choose_button.clicked.connect(self._on_choose_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.heading, 1)
        page.body.addLayout(top)
        card = Card()
        for label in (self.state, self.detail, self.file_name):
            card.body.addWidget(label)
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose_button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        card.body.addWidget(self.problem)
        page.body.addWidget(card)
        filled(page, self)

    def show_close(self, close: Close) -> None:
        """Draw *close*, ready to be written; without headquarters it says what is missing."""
        self._label = close.label
        self.problem.clear()
        self.heading.setText(
            _("Send {month} to headquarters").format(month=month_words(close.label))
        )
        self.file_name.setText(close.file_name)
        is_sealed = close.sealed is not None
        self.choose_button.setVisible(is_sealed)
        self.choose_button.setEnabled(is_sealed)
        if is_sealed:
            self.state.setText(_("Put the stick in, then choose it"))
            self.detail.setText(
                _(
                    "The file is sealed: only headquarters can read it. Writing it again gives "
                    "the same file, so a lost stick does no harm."
                )
            )
            self.choose_button.setFocus()
        else:
            self.state.setText(_("No headquarters yet"))
            self.detail.setText(
                _(
                    "The month is closed and kept. Take in headquarters' enrolment file under "
                    "Clinic; the next close then carries this month too."
                )
            )
            self.back_button.setFocus()

    def _on_choose_clicked(self) -> None:
        self.problem.clear()
        self._ask_folder(self._on_folder_chosen)

    def _on_folder_chosen(self, folder: Path) -> None:
        write, label = self._write, self._label
        self.choose_button.setEnabled(False)
        self.state.setText(_("Writing and reading back…"))
        self._jobs.run(
            lambda: write(label, folder), on_done=self._on_written, on_error=self._on_failed
        )

    def _on_written(self, path: Path) -> None:
        self.choose_button.setEnabled(True)
        self.state.setText(_("Written and verified: take the stick out"))
        self.detail.setText(
            _(
                "Headquarters answers with a receipt. Until you take it in, this month counts "
                "as not yet acknowledged."
            )
        )
        self.file_name.setText(str(path))
        self.back_button.setFocus()
        self.written.emit(path)

    def _on_failed(self, error: ClinicError) -> None:
        self.choose_button.setEnabled(True)
        self.state.setText(_("Not written"))
        self.problem.show_error(error)
