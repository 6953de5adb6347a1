"""What a file or folder can refuse, as facts; and the one way there from what the system says."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinic_app.errors import ClinicError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_GONE = frozenset({errno.ENOENT, errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE})


class FileError(ClinicError):
    """Something about one file or folder.

    Attributes:
        path: The file, or the folder where no file is meant.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class FolderReadOnlyError(FileError):
    """Nothing may be written there."""


class DiskFullError(FileError):
    """There is no room left."""


class FileVanishedError(FileError):
    """The folder or its disk went away: a stick was pulled, a folder deleted."""


class FileNotWritableError(FileError):
    """The system refused to write, for a reason that has no words of its own."""


class FileWrittenWrongError(FileError):
    """What was read back is not what was written: the disk or stick is failing."""


class FileMissingError(FileError):
    """There is no such file."""


class FileUnreadableError(FileError):
    """The file is there and cannot be read."""


class FolderMissingError(FileMissingError):
    """There is no such folder."""


class FolderUnreadableError(FileUnreadableError):
    """The folder is there and cannot be looked into."""


class NotFolderError(FileUnreadableError):
    """A file lies where a folder was named."""


class InnerFolderUnreadableError(FolderUnreadableError):
    """A folder in the one that was looked through cannot be looked into; all the rest was.

    Attributes:
        path: The first such folder.
        others: How many more there are.
    """

    def __init__(self, path: Path, others: int = 0) -> None:
        super().__init__(path)
        self.others = others


class FileTooLargeError(FileError):
    """The file is larger than anything that belongs there."""

    def __init__(self, path: Path, most_bytes: int) -> None:
        super().__init__(path)
        self.most_bytes = most_bytes


@contextmanager
def explaining_writes(path: Path) -> Iterator[None]:
    """Turn what the system says while *path* is written into one of ours.

    Raises:
        FolderReadOnlyError: Nothing may be written there.
        DiskFullError: There is no room left.
        FileVanishedError: The folder or its disk went away.
        FileNotWritableError: Anything else.
    """
    try:
        yield
    except OSError as error:
        raise _refusal(error.errno)(path) from error


def _refusal(number: int | None) -> type[FileError]:
    if number in _FULL:
        return DiskFullError
    if number in _FORBIDDEN:
        return FolderReadOnlyError
    if number in _GONE:
        return FileVanishedError
    return FileNotWritableError
