"""Many files at once: each is there, whole, or said not to be."""

import errno
import math
import os
import threading
from pathlib import Path

import pytest

from clinic_app.files.disk import Disk
from clinic_app.files.errors import (
    DiskFullError,
    FileNotWritableError,
    FileVanishedError,
    FolderReadOnlyError,
)
from clinic_app.files.writing_many import write_many, write_together

OLD, NEW = b"what was there", b"what shall be there"


class DiskThatRefuses(Disk):
    """A disk on which one step fails for one file, whatever happens to the others."""

    def __init__(self, refused: str, folder: str = "") -> None:
        self.refused = refused
        self.folder = folder
        self.synced: list[Path] = []
        self.writers: set[threading.Thread] = set()

    def replace(self, source: Path, target: Path) -> None:
        self._refuse(target.stem)
        super().replace(source, target)

    def fsync(self, descriptor: int) -> None:
        self.writers.add(threading.current_thread())
        super().fsync(descriptor)

    def fsync_folder(self, folder: Path) -> None:
        self._refuse(folder.name)
        self.synced.append(folder)

    def _refuse(self, name: str) -> None:
        if name in {self.refused, self.folder}:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def files(tmp_path: Path) -> dict[Path, bytes]:
    """Forty files in two folders, where older ones lie."""
    files = {}
    for place in ("one", "other"):
        (tmp_path / place).mkdir()
        for number in range(20):
            path = tmp_path / place / f"{place}{number}.receipt"
            path.write_bytes(OLD)
            files[path] = NEW + path.name.encode()
    return files


@pytest.fixture(params=[0.0, math.inf], ids=["slow", "quick"])
def slow_seconds(request: pytest.FixtureRequest) -> float:
    """From how many seconds for one file on a disk is slow: every disk, and none."""
    seconds: float = request.param
    return seconds


def test_every_file_is_there_and_each_folder_was_synced_once(
    files: dict[Path, bytes], slow_seconds: float
) -> None:
    disk = DiskThatRefuses("nobody")

    assert write_many(files, disk=disk, slow_seconds=slow_seconds) == ()

    assert all(path.read_bytes() == data for path, data in files.items())
    assert [folder.name for folder in disk.synced] == ["one", "other"]


def test_only_a_slow_disk_is_asked_by_many_threads_at_once(
    files: dict[Path, bytes], slow_seconds: float
) -> None:
    disk = DiskThatRefuses("nobody")

    write_many(files, disk=disk, slow_seconds=slow_seconds)

    assert threading.current_thread() in disk.writers
    assert (len(disk.writers) > 1) == (slow_seconds == 0)


class DiskThatTells(Disk):
    """A disk that keeps what was done, and how many files were open at once."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.open: set[int] = set()
        self.most_open = 0

    def begin_sync(self, descriptor: int) -> None:
        self.steps.append("begin")
        self.open.add(descriptor)
        self.most_open = max(self.most_open, len(self.open))
        super().begin_sync(descriptor)

    def fsync(self, descriptor: int) -> None:
        self.steps.append("sync")
        super().fsync(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        self.steps.append("rename")
        self.open.clear()
        super().replace(source, target)


def test_all_are_begun_before_one_is_waited_for_and_synced_before_one_has_its_name(
    files: dict[Path, bytes],
) -> None:
    disk = DiskThatTells()

    write_many(files, disk=disk, slow_seconds=math.inf)

    assert disk.steps == ["begin"] * 40 + ["sync"] * 40 + ["rename"] * 40


def test_only_so_many_are_open_at_once_as_any_system_allows(tmp_path: Path) -> None:
    disk = DiskThatTells()

    assert write_many({tmp_path / f"{at}": NEW for at in range(300)}, disk=disk) == ()

    assert len(list(tmp_path.iterdir())) == 300
    assert disk.most_open <= 128


@pytest.mark.parametrize("refused", ["one7", "other19"])
def test_one_that_cannot_be_written_is_said_and_keeps_no_other_from_it(
    files: dict[Path, bytes], tmp_path: Path, refused: str, slow_seconds: float
) -> None:
    (error,) = write_many(files, disk=DiskThatRefuses(refused), slow_seconds=slow_seconds)

    assert isinstance(error, DiskFullError)
    assert error.path.name == f"{refused}.receipt"
    written = {path.stem for path, data in files.items() if path.read_bytes() == data}
    assert written == {path.stem for path in files} - {refused}
    assert error.path.read_bytes() == OLD
    assert not list(tmp_path.rglob("*.part"))


def test_a_folder_that_cannot_be_synced_vouches_for_none_of_its_files(
    files: dict[Path, bytes],
) -> None:
    errors = write_many(files, disk=DiskThatRefuses("nobody", folder="other"))

    assert len(errors) == 20
    assert {error.path.name for error in errors} == {"other"}


def test_what_is_in_the_way_of_one_and_a_folder_that_is_gone_are_said(tmp_path: Path) -> None:
    (tmp_path / "blocked").mkdir()
    files = {tmp_path / "blocked": NEW, tmp_path / "gone" / "x": NEW, tmp_path / "kept": NEW}

    blocked, gone = write_many(files)

    assert isinstance(blocked, FileNotWritableError)
    assert isinstance(gone, FileVanishedError)
    assert (tmp_path / "kept").read_bytes() == NEW
    assert write_many({}) == ()


class DiskThatFillsUp(Disk):
    """A disk on which there is room for some bytes more, or that refuses a file's final name."""

    def __init__(self, room: int = 10_000, refused: str = "") -> None:
        self.room = room
        self.refused = refused

    def write(self, descriptor: int, data: bytes) -> None:
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().write(descriptor, data)

    def replace(self, source: Path, target: Path) -> None:
        if target.stem == self.refused:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        super().replace(source, target)


def test_files_that_belong_together_are_all_there(files: dict[Path, bytes]) -> None:
    write_together(files)

    assert {path: path.read_bytes() for path in files} == files


def test_where_there_is_no_room_for_the_last_file_none_of_them_is_changed(
    files: dict[Path, bytes], tmp_path: Path
) -> None:
    there = sorted(tmp_path.rglob("*"))

    with pytest.raises(DiskFullError):
        write_together(files, disk=DiskThatFillsUp(room=sum(map(len, files.values())) - 1))

    assert {path.read_bytes() for path in files} == {OLD}
    assert sorted(tmp_path.rglob("*")) == there


def test_where_a_name_is_refused_nothing_that_is_not_whole_stays(
    files: dict[Path, bytes], tmp_path: Path
) -> None:
    there = sorted(tmp_path.rglob("*"))

    with pytest.raises(FolderReadOnlyError):
        write_together(files, disk=DiskThatFillsUp(refused=list(files)[-1].stem))

    assert list(files)[-1].read_bytes() == OLD
    assert sorted(tmp_path.rglob("*")) == there
