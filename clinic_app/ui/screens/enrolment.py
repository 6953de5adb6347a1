"""Headquarters' enrolment file: now, or later under Clinic."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.set_up import STEPS
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.steps import show_place
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel


class EnrolmentScreen(QWidget):
    """Takes headquarters' file in and writes the answer that goes back.

    Signals:
        closed: Done, or later.
    """

    closed = Signal()

    def __init__(
        self,
        *,
        take: Callable[[Path, Path], tuple[str, str]],
        ask_file: Callable[[Callable[[Path], None]], None],
        ask_answer_place: Callable[[Callable[[Path], None]], None],
        renew: Callable[[], str],
        jobs: Jobs,
        is_step: bool = False,
    ) -> None:
        """Build the screen.

        Args:
            take: Reads the first file and writes the answer to the second; returns the
                fingerprints to compare, headquarters' and this clinic's.
            ask_file: Asks for headquarters' file.
            ask_answer_place: Asks where the answer goes.
            renew: Makes this clinic a new key and returns its fingerprint.
            jobs: Where they run.
            is_step: Whether it is the last step of setting up.
        """
        super().__init__()
        self._take = take
        self._ask_answer_place = ask_answer_place
        self._renew = renew
        self._jobs = jobs
        self._is_step = is_step
        self.file = Path()
        self.state = PlainLabel()
        self.fingerprints = Card()
        self.theirs = PlainLabel(role="big")
        self.ours = PlainLabel(role="big")
        self.problem = ProblemLabel()
        self.file_button = plain_button(_("Choose headquarters' &file…"))
        self.renew_button = plain_button(_("Make a ne&w key"))
        self.renewing = Muted(
            _(
                "A new key where the old one may be in other hands, or once a year. The old one "
                "signs for it, and a note goes to headquarters beside the next bundle."
            )
        )
        self.later_button = quiet_button(_("&Later"))
        self.done_button = primary_button(_("Go on"))
        self._lay_out()

        self.file_button.clicked.connect(lambda: ask_file(self._on_file_chosen))
        self.renew_button.clicked.connect(self._on_renew_clicked)
        self.later_button.clicked.connect(self.closed)
        self.done_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        page = ColumnPage()
        if self._is_step:
            show_place(page, STEPS, STEPS)
        page.body.addWidget(Heading(_("Headquarters")))
        page.body.addWidget(
            Muted(
                _(
                    "Headquarters gave you one file, often on a stick. With it the monthly counts "
                    "are sealed so that only headquarters can read them. Without it everything "
                    "works, and counts wait here until you have it."
                )
            )
        )
        page.body.addWidget(self.state)
        self.fingerprints.body.addWidget(
            Muted(_("Read these to each other over the telephone. They must be the same there:"))
        )
        for words, label in ((_("Headquarters"), self.theirs), (_("This clinic"), self.ours)):
            self.fingerprints.body.addWidget(PlainLabel(words, role="fieldName"))
            self.fingerprints.body.addWidget(label)
        self.fingerprints.body.addWidget(self.renewing)
        renew = QHBoxLayout()
        renew.addWidget(self.renew_button)
        renew.addStretch(1)
        self.fingerprints.body.addLayout(renew)
        page.body.addWidget(self.fingerprints)
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.file_button)
        buttons.addStretch(1)
        buttons.addWidget(self.later_button)
        buttons.addWidget(self.done_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.file_button)

    def start(self, fingerprints: tuple[str, str] | None) -> None:
        """Draw where this clinic stands; without fingerprints it is not enrolled."""
        self.problem.clear()
        self.file_button.setEnabled(True)
        self._set_enrolled(fingerprints)

    def _set_enrolled(self, fingerprints: tuple[str, str] | None) -> None:
        is_enrolled = fingerprints is not None
        theirs, ours = fingerprints or ("", "")
        self.theirs.setText(theirs)
        self.ours.setText(ours)
        self.fingerprints.setVisible(is_enrolled)
        self.state.setText(
            _("This clinic is enrolled.") if is_enrolled else _("This clinic is not enrolled yet.")
        )
        self.later_button.setVisible(not is_enrolled)
        self.done_button.setVisible(is_enrolled)

    def _on_file_chosen(self, file: Path) -> None:
        self.file = file
        self.problem.clear()
        self.ask_answer_place()

    def ask_answer_place(self) -> None:
        """Ask where the answer to the file that was chosen goes."""
        self._ask_answer_place(self._on_place_chosen)

    def _on_place_chosen(self, place: Path) -> None:
        take, file = self._take, self.file
        self.file_button.setEnabled(False)

        def on_done(fingerprints: tuple[str, str]) -> None:
            self.file_button.setEnabled(True)
            self._set_enrolled(fingerprints)
            self.state.setText(
                _("This clinic is enrolled. The answer is written: bring it back to headquarters.")
            )
            self.done_button.setFocus()

        self._jobs.run(lambda: take(file, place), on_done=on_done, on_error=self._on_failed)

    def _on_renew_clicked(self) -> None:
        self.problem.clear()
        self.renew_button.setEnabled(False)
        self._jobs.run(self._renew, on_done=self._on_renewed, on_error=self._on_failed)

    def _on_renewed(self, fingerprint: str) -> None:
        self.renew_button.setEnabled(True)
        self.ours.setText(fingerprint)
        self.state.setText(
            _(
                "This clinic has a new key. Write the newest month again under Close & send: the "
                "note for headquarters lies beside it."
            )
        )

    def _on_failed(self, error: ClinicError) -> None:
        self.file_button.setEnabled(True)
        self.renew_button.setEnabled(True)
        self.problem.show_error(error)
