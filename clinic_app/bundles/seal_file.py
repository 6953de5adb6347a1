"""The bundle: a tally in a sealed file (``crypto.sealed_file``) that only headquarters opens.

It begins with ``clinic-app tally`` and a zero; its size is a whole number of kilobytes. What its
signer may speak for is the ledger's question, not ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clinic_app.bundles import payload
from clinic_app.bundles.errors import (
    BundleDamagedError,
    BundleNewerError,
    BundleTooLargeError,
    BundleTruncatedError,
    NotABundleError,
    SignerMismatchError,
    WrongHeadquartersError,
)
from clinic_app.bundles.file_name import bundle_name
from clinic_app.bundles.payload import PayloadReader, ToldClose
from clinic_app.crypto import sealed_file
from clinic_app.crypto.sealed_file import SealedKind, file_sha256
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.tallies.released import ReleasedTally

MOST_FILE_BYTES = 1024 * 1024
"""A bundle of two full years has about 12 kB."""

_KIND = SealedKind(
    magic=b"clinic-app tally\x00",
    purpose=b"clinic-app bundle",
    version_name="version",
    version=1,
    step_bytes=1024,
    most_file_bytes=MOST_FILE_BYTES,
    most_content_bytes=payload.MOST_PAYLOAD_BYTES,
    not_one=NotABundleError,
    newer=BundleNewerError,
    older=BundleDamagedError,  # there was none before the first
    truncated=BundleTruncatedError,
    damaged=BundleDamagedError,
    for_another=WrongHeadquartersError,
    wrong_signer=SignerMismatchError,
    too_large=BundleTooLargeError,
)


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A tally sealed for headquarters.

    Attributes:
        sha256: Of the whole file: its identity.
        payload: The canonical bytes inside.
    """

    data: bytes
    sha256: str
    payload: bytes
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """What a sealed file says, with its signature checked against the key that it names.

    Attributes:
        digests: A hash of each close, by its number; equal only for equal closes.
        signer: The public key that signed; whether it is anybody's is not known here.
        sha256: Of the whole file.
    """

    tally: ReleasedTally
    digests: Mapping[int, bytes]
    payload: bytes
    payload_sha256: str
    signer: bytes
    sha256: str


def seal(tally: ReleasedTally, signing_key: SigningKey, headquarters_key: bytes) -> SealedFile:
    """Seal *tally* so that only the owner of *headquarters_key* reads it."""
    content = payload.write(tally)
    data = sealed_file.seal(_KIND, content, signing_key, headquarters_key)
    sha256 = file_sha256(data)
    return SealedFile(data, sha256, content, bundle_name(tally, sha256))


def open_file(
    unverified: bytes, opening_key: OpeningKey, reader: PayloadReader | None = None
) -> OpenedFile:
    """Open a sealed file, or say why not; nothing is trusted before it is checked.

    Args:
        unverified: As it lay there.
        opening_key: Of headquarters.
        reader: Of whoever opens many, one after the other.

    Raises:
        BundleError: One of its kinds, each with its reason.
    """
    opened = sealed_file.open_sealed(_KIND, unverified, opening_key)
    tally, digests = (reader or PayloadReader()).read(opened.content)
    return OpenedFile(
        tally=tally,
        digests=digests,
        payload=opened.content,
        payload_sha256=payload.sha256(opened.content),
        signer=opened.signer,
        sha256=opened.sha256,
    )


def open_close(verified: bytes, opening_key: OpeningKey, seq: int) -> ToldClose:
    """Return one close of a file that :func:`open_file` opened before it was kept.

    Raises:
        BundleError: It is not any more what was kept; one of its kinds.
    """
    opened = sealed_file.open_sealed(_KIND, verified, opening_key)
    return payload.read_close(opened.content, seq)
