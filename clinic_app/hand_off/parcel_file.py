"""The sealed file between two laptops: a finder reads nothing, and nobody can change it.

Layout, integers big-endian::

    "clinic-app hand-off" 00         20 bytes
    header length                    4 bytes
    header                           JSON: format, suites, to (key id), signer (key)
    HPKE(key id 16 | length 4 | zlib(content) | zeros)       info = all bytes before it
    Ed25519 over all bytes before    64 bytes

The same shape as the bundle for headquarters and never the same file: a bundle carries counts
and leaves the clinic, this one carries clients and never does, so that the two share neither
magic, nor keys, nor purpose of signature. The signer's key id stands inside the seal as well.
The zeros bring the file to a whole number of 64 kB, so its size does not tell how many people
are in it. A hand-off is sealed once and kept: every later copy is the same file.
"""

import hashlib
import zlib
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from clinic_app.crypto import sealing
from clinic_app.crypto.sealing import OpeningKey, SealBrokenError
from clinic_app.crypto.signing import (
    SIGNATURE_BYTES,
    SignatureInvalidError,
    SigningKey,
    key_id,
    verify,
)
from clinic_app.hand_off.errors import (
    NotAParcelError,
    ParcelDamagedError,
    ParcelForAnotherError,
    ParcelNewerError,
    ParcelOlderError,
    ParcelTooLargeError,
    ParcelTruncatedError,
)

FORMAT = 1
SUFFIX = ".handoff"
MOST_FILE_BYTES = 64 * 1024 * 1024
"""A thousand clients with three screenings each have about 4 MB."""

MOST_CONTENT_BYTES = 256 * 1024 * 1024

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises over hostile bytes."""

_MAGIC = b"clinic-app hand-off\x00"
_PURPOSE = b"clinic-app hand-off"
_STEP = 64 * 1024
_LENGTH_BYTES = 4
_KEY_ID_BYTES = 16
_HEADER_AT = len(_MAGIC) + _LENGTH_BYTES
_MOST_HEADER_BYTES = 1024


class _Header(Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    hpke: Literal["X25519-HKDF-SHA256-ChaCha20Poly1305"]
    signature: Literal["Ed25519"]
    signer: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    to: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]


class _Format(Struct, frozen=True):
    format: int


_HEADER_DECODER = msgspec.json.Decoder(_Header)
_FORMAT_DECODER = msgspec.json.Decoder(_Format)


@dataclass(frozen=True, slots=True)
class OpenedParcel:
    """What a file says, with its signature checked against the key that it names.

    Attributes:
        signer: The public key that signed; whether it is anybody's is not known here.
        sha256: Of the whole file: its identity.
    """

    content: bytes
    signer: bytes
    sha256: str


def seal(content: bytes, signing_key: SigningKey, public: bytes) -> bytes:
    """Seal *content* so that only the owner of the X25519 key *public* reads it."""
    signer = signing_key.public
    header = msgspec.json.encode(
        _Header(
            format=FORMAT,
            hpke="X25519-HKDF-SHA256-ChaCha20Poly1305",
            signature="Ed25519",
            signer=signer.hex(),
            to=key_id(public),
        )
    )
    info = _MAGIC + len(header).to_bytes(_LENGTH_BYTES) + header
    packed = zlib.compress(content, level=6)
    plain = bytes.fromhex(key_id(signer)) + len(packed).to_bytes(_LENGTH_BYTES) + packed
    bare = len(info) + len(plain) + sealing.OVERHEAD_BYTES + SIGNATURE_BYTES
    signed = info + sealing.seal(plain + bytes(-bare % _STEP), public, info)
    return signed + signing_key.sign(_PURPOSE, signed)


def open_parcel(unverified: bytes, opening_key: OpeningKey) -> OpenedParcel:
    """Open a sealed file, or say why not; nothing is trusted before it is checked.

    Raises:
        ParcelError: One of its kinds.
    """
    header, info = _header(unverified)
    signer = bytes.fromhex(header.signer)
    signed, signature = unverified[:-SIGNATURE_BYTES], unverified[-SIGNATURE_BYTES:]
    try:
        verify(signer, _PURPOSE, signed, signature)
    except SignatureInvalidError as error:
        raise ParcelDamagedError from error
    if header.to != key_id(opening_key.public):
        raise ParcelForAnotherError
    try:
        plain = opening_key.open(signed[len(info) :], info)
    except SealBrokenError as error:
        raise ParcelDamagedError from error
    return OpenedParcel(_content(plain, signer), signer, file_sha256(unverified))


def file_sha256(data: bytes) -> str:
    """Return a file's identity."""
    return hashlib.sha256(data).hexdigest()


def _header(unverified: bytes) -> tuple[_Header, bytes]:
    """Return the header, and all bytes up to its end."""
    if len(unverified) > MOST_FILE_BYTES:
        raise ParcelTooLargeError(MOST_FILE_BYTES)
    if not unverified.startswith(_MAGIC):
        raise NotAParcelError
    length = int.from_bytes(unverified[len(_MAGIC) : _HEADER_AT])
    end = _HEADER_AT + length
    header = unverified[_HEADER_AT:end]
    if length <= _MOST_HEADER_BYTES:
        _refuse_other_formats(header)
    if len(unverified) % _STEP:
        raise ParcelTruncatedError
    least = end + sealing.OVERHEAD_BYTES + SIGNATURE_BYTES
    if length > _MOST_HEADER_BYTES or len(unverified) < least:
        raise ParcelDamagedError
    try:
        return _HEADER_DECODER.decode(header), unverified[:end]
    except UNREADABLE as error:
        raise ParcelDamagedError from error


def _refuse_other_formats(header: bytes) -> None:
    try:
        told = _FORMAT_DECODER.decode(header).format
    except UNREADABLE:
        return  # none can be told; the strict reading says what it is
    if told > FORMAT:
        raise ParcelNewerError
    if told < FORMAT:
        raise ParcelOlderError


def _content(plain: bytes, signer: bytes) -> bytes:
    start = _KEY_ID_BYTES + _LENGTH_BYTES
    if len(plain) < start or plain[:_KEY_ID_BYTES].hex() != key_id(signer):
        raise ParcelDamagedError
    stop = start + int.from_bytes(plain[_KEY_ID_BYTES:start])
    if stop > len(plain) or any(plain[stop:]):
        raise ParcelDamagedError
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(plain[start:stop], MOST_CONTENT_BYTES + 1)
    except zlib.error as error:
        raise ParcelDamagedError from error
    if len(content) > MOST_CONTENT_BYTES:
        raise ParcelTooLargeError(MOST_CONTENT_BYTES)
    if not inflater.eof or inflater.unused_data:
        raise ParcelDamagedError
    return content
