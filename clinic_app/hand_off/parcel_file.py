"""The sealed file (``crypto.sealed_file``) between two laptops of one clinic.

The same shape as the bundle for headquarters and never the same file: a bundle carries counts
and leaves the clinic, this one carries clients and never does, so that the two share neither
magic, nor keys, nor purpose of signature. Its size is a whole number of 64 kB, so that it does
not tell how many people are in it. A hand-off is sealed once and kept: every later copy is the
same file.
"""

from clinic_app.crypto import sealed_file
from clinic_app.crypto.sealed_file import OpenedSeal, SealedKind
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.hand_off.errors import (
    NotAParcelError,
    ParcelDamagedError,
    ParcelForAnotherError,
    ParcelNewerError,
    ParcelOlderError,
    ParcelTooLargeError,
    ParcelTruncatedError,
)

SUFFIX = ".handoff"
MOST_FILE_BYTES = 64 * 1024 * 1024
"""A thousand clients with three screenings each have about 4 MB."""

_KIND = SealedKind(
    magic=b"clinic-app hand-off\x00",
    purpose=b"clinic-app hand-off",
    version_name="format",
    version=1,
    step_bytes=64 * 1024,
    most_file_bytes=MOST_FILE_BYTES,
    most_content_bytes=256 * 1024 * 1024,
    not_one=NotAParcelError,
    newer=ParcelNewerError,
    older=ParcelOlderError,
    truncated=ParcelTruncatedError,
    damaged=ParcelDamagedError,
    for_another=ParcelForAnotherError,
    wrong_signer=ParcelDamagedError,
    too_large=ParcelTooLargeError,
)


def seal(content: bytes, signing_key: SigningKey, public: bytes) -> bytes:
    """Seal *content* so that only the owner of the X25519 key *public* reads it."""
    return sealed_file.seal(_KIND, content, signing_key, public)


def open_parcel(unverified: bytes, opening_key: OpeningKey) -> OpenedSeal:
    """Open a sealed file, or say why not; nothing is trusted before it is checked.

    Raises:
        ParcelError: One of its kinds.
    """
    return sealed_file.open_sealed(_KIND, unverified, opening_key)
