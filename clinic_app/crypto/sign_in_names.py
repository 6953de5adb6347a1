"""Which sign-in names a keyring keeps, and which two are the same."""

import unicodedata

from clinic_app.crypto.keyring_errors import SignInNameTooLongError
from clinic_app.crypto.keyring_format import MOST_NAME_CHARACTERS


def check_name(sign_in_name: str) -> None:
    """Accept a name that a keyring has room for.

    Raises:
        SignInNameTooLongError: Over a hundred characters.
    """
    if len(sign_in_name) > MOST_NAME_CHARACTERS:
        raise SignInNameTooLongError(MOST_NAME_CHARACTERS)


def is_same(one: str, other: str) -> bool:
    """Whether two names are the same for whoever types them: whatever their case."""
    return _typed(one) == _typed(other)


def _typed(sign_in_name: str) -> str:
    return unicodedata.normalize("NFKC", sign_in_name).strip().casefold()
