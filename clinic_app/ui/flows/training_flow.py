"""Looking around: a training clinic of invented families, made once and then opened."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinic_app.clock import Today
from clinic_app.errors import ClinicError
from clinic_app.files.reading import is_file_seen, read_bounded
from clinic_app.ui.jobs import Jobs
from clinic_app.workflows import demo
from clinic_app.workflows.demo import DemoOrder

FOLDER = "training"
_CLIENTS, _EVENTS, _SEED = 60, 4, 7
_OPEN_SINCE = timedelta(days=75)
"""Long enough for a whole month that can be closed."""
_MOST_BYTES = 1024


class TrainingFlow(QObject):
    """Makes the training vault, or finds the one made before.

    Signals:
        progressed: How much is done, of how much.
        ready: The vault is there. Carries its folder and its passphrase.
        failed: It could not be made. Carries the error.
    """

    progressed = Signal(int, int)
    ready = Signal(object, str)
    failed = Signal(object)

    def __init__(self, beside: Path, jobs: Jobs, today: Callable[[], Today]) -> None:
        super().__init__()
        self._folder = beside / FOLDER
        self._jobs = jobs
        self._today = today
        self._stop: Callable[[], None] = lambda: None

    def open(self) -> None:
        """Make the families, unless they were made before."""
        if is_file_seen(self._folder / demo.PASSPHRASE_FILE):
            self._on_made()
            return
        day = self._today().day
        order = DemoOrder(
            clients=_CLIENTS, events=_EVENTS, seed=_SEED, first=day - _OPEN_SINCE, last=day
        )
        folder = self._folder
        self._stop = self._jobs.run_steps(
            lambda: demo.fill(folder, order, day),
            on_progress=self.progressed.emit,
            on_done=self._on_made,
            on_error=self.failed.emit,
        )

    def stop(self) -> None:
        """Invent no more; the families made so far can be looked at."""
        self._stop()

    def _on_made(self) -> None:
        self._jobs.run(self._passphrase, on_done=self._on_known, on_error=self._on_failed)

    def _passphrase(self) -> str:
        written = read_bounded(self._folder / demo.PASSPHRASE_FILE, _MOST_BYTES)
        return written.decode(
            errors="replace"
        ).strip()  # damaged, it opens nothing, and that is said

    def _on_known(self, passphrase: str) -> None:
        self.ready.emit(self._folder, passphrase)

    def _on_failed(self, error: ClinicError) -> None:
        self.failed.emit(error)
