"""Slots: the same secrets, wrapped once for each worker's passphrase and once for recovery."""

import secrets as randomness
from dataclasses import dataclass, field
from enum import Enum
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinic_app.crypto.keyring_errors import (
    KeyNotHeldError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from clinic_app.crypto.passphrases import SALT_BYTES, Argon2Cost, derive_key

DATA_KEY, SCREENING_KEY, REPRESENTATIVE_KEY = ALL_KEYS = ("data", "screening", "representative")
"""The keys that a slot may wrap, in the order in which they are wrapped."""

KEY_SETS = tuple(ALL_KEYS[:count] for count in range(1, len(ALL_KEYS) + 1))
"""What one slot may wrap: whoever holds a key holds every one before it."""

KEY_BYTES = 32
NONCE_BYTES = 12
_TAG_BYTES = 16
SLOT_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class Secrets:
    """Independent random keys, as far as the slot that was opened wraps them.

    None can be had from another, and none is used itself: what it protects is derived from it.

    Attributes:
        data_key: Of the database: held by everybody who works here.
        screening_key: For fields that greeters may not read.
        representative_key: For fields that only representatives may read.
    """

    data_key: bytes = field(repr=False)
    screening_key: bytes | None = field(default=None, repr=False)
    representative_key: bytes | None = field(default=None, repr=False)

    @classmethod
    def generate(cls) -> Self:
        """Make new keys from the system's randomness."""
        return cls(*(randomness.token_bytes(KEY_BYTES) for _ in ALL_KEYS))

    def derive(self, label: bytes, keyring_id: str) -> bytes:
        """Return the 32-byte key for one purpose, derived from the data key alone.

        Source:
            RFC 5869 (HKDF).
        """
        return _derived(self.data_key, label, keyring_id)

    def derive_from(self, key: str, label: bytes, keyring_id: str) -> bytes:
        """Return the 32-byte key for one purpose, derived from one of the keys.

        Args:
            key: One of ``ALL_KEYS``.
            label: The purpose.
            keyring_id: Whose.

        Raises:
            KeyNotHeldError: The slot that was opened does not wrap this key.

        Source:
            RFC 5869 (HKDF).
        """
        return _derived(self._key(key), label, keyring_id)

    @property
    def held(self) -> tuple[str, ...]:
        """The names of the keys that are here, of ``ALL_KEYS``."""
        return tuple(name for name in ALL_KEYS if self._by_name()[name] is not None)

    def only(self, names: tuple[str, ...]) -> Self:
        """Return the keys of these names alone, one of ``KEY_SETS``.

        Raises:
            KeyNotHeldError: One of them is not here.
        """
        return type(self)(*(self._key(name) for name in names))

    def joined(self, names: tuple[str, ...]) -> bytes:
        """Return the keys of these names one after another, as a slot wraps them.

        Raises:
            KeyNotHeldError: One of them is not here.
        """
        return b"".join(self._key(name) for name in names)

    def _key(self, name: str) -> bytes:
        key = self._by_name()[name]
        if key is None:
            raise KeyNotHeldError(name)
        return key

    def _by_name(self) -> dict[str, bytes | None]:
        return {
            DATA_KEY: self.data_key,
            SCREENING_KEY: self.screening_key,
            REPRESENTATIVE_KEY: self.representative_key,
        }


class SlotKind(Enum):
    """What opens a slot."""

    USER = "user"  # a worker's passphrase, by Argon2id
    RECOVERY = "recovery"  # the printed code: 160 random bits need no slow derivation
    SHARES = "shares"  # two of three printed shares: 128 random bits


NEEDED_KINDS = frozenset({SlotKind.USER, SlotKind.RECOVERY})
"""The ways into a keyring that are always there; shares only where a clinic wants them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way into a keyring.

    Attributes:
        sign_in_name: As the worker chose it, readable by anybody; empty for recovery.
        worker_id: Whose slot it is; empty for recovery.
        cost: None for recovery.
        keys: The names of the keys wrapped.
    """

    id: str
    kind: SlotKind
    sign_in_name: str
    worker_id: str
    cost: Argon2Cost | None
    keys: tuple[str, ...] = ALL_KEYS
    salt: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)


def new_slot_id() -> str:
    """Return a random name for a slot."""
    return randomness.token_hex(SLOT_ID_BYTES)


