"""The address of a ledger's database, sealed: it may hold a password, and folders get copied."""

from pathlib import Path

from clinic_app.crypto.sealing import OpeningKey, SealBrokenError, seal
from clinic_app.files.reading import read_bounded, size_of
from clinic_app.files.writing import write_atomically
from clinic_app.headquarters.errors import LedgerAddressError

ADDRESS_NAME = "ledger.address"
MOST_BYTES = 16 * 1024
_INFO = b"clinic-app headquarters database address"


def write(folder: Path, url: str, key: OpeningKey) -> None:
    """Keep *url* in *folder*, readable with the headquarters' own key alone.

    Raises:
        FileError: The folder is full, read-only or gone.
    """
    write_atomically(folder / ADDRESS_NAME, seal(url.encode(), key.public, _INFO))


def read(folder: Path, key: OpeningKey) -> str:
    """Return the address kept in *folder*; empty where the ledger is a file there.

    Raises:
        LedgerAddressError: It was changed, or is another headquarters'.
        FileError: It cannot be read.
    """
    path = folder / ADDRESS_NAME
    if size_of(path) is None:
        return ""
    try:
        return key.open(read_bounded(path, MOST_BYTES), _INFO).decode()
    except SealBrokenError as error:
        raise LedgerAddressError(folder) from error
