"""What a new passphrase must at least be."""

from clinic_app.workflows.errors import PassphraseTooWeakError

LEAST_PASSPHRASE_CHARACTERS = 12
"""Six suggested words have about 40; twelve is the least that anybody may choose."""

_LEAST_DISTINCT_CHARACTERS = 5


def check_passphrase(passphrase: str) -> None:
    """Refuse a new passphrase that is too easy to guess.

    Raises:
        PassphraseTooWeakError: Fewer than twelve characters, or nearly all the same.
    """
    if (
        len(passphrase.strip()) < LEAST_PASSPHRASE_CHARACTERS
        or len(set(passphrase)) < _LEAST_DISTINCT_CHARACTERS
    ):
        raise PassphraseTooWeakError(LEAST_PASSPHRASE_CHARACTERS)
