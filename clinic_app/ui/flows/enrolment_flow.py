"""Headquarters' enrolment file comes in, the answer goes out."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.files.errors import FileError
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import write_atomically
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.enrolment import EnrolmentScreen, Taken
from clinic_app.workflows import closing, enrolment, installing, own_key
from clinic_app.workflows.carrying_errors import NotEnrolledError
from clinic_app.workflows.enrolment import Standing
from clinic_app.workflows.session import Session

Known = tuple[Standing | None, str]
"""Where the clinic stands, and the main laptop's name on a day laptop that is not enrolled."""

MOVED, MOVED_UNWRITTEN = "enrolment", "enrolment.unwritten"
"""What is shown after a move."""

MOST_BYTES = 64 * 1024
"""An enrolment file has about one kilobyte."""


class EnrolmentFlow(QObject):
    """One screen and two questions for a file.

    Signals:
        closed: Enrolled, or later.
        moved: Enrolled at another headquarters, whose rules are at work. Carries the session, and
            :data:`MOVED`, or :data:`MOVED_UNWRITTEN` where the answer is still to be written.
    """

    closed = Signal()
    moved = Signal(object, str)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        chooser: FileChooser,
        *,
        is_step: bool = False,
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._chooser = chooser
        title = _("Headquarters' file")
        self.screen = EnrolmentScreen(
            take=self._take,
            ask_file=lambda on_chosen: chooser.ask_file(title, on_chosen),
            ask_answer_place=self._ask_answer_place,
            renew=lambda: own_key.renew(session),
            jobs=jobs,
            is_step=is_step,
        )
        self.stop = Stop(
            name="clinic.enrolment",
            screen=self.screen,
            open=self._open_about,
            subject=lambda: (str(self.screen.file),),
            over={
                title: self.screen.file_button.click,
                _answer_title(): self.screen.ask_answer_place,
            },
        )
        self.screen.closed.connect(self.closed)
        self.screen.moved.connect(self._on_moved)

    def open(self) -> None:
        """Show where this clinic stands with headquarters."""
        self._jobs.run(self._standing, on_done=self._on_known, on_error=self._on_not_known)

    def open_moved(self) -> None:
        """Show where this clinic stands since it moved, and that the answer goes back."""
        self._open_and(self.screen.show_written)

    def open_moved_unwritten(self) -> None:
        """Show where this clinic stands since it moved, and that the answer is to be written."""
        self._open_and(self.screen.show_unwritten)

    def _open_and(self, say: Callable[[], None]) -> None:
        def on_known(known: Known) -> None:
            self._on_known(known)
            say()

        self._jobs.run(self._standing, on_done=on_known, on_error=self._on_not_known)

    def _open_about(self, subject: Subject) -> None:
        self.screen.file = Path(subject[0])
        self.open()

    def _on_known(self, known: Known) -> None:
        standing, main = known
        self.screen.start(standing, main=main)
        self._show(self.screen)
        self.screen.setFocus()

    def _on_not_known(self, error: ClinicError) -> None:
        self._on_known((None, ""))
        self.screen.problem.show_error(error)

    def _standing(self) -> Known:
        try:
            return enrolment.standing(self._session), ""
        except NotEnrolledError:
            return None, closing.closes_at(self._session)

    def _ask_answer_place(self, on_chosen: Callable[[Path], None]) -> None:
        name = f"answer-{self._session.clinic.code}.json"
        self._chooser.ask_new_file(_answer_title(), name, on_chosen)

    def _take(self, file: Path, place: Path, *, moves_to: str) -> Taken:
        answer = enrolment.take(self._session, read_bounded(file, MOST_BYTES), moves_to=moves_to)
        unwritten = None
        try:
            write_atomically(place, answer)
        except FileError as error:
            unwritten = error
        return Taken(enrolment.standing(self._session), unwritten)

    def _on_moved(self, is_written: bool) -> None:  # noqa: FBT001 - a signal carries it
        self._jobs.run(
            partial(installing.as_pinned, self._session),
            on_done=lambda session: self.moved.emit(
                session, MOVED if is_written else MOVED_UNWRITTEN
            ),
            on_error=self.screen.problem.show_error,
        )


def _answer_title() -> str:
    return _("Where the answer goes")
