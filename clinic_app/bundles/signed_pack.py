"""The signed file in which a rule pack travels: plain TOML files, and nothing that could run.

Layout, integers big-endian::

    "clinic-app rules" 00            17 bytes
    header length                    4 bytes
    header                           canonical JSON: files, packed, signature, version
    zlib(all files one after the other)                      ``packed`` bytes
    Ed25519 over all bytes before    64 bytes

``files`` lists path, size and SHA-256 of each, sorted by path. The signature is checked on the
bytes before anything of them is unpacked, and with the one key that was pinned at enrolment: the
file does not say by whose key it should be believed. The same folder gives the same bytes.
"""

import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from clinic_app.bundles import canonical
from clinic_app.bundles.pack_errors import (
    NotASignedPackError,
    PackContentError,
    PackFileNewerError,
    PackSignatureError,
    PackTruncatedError,
    SignedPackError,
)
from clinic_app.crypto.sealed_file import UNREADABLE
from clinic_app.crypto.signing import (
    SIGNATURE_BYTES,
    SignatureInvalidError,
    SigningKey,
    verify,
)

VERSION = 1
SUFFIX = ".rulepack"
MOST_FILE_BYTES = 4 * 1024 * 1024
"""Of the whole signed file; ours has about 100 kB."""

MOST_CONTENT_BYTES = 16 * 1024 * 1024
MOST_FILES = 400

_MAGIC = b"clinic-app rules\x00"
_PURPOSE = b"clinic-app rule pack"
_LENGTH_BYTES = 4
_HEADER_AT = len(_MAGIC) + _LENGTH_BYTES
_MOST_HEADER_BYTES = 128 * 1024
_PATH = re.compile(r"(?:[a-z_]{1,40}/)?[A-Za-z][A-Za-z0-9_-]{0,60}\.toml")
"""One folder deep at most; no dots but the last, so no path climbs or is absolute."""


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    path: str
    sha256: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    size: Annotated[int, Meta(ge=0, le=MOST_CONTENT_BYTES)]


class _Header(Struct, frozen=True, forbid_unknown_fields=True):
    files: Annotated[list[_File], Meta(max_length=MOST_FILES)]
    packed: Annotated[int, Meta(ge=0, le=MOST_FILE_BYTES)]
    signature: Literal["Ed25519"]
    version: int


class _Claim(Struct, frozen=True):
    """What is read before the signature is checked, only to say what is wrong."""

    version: int
    packed: int = -1


_HEADER_DECODER = msgspec.json.Decoder(_Header)
_CLAIM_DECODER = msgspec.json.Decoder(_Claim)


@dataclass(frozen=True, slots=True)
class SignedPack:
    """The files of a rule pack whose signature was checked.

    Attributes:
        verified_files: Path inside the pack, with slashes, to bytes.
        sha256: Of the whole signed file: its identity.
    """

    verified_files: Mapping[str, bytes]
    sha256: str


def write(files: Mapping[str, bytes], rule_key: SigningKey) -> bytes:
    """Return the signed file of a rule pack.

    Args:
        files: Path inside the pack, with slashes, to bytes.
        rule_key: Headquarters' key for rule packs.

    Raises:
        PackContentError: A path is none that may stand in a pack, or it is all too large.
    """
    listed = [_File(path, _sha256(files[path]), len(files[path])) for path in sorted(files)]
    _check_list(listed)
    packed = zlib.compress(b"".join(files[file.path] for file in listed), 9)
    header = canonical.write(_Header(listed, len(packed), "Ed25519", VERSION))
    signed = _MAGIC + len(header).to_bytes(_LENGTH_BYTES) + header + packed
    if len(header) > _MOST_HEADER_BYTES or len(signed) + SIGNATURE_BYTES > MOST_FILE_BYTES:
        raise PackContentError
    return signed + rule_key.sign(_PURPOSE, signed)


def read(unverified: bytes, pinned_key: bytes) -> SignedPack:
    """Return what a signed file holds, or say why not.

    Args:
        unverified: The whole file.
        pinned_key: Headquarters' public key for rule packs, as it came with the enrolment.

    Raises:
        NotASignedPackError: It is something else.
        PackFileNewerError: A newer version of the program wrote it.
        PackTruncatedError: It was not copied whole.
        PackSignatureError: Not signed with *pinned_key*, or changed since.
        PackContentError: Signed, and yet not what a pack may hold.
    """
    if not unverified.startswith(_MAGIC) or len(unverified) > MOST_FILE_BYTES:
        raise NotASignedPackError
    signed, signature = unverified[:-SIGNATURE_BYTES], unverified[-SIGNATURE_BYTES:]
    try:
        verify(pinned_key, _PURPOSE, signed, signature)
    except SignatureInvalidError as error:
        raise _why_invalid(unverified) from error
    header, start = _header(signed)
    content = _inflated(signed[start:], sum(file.size for file in header.files))
    return SignedPack(_files(header.files, content), _sha256(unverified))


def _why_invalid(unverified: bytes) -> SignedPackError:
    """Return the likeliest reason; what the header claims decides no more than the words."""
    length = int.from_bytes(unverified[len(_MAGIC) : _HEADER_AT])
    end = _HEADER_AT + length
    if length <= _MOST_HEADER_BYTES and end > len(unverified):
        return PackTruncatedError()
    try:
        claim = _CLAIM_DECODER.decode(unverified[_HEADER_AT:end])
    except UNREADABLE:
        return PackSignatureError()
    if claim.version > VERSION:
        return PackFileNewerError()
    if len(unverified) < end + claim.packed + SIGNATURE_BYTES:
        return PackTruncatedError()
    return PackSignatureError()


def _header(signed: bytes) -> tuple[_Header, int]:
    """Return the header of bytes whose signature holds, and where it ends."""
    end = _HEADER_AT + int.from_bytes(signed[len(_MAGIC) : _HEADER_AT])
    raw = signed[_HEADER_AT:end]
    _refuse_newer(raw)
    try:
        header = _HEADER_DECODER.decode(raw)
    except UNREADABLE as error:
        raise PackContentError from error
    is_whole = header.version == VERSION and header.packed == len(signed) - end
    if canonical.write(header) != raw or not is_whole:
        raise PackContentError
    _check_list(header.files)
    return header, end


def _refuse_newer(raw: bytes) -> None:
    try:
        version = _CLAIM_DECODER.decode(raw).version
    except UNREADABLE as error:
        raise PackContentError from error
    if version > VERSION:
        raise PackFileNewerError


def _check_list(files: list[_File]) -> None:
    paths = [file.path for file in files]
    for path in paths:
        if _PATH.fullmatch(path) is None:
            raise PackContentError(path)
    folded = {path.casefold() for path in paths}
    is_sound = paths == sorted(paths) and len(folded) == len(paths) <= MOST_FILES
    if not is_sound or sum(file.size for file in files) > MOST_CONTENT_BYTES:
        raise PackContentError


def _inflated(packed: bytes, size: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(packed, size + 1)
    except zlib.error as error:
        raise PackContentError from error
    if len(content) != size or not inflater.eof or inflater.unused_data:
        raise PackContentError
    return content


def _files(listed: list[_File], content: bytes) -> dict[str, bytes]:
    files, at = {}, 0
    for file in listed:
        files[file.path] = content[at : at + file.size]
        at += file.size
        if _sha256(files[file.path]) != file.sha256:
            raise PackContentError(file.path)
    return files


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
