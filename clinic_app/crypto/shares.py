"""Three shares of a recovery secret, of which any two open and one alone tells nothing.

Twenty words each, in the public format SLIP-39, made and read by its reference library. The
words' own checksum finds up to three wrong words in a share; four letters tell every word.

Source: SLIP-0039, Shamir's Secret-Sharing for Mnemonic Codes.
"""

import secrets

from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.utils import MnemonicError
from shamir_mnemonic.wordlist import WORDLIST

from clinic_app.crypto.keyring_errors import SharesApartError, ShareSlipError

SHARES = 3
ENOUGH = 2
WORDS_IN_A_SHARE = 20
_SECRET_BYTES = 16
_TELLING_LETTERS = 4
_STRETCHING = 0  # the secret is random: nothing is gained by making guesses dearer
_BY_BEGINNING = {word[:_TELLING_LETTERS]: word for word in WORDLIST}


def new_secret() -> bytes:
    """Return the 16 random bytes behind three new shares."""
    return secrets.token_bytes(_SECRET_BYTES)


def written(secret: bytes) -> tuple[str, ...]:
    """Return the three shares of a secret: other words each time it is asked."""
    ((first, second, third),) = generate_mnemonics(
        1, [(ENOUGH, SHARES)], secret, iteration_exponent=_STRETCHING
    )
    return first, second, third


def read(typed: tuple[str, str]) -> bytes:
    """Return the secret behind two shares, whatever their case and gaps.

    Each word may be typed whole or by its first four letters.

    Raises:
        ShareSlipError: A word of one of them is missing, foreign or wrong.
        SharesApartError: They are the same share twice, or of different sheets.
    """
    mnemonics = [_checked(number, one) for number, one in enumerate(typed, start=1)]
    try:
        secret: bytes = combine_mnemonics(mnemonics)
    except MnemonicError:
        raise SharesApartError from None
    return secret


def _checked(number: int, typed: str) -> str:
    words = [_BY_BEGINNING.get(word[:_TELLING_LETTERS], "") for word in typed.lower().split()]
    mnemonic = " ".join(words)
    is_what_was_typed = all(
        whole.startswith(word) for whole, word in zip(words, typed.lower().split(), strict=True)
    )
    try:
        Share.from_mnemonic(mnemonic)
    except (MnemonicError, KeyError, ValueError):
        raise ShareSlipError(number) from None
    if not is_what_was_typed or len(words) != WORDS_IN_A_SHARE:
        raise ShareSlipError(number)
    return mnemonic
