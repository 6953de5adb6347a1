"""From a client's file to the papers that the client has shown, and back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.interview.typed_month import parse_span
from clinic_app.records.audit import About, Act
from clinic_app.records.shown_paper import PaperSeen, ShownPaper
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.shown_view import ShownLine, ShownView, TypedPaper
from clinic_app.ui.screens.shown_papers import ShownPapersScreen
from clinic_app.ui.words.shown_words import shown_view
from clinic_app.workflows import audit, shown_papers
from clinic_app.workflows.session import Session


class ShownPapersFlow(QObject):
    """Writes down what a client lays on the table.

    Signals:
        closed: Back to the file. Carries the client's id.
    """

    closed = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, show: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._client_id = ""
        self.screen = ShownPapersScreen(
            load=self._load,
            add=self._add,
            correct=self._correct,
            turn=self._turn,
            jobs=jobs,
        )
        self.stop = Stop(
            name="clients.shown",
            screen=self.screen,
            subject=lambda: (self._client_id, self.screen.correcting_id),
            open=self._open_about,
        )
        self.screen.closed.connect(lambda: self.closed.emit(self._client_id))

    def open(self, client_id: str, *, correcting_id: str = "") -> None:
        """Show the papers of a client.

        Args:
            client_id: Whose.
            correcting_id: The paper that was being corrected; empty for none.
        """
        self._client_id = client_id
        self.screen.show_nobody()
        self._show(self.screen)
        session = self._session
        self._jobs.run(
            lambda: audit.note(session, Act.VIEWED, About.CLIENT, client_id),
            on_done=lambda _noted: self.screen.open(client_id, correcting_id=correcting_id),
            on_error=self.screen.problem.show_error,
        )

    def _open_about(self, subject: Subject) -> None:
        client_id, correcting_id = subject
        self.open(client_id, correcting_id=correcting_id)

    def _load(self, client_id: str) -> ShownView:
        found = shown_papers.on_file(self._session, client_id)
        return shown_view(found, self._session.rules.paper.source)

    def _add(self, client_id: str, typed: TypedPaper) -> ShownPaper:
        return shown_papers.add(self._session, client_id, _seen(typed))

    def _correct(self, paper_id: str, typed: TypedPaper) -> ShownPaper:
        return shown_papers.correct(self._session, paper_id, _seen(typed))

    def _turn(self, line: ShownLine) -> ShownPaper:
        act = shown_papers.take_back if line.is_standing else shown_papers.put_back
        return act(self._session, line.paper_id)


def _seen(typed: TypedPaper) -> PaperSeen:
    first, last = parse_span(typed.first, typed.last)
    return PaperSeen(kind=typed.kind, first=first, last=last, form=typed.form, note=typed.note)
