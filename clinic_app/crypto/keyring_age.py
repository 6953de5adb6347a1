"""By what an older keyring is told from a newer one: its anchor and its epoch move on."""

from dataclasses import replace

from clinic_app.crypto.keyring import Keyring
from clinic_app.crypto.keyring_format import VERSION, Anchor


def anchored(keyring: Keyring, anchor: Anchor) -> Keyring:
    """Return *keyring* with a newer anchor: no way in changes, so the epoch stays."""
    return replace(keyring, anchor=anchor, version=VERSION, mac=None)


def after(keyring: Keyring, epoch: int) -> Keyring:
    """Return *keyring*, which was changed, in an epoch after *epoch*."""
    return replace(keyring, epoch=max(keyring.epoch, epoch + 1))
