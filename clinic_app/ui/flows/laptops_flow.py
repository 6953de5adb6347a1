"""The clinic's laptops: who is let in, what is handed over by stick, and what is taken in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.bundles import laptop_file, signed_note
from clinic_app.errors import ClinicError
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import write_atomically
from clinic_app.messages.let_go_words import taken_back_words
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.hand_out_clients_flow import HandOutClientsFlow
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.flows.versions_flow import VersionsFlow
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.laptops_view import AskedView, LaptopsView
from clinic_app.ui.screens.laptops import LaptopsScreen
from clinic_app.ui.words.laptop_words import (
    handed_over_words,
    laptops_view,
    written_again_words,
)
from clinic_app.ui.words.stick_words import stick_words
from clinic_app.vault.progress import Progress
from clinic_app.workflows import closing, handing_over, laptops, stick
from clinic_app.workflows.laptop_errors import NothingToHandOverError
from clinic_app.workflows.laptops import Asked
from clinic_app.workflows.session import Session

_INVITATION, _ANSWER = "invitation", "answer"


class LaptopsFlow(QObject):
    """One screen, and a question for a file or a stick before each of its acts.

    Signals:
        closed: Back to where the worker came from.
        carried: Clients may have come, who may have been registered here before.
    """

    closed = Signal()
    carried = Signal()

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        chooser: FileChooser,
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._chooser = chooser
        self._asking: Subject = ("", "")
        self._asked_bytes = b""  # what was compared is believed, whatever the file says by then
        self.screen = LaptopsScreen(look=self._look, jobs=jobs)
        self.stop = Stop(
            name="clinic.laptops",
            screen=self.screen,
            open=self._open_about,
            subject=lambda: self._asking,
            over={
                _stick_out_title(): self._ask_stick_out,
                _stick_in_title(): self._ask_stick_in,
                _stick_again_title(): self._ask_stick_again,
                _invite_title(): self._ask_invitation_place,
                _invitation_title(): self._ask_invitation,
                _answer_title(): self._ask_answer,
                _answer_place_title(): self._ask_answer_place,
            },
        )
        self.hand_out = HandOutClientsFlow(session, jobs, show, chooser)
        self.versions = VersionsFlow(session, jobs, show)
        self.hand_out.setParent(self)
        self.versions.setParent(self)
        self.stops = (self.stop, self.hand_out.stop, self.versions.stop)
        self.hand_out.closed.connect(self.open)
        self.versions.closed.connect(self.open)
        self.screen.stick.ended.connect(self.carried)
        self.screen.hand_out_requested.connect(self.hand_out.open)
        self.screen.versions_requested.connect(self.versions.open)
        self.screen.closed.connect(self.closed)
        self.screen.hand_over_requested.connect(self._ask_stick_out)
        self.screen.write_again_requested.connect(self._ask_stick_again)
        self.screen.take_in_requested.connect(self._ask_stick_in)
        self.screen.invite_requested.connect(self._ask_invitation_place)
        self.screen.invitation_requested.connect(self._ask_invitation)
        self.screen.answer_requested.connect(self._ask_answer)
        self.screen.compared.connect(self._on_compared)
        self.screen.lost.connect(self._on_lost)

    def open(self) -> None:
        """Show where this laptop stands."""
        self._asking = ("", "")
        self.screen.show_notice("")
        self.screen.show_asked(None)
        self._show(self.screen)
        self.screen.setFocus()
        self.screen.load()

    def _open_about(self, subject: Subject) -> None:
        self.open()
        match subject:
            case (kind, file) if kind:
                self._on_note_chosen(kind, Path(file))

    def _look(self) -> LaptopsView:
        session = self._session
        return laptops_view(laptops.look(session), is_coordinator=session.is_coordinator)

    def _ask_stick_out(self) -> None:
        self._chooser.ask_folder(_stick_out_title(), self._on_stick_out)

    def _on_stick_out(self, folder: Path) -> None:
        words = _("Sealing the clients, writing them and reading them back…")
        self.screen.stick.carry(words, self._hand_over, folder)

    def _hand_over(self, folder: Path, progress: Progress) -> str:
        main = closing.closes_at(self._session)
        try:
            made = handing_over.hand_over_all(self._session, progress=progress)
        except NothingToHandOverError:
            made = ()  # what is on its way is written again
        files = handing_over.write_waiting(self._session, folder)
        return handed_over_words(made, len(files), (main,))

    def _ask_stick_again(self) -> None:
        self._chooser.ask_folder(_stick_again_title(), self._on_stick_again)

    def _on_stick_again(self, folder: Path) -> None:
        words = _("Writing what is on its way once more, and reading it back…")
        self.screen.stick.carry(words, self._write_again, folder)

    def _write_again(self, folder: Path, _progress: Progress) -> str:
        seen = laptops.look(self._session)
        handing_over.write_waiting(self._session, folder)
        return written_again_words(seen)

    def _ask_stick_in(self) -> None:
        self._chooser.ask_folder(_stick_in_title(), self._on_stick_in)

    def _on_stick_in(self, folder: Path) -> None:
        self.screen.stick.carry(_("Reading the stick and taking in…"), self._take_in, folder)

    def _take_in(self, folder: Path, progress: Progress) -> str:
        seen = stick.take_in_all(self._session, folder, progress=progress)
        return stick_words(seen)

    def _ask_invitation_place(self) -> None:
        name = f"{self._session.clinic.code}{laptop_file.INVITATION_SUFFIX}"
        self._chooser.ask_new_file(_invite_title(), name, self._on_invitation_place)

    def _on_invitation_place(self, place: Path) -> None:
        self._run(
            lambda: write_atomically(place, laptops.invite(self._session)),
            _("The invitation is written. Take it to the day laptop, and follow it there."),
        )

    def _ask_invitation(self) -> None:
        self._chooser.ask_file(_invitation_title(), partial(self._on_note_chosen, _INVITATION))

    def _ask_answer(self) -> None:
        self._chooser.ask_file(_answer_title(), partial(self._on_note_chosen, _ANSWER))

    def _on_note_chosen(self, kind: str, file: Path) -> None:
        read = laptops.read_invitation if kind == _INVITATION else laptops.read_answer
        self._asking = (kind, str(file))
        self.screen.show_asked(None)  # whose file was chosen before is asked about no longer

        def on_done(asked: Asked) -> None:
            self._asked_bytes = asked.unverified
            self.screen.show_asked(
                AskedView(asked.name, asked.fingerprint, is_invitation=kind == _INVITATION)
            )

        self._jobs.run(
            lambda: read(self._session, read_bounded(file, signed_note.MOST_BYTES)),
            on_done=on_done,
            on_error=self.screen.show_problem,
        )

    def _on_compared(self) -> None:
        if self._asking[0] == _INVITATION:
            self._ask_answer_place()
            return
        answer = self._asked_bytes
        self._run(
            lambda: laptops.accept(self._session, answer),
            _("The day laptop belongs to this clinic from now on, and may hand over."),
        )

    def _on_lost(self, laptop_id: str) -> None:
        def on_done(count: int) -> None:
            self.open()
            self.screen.show_notice(taken_back_words(count))

        self._jobs.run(
            partial(laptops.give_up, self._session, laptop_id),
            on_done=on_done,
            on_error=self.screen.show_problem,
        )

    def _ask_answer_place(self) -> None:
        name = f"{self._session.clinic.code}{laptop_file.ANSWER_SUFFIX}"
        self._chooser.ask_new_file(_answer_place_title(), name, self._on_answer_place)

    def _on_answer_place(self, place: Path) -> None:
        invitation = self._asked_bytes
        self._run(
            lambda: write_atomically(place, laptops.join(self._session, invitation)),
            _(
                "This is a day laptop from now on. Take the answer back to the main laptop, "
                "which lets this one in by it."
            ),
        )

    def _run(self, work: Callable[[], None], done_words: str) -> None:
        def on_done(_nothing: None) -> None:
            self.open()
            self.screen.show_notice(done_words)

        def on_error(error: ClinicError) -> None:
            self.screen.show_problem(error)
            self.screen.load()  # what is written last may fail after all else was done

        self._jobs.run(work, on_done=on_done, on_error=on_error)


def _stick_out_title() -> str:
    return _("The stick or folder for what is handed over")


def _stick_again_title() -> str:
    return _("The stick or folder for what is written again")


def _stick_in_title() -> str:
    return _("The stick or folder with hand-offs")


def _invite_title() -> str:
    return _("Where the invitation goes")


def _invitation_title() -> str:
    return _("The main laptop's invitation")


def _answer_title() -> str:
    return _("The day laptop's answer")


def _answer_place_title() -> str:
    return _("Where this laptop's answer goes")
