"""Single fields sealed inside the encrypted database, each under the key of who may read it.

A sealed field is one byte that names the key, a nonce and the ciphertext. It is bound to its
place and its record: moved to another it does not open. Whoever reads it says which key it must
be under: else whoever holds a key that more people hold could write it under that one.
"""

import secrets as randomness
from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_app.crypto.keyring_errors import FieldChangedError, KeyNotHeldError
from clinic_app.crypto.slots import ALL_KEYS, NONCE_BYTES, Secrets

_LABEL = b"clinic-app fields"


class FieldSeals:
    """Seals and opens fields with the keys that one slot wraps."""

    __slots__ = ("_ciphers",)

    def __init__(self, ciphers: Mapping[str, AESGCM]) -> None:
        self._ciphers = ciphers

    @classmethod
    def of(cls, secrets: Secrets, keyring_id: str) -> Self:
        """Derive one field key from each key in *secrets*."""
        ciphers = {
            name: AESGCM(secrets.derive_from(name, _LABEL, keyring_id)) for name in secrets.held
        }
        return cls(MappingProxyType(ciphers))

    def holds(self, key: str) -> bool:
        """Whether fields under *key*, one of ``ALL_KEYS``, can be read."""
        return key in self._ciphers

    @property
    def highest(self) -> str:
        """The key that fewest people hold, of those that are here."""
        return max(self._ciphers, key=ALL_KEYS.index)

    def seal(self, key: str, place: tuple[str, ...], plain: bytes) -> bytes:
        """Seal one field.

        Args:
            key: One of ``ALL_KEYS``: who may read it.
            place: Table, column and record, and whatever else it must not be taken from.
            plain: The field.

        Raises:
            KeyNotHeldError: That key is not here.
        """
        nonce = randomness.token_bytes(NONCE_BYTES)
        sealed = self._cipher(key).encrypt(nonce, plain, _binding(place))
        return bytes((ALL_KEYS.index(key),)) + nonce + sealed

    def open(self, key: str, place: tuple[str, ...], sealed: bytes) -> bytes:
        """Return the field that was sealed for *place* by somebody who holds *key*.

        Raises:
            KeyNotHeldError: The key it was sealed under is not here.
            FieldChangedError: It was changed, is under another key, or belongs to another place
                or vault.
        """
        cipher = self._cipher(key_named_in(sealed))
        if key_named_in(sealed) != key:
            raise FieldChangedError
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, body, _binding(place))
        except (InvalidTag, ValueError):
            raise FieldChangedError from None

    def moved(self, to: "FieldSeals", place: tuple[str, ...], sealed: bytes) -> bytes:
        """Return the field sealed anew by *to*, for the same place and the same readers.

        Raises:
            KeyNotHeldError: The key it was sealed under is not here, or not in *to*.
            FieldChangedError: It was changed, or belongs to another place or vault.
        """
        key = key_named_in(sealed)
        return to.seal(key, place, self.open(key, place, sealed))

    def _cipher(self, key: str) -> AESGCM:
        if key not in self._ciphers:
            raise KeyNotHeldError(key)
        return self._ciphers[key]


def key_named_in(sealed: bytes) -> str:
    """Return the key that a field says it is under; only opening it proves that.

    Raises:
        FieldChangedError: It names none.
    """
    if not sealed or sealed[0] >= len(ALL_KEYS):
        raise FieldChangedError
    return ALL_KEYS[sealed[0]]


def _binding(place: tuple[str, ...]) -> bytes:
    return "\x00".join(place).encode("utf-8")
