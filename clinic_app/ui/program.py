"""The life of the program: locked, at work, locked again, closed."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from clinic_app import clock
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import Argon2Cost
from clinic_app.errors import ClinicError
from clinic_app.messages.explaining import explain
from clinic_app.records.draft import Draft
from clinic_app.translation import gettext as _
from clinic_app.ui.capture import hide_from_capture
from clinic_app.ui.choosing import DialogFileChooser, FileChooser
from clinic_app.ui.clipboard_watch import ClipboardWatch
from clinic_app.ui.draft_keeper import DraftKeeper
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.flows.entry_flow import EntryFlow
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.returning import Returning, close_dialogs
from clinic_app.ui.focus_in_sight import FocusInSight
from clinic_app.ui.focus_return import FocusReturn
from clinic_app.ui.idle import IdleWatch
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.locking import Locking
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.print_out import PrintOut
from clinic_app.ui.printer_choice import NO_PRINTER_YET, PrinterChoice
from clinic_app.ui.screens.keys import KeysDialog, keys_title
from clinic_app.ui.system_watch import SystemWatch
from clinic_app.ui.words.lock_words import (
    LockReason,
    countdown_words,
    locked_words,
    new_keys_words,
    only_read_words,
)
from clinic_app.workflows import drafts
from clinic_app.workflows.session import Session


class Program(QObject):
    """Ties the window to a session, and takes it apart when the computer is left.

    Signals:
        code_unproven: A vault's recovery code was shown and not yet typed back. Carries the
            vault's id; empty once it was.
        second_folder_chosen: Second copies of backups go there. Carries the path.
        printer_chosen: Sheets go there from now on. Carries the choice.
    """

    code_unproven = Signal(str)
    second_folder_chosen = Signal(object)
    printer_chosen = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        jobs: ClosableJobs,
        folder: Path,
        *,
        chooser: FileChooser | None = None,
        today: Callable[[], Today] = clock.today,
        now: Callable[[], datetime] = clock.now,
        cost: Argon2Cost | None = None,
        unproven_vault: str = "",
        second_folder: Path | None = None,
        headquarters_folder: Path | None = None,
        printer: PrinterChoice = NO_PRINTER_YET,
        settings_folder: Path | None = None,
        lost_folder: Path | None = None,
    ) -> None:
        super().__init__()
        self.window = window
        self._jobs = jobs
        self._chooser = chooser or DialogFileChooser(window)
        self._session: Session | None = None
        self._unproven_vault = unproven_vault
        self._second_folder = second_folder
        self.print_out = PrintOut(window, printer)
        self.print_out.chosen.connect(self.printer_chosen)
        self.desk: Desk | None = None
        self._returning: Returning | None = None
        self._now = now
        self._standing_words = ""  # of the banner, for as long as this worker is at work
        self._lock_words = partial(locked_words, LockReason.WISH, now())
        self.idle = IdleWatch(now)
        self.system = SystemWatch()
        self.clipboard = ClipboardWatch()
        self.keeper = DraftKeeper(jobs)
        self._locking = Locking(window, jobs)
        self._dialogs: dict[str, Callable[[], None]] = {keys_title(): self.show_keys}
        self.entry = EntryFlow(
            folder,
            jobs,
            window.show_screen,
            chooser=self._chooser,
            paper=PaperFlow(jobs, window.show_screen, self._chooser, self.print_out),
            today=today,
            cost=cost,
            headquarters_folder=headquarters_folder,
            settings_folder=settings_folder,
            lost_folder=lost_folder,
        )

        self.entry.code_unproven.connect(self._on_code_unproven)
        self.entry.session_opened.connect(self._on_session_opened)
        self.entry.vault_opened.connect(self.idle.start)
        for drop in (self.idle.stop, self.clipboard.forget):
            self.entry.headquarters.closed.connect(drop)
        self._locking.locked.connect(self._on_sealed)
        window.lock_requested.connect(self.lock)
        window.closed.connect(self.close)
        window.keys_requested.connect(self.show_keys)
        window.screen_changing.connect(lambda _screen: self.keeper.touch())
        for watch in (self.idle, self.system):
            watch.lock_due.connect(self.lock)
        self.idle.touched.connect(self.keeper.touch)
        self.idle.seconds_left.connect(self._on_seconds_left)
        self.keeper.failed.connect(self._on_warned)
        self.keeper.kept.connect(lambda: window.show_banner(""))

    def begin(self) -> None:
        """Show the first screen."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            FocusReturn(self.window, application)
            FocusInSight(self.window, application)
            self.idle.follow_windows(application)
            hide_from_capture(application)
        self.idle.watch(self.window.windowHandle())
        self.system.listen(self.window)
        self.entry.open()

    def _on_session_opened(self, session: Session) -> None:
        self.window.cover(_("Opening…"))  # before all screens are built, which takes a while
        self._seat(session).open()
        self._jobs.run(
            partial(drafts.left, session), on_done=self._on_draft, on_error=self._on_draft_lost
        )

    def _on_draft(self, draft: Draft | None) -> None:
        if self._returning is not None:
            self._returning.put_back(draft.panes if draft else (), self._on_at_work)

    def _on_draft_lost(self, error: ClinicError) -> None:
        self._on_at_work()
        self.window.show_banner(explain(error))

    def _on_at_work(self) -> None:
        session, desk, returning = self._session, self.desk, self._returning
        if session is None or desk is None or returning is None:
            return
        self.window.uncover()
        if session.is_only_read:
            self._standing_words = only_read_words()
            self.window.show_banner(self._standing_words)
            self.idle.start()
            return
        if session.vault.id == self._unproven_vault:
            desk.clinic.recovery.open(was_never_proven=True)
        self.keeper.begin(session, returning.panes)
        self.idle.start()
        desk.backups.back_up_if_due()
        desk.duplicates.catch_up()

    def _on_session_changed(self, session: Session, stop_name: str) -> None:
        if self._session is None:
            return  # somebody locked at the same moment
        self._jobs.forget_callbacks()  # of screens that go; what they began goes on
        self._unseat()
        desk = self._seat(session)
        desk.open_changed(stop_name)
        if self._returning is not None:
            self.keeper.begin(session, self._returning.panes)
        desk.backups.back_up_if_due()
        desk.duplicates.catch_up()

    def _unseat(self) -> None:
        self.keeper.end()
        if self._returning is not None:
            self._returning.forget()
            self._returning = None
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def _seat(self, session: Session) -> Desk:
        self._session = session
        self.desk = Desk(
            session,
            self._jobs,
            self.window,
            self._chooser,
            print_out=self.print_out,
            second_folder=self._second_folder,
        )
        self.desk.warned.connect(self._on_warned)
        self.desk.backups.second_folder_chosen.connect(self._on_second_folder_chosen)
        self.desk.session_changed.connect(self._on_session_changed)
        for proven in (self.desk.clinic.recovery.proven, self.desk.clinic.recovery.shares_proven):
            proven.connect(lambda: self._on_code_unproven(""))
        self.desk.clinic.new_keys.carried_out.connect(
            lambda unreadable: self._on_vault_locked(new_keys_words(unreadable), None)
        )
        self.desk.clinic.new_keys.cut_off.connect(lambda error: self._on_vault_locked("", error))
        self._returning = Returning(self.desk, self.window, self._jobs, self._dialogs)
        return self.desk

    def _on_code_unproven(self, vault_id: str) -> None:
        self._unproven_vault = vault_id
        self.code_unproven.emit(vault_id)

    def show_keys(self) -> None:
        """Show what the keyboard can do."""
        is_headquarters = self.entry.headquarters.headquarters is not None
        KeysDialog(self.window, is_headquarters=is_headquarters).open()

    def lock(self, reason: LockReason = LockReason.WISH) -> None:
        """Cover the window, seal what is half-typed, close the vault, and ask who works."""
        session, returning = self._session, self._returning
        self.idle.stop()
        self.clipboard.forget()
        if session is None or returning is None:
            close_dialogs()
            self.entry.lock()
            return
        self._session = None
        self._stop_what_can_be_stopped()
        self.keeper.end()
        self._lock_words = partial(locked_words, reason, self._now())
        self.entry.unlock.show_reason(self._lock_words())
        self._locking.lock(session, returning)

    def _on_sealed(self, error: ClinicError | None) -> None:
        if error is not None:
            self.entry.unlock.show_reason(self._lock_words(is_kept=False))
        self._on_locked(error)

    def _on_locked(self, error: ClinicError | None) -> None:
        self._jobs.forget_callbacks()
        self._unseat()
        self._standing_words = ""
        self.window.clear()
        self.window.uncover()
        self.entry.open()
        if error is not None:
            self.window.show_banner(explain(error))

    def _stop_what_can_be_stopped(self) -> None:
        """Let nothing long keep a lock waiting that leaves all as it was when stopped."""
        if self.desk is not None:
            self.desk.clinic.new_keys.stop()

    def _on_vault_locked(self, reason: str, error: ClinicError | None) -> None:
        """Ask who works: the vault was locked when it got new keys, or was about to."""
        if self._session is None:
            return  # somebody locked at the same moment, and is asked already
        self.idle.stop()
        self.clipboard.forget()
        self._session = None
        self.entry.unlock.show_reason(reason)
        self._on_locked(error)

    def _on_seconds_left(self, seconds: int) -> None:
        self.window.show_banner(countdown_words(seconds) if seconds else self._standing_words)

    def _on_second_folder_chosen(self, folder: Path) -> None:
        self._second_folder = folder
        self.second_folder_chosen.emit(folder)

    def _on_warned(self, error: ClinicError) -> None:
        self.window.show_banner(self._standing_words or explain(error))

    def close(self) -> None:
        """End what is under way and close the vault: the window goes."""
        self.idle.stop()
        self.clipboard.forget()
        self._stop_what_can_be_stopped()
        self.keeper.keep()
        self.keeper.end()
        close_dialogs()
        self._jobs.wait_until_idle()
        self._locking.finish()
        self._jobs.forget_callbacks()  # no screen is told of what ended meanwhile
        if self._session is not None:
            self._session.lock()
            self._session = None

    def abandon(self) -> None:
        """Close the vault after a mistake of the program; no screen goes on."""
        self.window.setEnabled(False)
        self.keeper.end()  # a screen that made a mistake is not read again
        self._jobs.forget_callbacks()
        self.close()
