"""An unlocked vault: the only door to the records, and the keeper of who may open them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TypeVar

from sqlalchemy import Engine

from clinic_app.crypto import keyring_age
from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring import Keyring, Secrets, Slot
from clinic_app.crypto.keyring_errors import KeyNotHeldError
from clinic_app.crypto.keyring_format import Anchor
from clinic_app.errors import ClinicError
from clinic_app.files.errors import DiskFullError, FolderReadOnlyError
from clinic_app.vault import header_file
from clinic_app.vault.ages import Ages
from clinic_app.vault.engine import DatabaseKey, Engines, explaining_sql
from clinic_app.vault.errors import VaultLockedError
from clinic_app.vault.in_use import InUse
from clinic_app.vault.key_changes import KeyChanges
from clinic_app.vault.lock import VaultLock
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.zeros import begun

T = TypeVar("T")

COUNTING = "counting"
_COUNT_LABEL = b"clinic-app counts 1"


class Vault(KeyChanges):
    """The records of one clinic, unlocked, until ``lock``.

    Python cannot wipe memory: locking closes the database and lets go of the keys, and what
    the system does with the memory is the system's.

    Attributes:
        folder: Where the vault lies.
        id: Of its keyring: 32 hex digits.
        slot_id: The slot that opened it; empty after recovery.
        worker_id: Whose slot that is; empty after recovery.
        ages: Of its key file and its records. Nothing is counted from older records under their
            station id: the newer ones may have been counted under it.
        is_only_read: Whether nothing can be written: the disk was full when it was opened.
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
        ages: Ages,
    ) -> None:
        self.folder = folder
        self.id = keyring_id
        self.slot_id = "" if slot is None else slot.id
        self.worker_id = "" if slot is None else slot.worker_id
        self.ages = ages
        self.is_only_read = engines.is_only_read
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
            self._refuse_only_read()
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

    def go_on_as(self, slot: Slot) -> None:
        """Let go of every key that *slot* does not wrap, and go on as its worker.

        Raises:
            VaultLockedError: The vault was locked.
        """
        with self._state:
            if self._using is None:
                raise VaultLockedError
            secrets = self._using.secrets.only(slot.keys)
            self._using = InUse(self._using.engines, secrets, FieldSeals.of(secrets, self.id))
            self._held = secrets.held
        self.slot_id, self.worker_id = slot.id, slot.worker_id

    def rewrap(self, change: Callable[[Keyring, Secrets], tuple[Keyring, T]]) -> T:
        """Write the keyring that *change* makes of this one; return what it made beside it.

        Raises:
            VaultLockedError: The vault was locked.
            HeaderError: The key file is not what this vault wrote.
            KeyringError: Whatever *change* refuses.
            FileError: The disk refused; the old keyring stays.
        """
        self._refuse_only_read()
        with self._keyring() as (keyring, secrets):
            changed, made = change(keyring, secrets)
            newer = keyring_age.after(changed, self.ages.epoch)
            header_file.write(self.folder, newer, secrets)
            self.ages = replace(self.ages, epoch=newer.epoch, has_older_keys=False)
        with suppress(ClinicError), self.transaction() as opened:  # else the next opening does
            opened.state.keep_epoch(newer.epoch)
        self.anchor()
        return made

    def anchor(self) -> None:
        """Write into the key file where the audit log stands, as far as the disk lets.

        By this, records that are put back later are known to be older. While older ones are in
        doubt the key file keeps what it says.
        """
        if (
            self.is_only_read
            or self.ages.has_older_records
            or not self._one_key_change.acquire(blocking=False)
        ):
            return
        try:
            with suppress(ClinicError), self._use() as using:
                keyring = header_file.read_ours(self.folder, using.secrets)
                with self.reading() as opened:
                    newest = opened.audit.newest()
                now = keyring.anchor if newest is None else Anchor(newest.seq, newest.head)
                if keyring.anchor != now:
                    moved = keyring_age.anchored(keyring, now)
                    header_file.write(self.folder, moved, using.secrets)
        finally:
            self._one_key_change.release()

    def count_key(self) -> bytes:
        """Return the key under which counts draw their secret coins; it never leaves the vault.

        It outlives a change of keys: other coins would let what was released be told apart.

        Raises:
            VaultLockedError: The vault was locked.
        """
        with self._use() as using:
            with self.reading() as opened:
                kept = opened.kept_keys.of(COUNTING)
            if kept is not None:
                return kept
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
    def as_a_file(self) -> Iterator[BinaryIO]:
        """Yield the database file as it lies there, see :meth:`Engines.as_a_file`."""
        with self._use() as using, using.engines.as_a_file() as file:
            yield file

    @contextmanager
    def alone(self) -> Iterator[tuple[Path, DatabaseKey]]:
        """Yield database and key to whoever writes the whole file anew; nobody saves meanwhile.

        Raises:
            VaultLockedError: The vault was locked.
        """
        self._refuse_only_read()
        with self._one_writer, self._use() as using:
            yield self._database, DatabaseKey.of(using.secrets, self.id)

    def trust_records(self) -> None:
        """Take the records as they are, though older than the key file, from now on.

        Only of use once they have a station id of their own.
        """
        self.ages = replace(self.ages, has_older_records=False)
        self.anchor()

    @contextmanager
    def standing_still(self) -> Iterator[tuple[Path, DatabaseKey, Keyring, Secrets]]:
        """Yield what :meth:`as_a_whole` does, or refuse as it does; nobody writes meanwhile."""
        with self._one_writer, self.as_a_whole() as whole:
            yield whole

    def lock(self) -> None:
        """Close the vault at once; work under way ends as it would, later use is refused."""
        self.anchor()
        with self._state:
            self._is_locked = True
            if self._using is not None:
                self._using.engines.dispose()
            self._let_go_if_unused()

    def _refuse_only_read(self) -> None:
        if self.is_only_read:
            raise DiskFullError(self._database)

    @property
    def is_locked(self) -> bool:
        """Whether ``lock`` was called."""
        return self._is_locked

    @contextmanager
    def _connected(self, engine: Engine, seals: FieldSeals) -> Iterator[OpenVault]:
        with explaining_sql(self._database), engine.connect() as connection:
            try:
                with begun(connection):
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
