"""Everything that somebody at work can reach: the places of the row at the top."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.client import Client
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.backups_flow import BackupsFlow
from clinic_app.ui.flows.clients_flow import ClientsFlow
from clinic_app.ui.flows.clinic_flow import ClinicFlow
from clinic_app.ui.flows.close_flow import CloseFlow
from clinic_app.ui.flows.duplicates_flow import DuplicatesFlow
from clinic_app.ui.flows.enrolment_flow import MOVED, MOVED_UNWRITTEN
from clinic_app.ui.flows.kyr_flow import KyrFlow
from clinic_app.ui.flows.outcome_flow import OutcomeFlow
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.papers_flow import CLIENT, DAY, EVENT, OUTCOME, PapersFlow
from clinic_app.ui.flows.papers_flow import Place as PaperPlace
from clinic_app.ui.flows.screening_flow import ScreeningFlow
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.main_window import MainWindow, Place
from clinic_app.ui.models.waiting_view import WaitingGroup
from clinic_app.ui.print_out import PrintOut
from clinic_app.ui.screens.today import TodayScreen
from clinic_app.ui.words.days import week_day
from clinic_app.ui.words.rules_words import pack_line
from clinic_app.ui.words.today_words import Openers, waiting_groups
from clinic_app.ui.words.worker_words import status_words
from clinic_app.workflows import today
from clinic_app.workflows.closing import ConditionKind
from clinic_app.workflows.session import Session

_TODAY, _CLIENTS, _KYR, _CLOSE, _CLINIC = range(5)


class Desk(QObject):
    """One worker's place at an open vault.

    Signals:
        session_changed: The clinic, the worker or the rules are others. Carries the session, and
            the name of the stop where the worker goes on.
        warned: Something that nobody asked for went wrong in the background. Carries the error.
    """

    session_changed = Signal(object, str)
    warned = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        window: MainWindow,
        chooser: FileChooser,
        *,
        print_out: PrintOut,
        second_folder: Path | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._window = window
        self._chooser = chooser
        self._pack = session.rules.pack
        self.paper = PaperFlow(jobs, window.show_screen, chooser, print_out)
        at = self._show_at(_CLINIC)
        self.backups = BackupsFlow(session, jobs, at, chooser, second_folder, paper=self.paper)
        self._build()
        window.find_requested.connect(self.open_clients)
        window.new_requested.connect(self.register)

    def _build(self) -> None:
        session, jobs, pack = self._session, self._jobs, self._pack
        questionnaire = session.rules.questionnaire
        self.today = TodayScreen(
            title=week_day(session.today.day),
            subtitle=session.clinic.site,
            waiting=self._waiting_groups,
            jobs=jobs,
        )
        self.clients = ClientsFlow(session, jobs, self._show_at(_CLIENTS), pack, self.paper)
        self.duplicates = DuplicatesFlow(session, jobs, self._show_at(_CLIENTS))
        self.screening = ScreeningFlow(session, jobs, self._show_at(_CLIENTS), pack, questionnaire)
        self.outcome = OutcomeFlow(session, jobs, self._show_at(_CLIENTS), paper=self.paper)
        self.kyr = KyrFlow(session, jobs, self._show_at(_KYR))
        at_clinic, second = self._show_at(_CLINIC), self.backups.second_folder
        self.clinic = ClinicFlow(session, jobs, at_clinic, self._chooser, self.paper, second=second)
        self.close_month = CloseFlow(
            session,
            jobs,
            self._show_at(_CLOSE),
            chooser=self._chooser,
            paper=self.paper,
            fixes=self._fixes(),
        )
        self.papers = PapersFlow(session, jobs, paper=self.paper, places=self._paper_places())
        flows = (self.paper, self.backups, self.clients, self.duplicates, self.screening)
        for flow in (*flows, self.outcome, self.kyr, self.clinic, self.close_month, self.papers):
            flow.setParent(self)
        self._connect()

    def _paper_places(self) -> dict[str, PaperPlace]:
        return {
            CLIENT: PaperPlace(self._show_at(_CLIENTS), self.clients.open_file_of),
            OUTCOME: PaperPlace(self._show_at(_CLIENTS), self.outcome.return_to),
            EVENT: PaperPlace(self._show_at(_KYR), lambda _id: self.kyr.open()),
            DAY: PaperPlace(self._show_at(_TODAY), lambda _id: self.open_today()),
        }

    def _connect(self) -> None:
        self.today.client_requested.connect(self.open_clients)
        self.today.kyr_requested.connect(self.kyr.open)
        self.clients.screening_requested.connect(self.screening.open)
        self.clients.papers_requested.connect(lambda client: self.papers.open(CLIENT, client.id))
        self.clients.form.registered.connect(lambda _client: self.duplicates.catch_up())
        self.clinic.laptops.carried.connect(self.duplicates.catch_up)
        self.duplicates.closed.connect(self.open_today)
        self.duplicates.client_requested.connect(self.clients.open_file)
        self.duplicates.compared.connect(self._on_compared)
        self.clients.keeping.backups_requested.connect(self.clinic.retention.open)
        self.kyr.papers_requested.connect(lambda event_id: self.papers.open(EVENT, event_id))
        self.today.day_sheet_requested.connect(lambda: self.papers.open(DAY))
        self.clients.screening_chosen.connect(self.open_screening)
        self.screening.closed.connect(self.clients.open_file_of)
        self.screening.refused.connect(self.clients.open_file_refused)
        self.screening.finished.connect(self._on_screening_finished)
        self.outcome.closed.connect(self.clients.open_file_of)
        self.outcome.done_requested.connect(self.clients.open_done)
        self.outcome.papers_requested.connect(partial(self.papers.open, OUTCOME))
        self.outcome.failed.connect(self._on_failed)
        self.close_month.changed.connect(self._refresh_status)
        self.clinic.retention.due_changed.connect(self.today.load)
        self.clinic.if_taken.close_requested.connect(self.close_month.open)
        self.clinic.described.connect(lambda changed: self.session_changed.emit(changed, "clinic"))
        self.clinic.client_requested.connect(self.clients.open_file_of)
        self.clinic.rules.sweep.today_requested.connect(self.open_today)
        self.clinic.drill_requested.connect(self.backups.drill.open)
        self.clinic.rules_changed.connect(lambda other: self.session_changed.emit(other, "rules"))
        self.clinic.moved.connect(self.session_changed)
        self.clinic.rules_confirmed.connect(
            lambda other: self.session_changed.emit(other, "rules.left_open")
        )
        self.close_month.page.month_closed.connect(lambda _close: self.backups.back_up_silently())
        self.clinic.clinic.backups_requested.connect(self.backups.open)
        self.backups.closed.connect(self.clinic.open)
        for failed in (self.duplicates.failed, self.clinic.retention.failed, self.backups.failed):
            failed.connect(self.warned)
        self.backups.made.connect(self._refresh_status)

    def open(self) -> None:
        """Draw the row at the top and show what waits."""
        self._draw_frame()
        self.open_today()
        self.clinic.retention.count_due()

    def open_changed(self, stop_name: str) -> None:
        """Draw everything anew after something was changed, and stay where that was done."""
        self._draw_frame()
        open_there = {
            "rules": self.clinic.rules.open_changed,
            "rules.left_open": self.clinic.rules.open_confirmed,
            MOVED: self.clinic.enrolment.open_moved,
            MOVED_UNWRITTEN: self.clinic.enrolment.open_moved_unwritten,
            "clinic": self.clinic.open_changed,
        }
        open_there[stop_name]()

    def _draw_frame(self) -> None:
        self._window.show_places(self._places(), is_training=self._session.clinic.is_training)
        self._show_status(None)
        self._refresh_status()

    def close(self) -> None:
        """Take everything of this worker apart; the vault is locked already."""
        self._window.find_requested.disconnect(self.open_clients)
        self._window.new_requested.disconnect(self.register)
        for stop in self.stops:
            stop.screen.deleteLater()
        self.deleteLater()  # with its flows: Qt holds whatever their signals call

    def open_today(self) -> None:
        """Show what waits."""
        self._show_at(_TODAY)(self.today)
        self.today.load()

    def open_clients(self) -> None:
        """Show the field that finds a client."""
        self.clients.open()

    def register(self) -> None:
        """Show an empty form, but never over one that is being filled in."""
        shown = self._window.place.widget()
        if shown is self.clients.list:
            self.clients.list.new_button.click()  # with what was typed to find them
        elif shown is not self.clients.form:
            self.clients.open_new()

    def open_screening(self, screening: Screening) -> None:
        """Show a screening: go on with a draft, or look at what was found."""
        if screening.state is ScreeningState.DRAFT:
            self.screening.resume(screening)
        elif screening.outcome is None:  # only a count was kept
            self.clients.open_file_of(screening.client_id)
        else:
            self.outcome.open(screening)

    def _places(self) -> tuple[Place, ...]:
        return (
            Place(words=_("&Today"), icon="today", open=self.open_today),
            Place(words=_("&Clients"), icon="clients", open=self.open_clients),
            Place(words=_("&KYR"), icon="kyr", open=self.kyr.open),
            Place(words=_("Close && &send"), icon="close", open=self.close_month.open),
            Place(words=_("Cl&inic"), icon="clinic", open=self.clinic.open),
        )

    def _show_at(self, place: int) -> Callable[[QWidget], None]:
        def show(screen: QWidget) -> None:
            self._window.mark_place(place)
            self._window.show_screen(screen)

        return show

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Every screen of the desk, and the way there."""
        return (
            Stop(name="today", screen=self.today, open=lambda _subject: self.open_today()),
            self.paper.stop,
            self.papers.stop,
            *self.clients.stops,
            self.duplicates.stop,
            *self.screening.stops,
            *self.outcome.stops,
            *self.kyr.stops,
            *self.close_month.stops,
            *self.clinic.stops,
            *self.backups.stops,
        )

    def _fixes(self) -> dict[ConditionKind, Callable[[], None]]:
        return {
            ConditionKind.DRAFTS_OPEN: self.open_today,
            ConditionKind.UNDECIDED: self.open_today,
            ConditionKind.EVENTS_OPEN: self.kyr.open,
            ConditionKind.POSSIBLE_DUPLICATES: self.duplicates.open,
            ConditionKind.LAPTOPS_SILENT: self.clinic.laptops.open,
            ConditionKind.NO_HEADQUARTERS: self.clinic.open_enrolment,
        }

    def _waiting_groups(self) -> tuple[WaitingGroup, ...]:
        openers = Openers(
            screening=self.open_screening,
            client=self.clients.open_file,
            event=self.kyr.open_counter,
            close=self.close_month.open,
            clinic=self.clinic.open,
            retention=self.clinic.retention.open,
            calls=self.clinic.rules.sweep.open_calls_of_today,
            pairs=self.duplicates.open,
            drill=lambda: self.backups.drill.open(self.open_today),
        )
        return waiting_groups(
            today.waiting(self._session), openers, self._pack, self.clinic.retention.due
        )

    def _on_screening_finished(
        self,
        screening: Screening,
        client: Client,
        is_kept: bool,  # noqa: FBT001 - a signal's
    ) -> None:
        if is_kept:
            self.outcome.open(screening)
        else:
            self.outcome.open_unkept(screening, client)

    def _on_compared(self) -> None:
        if self._window.place.widget() is self.today:
            self.today.load()

    def _refresh_status(self) -> None:
        kept = partial(today.safekeeping, self._session)
        self._jobs.run(kept, on_done=self._show_status, on_error=self._on_failed)

    def _show_status(self, kept: today.Safekeeping | None) -> None:
        session = self._session
        words = status_words(session.worker, session.clinic.site, session.today, kept)
        self._window.show_status(words, pack_line(self._pack, session.today.day))

    def _on_failed(self, error: ClinicError) -> None:
        self.open_today()
        self.today.problem.show_error(error)
