"""Writing many small files in little more time than one."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from clinic_app.files.disk import DISK, Disk
from clinic_app.files.errors import FileError, explaining_writes
from clinic_app.files.writing import put_in_place

_WRITTEN_AT_ONCE = 16
"""More brought nothing: 256 receipts took 1.07 s one by one, 10 ms with 16 and with 32 at once."""

_TRIED = 16
"""How many are written one by one before it is asked again whether the disk is slow."""

SLOW_SECONDS = 0.001
"""For one file. On a quick disk threads only wait for each other: 250 receipts took 88 ms with 16
and 59 ms one by one, a third of the processor time."""


def write_many(
    files: Mapping[Path, bytes], *, disk: Disk = DISK, slow_seconds: float = SLOW_SECONDS
) -> tuple[FileError, ...]:
    """Write each file as :func:`writing.write_atomically` does.

    A disk syncs what many ask for at once in one go, so on a slow one many ask at once: the
    threads wait for the disk and do nothing else, and are gone when this returns.

    Args:
        files: What each is to hold, in folders that exist.
        disk: Replaced by tests that make a step fail.
        slow_seconds: A disk is slow that takes longer for one file.

    Returns:
        One error for each file that could not be written; all others are there, whole.
    """
    refused: dict[Path, FileError] = {}

    def write(paths: Sequence[Path]) -> None:
        for path in paths:
            try:
                with explaining_writes(path):
                    put_in_place(path, files[path], disk=disk)
            except FileError as error:
                refused[path] = error

    _share_out(tuple(files), write, slow_seconds)
    for folder in dict.fromkeys(path.parent for path in files if path not in refused):
        try:
            with explaining_writes(folder):
                disk.fsync_folder(folder)
        except FileError as error:
            refused |= {path: error for path in files if path.parent == folder}
    return tuple(refused[path] for path in files if path in refused)


def _share_out(
    left: Sequence[Path], write: Callable[[Sequence[Path]], None], slow_seconds: float
) -> None:
    """Write all that is left: here, until that turns out to be slow, and the rest at once."""
    is_slow = False
    while left and not is_slow:
        begun = perf_counter()
        write(left[:_TRIED])
        is_slow = perf_counter() - begun > slow_seconds * _TRIED
        left = left[_TRIED:]
    if left:
        # Handed out one by one they take half as long again.
        shares = [left[at::_WRITTEN_AT_ONCE] for at in range(_WRITTEN_AT_ONCE)]
        with ThreadPoolExecutor(_WRITTEN_AT_ONCE, thread_name_prefix="syncing") as pool:
            for written in [pool.submit(write, share) for share in shares if share]:
                written.result()
