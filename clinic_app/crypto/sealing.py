"""HPKE: sealed to one public key, so that only its owner can open.

One suite: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305, base mode. A sealed text
is the encapsulated key followed by the ciphertext. Sealing the same bytes twice gives other
bytes.

Source: RFC 9180.
"""

from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from clinic_app.errors import ClinicError

SUITE = "X25519-HKDF-SHA256-ChaCha20Poly1305"
"""The suite's name, as file headers carry it."""

OVERHEAD_BYTES = 32 + 16
"""How much longer a sealed text is: the encapsulated key and the tag."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class SealBrokenError(ClinicError):
    """Sealed bytes were changed, or were sealed to another key or for another purpose."""


class OpeningKey:
    """A private key that opens what was sealed to its public half, from its 32 bytes."""

    __slots__ = ("_key", "public")

    def __init__(self, secret: bytes) -> None:
        self._key = X25519PrivateKey.from_private_bytes(secret)
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> Self:
        """Make a new key from the system's randomness."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @property
    def secret(self) -> bytes:
        """The secret itself, to be kept under a passphrase and nowhere else."""
        return self._key.private_bytes_raw()

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Return what was sealed together with *info*.

        Raises:
            SealBrokenError: Not sealed to this key with this info, or changed since.
        """
        try:
            return _SUITE.decrypt(sealed, self._key, info)
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError from error

    def __repr__(self) -> str:
        return f"OpeningKey({self.public.hex()})"


def seal(plain: bytes, public: bytes, info: bytes) -> bytes:
    """Seal *plain* to the owner of *public*; *info* must be known again to open it."""
    return _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public), info)
