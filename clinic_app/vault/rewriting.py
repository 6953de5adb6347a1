"""A database written anew under other keys: every page, and every sealed field within.

Which fields are sealed stands in the model (``columns.sealed``), so a new table is found without
being named here. Source: SQLCipher API, "sqlcipher_export".
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Column

from clinic_app.crypto.field_seals import FieldSeals, key_named_in
from clinic_app.crypto.keyring import Keyring, Secrets
from clinic_app.crypto.keyring_errors import FieldChangedError
from clinic_app.crypto.new_keys import NewKeys
from clinic_app.files.writing import remove, sync
from clinic_app.vault import ages
from clinic_app.vault.audit_tables import AUDIT_LOG
from clinic_app.vault.checking import damaged_pages, row_counts
from clinic_app.vault.columns import columns_bound, is_sealed, place_of
from clinic_app.vault.engine import (
    DatabaseKey,
    Engines,
    apart,
    check_encrypted,
    explaining_sql,
)
from clinic_app.vault.errors import DatabaseDamagedError, NewKeysNotProvedError, WorkStoppedError
from clinic_app.vault.key_tables import KEPT_KEYS, RECOVERY_PAPERS, TEMPORARY_PASSPHRASES
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.progress import Progress
from clinic_app.vault.tables import METADATA
from clinic_app.vault.vault import COUNTING, Vault

_WHOLE = 100
_COPIED, _FINISHED = 50, 80
"""How far the work is, of a hundred, after each of its parts."""

_STEPS_BETWEEN_LOOKS = 20_000
_ROWS_BETWEEN_LOOKS = 500
_MADE_WITH_THE_KEYS = frozenset(
    table.name for table in (AUDIT_LOG, KEPT_KEYS, RECOVERY_PAPERS, TEMPORARY_PASSPHRASES)
)
"""Tables that have other rows under new keys."""


def sealed_columns() -> tuple[Column[Any], ...]:
    """Return every column of sealed fields that the model knows."""
    tables = METADATA.tables.values()
    return tuple(column for table in tables for column in table.c if is_sealed(column))


Field = tuple[int, tuple[str, ...], bytes]
"""The row of a sealed field, what it is bound to, and the field."""


def fields(connection: Any, column: Column[Any]) -> Iterator[Field]:
    """Yield every field of a sealed column, a few hundred at a time: they may change meanwhile."""
    bound_to = columns_bound(column)
    asked = ", ".join(f'"{name}"' for name in (column.name, *bound_to))
    query = (
        f'SELECT rowid, {asked} FROM "{column.table.name}"'  # noqa: S608 - our own tables
        f' WHERE rowid > ? AND "{column.name}" IS NOT NULL ORDER BY rowid LIMIT ?'
    )
    last = -1
    while rows := connection.execute(query, (last, _ROWS_BETWEEN_LOOKS)).fetchall():
        for number, sealed, *bound in rows:
            yield number, place_of(column, dict(zip(bound_to, bound, strict=True))), sealed
        last = rows[-1][0]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A whole database under new keys.

    Attributes:
        keyring: Whose key file goes with it.
        unreadable: How many sealed fields could not be read before, and cannot now.
    """

    keyring: Keyring
    unreadable: int


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One database on its way to new keys.

    Attributes:
        vault: Stays as it is.
        keys: The new ones.
        path: Where the new database is made; not there yet.
        progress: Is told, and asked whether to stop.
    """

    vault: Vault
    keys: NewKeys = field(repr=False)
    path: Path
    progress: Progress

    def run(
        self,
        database: Path,
        key: DatabaseKey,
        secrets: Secrets,
        finish: Callable[[OpenVault], None],
    ) -> Rewritten:
        """Make the new database, prove it and wait until it is on the disk.

        Raises:
            ClinicError: See :func:`clinic_app.vault.rekeying.carry_out`.
        """
        remove(self.path)
        counting = self.vault.count_key()
        fresh = DatabaseKey.of(self.keys.secrets, self.keys.keyring.id)
        seals = FieldSeals.of(self.keys.secrets, self.keys.keyring.id)
        before = self._copy(database, key, fresh)
        check_encrypted(self.path)
        unreadable = self._seal_anew(fresh, FieldSeals.of(secrets, self.vault.id), seals)
        keyring = self._finish(fresh, seals, counting, finish)
        self._prove(fresh, seals, before, unreadable)
        sync(self.path)
        self._tell(_WHOLE)
        return Rewritten(keyring, unreadable)

    def _tell(self, done: int) -> None:
        if self.progress(done, _WHOLE) or self.vault.is_locked:
            raise WorkStoppedError(self.vault.folder)

    def _copy(self, database: Path, key: DatabaseKey, fresh: DatabaseKey) -> dict[str, int]:
        """Write every table under the new key; return how many rows each has."""
        total = max(1, database.stat().st_size)

        def is_stopped() -> bool:
            there = self.path.stat().st_size if self.path.exists() else 0
            done = min(_COPIED, there * _COPIED // total)
            return self.progress(done, _WHOLE) or self.vault.is_locked

        with apart(database, key) as connection:
            if damaged_pages(connection):
                raise DatabaseDamagedError(self.vault.folder)
            counted = row_counts(connection)
            connection.execute("PRAGMA query_only = OFF")  # it writes the copy, nothing else
            connection.execute(
                "ATTACH DATABASE ? AS fresh KEY ?", (str(self.path), fresh.spelled())
            )
            connection.execute("PRAGMA fresh.journal_mode = OFF")  # unfinished, it is thrown away
            connection.execute("PRAGMA fresh.synchronous = OFF")  # synced once, at the end
            connection.set_progress_handler(is_stopped, _STEPS_BETWEEN_LOOKS)
            connection.execute("SELECT sqlcipher_export('fresh')").fetchone()
            connection.set_progress_handler(None, 0)
        self._tell(_COPIED)
        return counted

    def _seal_anew(self, fresh: DatabaseKey, old: FieldSeals, new: FieldSeals) -> int:
        """Seal every field anew; the guards, which would refuse, are put back after it."""
        unreadable = 0
        with apart(self.path, fresh) as connection:
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            listed = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            guards = connection.execute(listed).fetchall()
            for name, _sql in guards:
                connection.execute(f'DROP TRIGGER "{name}"')
            for column in sealed_columns():
                write = f'UPDATE "{column.table.name}" SET "{column.name}" = ? WHERE rowid = ?'  # noqa: S608 - our own tables
                for rowid, place, sealed in self._looking(connection, column, _COPIED):
                    try:
                        connection.execute(write, (old.moved(new, place, sealed), rowid))
                    except FieldChangedError:
                        unreadable += 1  # it stays what it is: no key opens it
            for _name, sql in guards:
                connection.execute(sql)
            connection.execute("COMMIT")
        return unreadable

    def _looking(self, connection: Any, column: Column[Any], done: int) -> Iterator[Field]:
        """Yield the fields of a column, and look now and then whether to stop."""
        for number, one in enumerate(fields(connection, column)):
            if number % _ROWS_BETWEEN_LOOKS == 0:
                self._tell(done)
            yield one

    def _finish(
        self,
        fresh: DatabaseKey,
        seals: FieldSeals,
        counting: bytes,
        finish: Callable[[OpenVault], None],
    ) -> Keyring:
        """Write what is not as it was; return the keyring as that of these very records."""
        engines = Engines(self.path, fresh)
        try:
            with explaining_sql(self.path), engines.writer.begin() as connection:
                opened = OpenVault(connection, seals)
                opened.kept_keys.keep(COUNTING, counting)
                finish(opened)
                keyring = self.keys.keyring
                if not self.vault.ages.has_older_records:  # else the key file goes on doubting
                    keyring = ages.of_one_age(opened, keyring)
                opened.state.keep_epoch(keyring.epoch)
        finally:
            engines.dispose()  # the last to close writes the journal into the database
        self._tell(_FINISHED)
        return keyring

    def _prove(
        self, fresh: DatabaseKey, seals: FieldSeals, before: dict[str, int], unreadable: int
    ) -> None:
        """Open what was made: every page, every count, every sealed field."""
        with apart(self.path, fresh) as connection:
            if damaged_pages(connection):
                raise NewKeysNotProvedError(self.vault.folder)
            after = row_counts(connection)
            is_same = after.keys() == before.keys() and all(
                after[table] == count or table in _MADE_WITH_THE_KEYS
                for table, count in before.items()
            )
            still = sum(
                not _opens(seals, place, sealed)
                for column in sealed_columns()
                for _row, place, sealed in self._looking(connection, column, _FINISHED)
            )
            has_orphans = connection.execute("PRAGMA foreign_key_check").fetchone() is not None
        if not is_same or still != unreadable or has_orphans:
            raise NewKeysNotProvedError(self.vault.folder)


def _opens(seals: FieldSeals, place: tuple[str, ...], sealed: bytes) -> bool:
    try:
        seals.open(key_named_in(sealed), place, sealed)
    except FieldChangedError:
        return False
    return True
