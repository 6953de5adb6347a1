"""Every saved screening is run again in the background, and whoever changes is listed."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.audit import About, Act
from clinic_app.translation import gettext as _
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.call_list import CallListScreen
from clinic_app.workflows import audit, call_sheet, sweep
from clinic_app.workflows.languages import language_name
from clinic_app.workflows.outcome_names import country_words
from clinic_app.workflows.session import Session
from clinic_app.workflows.sweep import Swept
from clinic_app.workflows.sweep_words import swept_words

_TODAY = "today"


class SweepFlow(QObject):
    """Runs the sweep and shows the call list.

    Signals:
        closed: Back from the call list to the rules.
        today_requested: Back from it to today, where it was opened.
        client_requested: Open a client's file. Carries the client's id.
        progressed: How far the sweep is, of how much.
        ended: It ended, or was stopped. Carries what it came to, in words.
        failed: It ended otherwise. Carries the error.
    """

    closed = Signal()
    today_requested = Signal()
    client_requested = Signal(str)
    progressed = Signal(int, int)
    ended = Signal(str)
    failed = Signal(object)

    def __init__(
        self, session: Session, jobs: Jobs, show: Callable[[QWidget], None], paper: PaperFlow
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._paper = paper
        self._swept: Swept | None = None
        self._stop: Callable[[], None] = lambda: None
        self.is_running = False
        self._is_from_today = False
        self.calls = CallListScreen(
            load=partial(sweep.call_list, session),
            country_name=lambda country: country_words(country, session.rules.pack),
            language_name=language_name,
            jobs=jobs,
        )
        self.call_stop = Stop(
            name="rules.calls",
            screen=self.calls,
            subject=lambda: (_TODAY,) if self._is_from_today else (),
            open=lambda subject: self._open_calls(is_from_today=_TODAY in subject),
            over={"paper": self.calls.print_button.click},
        )

        self.calls.closed.connect(self._on_calls_closed)
        self.calls.client_requested.connect(self.client_requested)
        self.calls.print_requested.connect(self._on_print_requested)

    def begin(self) -> None:
        """Run every saved screening again."""

        def steps() -> Iterator[tuple[int, int]]:
            self._swept = yield from sweep.sweep(self._session)

        self._swept, self.is_running = None, True
        self._stop = self._jobs.run_steps(
            steps,
            on_progress=self.progressed.emit,
            on_done=self._on_done,
            on_error=self._on_failed,
        )

    def stop(self) -> None:
        """Run no further; what was found so far stays."""
        self._stop()

    def open_calls(self) -> None:
        """Show whom to call; back leads to the rules."""
        self._open_calls(is_from_today=False)

    def open_calls_of_today(self) -> None:
        """Show whom to call; back leads to today."""
        self._open_calls(is_from_today=True)

    def _open_calls(self, *, is_from_today: bool) -> None:
        self._is_from_today = is_from_today
        self._show(self.calls)
        self.calls.setFocus()
        self.calls.load()

    def _on_calls_closed(self) -> None:
        (self.today_requested if self._is_from_today else self.closed).emit()

    def _on_done(self) -> None:
        self.is_running = False
        words = _("Stopped. What was found so far is in the call list.")
        self.ended.emit(words if self._swept is None else swept_words(self._swept))

    def _on_failed(self, error: ClinicError) -> None:
        self.is_running = False
        self.failed.emit(error)

    def _on_print_requested(self) -> None:
        self._paper.open(
            title=_("People to call"),
            file_name="people-to-call.pdf",
            make=at_once(lambda _language: call_sheet.make(self._session)),
            go_back=partial(self._open_calls, is_from_today=self._is_from_today),
            note=self._note,
        )

    def _note(self, act: Act) -> None:
        audit.note(self._session, act, About.RULES, self._session.rules.pack.version)
