"""From a locked computer to somebody at work: doors, unlocking, recovering, asking the day."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app import clock
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import Argon2Cost
from clinic_app.errors import ClinicError
from clinic_app.headquarters.place import is_headquarters_in
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.headquarters_flow import HeadquartersFlow
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.restore_flow import RestoreFlow
from clinic_app.ui.flows.set_up_flow import SetUpFlow
from clinic_app.ui.flows.station_flow import StationFlow
from clinic_app.ui.flows.training_flow import TrainingFlow
from clinic_app.ui.flows.ways_in_flow import WaysInFlow
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.screens.about import AboutScreen
from clinic_app.ui.screens.clock_question import ClockQuestionScreen
from clinic_app.ui.screens.unlock import UnlockScreen
from clinic_app.ui.screens.welcome import WelcomeScreen
from clinic_app.ui.words.entry_words import clock_words, missing_words, restored_words
from clinic_app.vault.opening import sign_in_names
from clinic_app.vault.places import is_vault_seen_in
from clinic_app.workflows import licences, unlocking
from clinic_app.workflows.backups import Restored
from clinic_app.workflows.clock_doubt import ClockDoubt, clock_doubt, say_day
from clinic_app.workflows.session import Session


class EntryFlow(QObject):
    """Leads to a session, whichever door the person takes.

    Signals:
        session_opened: Somebody works at an open vault. Carries the session.
        folder_chosen: The records lie in another folder. Carries the path.
        code_unproven: See ``SetUpFlow``.
        vault_opened: A vault is open though nobody works yet: a code is shown, or the day asked.
    """

    session_opened = Signal(object)
    folder_chosen = Signal(object)
    code_unproven = Signal(str)
    vault_opened = Signal()

    def __init__(
        self,
        folder: Path,
        jobs: ClosableJobs,
        show: Callable[[QWidget], None],
        *,
        chooser: FileChooser,
        paper: PaperFlow,
        today: Callable[[], Today] = clock.today,
        cost: Argon2Cost | None = None,
        headquarters_folder: Path | None = None,
        settings_folder: Path | None = None,
        lost_folder: Path | None = None,
    ) -> None:
        super().__init__()
        self._lost_folder = lost_folder
        self.has_forgotten = False
        self._folder = folder
        self._jobs = jobs
        self._show = show
        self._chooser = chooser
        self._paper = paper
        self._today = today
        self._cost = cost
        self._names: tuple[str, ...] = ()
        self._session: Session | None = None
        self.set_up: SetUpFlow | None = None
        self.welcome = WelcomeScreen()
        self.unlock = UnlockScreen(unlock=self._unlock, jobs=jobs)
        self.ways_in = WaysInFlow(jobs, show, today)
        self.clock = ClockQuestionScreen()
        self.station = StationFlow(jobs, show, settings_folder)
        self.training = TrainingFlow(folder, jobs, today)
        self.about = AboutScreen(version=licences.version, licence_text=licences.licence_text)
        self.headquarters = HeadquartersFlow(
            jobs, show, chooser=chooser, paper=paper, now=clock.now, cost=cost
        )
        self._headquarters_folder = self.headquarters.known_folder = headquarters_folder
        self.restore = RestoreFlow(jobs, show, chooser, clock.now)
        self._connect()

    def _connect(self) -> None:
        self.welcome.set_up_requested.connect(self._on_set_up_requested)
        self.welcome.training_requested.connect(self._on_training_requested)
        self.welcome.stop_requested.connect(self.training.stop)
        self.training.progressed.connect(self.welcome.busy.show_progress)
        self.training.ready.connect(self._on_training_ready)
        self.training.failed.connect(self._on_training_failed)
        self.unlock.unlocked.connect(self._on_unlocked)
        self.unlock.recovery_requested.connect(self._on_recovery_requested)
        self.unlock.own_passphrase_requested.connect(self._on_own_passphrase_requested)
        self.ways_in.closed.connect(self.open)
        self.ways_in.unlocked.connect(self._on_unlocked)
        self.about.closed.connect(self.open)
        self.welcome.headquarters_requested.connect(self.headquarters.ask)
        self.headquarters.closed.connect(lambda: self._go_to(self.welcome))
        self.headquarters.opened.connect(self.vault_opened)
        self.headquarters.opened.connect(self.welcome.problem.clear)  # it is there again
        self.restore.closed.connect(self.open)
        self.restore.restored.connect(self._on_restored)
        self.clock.day_given.connect(self._on_day_given)
        self.station.settled.connect(self._on_station_settled)
        self.station.failed.connect(self.unlock.problem.show_error)
        self.station.lock_requested.connect(self.lock)
        for screen in (self.welcome, self.unlock):
            screen.restore_requested.connect(lambda: self.restore.open(self._folder))
            screen.about_requested.connect(lambda: self._go_to(self.about))
            screen.other_folder_requested.connect(self._on_other_folder_requested)

    def open(self) -> None:
        """Show the screen that fits what lies in the folder."""
        if not is_vault_seen_in(self._folder):
            if self._names:  # it was there before
                self._lost_folder = self._folder
            self._open_without_vault()
            return
        folder = self._folder
        self._jobs.run(
            lambda: sign_in_names(folder), on_done=self._on_names, on_error=self._on_names_failed
        )

    def _open_without_vault(self) -> None:
        if (folder := self._headquarters_folder) and is_headquarters_in(folder):
            self.headquarters.open(folder)
        else:
            if words := missing_words(self._lost_folder, folder, has_forgotten=self.has_forgotten):
                self.welcome.problem.show_words(words)
            self._go_to(self.welcome)

    def lock(self) -> None:
        """Close a vault that is open though nobody works yet, and begin again."""
        if self.headquarters.headquarters is not None:
            self.headquarters.lock()
            return
        session = self._leave_set_up() or self._session
        self._session = None
        self.station.forget()
        if session is not None:
            self._jobs.run(
                session.lock, on_done=lambda _nothing: self.open(), on_error=self._on_names_failed
            )

    def _go_to(self, screen: QWidget) -> None:
        self._show(screen)
        screen.setFocus()

    def _on_names(self, names: tuple[str, ...]) -> None:
        self._names = names
        self.unlock.show_names(names, self.ways_in.last_name)
        if missing := missing_words(self._lost_folder, None, has_forgotten=self.has_forgotten):
            self.unlock.show_reason(missing)
        self._go_to(self.unlock)

    def _on_names_failed(self, error: ClinicError) -> None:
        self.welcome.show_unreadable(error)
        self._go_to(self.welcome)

    def _on_set_up_requested(self) -> None:
        if self.set_up is None:
            self.set_up = SetUpFlow(
                self._folder,
                self._jobs,
                self._show,
                chooser=self._chooser,
                paper=self._paper,
                today=self._today,
                cost=self._cost,
            )
            self.set_up.closed.connect(self.open)
            self.set_up.finished.connect(self._on_set_up)
            self.set_up.code_unproven.connect(self.code_unproven)
            self.set_up.vault_opened.connect(self.vault_opened)
        self.set_up.open()

    def _leave_set_up(self) -> Session | None:
        session = None if self.set_up is None else self.set_up.leave()
        self.set_up = None
        return session

    def _on_set_up(self, session: Session) -> None:
        if self._lost_folder is not None:  # it will not be asked for again
            self.folder_chosen.emit(self._folder)
        self._on_unlocked(session)

    def _on_training_requested(self) -> None:
        self.welcome.problem.clear()
        self.welcome.set_busy(is_busy=True)
        self.training.open()

    def _on_training_ready(self, folder: Path, passphrase: str) -> None:
        self.welcome.set_busy(is_busy=False)
        self._use(folder)
        self.unlock.show_hint(
            _(
                "These families are invented. Their passphrase, for every name, is typed already: "
                "{words}"
            ).format(words=passphrase),
            passphrase,
        )

    def _on_training_failed(self, error: ClinicError) -> None:
        self.welcome.set_busy(is_busy=False)
        self.welcome.problem.show_error(error)

    def _on_other_folder_requested(self) -> None:
        self._chooser.ask_folder(_("The folder with the records"), self._on_folder_chosen)

    def _on_folder_chosen(self, folder: Path) -> None:
        self.welcome.problem.clear()
        if not is_vault_seen_in(folder):
            words = _(
                "There are no records in that folder. Choose the folder that holds "
                "clinic.db and clinic.vault.json."
            )
            self.welcome.problem.show_words(words)
            self.unlock.problem.show_words(words)
            return
        self._lost_folder = None
        self.folder_chosen.emit(folder)
        self._use(folder)

    def _on_restored(self, restored: Restored) -> None:
        self._lost_folder = None
        self.folder_chosen.emit(restored.folder)
        self._use(restored.folder)
        self.unlock.show_reason(restored_words(restored))

    def _use(self, folder: Path) -> None:
        self._folder = folder
        self._leave_set_up()
        self.has_forgotten = False
        self.ways_in.last_name = ""
        self.unlock.show_hint("")
        self.open()

    def _unlock(self, passphrase: str, name: str) -> Session:
        self.ways_in.last_name = name
        return unlocking.unlock(self._folder, passphrase, name, self._today())

    def _on_recovery_requested(self) -> None:
        chosen = self.unlock.names.currentText()
        self.ways_in.open_by_paper(self._folder, self._names, chosen)

    def _on_own_passphrase_requested(self, given: str, name: str) -> None:
        self.ways_in.open_first(self._folder, given, name)

    def _on_unlocked(self, session: Session) -> None:
        self._leave_set_up()
        self._session = session
        self._lost_folder, self.has_forgotten = None, False  # said once
        self.vault_opened.emit()
        if session.is_only_read:  # no answer could be kept
            self._hand_over(session)
        else:
            self.station.ask(session)

    def _on_station_settled(self, session: Session) -> None:
        if self._session is None:
            return  # locked meanwhile
        self._session = session
        self._jobs.run(
            lambda: clock_doubt(session, session.rules.pack),
            on_done=self._on_clock_known,
            on_error=self.unlock.problem.show_error,
        )

    def _on_clock_known(self, doubt: ClockDoubt | None) -> None:
        if self._session is None:
            return
        if doubt is None:
            self._hand_over(self._session)
            return
        self.clock.show_doubt(clock_words(doubt), doubt.day, settles=self._session.is_coordinator)
        self._go_to(self.clock)

    def _on_day_given(self, day: date) -> None:
        if self._session is not None:
            saying, failed = partial(say_day, self._session, day), self.clock.problem.show_error
            self._jobs.run(saying, on_done=self._on_day_kept, on_error=failed)

    def _on_day_kept(self, session: Session) -> None:
        if self._session is not None:  # else locked meanwhile
            self._hand_over(session)

    def _hand_over(self, session: Session) -> None:
        self._session = None
        self.session_opened.emit(session)
