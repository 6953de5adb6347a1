"""The list of who was deleted for good, beside the records and beside their backups.

It holds random ids that are nobody's any more, sealed under the key that every worker's passphrase
opens and padded, so that whoever finds it learns neither the ids nor how many they are. A backup
from before a deletion still holds the person; this list lies beside the backups, so that whoever
restores one of them is told whom to delete again. A backup that was carried away before, and is
restored where no newer list lies, brings the person back: nothing can reach it there.
"""

import json
from collections.abc import Collection, Iterable
from pathlib import Path

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring_errors import KeyringError
from clinic_app.crypto.slots import DATA_KEY
from clinic_app.files.errors import FileError
from clinic_app.files.reading import is_folder, read_bounded
from clinic_app.files.writing import write_atomically
from clinic_app.vault.places import GONE_NAME
from clinic_app.vault.vault import Vault

_STEP_BYTES = 4096
_MOST_BYTES = 16 * 1024 * 1024
_PLACE = (GONE_NAME,)


def read(vault: Vault, folder: Path) -> frozenset[str]:
    """Return the ids in the list that lies in *folder*; none where no list of ours lies there."""
    with vault.as_a_whole() as (_database, _key, keyring, secrets):
        return _read(folder, FieldSeals.of(secrets, keyring.id))


def is_closed(vault: Vault, folder: Path) -> bool:
    """Whether a list lies in *folder* that the keys of *vault* do not open.

    So it is where the keys were changed after the records were backed up, or a byte is damaged.
    """
    with vault.as_a_whole() as (_database, _key, keyring, secrets):
        seals = FieldSeals.of(secrets, keyring.id)
    try:
        seals.open(DATA_KEY, _PLACE, read_bounded(folder / GONE_NAME, _MOST_BYTES))
    except FileError:
        return False
    except KeyringError:
        return True
    return False


def write(vault: Vault, ids: frozenset[str], folders: Iterable[Path]) -> None:
    """Put the list into each folder that is there, with what its list held before.

    Raises:
        FileError: A disk refused; the folders before it have the new list.
    """
    with vault.as_a_whole() as (_database, _key, keyring, secrets):
        seals = FieldSeals.of(secrets, keyring.id)
    for folder in folders:
        if is_folder(folder):
            _write(folder, seals, ids | _read(folder, seals))


def carry(folder: Path, sources: Iterable[Path], seals: FieldSeals) -> None:
    """Put into *folder* all that the lists in *sources* say; nothing where they say nothing.

    Raises:
        FileError: The disk refused.
    """
    ids = frozenset(one for source in sources for one in _read(source, seals))
    if ids:
        _write(folder, seals, ids)


def _read(folder: Path, seals: FieldSeals) -> frozenset[str]:
    try:
        sealed = read_bounded(folder / GONE_NAME, _MOST_BYTES)
        return frozenset(json.loads(seals.open(DATA_KEY, _PLACE, sealed)))
    except (FileError, KeyringError):  # none, or of other records: it says nothing about ours
        return frozenset()


def _write(folder: Path, seals: FieldSeals, ids: Collection[str]) -> None:
    plain = json.dumps(sorted(ids)).encode("ascii")
    padded = plain.ljust(-(-len(plain) // _STEP_BYTES) * _STEP_BYTES)
    write_atomically(folder / GONE_NAME, seals.seal(DATA_KEY, _PLACE, padded))
