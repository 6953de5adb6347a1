"""A file that is not whole yet, beside the one that it will replace: one for each who writes it.

Of two programs that write the same file at once each writes an unfinished one of its own, and the
one that is renamed last stays, whole. What a dead program left behind goes at the next write.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from clinic_app.files.disk import Disk
from clinic_app.files.errors import FileError, FileWrittenWrongError

UNFINISHED = ".part"
"""What the name of a file ends in until it is whole; such a file may always be deleted."""

_TRIES = 10


class Unfinished:
    """A file that is being written; it has its final name once it is synced and read back."""

    def __init__(self, path: Path, final: Path, data: bytes, file: FileIO, disk: Disk) -> None:
        self.path = path
        self._final = final
        self._data = data
        self._file = file
        self._disk = disk

    def sync(self) -> None:
        """Wait until its bytes are on the disk."""
        self._disk.fsync(self._file.fileno())

    def read_back(self) -> None:
        """Make sure that the disk gives back what was written; it can be renamed then.

        Raises:
            FileWrittenWrongError: The disk gave back something else.
        """
        if self._disk.read_back(self._file.fileno()) != self._data:
            raise FileWrittenWrongError(self._final)
        if os.name == "nt":  # which renames no open file, and removes none
            self._file.close()


@contextmanager
def begun_beside(path: Path, data: bytes, disk: Disk) -> Iterator[Unfinished]:
    """Yield a file that was given *data*, which may not be on the disk yet; an error removes it.

    Raises:
        OSError: As the system says it.
    """
    unfinished, descriptor = _begun(path, disk)
    # Open until it is renamed: that is how others know that somebody is at it.
    with FileIO(descriptor) as file:
        try:
            disk.write(descriptor, data)
            disk.begin_sync(descriptor)
            yield Unfinished(unfinished, path, data, file, disk)
        except (OSError, FileError):
            file.close()
            with suppress(OSError):  # where even that fails it stays, named as what it is
                disk.remove(unfinished)
            raise


@contextmanager
def written_beside(path: Path, data: bytes, disk: Disk) -> Iterator[Path]:
    """Yield a file that holds *data*, synced and read back, to be renamed; an error removes it.

    Raises:
        OSError: As the system says it.
        FileWrittenWrongError: The disk gave back something else.
    """
    with begun_beside(path, data, disk) as unfinished:
        unfinished.sync()
        unfinished.read_back()
        yield unfinished.path


def _begun(path: Path, disk: Disk) -> tuple[Path, int]:
    """Make the file: NAME.part, or another name where somebody else writes that one now."""
    unfinished = path.with_name(path.name + UNFINISHED)
    for _time in range(_TRIES):
        # A file may be taken for a dead program's in the moment before it is locked.
        with suppress(FileExistsError):
            return unfinished, disk.create(unfinished)
        _clear_others(path, disk)
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    return unfinished, disk.create(unfinished)


def _clear_others(path: Path, disk: Disk) -> None:
    """Remove what dead programs left that once had to take another name."""
    with suppress(OSError):
        for other in path.parent.iterdir():
            if other.name.startswith(path.name + ".") and other.name.endswith(UNFINISHED):
                disk.remove_dead(other)
