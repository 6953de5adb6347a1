"""A power cut while saving loses nothing that was acknowledged.

This file is also the program that is killed: it saves one record after the other and says each
time that the record is kept.
"""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Worker
from clinic_app.vault.create import create_vault
from clinic_app.vault.opening import open_vault_by_recovery_code

ROUNDS = max(5, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 5)
MOST_SAVES = 40


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies of the process are killed")
def test_every_acknowledged_record_survives_being_killed(tmp_path: Path) -> None:
    said = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, __file__, str(tmp_path / "clinic"), str(ROUNDS)],
        capture_output=True,
        text=True,
        check=True,
    )

    result = json.loads(said.stdout)
    assert result["acknowledged"] >= ROUNDS
    assert result["lost"] == []
    assert result["damaged_pages"] == 0


def main(folder: Path, rounds: int) -> None:
    """Kill a saving child in each round, and count what is there afterwards."""
    vault, code = create_vault(
        folder,
        clinic=Clinic(name="Harbor", code="HARBOR", site="Hall", station_id="0123456789abcdef"),
        worker=Worker(id="a1", name="Ana Example"),
        passphrase="correct horse battery staple",
        sign_in_name="Ana",
        cost=LEAST_COST,
    )
    vault.lock()
    chance = random.Random(7)  # noqa: S311 - when to kill, not what to keep secret
    acknowledged: set[str] = set()
    for number in range(rounds):
        acknowledged |= killed_while_saving(folder, code, number, chance.randint(1, MOST_SAVES))
    vault = open_vault_by_recovery_code(folder, code)
    with vault.reading() as opened:
        there = {worker.id for worker in opened.workers.all()}
        check = opened._connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
    vault.lock()
    lost = sorted(acknowledged - there)
    result = {"acknowledged": len(acknowledged), "lost": lost, "damaged_pages": len(check)}
    sys.stdout.write(json.dumps(result))


def killed_while_saving(folder: Path, code: str, number: int, saves: int) -> set[str]:
    told, tells = os.pipe()
    child = os.fork()
    if not child:
        os.close(told)
        save_for_ever(folder, code, number, tells)
    os.close(tells)
    with os.fdopen(told, "r") as lines:
        acknowledged = {lines.readline().strip() for _ in range(saves)}
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        # What it had still said before it died counts as well.
        return {line for line in (*acknowledged, *map(str.strip, lines)) if line}


def save_for_ever(folder: Path, code: str, number: int, tells: int) -> None:
    vault = open_vault_by_recovery_code(folder, code)
    at = 0
    while True:
        worker = Worker(id=f"r{number}n{at}", name="N" * (at * 37 % 500))
        with vault.transaction() as opened:
            opened.workers.add(worker)
        os.write(tells, f"{worker.id}\n".encode())
        at += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
