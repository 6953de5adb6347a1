"""Whatever fails, and whenever: the old file or the new one is there, whole."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from clinic_app.files import disk as disk_module
from clinic_app.files.disk import Disk
from clinic_app.files.errors import (
    DiskFullError,
    FileError,
    FileNotWritableError,
    FileVanishedError,
    FileWrittenWrongError,
    FolderReadOnlyError,
)
from clinic_app.files.writing import (
    make_folder,
    remove,
    remove_folder,
    rename,
    write_atomically,
    write_briefly,
)

PROJECT = Path(__file__).parents[2]
OLD = b"what was there"
NEW = b"what shall be there" * 1000


class FailingDisk(Disk):
    """A disk on which one step fails, counted from 1; a failing write gets half way."""

    def __init__(self, failing_step: int, error_number: int = errno.ENOSPC) -> None:
        self.failing_step = failing_step
        self.error_number = error_number
        self.steps: list[str] = []

    def create(self, path: Path) -> int:
        self._step("create")
        return super().create(path)

    def write(self, descriptor: int, data: bytes) -> None:
        try:
            self._step("write")
        except OSError:
            super().write(descriptor, data[: len(data) // 2])
            raise
        super().write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        self._step("fsync")
        super().fsync(descriptor)

    def read_back(self, descriptor: int) -> bytes:
        self._step("read back")
        return super().read_back(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        self._step("replace")
        super().replace(source, target)

    def fsync_folder(self, folder: Path) -> None:
        self._step("fsync folder")
        super().fsync_folder(folder)

    def _step(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) == self.failing_step:
            raise OSError(self.error_number, os.strerror(self.error_number))


def steps_of_a_write(tmp_path: Path, *, keep_backup: bool) -> list[str]:
    whole = FailingDisk(failing_step=0)
    path = tmp_path / "counted"
    path.write_bytes(OLD)
    write_atomically(path, NEW, keep_backup=keep_backup, disk=whole)
    path.unlink()
    path.with_name("counted.bak").unlink(missing_ok=True)
    return whole.steps


@pytest.mark.parametrize("keep_backup", [False, True])
@pytest.mark.parametrize("is_first", [False, True])
def test_a_failure_at_any_step_leaves_one_whole_file(
    tmp_path: Path, keep_backup: bool, is_first: bool
) -> None:
    steps = steps_of_a_write(tmp_path, keep_backup=keep_backup)
    path = tmp_path / "kept"
    for failing_step in range(1, len(steps) + 1):
        path.unlink(missing_ok=True)
        if not is_first:
            path.write_bytes(OLD)
        disk = FailingDisk(failing_step)

        with suppress(DiskFullError):  # the first file ever has no backup, so fewer steps
            write_atomically(path, NEW, keep_backup=keep_backup, disk=disk)

        there = path.read_bytes() if path.exists() else None
        is_in_place = disk.steps[-1] == "fsync folder"  # only the name's own sync was missing
        assert there == (NEW if is_in_place else None if is_first else OLD)
        assert not list(tmp_path.glob("*.part"))
        backup = tmp_path / "kept.bak"
        assert not backup.exists() or backup.read_bytes() == OLD
        backup.unlink(missing_ok=True)


def test_the_steps_are_in_the_order_that_makes_them_safe(tmp_path: Path) -> None:
    plain = steps_of_a_write(tmp_path, keep_backup=False)
    with_backup = steps_of_a_write(tmp_path, keep_backup=True)

    written = ["create", "write", "fsync", "read back"]
    assert plain == [*written, "replace", "fsync folder"]
    assert with_backup == [*written, *written, "replace", "replace", "fsync folder"]


def test_the_new_file_is_there_and_the_old_one_beside_it_where_wanted(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    write_atomically(path, OLD, keep_backup=True)
    write_atomically(path, NEW, keep_backup=True)

    assert path.read_bytes() == NEW
    assert {item.name for item in tmp_path.iterdir()} == {"kept", "kept.bak"}
    assert (tmp_path / "kept.bak").read_bytes() == OLD


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_written_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_atomically(tmp_path / "kept", NEW)

    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("error_number", "error"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EACCES, FolderReadOnlyError),
        (errno.EROFS, FolderReadOnlyError),
        (errno.EIO, FileVanishedError),
        (errno.ENODEV, FileVanishedError),
        (errno.ENAMETOOLONG, FileNotWritableError),
    ],
)
def test_what_the_system_says_becomes_an_error_of_ours(
    tmp_path: Path, error_number: int, error: type[FileError]
) -> None:
    with pytest.raises(error):
        write_atomically(tmp_path / "kept", NEW, disk=FailingDisk(1, error_number))


def test_a_disk_that_gives_back_something_else_is_found_out(tmp_path: Path) -> None:
    class LyingDisk(Disk):
        def read_back(self, descriptor: int) -> bytes:
            return super().read_back(descriptor)[:-1] + b"?"

    path = tmp_path / "kept"
    path.write_bytes(OLD)

    with pytest.raises(FileWrittenWrongError):
        write_atomically(path, NEW, disk=LyingDisk())

    assert path.read_bytes() == OLD
    assert [item.name for item in tmp_path.iterdir()] == ["kept"]


def test_a_folder_that_went_away_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileVanishedError):
        write_atomically(tmp_path / "gone" / "kept", NEW)
    with pytest.raises(FileVanishedError):
        write_briefly(tmp_path / "gone" / "kept", NEW)


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()

    with pytest.raises(FileNotWritableError):
        write_atomically(tmp_path / "kept", NEW)

    assert [item.name for item in tmp_path.iterdir()] == ["kept"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)

    with pytest.raises(FolderReadOnlyError):
        write_atomically(folder / "kept", NEW)


def test_an_unfinished_file_of_an_earlier_crash_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "kept.part").write_bytes(b"half")

    write_atomically(tmp_path / "kept", NEW)

    assert [item.name for item in tmp_path.iterdir()] == ["kept"]


WRITER = """
import sys
from pathlib import Path
from clinic_app.files.writing import write_atomically

