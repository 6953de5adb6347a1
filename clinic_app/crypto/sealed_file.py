"""The shape of a sealed file: what a finder of the stick cannot read and nobody can change.

Layout, integers big-endian::

    magic 00                         says what kind of file it is
    header length                    4 bytes
    header                           canonical JSON: version, suites, to (key id), signer (key)
    HPKE(key id 16 | length 4 | zlib(content) | zeros)       info = all bytes before it
    Ed25519 over all bytes before    64 bytes

The signer's key id stands inside the seal as well, and the header is bound through ``info``: to
strip the signature and sign again with another key breaks the seal. The zeros bring the file
to a whole number of steps, so its size says little. Sealing is randomised: a file is sealed once
and kept. What a signer may speak for is not known here. Each room that has such files has its
own magic, purpose and errors; this one parser serves them all.
"""

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

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
from clinic_app.errors import ClinicError

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises over hostile bytes; its own message can fail over a key that is no text."""

_LENGTH_BYTES = 4
_KEY_ID_BYTES = 16
_MOST_HEADER_BYTES = 1024
_ZLIB_LEVEL = 4
"""Packs two years of tallies in under half the time of zlib's default, a tenth larger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedKind:
    """One kind of sealed file, and what is raised where a file is not one.

    Attributes:
        magic: How it begins; no kind's magic begins as another's does.
        purpose: What its signature is for.
        version_name: What the header calls the version.
        step_bytes: Its size is a whole number of these.
        most_content_bytes: Unpacked.
        wrong_signer: The key named inside the seal is not the one that signed.
        too_large: Made with the most bytes there may be.
    """

    magic: bytes
    purpose: bytes
    version_name: str
    version: int
    step_bytes: int
    most_file_bytes: int
    most_content_bytes: int
    not_one: type[ClinicError]
    newer: type[ClinicError]
    older: type[ClinicError]
    truncated: type[ClinicError]
    damaged: type[ClinicError]
    for_another: type[ClinicError]
    wrong_signer: type[ClinicError]
    too_large: Callable[[int], ClinicError]


@dataclass(frozen=True, slots=True)
class OpenedSeal:
    """What a file says, with its signature checked against the key that it names.

    Attributes:
        signer: The public key that signed; whether it is anybody's is not known here.
        sha256: Of the whole file: its identity.
    """

    content: bytes
    signer: bytes
    sha256: str


class _Keys(Struct, frozen=True):
    """What of a header is not the same in every file of its kind."""

    signer: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    to: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]


_KEYS_DECODER = msgspec.json.Decoder(_Keys)
_FIELDS_DECODER = msgspec.json.Decoder(dict[str, object])


def seal(kind: SealedKind, content: bytes, signing_key: SigningKey, public: bytes) -> bytes:
    """Return the file that only the owner of the X25519 key *public* can read."""
    signer = signing_key.public
    header = _spelled(kind, _Keys(signer.hex(), key_id(public)))
    info = kind.magic + len(header).to_bytes(_LENGTH_BYTES) + header
    packed = zlib.compress(content, _ZLIB_LEVEL)
    plain = bytes.fromhex(key_id(signer)) + len(packed).to_bytes(_LENGTH_BYTES) + packed
    bare = len(info) + len(plain) + sealing.OVERHEAD_BYTES + SIGNATURE_BYTES
    signed = info + sealing.seal(plain + bytes(-bare % kind.step_bytes), public, info)
    return signed + signing_key.sign(kind.purpose, signed)


def open_sealed(kind: SealedKind, unverified: bytes, opening_key: OpeningKey) -> OpenedSeal:
    """Open a sealed file, or say why not; nothing is trusted before it is checked.

    Raises:
        ClinicError: One of those that *kind* names.
    """
    keys, info = _header(kind, unverified)
    signer = bytes.fromhex(keys.signer)
    signed, signature = unverified[:-SIGNATURE_BYTES], unverified[-SIGNATURE_BYTES:]
    try:
        verify(signer, kind.purpose, signed, signature)
    except SignatureInvalidError as error:
        raise kind.damaged from error
    if keys.to != key_id(opening_key.public):
        raise kind.for_another
    try:
        plain = opening_key.open(signed[len(info) :], info)
    except SealBrokenError as error:
        raise kind.damaged from error
    return OpenedSeal(_content(kind, plain, signer), signer, file_sha256(unverified))


def file_sha256(data: bytes) -> str:
    """Return a file's identity."""
    return hashlib.sha256(data).hexdigest()


def _spelled(kind: SealedKind, keys: _Keys) -> bytes:
    """Return the one header that a file of this kind with these keys has."""
    fields = {
        "hpke": sealing.SUITE,
        "signature": "Ed25519",
        "signer": keys.signer,
        "to": keys.to,
        kind.version_name: kind.version,
    }
    return msgspec.json.encode(fields, order="sorted")


def _header(kind: SealedKind, unverified: bytes) -> tuple[_Keys, bytes]:
    """Return what the header names, and all bytes up to its end."""
    if len(unverified) > kind.most_file_bytes:
        raise kind.too_large(kind.most_file_bytes)
    if not unverified.startswith(kind.magic):
        raise kind.not_one
    start = len(kind.magic) + _LENGTH_BYTES
    length = int.from_bytes(unverified[len(kind.magic) : start])
    end = start + length
    header = unverified[start:end]
    if length <= _MOST_HEADER_BYTES:
        _refuse_other_versions(kind, header)
    if len(unverified) % kind.step_bytes:
        raise kind.truncated
    least = end + sealing.OVERHEAD_BYTES + SIGNATURE_BYTES
    if length > _MOST_HEADER_BYTES or len(unverified) < least:
        raise kind.damaged
    try:
        keys = _KEYS_DECODER.decode(header)
    except UNREADABLE as error:
        raise kind.damaged from error
    if _spelled(kind, keys) != header:
        raise kind.damaged
    return keys, unverified[:end]


def _refuse_other_versions(kind: SealedKind, header: bytes) -> None:
    try:
        version = _FIELDS_DECODER.decode(header).get(kind.version_name)
    except UNREADABLE:
        return  # none can be told; the strict reading says what it is
    if isinstance(version, int) and version != kind.version:
        raise kind.newer if version > kind.version else kind.older


def _content(kind: SealedKind, plain: bytes, signer: bytes) -> bytes:
    """Return what is inside the seal, unpacked."""
    start = _KEY_ID_BYTES + _LENGTH_BYTES
    if plain[:_KEY_ID_BYTES].hex() != key_id(signer):
        raise kind.wrong_signer
    stop = start + int.from_bytes(plain[_KEY_ID_BYTES:start])
    if stop > len(plain) or plain.count(0, stop) != len(plain) - stop:
        raise kind.damaged
    return _inflated(kind, plain[start:stop])


def _inflated(kind: SealedKind, packed: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(packed, kind.most_content_bytes + 1)
    except zlib.error as error:
        raise kind.damaged from error
    if len(content) > kind.most_content_bytes:
        raise kind.too_large(kind.most_content_bytes)
    if not inflater.eof or inflater.unused_data:
        raise kind.damaged
    return content
