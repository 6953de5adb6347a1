"""From somebody or something to a list of sheets, and from there to the page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clinic_app.records.audit import About, Act
from clinic_app.translation import gettext as _
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.papers_view import PapersView
from clinic_app.ui.screens.papers import PapersScreen
from clinic_app.workflows import audit, client_papers, papers
from clinic_app.workflows.languages import language_name
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.session import Session

_CLIENT = "client"


class PapersFlow(QObject):
    """Lists the sheets of a client."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        *,
        paper: PaperFlow,
        back_to_client: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._session = session
        self._show = show
        self._paper = paper
        self._back_to_client = back_to_client
        self._client_id = ""
        self._language = "en"
        self.list = PapersScreen(jobs=jobs)
        self.stop = Stop(
            name="papers",
            screen=self.list,
            subject=lambda: (_CLIENT, self._client_id, str(self.list.chosen_row)),
            open=self._open_about,
            over={"paper": self.list.show_button.click},
        )
        self.list.closed.connect(lambda: self._back_to_client(self._client_id))
        self.list.chosen.connect(self._on_chosen)

    def open_client(self, client_id: str, *, row: int = 0) -> None:
        """List the sheets of a client."""
        self._client_id = client_id
        self._show(self.list)
        self.list.load(partial(self._of_client, client_id), row=row)

    def _open_about(self, subject: Subject) -> None:
        _kind, client_id, row = subject
        self.open_client(client_id, row=int(row))

    def _of_client(self, client_id: str) -> PapersView:
        client, found = client_papers.papers_of(self._session, client_id)
        self._language = client.language
        return PapersView(_("Papers for {code}").format(code=client.code), found)

    def _on_chosen(self, paper: Paper) -> None:
        row = self.list.chosen_row
        self._paper.open(
            title=paper.title,
            file_name=f"{paper.file_name}.pdf",
            make=partial(papers.make, paper),
            go_back=lambda: self.open_client(self._client_id, row=row),
            note=self._note,
            languages=tuple((tag, language_name(tag)) for tag in paper.languages),
            language=self._language,
        )

    def _note(self, act: Act) -> None:
        audit.note(self._session, act, About.CLIENT, self._client_id)
