"""An unlocked vault: the only door to the records, and the keeper of who may open them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring import Keyring, Secrets, Slot
from clinic_app.crypto.keyring_errors import (
    KeyNotHeldError,
    WrongPassphraseError,
)
from clinic_app.files.errors import FolderReadOnlyError
from clinic_app.records.worker import Role
from clinic_app.vault import header_file
from clinic_app.vault.engine import DatabaseKey, Engines, explaining_sql
from clinic_app.vault.errors import VaultLockedError
from clinic_app.vault.in_use import InUse
from clinic_app.vault.lock import VaultLock
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.role_keys import KEYS_OF

T = TypeVar("T")


_COUNT_LABEL = b"clinic-app counts 1"


class Vault:
    """The records of one clinic, unlocked, until ``lock``.

    Python cannot wipe memory: locking closes the database and lets go of the keys, and what
    the system does with the memory is the system's.

    Attributes:
        folder: Where the vault lies.
        id: Of its keyring: 32 hex digits.
        slot_id: The slot that opened it; empty after recovery.
        worker_id: Whose slot that is; empty after recovery.
    """

    def __init__(
        self,
        *,
        folder: Path,
        keyring_id: str,
        secrets: Secrets,
        slot: Slot | None,
        engines: Engines,
        lock: VaultLock,
    ) -> None:
        self.folder = folder
        self.id = keyring_id
        self.slot_id = "" if slot is None else slot.id
        self.worker_id = "" if slot is None else slot.worker_id
        self._held = secrets.held
        self._using: InUse | None = InUse(engines, secrets, FieldSeals.of(secrets, keyring_id))
        self._lock = lock
        self._database = engines.path
        self._is_locked = False
        self._uses = 0
        self._state = threading.Lock()  # guards the three above
        self._one_writer = threading.RLock()
        self._is_writing = False
        self._one_key_change = threading.Lock()  # a second of Argon2id must not stop a save

    @contextmanager
    def transaction(self) -> Iterator[OpenVault]:
        """Yield the records to change, one thread at a time; keep every change, or none.

        Raises:
            VaultLockedError: The vault was locked.
            DatabaseDamagedError: A page is not what was written.
            DiskFullError: There is no room left; nothing of this transaction was kept.
            FolderReadOnlyError: Nothing may be written there; nothing was kept.
            FileVanishedError: The disk or stick went away; nothing was kept.
        """
        with self._one_writer:
            if self._is_writing:
                raise RuntimeError("a transaction inside a transaction would lose one of the two")
            self._is_writing = True
            try:
                with (
                    self._use() as using,
                    self._connected(using.engines.writer, using.seals) as opened,
                ):
                    yield opened
            finally:
                self._is_writing = False

    @contextmanager
    def reading(self) -> Iterator[OpenVault]:
        """Yield the records as they are now, to be read only, beside whoever writes.

        Raises:
            VaultLockedError: The vault was locked.
            DatabaseDamagedError: A page is not what was written.
            FileVanishedError: The disk or stick went away.
        """
        try:
            with self._use() as using, self._connected(using.engines.reader, using.seals) as opened:
                yield opened
        except FolderReadOnlyError as error:
            raise RuntimeError("what only reads tried to write") from error

    def holds(self, key: str) -> bool:
        """Whether the slot that opened this vault wraps *key*, one of ``slots.ALL_KEYS``."""
        return key in self._held

    def require(self, key: str) -> None:
        """Go on only where the slot that opened this vault wraps *key*.

        Raises:
            KeyNotHeldError: It does not.
        """
        if not self.holds(key):
            raise KeyNotHeldError(key)

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
        with self._keyring() as (keyring, secrets):
            cost = header_file.dearest_cost(keyring)
            keys = KEYS_OF[role]
            changed = keyring.with_slot(
                secrets, passphrase, sign_in_name, worker_id, cost, keys=keys
            )
            header_file.write(self.folder, changed, secrets)
        return changed.user_slots[-1].id

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the slot that opened this vault for a new passphrase.

        Raises:
            WrongPassphraseError: *old* is not its passphrase, or a recovery code opened it.
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
            FileError: The disk refused; the old passphrase stays.
        """
        with self._keyring() as (keyring, secrets):
            own = next((slot for slot in keyring.user_slots if slot.id == self.slot_id), None)
            if own is None:
                raise WrongPassphraseError
            keyring.unlock(old, own.sign_in_name)
            changed = keyring.with_passphrase(
                secrets, own.id, new, header_file.dearest_cost(keyring)
            )
            header_file.write(self.folder, changed, secrets)

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
        with self._keyring() as (keyring, secrets):
            cost, keys = header_file.dearest_cost(keyring), KEYS_OF[role]
            changed = keyring.with_passphrase(secrets, slot_id, passphrase, cost, keys=keys)
            header_file.write(self.folder, changed, secrets)

    def set_passphrase(self, sign_in_name: str, new: str) -> None:
        """Give a worker a new passphrase without the old one, and go on as that worker.

        Raises:
            SignInNameUnknownError: Nobody signs in by this name.
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
            FileError: The disk refused; the old passphrase stays.
        """
        with self._keyring() as (keyring, secrets):
            slot = keyring.slot_named(sign_in_name)
            changed = keyring.with_passphrase(
                secrets, slot.id, new, header_file.dearest_cost(keyring)
            )
            header_file.write(self.folder, changed, secrets)
        self.slot_id, self.worker_id = slot.id, slot.worker_id

    def rewrap(self, change: Callable[[Keyring, Secrets], tuple[Keyring, T]]) -> T:
        """Write the keyring that *change* makes of this one; return what it made beside it.

        Raises:
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
            KeyringError: Whatever *change* refuses.
            FileError: The disk refused; the old keyring stays.
        """
        with self._keyring() as (keyring, secrets):
            changed, made = change(keyring, secrets)
            header_file.write(self.folder, changed, secrets)
        return made

    def remove_slot(self, slot_id: str) -> None:
        """Stop a worker's passphrase from opening the vault; copies made before still open.

        Raises:
            LastSlotError: Nobody else could open it.
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
            FileError: The disk refused; the slot stays.
        """
        with self._keyring() as (keyring, secrets):
            header_file.write(self.folder, keyring.without_slot(secrets, slot_id), secrets)

    def count_key(self) -> bytes:
        """Return the key under which counts draw their secret coins; it never leaves the vault.

        Raises:
            VaultLockedError: The vault was locked.
        """
        with self._use() as using:
            return using.secrets.derive(_COUNT_LABEL, self.id)

    @contextmanager
    def as_a_whole(self) -> Iterator[tuple[Path, DatabaseKey, Keyring, Secrets]]:
        """Yield database, key and keyring to copy or check; no key changes meanwhile.

        Raises:
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
        """
        with self._keyring() as (keyring, secrets):
            yield self._database, DatabaseKey.of(secrets, self.id), keyring, secrets

    @contextmanager
    def alone(self) -> Iterator[tuple[Path, DatabaseKey]]:
        """Yield database and key to whoever writes the whole file anew; nobody saves meanwhile.

        Raises:
            VaultLockedError: The vault was locked.
        """
        with self._one_writer, self._use() as using:
            yield self._database, DatabaseKey.of(using.secrets, self.id)

    def lock(self) -> None:
        """Close the vault at once; work under way ends as it would, later use is refused."""
        with self._state:
            self._is_locked = True
            if self._using is not None:
                self._using.engines.dispose()
            self._let_go_if_unused()

    @property
    def is_locked(self) -> bool:
        """Whether ``lock`` was called."""
        return self._is_locked

    @contextmanager
    def _connected(self, engine: Engine, seals: FieldSeals) -> Iterator[OpenVault]:
        with explaining_sql(self._database), engine.connect() as connection:
            try:
                with connection.begin():
                    yield OpenVault(connection, seals)
            finally:
                if self._is_locked:
                    connection.invalidate()  # closed for good, not put back

    @contextmanager
    def _use(self) -> Iterator[InUse]:
        """Keep the keys for as long as one piece of work needs them, even if locked meanwhile."""
        with self._state:
            if self._is_locked or self._using is None:
                raise VaultLockedError
            self._uses += 1
            kept = self._using
        try:
            yield kept
        finally:
            with self._state:
                self._uses -= 1
                self._let_go_if_unused()

    def _let_go_if_unused(self) -> None:
        if self._is_locked and not self._uses and self._using is not None:
            self._using.engines.dispose()
            self._using = None
            self._lock.release()

    @contextmanager
    def _keyring(self) -> Iterator[tuple[Keyring, Secrets]]:
        """Yield the keyring as it is on disk, proved to be ours, while nobody else changes it."""
        with self._one_key_change, self._use() as using:
            yield header_file.read_ours(self.folder, using.secrets), using.secrets
