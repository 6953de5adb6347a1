"""``hq collect`` killed from outside: nothing is double, lost, or wrongly acknowledged.

Another process is ended by the kernel once a random number of receipts lies there, so now in a
transaction and now between it and its receipts. One kill in CI on either database; 50 with
CLINIC_APP_EXAMPLES=2500.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from clinic_app.bundles import receipt
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters import enrolling
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is no signal of Windows")

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PROJECT = Path(__file__).parents[2]
KILLS = max(1, settings.default.max_examples // 50) if settings.default else 1
CLINICS, MONTHS = 50, 12
"""More than one batch."""


class Clinic(Protocol):
    def close(self, **totals: int) -> SealedFile: ...

    def answer(self) -> bytes: ...


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_killed_command_is_made_whole_by_the_next(
    database: str,
    request: pytest.FixtureRequest,
    issue_at: Callable[[Headquarters, str], Clinic],
    tmp_path: Path,
) -> None:
    make: Callable[[], Headquarters] = request.getfixturevalue(f"fresh_{database}")
    chance = random.Random(12)  # noqa: S311 - when to kill, not what to keep secret
    kills = 0
    while kills < KILLS:
        headquarters, inbox = make(), tmp_path / "inbox"
        shutil.rmtree(inbox, ignore_errors=True)
        inbox.mkdir()
        for number in range(CLINICS):
            clinic = issue_at(headquarters, f"C-{number}")
            enrolling.accept(headquarters, clinic.answer(), AT)
            for helped in range(1, MONTHS + 1):
                file = clinic.close(helped=helped)
                (inbox / file.name).write_bytes(file.data)
        ended = None
        while ended != 0:
            ended = collected(headquarters, inbox, tmp_path, chance)
            kills += ended != 0
            acknowledged = receipts_in(inbox, headquarters)
            with headquarters.ledger.reading() as opened:
                assert acknowledged == opened.bundles.held(sorted(acknowledged)).keys()
        assert len(acknowledged) == CLINICS * MONTHS
        report = draw_up(headquarters, Month(2026, 1), Month(2026, MONTHS))
        assert report.total(HeadlineCount.HELPED) == CLINICS * MONTHS
        assert not list(inbox.glob("*.part*"))


def collected(headquarters: Headquarters, inbox: Path, scratch: Path, chance: random.Random) -> int:
    """Run the command, and kill it at a random moment if it is not done; return how it ended."""
    words = scratch / "words"
    words.write_text("a passphrase of several words\n", encoding="utf-8")
    folders = (str(headquarters.folder), str(inbox))
    begun = len(list(inbox.glob("*.receipt")))
    enough = chance.randint(begun + 1, CLINICS * MONTHS + 1)
    with subprocess.Popen(  # noqa: S603 - our own words
        [
            *(sys.executable, "-m", "clinic_app", "hq", "collect", *folders),
            *("--passphrase-file", str(words)),
        ],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
    ) as running:
        while running.poll() is None and len(list(inbox.glob("*.receipt"))) < enough:
            with suppress(subprocess.TimeoutExpired):
                running.wait(0.01)
        with suppress(subprocess.TimeoutExpired):
            running.wait(chance.uniform(0, 0.5))
        running.kill()
    return running.returncode


def receipts_in(inbox: Path, headquarters: Headquarters) -> set[bytes]:
    """Return which files the receipts say are held; each receipt is whole."""
    read = (
        receipt.read(path.read_bytes(), headquarters.keys.signing.public)
        for path in inbox.glob("*.receipt")
    )
    return {bytes.fromhex(one.sha256) for one in read if one.status.is_held}
