"""Work that runs at once, so that most screen tests have nothing to wait for."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from clinic_app.errors import ClinicError
from clinic_app.ui.jobs import ClosableJobs

T = TypeVar("T")


class InlineJobs:
    """Runs work on the spot and reports before ``run`` returns."""

    def run(
        self,
        work: Callable[[], T],
        *,
        on_done: Callable[[T], object],
        on_error: Callable[[ClinicError], object],
    ) -> None:
        try:
            result = work()
        except ClinicError as error:
            on_error(error)
        else:
            on_done(result)

    run_aside = run

    def run_steps(
        self,
        steps: Callable[[], Iterator[tuple[int, int]]],
        *,
        on_progress: Callable[[int, int], object],
        on_done: Callable[[], object],
        on_error: Callable[[ClinicError], object],
    ) -> Callable[[], None]:
        try:
            for done, total in steps():
                on_progress(done, total)
        except ClinicError as error:
            on_error(error)
        else:
            on_done()
        return lambda: None

    def forget_callbacks(self) -> None:
        """Nothing is ever under way."""

    def wait_until_idle(self) -> None:
        """Nothing is ever under way."""


@pytest.fixture(autouse=True)
def nothing_outlives_its_test() -> Iterator[None]:
    """Delete every window and every screen that no window shows: each makes the next test slower.

    In the program they end with the process, or with :meth:`Desk.close` after a lock.
    """
    yield
    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def jobs() -> ClosableJobs:
    return InlineJobs()
