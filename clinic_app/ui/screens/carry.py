"""Writing a closed month to a stick or folder, verified before it says so."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.files.names import shown_name
from clinic_app.records.clinic import Close
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading
from clinic_app.ui.words.days import month_words
from clinic_app.workflows.sending import Written

Sticks = Callable[[], tuple[Path, ...]]
"""Returns the folders of all sticks that are in."""

AskFolder = Callable[[Callable[[Path], None]], None]
"""Asks for a folder and hands over the one chosen; says nothing where none was."""


_SEVERAL = 2
"""From so many sticks on none is the likelier one."""


class CarryScreen(QWidget):
    """One sealed file on its way to headquarters.

    Signals:
        closed: The worker goes back.
        written: The file is in the folder, read back and equal. Carries what lies there.
    """

    closed = Signal()
    written = Signal(object)

    def __init__(
        self,
        *,
        write: Callable[[str, Path], Written],
        ask_folder: AskFolder,
        sticks: Sticks,
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._write = write
        self._sticks = sticks
        self._ask_folder = ask_folder
        self._jobs = jobs
        self._label = ""

        self.back_button = back_button()
        self.heading = Heading("")
        self.file_name = PlainLabel("")
        self.state = SectionHeading("")
        self.detail = Muted("")
        self.detail.setWordWrap(True)
        self.beside = PlainLabel("")
        self.stick_buttons: list[QPushButton] = []
        self._stick_rows = QVBoxLayout()
        self.look_button = plain_button(_("&Look again"))
        self.choose_button = plain_button(_("Another &folder…"))
        self.problem = ProblemLabel()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.look_button.clicked.connect(self._look)
        self.choose_button.clicked.connect(self._on_choose_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.heading, 1)
        page.body.addLayout(top)
        card = Card()
        for label in (self.state, self.detail, self.beside, self.file_name):
            card.body.addWidget(label)
        card.body.addLayout(self._stick_rows)
        buttons = QHBoxLayout()
        buttons.addWidget(self.look_button)
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
        self.beside.hide()
        self.heading.setText(
            _("Send {month} to headquarters").format(month=month_words(close.label))
        )
        self.file_name.setText(close.file_name)
        is_sealed = close.sealed is not None
        for button in (self.look_button, self.choose_button):
            button.setVisible(is_sealed)
        if is_sealed:
            self.detail.setText(
                _(
                    "The file is sealed: only headquarters can read it. Writing it again gives "
                    "the same file, so a lost stick does no harm."
                )
            )
            self._look()
        else:
            self._draw_sticks(())
            self.state.setText(_("No file yet"))
            self.detail.setText(
                _(
                    "The month was closed without headquarters, and is kept. Take in "
                    "headquarters' enrolment file under Clinic; then it can be sent."
                )
            )
            self.back_button.setFocus()

    def _look(self) -> None:
        """Say which sticks are in, each with a button of its own."""
        found = self._sticks()
        self.problem.clear()
        self._draw_sticks(found)
        if found:
            words = ngettext(
                "{count} stick is in", "{count} sticks are in: which one goes out?", len(found)
            )
            self.state.setText(words.format(count=len(found)))
        else:
            self.state.setText(_("No stick is in: put one in, then look again"))
        first = self.stick_buttons[0] if len(found) == 1 else self.look_button
        (first if len(found) < _SEVERAL else self.back_button).setFocus()
        self._set_busy(is_busy=False)

    def _draw_sticks(self, found: tuple[Path, ...]) -> None:
        for button in self.stick_buttons:
            button.deleteLater()
        make = primary_button if len(found) == 1 else plain_button
        self.stick_buttons = [make(_write_words(folder)) for folder in found]
        for button, folder in zip(self.stick_buttons, found, strict=True):
            button.clicked.connect(partial(self._on_folder_chosen, folder))
            self._stick_rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _set_busy(self, *, is_busy: bool) -> None:
        for button in (*self.stick_buttons, self.look_button, self.choose_button):
            button.setEnabled(not is_busy)

    def _on_choose_clicked(self) -> None:
        self.problem.clear()
        self._ask_folder(self._on_folder_chosen)

    def _on_folder_chosen(self, folder: Path, *_clicked: bool) -> None:
        write, label = self._write, self._label
        self.problem.clear()
        self._set_busy(is_busy=True)
        self.state.setText(_("Writing and reading back…"))
        self._jobs.run(
            lambda: write(label, folder), on_done=self._on_written, on_error=self._on_failed
        )

    def _on_written(self, written: Written) -> None:
        self._set_busy(is_busy=False)
        self.state.setText(_("Written and verified: take the stick out"))
        self.detail.setText(
            _(
                "Headquarters answers with a receipt. Until you take it in, this month counts "
                "as not yet acknowledged."
            )
        )
        self.file_name.setText("\n".join(map(str, (written.path, *written.beside))))
        self.beside.setText(_beside_words(len(written.beside)))
        self.beside.setVisible(bool(written.beside))
        self.back_button.setFocus()
        self.written.emit(written)

    def _on_failed(self, error: ClinicError) -> None:
        self._set_busy(is_busy=False)
        self.state.setText(_("Not written"))
        self.problem.show_error(error)


def _beside_words(count: int) -> str:
    words = ngettext(
        "{count} file lies beside it, with older months that headquarters has not taken in. "
        "Bring both.",
        "{count} files lie beside it, with older months that headquarters has not taken in. "
        "Bring all of them.",
        count,
    )
    return words.format(count=count)


def _write_words(folder: Path) -> str:
    """Return the words on a stick's button; its name is shown as it is, without a mnemonic."""
    name = shown_name(folder.name or str(folder)).replace("&", "&&")
    return _("Write to “{name}”").format(name=name)
