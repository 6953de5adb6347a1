"""Writing a file so that either the old one or the new one is there, whole, whatever happens."""

import os
import stat
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from clinic_app.files.disk import DISK, Disk
from clinic_app.files.errors import (
    DiskFullError,
    FileError,
    FileMissingError,
    FileNotWritableError,
    explaining_writes,
)
from clinic_app.files.reading import size_of
from clinic_app.files.unfinished import begun_beside, written_beside

BACKUP = ".bak"

_TRIAL = ".trial"
_TRIAL_BYTES = 64 * 1024
"""Twice what SQLite makes its shared index larger by."""

_PIECE_BYTES = 1024 * 1024


def write_atomically(
    path: Path, data: bytes, *, keep_backup: bool = False, disk: Disk = DISK
) -> None:
    """Write *data* to *path*: beside it first, synced and read back, then renamed over it.

    An error leaves what was there; only where the folder cannot be synced at the very end the
    new file may be there already, whole.

    Args:
        path: In a folder that exists.
        data: The whole file.
        keep_backup: Leave the file that was there as ``NAME.bak``.
        disk: Replaced by tests that make a step fail.

    Raises:
        FolderReadOnlyError: Nothing may be written there.
        DiskFullError: There is no room left.
        FileVanishedError: The folder or its disk went away.
        FileWrittenWrongError: The disk gave back something else.
        FileNotWritableError: It is no plain file, or the system refused for another reason.
    """
    with explaining_writes(path):
        for _step in put_in_place(path, data, keep_backup=keep_backup, disk=disk):
            pass
        disk.fsync_folder(path.parent)


def put_in_place(
    path: Path, data: bytes, *, keep_backup: bool = False, disk: Disk = DISK
) -> Generator[None, None, None]:
    """Do all that :func:`write_atomically` does but for syncing the folder, in three steps.

    Yields:
        Once where *data* is written, and once where it is synced: between these a caller may take
        the same step for other files. The file has its name at the end.

    Raises:
        OSError: As the system says it.
        FileWrittenWrongError: The disk gave back something else.
        FileNotWritableError: It is no plain file.
    """
    _refuse_what_is_no_file(path)
    with begun_beside(path, data, disk) as unfinished:
        yield
        unfinished.sync()
        yield
        unfinished.read_back()
        if keep_backup and path.exists():
            _back_up(path, disk)
        disk.replace(unfinished.path, path)


def rename(source: Path, target: Path, *, disk: Disk = DISK) -> None:
    """Give a whole and synced file its final name, for good; a file of that name goes.

    Raises:
        FolderReadOnlyError: Nothing may be written there.
        FileVanishedError: The folder or its disk went away.
        FileNotWritableError: The system refused for another reason.
    """
    with explaining_writes(target):
        disk.replace(source, target)
        disk.fsync_folder(target.parent)


def remove(path: Path, *, disk: Disk = DISK) -> None:
    """Remove a file that may be gone already.

    Raises:
        FolderReadOnlyError: Nothing may be removed there.
        FileVanishedError: The disk went away.
        FileNotWritableError: The system refused for another reason.
    """
    with explaining_writes(path):
        disk.remove(path)


def sync(path: Path, *, disk: Disk = DISK) -> None:
    """Wait until a file that somebody else wrote is on the disk.

    Raises:
        FileVanishedError: The file or its disk went away.
        DiskFullError: There is no room left.
        FileNotWritableError: The system refused for another reason.
    """
    with explaining_writes(path):
        descriptor = disk.reopen(path)
        try:
            disk.fsync(descriptor)
        finally:
            os.close(descriptor)


def copy_whole(
    source: Path,
    target: Path,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    disk: Disk = DISK,
) -> None:
    """Copy a file of any size and wait until it is on the disk; a target of that name goes.

    Args:
        source: Read piece by piece.
        target: In a folder that exists; half of it stays where an error or *progress* stops it.
        progress: Gets the bytes done and all bytes, after each piece; may raise to stop.
        disk: Replaced by tests that make a step fail.

    Raises:
        FileMissingError: There is no *source*.
        FileError: One of the two disks refused.
    """
    total = size_of(source)
    if total is None:
        raise FileMissingError(source)
    with explaining_writes(target), source.open("rb") as file:
        copy_opened(file, target, progress=lambda done: progress(done, total), disk=disk)


def copy_opened(
    file: BinaryIO,
    target: Path,
    *,
    progress: Callable[[int], None],
    disk: Disk = DISK,
) -> None:
    """Copy all of *file*, as :func:`copy_whole` does; it stays open.

    Raises:
        FileError: One of the two disks refused.
    """
    with explaining_writes(target):
        descriptor = disk.create(target)
        try:
            file.seek(0)
            done = 0
            while piece := file.read(_PIECE_BYTES):
                disk.write(descriptor, piece)
                done += len(piece)
                progress(done)
            disk.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_folder(folder: Path) -> None:
    """Remove an empty folder; one that holds something, or is gone, stays as it is."""
    with suppress(OSError):
        folder.rmdir()


def claim(path: Path, *, disk: Disk = DISK) -> bool:
    """Give an empty file a name that nobody has yet; return whether it is ours now.

    Of two programs that make the same thing at once only one may go on, and only that one may
    clear up after itself.

    Raises:
        FolderReadOnlyError: Nothing may be written there.
        DiskFullError: There is no room left.
        FileVanishedError: The folder or its disk went away.
        FileNotWritableError: The system refused for another reason.
    """
    with explaining_writes(path):
        try:
            os.close(disk.create_first(path))
        except FileExistsError:
            return False
    return True


def is_full_beside(path: Path, *, disk: Disk = DISK) -> bool:
    """Whether there is no room left where *path* lies, as a small file beside it finds out.

    A database says of a full disk or a used-up quota at times only that writing failed.
    """
    trial = path.with_name(path.name + _TRIAL)
    try:
        with (
            explaining_writes(path),
            written_beside(trial, bytes(_TRIAL_BYTES), disk) as unfinished,
        ):
            disk.remove(unfinished)
    except DiskFullError:
        return True
    except FileError:
        return False
    return False


def write_briefly(path: Path, data: bytes) -> None:
    """Write a note that may be lost in a crash: neither synced nor read back.

    Raises:
        FolderReadOnlyError: Nothing may be written there.
        DiskFullError: There is no room left.
        FileVanishedError: The folder or its disk went away.
        FileNotWritableError: The system refused for another reason.
    """
    with explaining_writes(path):
        _refuse_what_is_no_file(path)
        path.write_bytes(data)


def make_folder(folder: Path) -> bool:
    """Make a folder, for its owner alone, with all above it; return whether it was missing.

    Raises:
        FolderReadOnlyError: Nothing may be written there.
        DiskFullError: There is no room left.
        FileVanishedError: The disk went away.
        FileNotWritableError: A file has that name, or another reason.
    """
    with explaining_writes(folder):
        if folder.is_dir():
            return False
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            if folder.is_dir():  # another program made it in this very moment
                return False
            raise
        return True


def _refuse_what_is_no_file(path: Path) -> None:
    """Leave a device or a pipe alone: renaming a file over /dev/null takes it from everybody."""
    if not path.name:
        raise FileNotWritableError(path)
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
            raise FileNotWritableError(path)


def _back_up(path: Path, disk: Disk) -> None:
    backup = path.with_name(path.name + BACKUP)
    with written_beside(backup, path.read_bytes(), disk) as unfinished:
        disk.replace(unfinished, backup)
