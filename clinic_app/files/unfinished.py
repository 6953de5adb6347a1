"""A file that is not whole yet, beside the one that it will replace: one for each who writes it.

Of two programs that write the same file at once each writes an unfinished one of its own, and the
one that is renamed last stays, whole. What a dead program left behind goes at the next write.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clinic_app.files.disk import Disk
from clinic_app.files.errors import FileError, FileWrittenWrongError

UNFINISHED = ".part"
"""What the name of a file ends in until it is whole; such a file may always be deleted."""

_TRIES = 10


@contextmanager
def written_beside(path: Path, data: bytes, disk: Disk) -> Iterator[Path]:
    """Yield a file that holds *data*, synced and read back, to be renamed; an error removes it.

    Raises:
        OSError: As the system says it.
        FileWrittenWrongError: The disk gave back something else.
    """
    unfinished, descriptor = _begun(path, disk)
    # Open until it is renamed: that is how others know that somebody is at it.
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
        try:
            disk.write(descriptor, data)
            disk.fsync(descriptor)
            if disk.read_back(descriptor) != data:
                raise FileWrittenWrongError(path)
            if os.name == "nt":  # which renames no open file, and removes none
                file.close()
            yield unfinished
        except (OSError, FileError):
            file.close()
            with suppress(OSError):  # where even that fails it stays, named as what it is
                disk.remove(unfinished)
            raise


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
