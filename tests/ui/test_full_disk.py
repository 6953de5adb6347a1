"""A disk without any room: the records open to be read, the window says so, and nothing is lost.

The disk is a real one, of two megabytes, for whoever may mount one; else, as on every system, all
that the database writes is refused.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinic_app.clock import Today
from clinic_app.files.errors import DiskFullError
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client, Consent
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.program import Program
from clinic_app.ui.words.lock_words import only_read_words
from clinic_app.vault import engine
from clinic_app.vault.places import DATABASE_NAME, HEADER_NAME
from clinic_app.workflows import audit, clients, two_versions, unlocking, workers
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))
MAY_MOUNT = sys.platform == "linux" and os.geteuid() == 0
Fill = Callable[[], Callable[[], None]]
"""Fills the disk and returns what makes room again."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk where there can be one; else a folder."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not MAY_MOUNT:
        yield folder
        return
    mounted = ("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder))
    subprocess.run(mounted, check=False, capture_output=True)  # noqa: S603 - made here
    yield folder
    if folder.is_mount():
        subprocess.run(("umount", "--lazy", folder), check=True)  # noqa: S603, S607 - found in PATH


@pytest.fixture(params=["a real disk", "refused by the engine"])
def fill(request: pytest.FixtureRequest, disk: Path) -> Fill:
    if request.param != "a real disk":
        return refuse_to_write
    if not disk.is_mount():
        pytest.skip("only who may mount a disk can fill a small one")
    return lambda: filled(disk)


def filled(disk: Path) -> Callable[[], None]:
    path = disk / "filling"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(512))
    return path.unlink


def refuse_to_write() -> Callable[[], None]:
    connect = engine._connect

    def refused(path: Path, key: engine.DatabaseKey, mode: str, *, is_writer: bool) -> Any:
        if mode == "rw":
            raise DiskFullError(path)
        return connect(path, key, mode, is_writer=is_writer)

    patch = pytest.MonkeyPatch()
    patch.setattr(engine, "_connect", refused)
    return patch.undo


@pytest.fixture(params=["closed", "cut off"])
def records(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    disk: Path,
    new_clinic: Callable[..., NewClinic],
) -> Path:
    """Records with a client; those cut off hold all of it in the journal alone."""
    session = new_clinic(tmp_path / "made").session
    register(session, "Wideline Desir")
    folder = disk / "records"
    if request.param == "closed":
        session.lock()
    shutil.copytree(tmp_path / "made", folder, ignore=shutil.ignore_patterns("*-shm", "backups"))
    session.lock()
    has_journal = (folder / f"{DATABASE_NAME}-wal").exists()
    assert has_journal is (request.param == "cut off")
    return folder


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


def unlocked(folder: Path) -> Session:
    return unlocking.unlock(folder, WORDS, "marie", TODAY)


def contents(folder: Path) -> dict[str, bytes]:
    """Return what the files of the records say; an empty journal says nothing."""
    names = (DATABASE_NAME, f"{DATABASE_NAME}-wal", HEADER_NAME)
    found = {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}
    return {name: content for name, content in found.items() if content}


def test_records_on_a_full_disk_open_to_be_read_and_stay_as_they_are(
    records: Path, fill: Fill
) -> None:
    before = contents(records)
    make_room = fill()
    try:
        session = unlocked(records)
        assert session.is_only_read
        (client,) = clients.search(session, "wideline")
        audit.note(session, Act.VIEWED, About.CLIENT, client.id)
        assert two_versions.look(session) == ()
        for act in (
            lambda: register(session, "Somebody Else"),
            lambda: audit.note(session, Act.PRINTED, About.CLIENT, client.id),
            lambda: workers.update(session, replace(session.worker, name="Somebody Else")),
            lambda: unlocking.change_passphrase(session, WORDS, WORDS + " moth"),
            lambda: unlocking.new_recovery_code(session),
        ):
            with pytest.raises(DiskFullError):
                act()
        session.lock()
        assert contents(records) == before
    finally:
        make_room()

    again = unlocked(records)
    assert not again.is_only_read
    assert clients.search(again, "wideline") == (client,)
    again.lock()


def test_the_window_says_that_the_disk_is_full_and_shows_who_is_there(
    records: Path, fill: Fill, opened: Callable[..., Program]
) -> None:
    make_room = fill()
    try:
        program = opened(records)
        desk = desk_of(program)
        assert program.window.banner.text() == only_read_words()
        desk.clients.open()
        desk.clients.list.field.setText("wideline")
        desk.clients.list.field.textEdited.emit("wideline")
        desk.clients.list.open_button.click()
        assert desk.clients.file.heading.text().startswith("Wideline Desir")

        program._on_seconds_left(30)
        program._on_seconds_left(0)
        program._on_warned(DiskFullError(records))
        assert program.window.banner.text() == only_read_words()
        typed_in(desk, "Ketsi Belizor")
        assert "no room left" in desk.clients.form.problem.text()

        program.lock()
        assert "could not be kept" in program.entry.unlock.reason.text()
    finally:
        make_room()

    unlock(program)
    assert not program.window.banner.text()
    typed_in(desk_of(program), "Ketsi Belizor")
    assert desk_of(program).clients.file.heading.text().startswith("Ketsi Belizor")


def test_a_disk_that_fills_while_somebody_types_loses_nothing_that_was_saved(
    records: Path, disk: Path, opened: Callable[..., Program]
) -> None:
    if not disk.is_mount():
        pytest.skip("only who may mount a disk can fill a small one")
    program = opened(records)
    make_room = filled(disk)
    form = desk_of(program).clients.form

    tried = 0
    while not form.problem.text():  # what the journal has room for is saved as ever
        tried += 1
        typed_in(desk_of(program), f"Somebody {tried}")
    assert "no room left" in form.problem.text()
    assert form.name.text() == f"Somebody {tried}"
    make_room()
    form.save_button.click()
    assert desk_of(program).clients.file.heading.text().startswith(f"Somebody {tried}")
    program.lock()

    again = unlocked(records)
    assert len(clients.search(again, "somebody")) == tried
    again.lock()


def desk_of(program: Program) -> Desk:
    assert program.desk is not None
    return program.desk


def typed_in(desk: Desk, name: str) -> None:
    desk.clients.open_new()
    desk.clients.form.name.setText(name)
    desk.clients.form.save_button.click()


def unlock(program: Program) -> None:
    program.entry.unlock.passphrase.setText(WORDS)
    program.entry.unlock.unlock_button.click()
