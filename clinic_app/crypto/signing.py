"""Ed25519 signatures: who wrote a bundle, a receipt, an enrolment.

Source: RFC 8032.
"""

import hashlib
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from clinic_app.errors import ClinicError

SIGNATURE_BYTES = 64
_FINGERPRINT_BYTES = 16
_GROUP = 4


class SignatureInvalidError(ClinicError):
    """Bytes do not carry the signature of the key that they name."""


class SigningKey:
    """A private signing key, from its 32-byte seed."""

    __slots__ = ("_key", "public")

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> Self:
        """Make a new key from the system's randomness."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def seed(self) -> bytes:
        """The secret itself, to be kept in a vault and nowhere else."""
        return self._key.private_bytes_raw()

    def sign(self, purpose: bytes, message: bytes) -> bytes:
        """Sign *message* for one *purpose*; valid for no other."""
        return self._key.sign(_bound(purpose, message))

    def __repr__(self) -> str:
        return f"SigningKey({key_id(self.public)})"


def verify(public: bytes, purpose: bytes, message: bytes, signature: bytes) -> None:
    """Accept *signature* over *message* for *purpose* by *public*, or refuse.

    Raises:
        SignatureInvalidError: It is not that.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _bound(purpose, message))
    except (InvalidSignature, ValueError) as error:
        raise SignatureInvalidError from error


def key_id(public: bytes) -> str:
    """Return the name of a public key: 32 hex digits of its SHA-256."""
    return hashlib.sha256(public).digest()[:_FINGERPRINT_BYTES].hex()


def fingerprint(public: bytes) -> str:
    """Return a key's name in groups of four, to be compared over the phone."""
    return grouped(key_id(public))


def is_same_fingerprint(typed: str, shown: str) -> bool:
    """Whether *typed* is the fingerprint *shown*, however its groups and letters are written."""
    return "".join(typed.split()).lower() == "".join(shown.split()).lower()


def grouped(symbols: str) -> str:
    """Return *symbols* in groups of four, for eyes and voices."""
    return " ".join(symbols[at : at + _GROUP] for at in range(0, len(symbols), _GROUP))


def _bound(purpose: bytes, message: bytes) -> bytes:
    return purpose + b"\x00" + message
