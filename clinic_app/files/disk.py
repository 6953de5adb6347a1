"""The few things done to a disk, one by one, so that a test can make any of them fail."""

import errno
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

_REPLACE_TRIES = 10 if os.name == "nt" else 1
"""A virus scanner on Windows holds a new file for a moment."""

_PAUSE_SECONDS = 0.05
_PIECE_BYTES = 1024 * 1024
_UNABLE_TO_LOCK = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.ENOLCK})
"""What a network folder says that knows no locks."""

_UNABLE = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


class Disk:
    """Each step of a safe write."""

    def create(self, path: Path) -> int:
        """Open a new file for its owner alone, in the place of what a dead program left there.

        Raises:
            FileExistsError: Somebody is writing a file of that name.
        """
        try:
            descriptor = self.create_first(path)
        except FileExistsError:
            self.remove_dead(path)
            descriptor = self.create_first(path)
        if not _is_taken(descriptor, path):
            os.close(descriptor)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        return descriptor

    def remove_dead(self, path: Path) -> None:
        """Remove a file that nobody is writing; one that is being written stays."""
        if sys.platform == "win32":
            with suppress(PermissionError):  # Windows removes no open file
                path.unlink(missing_ok=True)
            return
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        except (FileNotFoundError, PermissionError):  # nothing there, or somebody else's
            return
        except OSError:  # a link or the like: nothing that a program of ours is writing
            path.unlink(missing_ok=True)
            return
        try:
            if _is_taken(descriptor, path):
                path.unlink(missing_ok=True)
        finally:
            os.close(descriptor)

    def create_first(self, path: Path) -> int:
        """Open a new file for its owner alone; an error where whatever has its name."""
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
        return os.open(path, flags, 0o600)

    def reopen(self, path: Path) -> int:
        """Open a file that is there already, to sync what somebody else wrote to it."""
        return os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))

    def write(self, descriptor: int, data: bytes) -> None:
        """Write all of *data*."""
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]

    def begin_sync(self, descriptor: int) -> None:
        """Let the system begin to write out what it holds of a file, where it can be asked to.

        Syncing each of 250 small files of which that was asked before took half as long.
        """
        if sys.platform == "linux":
            # "Not needed" is what Linux takes for that: it lets go only of what is written out.
            with suppress(OSError):
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)

    def fsync(self, descriptor: int) -> None:
        """Wait until the file's bytes are on the disk, not in the disk's cache."""
        if sys.platform == "darwin":
            import fcntl  # noqa: PLC0415 - Windows has none

            with suppress(OSError):  # on exFAT and network folders only the other is known
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                return
        os.fsync(descriptor)

    def read_back(self, descriptor: int) -> bytes:
        """Return what the file says now, from its beginning."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        pieces = []
        while piece := os.read(descriptor, _PIECE_BYTES):
            pieces.append(piece)
        return b"".join(pieces)

    def replace(self, source: Path, target: Path) -> None:
        """Give *source* the name *target* in one step."""
        for tries_left in reversed(range(_REPLACE_TRIES)):
            try:
                source.replace(target)
            except PermissionError:
                if not tries_left:
                    raise
                # Nobody tells when a scanner lets go: this waits for time, as nothing else can.
                threading.Event().wait(_PAUSE_SECONDS)
            else:
                return

    def fsync_folder(self, folder: Path) -> None:
        """Wait until the names in a folder are on the disk, where the system can do that."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            # Sticks and some network folders cannot sync a folder; the file itself is synced.
            if error.errno not in _UNABLE:
                raise
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Remove a file that may be gone already."""
        path.unlink(missing_ok=True)


def _is_taken(descriptor: int, path: Path) -> bool:
    """Whether this program holds the file named *path* now; it does until the file is closed.

    A lock of the system's goes with the program that held it, however that ended.
    """
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 - Windows has none

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _UNABLE_TO_LOCK:
            raise
    try:  # between making and locking it somebody may have taken it for a dead one's
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


DISK = Disk()
"""This computer's."""
