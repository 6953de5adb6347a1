"""Who may have been registered twice: compared in the background, answered on one screen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.pair_view import PairAnswers, PairsView, Undo
from clinic_app.ui.screens.duplicates import DuplicatesScreen
from clinic_app.ui.words.pair_words import dispute_view, pair_view
from clinic_app.workflows import disputes, duplicates, merging
from clinic_app.workflows.session import Session


class DuplicatesFlow(QObject):
    """Compares and asks.

    Signals:
        closed: The worker goes back.
        client_requested: Open a file. Carries the client.
        progressed: How many clients are compared, of how many.
        compared: Everybody is compared who was not before.
        failed: The comparing, for which nobody asked, could not go on. Carries the error.
    """

    closed = Signal()
    client_requested = Signal(object)
    progressed = Signal(int, int)
    compared = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, show: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._is_comparing = False
        self._is_asked_again = False
        self._is_anybody_new = False
        self.screen = DuplicatesScreen(
            load=self._pairs,
            answers=PairAnswers(
                tell_apart=self._tell_apart,
                merge=self._merge,
                part=self._part,
                stay_one=self._stay_one,
            ),
            jobs=jobs,
        )
        self.stop = Stop(
            name="duplicates",
            screen=self.screen,
            subject=lambda: self.screen.shown_ids,
            open=self.open_about,
        )
        self.screen.closed.connect(self.closed)
        self.screen.client_requested.connect(self.client_requested)
        self.progressed.connect(self.screen.show_progress)

    def open(self) -> None:
        """Show the likeliest pair."""
        self.open_about(())

    def open_about(self, subject: tuple[str, ...]) -> None:
        """Show the pair of these two ids, or the likeliest."""
        self._show(self.screen)
        self.screen.load(subject)

    def catch_up(self) -> None:
        """Compare whoever is new or was changed, in the background."""
        if self._is_comparing:
            self._is_asked_again = True
            return
        self._is_comparing = True
        self._jobs.run_steps(
            partial(duplicates.catch_up, self._session),
            on_progress=self._on_progress,
            on_done=self._on_compared,
            on_error=self._on_failed,
        )

    def _on_progress(self, done: int, total: int) -> None:
        self._is_anybody_new = True
        self.progressed.emit(done, total)

    def _on_compared(self) -> None:
        self._is_comparing = False
        if self._is_asked_again:
            self._is_asked_again = False
            self.catch_up()
        elif self._is_anybody_new:
            self._is_anybody_new = False
            self.compared.emit()

    def _on_failed(self, error: ClinicError) -> None:
        self._is_comparing = False
        self.failed.emit(error)

    def _pairs(self) -> PairsView:
        found = duplicates.open_pairs(self._session)
        disputed = disputes.waiting(self._session)
        return PairsView(
            (*map(dispute_view, disputed), *map(pair_view, found)),
            duplicates.count(self._session),
            can_merge=self._session.may_screen,
        )

    def _tell_apart(self, one_id: str, other_id: str) -> Undo:
        duplicates.tell_apart(self._session, one_id, other_id)
        return lambda: duplicates.ask_again(self._session, one_id, other_id)

    def _part(self, one_id: str, other_id: str) -> Undo:
        parted = disputes.become_two(self._session, one_id, other_id)
        duplicates.finish(self._session)

        def undo() -> None:
            disputes.become_one_again(self._session, parted)
            duplicates.finish(self._session)

        return undo

    def _stay_one(self, one_id: str, other_id: str) -> Undo:
        disputes.stay_one(self._session, one_id, other_id)
        return lambda: disputes.say_two_again(self._session, one_id, other_id)

    def _merge(self, kept_id: str, other_id: str, taken: frozenset[str]) -> Undo:
        made = merging.merge(self._session, kept_id, other_id, taken)
        duplicates.finish(self._session)

        def undo() -> None:
            merging.undo(self._session, made.id)
            duplicates.finish(self._session)

        return undo
