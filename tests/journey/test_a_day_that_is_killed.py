"""A clinic day on two processes that are killed at random moments loses nothing it acknowledged.

Two processes want the same vault. One has it and works; the other waits, and goes on where the
first was killed. This file is also the program that works: it says each time that something is
kept. Meanwhile somebody types, and the program's own keeper seals it: the worker who comes next
finds what was typed up to a second before the kill. 20 kills in CI; 200 with
CLINIC_APP_EXAMPLES=500.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TextIO

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.errors import ClinicError
from clinic_app.interview.answers import UNKNOWN
from clinic_app.records.client import Consent
from clinic_app.records.draft import Pane, Part
from clinic_app.records.kyr_event import Attendance
from clinic_app.ui.draft_keeper import DraftKeeper
from clinic_app.ui.jobs import BackgroundJobs
from clinic_app.vault.checking import damaged_pages
from clinic_app.vault.engine import apart
from clinic_app.vault.errors import VaultInUseError
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.vault.vault import Vault
from clinic_app.workflows import clients, drafts, first_start, kyr, screenings
from clinic_app.workflows.session import Session

KILLS = max(20, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) * 2 // 5)
MOST_ACTS = 150
MS_BETWEEN_KEYS = 20
OLDEST_DRAFT_MS = 1_000
TODAY = Today(date(2026, 11, 25))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies of the process are killed")
def test_what_was_acknowledged_is_there_whoever_is_killed_and_when(tmp_path: Path) -> None:
    said = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, __file__, str(tmp_path / "clinic"), str(KILLS)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.getcwd()},  # noqa: PTH109
    )

    assert said.returncode == 0, said.stderr
    result = json.loads(said.stdout)
    assert result["kills"] == KILLS
    assert result["acknowledged"] >= KILLS
    assert result["lost"] == []
    assert result["damaged_pages"] == 0
    assert len(result["draft_ages_ms"]) == KILLS
    assert max(result["draft_ages_ms"]) <= OLDEST_DRAFT_MS
    # Of a process that was killed at once nothing is measured; of most, something is.
    assert sum(typed > 0 for typed in result["typed_ms"]) > KILLS // 2


def now_ms() -> int:
    """Return a clock that all processes of this computer share."""
    return time.monotonic_ns() // 1_000_000


@dataclass
class Told:
    """What the processes said, in the order in which they had the vault.

    Attributes:
        acts: What is kept.
        typing: Whose turn it was, the newest key they found, and when they began to type.
        killed_ms: When a process was killed.
    """

    acts: list[str] = field(default_factory=list)
    typing: list[tuple[int, int, int]] = field(default_factory=list)
    killed_ms: dict[int, int] = field(default_factory=dict)

    def take(self, line: str) -> int:
        """Take one line, and return who said it."""
        speaker, act = line.strip().split(" ", 1)
        if act.startswith("typing "):
            _typing, found, began = act.split()
            self.typing.append((int(speaker), int(found), int(began)))
        else:
            self.acts.append(act)
        return int(speaker)

    def ages_and_spans(self, left: int) -> Iterator[tuple[int, int]]:
        """Return of each kill how old the draft was, and how long its process had typed."""
        found = [newest for _who, newest, _began in self.typing[1:]] + [left]
        for (who, _newest, began), draft in zip(self.typing, found, strict=True):
            if who in self.killed_ms:
                killed = self.killed_ms[who]
                yield killed - max(draft, began), killed - began


def main(folder: Path, kills: int) -> None:
    """Kill whoever works, *kills* times, and count what is there afterwards."""
    made = first_start.create_clinic(
        folder,
        clinic_name="Harbor",
        clinic_code="HARBOR",
        site="Hall",
        phone="",
        worker_name="Ana Example",
        accreditation=None,
        sign_in_name="ana",
        passphrase="correct horse battery staple gravel moth",
        today=TODAY,
        cost=LEAST_COST,
    )
    made.session.lock()
    chance = random.Random(7)  # noqa: S311 - when to kill, not what to keep secret
    told, tells = os.pipe()
    heard = Told()
    with os.fdopen(told, "r") as lines:
        ids = [started(folder, made.recovery_code, tells) for _process in range(2)]
        for _kill in range(kills):
            worker_id = said_by(lines, heard, chance.randint(1, MOST_ACTS))
            heard.killed_ms[worker_id] = now_ms()
            os.kill(worker_id, signal.SIGKILL)
            os.waitpid(worker_id, 0)
            ids.remove(worker_id)
            ids.append(started(folder, made.recovery_code, tells))
        for process_id in ids:
            os.kill(process_id, signal.SIGKILL)
            os.waitpid(process_id, 0)
        os.close(tells)
        for line in lines:
            if line.endswith("\n"):
                heard.take(line)
    sys.stdout.write(json.dumps({"kills": kills} | compared(folder, made, heard)))


def said_by(lines: TextIO, heard: Told, count: int) -> int:
    """Read *count* lines and return who said the last one: whoever works now."""
    speaker = 0
    for _line in range(count):
        speaker = heard.take(lines.readline())
    return speaker


def compared(folder: Path, made: first_start.NewClinic, heard: Told) -> dict[str, object]:
    session = opened(folder, made.recovery_code)
    there = set(kept_in(session))
    ages = list(heard.ages_and_spans(newest_key(session)))
    with session.vault.as_a_whole() as whole, apart(whole[0], whole[1]) as connection:
        damaged = len(damaged_pages(connection))
    session.lock()
    return {
        "acknowledged": len(heard.acts),
        "lost": sorted(set(heard.acts) - there),
        "damaged_pages": damaged,
        "draft_ages_ms": [age for age, _span in ages],
        "typed_ms": [span for _age, span in ages],
    }


def newest_key(session: Session) -> int:
    """Return when the newest key was pressed that is in the draft; 0 for no draft."""
    left = drafts.left(session)
    return int(left.panes[0].parts[0].value) if left else 0


def kept_in(session: Session) -> Iterator[str]:
    """Return everything that is kept, in the words in which it was acknowledged."""
    with session.reading() as opened_vault:
        for client in opened_vault.clients.recent(100_000):
            yield f"client {client.id}"
            for screening in opened_vault.screenings.of_client(client.id):
                yield f"screening {screening.id}"
                yield from (f"answer {screening.id} {key}" for key in screening.answers)
        for event in opened_vault.kyr_events.all():
            yield from (f"heads {event.id} {heads}" for heads in range(event.heads + 1))


def started(folder: Path, code: str, tells: int) -> int:
    """Start one more process and return its id."""
    process_id = os.fork()
    if not process_id:
        work_for_ever(opened(folder, code), tells)
    return process_id


def opened(folder: Path, code: str) -> Session:
    vault = waited_for(folder, code)
    with vault.reading() as opened_vault:
        (worker,) = opened_vault.workers.all()
        clinic = opened_vault.clinic.get()
    return Session(vault, worker, clinic, TODAY)


def waited_for(folder: Path, code: str) -> Vault:
    while True:
        try:
            return open_vault_by_recovery_code(folder, code)
        except VaultInUseError:
            # Nobody tells that a process was killed: this looks again, as a worker would.
            threading.Event().wait(0.005)


def work_for_ever(session: Session, tells: int) -> None:
    """Work and type, and say each time that something is kept; its age tells what was typed."""
    application, jobs = QCoreApplication([]), BackgroundJobs()
    found, keys = newest_key(session), [now_ms()]

    def say(act: str) -> None:
        os.write(tells, f"{os.getpid()} {act}\n".encode())

    def press() -> None:
        keys[0] = now_ms()
        keeper.touch()

    def work(act: str = "") -> None:
        if act:
            say(act)
        jobs.run(lambda: next(acts), on_done=work, on_error=failed)

    say(f"typing {found} {keys[0]}")
    acts = days(session)
    keeper = DraftKeeper(jobs)
    keeper.begin(session, lambda: (Pane(name="clients.form", parts=(Part("Name", str(keys[0])),)),))
    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(MS_BETWEEN_KEYS)
    work()
    application.exec()


def failed(error: ClinicError) -> None:
    raise AssertionError(type(error).__name__)


def days(session: Session) -> Iterator[str]:
    while True:
        yield from day(session)


def day(session: Session) -> Iterator[str]:
    """Register, screen and count, and say what is kept after each act."""
    client = clients.register(
        session,
        name="Wideline Desir",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    yield f"client {client.id}"
    screening = screenings.begin(session, client.id, "HT")
    yield f"screening {screening.id}"
    for key in ("nationalities", "first_entry"):
        screenings.answer(session, screening.id, key, UNKNOWN)
        yield f"answer {screening.id} {key}"
    event = kyr.begin(session, "Hall", ("ht",))
    for heads in range(1, 4):
        event = kyr.save(session, replace(event, attendance=(Attendance("ht", heads, 0),)))
        yield f"heads {event.id} {heads}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
