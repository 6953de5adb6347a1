"""One vault, one program: the lock that the system frees when a process dies."""

import os
import platform
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from clinic_app.files.checked_notes import note_of, read_note
from clinic_app.files.errors import FileError, explaining_writes
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import remove, write_briefly
from clinic_app.vault.errors import VaultInUseError

LOCK_NAME = "clinic.lock"
HOLDER_NAME = "clinic.lock.json"
"""Who holds the lock, for the message that somebody else gets."""

_MOST_BYTES = 4096


class VaultLock:
    """The right to write to the vault in one folder, from making it until ``release``.

    Raises:
        VaultInUseError: Another program, or another window of this one, has it.
        FolderReadOnlyError: Nothing may be written to the folder.
        FileError: The disk refused the lock for another reason.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK_NAME
        self._files = (path, folder / HOLDER_NAME)
        # Not per thread: a vault is opened by one thread and may be locked by another.
        self._lock = FileLock(path, timeout=0, thread_local=False)
        with explaining_writes(path):
            try:
                self._lock.acquire()
            except Timeout:
                raise _in_use(folder) from None
        with suppress(FileError):  # a full disk must not keep anybody from reading
            write_briefly(folder / HOLDER_NAME, _ourselves())

    def release(self) -> None:
        """Let another program open the vault."""
        with suppress(FileError):  # the note of a program that ended tells nobody anything
            remove(self._files[1])
        self._lock.release()

    def release_for_good(self) -> None:
        """Release the lock of a vault that never came to be, and leave no trace of it."""
        self.release()
        for path in self._files:
            with suppress(FileError):
                remove(path)


def _ourselves() -> bytes:
    return note_of({"computer": platform.node(), "process_id": os.getpid()})


def _in_use(folder: Path) -> VaultInUseError:
    """Say who holds the vault; whatever the note beside the lock looks like."""
    try:
        found = read_note(read_bounded(folder / HOLDER_NAME, _MOST_BYTES))
    except (FileError, ValueError, RecursionError):
        found = {}
    match found:
        case {"computer": str(computer), "process_id": int(process_id)}:
            return VaultInUseError(folder, computer, process_id)
        case _:
            return VaultInUseError(folder, "", 0)
