"""Know Your Rights: the list, the counters and the paper grid."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.records.kyr_event import KyrEvent
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.kyr_counter import KyrCounterScreen
from clinic_app.ui.screens.kyr_events import KyrEventsScreen
from clinic_app.ui.screens.kyr_paper import KyrPaperScreen
from clinic_app.workflows import kyr
from clinic_app.workflows.counties import counties
from clinic_app.workflows.languages import languages
from clinic_app.workflows.session import Session


class KyrFlow(QObject):
    """Leads from the list of events to a count and back.

    Signals:
        papers_requested: List the sheets of an event. Carries its id; empty for no event.
    """

    papers_requested = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, show: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._event_id = ""
        names = tuple((language.tag, language.english) for language in languages())
        self.list = KyrEventsScreen(
            events=partial(kyr.events, session),
            begin_event=partial(kyr.begin, session),
            withdraw_event=partial(kyr.withdraw, session),
            languages=names,
            counties=counties(),
            jobs=jobs,
        )
        self.counter = KyrCounterScreen(
            save_event=partial(kyr.save, session),
            finish_event=self._finish,
            languages=names,
            jobs=jobs,
        )
        self.paper = KyrPaperScreen(finish_event=self._finish, languages=names, jobs=jobs)

        self.stops = (
            Stop(
                name="kyr.list",
                screen=self.list,
                subject=lambda: (self.list.withdrawing_id,),
                open=lambda subject: self.open(withdrawing_id=subject[0]),
            ),
            Stop(
                name="kyr.counter",
                screen=self.counter,
                subject=self._is_about,
                open=lambda subject: self._with_event(subject, self.open_counter),
            ),
            Stop(
                name="kyr.paper",
                screen=self.paper,
                subject=self._is_about,
                open=lambda subject: self._with_event(subject, self._open_paper),
            ),
        )
        self._connect()

    def _connect(self) -> None:
        self.list.counting_requested.connect(self.open_counter)
        self.list.paper_requested.connect(self._open_paper)
        self.list.papers_requested.connect(self.papers_requested)
        for screen in (self.counter, self.paper):
            screen.closed.connect(self.open)
            screen.finished.connect(lambda _event: self.open())

    def _is_about(self) -> Subject:
        return (self._event_id,)

    def _with_event(self, subject: Subject, act: Callable[[KyrEvent], None]) -> None:
        self._jobs.run(
            lambda: kyr.get(self._session, subject[0]),
            on_done=act,
            on_error=self.list.problem.show_error,
        )

    def open(self, *, withdrawing_id: str = "") -> None:
        """Show the list of events.

        Args:
            withdrawing_id: The event for whose withdrawal a reason was being typed.
        """
        self._show(self.list)
        self.list.load(withdrawing_id=withdrawing_id)

    def open_counter(self, event: KyrEvent) -> None:
        """Show the counters of *event*."""
        self._event_id = event.id
        self.counter.show_event(event)
        self._show(self.counter)
        self.counter.setFocus()

    def _open_paper(self, event: KyrEvent) -> None:
        self._event_id = event.id
        self.paper.show_event(event)
        self._show(self.paper)

    def _finish(self, event: KyrEvent) -> KyrEvent:
        kyr.save(self._session, event)
        return kyr.finish(self._session, event.id)
