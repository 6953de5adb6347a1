"""Eight symbols that say over the phone what a receipt says in its file.

Seven are taken from an HMAC that clinic and headquarters both can compute: its key is the
enrolment number and headquarters' signing key, its message the bundle's hash and the status.
The eighth is a check symbol (Luhn mod 32), so that a slip is told from the code of another
bundle. The alphabet is Crockford's: I and L are read as 1, O as 0.
"""

import hashlib
import hmac

from clinic_app.bundles.errors import PhoneCodeError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_ALIKE = str.maketrans("ILO", "110", " -")
_BASE = 32
_SYMBOLS = 7


def phone_code(number: str, signing_key: bytes, sha256: str, status: str) -> str:
    """Return the code of one receipt, in two groups of four."""
    message = f"{sha256} {status}".encode()
    digest = hmac.digest(number.encode() + signing_key, message, hashlib.sha256)
    left = int.from_bytes(digest)
    symbols = ""
    for _ in range(_SYMBOLS):
        left, index = divmod(left, _BASE)
        symbols += _ALPHABET[index]
    code = symbols + _ALPHABET[_check_index(symbols)]
    return f"{code[:4]} {code[4:]}"


def read_phone_code(typed: str) -> str:
    """Return the code as it is written, from how it was heard.

    Raises:
        PhoneCodeError: It has not eight symbols, or the last does not fit the others.
    """
    code = typed.strip().upper().translate(_READ_ALIKE)
    is_code = len(code) == _SYMBOLS + 1 and set(code) <= set(_ALPHABET)
    if not is_code or _ALPHABET[_check_index(code[:-1])] != code[-1]:
        raise PhoneCodeError
    return f"{code[:4]} {code[4:]}"


def _check_index(symbols: str) -> int:
    total = 0
    for place, symbol in enumerate(reversed(symbols)):
        doubled = _ALPHABET.index(symbol) * (2 if place % 2 == 0 else 1)
        total += doubled // _BASE + doubled % _BASE
    return -total % _BASE
