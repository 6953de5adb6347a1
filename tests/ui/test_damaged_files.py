"""Whatever file beside the records is damaged, the window works as ever or says what it is.

The files are those of a day: all that lies in the folder while somebody is at work, and what the
window remembers. Put back as it was, everything is there again. And of two windows on the same
records the second says who has them open.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.records.client import Client, Consent
from clinic_app.settings import Settings, load, save
from clinic_app.ui.application import Opening
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.program import Program
from clinic_app.ui.remembered import Remembered
from clinic_app.vault import places
from clinic_app.vault.lock import HOLDER_NAME, LOCK_NAME, VaultLock
from clinic_app.workflows import backups, clients, forgetting, stations, unlocking
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))
FLIPS = max(2, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 25)
JOURNAL, INDEX = (f"{places.DATABASE_NAME}{end}" for end in ("-wal", "-shm"))
RECORDS = (
    places.DATABASE_NAME, JOURNAL, INDEX, places.HEADER_NAME, places.HEADER_COPY_NAME,
    places.GONE_NAME, LOCK_NAME, HOLDER_NAME,
)  # fmt: skip
REMEMBERED = ("window.json", "computer.json")
NEVER_IN_THE_WAY = {INDEX, places.HEADER_COPY_NAME, LOCK_NAME, HOLDER_NAME, *REMEMBERED}
"""Nobody is kept from work by these."""


@dataclass(frozen=True)
class Day:
    """What lies on the computer while somebody is at work, or after the power was cut."""

    records: Path
    settings: Path
    client: Client


@pytest.fixture(scope="module")
def made_day(tmp_path_factory: pytest.TempPathFactory, new_clinic: Callable[..., NewClinic]) -> Day:
    root = tmp_path_factory.mktemp("day")
    session = new_clinic(root / "clinic").session
    stays, goes = (register(session, name) for name in ("Wideline Desir", "Ketsi Belizor"))
    backups.make(session, None)
    forgetting.forget(session, goes.id, lambda _done, _total: False)
    save(root / "settings", Settings(records_folder=str(root / "clinic")))
    stations.arrive(session, root / "settings")
    session.lock()
    again = unlocking.unlock(root / "clinic", WORDS, "marie", TODAY)
    shutil.copytree(root / "clinic", root / "records")
    again.lock()
    found = {path.name for path in (root / "records").iterdir() if path.is_file()}
    assert found == set(RECORDS)
    assert {path.name for path in (root / "settings").iterdir()} == set(REMEMBERED)
    return Day(root / "records", root / "settings", stays)


def register(session: Session, name: str) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


@pytest.fixture
def put(made_day: Day, tmp_path: Path) -> Callable[[], Day]:
    """Lay the files of the day out anew."""

    def lay_out() -> Day:
        for source, name in ((made_day.records, "records"), (made_day.settings, "settings")):
            shutil.rmtree(tmp_path / name, ignore_errors=True)
            shutil.copytree(source, tmp_path / name)
        save(tmp_path / "settings", Settings(records_folder=str(tmp_path / "records")))
        return Day(tmp_path / "records", tmp_path / "settings", made_day.client)

    return lay_out


@pytest.fixture
def begun(
    qapp: QApplication, qtbot: QtBot, jobs: ClosableJobs
) -> Iterator[Callable[[Callable[[], Day]], Program]]:
    """Lay the files out and start the program as a person does, once the one before is closed."""
    running: list[Program] = []

    def start(lay_out: Callable[[], Day]) -> Program:
        close()
        day = lay_out()
        found = load(day.settings)
        remembered = Remembered(qapp, day.settings, found.settings)
        opening = Opening(qapp, day.records, remembered, has_forgotten=found.is_unreadable)
        opening.jobs = jobs  # type: ignore[assignment] # nothing to wait for
        qtbot.addWidget(opening.window)
        opening._begin(None)
        assert opening._program is not None
        running.append(opening._program)
        return opening._program

    def close() -> None:
        while running:
            running.pop().close()

    yield start
    close()


def damaged(name: str, whole: bytes) -> Iterator[bytes]:
    """Yield nothing, the first half, and all but a bit of it at a few places."""
    chance = random.Random(name)  # noqa: S311 - where to spoil
    yield b""
    yield whole[: len(whole) // 2]
    for _time in range(FLIPS if whole else 0):
        at = chance.randrange(len(whole))
        yield whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]


@pytest.mark.parametrize("name", [*RECORDS, *REMEMBERED])
def test_the_window_works_or_says_what_is_damaged_and_nothing_is_lost(
    name: str, put: Callable[[], Day], begun: Callable[[Callable[[], Day]], Program]
) -> None:
    day = put()
    file = (day.records if name in RECORDS else day.settings) / name
    whole = file.read_bytes()

    def spoiled(data: bytes) -> Day:
        put()
        file.write_bytes(data)
        return day

    for data in damaged(name, whole):
        said = works_or_says(begun(partial(spoiled, data)), day.client)
        assert not said or name not in NEVER_IN_THE_WAY, said
    assert works_or_says(begun(put), day.client) == ""


def works_or_says(program: Program, client: Client) -> str:
    """Unlock, and return what is said instead; what is shown of the client must be right."""
    entry, place = program.entry, program.window.place
    if place.widget() is entry.unlock:
        entry.unlock.passphrase.setText(WORDS)
        entry.unlock.unlock_button.click()
    if place.widget() is entry.station.elsewhere:
        entry.station.elsewhere.later_button.click()
    if program.desk is None:
        if place.widget() is entry.station.older:
            return "older records"
        said = entry.unlock.problem.text() or entry.welcome.problem.text()
        assert said
        return said
    desk = program.desk
    desk.clients.open()
    desk.clients.list.field.setText("wideline")
    desk.clients.list.field.textEdited.emit("wideline")
    desk.clients.list.open_button.click()
    assert desk.clients.file.heading.text().startswith(client.name)
    return ""


def test_the_second_window_says_who_has_the_records_open(
    put: Callable[[], Day], opened: Callable[..., Program]
) -> None:
    day = put()
    first = opened(day.records)
    second = opened(day.records)

    assert second.desk is None
    assert str(os.getpid()) in second.entry.unlock.problem.text()
    assert first.desk is not None
    first.desk.clients.open_new()
    first.desk.clients.form.name.setText("Solanj Kanari")
    first.desk.clients.form.save_button.click()
    first.lock()
    second.entry.unlock.passphrase.setText(WORDS)
    second.entry.unlock.unlock_button.click()
    assert second._session is not None
    assert len(clients.search(second._session, "solanj")) == 1


@pytest.mark.parametrize("said", [b"", b"{", bytes(range(256))])
def test_a_damaged_note_of_who_is_at_work_is_not_believed(
    put: Callable[[], Day], opened: Callable[..., Program], said: bytes
) -> None:
    day = put()
    lock = VaultLock(day.records)
    (day.records / HOLDER_NAME).write_bytes(said)

    program = opened(day.records)

    assert program.desk is None
    assert program.entry.unlock.problem.text()
    lock.release()
