"""Headquarters' enrolment file: now, or later under Clinic."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.moving_card import MovingCard
from clinic_app.ui.screens.set_up import STEPS
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.steps import show_place
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel
from clinic_app.workflows.carrying_errors import EnrolledElsewhereError
from clinic_app.workflows.enrolment import Standing


class Taken(NamedTuple):
    """What came of headquarters' file.

    Attributes:
        standing: Where the clinic stands now.
        unwritten: Why the answer was not written; None where it was.
    """

    standing: Standing
    unwritten: ClinicError | None


class Take(Protocol):
    """Takes headquarters' file in and writes the answer to *place*."""

    def __call__(self, file: Path, place: Path, *, moves_to: str) -> Taken:
        """Return what came of it.

        Args:
            file: Headquarters' file.
            place: Where the answer goes.
            moves_to: The fingerprint of the headquarters for which the clinic leaves another;
                empty where it stays.
        """


class EnrolmentScreen(QWidget):
    """Takes headquarters' file in and writes the answer that goes back.

    Signals:
        closed: Done, or later.
        moved: This clinic left its headquarters for another. Carries whether the answer is written.
    """

    closed = Signal()
    moved = Signal(bool)

    def __init__(
        self,
        *,
        take: Take,
        ask_file: Callable[[Callable[[Path], None]], None],
        ask_answer_place: Callable[[Callable[[Path], None]], None],
        renew: Callable[[], str],
        jobs: Jobs,
        is_step: bool = False,
    ) -> None:
        """Build the screen.

        Args:
            take: Takes headquarters' file in.
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
        self._place = Path()
        self.moving = MovingCard()
        self.what = Muted(
            _(
                "Headquarters gave you one file, often on a stick. With it the monthly counts "
                "are sealed so that only headquarters can read them. Without it everything "
                "works, and counts wait here until you have it."
            )
        )
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
        self.moving.stay_button.clicked.connect(self._on_stay_clicked)
        self.moving.move_button.clicked.connect(self._on_move_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        if self._is_step:
            show_place(page, STEPS, STEPS)
        page.body.addWidget(Heading(_("Headquarters")))
        page.body.addWidget(self.what)
        page.body.addWidget(self.state)
        self.fingerprints.body.addWidget(
            Muted(
                _(
                    "Read these to each other over the telephone. They must be the same there. "
                    "If they are not, send nothing: call headquarters at a number that you know, "
                    "and choose the file that it gives you then."
                )
            )
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
        page.body.addWidget(self.moving)
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.file_button)
        buttons.addStretch(1)
        buttons.addWidget(self.later_button)
        buttons.addWidget(self.done_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.file_button)

    def start(self, standing: Standing | None, *, main: str = "") -> None:
        """Draw where this clinic stands.

        Args:
            standing: None where it is not enrolled.
            main: On a day laptop the name of the main one, which alone is enrolled.
        """
        self.problem.clear()
        self.moving.hide()
        self.file_button.setEnabled(True)
        self._show_standing(standing)
        for part in (self.file_button, self.what):
            part.setVisible(not main)
        if main:
            self.state.setText(
                _(
                    "This is a day laptop: only the main laptop, “{main}”, is enrolled at "
                    "headquarters, under Clinic there. What is handed over to it is counted with "
                    "its own; nothing is to be done here."
                ).format(main=main)
            )
            self.later_button.hide()
            self.done_button.show()
        self.setFocusProxy(self.done_button if main else self.file_button)

    def show_written(self) -> None:
        """Say what is done next with the answer."""
        self.state.setText(
            _("{state} The answer is written: bring it back to headquarters.").format(
                state=self.state.text()
            )
        )
        self.done_button.setFocus()

    def show_unwritten(self) -> None:
        """Say that the answer is still to be written."""
        self.problem.show_words(
            _(
                "The answer is not written, and headquarters waits for it. Choose its file again, "
                "and another place for the answer."
            )
        )
        self.file_button.setFocus()

    def _show_standing(self, standing: Standing | None) -> None:
        self.fingerprints.setVisible(standing is not None)
        self.later_button.setVisible(standing is None)
        self.done_button.setVisible(standing is not None)
        if standing is None:
            self.state.setText(_("This clinic is not enrolled yet."))
            return
        self.theirs.setText(standing.theirs)
        self.ours.setText(standing.ours)
        words = _("This clinic is enrolled at {headquarters}.")
        self.state.setText(words.format(headquarters=standing.headquarters))

    def _on_file_chosen(self, file: Path) -> None:
        self.file = file
        self.moving.hide()  # it asks about another file
        self.problem.clear()
        self.ask_answer_place()

    def ask_answer_place(self) -> None:
        """Ask where the answer to the file that was chosen goes."""
        self._ask_answer_place(self._on_place_chosen)

    def _on_place_chosen(self, place: Path) -> None:
        self._place = place
        self._run(moves_to="")

    def _run(self, *, moves_to: str) -> None:
        take, file, place = self._take, self.file, self._place
        self.moving.hide()
        self.file_button.setEnabled(False)
        self._jobs.run(
            lambda: take(file, place, moves_to=moves_to),
            on_done=partial(self._on_taken, has_moved=bool(moves_to)),
            on_error=self._on_failed,
        )

    def _on_taken(self, taken: Taken, *, has_moved: bool) -> None:
        self.file_button.setEnabled(True)
        self._show_standing(taken.standing)
        if taken.unwritten is None:
            self.show_written()
        else:
            self.problem.show_error(taken.unwritten)
        if has_moved:
            self.moved.emit(taken.unwritten is None)

    def _on_move_clicked(self) -> None:
        self._run(moves_to=self.moving.fingerprint.text())

    def _on_stay_clicked(self) -> None:
        self.moving.hide()
        self.file_button.setFocus()

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
        if isinstance(error, EnrolledElsewhereError):
            self.moving.show_move(error)
            return
        self.problem.show_error(error)
