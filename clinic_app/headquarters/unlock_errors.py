"""What headquarters expects may fail while it is unlocked, as facts of its own.

It has no names to sign in with and no clinic's sheet, so a vault's words would mislead.
"""

from clinic_app.crypto.keyring_errors import WrongPassphraseError, WrongRecoveryCodeError


class HeadquartersPassphraseError(WrongPassphraseError):
    """The passphrase does not open headquarters' keys."""


class HeadquartersCodeError(WrongRecoveryCodeError):
    """A recovery code was typed without a slip, and belongs to other keys."""
