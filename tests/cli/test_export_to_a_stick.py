"""Export that cannot be: exit 3, one sentence with the way out, and nothing half written."""

import errno
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clinic_app import clock
from clinic_app.cli.main import main
from clinic_app.clock import Today
from clinic_app.files.disk import Disk
from clinic_app.records.client import Client, Consent
from clinic_app.workflows import clients, duplicates
from clinic_app.workflows.session import Session
from clinic_app.workflows.unlocking import unlock


@pytest.fixture
def words(tmp_path: Path, enrolment_file: Path) -> list[str]:
    """Export of an enrolled clinic with open months."""
    folder = tmp_path / "vault"
    made = ["demo", str(folder), "--clients", "6", "--events", "1", "--seed", "5"]
    days = ["--from", "2026-08-01", "--to", "2026-09-30", "--enrolment", str(enrolment_file)]
    assert main([*made, *days]) == 0
    passphrase = str(folder / "passphrase.txt")
    where = ["--outbox", str(tmp_path / "stick"), "--through", "2026-09"]
    return ["export", str(folder), *where, "--passphrase-file", passphrase]


def test_a_stick_that_is_full_or_pulled_holds_nothing_half_written(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick, closed = tmp_path / "stick", "2026-08: closed\n2026-09: closed\n"
    for step in ("create", "write", "fsync", "replace"):
        for code in (errno.ENOSPC, errno.ENODEV):
            capsys.readouterr()
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(Disk, step, failing_with(code))
                assert main(words) == 3
            said = capsys.readouterr()
            assert said.err.count("\n") == 1
            assert said.out == closed
            closed = ""
            assert not stick.exists() or list(stick.iterdir()) == []

    assert main(words) == 0
    assert [path.suffix for path in stick.iterdir()] == [".tally"]


def test_records_that_were_put_back_are_exported_only_as_a_new_station(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, stick = Path(words[1]), tmp_path / "stick"
    shutil.copy2(folder / "clinic.db", tmp_path / "older.db")
    passphrase = (folder / "passphrase.txt").read_text().strip()
    unlock(folder, passphrase, None, clock.today()).lock()
    shutil.copy2(tmp_path / "older.db", folder / "clinic.db")
    capsys.readouterr()

    assert main(words) == 3
    assert "--new-station" in capsys.readouterr().err
    assert not stick.exists()

    assert main([*words, "--new-station"]) == 0
    assert [path.suffix for path in stick.iterdir()] == [".tally"]


def test_a_clone_is_exported_only_once_somebody_says_what_it_is(
    words: list[str],
    tmp_path: Path,
    this_computer: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(words) == 0
    clone = Path(shutil.copytree(words[1], tmp_path / "clone"))
    (this_computer / "computer.json").unlink()  # the clone is on another computer
    outbox = ["--outbox", str(tmp_path / "other stick")]
    cloned = ["export", str(clone), *outbox, "--through", "2026-09", *words[-2:]]
    capsys.readouterr()

    assert main(cloned) == 3
    assert "--moved" in capsys.readouterr().err
    assert not (tmp_path / "other stick").exists()

    assert main([*cloned, "--moved"]) == 0
    assert main(cloned) == 0
    assert main([*cloned, "--new-station"]) == 0


def test_whoever_may_be_registered_twice_holds_the_export_back(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, stick = Path(words[1]), tmp_path / "stick"
    passphrase = (folder / "passphrase.txt").read_text().strip()
    session = unlock(folder, passphrase, "ana", Today(date(2026, 9, 30)))
    one, other = registered(session), registered(session)
    session.lock()
    capsys.readouterr()

    assert main(words) == 3
    assert "possible duplicate" in capsys.readouterr().err
    assert not stick.exists()

    session = unlock(folder, passphrase, "ana", Today(date(2026, 10, 1)))
    duplicates.tell_apart(session, one.id, other.id)
    session.lock()
    assert main(words) == 0
    assert [path.suffix for path in stick.iterdir()] == [".tally"]


def registered(session: Session) -> Client:
    return clients.register(
        session,
        name="Widlyne Perenor",
        birth_date=date(1984, 6, 3),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def failing_with(code: int) -> Callable[..., None]:
    def fail(*_about: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail
