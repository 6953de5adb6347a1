"""New keys instead of old ones, with a way in for whoever remains.

Whoever was removed may have kept a copy of the key file, and with it every key that their
passphrase opens: taking their slot out shuts out nobody who has that copy. New keys do, for
whatever is written under them. A slot can be wrapped only for a passphrase that is known, so
workers who are not there get a temporary one. (A public key in each slot would spare them that;
but whoever can write the key file, as every worker can, could put their own in its place.)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clinic_app.crypto import recovery_code, share_slots
from clinic_app.crypto.keyring import Keyring
from clinic_app.crypto.keyring_errors import LastSlotError
from clinic_app.crypto.passphrases import Argon2Cost
from clinic_app.crypto.slots import ALL_KEYS, Secrets, Slot, recovery_slot, user_slot


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKeys:
    """A keyring that was made and stands nowhere yet.

    Attributes:
        made_of: The epoch of the keyring that this one replaces.
        keyring: Under the same id, so that what the program knows of the vault goes on.
        secrets: New; nothing of the old ones is in them.
        recovery_code: Nothing keeps it.
        shares: Three, of which two open; none where none were wanted.
    """

    made_of: int
    keyring: Keyring
    secrets: Secrets = field(repr=False)
    recovery_code: str = field(repr=False)
    shares: tuple[str, ...] = field(default=(), repr=False)


def renewed(
    keyring: Keyring, passphrases: Mapping[str, str], cost: Argon2Cost, *, with_shares: bool
) -> NewKeys:
    """Make new keys for those of *keyring*'s workers who have a passphrase in *passphrases*.

    Args:
        keyring: The one that is replaced.
        passphrases: By the id of the slot; each keeps its id, name, worker and role. Whoever is
            not in it is shut out.
        cost: Of guessing one of the passphrases once.
        with_shares: Whether three shares are made, too.

    Raises:
        LastSlotError: Nobody with every key would be left.
        NotEnoughMemoryError: The computer cannot spare the memory.
    """
    kept = tuple(slot for slot in keyring.user_slots if slot.id in passphrases)
    if not any(slot.keys == ALL_KEYS for slot in kept):
        raise LastSlotError
    secrets = Secrets.generate()
    entropy = recovery_code.new_entropy()
    slots = (
        *(_wrapped(secrets, slot, passphrases[slot.id], keyring.id, cost) for slot in kept),
        recovery_slot(secrets, entropy, keyring_id=keyring.id),
    )
    changed = replace(keyring, slots=slots, epoch=keyring.epoch + 1, mac=None)
    made = NewKeys(
        made_of=keyring.epoch,
        keyring=changed,
        secrets=secrets,
        recovery_code=recovery_code.written(entropy),
    )
    if not with_shares:
        return made
    with_them, shares = share_slots.added(changed, secrets)
    return replace(made, keyring=with_them, shares=shares)


def _wrapped(
    secrets: Secrets, slot: Slot, passphrase: str, keyring_id: str, cost: Argon2Cost
) -> Slot:
    return user_slot(
        secrets,
        passphrase,
        keyring_id=keyring_id,
        slot_id=slot.id,
        sign_in_name=slot.sign_in_name,
        worker_id=slot.worker_id,
        cost=cost,
        keys=slot.keys,
    )
