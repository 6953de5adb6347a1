"""What is being typed, in the vault at most a second later."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_app.errors import ClinicError
from clinic_app.records.draft import Pane
from clinic_app.ui.jobs import Jobs
from clinic_app.workflows import drafts
from clinic_app.workflows.session import Session

KEEP_AFTER_MS = 400
"""A keystroke waits so long for the ones after it; saving takes far less than the rest of the
second."""


class DraftKeeper(QObject):
    """Looks at the window after each touch, and keeps what changed.

    Signals:
        failed: What is typed cannot be kept. Carries the error.
        kept: It is in the vault.
    """

    failed = Signal(object)
    kept = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._session: Session | None = None
        self._panes: Callable[[], tuple[Pane, ...]] = tuple
        self._last: tuple[Pane, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self, session: Session, panes: Callable[[], tuple[Pane, ...]]) -> None:
        """Keep what *panes* say for the worker of *session*, from now on."""
        self._session, self._panes, self._last = session, panes, None

    def end(self) -> None:
        """Keep nothing any more."""
        self._timer.stop()
        self._session, self._panes, self._last = None, tuple, None

    def touch(self) -> None:
        """Look soon: somebody typed, clicked or was led to another screen."""
        if self._session is not None and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Look now."""
        session = self._session
        if session is None:
            return
        panes = self._panes()
        if panes == self._last:
            return
        self._last = panes
        self._jobs.run(
            partial(drafts.keep, session, panes),
            on_done=lambda _nothing: self.kept.emit(),
            on_error=self._on_failed,
        )

    def _on_failed(self, error: ClinicError) -> None:
        self._last = None  # the next touch tries again
        self.failed.emit(error)
