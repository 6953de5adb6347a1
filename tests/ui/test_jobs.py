"""Real threads, tested once: work runs elsewhere, reports here, in order."""

import threading
from collections.abc import Callable, Generator, Iterator

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.errors import ClinicError
from clinic_app.ui.jobs import BackgroundJobs


@pytest.fixture
def background_jobs(qtbot: QtBot) -> Iterator[BackgroundJobs]:  # noqa: ARG001 - needs an application
    running = BackgroundJobs()
    yield running
    running.wait_until_idle()


def _fail(*_anything: object) -> None:
    pytest.fail("reported")


def test_work_runs_elsewhere_and_reports_here(
    qtbot: QtBot, background_jobs: BackgroundJobs
) -> None:
    here = threading.get_ident()
    seen: list[tuple[int, int]] = []

    background_jobs.run(
        threading.get_ident,
        on_done=lambda there: seen.append((there, threading.get_ident())),
        on_error=_fail,
    )
    qtbot.waitUntil(lambda: len(seen) == 1)

    [(there, callback_thread)] = seen
    assert there != here
    assert callback_thread == here


def test_short_jobs_report_in_the_order_they_were_given(
    qtbot: QtBot, background_jobs: BackgroundJobs
) -> None:
    seen: list[int] = []

    for number in range(50):
        background_jobs.run(lambda number=number: number, on_done=seen.append, on_error=_fail)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(seen) == 50)

    assert seen == list(range(50))


def test_long_work_aside_does_not_hold_up_short_jobs(
    qtbot: QtBot, background_jobs: BackgroundJobs
) -> None:
    gate, seen = threading.Event(), list[str]()

    background_jobs.run_aside(
        lambda: gate.wait(5), on_done=lambda _set: seen.append("long"), on_error=_fail
    )
    background_jobs.run(lambda: None, on_done=lambda _none: seen.append("short"), on_error=_fail)
    qtbot.waitUntil(lambda: seen == ["short"])
    gate.set()
    qtbot.waitUntil(lambda: seen == ["short", "long"])


def test_an_expected_failure_reaches_its_own_callback(
    qtbot: QtBot, background_jobs: BackgroundJobs
) -> None:
    def fail() -> None:
        raise ClinicError

    seen: list[ClinicError] = []
    background_jobs.run(fail, on_done=_fail, on_error=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1)


def test_a_bug_comes_up_on_the_windows_thread(
    qtbot: QtBot, background_jobs: BackgroundJobs
) -> None:
    def fail() -> None:
        raise LookupError

    with qtbot.captureExceptions() as bugs:
        background_jobs.run(fail, on_done=_fail, on_error=_fail)
        qtbot.waitUntil(lambda: len(bugs) == 1)

    assert bugs[0][0] is LookupError


def test_forgotten_work_ends_but_reports_to_nobody(
    qtbot: QtBot, background_jobs: BackgroundJobs
) -> None:
    done, seen = list[int](), list[int]()

    background_jobs.run(lambda: done.append(1), on_done=_fail, on_error=_fail)
    background_jobs.forget_callbacks()
    background_jobs.run(lambda: 2, on_done=seen.append, on_error=_fail)
    qtbot.waitUntil(lambda: seen == [2])

    assert done == [1]


def test_waiting_until_idle_waits_for_both_lanes(background_jobs: BackgroundJobs) -> None:
    done: list[str] = []

    background_jobs.run(lambda: done.append("short"), on_done=str, on_error=_fail)
    background_jobs.run_aside(lambda: done.append("long"), on_done=str, on_error=_fail)
    background_jobs.wait_until_idle()

    assert sorted(done) == ["long", "short"]


def test_long_work_reports_each_step_and_lets_short_jobs_between(
    qtbot: QtBot, background_jobs: BackgroundJobs
) -> None:
    order: list[str] = []

    def steps() -> Generator[tuple[int, int]]:
        for number in (1, 2, 3):
            order.append(f"step {number}")
            yield number, 3

    def on_progress(done: int, _total: int) -> None:
        if done == 1:
            background_jobs.run(
                lambda: order.append("short"), on_done=lambda _: None, on_error=lambda _: None
            )

    finished: list[bool] = []
    background_jobs.run_steps(
        steps,
        on_progress=on_progress,
        on_done=lambda: finished.append(True),
        on_error=lambda _: None,
    )
    qtbot.waitUntil(lambda: bool(finished))

    assert order == ["step 1", "short", "step 2", "step 3"]


def test_long_work_stops_after_the_step_in_hand_and_closes_what_it_opened(
    qtbot: QtBot, background_jobs: BackgroundJobs
) -> None:
    taken: list[int] = []
    closed: list[int] = []

    def steps() -> Generator[tuple[int, int]]:
        try:
            for number in range(1_000):
                taken.append(number)
                yield number, 1_000
        finally:
            closed.append(threading.get_ident())

    stop: list[Callable[[], None]] = []
    ended: list[bool] = []
    stop.append(
        background_jobs.run_steps(
            steps,
            on_progress=lambda _done, _total: stop[0](),
            on_done=lambda: ended.append(True),
            on_error=_fail,
        )
    )
    qtbot.waitUntil(lambda: bool(ended))

    assert taken == [0]
    assert closed != [threading.get_ident()]
