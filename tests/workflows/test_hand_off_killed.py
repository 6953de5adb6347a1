"""A laptop that dies while it hands over or takes in has done all of it, or nothing.

This file is also the program that is killed: before each client, and once everything is done but
nobody was told, it says so and is killed there.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.records.client import Consent
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.workflows import clients, first_start, handing_over, laptops, stick
from clinic_app.workflows.session import Session

CLIENTS = 4
TODAY = Today(date(2026, 11, 2))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies of the process are killed")
def test_a_laptop_that_is_killed_has_done_all_or_nothing(tmp_path: Path) -> None:
    said = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, __file__, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(stick.__file__).parents[2])},
    )

    result = json.loads(said.stdout)
    assert result["handed over"] == [0] * CLIENTS + [1]
    assert result["taken in"] == [0] * CLIENTS + [CLIENTS]
    assert result["in the end"] == [CLIENTS, 1]


def main(folder: Path) -> None:
    """Kill each of the two at each point, and count what is there afterwards."""
    codes = {}
    made = {}
    for name in ("main", "day"):
        clinic = first_start.create_clinic(
            folder / name,
            clinic_name="St. Mark's",
            clinic_code="MARK",
            site=name,
            phone="",
            worker_name="Ana",
            accreditation=None,
            sign_in_name="ana",
            passphrase="correct horse battery staple gravel moth",
            today=TODAY,
            cost=LEAST_COST,
        )
        made[name], codes[name] = clinic.session, clinic.recovery_code
    laptops.accept(made["main"], laptops.join(made["day"], laptops.invite(made["main"])))
    for number in range(CLIENTS):
        register(made["day"], number)
    for session in made.values():
        session.lock()
    carried = folder / "stick"
    carried.mkdir()

    def at(name: str) -> Session:
        vault = open_vault_by_recovery_code(folder / name, codes[name])
        with vault.reading() as opened:
            (worker,) = (one for one in opened.workers.all() if one.slot_id)
            return Session(vault, worker, opened.clinic.get(), TODAY)

    result = {
        "handed over": [
            killed(lambda tell: hand_over(at("day"), tell), number)
            or counted(at("day"), lambda seen: len(seen.hand_offs))
            for number in range(CLIENTS + 1)
        ]
    }
    day = at("day")
    handing_over.write_waiting(day, carried)
    day.lock()
    result["taken in"] = [
        killed(lambda tell: take_in(at("main"), carried, tell), number)
        or counted(at("main"), lambda seen: seen.here)
        for number in range(CLIENTS + 1)
    ]
    for name in ("main", "day"):
        session = at(name)
        stick.take_in_all(session, carried)
        session.lock()
    result["in the end"] = [
        counted(at("main"), lambda seen: seen.here),
        counted(
            at("day"), lambda seen: sum(one.acknowledged is not None for one in seen.hand_offs)
        ),
    ]
    sys.stdout.write(json.dumps(result))


def register(session: Session, number: int) -> None:
    clients.register(
        session,
        name=f"Somebody {number}",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def hand_over(session: Session, tell: Callable[[int, int], bool]) -> None:
    handing_over.hand_over(session, progress=tell)
    tell(CLIENTS, CLIENTS)


def take_in(session: Session, folder: Path, tell: Callable[[int, int], bool]) -> None:
    setattr(stick, "write_atomically", lambda *_given: tell(CLIENTS, CLIENTS))  # noqa: B010
    stick.take_in_all(session, folder, progress=tell)


def killed(work: Callable[[Callable[[int, int], bool]], None], number: int) -> int:
    """Begin *work* in a child, and kill it when it is about to do step *number*; return 0."""
    told, tells = os.pipe()
    child = os.fork()
    if not child:
        os.close(told)

        def tell(done: int, _total: int) -> bool:
            os.write(tells, f"{done}\n".encode())
            if done == number:
                signal.pause()
            return False

        work(tell)
        os._exit(1)
    os.close(tells)
    with os.fdopen(told) as lines:
        while int(lines.readline()) != number:
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return 0


def counted(session: Session, count: Callable[[laptops.LaptopsSeen], int]) -> int:
    found = count(laptops.look(session))
    session.lock()
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
