"""Which files make a vault, and which folders may hold one."""

from pathlib import Path

from clinic_app.computer.folders import is_on_network, service_copying
from clinic_app.files.reading import is_file_seen, size_of
from clinic_app.files.unfinished import UNFINISHED
from clinic_app.files.writing import remove
from clinic_app.vault.errors import (
    NetworkFolderError,
    SetUpUnfinishedError,
    SyncedFolderError,
    VaultExistsError,
)

DATABASE_NAME = "clinic.db"
HEADER_NAME = "clinic.vault.json"
HEADER_COPY_NAME = HEADER_NAME + ".bak"
NEXT_NAME = DATABASE_NAME + ".next"
"""The database under new keys, whole and proved, until it takes the place of the old."""
GONE_NAME = "clinic.gone"
"""The list of who was deleted for good; see :mod:`clinic_app.vault.gone_list`."""

UNFINISHED_NAME = DATABASE_NAME + UNFINISHED
"""The database while it is being made: where it lies, nothing was recorded yet."""

JOURNALS = ("-wal", "-shm", "-journal")
_PARTS = (
    DATABASE_NAME,
    HEADER_NAME,
    HEADER_COPY_NAME,
    *(DATABASE_NAME + journal for journal in JOURNALS),
)
_MADE_BEFORE_THE_END = (
    GONE_NAME,
    GONE_NAME + UNFINISHED,
    HEADER_NAME,
    HEADER_NAME + UNFINISHED,
    HEADER_COPY_NAME,
    HEADER_COPY_NAME + UNFINISHED,
    *(UNFINISHED_NAME + journal for journal in JOURNALS),
    UNFINISHED_NAME,  # last: while it is there the folder counts as not set up
)


def is_vault_in(folder: Path) -> bool:
    """Whether a folder holds a vault, or parts of one; one that was never finished is none.

    Raises:
        FileUnreadableError: The system does not say.
    """
    return not _is_unfinished(folder) and any(_is_there(folder / part) for part in _PARTS)


def is_vault_seen_in(folder: Path) -> bool:
    """Whether the database or the key file stands in *folder*, for whoever asks where to look.

    Where the system does not say, none is seen.
    """
    return any(is_file_seen(folder / name) for name in (DATABASE_NAME, HEADER_NAME))


def refuse_seen(folder: Path) -> None:
    """Accept a folder in which something else than a vault can be made, such as a headquarters.

    Raises:
        VaultExistsError: A vault is seen there.
    """
    if is_vault_seen_in(folder):
        raise VaultExistsError(folder)


def refuse_existing(folder: Path) -> None:
    """Accept a folder in which a vault can be made.

    Raises:
        VaultExistsError: It holds one already, or parts of one.
        FileUnreadableError: The system does not say.
    """
    if is_vault_in(folder):
        raise VaultExistsError(folder)


def refuse_unfinished(folder: Path) -> None:
    """Accept a folder in which setting up was not broken off.

    Raises:
        SetUpUnfinishedError: It was; nothing was recorded.
        FileUnreadableError: The system does not say.
    """
    if _is_unfinished(folder):
        raise SetUpUnfinishedError(folder)


def refuse_unsafe(folder: Path) -> None:
    """Accept a folder in which a database can be written safely.

    Raises:
        NetworkFolderError: It lies on another computer.
        SyncedFolderError: A service copies it while it is written.
    """
    if is_on_network(folder):
        raise NetworkFolderError(folder)
    service = service_copying(folder)
    if service:
        raise SyncedFolderError(folder, service)


def clear_unfinished(folder: Path) -> None:
    """Remove what a set-up that was broken off has left.

    Raises:
        FileError: The disk refused.
    """
    if _is_unfinished(folder):
        for name in _MADE_BEFORE_THE_END:
            remove(folder / name)


def clear_all(folder: Path) -> None:
    """Remove a vault that is being made, by whoever is making it and gives up.

    Raises:
        FileError: The disk refused.
    """
    for name in (*_PARTS, *_MADE_BEFORE_THE_END):
        remove(folder / name)


def _is_unfinished(folder: Path) -> bool:
    return _is_there(folder / UNFINISHED_NAME) and not _is_there(folder / DATABASE_NAME)


def _is_there(path: Path) -> bool:
    return size_of(path) is not None
