"""From a client, an outcome, an event or the day to a list of sheets, and on to the page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clinic_app.printing.sheet import SheetKind
from clinic_app.records.audit import About, Act
from clinic_app.translation import gettext as _
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.papers_view import PapersView
from clinic_app.ui.screens.papers import PapersScreen
from clinic_app.workflows import (
    audit,
    client_papers,
    day_sheet,
    event_papers,
    household_packet,
    papers,
    screenings,
)
from clinic_app.workflows.languages import language_name
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.session import Session

CLIENT, OUTCOME, EVENT, DAY = "client", "outcome", "event", "day"
"""What a list of sheets may be about."""

_WRITTEN_ABOUT = {
    CLIENT: About.CLIENT,
    OUTCOME: About.SCREENING,
    EVENT: About.KYR_EVENT,
    DAY: About.CLINIC,
}
"""What the audit log says that a printed or saved sheet was about."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list is shown, and where it leads back to.

    Attributes:
        show: Shows a screen there.
        back: Gets the id of what the list was about.
    """

    show: Callable[[QWidget], None]
    back: Callable[[str], None]


class PapersFlow(QObject):
    """Lists the sheets of a client, whether from the file or an outcome, of an event or the day."""

    def __init__(
        self, session: Session, jobs: Jobs, *, paper: PaperFlow, places: dict[str, Place]
    ) -> None:
        super().__init__()
        self._session = session
        self._paper = paper
        self._places = places
        self._about = CLIENT
        self._id = ""
        self._language = "en"
        self._loaders = {
            CLIENT: self._of_client,
            OUTCOME: self._of_outcome,
            EVENT: self._of_event,
            DAY: self._of_day,
        }
        self.list = PapersScreen(jobs=jobs)
        self.stop = Stop(
            name="papers",
            screen=self.list,
            subject=lambda: (self._about, self._id, str(self.list.chosen_row)),
            open=self._open_about,
            over={"paper": self.list.show_button.click},
        )
        self.list.closed.connect(lambda: self._places[self._about].back(self._id))
        self.list.chosen.connect(self._on_chosen)

    def open(self, about: str, record_id: str = "", *, row: int = 0) -> None:
        """List the sheets of something.

        Args:
            about: ``CLIENT``, ``OUTCOME``, ``EVENT`` or ``DAY``.
            record_id: Of the client, the screening or the event; empty for the sheets of no event.
            row: The line to choose.
        """
        self._about, self._id, self._language = about, record_id, "en"
        self._places[about].show(self.list)
        self.list.load(partial(self._loaders[about], record_id), row=row)

    def _open_about(self, subject: Subject) -> None:
        about, record_id, row = subject
        self.open(about, record_id, row=int(row))

    def _of_client(self, client_id: str) -> PapersView:
        client, found = client_papers.papers_of(self._session, client_id)
        self._language = client.language
        home = tuple(paper for paper in found if paper.kind is SheetKind.TAKE_HOME)
        packet = household_packet.packet_of(self._session, client)
        filed = tuple(paper for paper in found if paper.kind is SheetKind.FILE)
        title = _("Papers for {code}").format(code=client.code)
        return PapersView(title, (*home, *packet, *filed))

    def _of_outcome(self, screening_id: str) -> PapersView:
        return self._of_client(screenings.get(self._session, screening_id).client_id)

    def _of_event(self, event_id: str) -> PapersView:
        found = event_papers.papers_of(self._session, event_id)
        return PapersView(_("Papers for Know Your Rights"), found)

    def _of_day(self, _no_id: str) -> PapersView:
        return PapersView(_("Papers of the day"), day_sheet.papers_of(self._session))

    def _on_chosen(self, paper: Paper) -> None:
        row = self.list.chosen_row
        goes_home = paper.kind is SheetKind.TAKE_HOME
        self._paper.open(
            title=paper.title,
            file_name=f"{paper.file_name}.pdf",
            make=partial(papers.make_steps, paper),
            make_large=partial(papers.make_steps, paper, is_large=True) if goes_home else None,
            go_back=partial(self.open, self._about, self._id, row=row),
            note=partial(self._note, self._about, self._id),
            languages=tuple((tag, language_name(tag)) for tag in paper.languages),
            language=self._language,
        )

    def _note(self, about: str, record_id: str, act: Act) -> None:
        audit.note(self._session, act, _WRITTEN_ABOUT[about], record_id)
