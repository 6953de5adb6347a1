"""Reading a file that somebody else may have made: never more than what can be meant."""

import stat
from pathlib import Path

from clinic_app.files.errors import (
    FileMissingError,
    FileTooLargeError,
    FileUnreadableError,
)


def read_bounded(path: Path, most_bytes: int) -> bytes:
    """Return the whole file.

    Args:
        path: A plain file: a pipe or a device could keep the program waiting for ever.
        most_bytes: More than this is not read.

    Raises:
        FileMissingError: There is none.
        FileTooLargeError: It is larger than *most_bytes*.
        FileUnreadableError: It is no plain file, or the system refused.
    """
    data = first_bytes(path, most_bytes + 1)
    if len(data) > most_bytes:
        raise FileTooLargeError(path, most_bytes)
    return data


def first_bytes(path: Path, count: int) -> bytes:
    """Return the first *count* bytes of a file; all of them where it has fewer.

    Raises:
        FileMissingError: There is none.
        FileUnreadableError: It is no plain file, or the system refused.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise FileUnreadableError(path)
        with path.open("rb") as file:
            # Asked for all that may be there, Python makes room for it first, whatever there is.
            data = file.read(min(count, found.st_size + 1))
            grown = len(data) > found.st_size
            return data + file.read(count - len(data)) if grown else data
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissingError(path) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise FileUnreadableError(path) from error


def is_file_seen(path: Path) -> bool:
    """Whether there is such a file; not where the system does not say."""
    try:
        return size_of(path) is not None
    except FileUnreadableError:
        return False


def is_link(path: Path) -> bool:
    """Whether *path* only points at a file that lies elsewhere; not where the system refuses."""
    try:
        return path.is_symlink()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; not where the system does not say."""
    try:
        return path.is_dir()
    except OSError:
        return False


def size_of(path: Path) -> int | None:
    """Return how many bytes a file has; None where there is no such file.

    Raises:
        FileUnreadableError: The system refused.
    """
    try:
        return path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise FileUnreadableError(path) from error
