"""The envelope: random keys, wrapped once per worker and once for the printed recovery code.

Bytes in, bytes out: a vault and a headquarters both keep theirs through ``files``. Changing a
passphrase rewrites one slot and never what the keys protect.
"""

import hmac
import secrets as randomness
from dataclasses import dataclass, field, replace
from typing import Self

from clinic_app.crypto import keyring_format, recovery_code
from clinic_app.crypto.keyring_errors import (
    KeyringTamperedError,
    LastSlotError,
    SignInNameTakenError,
    SignInNameUnknownError,
    TooManySlotsError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from clinic_app.crypto.keyring_format import MOST_SLOTS, NO_ANCHOR, VERSION, Anchor, Written
from clinic_app.crypto.passphrases import Argon2Cost
from clinic_app.crypto.sign_in_names import check_name, is_same
from clinic_app.crypto.slots import (
    ALL_KEYS,
    NEEDED_KINDS,
    Secrets,
    Slot,
    SlotKind,
    new_slot_id,
    opened_by_passphrase,
    opened_by_recovery,
    recovery_slot,
    user_slot,
)

__all__ = ["Keyring", "Secrets", "Slot", "SlotKind"]

_MAC_LABEL = b"clinic-app keyring mac"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """All the ways to one set of secrets; says nothing about them until one way is taken.

    Attributes:
        id: Random, 32 hex digits; what is derived from the secrets is bound to it.
        epoch: 1 when made; grows with every change, so that an older file can be told.
        slots: User slots and recovery slots, in the order in which they were added.
        anchor: Where what the keys protect had come to when the file was written.
        mac: As read from a file; None for a keyring that never left memory.
    """

    id: str
    epoch: int
    slots: tuple[Slot, ...]
    version: int = VERSION
    anchor: Anchor = NO_ANCHOR
    mac: bytes | None = field(default=None, repr=False)

    @classmethod
    def create(
        cls, *, passphrase: str, sign_in_name: str, worker_id: str, cost: Argon2Cost
    ) -> tuple[Self, Secrets, str]:
        """Make new secrets with one user slot and one recovery slot.

        Returns:
            The keyring, its secrets, and the recovery code, which nothing keeps.

        Raises:
            WeakCostError: *cost* is below the floor.
            CostOverCeilingError: *cost* is above the ceiling.
            NotEnoughMemoryError: The computer cannot spare the memory.
            SignInNameTooLongError: Over a hundred characters.
        """
        check_name(sign_in_name)
        secrets = Secrets.generate()
        keyring_id = randomness.token_hex(keyring_format.KEYRING_ID_BYTES)
        entropy = recovery_code.new_entropy()
        first = user_slot(
            secrets,
            passphrase,
            keyring_id=keyring_id,
            slot_id=new_slot_id(),
            sign_in_name=sign_in_name,
            worker_id=worker_id,
            cost=cost,
        )
        slots = (first, recovery_slot(secrets, entropy, keyring_id=keyring_id))
        return cls(id=keyring_id, epoch=1, slots=slots), secrets, recovery_code.written(entropy)

    @classmethod
    def from_bytes(cls, unverified: bytes) -> Self:
        """Read a keyring; that nobody changed it on purpose is known only after unlocking.

        Raises:
            KeyringTruncatedError: It ends too early.
            KeyringDamagedError: It is not what was written.
            KeyringNewerError: A newer program wrote it.
            WeakCostError: A slot's passphrase would be too cheap to guess.
            CostOverCeilingError: A slot would hang the computer.
        """
        written, mac = keyring_format.from_bytes(unverified)
        return cls(
            id=written.id,
            epoch=written.epoch,
            slots=written.slots,
            version=written.version,
            anchor=written.anchor,
            mac=mac,
        )

    def to_bytes(self, secrets: Secrets) -> bytes:
        """Return the file: all of it authenticated under *secrets*."""
        return keyring_format.to_bytes(self._written(), self._mac_under(secrets))

    @property
    def user_slots(self) -> tuple[Slot, ...]:
        """The slots that passphrases open, oldest first."""
        return tuple(slot for slot in self.slots if slot.kind is SlotKind.USER)

    def slot_named(self, sign_in_name: str) -> Slot:
        """Return the user slot of a sign-in name, whatever its case.

        Raises:
            SignInNameUnknownError: Nobody signs in by this name.
        """
        for slot in self.user_slots:
            if is_same(slot.sign_in_name, sign_in_name):
                return slot
        raise SignInNameUnknownError(sign_in_name)

    def unlock(self, passphrase: str, sign_in_name: str | None = None) -> tuple[Secrets, Slot]:
        """Return the secrets, and the slot that opened.

        Args:
            passphrase: As typed.
            sign_in_name: None tries each user slot, a second each.

        Raises:
            WrongPassphraseError: It opens none of the slots tried.
            SignInNameUnknownError: Nobody signs in by this name.
            KeyringTamperedError: Somebody changed the file on purpose.
            NotEnoughMemoryError: The computer cannot spare the memory.
        """
        tried = self.user_slots if sign_in_name is None else (self.slot_named(sign_in_name),)
        for slot in tried:
            try:
                secrets = opened_by_passphrase(slot, passphrase, self.id)
            except WrongPassphraseError:
                continue
            self.authenticate(secrets)
            return secrets, slot
        raise WrongPassphraseError

    def unlock_by_recovery_code(self, code: str) -> Secrets:
        """Return the secrets for a printed recovery code.

        Raises:
            RecoveryCodeSlipError: It was mistyped.
            WrongRecoveryCodeError: It belongs to another keyring, or was replaced.
            KeyringTamperedError: Somebody changed the file on purpose.
        """
        entropy = recovery_code.read(code)
        for slot in (one for one in self.slots if one.kind is SlotKind.RECOVERY):
            try:
                secrets = opened_by_recovery(slot, entropy, self.id)
            except WrongRecoveryCodeError:
                continue
            self.authenticate(secrets)
            return secrets
        raise WrongRecoveryCodeError

    def authenticate(self, secrets: Secrets) -> None:
        """Accept this keyring as written by somebody who held *secrets*.

        Raises:
            KeyringTamperedError: It was not.
        """
        if self.mac is not None and not hmac.compare_digest(self.mac, self._mac_under(secrets)):
            raise KeyringTamperedError

    def with_slot(
        self,
        secrets: Secrets,
        passphrase: str,
        sign_in_name: str,
        worker_id: str,
        cost: Argon2Cost,
        *,
        keys: tuple[str, ...] = ALL_KEYS,
    ) -> Self:
        """Return this keyring with one more user slot for *keys*, the last of its slots.

        Raises:
            KeyNotHeldError: *secrets* lack one of *keys*: nobody gives away what they do not hold.
            SignInNameTakenError: Somebody signs in by this name already.
            SignInNameTooLongError: Over a hundred characters.
            TooManySlotsError: There is no room for another.
        """
        check_name(sign_in_name)
        if any(is_same(slot.sign_in_name, sign_in_name) for slot in self.user_slots):
            raise SignInNameTakenError(sign_in_name)
        if len(self.slots) >= MOST_SLOTS:
            raise TooManySlotsError(MOST_SLOTS)
        added = user_slot(
            secrets,
            passphrase,
            keyring_id=self.id,
            slot_id=new_slot_id(),
            sign_in_name=sign_in_name,
            worker_id=worker_id,
            cost=cost,
            keys=keys,
        )
        return self._changed((*self.slots, added))

    def with_passphrase(
        self,
        secrets: Secrets,
        slot_id: str,
        new_passphrase: str,
        cost: Argon2Cost,
        *,
        keys: tuple[str, ...] | None = None,
    ) -> Self:
        """Return this keyring with one user slot wrapped for a new passphrase; its id stays.

        It wraps *keys* from now on; None for those that it wraps already.

        Raises:
            KeyError: No user slot has this id.
            KeyNotHeldError: *secrets* lack one of the keys.
            LastSlotError: No slot with all keys would be left.
        """
        old = next((slot for slot in self.user_slots if slot.id == slot_id), None)
        if old is None:
            raise KeyError(slot_id)
        new = user_slot(
            secrets,
            new_passphrase,
            keyring_id=self.id,
            slot_id=slot_id,
            sign_in_name=old.sign_in_name,
            worker_id=old.worker_id,
            cost=cost,
            keys=keys or old.keys,
        )
        return self._kept(tuple(new if slot.id == slot_id else slot for slot in self.slots))

    def with_recovery_code(self, secrets: Secrets) -> tuple[Self, str]:
        """Return this keyring with a new recovery code instead of every old one, and the code.

        Raises:
            KeyNotHeldError: *secrets* are not all keys.
        """
        entropy = recovery_code.new_entropy()
        recovery = recovery_slot(secrets, entropy, keyring_id=self.id)
        return self.with_only(recovery), recovery_code.written(entropy)

    def with_only(self, slot: Slot) -> Self:
        """Return this keyring with *slot* instead of every other of its kind."""
        others = (one for one in self.slots if one.kind is not slot.kind)
        return self._changed((*others, slot))

    def without_slot(self, secrets: Secrets, slot_id: str) -> Self:
        """Return this keyring without one slot; somebody who copied the file keeps the old one.

        Raises:
            KeyringTamperedError: This keyring is not the one of *secrets*.
            LastSlotError: It is the last user slot with all keys, or the recovery slot.
            KeyError: No slot has this id.
        """
        self.authenticate(secrets)
        kept = tuple(slot for slot in self.slots if slot.id != slot_id)
        if len(kept) == len(self.slots):
            raise KeyError(slot_id)
        return self._kept(kept)

    def _kept(self, slots: tuple[Slot, ...]) -> Self:
        """Return this keyring with *slots*, if both ways to every key are still among them."""
        full = {slot.kind for slot in slots if slot.keys == ALL_KEYS}
        if not full >= NEEDED_KINDS:
            raise LastSlotError
        return self._changed(slots)

    def _changed(self, slots: tuple[Slot, ...]) -> Self:
        return replace(self, slots=slots, epoch=self.epoch + 1, version=VERSION, mac=None)

    def _written(self) -> Written:
        return Written(self.id, self.epoch, self.slots, self.version, self.anchor)

    def _mac_under(self, secrets: Secrets) -> bytes:
        key = secrets.derive(_MAC_LABEL, self.id)
        return hmac.digest(key, keyring_format.authenticated_bytes(self._written()), "sha256")
