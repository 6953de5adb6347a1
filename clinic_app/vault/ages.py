"""Whether key file and records are of the same age: each may have been put back from a copy.

An older file passes every other check: it was right once. So the records keep the newest epoch of
the key file, and the key file keeps how far the audit log of the records had come.
"""

from dataclasses import dataclass
from pathlib import Path

from clinic_app.crypto.keyring import Keyring, Secrets
from clinic_app.crypto.keyring_age import after, anchored
from clinic_app.crypto.keyring_errors import KeyringError
from clinic_app.crypto.keyring_format import MOST_BYTES, Anchor
from clinic_app.files.errors import FileError
from clinic_app.files.reading import read_bounded
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.places import HEADER_COPY_NAME


@dataclass(frozen=True, slots=True)
class Ages:
    """What is known of the two.

    Attributes:
        epoch: The newest that either of them knows of.
        has_older_records: Whether the key file knows of an entry of the audit log that is not in
            the records.
        has_older_keys: Whether workers, passphrases or codes were changed after the key file was
            written.
    """

    epoch: int
    has_older_records: bool = False
    has_older_keys: bool = False


def compared(opened: OpenVault, keyring: Keyring) -> Ages:
    """Compare key file and records."""
    known, anchor = opened.state.epoch(), keyring.anchor
    return Ages(
        epoch=max(known, keyring.epoch),
        has_older_records=anchor.seq > 0 and opened.audit.head_at(anchor.seq) != anchor.head,
        has_older_keys=keyring.epoch < known,
    )


def of_one_age(opened: OpenVault, keyring: Keyring) -> Keyring:
    """Return *keyring* as the key file of these very records, which are a new station's."""
    newest = opened.audit.newest()
    newer = after(keyring, opened.state.epoch() - 1)
    return newer if newest is None else anchored(newer, Anchor(newest.seq, newest.head))


def is_copy_of_age(folder: Path, secrets: Secrets, epoch: int) -> bool:
    """Whether the copy beside the key file is ours and not older than *epoch*."""
    try:
        copy = Keyring.from_bytes(read_bounded(folder / HEADER_COPY_NAME, MOST_BYTES))
        copy.authenticate(secrets)
    except (FileError, KeyringError):
        return False
    return copy.epoch >= epoch
