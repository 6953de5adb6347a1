"""The lock that asks nothing and loses nothing.

The window is covered first, and every dialog closed. Then work under way ends, so that what was
just being saved is not offered again; what is still half-typed is sealed into the vault; and the
vault is closed. A disk that refuses the seal does not keep the vault open.
"""

from functools import partial

from PySide6.QtCore import QObject, Signal

from clinic_app.errors import ClinicError
from clinic_app.records.draft import Pane
from clinic_app.translation import gettext as _
from clinic_app.ui.flows.returning import Returning, close_dialogs, merged
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.workflows import drafts
from clinic_app.workflows.session import Session


class Locking(QObject):
    """Takes one session off the window.

    Signals:
        locked: The vault is closed. Carries what kept the draft from being kept, or None.
    """

    locked = Signal(object)

    def __init__(self, window: MainWindow, jobs: Jobs) -> None:
        super().__init__()
        self._window = window
        self._jobs = jobs
        self._under_way: Session | None = None

    def lock(self, session: Session, returning: Returning) -> None:
        """Seal what *returning* sees, and close the vault of *session*."""
        self._under_way = session
        before = returning.panes()
        self._window.cover(_("Locking…"))
        close_dialogs()

        def on_work_ended(_answer: ClinicError | None) -> None:
            close_dialogs()  # one may have been on its way
            panes = merged(before, returning.panes())
            self._jobs.run(
                partial(_seal_and_lock, session, panes),
                on_done=self._on_locked,
                on_error=self._on_locked,
            )

        self._jobs.run(_nothing, on_done=on_work_ended, on_error=on_work_ended)

    def finish(self) -> None:
        """Close the vault of a lock under way now: the window goes before the lock has ended."""
        if self._under_way is not None:
            self._under_way.lock()
            self._under_way = None

    def _on_locked(self, error: ClinicError | None) -> None:
        self._under_way = None
        self.locked.emit(error)


def _seal_and_lock(session: Session, panes: tuple[Pane, ...]) -> None:
    try:
        drafts.keep(session, panes)
    finally:
        session.lock()


def _nothing() -> None:
    """Run behind the work under way."""
    return