path, letter = Path(sys.argv[1]), sys.argv[2].encode()
for _time in range(200):
    write_atomically(path, letter * 50_000)
    read = path.read_bytes()
    assert read == read[:1] * 50_000, "torn"
"""


def test_programs_that_write_one_file_at_once_leave_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "kept"

    writers = [
        subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-c", WRITER, str(path), letter], cwd=PROJECT, stderr=subprocess.PIPE
        )
        for letter in "abc"
    ]
    said = [writer.communicate()[1] for writer in writers]

    assert said == [b""] * 3
    assert [item.name for item in tmp_path.iterdir()] == ["kept"]


def test_what_somebody_else_is_writing_stays_and_what_is_left_of_the_dead_goes(
    tmp_path: Path,
) -> None:
    path, dead = tmp_path / "kept", tmp_path / "kept.0123abcd.part"
    descriptor = Disk().create(tmp_path / "kept.part")
    dead.write_bytes(b"half")

    write_atomically(path, NEW)

    assert {item.name for item in tmp_path.iterdir()} == {"kept", "kept.part"}
    os.close(descriptor)
    write_atomically(path, NEW)
    assert [item.name for item in tmp_path.iterdir()] == ["kept"]


def test_a_folder_without_locks_is_written_to_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int, _how: int) -> None:
        raise OSError(errno.ENOTSUP, "no locks here")

    monkeypatch.setattr("fcntl.flock", refuse)
    (tmp_path / "kept.part").write_bytes(b"half")

    write_atomically(tmp_path / "kept", NEW)

    assert [item.name for item in tmp_path.iterdir()] == ["kept"]


def test_a_virus_scanner_gets_time_to_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_module, "_REPLACE_TRIES", 3)
    monkeypatch.setattr(disk_module, "_PAUSE_SECONDS", 0)
    tries = held_back(monkeypatch, times=2)

    write_atomically(tmp_path / "kept", NEW)

    assert len(tries) == 3
    assert (tmp_path / "kept").read_bytes() == NEW


def test_one_that_never_lets_go_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_module, "_REPLACE_TRIES", 3)
    monkeypatch.setattr(disk_module, "_PAUSE_SECONDS", 0)
    tries = held_back(monkeypatch, times=99)

    with pytest.raises(FolderReadOnlyError):
        write_atomically(tmp_path / "kept", NEW)

    assert len(tries) == 3
    assert list(tmp_path.iterdir()) == []


def held_back(monkeypatch: pytest.MonkeyPatch, times: int) -> list[Path]:
    tries: list[Path] = []
    replace = Path.replace

    def replace_later(self: Path, target: Path) -> Path:
        tries.append(self)
        if len(tries) <= times:
            raise PermissionError(errno.EACCES, "held by another program")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_later)
    return tries


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
@pytest.mark.parametrize(("error_number", "is_said"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_stick_that_cannot_sync_a_folder_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error_number: int, is_said: bool
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(error_number, "no")

    monkeypatch.setattr(os, "fsync", refuse)

    if is_said:
        with pytest.raises(OSError, match="no"):
            Disk().fsync_folder(tmp_path)
    else:
        Disk().fsync_folder(tmp_path)


def test_folders_are_made_and_only_empty_ones_removed(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"

    assert make_folder(folder)
    assert not make_folder(folder)
    (folder / "kept").write_bytes(OLD)
    remove_folder(folder)
    assert folder.is_dir()
    remove(folder / "kept")
    remove(folder / "kept")
    remove_folder(folder)
    remove_folder(folder)
    assert not folder.exists()


def test_a_folder_that_another_program_makes_at_the_same_moment_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, looked = tmp_path / "a", []
    is_dir = Path.is_dir

    def not_yet(path: Path) -> bool:
        looked.append(path)
        return len(looked) > 1 and is_dir(path)

    folder.mkdir()
    monkeypatch.setattr(Path, "is_dir", not_yet)

    assert not make_folder(folder)


def test_a_file_in_the_way_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)

    with pytest.raises(FileNotWritableError):
        make_folder(tmp_path / "a")


ACTS: list[Callable[[Path, Disk], None]] = [
    lambda path, disk: rename(path, path.with_name("new"), disk=disk),
    lambda path, disk: write_atomically(path, NEW, disk=disk),
]


@pytest.mark.parametrize("act", ACTS)
def test_a_rename_that_fails_leaves_the_old_name(
    tmp_path: Path, act: Callable[[Path, Disk], None]
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(OLD)

    steps = ["replace"] if act is ACTS[0] else steps_of_a_write(tmp_path, keep_backup=False)
    disk = FailingDisk(1 + steps.index("replace"), errno.EROFS)

    with pytest.raises(FolderReadOnlyError):
        act(path, disk)

    assert path.read_bytes() == OLD


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no pipes among its files")
def test_a_pipe_or_a_device_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    with pytest.raises(FileNotWritableError):
        write_atomically(pipe, NEW)

    assert stat.S_ISFIFO(pipe.lstat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_link_is_replaced_and_what_it_leads_to_is_left(tmp_path: Path) -> None:
    precious, link = tmp_path / "precious", tmp_path / "link"
    precious.write_bytes(OLD)
    link.symlink_to(precious)

    write_atomically(link, NEW)

    assert precious.read_bytes() == OLD
    assert link.read_bytes() == NEW
    assert not link.is_symlink()


def test_no_name_at_all_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(FileNotWritableError):
        write_atomically(Path(), NEW)

    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no pipes among its files")
def test_a_note_is_never_written_into_a_pipe_that_nobody_reads(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(FileNotWritableError):
        write_briefly(tmp_path / "pipe", NEW)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fcntl")
@pytest.mark.parametrize("is_known", [True, False], ids=["its own disk", "exFAT"])
def test_a_mac_waits_for_the_disk_itself_where_that_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_known: bool
) -> None:
    """A stick of 64 GB is exFAT: there the Mac knows no F_FULLFSYNC, and every file was refused."""
    import fcntl  # noqa: PLC0415 - Windows has none

    asked = []

    def full_sync(_descriptor: int, command: str) -> None:
        asked.append(command)
        if not is_known:
            raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", "full", raising=False)
    monkeypatch.setattr(fcntl, "fcntl", full_sync)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: asked.append("plain"))

    with (tmp_path / "file").open("wb") as file:
        Disk().fsync(file.fileno())

    assert asked == (["full"] if is_known else ["full", "plain"])
