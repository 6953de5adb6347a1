"""The life of the program: locked, at work, locked again, closed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from clinic_app import clock
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import Argon2Cost
from clinic_app.errors import ClinicError
from clinic_app.ui.choosing import DialogFileChooser, FileChooser
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.flows.entry_flow import EntryFlow
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.idle import IdleWatch
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.screens.keys import KeysDialog
from clinic_app.workflows.session import Session


class Program(QObject):
    """Ties the window to a session, and takes it apart when the computer is left.

    Signals:
        code_unproven: A vault's recovery code was shown and not yet typed back. Carries the
            vault's id; empty once it was.
    """

    code_unproven = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        jobs: ClosableJobs,
        folder: Path,
        *,
        chooser: FileChooser | None = None,
        today: Callable[[], Today] = clock.today,
        cost: Argon2Cost | None = None,
        unproven_vault: str = "",
    ) -> None:
        super().__init__()
        self.window = window
        self._jobs = jobs
        self._chooser = chooser or DialogFileChooser(window)
        self._session: Session | None = None
        self._unproven_vault = unproven_vault
        self.desk: Desk | None = None
        self.idle = IdleWatch()
        self.entry = EntryFlow(
            folder,
            jobs,
            window.show_screen,
            chooser=self._chooser,
            paper=PaperFlow(jobs, window.show_screen, window),
            today=today,
            cost=cost,
        )

        self.entry.code_unproven.connect(self._on_code_unproven)
        self.entry.session_opened.connect(self._on_session_opened)
        window.lock_requested.connect(self.lock)
        window.closed.connect(self.close)
        window.keys_requested.connect(self.show_keys)
        self.idle.idle.connect(self.lock)

    def begin(self) -> None:
        """Show the first screen."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            self.idle.follow_windows(application)
        self.idle.watch(self.window.windowHandle())
        self.entry.open()

    def _on_session_opened(self, session: Session) -> None:
        desk = self._seat(session)
        desk.open()
        if session.vault.id == self._unproven_vault:
            desk.clinic.recovery.open(was_never_proven=True)
        self.idle.start()

    def _on_session_changed(self, session: Session) -> None:
        if self.desk is not None:
            self.desk.close()
        self._seat(session).open_described()

    def _seat(self, session: Session) -> Desk:
        self._session = session
        self.desk = Desk(session, self._jobs, self.window, self._chooser)
        self.desk.session_changed.connect(self._on_session_changed)
        self.desk.clinic.recovery.proven.connect(lambda: self._on_code_unproven(""))
        return self.desk

    def _on_code_unproven(self, vault_id: str) -> None:
        self._unproven_vault = vault_id
        self.code_unproven.emit(vault_id)

    def show_keys(self) -> None:
        """Show what the keyboard can do."""
        KeysDialog(self.window).open()

    def lock(self) -> None:
        """Close the vault behind everything that is still being saved, and ask who works."""
        session = self._session
        if session is None:
            return
        self._session = None
        self.idle.stop()
        self.window.setEnabled(False)
        self._jobs.run(session.lock, on_done=self._on_locked, on_error=self._on_locked)

    def _on_locked(self, _answer: ClinicError | None) -> None:
        self._jobs.forget_callbacks()
        if self.desk is not None:
            self.desk.close()
            self.desk = None
        self.window.clear()
        self.window.setEnabled(True)
        self.entry.open()

    def close(self) -> None:
        """End what is under way and close the vault: the window goes."""
        self.idle.stop()
        self._jobs.wait_until_idle()
        if self._session is not None:
            self._session.lock()
            self._session = None

    def abandon(self) -> None:
        """Close the vault after a mistake of the program; no screen goes on."""
        self.window.setEnabled(False)
        self._jobs.forget_callbacks()
        self.close()
