"""The sealed file: what a finder of the stick cannot read and nobody can change.

Layout, integers big-endian::

    "clinic-app tally" 00            17 bytes
    header length                    4 bytes
    header                           canonical JSON: version, suites, to (key id), signer (key)
    HPKE(key id 16 | length 4 | zlib(payload) | zeros)       info = all bytes before it
    Ed25519 over all bytes before    64 bytes

The signer's key id stands inside the seal as well, and the header is bound through ``info``: to
strip the signature and sign again with another key breaks the seal. The zeros bring the file
to a whole number of kilobytes, so its size says little. Sealing is randomised: a close is
sealed once and the file kept. What a signer may speak for is the ledger's question, not ours.
"""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from clinic_app.bundles import canonical, payload
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
from clinic_app.crypto import sealing
from clinic_app.crypto.sealing import OpeningKey, SealBrokenError
from clinic_app.crypto.signing import (
    SIGNATURE_BYTES,
    SignatureInvalidError,
    SigningKey,
    key_id,
    verify,
)
from clinic_app.tallies.released import ReleasedTally

VERSION = 1
MOST_FILE_BYTES = 1024 * 1024
"""A bundle of two full years has about 8 kB."""

_MAGIC = b"clinic-app tally\x00"
_PURPOSE = b"clinic-app bundle"
_STEP = 1024
_LENGTH_BYTES = 4
_KEY_ID_BYTES = 16
_HEADER_AT = len(_MAGIC) + _LENGTH_BYTES
_MOST_HEADER_BYTES = 1024


class _Header(Struct, frozen=True, forbid_unknown_fields=True):
    hpke: Literal["X25519-HKDF-SHA256-ChaCha20Poly1305"]
    signature: Literal["Ed25519"]
    signer: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    to: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    version: int


class _Version(Struct, frozen=True):
    version: int


_HEADER_DECODER = msgspec.json.Decoder(_Header)
_VERSION_DECODER = msgspec.json.Decoder(_Version)


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
    signer = signing_key.public
    header = canonical.write(
        _Header(
            hpke="X25519-HKDF-SHA256-ChaCha20Poly1305",
            signature="Ed25519",
            signer=signer.hex(),
            to=key_id(headquarters_key),
            version=VERSION,
        )
    )
    info = _MAGIC + len(header).to_bytes(_LENGTH_BYTES) + header
    packed = zlib.compress(content, level=6)
    plain = bytes.fromhex(key_id(signer)) + len(packed).to_bytes(_LENGTH_BYTES) + packed
    bare = len(info) + len(plain) + sealing.OVERHEAD_BYTES + SIGNATURE_BYTES
    sealed = sealing.seal(plain + bytes(-bare % _STEP), headquarters_key, info)
    signed = info + sealed
    data = signed + signing_key.sign(_PURPOSE, signed)
    sha256 = file_sha256(data)
    return SealedFile(data, sha256, content, bundle_name(tally, sha256))


def open_file(unverified: bytes, opening_key: OpeningKey) -> OpenedFile:
    """Open a sealed file, or say why not; nothing is trusted before it is checked.

    Raises:
        BundleError: One of its kinds, each with its reason.
    """
    header, info = _header(unverified)
    signer = bytes.fromhex(header.signer)
    signed, signature = unverified[:-SIGNATURE_BYTES], unverified[-SIGNATURE_BYTES:]
    try:
        verify(signer, _PURPOSE, signed, signature)
    except SignatureInvalidError as error:
        raise BundleDamagedError from error
    if header.to != key_id(opening_key.public):
        raise WrongHeadquartersError
    try:
        plain = opening_key.open(signed[len(info) :], info)
    except SealBrokenError as error:
        raise BundleDamagedError from error
    content = _content(plain, signer)
    tally, digests = payload.read_with_digests(content)
    return OpenedFile(
        tally=tally,
        digests=digests,
        payload=content,
        payload_sha256=payload.sha256(content),
        signer=signer,
        sha256=file_sha256(unverified),
    )


def file_sha256(data: bytes) -> str:
    """Return a file's identity."""
    return hashlib.sha256(data).hexdigest()


def _header(unverified: bytes) -> tuple[_Header, bytes]:
    """Return the header, and all bytes up to its end."""
    if len(unverified) > MOST_FILE_BYTES:
        raise BundleTooLargeError(MOST_FILE_BYTES)
    if not unverified.startswith(_MAGIC):
        raise NotABundleError
    length = int.from_bytes(unverified[len(_MAGIC) : _HEADER_AT])
    end = _HEADER_AT + length
    header = unverified[_HEADER_AT:end]
    if length <= _MOST_HEADER_BYTES:
        _refuse_newer(header)
    if len(unverified) % _STEP:
        raise BundleTruncatedError
    least = end + sealing.OVERHEAD_BYTES + SIGNATURE_BYTES
    if length > _MOST_HEADER_BYTES or len(unverified) < least:
        raise BundleDamagedError
    try:
        read = _HEADER_DECODER.decode(header)
    except canonical.UNREADABLE as error:
        raise BundleDamagedError from error
    if canonical.write(read) != header or read.version != VERSION:
        raise BundleDamagedError
    return read, unverified[:end]


def _refuse_newer(header: bytes) -> None:
    try:
        version = _VERSION_DECODER.decode(header).version
    except canonical.UNREADABLE:
        return  # no version can be told; the strict reading says what it is
    if version > VERSION:
        raise BundleNewerError


def _content(plain: bytes, signer: bytes) -> bytes:
    """Return the payload inside the seal."""
    start = _KEY_ID_BYTES + _LENGTH_BYTES
    if len(plain) < start:
        raise BundleDamagedError
    if plain[:_KEY_ID_BYTES].hex() != key_id(signer):
        raise SignerMismatchError
    stop = start + int.from_bytes(plain[_KEY_ID_BYTES:start])
    if stop > len(plain) or plain.count(0, stop) != len(plain) - stop:
        raise BundleDamagedError
    return _inflated(plain[start:stop])


def _inflated(packed: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(packed, payload.MOST_PAYLOAD_BYTES + 1)
    except zlib.error as error:
        raise BundleDamagedError from error
    if len(content) > payload.MOST_PAYLOAD_BYTES:
        raise BundleTooLargeError(payload.MOST_PAYLOAD_BYTES)
    if not inflater.eof or inflater.unused_data:
        raise BundleDamagedError
    return content
