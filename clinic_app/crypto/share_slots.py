"""The way into a keyring that three printed shares are: any two of them open it."""

from clinic_app.crypto import shares
from clinic_app.crypto.keyring import Keyring
from clinic_app.crypto.keyring_errors import (
    TooManySlotsError,
    WrongRecoveryCodeError,
    WrongSharesError,
)
from clinic_app.crypto.keyring_format import MOST_SLOTS
from clinic_app.crypto.slots import Secrets, SlotKind, opened_by_recovery, recovery_slot


def exist(keyring: Keyring) -> bool:
    """Whether two of three printed shares open *keyring*."""
    return any(slot.kind is SlotKind.SHARES for slot in keyring.slots)


def added(keyring: Keyring, secrets: Secrets) -> tuple[Keyring, tuple[str, ...]]:
    """Return the keyring with three new shares instead of all older ones, and the shares.

    Raises:
        KeyNotHeldError: *secrets* are not all keys.
        TooManySlotsError: There is no room for another slot.
    """
    if not exist(keyring) and len(keyring.slots) >= MOST_SLOTS:
        raise TooManySlotsError(MOST_SLOTS)
    secret = shares.new_secret()
    slot = recovery_slot(secrets, secret, keyring_id=keyring.id, kind=SlotKind.SHARES)
    return keyring.with_only(slot), shares.written(secret)


def opened(keyring: Keyring, typed: tuple[str, str]) -> Secrets:
    """Return the secrets for two of the three shares.

    Raises:
        ShareSlipError: One of them was mistyped.
        SharesApartError: They do not belong together.
        WrongSharesError: They belong to another keyring, or were replaced.
        KeyringTamperedError: Somebody changed the file on purpose.
    """
    secret = shares.read(typed)
    for slot in keyring.slots:
        if slot.kind is not SlotKind.SHARES:
            continue
        try:
            secrets = opened_by_recovery(slot, secret, keyring.id)
        except WrongRecoveryCodeError:
            continue
        keyring.authenticate(secrets)
        return secrets
    raise WrongSharesError
