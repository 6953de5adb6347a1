"""Collecting that is killed at random moments: nothing is double, lost, or wrongly acknowledged.

Each time a copy of the process collects and the kernel ends it there and then, as kill -9 would.
5 kills in CI on either database; 100 with CLINIC_APP_EXAMPLES=1000.
"""

import os
import random
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Protocol

import pytest
from hypothesis import settings

from clinic_app.bundles import receipt
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters import collecting
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="copies are killed; Windows makes none"
)

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
KILLS = max(5, settings.default.max_examples // 10) if settings.default else 5
MONTHS = 12


class Clinic(Protocol):
    def close(self, **totals: int) -> SealedFile: ...


def test_whenever_collecting_is_killed_the_next_one_makes_it_whole(
    headquarters: Headquarters,
    enrolled: Callable[[str], Clinic],
    inbox: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collecting, "FILES_PER_BATCH", 3)
    chance = random.Random(11)  # noqa: S311 - when to kill, not what to keep secret
    files: list[SealedFile] = []
    long_enough = timed(headquarters, closed_year(enrolled("C-0"), inbox / "0", files))
    kills = clinics = 0
    while kills < KILLS:
        clinics += 1
        stick = closed_year(enrolled(f"C-{clinics}"), inbox / str(clinics), files)
        kills += is_killed(headquarters, stick, chance.uniform(0, long_enough))
        acknowledged = receipts_in(inbox, headquarters)
        with headquarters.ledger.reading() as opened:
            assert acknowledged == opened.bundles.held(sorted(acknowledged)).keys()

    collect(headquarters, inbox, AT)

    everything = {bytes.fromhex(file.sha256) for file in files}
    assert receipts_in(inbox, headquarters) == everything
    with headquarters.ledger.reading() as opened:
        assert opened.bundles.held(sorted(everything)).keys() == everything
    report = draw_up(headquarters, Month(2026, 1), Month(2026, MONTHS))
    assert report.total(HeadlineCount.HELPED) == (clinics + 1) * MONTHS
    again = collect(headquarters, inbox, AT)
    assert {one.status.value for one in again.results} == {"seen"}


def closed_year(clinic: Clinic, stick: Path, files: list[SealedFile]) -> Path:
    """Let *clinic* help one person in each month, and carry its bundles on a stick of its own."""
    stick.mkdir()
    for helped in range(1, MONTHS + 1):
        file = clinic.close(helped=helped)
        (stick / file.name).write_bytes(file.data)
        files.append(file)
    return stick


def timed(headquarters: Headquarters, stick: Path) -> float:
    """Return how many seconds it takes to collect a stick."""
    begun = perf_counter()
    collect(headquarters, stick, AT)
    return perf_counter() - begun


def is_killed(headquarters: Headquarters, stick: Path, seconds: float) -> bool:
    """Let a copy of this process collect for *seconds*; return whether it was ended in it."""
    process_id = os.fork()
    if process_id == 0:
        try:
            signal.signal(
                signal.SIGALRM, signal.SIG_DFL
            )  # the kernel ends it: no line of ours runs
            signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
            collect(headquarters, stick, AT)
            os._exit(0)
        finally:
            os._exit(1)
    _id, status = os.waitpid(process_id, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def receipts_in(inbox: Path, headquarters: Headquarters) -> set[bytes]:
    """Return which files the receipts say are held; each receipt is whole."""
    read = (
        receipt.read(path.read_bytes(), headquarters.keys.signing.public)
        for path in inbox.rglob("*.receipt")
    )
    return {bytes.fromhex(one.sha256) for one in read if one.status.is_held}
