"""What lies in a folder that somebody else fills: only files that nobody is still writing."""

import os
from collections.abc import Iterator
from pathlib import Path

from clinic_app.files.errors import FileMissingError, FileUnreadableError

_BEING_WRITTEN = (".tmp", ".part")
_NOT_MEANT = ("~", ".~", "._", ".syncthing.")
"""How names of lock files and half-synchronised files begin, and of what macOS writes beside
every file on a stick."""


def settled_files(folder: Path, suffix: str) -> tuple[Path, ...]:
    """Return the files of one suffix in *folder* and below, sorted by path.

    Copies such as ``NAME (1).tally`` and ``NAME.sync-conflict-....tally`` are among them. Links to
    other folders are not followed.

    Args:
        folder: Must exist.
        suffix: With its dot; capital letters count as small ones, as sticks write them.

    Raises:
        FileMissingError: There is no such folder.
        FileUnreadableError: It is no folder, or the system refused.
    """
    if not folder.exists():
        raise FileMissingError(folder)
    if not folder.is_dir():
        raise FileUnreadableError(folder)
    return tuple(sorted(_found(folder, suffix)))


def _found(folder: Path, suffix: str) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise FileUnreadableError(folder) from error

    for here, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]  # bins, old versions
        for name in names:
            lower = name.lower()
            is_settled = not name.startswith(_NOT_MEANT) and not lower.endswith(_BEING_WRITTEN)
            if is_settled and lower.endswith(suffix):
                yield Path(here) / name
