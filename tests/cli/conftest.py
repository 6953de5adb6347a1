"""A small training clinic, made by the program itself; each test works at a copy of it."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clinic_app import clock, paths, translation
from clinic_app.cli.main import main
from clinic_app.clock import Today


@pytest.fixture(scope="session", autouse=True)
def english() -> None:
    """Words come out as they were written."""
    translation.install(paths.resources() / "translations", "en")


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    """Give the computer the day of these tests; a year on, the shipped rules would be in doubt."""
    with pytest.MonkeyPatch.context() as patched:  # ends after what a test itself patches
        patched.setattr(clock, "today", lambda: Today(date(2026, 11, 25)))
        yield


@pytest.fixture(autouse=True)
def this_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this computer is remembered: no test knows the computer of another."""
    here = tmp_path / "settings"
    monkeypatch.setattr(paths, "settings_folder", lambda: here)
    return here


@pytest.fixture(scope="session")
def made_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "clinic"
    words = ["demo", str(folder), "--clients", "12", "--events", "2", "--seed", "5"]
    ended = main([*words, "--from", "2026-06-01", "--to", "2026-09-30"])
    assert ended == 0
    return folder


@pytest.fixture
def clinic(made_clinic: Path, tmp_path: Path) -> Path:
    """The folder of a locked training vault, its passphrase beside it."""
    folder = tmp_path / "clinic"
    shutil.copytree(made_clinic, folder)
    return folder


def an_enrolment_file(folder: Path, *kind: str) -> Path:
    folder.mkdir()
    passphrase_file, headquarters = folder / "hq.txt", folder / "hq"
    passphrase_file.write_text("six words of headquarters itself\n", encoding="utf-8")
    file, given = folder / "enrolment.json", ["--passphrase-file", str(passphrase_file)]
    assert main(["hq", "init", str(headquarters), *kind, *given]) == 0
    issue = ["hq", "enrol", str(headquarters), "TRAIN-2", "--name", "Training clinic"]
    assert main([*issue, "--out", str(file), *given]) == 0
    return file


@pytest.fixture
def enrolment_file(tmp_path: Path) -> Path:
    """What a training headquarters writes for a clinic."""
    return an_enrolment_file(tmp_path / "coalition", "--training")


@pytest.fixture
def real_enrolment_file(tmp_path: Path) -> Path:
    """What a headquarters of real people writes for a clinic."""
    return an_enrolment_file(tmp_path / "coalition")
