"""A backup, a restore, new keys or new rules, killed at any moment, are whole or never were.

This file is also the program that is killed: how long the work takes is measured first, then it is
killed from outside at a random moment of it, each time at a fresh copy. 5 kills of each in CI; 50
with CLINIC_APP_EXAMPLES=500.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from clinic_app.bundles import enrolment_file
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.clock import Today
from clinic_app.crypto.keyring_errors import WrongRecoveryCodeError
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.messages.explaining import explain
from clinic_app.records.client import Consent
from clinic_app.vault.backups import backups_in
from clinic_app.vault.checking import damaged_pages
from clinic_app.vault.engine import apart
from clinic_app.vault.errors import SetUpUnfinishedError
from clinic_app.vault.opening import open_vault_by_recovery_code, sign_in_names
from clinic_app.vault.places import DATABASE_NAME, NEXT_NAME, is_vault_in
from clinic_app.vault.progress import never
from clinic_app.workflows import (
    backups,
    clients,
    enrolment,
    first_start,
    installing,
    new_keys,
    screenings,
    unlocking,
)
from clinic_app.workflows.backups import ByPaper
from clinic_app.workflows.session import Session

KILLS = max(4, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 10)
MANY = 50
CLIENTS = 150
PASSPHRASE = "correct horse battery staple gravel moth"
TODAY = Today(date(2026, 11, 25))
KINDS = ("backup", "restore", "keys", "rules")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies of the process are killed")
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_killed_is_whole_or_never_was(
    kind: str, tmp_path: Path, signed: Callable[..., bytes]
) -> None:
    (tmp_path / "tps.rulepack").write_bytes(signed())
    said = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, __file__, str(tmp_path), kind, str(KILLS)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )

    assert said.returncode == 0, said.stderr
    rounds = json.loads(said.stdout)
    assert len(rounds) == KILLS
    for one in rounds:
        assert one["wrong"] == [], one
        assert one["is_done"] or not one["said_so"], one
    # Of a few all may come too late on a computer that has become quicker.
    assert KILLS < MANY or 0 < sum(one["is_done"] for one in rounds) < KILLS


# From here on: the program.


@dataclass
class Killed:
    """A copy of the records in which somebody was killed at work.

    Attributes:
        folder: Of the copy; the vault lies in ``vault`` below it.
        right: What the records hold.
        new_code: The recovery code that new keys were made with, if they were.
    """

    folder: Path
    code: str
    right: tuple[object, ...]
    rules: Path

    @property
    def vault(self) -> Path:
        return self.folder / "vault"

    @property
    def new_code(self) -> str:
        with suppress(FileNotFoundError):
            return (self.folder / "new code").read_text()
        return ""


def main(folder: Path, kind: str, kills: int) -> None:
    """Kill whoever does the work *kind*, and look each time what is there."""
    code = make(folder / "template" / "vault")
    template = Killed(folder / "template", code, (), folder / "tps.rulepack")
    right = everything(template.vault, code)
    chance = random.Random(17)  # noqa: S311 - when to kill, not what to keep secret
    longest = max(taken(replace(copied(template, folder / "whole"), right=right), kind), 0.01)
    results = []
    for number in range(kills):
        copy = replace(copied(template, folder / str(number)), right=right)
        said_so = killed(copy, kind, chance.random() * longest)
        is_done, wrong = JUDGES[kind](copy)
        results.append({"said_so": said_so, "is_done": is_done, "wrong": wrong})
        shutil.rmtree(copy.folder)
    sys.stdout.write(json.dumps(results))


def copied(template: Killed, folder: Path) -> Killed:
    shutil.copytree(template.folder, folder)
    return replace(template, folder=folder)


def make(folder: Path) -> str:
    made = first_start.create_clinic(
        folder,
        clinic_name="Harbor",
        clinic_code="HARBOR",
        site="Hall",
        phone="",
        worker_name="Ana Example",
        accreditation=None,
        sign_in_name="ana",
        passphrase=PASSPHRASE,
        today=TODAY,
        cost=LEAST_COST,
    )
    headquarters = SigningKey(b"h" * 32)
    told = Enrolment(
        clinic="HARBOR",
        clinic_name="Harbor",
        headquarters="Coalition",
        number="0123456789abcdef",
        is_training=False,
        sealing_key=OpeningKey(b"o" * 32).public,
        signing_key=headquarters.public,
        pack_key=SigningKey(b"p" * 32).public,
        smallest_crowd=11,
    )
    enrolment.take(made.session, enrolment_file.write_enrolment(told, headquarters))
    for number in range(CLIENTS):
        client = clients.register(
            made.session,
            name=f"Wideline Desir {number}",
            birth_date=None,
            language="ht",
            needs_interpreter=False,
            consent=Consent.GIVEN,
            phone="",
        )
        clients.set_come_back(made.session, client.id, date(2026, 12, 2), f"{number} " * 3_000)
    screening = screenings.begin(made.session, client.id, "HT")
    screenings.answer(made.session, screening.id, "nationalities", ("HT",))
    backups.make(made.session, None)
    made.session.lock()
    return made.recovery_code


def opened_by(folder: Path, code: str) -> Session:
    vault = open_vault_by_recovery_code(folder, code)
    with vault.reading() as opened:
        (worker,) = opened.workers.all()
        return Session(vault, worker, opened.clinic.get(), TODAY)


def everything(folder: Path, code: str) -> tuple[object, ...]:
    """Return what the records hold, after each page of them was checked."""
    session = opened_by(folder, code)
    try:
        with session.vault.as_a_whole() as whole, apart(whole[0], whole[1]) as connection:
            assert damaged_pages(connection) == ()
        with session.reading() as opened:
            people = opened.clients.recent(1_000)
            sittings = tuple(opened.screenings.of_client(one.id) for one in people)
            return (people, sittings, opened.enrolment.get(), opened.countable())
    finally:
        session.lock()


# What is done until it is killed.


def backs_up(at: Killed) -> Iterator[None]:
    session = opened_by(at.vault, at.code)
    yield
    backups.make(session, None)


def restores(at: Killed) -> Iterator[None]:
    (backup,) = backups_in(at.vault / "backups")
    yield
    backups.restore(backup.folder, at.folder / "restored", ByPaper("ana", at.code))


def makes_new_keys(at: Killed) -> Iterator[None]:
    session = unlocking.unlock(at.vault, PASSPHRASE, "ana", TODAY)
    prepared = new_keys.prepare(session, PASSPHRASE, with_shares=False)
    (at.folder / "new code").write_text(prepared.keys.recovery_code)
    yield
    new_keys.carry_out(session, prepared, {}, progress=never)


def installs(at: Killed) -> Iterator[None]:
    session = opened_by(at.vault, at.code)
    yield
    looking = installing.look_at(session, at.rules)
    while True:
        try:
            next(looking)
        except StopIteration as end:
            installing.install(session, end.value)
            return


WORKS = {"backup": backs_up, "restore": restores, "keys": makes_new_keys, "rules": installs}


def work(at: Killed, kind: str, tells: int) -> None:
    """Do the work, and say when it begins and that it is done."""
    doing = WORKS[kind](at)
    next(doing)
    os.write(tells, b"begins\n")
    next(doing, None)
    os.write(tells, b"done\n")
    threading.Event().wait()


def begun(at: Killed, kind: str) -> tuple[int, int]:
    """Return the process that has begun the work, and where it speaks."""
    told, tells = os.pipe()
    child = os.fork()
    if not child:
        os.close(told)
        work(at, kind, tells)
    os.close(tells)
    return child, told


def taken(at: Killed, kind: str) -> float:
    """Return how many seconds the work takes that nobody kills."""
    child, told = begun(at, kind)
    with os.fdopen(told, "r") as lines:
        assert lines.readline() == "begins\n"
        began = time.monotonic()
        assert lines.readline() == "done\n"
        lasted = time.monotonic() - began
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return lasted


def killed(at: Killed, kind: str, after: float) -> bool:
    """Kill the work *after* so many seconds; return whether it had said that it was done."""
    child, told = begun(at, kind)
    with os.fdopen(told, "r") as lines:
        assert lines.readline() == "begins\n"
        threading.Event().wait(after)  # the moment is what is tried
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return lines.read() == "done\n"


# What must be so afterwards; each says whether the work is done, and what is wrong.

Judged = tuple[bool, list[str]]


def of_backup(at: Killed) -> Judged:
    before = len(backups_in(at.vault / "backups"))
    wrong = [] if everything(at.vault, at.code) == at.right else ["the records"]
    session = opened_by(at.vault, at.code)
    backups.make(session, None)
    session.lock()
    lie = tuple((at.vault / "backups").iterdir())
    listed = backups_in(at.vault / "backups")
    wrong += ["a backup is half"] * (len(lie) != len(listed) or len(listed) != before + 1)
    for number, backup in enumerate(listed):
        folder = at.folder / f"from {number}"
        backups.restore(backup.folder, folder, ByPaper("ana", at.code))
        wrong += [] if everything(folder, at.code) == at.right else [f"backup {number}"]
    return before > 1, wrong


def of_restore(at: Killed) -> Judged:
    wrong = [] if everything(at.vault, at.code) == at.right else ["the records"]
    folder = at.folder / "restored"
    is_done = is_vault_in(folder)
    if not is_done:
        wrong += what_is_said_of_a_folder_not_finished(folder)
        (backup,) = backups_in(at.vault / "backups")
        backups.restore(backup.folder, folder, ByPaper("ana", at.code))
    wrong += [] if everything(folder, at.code) == at.right else ["what was restored"]
    return is_done, wrong


def what_is_said_of_a_folder_not_finished(folder: Path) -> list[str]:
    if not (folder / f"{DATABASE_NAME}.unfinished").exists():
        return []  # it was killed before the first byte: there is nothing to tell
    try:
        sign_in_names(folder)
    except SetUpUnfinishedError as error:
        return [] if explain(error) else ["no words"]
    return ["a folder that was not finished is taken for records"]


def of_keys(at: Killed) -> Judged:
    opens = []
    for code in (at.code, at.new_code):
        with suppress(WrongRecoveryCodeError):
            opens.append(code)
            opened_by(at.vault, code).lock()
            continue
        opens.remove(code)
    wrong = [] if len(opens) == 1 else [f"{len(opens)} codes open it"]
    wrong += [] if everything(at.vault, opens[0]) == at.right else ["the records"]
    wrong += [path.name for path in at.vault.iterdir() if path.name.startswith(NEXT_NAME)]
    return opens == [at.new_code], wrong


def of_rules(at: Killed) -> Judged:
    wrong = [] if everything(at.vault, at.code) == at.right else ["the records"]
    session = opened_by(at.vault, at.code)
    is_done = bool(installing.installed(session))
    with session.reading() as opened:
        at_work = installing.rules_at_work(opened).pack.version
    wrong += [] if (at_work == "2026.12") == is_done else [f"rules {at_work}"]
    session.lock()
    return is_done, wrong


JUDGES: dict[str, Callable[[Killed], Judged]] = {
    "backup": of_backup,
    "restore": of_restore,
    "keys": of_keys,
    "rules": of_rules,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
