"""A passphrase that is tried: field, button, what is under way and what went wrong."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import primary_button
from clinic_app.ui.widgets.fields import LabelledField, secret_field
from clinic_app.ui.widgets.text import ProblemLabel


class PassphraseEntry(QWidget):
    """Tries what is typed, once at a time, beside the window's thread.

    Signals:
        opened: The passphrase fits. Carries what it opened.
        refused: Carries what was typed and the error; whoever built this shows it.
    """

    opened = Signal(object)
    refused = Signal(str, object)

    def __init__(
        self,
        opening: Callable[[], Callable[[str], object]],
        *,
        jobs: Jobs,
        while_opening: str,
        why: str = "",
        before: QPushButton | None = None,
    ) -> None:
        """Build the entry.

        Args:
            opening: Asked when the button is pressed; what opens with a passphrase, aside.
            jobs: Where it runs.
            while_opening: Said while it does; Argon2id takes about a second.
            why: Said below the field.
            before: A button to the left.
        """
        super().__init__()
        self._opening = opening
        self._jobs = jobs
        self._while_opening = while_opening
        self._try = 0
        self.passphrase = secret_field()
        self.button = primary_button(_("Unlock"))
        self.busy = Busy()
        self.problem = ProblemLabel()
        self._lay_out(why, before)

        self.passphrase.returnPressed.connect(self.button.click)
        self.button.clicked.connect(self._on_tried)

    def _lay_out(self, why: str, before: QPushButton | None) -> None:
        action = QHBoxLayout()
        if before is not None:
            action.addWidget(before)
        action.addStretch(1)
        action.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)  # a card's
        layout.addWidget(LabelledField(_("&Passphrase"), self.passphrase, why=why))
        layout.addWidget(self.problem)
        layout.addLayout(action)
        layout.addWidget(self.busy)
        self.setFocusProxy(self.passphrase)

    def start(self, given: str = "") -> None:
        """Begin with an empty field, or with a passphrase that is no secret."""
        self.passphrase.setText(given)
        self.problem.clear()
        self._set_busy(is_busy=False)

    def abandon(self) -> None:
        """Forget what is typed and being tried: what it opens is told to nobody and dropped."""
        self._try += 1
        self.start()

    def show_error(self, error: ClinicError) -> None:
        """Say what went wrong, with the cursor where the next try is typed."""
        self.problem.show_error(error)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _on_tried(self) -> None:
        typed = self.passphrase.text()
        if not typed:
            return
        self.problem.clear()
        self._set_busy(is_busy=True)
        open_with = self._opening()
        self._jobs.run_aside(
            lambda: open_with(typed),
            on_done=partial(self._on_opened, self._try),
            on_error=partial(self._on_refused, self._try),
        )

    def _on_opened(self, number: int, opened: object) -> None:
        if number != self._try:
            return
        self.passphrase.clear()
        self._set_busy(is_busy=False)
        self.opened.emit(opened)

    def _on_refused(self, number: int, error: ClinicError) -> None:
        if number != self._try:
            return
        self._set_busy(is_busy=False)
        self.refused.emit(self.passphrase.text(), error)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.button.setEnabled(not is_busy)
        self.passphrase.setReadOnly(is_busy)
        if is_busy:
            self.busy.begin(self._while_opening)
        else:
            self.busy.end()
