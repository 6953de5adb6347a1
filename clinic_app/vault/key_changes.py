"""Who may open a vault: every change of its key file that a worker or a coordinator asks for."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from clinic_app.crypto.keyring import Keyring, Secrets, Slot
from clinic_app.crypto.keyring_errors import WrongPassphraseError
from clinic_app.records.worker import Role
from clinic_app.vault.header_file import dearest_cost
from clinic_app.vault.role_keys import KEYS_OF

T = TypeVar("T")


class KeyChanges(ABC):
    """What of an open vault changes who may open it.

    Attributes:
        folder: Where the vault lies.
        slot_id: The slot that opened it; empty after recovery.
        worker_id: Whose slot that is; empty after recovery.
    """

    folder: Path
    slot_id: str
    worker_id: str

    @abstractmethod
    def rewrap(self, change: Callable[[Keyring, Secrets], tuple[Keyring, T]]) -> T:
        """Write the keyring that *change* makes of this one; return what it made beside it."""

    @abstractmethod
    def go_on_as(self, slot: Slot) -> None:
        """Let go of every key that *slot* does not wrap, and go on as its worker."""

    def add_slot(self, passphrase: str, sign_in_name: str, worker_id: str, role: Role) -> str:
        """Let one more worker open what their role reads; return the new slot's id.

        Raises:
            KeyNotHeldError: The role reads more than whoever opened this vault.
            SignInNameTakenError: Somebody signs in by this name already.
            TooManySlotsError: There is no room for another.
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
            FileError: The disk refused; nothing changed.
        """

        def change(keyring: Keyring, secrets: Secrets) -> tuple[Keyring, str]:
            cost, keys = dearest_cost(keyring), KEYS_OF[role]
            changed = keyring.with_slot(
                secrets, passphrase, sign_in_name, worker_id, cost, keys=keys
            )
            return changed, changed.user_slots[-1].id

        return self.rewrap(change)

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the slot that opened this vault for a new passphrase.

        Raises:
            WrongPassphraseError: *old* is not its passphrase, or a recovery code opened it.
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
            FileError: The disk refused; the old passphrase stays.
        """

        def change(keyring: Keyring, secrets: Secrets) -> tuple[Keyring, None]:
            own = next((slot for slot in keyring.user_slots if slot.id == self.slot_id), None)
            if own is None:
                raise WrongPassphraseError
            keyring.unlock(old, own.sign_in_name)
            return keyring.with_passphrase(secrets, own.id, new, dearest_cost(keyring)), None

        self.rewrap(change)

    def renew_slot(self, slot_id: str, passphrase: str, role: Role) -> None:
        """Give a worker's slot a new passphrase, and the keys of *role*.

        Raises:
            KeyNotHeldError: The role reads more than whoever opened this vault.
            LastSlotError: Nobody else holds every key.
            KeyError: No worker's slot has this id.
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
            FileError: The disk refused; the old passphrase stays.
        """

        def change(keyring: Keyring, secrets: Secrets) -> tuple[Keyring, None]:
            cost, keys = dearest_cost(keyring), KEYS_OF[role]
            return keyring.with_passphrase(secrets, slot_id, passphrase, cost, keys=keys), None

        self.rewrap(change)

    def set_passphrase(self, sign_in_name: str, new: str) -> None:
        """Give a worker a new passphrase without the old one, and go on as that worker.

        The code and the shares open every key; whoever goes on as a worker keeps those of the
        worker's role alone.

        Raises:
            SignInNameUnknownError: Nobody signs in by this name.
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
            FileError: The disk refused; the old passphrase stays.
        """

        def change(keyring: Keyring, secrets: Secrets) -> tuple[Keyring, Slot]:
            slot = keyring.slot_named(sign_in_name)
            return keyring.with_passphrase(secrets, slot.id, new, dearest_cost(keyring)), slot

        self.go_on_as(self.rewrap(change))

    def remove_slot(self, slot_id: str) -> None:
        """Stop a worker's passphrase from opening the vault; copies made before still open.

        Raises:
            LastSlotError: Nobody else could open it.
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
            FileError: The disk refused; the slot stays.
        """
        self.rewrap(lambda keyring, secrets: (keyring.without_slot(secrets, slot_id), None))
