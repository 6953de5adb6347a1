"""Finding, registering and correcting clients, their file, and what was done for them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.interview.typed_day import parse_day
from clinic_app.records.client import Client
from clinic_app.records.merge import Merge
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.service import FilingKind, Service
from clinic_app.screening.rule_pack import RulePack
from clinic_app.translation import gettext as _
from clinic_app.ui.flows import registering
from clinic_app.ui.flows.keeping_flow import KeepingFlow
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.reading_a_file import read_file
from clinic_app.ui.flows.shown_papers_flow import ShownPapersFlow
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.client_file import ClientFileScreen
from clinic_app.ui.screens.clients import ClientsScreen
from clinic_app.ui.screens.done_today import DoneTodayScreen, ServiceForm
from clinic_app.ui.screens.register import RegisterScreen
from clinic_app.workflows import (
    clients,
    duplicates,
    merging,
    screenings,
    services,
)
from clinic_app.workflows.counties import counties
from clinic_app.workflows.languages import language_name, languages
from clinic_app.workflows.session import Session


class ClientsFlow(QObject):
    """From a name to a file, and to everything that is written into it.

    Signals:
        screening_requested: A new screening. Carries the client.
        papers_requested: List the sheets of a client. Carries the client.
        screening_chosen: Open a screening of the file. Carries it.
    """

    screening_requested = Signal(object)
    papers_requested = Signal(object)
    screening_chosen = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        pack: RulePack,
        paper: PaperFlow,
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._pack = pack
        self._client_id = ""
        self._leave_form: Callable[[], None] = self.open
        self._form_is_about: Subject = ("new",)
        names = tuple((language.tag, language.english) for language in languages())
        self.list = ClientsScreen(
            search=partial(clients.search, session), language_name=language_name, jobs=jobs
        )
        self.form = RegisterScreen(
            parse_day=parse_day, languages=names, counties=counties(), jobs=jobs
        )
        self.file = ClientFileScreen(
            load=partial(read_file, session, pack), withdraw=self._withdraw, jobs=jobs
        )
        self.done = DoneTodayScreen(
            record=self._record,
            set_come_back=partial(clients.set_come_back, session),
            parse_day=parse_day,
            jobs=jobs,
        )
        self.shown = ShownPapersFlow(session, jobs, show)
        self.keeping = KeepingFlow(session, jobs, show, paper)
        self.shown.setParent(self)
        self.keeping.setParent(self)
        self.stops = self._all_stops()
        self._connect()

    def _all_stops(self) -> tuple[Stop, ...]:
        return (
            self.keeping.stop,
            Stop(name="clients.list", screen=self.list, open=lambda _subject: self.open()),
            Stop(
                name="clients.form",
                screen=self.form,
                subject=lambda: self._form_is_about,
                open=self._open_form_about,
            ),
            Stop(
                name="clients.file",
                screen=self.file,
                subject=lambda: (self._client_id, self.file.withdrawing_id),
                open=self._open_file_about,
            ),
            Stop(
                name="clients.done",
                screen=self.done,
                subject=lambda: (self._client_id,),
                open=lambda subject: self._with_client(subject[0], self.open_done),
            ),
            self.shown.stop,
        )

    def _open_form_about(self, subject: Subject) -> None:
        match subject:
            case ("member", client_id):
                self._with_client(client_id, self._open_member)
            case ("correct", client_id):
                self._with_client(client_id, self._open_correction)
            case _:
                self.open_new()

    def _open_file_about(self, subject: Subject) -> None:
        client_id, withdrawing_id = subject
        self.open_file_of(client_id, withdrawing_id=withdrawing_id)

    def _with_client(self, client_id: str, act: Callable[[Client], None]) -> None:
        self._jobs.run(
            lambda: clients.get(self._session, client_id),
            on_done=act,
            on_error=self.list.problem.show_error,
        )

    def _connect(self) -> None:
        self.list.client_chosen.connect(self.open_file)
        self.list.register_requested.connect(self.open_new)
        self.form.closed.connect(self._on_form_closed)
        self.form.registered.connect(self.open_file)
        self.form.client_requested.connect(self.open_file)
        self.file.closed.connect(self.open)
        self.file.client_requested.connect(self.open_file)
        self.file.told_apart.connect(self._on_told_apart)
        self.file.unmerge_requested.connect(self._on_unmerge_requested)
        self.file.screening_requested.connect(self.screening_requested)
        self.file.papers_requested.connect(self.papers_requested)
        self.file.shown_requested.connect(lambda client: self.shown.open(client.id))
        self.shown.closed.connect(self.open_file_of)
        self.file.keeping_requested.connect(lambda client: self.keeping.open(client.id))
        self.keeping.closed.connect(self.open_file_of)
        self.keeping.left.connect(self.open)
        self.file.record_requested.connect(self._on_record_requested)
        self.file.done_today_requested.connect(self.open_done)
        self.file.member_requested.connect(self._open_member)
        self.file.correct_requested.connect(self._open_correction)
        self.done.closed.connect(lambda: self.open_file_of(self._client_id))

    def _on_form_closed(self) -> None:
        self._leave_form()

    def open(self) -> None:
        """Show the field that finds a client."""
        self._show(self.list)
        self.list.load()

    def open_new(self, name: str = "") -> None:
        """Show an empty form; *name* is what was typed in the search."""
        self._leave_form = self.open
        self._form_is_about = ("new",)
        self._show(self.form)
        self.form.show_new(
            partial(registering.register, self._session),
            name=name,
            member_of=None,
            look=partial(registering.alike, self._session),
        )

    def open_file(self, client: Client) -> None:
        """Show a client's file."""
        self.open_file_of(client.id)

    def open_file_of(self, client_id: str, *, withdrawing_id: str = "") -> None:
        """Show the file of the client with this id.

        Args:
            client_id: Whose.
            withdrawing_id: The record for whose withdrawal a reason was being typed.
        """
        self._client_id = client_id
        self._show(self.file)
        self.file.load(client_id, withdrawing_id=withdrawing_id)

    def open_file_refused(self, client_id: str, error: ClinicError) -> None:
        """Show a client's file, and why what was wanted of it is not done here."""
        self.open_file_of(client_id)
        self.file.problem.show_error(error)

    def open_done(self, client: Client) -> None:
        """Show where it is written down what was done for *client*."""
        self._jobs.run(
            lambda: services.likely_filing(self._session, client.id),
            on_done=partial(self._show_done, client),
            on_error=partial(self._show_done_anyway, client),
        )

    def _show_done_anyway(self, client: Client, error: ClinicError) -> None:
        self._show_done(client, None)
        self.done.problem.show_error(error)

    def _show_done(self, client: Client, filing: FilingKind | None) -> None:
        self._client_id = client.id
        self._show(self.done)
        self.done.show_client(client, filing)

    def _open_member(self, client: Client) -> None:
        self._leave_form = partial(self.open_file, client)
        self._form_is_about = ("member", client.id)
        self._show(self.form)
        self.form.show_new(
            partial(registering.register, self._session, member_of=client),
            member_of=client,
            look=partial(registering.alike, self._session, member_of=client),
        )

    def _open_correction(self, client: Client) -> None:
        self._leave_form = partial(self.open_file, client)
        self._form_is_about = ("correct", client.id)
        self._show(self.form)
        self.form.show_client(client, partial(registering.correct, self._session, client.id))

    def _withdraw(self, record: object, reason: str) -> object:
        match record:
            case Client():
                return clients.withdraw(self._session, record.id, reason)
            case Screening():
                return screenings.withdraw(self._session, record.id, reason)
            case Service():
                return services.withdraw(self._session, record.id, reason)
            case _:
                raise TypeError(record)

    def _record(self, client_id: str, form: ServiceForm) -> Service:
        return services.record(
            self._session,
            client_id,
            kind=form.kind,
            form=form.form,
            filing=form.filing,
            before=form.before,
            referred_to=form.referred_to,
            at_no_cost=form.at_no_cost,
        )

    def _on_told_apart(self, other: Client) -> None:
        self._in_the_file(partial(duplicates.tell_apart, self._session, self._client_id, other.id))

    def _on_unmerge_requested(self, made: Merge) -> None:
        self._in_the_file(partial(merging.undo, self._session, made.id))

    def _in_the_file(self, work: Callable[[], None]) -> None:
        """Do something with the file that is shown, and draw it anew."""
        client_id = self._client_id
        self._jobs.run(
            work,
            on_done=lambda _nothing: self.file.load(client_id),
            on_error=self.file.problem.show_error,
        )

    def _on_record_requested(self, record: object) -> None:
        if not isinstance(record, Screening):
            return
        if record.state is ScreeningState.FINISHED and record.outcome is None:
            self.file.problem.show_words(
                _("Of this screening only a count was kept. Screen again to see what is found.")
            )
            return
        self.screening_chosen.emit(record)
