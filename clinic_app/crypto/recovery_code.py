"""The recovery code: 160 random bits and a checksum, in eight groups to be read and typed.

Forty symbols of Crockford's base 32. The 40-bit checksum tells a typing slip from the code of
another vault: a slip goes unnoticed once in 2^40.

Source: Douglas Crockford, Base 32.
"""

import hashlib
import secrets

from clinic_app.crypto.keyring_errors import RecoveryCodeSlipError

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GAPS = str.maketrans("", "", " -\t\r\n")
_ENTROPY_BYTES = 20
_CHECKSUM_BYTES = 5
_LENGTH = 40
_GROUP = 5


def new_entropy() -> bytes:
    """Return the 20 random bytes behind a new code."""
    return secrets.token_bytes(_ENTROPY_BYTES)


def written(entropy: bytes) -> str:
    """Return the code for 20 bytes: eight groups of five symbols, with hyphens between."""
    number = int.from_bytes(entropy + _checksum(entropy), "big")
    symbols = "".join(_SYMBOLS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(symbols[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def read(typed: str) -> bytes:
    """Return the 20 bytes behind a code, whatever its case and gaps; O is 0, I and L are 1.

    Raises:
        RecoveryCodeSlipError: A symbol is missing, foreign, wrong or in the wrong place.
    """
    symbols = typed.translate(_GAPS).upper().translate(_READ_ALIKE)
    if len(symbols) != _LENGTH or not set(symbols) <= set(_SYMBOLS):
        raise RecoveryCodeSlipError
    number = 0
    for symbol in symbols:
        number = number << 5 | _SYMBOLS.index(symbol)
    whole = number.to_bytes(_ENTROPY_BYTES + _CHECKSUM_BYTES, "big")
    entropy = whole[:_ENTROPY_BYTES]
    if _checksum(entropy) != whole[_ENTROPY_BYTES:]:
        raise RecoveryCodeSlipError
    return entropy


def _checksum(entropy: bytes) -> bytes:
    return hashlib.sha256(b"clinic-app recovery code\x00" + entropy).digest()[:_CHECKSUM_BYTES]
