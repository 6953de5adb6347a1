"""Writing many small files in little more time than one, and some that belong together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from pathlib import Path
from time import perf_counter

from clinic_app.files.disk import DISK, Disk
from clinic_app.files.errors import FileError, explaining_writes
from clinic_app.files.writing import put_in_place

_STEPS = 3
"""Of :func:`writing.put_in_place`."""

_OPEN_AT_ONCE = 64
"""A system allows a program at least 256 open files; with 250 none was written faster."""

_SYNCED_AT_ONCE = 16
"""More brought nothing: 256 receipts took 1.07 s one by one, 10 ms with 16 and with 32 at once."""

_TRIED = 16
"""How many are synced one by one before it is asked again whether the disk is slow."""

SLOW_SECONDS = 0.001
"""For syncing one file. On a quick disk threads only wait for each other."""


def write_many(
    files: Mapping[Path, bytes], *, disk: Disk = DISK, slow_seconds: float = SLOW_SECONDS
) -> tuple[FileError, ...]:
    """Write each file as :func:`writing.write_atomically` does.

    Some are written, then all of these synced, then all renamed: a disk that begins to write out
    one while the next is written is waited for once. Some disks sync what many ask for at once
    in one go, so on a slow one many ask at once: the threads wait for the disk and do nothing
    else, and are gone when this returns.

    Args:
        files: What each is to hold, in folders that exist.
        disk: Replaced by tests that make a step fail.
        slow_seconds: A disk is slow that takes longer to sync one file.

    Returns:
        One error for each file that could not be written; all others are there, whole.
    """
    refused: dict[Path, FileError] = {}
    left = iter(files)
    is_slow = False
    while paths := tuple(islice(left, _OPEN_AT_ONCE)):
        begun = {path: put_in_place(path, files[path], disk=disk) for path in paths}

        def take_step(path: Path, begun: Mapping[Path, Iterator[None]] = begun) -> None:
            try:
                with explaining_writes(path):
                    next(begun[path], None)  # one that was refused has no step left
            except FileError as error:
                refused[path] = error

        for path in paths:
            take_step(path)
        is_slow = _sync(paths, take_step, slow_seconds, is_slow=is_slow)
        for path in paths:
            take_step(path)
    for folder in dict.fromkeys(path.parent for path in files if path not in refused):
        try:
            with explaining_writes(folder):
                disk.fsync_folder(folder)
        except FileError as error:
            refused |= {path: error for path in files if path.parent == folder}
    return tuple(refused[path] for path in files if path in refused)


def write_together(files: Mapping[Path, bytes], *, disk: Disk = DISK) -> None:
    """Write every file as :func:`writing.write_atomically` does, or none of them.

    Each is written and synced before the first one has its name. Only where the system refuses a
    name, as of a file that another program holds open, those before it have theirs.

    Args:
        files: What each is to hold, in folders that exist.
        disk: Replaced by tests that make a step fail.

    Raises:
        FileError: One of them could not be written.
    """
    begun = {path: put_in_place(path, data, disk=disk) for path, data in files.items()}
    try:
        for _step in range(_STEPS):
            for path, steps in begun.items():
                with explaining_writes(path):
                    next(steps, None)
    except FileError as error:
        for steps in begun.values():
            with suppress(OSError, FileError):
                steps.throw(error)  # which removes what is not whole yet
        raise
    for folder in dict.fromkeys(path.parent for path in files):
        with explaining_writes(folder):
            disk.fsync_folder(folder)


def _sync(
    paths: Sequence[Path], sync: Callable[[Path], None], slow_seconds: float, *, is_slow: bool
) -> bool:
    """Sync all: one by one until that turns out to be slow, the rest at once; return whether."""
    left = iter(paths)
    while not is_slow and (tried := tuple(islice(left, _TRIED))):
        began = perf_counter()
        for path in tried:
            sync(path)
        is_slow = perf_counter() - began > slow_seconds * len(tried)
    if is_slow:
        with ThreadPoolExecutor(_SYNCED_AT_ONCE, thread_name_prefix="syncing") as pool:
            list(pool.map(sync, left))
    return is_slow
