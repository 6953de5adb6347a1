"""Work away from the window's thread: the only module with threads."""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from clinic_app.errors import ClinicError

T = TypeVar("T")


class Jobs(Protocol):
    """Runs work from ``workflows`` and reports to the window."""

    def run(
        self,
        work: Callable[[], T],
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[ClinicError], object],
    ) -> None:
        """Run *work* after all that was given before it; for what opens the vault or writes.

        Args:
            work: No Qt; opens its own transaction and returns a frozen value.
            on_done: Gets the value, on the window's thread.
            on_error: Gets an expected failure, on the window's thread. Any other exception
                is a bug and closes the program.
        """

    def run_aside(
        self,
        work: Callable[[], T],
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[ClinicError], object],
    ) -> None:
        """Run long *work* that only computes or reads, beside the line of short jobs."""

    def run_steps(
        self,
        steps: Callable[[], Iterator[tuple[int, int]]],
        *,
        on_progress: Callable[[int, int], object],
        on_done: Callable[[], object],
        on_error: Callable[[ClinicError], object],
    ) -> Callable[[], None]:
        """Run long writing work step by step; short jobs run between two steps.

        Args:
            steps: Begins the work; yields how much is done of how much after each step.
            on_progress: Gets both numbers, on the window's thread.
            on_done: Called after the last step, also where it was stopped before.
            on_error: Gets an expected failure, on the window's thread.

        Returns:
            What stops the work after the step in hand.
        """


class ClosableJobs(Jobs, Protocol):
    """Jobs as the program's own life needs them: screens never end anything."""

    def forget_callbacks(self) -> None:
        """Let the work given so far end, but report to nobody: its screens are gone."""

    def wait_until_idle(self) -> None:
        """Return when everything given so far has ended; what was to be saved is saved."""


class OnceOnly:
    """Begins an act once, however often it is asked for before it has ended.

    Work waits behind other work, a collection or a report, and whoever sees nothing happen
    presses Enter again.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._under_way: set[tuple[str, ...]] = set()

    def run(
        self,
        act: tuple[str, ...],
        work: Callable[[], T],
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[ClinicError], object],
    ) -> None:
        """Run *work* as :meth:`Jobs.run` does, unless the same *act* is under way."""
        if act in self._under_way:
            return
        self._under_way.add(act)

        def on_ended(value: T) -> None:
            self._under_way.discard(act)
            on_done(value)

        def on_failed(error: ClinicError) -> None:
            self._under_way.discard(act)
            on_error(error)

        self._jobs.run(work, on_done=on_ended, on_error=on_failed)


class BackgroundJobs(QObject):
    """One thread for what writes, so jobs run in order and the vault has one writer."""

    _reported = Signal(int, object)  # round, what to call on the window's thread

    def __init__(self) -> None:
        super().__init__()
        self._writing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writing")
        self._aside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")
        self._round = 0
        self._reported.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[ClinicError], object],
    ) -> None:
        """See :meth:`Jobs.run`."""
        self._writing.submit(self._carry, self._round, work, on_done, on_error)

    def run_aside(
        self,
        work: Callable[[], T],
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[ClinicError], object],
    ) -> None:
        """See :meth:`Jobs.run_aside`."""
        self._aside.submit(self._carry, self._round, work, on_done, on_error)

    def run_steps(
        self,
        steps: Callable[[], Iterator[tuple[int, int]]],
        *,
        on_progress: Callable[[int, int], object],
        on_done: Callable[[], object],
        on_error: Callable[[ClinicError], object],
    ) -> Callable[[], None]:
        """See :meth:`Jobs.run_steps`."""
        walk = _Walk(steps)

        def on_step(made: tuple[int, int] | None) -> None:
            if made is None:
                on_done()
                return
            on_progress(*made)
            self.run(walk.step, on_done=on_step, on_error=on_error)

        self.run(walk.step, on_done=on_step, on_error=on_error)
        return walk.stop

    def forget_callbacks(self) -> None:
        """See :meth:`ClosableJobs.forget_callbacks`."""
        self._round += 1

    def wait_until_idle(self) -> None:
        """See :meth:`ClosableJobs.wait_until_idle`."""
        for lane in (self._writing, self._aside):
            lane.submit(_nothing).result()

    def _carry(
        self,
        number: int,
        work: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[ClinicError], object],
    ) -> None:
        report: Callable[[], object]
        try:
            report = partial(on_done, work())
        except ClinicError as error:
            report = partial(on_error, error)
        except BaseException as bug:  # noqa: BLE001 - raised again on the window's thread
            report = partial(_raise, bug)
        self._reported.emit(number, report)

    @Slot(int, object)
    def _call(self, number: int, report: Callable[[], object]) -> None:
        is_bug = getattr(report, "func", None) is _raise
        if number == self._round or is_bug:
            report()


class _Walk:
    """Long work that is begun with its first step and can be stopped between two."""

    def __init__(self, steps: Callable[[], Iterator[tuple[int, int]]]) -> None:
        self._begin = steps
        self._steps: Iterator[tuple[int, int]] | None = None
        self._is_stopped = False

    def step(self) -> tuple[int, int] | None:
        """Take one step; None after the last one, or where it was stopped."""
        if self._steps is None:
            self._steps = self._begin()
        if self._is_stopped:
            if isinstance(self._steps, Generator):
                self._steps.close()
            return None
        return next(self._steps, None)

    def stop(self) -> None:
        """Take no further step; what the work holds open is closed by its own thread."""
        self._is_stopped = True


def _nothing() -> None:
    """Run behind everything else of a lane."""


def _raise(bug: BaseException) -> None:
    raise bug
