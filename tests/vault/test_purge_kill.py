"""A power cut in the middle of a purge leaves all of it or none of it, and every number.

This file is also the program that is killed: it purges half of the people, and says each step.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinic_app.clock import DaySource
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.interview.answers import Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic
from clinic_app.records.retention import Purge, PurgeCause
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import Worker
from clinic_app.screening.outcome import Outcome, Track
from clinic_app.tallies.counting import count
from clinic_app.tallies.month import Month
from clinic_app.vault import wiping
from clinic_app.vault.create import create_vault
from clinic_app.vault.engine import apart
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.vault.vault import Vault

ROUNDS = max(8, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 5)
PEOPLE = 120
GOING = tuple(f"c{number}" for number in range(0, PEOPLE, 2))
NOVEMBER = Month(2026, 11)
COMMITTED, WIPED = "committed", "wiped"
STAMP = Stamp(
    at=datetime(2026, 11, 2, 9, tzinfo=UTC),
    day=date(2026, 11, 2),
    day_source=DaySource.COMPUTER,
    worker_id="w1",
    site="Hall",
)
OUTCOME = Outcome(
    country="HT",
    as_of=STAMP.day,
    pack_version="1",
    track=Track.NONE,
    designation=None,
    deadline=None,
    findings=(),
)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies of the process are killed")
def test_a_purge_that_is_killed_is_whole_or_never_was(tmp_path: Path) -> None:
    said = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, __file__, str(tmp_path), str(ROUNDS)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )

    rounds = json.loads(said.stdout)
    assert len(rounds) == ROUNDS
    for one in rounds:
        assert one["is_whole"], one
        if one["told"] in (COMMITTED, WIPED):
            assert one["left"] == PEOPLE - len(GOING), one
    lefts = {one["left"] for one in rounds}
    assert lefts == {PEOPLE, PEOPLE - len(GOING)}  # some before the point of no return, some after


def main(folder: Path, rounds: int) -> None:
    """Kill a purging child in each round, and look at what is there afterwards."""
    template = folder / "template"
    code = make(template)
    vault = open_vault_by_recovery_code(template, code)
    expected = looked_at(vault)
    vault.lock()
    chance = random.Random(11)  # noqa: S311 - when to kill, not what to keep secret
    results = []
    for number in range(rounds):
        copy = shutil.copytree(template, folder / str(number))
        # Half of them at a step of the deleting, half while the file is written anew.
        after = chance.choice(("1", "3", "5")) if number % 2 else COMMITTED
        told = killed_while_purging(copy, code, after)
        results.append({"told": told, **judged(copy, code, expected)})
        shutil.rmtree(copy)
    sys.stdout.write(json.dumps(results))


def make(folder: Path) -> str:
    vault, code = create_vault(
        folder,
        clinic=Clinic(name="Harbor", code="HARBOR", site="Hall", station_id="0123456789abcdef"),
        worker=Worker(id="w1", name="Ana Example"),
        passphrase="correct horse battery staple",
        sign_in_name="Ana",
        cost=LEAST_COST,
    )
    with vault.transaction() as opened:
        for number in range(PEOPLE):
            client = Client(
                id=f"c{number}",
                code=f"K{number:04}",
                name=f"{'Going' if f'c{number}' in GOING else 'Staying'} {'Canary ' * 40}",
                household_id=f"c{number}",
                birth_date=None,
                language="ht",
                needs_interpreter=False,
                consent=Consent.GIVEN,
                phone="",
                registered=STAMP,
            )
            opened.clients.add(client)
            screening = Screening(
                id=f"s{number}",
                client_id=client.id,
                country="HT",
                as_of=STAMP.day,
                answers=Answers({"late_reregistration_reason": "x" * 4_000}),
                state=ScreeningState.FINISHED,
                outcome=OUTCOME,
                started=STAMP,
                finished=STAMP,
            )
            opened.screenings.add(screening)
    vault.lock()
    return code


def killed_while_purging(folder: Path, code: str, after: str) -> str:
    """Kill the child once it has told *after*; return the last that it told."""
    told, tells = os.pipe()
    child = os.fork()
    if not child:
        os.close(told)
        purge(folder, code, tells)
    os.close(tells)
    with os.fdopen(told, "r") as lines:
        last = ""
        for line in lines:
            last = line.strip()
            if last == after:
                os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return last


def purge(folder: Path, code: str, tells: int) -> None:
    def tell(done: object, _total: int = 0) -> None:
        os.write(tells, f"{done}\n".encode())

    vault = open_vault_by_recovery_code(folder, code)
    wanted = Purge(id="p1", cause=PurgeCause.DUE, people=len(GOING), rows={}, stamp=STAMP)
    with vault.transaction() as opened:
        opened.purges.purge(GOING, wanted, tell)
    tell(COMMITTED)
    wiping.wipe(vault)
    tell(WIPED)
    os._exit(0)


def judged(folder: Path, code: str, expected: dict[str, object]) -> dict[str, object]:
    """Open the records as after a power cut, and say whether they are whole."""
    vault = open_vault_by_recovery_code(folder, code)
    found = looked_at(vault)
    with vault.reading() as opened:
        left = len(opened.clients.recent(PEOPLE))
        screenings = sum(bool(opened.screenings.of_client(f"c{one}")) for one in range(PEOPLE))
        purges = opened.purges.all()
        going = len(opened.clients.search("going", PEOPLE))
    vault.lock()
    is_gone = left != PEOPLE
    is_whole = (
        found == expected
        and screenings == left
        and going == (0 if is_gone else len(GOING))
        and [one.is_wiped for one in purges] == ([True] if is_gone else [])
    )
    return {"left": left, "is_whole": is_whole}


def looked_at(vault: Vault) -> dict[str, object]:
    """Return what is the same whoever is purged: the counts, the guards, and whole pages."""
    with vault.reading() as opened:
        (raw,) = count(opened.countable(), (NOVEMBER,), counting_since=NOVEMBER)
    with vault.alone() as (database, key), apart(database, key) as connection:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        guards = connection.execute(query).fetchall()
        damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    return {"counts": raw, "guards": guards, "damaged": damaged, "orphans": orphans}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
