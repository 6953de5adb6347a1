"""What lies in a folder that somebody else fills: only files that nobody is still writing."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from heapq import nsmallest
from pathlib import Path

from clinic_app.files.errors import (
    FileError,
    FileMissingError,
    FileUnreadableError,
    FolderMissingError,
    FolderUnreadableError,
    InnerFolderUnreadableError,
    NotFolderError,
)

_NOT_MEANT = ("~", ".~", "._", ".syncthing.")
"""How names of lock files and half-synchronised files begin, and of what macOS writes beside
every file on a stick."""

_OF_THE_SYSTEM = ("$recycle.bin", "lost+found", "system volume information")
"""Folders that a system makes on every stick: what was thrown away, and what nobody may read."""


_NAMES_AT_ONCE = 2**15
"""Few megabytes, where there are hundreds of thousands of files in one folder."""

PassOver = Callable[[FileError], None]
"""Is told of a folder below that cannot be looked into; the others are all the same."""


def names_in(folder: Path) -> tuple[str, ...]:
    """Return the names of all that lies in *folder*, in no order.

    Raises:
        FolderMissingError: There is no such folder.
        FileUnreadableError: It is no folder, or the system refused.
    """
    with _told_of_folder(folder):
        return tuple(os.listdir(folder))  # noqa: PTH208 - names are what is asked for


def is_taken(path: Path) -> bool:
    """Whether *path* is anything but an empty folder or a free name, as far as the system says."""
    try:
        return bool(names_in(path))
    except FileMissingError:
        return False
    except FileUnreadableError:
        return True


def settled_files(folder: Path, suffix: str, pass_over: PassOver | None = None) -> tuple[Path, ...]:
    """Return what :func:`each_settled_file` yields."""
    return tuple(each_settled_file(folder, suffix, pass_over))


def each_settled_file(
    folder: Path, suffix: str, pass_over: PassOver | None = None
) -> Iterator[Path]:
    """Yield the files of one suffix in *folder* and below, sorted by path.

    Copies such as ``NAME (1).tally`` and ``NAME.sync-conflict-....tally`` are among them. Links to
    other folders are not followed. A folder with more names than are kept at once is looked
    through again for the next ones, so one that comes meanwhile may be among them.

    Args:
        folder: Must exist.
        suffix: With its dot; capital letters count as small ones, as sticks write them.
        pass_over: None to raise for a folder below, too.

    Raises:
        FolderMissingError: There is no such folder.
        FileUnreadableError: It is no folder, or the system refused.
    """
    # Not by recursion: folders on a stick may lie in each other deeper than Python calls itself.
    opened = [_sorted_in(folder, suffix)]
    while opened:
        try:
            path, is_folder = next(opened[-1], (None, False))
        except FileError as error:
            if pass_over is None or len(opened) == 1:
                raise
            next(_meant_in(folder, suffix), None)  # raises where the whole of it went away
            pass_over(error)
            path, is_folder = None, False
        if path is None:
            opened.pop()
        elif is_folder:
            opened.append(_sorted_in(path, suffix))
        else:
            yield path


def count_settled_files(folder: Path, suffix: str) -> int:
    """Return how many files :func:`each_settled_file` yields now, folders passed over left out."""
    count, waiting = 0, [folder]
    while waiting:
        at = waiting.pop()
        try:
            for name, is_folder in _meant_in(at, suffix):
                if is_folder:
                    waiting.append(at / name)
                else:
                    count += 1
        except FileError:
            if at == folder:
                raise
    return count


def unread_below(passed_over: Sequence[FileError]) -> InnerFolderUnreadableError | None:
    """Return what to say of the folders that were passed over, each of them once.

    Args:
        passed_over: What was told, in one look or several through the same folder.
    """
    paths = tuple(dict.fromkeys(error.path for error in passed_over))
    return InnerFolderUnreadableError(paths[0], len(paths) - 1) if paths else None


def _sorted_in(folder: Path, suffix: str) -> Iterator[tuple[Path, bool]]:
    """Yield what is meant of one folder, by name, and whether each is a folder itself."""
    last = ""
    while True:
        piece = nsmallest(_NAMES_AT_ONCE, _meant_in(folder, suffix, after=last))
        for name, is_folder in piece:
            yield folder / name, is_folder
        if len(piece) < _NAMES_AT_ONCE:
            return
        last = piece[-1][0]


def _meant_in(folder: Path, suffix: str, *, after: str = "") -> Iterator[tuple[str, bool]]:
    """Yield the names of the files that are meant, and of the folders to look into, in no order."""
    with _told_of_folder(folder), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name <= after:
                continue
            if entry.is_dir(follow_symlinks=False):
                if _is_for_files(entry.name):
                    yield entry.name, True
            elif _is_settled(entry.name, suffix):
                yield entry.name, False


@contextmanager
def _told_of_folder(folder: Path) -> Iterator[None]:
    """Turn what the system says of *folder* into the fact that it is."""
    try:
        yield
    except FileNotFoundError as error:
        raise FolderMissingError(folder) from error
    except NotADirectoryError as error:
        raise NotFolderError(folder) from error
    except OSError as error:
        raise FolderUnreadableError(folder) from error


def _is_for_files(name: str) -> bool:
    """Whether a folder is no bin, no older versions and none of the system's own."""
    return not name.startswith(".") and name.lower() not in _OF_THE_SYSTEM


def _is_settled(name: str, suffix: str) -> bool:
    # One that is still being written ends in something else, such as NAME.part or NAME.tmp.
    return name.lower().endswith(suffix) and not name.startswith(_NOT_MEANT)