def user_slot(
    secrets: Secrets,
    passphrase: str,
    *,
    keyring_id: str,
    slot_id: str,
    sign_in_name: str,
    worker_id: str,
    cost: Argon2Cost,
    keys: tuple[str, ...] = ALL_KEYS,
) -> Slot:
    """Wrap *keys* of *secrets* for a worker's passphrase, with a new salt.

    Raises:
        KeyNotHeldError: One of them is not in *secrets*.
    """
    salt = randomness.token_bytes(SALT_BYTES)
    nonce = randomness.token_bytes(NONCE_BYTES)
    binding = _binding(keyring_id, SlotKind.USER, slot_id, cost, keys)
    plain = secrets.joined(keys)
    key = derive_key(passphrase, salt, cost)
    return Slot(
        id=slot_id,
        kind=SlotKind.USER,
        # Half a character, from a broken input method, could not be written.
        sign_in_name=sign_in_name.encode("utf-8", "replace").decode("utf-8"),
        worker_id=worker_id,
        cost=cost,
        keys=keys,
        salt=salt,
        nonce=nonce,
        wrapped=AESGCM(key).encrypt(nonce, plain, binding),
    )


def recovery_slot(
    secrets: Secrets, entropy: bytes, *, keyring_id: str, kind: SlotKind = SlotKind.RECOVERY
) -> Slot:
    """Wrap all of *secrets* for the random bytes behind a recovery code, or behind shares.

    Raises:
        KeyNotHeldError: A key is not in *secrets*.
    """
    salt = randomness.token_bytes(SALT_BYTES)
    nonce = randomness.token_bytes(NONCE_BYTES)
    slot_id = new_slot_id()
    binding = _binding(keyring_id, kind, slot_id, None, ALL_KEYS)
    key = _recovery_key(entropy, salt)
    return Slot(
        id=slot_id,
        kind=kind,
        sign_in_name="",
        worker_id="",
        cost=None,
        salt=salt,
        nonce=nonce,
        wrapped=AESGCM(key).encrypt(nonce, secrets.joined(ALL_KEYS), binding),
    )


def opened_by_passphrase(slot: Slot, passphrase: str, keyring_id: str) -> Secrets:
    """Return what a user slot wraps.

    Raises:
        WrongPassphraseError: It was not wrapped for this passphrase.
    """
    if slot.cost is None:
        raise WrongPassphraseError
    key = derive_key(passphrase, slot.salt, slot.cost)
    try:
        return _unwrapped(slot, key, keyring_id)
    except InvalidTag:
        raise WrongPassphraseError from None


def opened_by_recovery(slot: Slot, entropy: bytes, keyring_id: str) -> Secrets:
    """Return what a recovery slot wraps.

    Raises:
        WrongRecoveryCodeError: It was not wrapped for this code.
    """
    try:
        return _unwrapped(slot, _recovery_key(entropy, slot.salt), keyring_id)
    except InvalidTag:
        raise WrongRecoveryCodeError from None


def _unwrapped(slot: Slot, key: bytes, keyring_id: str) -> Secrets:
    binding = _binding(keyring_id, slot.kind, slot.id, slot.cost, slot.keys)
    plain = AESGCM(key).decrypt(slot.nonce, slot.wrapped, binding)
    return Secrets(*(plain[at : at + KEY_BYTES] for at in range(0, len(plain), KEY_BYTES)))


def wrapped_bytes(keys: tuple[str, ...]) -> int:
    """Return how long a wrapping of these keys is."""
    return len(keys) * KEY_BYTES + _TAG_BYTES


def _recovery_key(entropy: bytes, salt: bytes) -> bytes:
    return _hkdf(entropy, salt, b"clinic-app recovery slot")


def _binding(
    keyring_id: str, kind: SlotKind, slot_id: str, cost: Argon2Cost | None, keys: tuple[str, ...]
) -> bytes:
    """What a wrapping is bound to, so that it fits into no other place."""
    work = "" if cost is None else f"{cost.memory_kib}/{cost.iterations}/{cost.lanes}"
    words = ("clinic-app slot 1", keyring_id, kind.value, slot_id, work, ",".join(keys))
    return "\x00".join(words).encode("ascii")


def _derived(key: bytes, label: bytes, keyring_id: str) -> bytes:
    return _hkdf(key, None, label + b"\x00" + keyring_id.encode("ascii"))


def _hkdf(key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(key)
