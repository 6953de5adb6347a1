"""A keyring as bytes: one JSON object, its MAC and its plain checksum last.

The checksum needs no key: it tells damage from a wrong passphrase. It says nothing against
somebody who changes the file on purpose; the MAC does, once the keyring is unlocked. The file
is canonical: it must be, byte for byte, what would be written for the values in it. Its first
entries never move, so that every version of the program tells truncation from damage and a
newer file from a broken one.

Version 2 has an anchor: the place and the head of the audit log when the file was written. Older
records beside a newer key file are told by it. A file of version 1 has none, and is read as ever.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from clinic_app.crypto.keyring_errors import (
    KeyringDamagedError,
    KeyringNewerError,
    KeyringTruncatedError,
)
from clinic_app.crypto.passphrases import SALT_BYTES, Argon2Cost, check_cost
from clinic_app.crypto.slots import (
    ALL_KEYS,
    KEY_SETS,
    NEEDED_KINDS,
    NONCE_BYTES,
    SLOT_ID_BYTES,
    Slot,
    SlotKind,
    wrapped_bytes,
)

VERSION = 2
_WITHOUT_ANCHOR = 1
MOST_BYTES = 64 * 1024
"""No keyring is larger; a reader need not take in more."""

MOST_SLOTS = 32
MOST_NAME_CHARACTERS = 100
"""With both bounds a keyring stays within ``MOST_BYTES``, whatever its names are made of."""

KEYRING_ID_BYTES = 16
_MAC_BYTES = 32
_HEAD_OF_LOG_BYTES = 32
_MOST_EPOCH = 2**53 - 1  # what every reader of JSON keeps exactly
_MAGIC = "clinic-app keyring"
_HEAD = re.compile(rb'\{"magic":"clinic-app keyring","size":"(\d{6})",')
_HEAD_BYTES = len('{"magic":"clinic-app keyring","size":"000000",')
_MAC_AT = b',"mac":"'
_TAIL = re.compile(rb',"checksum":"([0-9a-f]{64})"\}\n\Z')
_TAIL_BYTES = len(b',"checksum":""}\n') + 64


class Anchor(NamedTuple):
    """Where the audit log stood.

    Attributes:
        seq: How many entries it had; 0 for none, or where nobody said.
        head: The head of its chain, 32 bytes.
    """

    seq: int
    head: bytes


NO_ANCHOR = Anchor(0, bytes(_HEAD_OF_LOG_BYTES))


@dataclass(frozen=True, slots=True)
class Written:
    """What a keyring file says."""

    id: str
    epoch: int
    slots: tuple[Slot, ...]
    version: int
    anchor: Anchor


class _Closed(msgspec.Struct, forbid_unknown_fields=True):
    """A JSON object of which every entry is known."""


class _CostEntry(_Closed):
    memory_kib: int
    iterations: int
    lanes: int


class _SlotEntry(_Closed):
    id: str
    kind: str
    sign_in_name: str
    worker_id: str
    cost: _CostEntry | None
    keys: tuple[str, ...]
    salt: str
    nonce: str
    wrapped: str


class _FileEntry(_Closed, kw_only=True):
    magic: str
    size: str
    version: int
    id: str
    epoch: int
    audit_seq: int | msgspec.UnsetType = msgspec.UNSET
    audit_head: str | msgspec.UnsetType = msgspec.UNSET
    slots: tuple[_SlotEntry, ...]
    mac: str = ""
    checksum: str = ""


class _Version(msgspec.Struct):
    """The one entry that a file of any version has."""

    version: int


def authenticated_bytes(written: Written) -> bytes:
    """Return what the MAC of a keyring covers: everything before it."""
    has_anchor = written.version > _WITHOUT_ANCHOR
    entry = _FileEntry(
        magic=_MAGIC,
        size="000000",
        version=written.version,
        id=written.id,
        epoch=written.epoch,
        audit_seq=written.anchor.seq if has_anchor else msgspec.UNSET,
        audit_head=written.anchor.head.hex() if has_anchor else msgspec.UNSET,
        slots=tuple(_entry(slot) for slot in written.slots),
    )
    before = msgspec.json.encode(entry).rpartition(_MAC_AT)[0]
    size = len(before) + len(_MAC_AT) + 2 * _MAC_BYTES + 1 + _TAIL_BYTES
    return before.replace(b'"size":"000000"', b'"size":"%06d"' % size, 1)


def to_bytes(written: Written, mac: bytes) -> bytes:
    """Return the whole file."""
    body = authenticated_bytes(written) + _MAC_AT + mac.hex().encode("ascii") + b'"'
    return body + b',"checksum":"' + _checksum(body) + b'"}\n'


def from_bytes(unverified: bytes) -> tuple[Written, bytes]:
    """Read a file; its MAC is returned, and must be checked as soon as the keys are known.

    Raises:
        KeyringTruncatedError: It ends too early.
        KeyringDamagedError: It is not what was written.
        KeyringNewerError: A newer program wrote it.
        WeakCostError: A slot's passphrase would be too cheap to guess.
        CostOverCeilingError: A slot would hang the computer.
    """
    _check_whole(unverified)
    try:
        version = msgspec.json.decode(unverified, type=_Version).version
        if version > VERSION:
            raise KeyringNewerError(version)
        entry = msgspec.json.decode(unverified, type=_FileEntry)
        slots = tuple(_slot(slot) for slot in entry.slots)
        written = Written(entry.id, entry.epoch, slots, entry.version, _anchor(entry))
        mac = bytes.fromhex(entry.mac)
        is_sound = _is_sound(written, mac) and to_bytes(written, mac) == unverified
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise KeyringDamagedError from error
    if not is_sound:
        raise KeyringDamagedError
    return written, mac


def _check_whole(unverified: bytes) -> None:
    """Tell a file that ends too early from one that changed; one flipped byte is never "early"."""
    head = _HEAD.match(unverified)
    tail = _TAIL.search(unverified)
    if len(unverified) < _HEAD_BYTES:
        raise KeyringTruncatedError
    if head is None:
        raise KeyringDamagedError
    if tail is None and len(unverified) < int(head[1]):
        raise KeyringTruncatedError
    if tail is None or _checksum(unverified[: tail.start()]) != tail[1]:
        raise KeyringDamagedError


def _is_sound(written: Written, mac: bytes) -> bool:
    return (
        len(mac) == _MAC_BYTES
        and len(bytes.fromhex(written.id)) == KEYRING_ID_BYTES
        and written.version >= _WITHOUT_ANCHOR
        and 1 <= written.epoch <= _MOST_EPOCH
        and 0 <= written.anchor.seq <= _MOST_EPOCH
        and len(written.anchor.head) == _HEAD_OF_LOG_BYTES
        and 2 <= len(written.slots) <= MOST_SLOTS
        and len({slot.id for slot in written.slots}) == len(written.slots)
        and {slot.kind for slot in written.slots} >= NEEDED_KINDS
        and any(slot.kind is SlotKind.USER and slot.keys == ALL_KEYS for slot in written.slots)
    )


def _anchor(entry: _FileEntry) -> Anchor:
    """Return the anchor; a file that has none, or should have none, is found not to be sound."""
    if isinstance(entry.audit_seq, int) and isinstance(entry.audit_head, str):
        return Anchor(entry.audit_seq, bytes.fromhex(entry.audit_head))
    return NO_ANCHOR


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode("ascii")


def _entry(slot: Slot) -> _SlotEntry:
    cost = slot.cost
    return _SlotEntry(
        id=slot.id,
        kind=slot.kind.value,
        sign_in_name=slot.sign_in_name,
        worker_id=slot.worker_id,
        cost=None if cost is None else _CostEntry(cost.memory_kib, cost.iterations, cost.lanes),
        keys=slot.keys,
        salt=slot.salt.hex(),
        nonce=slot.nonce.hex(),
        wrapped=slot.wrapped.hex(),
    )


def _slot(entry: _SlotEntry) -> Slot:
    if entry.kind not in {kind.value for kind in SlotKind} or entry.keys not in KEY_SETS:
        raise KeyringNewerError(VERSION)
    slot = Slot(
        id=entry.id,
        kind=SlotKind(entry.kind),
        sign_in_name=entry.sign_in_name,
        worker_id=entry.worker_id,
        cost=_cost(entry.cost),
        keys=entry.keys,
        salt=bytes.fromhex(entry.salt),
        nonce=bytes.fromhex(entry.nonce),
        wrapped=bytes.fromhex(entry.wrapped),
    )
    sizes = (len(bytes.fromhex(slot.id)), len(slot.salt), len(slot.nonce), len(slot.wrapped))
    if sizes != (SLOT_ID_BYTES, SALT_BYTES, NONCE_BYTES, wrapped_bytes(slot.keys)):
        raise KeyringDamagedError
    is_user = slot.kind is SlotKind.USER
    if is_user != (slot.cost is not None) or not (is_user or slot.keys == ALL_KEYS):
        raise KeyringDamagedError
    return slot


def _cost(entry: _CostEntry | None) -> Argon2Cost | None:
    if entry is None:
        return None
    cost = Argon2Cost(entry.memory_kib, entry.iterations, entry.lanes)
    check_cost(cost)
    return cost
