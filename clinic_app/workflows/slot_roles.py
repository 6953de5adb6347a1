"""A slot of the key file opens what its worker's role reads, and no more.

Whoever works here holds the key that seals the key file, and could write into it by a program of
their own that their slot opens every key. It would not: but whoever gives that slot new keys, or a
new passphrase by the recovery code, would make it true.
"""

from clinic_app.crypto.slots import Slot
from clinic_app.records.worker import Worker
from clinic_app.vault.role_keys import KEYS_OF
from clinic_app.vault.vault import Vault
from clinic_app.workflows.key_errors import KeysAboveRoleError


def refuse_keys_above_role(slot: Slot, worker: Worker) -> None:
    """Go on only where a slot opens no more than its worker's role.

    Raises:
        KeysAboveRoleError: It opens more.
    """
    if not set(slot.keys) <= set(KEYS_OF[worker.role]):
        raise KeysAboveRoleError(worker.name)


def refuse_slot_above_role(vault: Vault, sign_in_name: str) -> None:
    """Go on only where the slot of a sign-in name opens no more than its worker's role.

    Raises:
        SignInNameUnknownError: Nobody signs in by this name.
        RecordMissingError: The slot is nobody's who works here.
        KeysAboveRoleError: It opens more.
    """
    with vault.as_a_whole() as (_database, _key, keyring, _secrets):
        slot = keyring.slot_named(sign_in_name)
    with vault.reading() as opened:
        refuse_keys_above_role(slot, opened.workers.get(slot.worker_id))
