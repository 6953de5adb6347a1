"""A clinic day on two processes that are killed at random moments loses nothing it acknowledged.

Two processes want the same vault. One has it and works; the other waits, and goes on where the
first was killed. This file is also the program that works: it says each time that something is
kept. 20 kills in CI; 200 with CLINIC_APP_EXAMPLES=500.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TextIO

import pytest

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.interview.answers import UNKNOWN
from clinic_app.records.client import Consent
from clinic_app.records.draft import Pane, Part
from clinic_app.records.kyr_event import Attendance
from clinic_app.vault.checking import damaged_pages
from clinic_app.vault.engine import apart
from clinic_app.vault.errors import VaultInUseError
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.vault.vault import Vault
from clinic_app.workflows import clients, drafts, first_start, kyr, screenings
from clinic_app.workflows.session import Session

KILLS = max(20, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) * 2 // 5)
MOST_ACTS = 60
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
    assert result["draft"] >= result["draft_acknowledged"] > 0


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
    acknowledged: list[str] = []
    with os.fdopen(told, "r") as lines:
        ids = [started(folder, made.recovery_code, tells) for _process in range(2)]
        for _kill in range(kills):
            worker_id = said_by(lines, acknowledged, chance.randint(1, MOST_ACTS))
            os.kill(worker_id, signal.SIGKILL)
            os.waitpid(worker_id, 0)
            ids.remove(worker_id)
            ids.append(started(folder, made.recovery_code, tells))
        for process_id in ids:
            os.kill(process_id, signal.SIGKILL)
            os.waitpid(process_id, 0)
        os.close(tells)
        acknowledged += [line.split(" ", 1)[1].strip() for line in lines if line.endswith("\n")]
    sys.stdout.write(json.dumps({"kills": kills} | compared(folder, made, acknowledged)))


def said_by(lines: TextIO, acknowledged: list[str], count: int) -> int:
    """Read *count* lines and return who said the last one: whoever works now."""
    speaker = ""
    for _line in range(count):
        speaker, act = lines.readline().split(" ", 1)
        acknowledged.append(act.strip())
    return int(speaker)


def compared(
    folder: Path, made: first_start.NewClinic, acknowledged: list[str]
) -> dict[str, object]:
    session = opened(folder, made.recovery_code)
    there = set(kept_in(session))
    left = drafts.left(session)
    with session.vault.as_a_whole() as whole, apart(whole[0], whole[1]) as connection:
        damaged = len(damaged_pages(connection))
    session.lock()
    typed = [int(act.split()[1]) for act in acknowledged if act.startswith("draft")]
    acts = {act for act in acknowledged if not act.startswith("draft")}
    return {
        "acknowledged": len(acknowledged),
        "lost": sorted(acts - there),
        "damaged_pages": damaged,
        "draft": int(left.panes[0].parts[0].value) if left else 0,
        "draft_acknowledged": max(typed, default=0),
    }


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
    """Work, and say each time that something is kept."""
    left = drafts.left(session)
    typed = int(left.panes[0].parts[0].value) if left else 0
    while True:
        for act in day(session):
            os.write(tells, f"{os.getpid()} {act}\n".encode())
            typed += 1
            drafts.keep(session, (Pane(name="clients.form", parts=(Part("Name", str(typed)),)),))
            os.write(tells, f"{os.getpid()} draft {typed}\n".encode())


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
