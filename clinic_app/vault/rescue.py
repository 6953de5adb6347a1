"""Saving what can still be read of a damaged database into a new vault, and saying what cannot.

Each row is read by itself where a whole table cannot be read, so one damaged page takes the rows
that lie in it and no other. A connection that met a damaged page is thrown away: SQLCipher lets
it read nothing more. Rows that hang on a lost one are lost with it, and are listed too.
"""

import secrets as randomness
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clinic_app import clock
from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring import Keyring
from clinic_app.files.reading import size_of
from clinic_app.files.writing import make_folder, remove_folder, rename
from clinic_app.records.audit import About, Act, Entry
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Worker
from clinic_app.vault import ages, gone_list, header_file, places
from clinic_app.vault.create import give_up
from clinic_app.vault.engine import DatabaseKey, Engines, apart, explaining_sql
from clinic_app.vault.errors import DatabaseDamagedError, WorkStoppedError
from clinic_app.vault.lock import VaultLock
from clinic_app.vault.migrations.upgrading import upgrade
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.orphans import Lost, drop_orphans, stand_in, tables_to_fill
from clinic_app.vault.progress import Progress, never
from clinic_app.vault.restoring import STATION_ID_BYTES
from clinic_app.vault.vault import Vault
from clinic_app.vault.zeros import refuse_after_damage

_LEAST_ROW_BYTES = 64
_ROWS_BETWEEN_QUESTIONS = 200
_MOST_FAILURES = 1_000
"""After so many rows that cannot be read, the rest of a table is given up."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """A new vault.

    Attributes:
        folder: Where it lies, locked.
        rows: How many were saved.
        lost: What was not.
    """

    folder: Path
    rows: int
    lost: tuple[Lost, ...]


def rescue(
    vault: Vault, folder: Path, clinic: Clinic, worker: Worker, *, progress: Progress = never
) -> Rescued:
    """Make a vault in *folder* out of what can be read of *vault*, under a new station id.

    Args:
        vault: Stays as it is, and open.
        folder: Need not exist; holds no vault.
        clinic: As it was read when the vault was opened: kept even where its page is damaged.
        worker: Likewise; who rescues.
        progress: Is told which part is read and of how many, and asked whether to stop.

    Raises:
        WorkStoppedError: *progress* said so, or the vault was locked; nothing is left.
        VaultExistsError: *folder* holds a vault already.
        DatabaseDamagedError: Not even the list of tables can be read: a backup is the way out.
        VaultLockedError: The vault was locked.
        FileError: The disk refused; nothing is left in *folder*.
    """
    places.refuse_unsafe(folder)
    places.refuse_existing(folder)
    with ExitStack() as undoing, vault.as_a_whole() as (database, key, keyring, secrets):
        if make_folder(folder):
            undoing.callback(remove_folder, folder)
        lock = VaultLock(folder)
        undoing.callback(lock.release_for_good)
        places.refuse_existing(folder)
        undoing.callback(give_up, folder)
        places.clear_unfinished(folder)
        path = folder / places.UNFINISHED_NAME
        seals = FieldSeals.of(secrets, keyring.id)
        _make_almost_empty(path, key, seals, clinic, worker)
        asking = _Asking(vault, folder, progress)
        rows, lost = _fill(path, _Reader(database, key), key, asking)
        gone_list.carry(folder, (vault.folder,), seals)
        header_file.write(folder, _settled(path, key, seals, keyring, worker), secrets)
        rename(path, folder / places.DATABASE_NAME)
        undoing.pop_all()
    lock.release()
    return Rescued(folder, rows, lost)


class _Asking:
    """Asks between two pieces of work whether somebody wants to stop."""

    def __init__(self, vault: Vault, folder: Path, progress: Progress) -> None:
        self._vault = vault
        self._folder = folder
        self._progress = progress
        self._seen = (0, 1)

    def come_to(self, done: int, total: int) -> None:
        """Tell how far it is, and ask.

        Raises:
            WorkStoppedError: Whoever asked for it does not want to wait.
        """
        self._seen = (done, total)
        self.ask()

    def ask(self) -> None:
        """Ask.

        Raises:
            WorkStoppedError: Whoever asked for it does not want to wait.
        """
        if self._progress(*self._seen) or self._vault.is_locked:
            raise WorkStoppedError(self._folder)


class _Reader:
    """Reads a damaged database; each read that meets a damaged page ends its connection."""

    def __init__(self, database: Path, key: DatabaseKey) -> None:
        self.database = database
        self._key = key

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query.

        Raises:
            DatabaseDamagedError: One of the pages is damaged.
        """
        with apart(self.database, self._key) as connection:
            connection.execute("BEGIN")
            found: list[tuple[Any, ...]] = connection.execute(query, values).fetchall()
            refuse_after_damage(connection)
            return found

    def rows_before_damage(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query as far as they can be read."""
        found: list[tuple[Any, ...]] = []
        try:
            with apart(self.database, self._key) as connection:
                connection.execute("BEGIN")
                found.extend(connection.execute(query))
                refuse_after_damage(connection)
        except DatabaseDamagedError:
            return found[:-1]  # the last one may end on the damaged page
        return found


def _make_almost_empty(
    path: Path, key: DatabaseKey, seals: FieldSeals, clinic: Clinic, worker: Worker
) -> None:
    """Make the tables, with what is known without the damaged file."""
    engines = Engines(path, key, is_new=True)
    try:
        with explaining_sql(path), engines.writer.begin() as connection:
            upgrade(connection, seals)
            opened = OpenVault(connection, seals)
            opened.clinic.save(clinic)
            opened.workers.add(worker)
    finally:
        engines.dispose()


def _fill(
    path: Path, reader: _Reader, key: DatabaseKey, asking: _Asking
) -> tuple[int, tuple[Lost, ...]]:
    """Copy each table without its guards, which would refuse what is finished; put them back."""
    lost: list[Lost] = []
    with apart(path, key) as target:
        target.execute("PRAGMA query_only = OFF")
        target.execute("PRAGMA foreign_keys = OFF")
        target.execute("BEGIN IMMEDIATE")
        guards = target.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = guards.fetchall()
        for name, _sql in kept:
            target.execute(f'DROP TRIGGER "{name}"')
        tables = tables_to_fill(target)
        for done, (table, columns, has_rowid) in enumerate(tables):
            asking.come_to(done, len(tables))
            found = _readable(reader, table, columns, lost, has_rowid=has_rowid)
            for number, row in enumerate(found):
                if number % _ROWS_BETWEEN_QUESTIONS == 0:
                    asking.ask()
                marks = ", ".join("?" * len(row))
                target.execute(f'INSERT OR REPLACE INTO "{table}" VALUES ({marks})', row)  # noqa: S608 - ours
        stand_in(target)
        lost += drop_orphans(target)
        target.execute("INSERT INTO client_words(client_words) VALUES ('rebuild')")
        for _name, sql in kept:
            target.execute(sql)
        rows = sum(_count(target, table) for table, _columns, _has_rowid in tables)
        target.execute("COMMIT")
    return rows, tuple(lost)


def _readable(
    reader: _Reader, table: str, columns: str, lost: list[Lost], *, has_rowid: bool
) -> Iterator[tuple[Any, ...]]:
    query = f'SELECT {columns} FROM "{table}"'  # noqa: S608 - our own tables
    try:
        yield from reader.rows(query)
    except DatabaseDamagedError:
        if has_rowid:
            yield from _one_by_one(reader, table, query, lost)
        else:
            yield from _from_both_ends(reader, table, query, lost)


def _one_by_one(
    reader: _Reader, table: str, query: str, lost: list[Lost]
) -> Iterator[tuple[Any, ...]]:
    """Halve what cannot be read until single rows are left."""
    waiting = [(1, _highest(reader, table))]
    failures = 0
    while waiting:
        first, last = waiting.pop()
        try:
            yield from reader.rows(f"{query} WHERE rowid BETWEEN ? AND ?", first, last)
            continue
        except DatabaseDamagedError:
            failures += 1
        if first == last or failures > _MOST_FAILURES:
            _note(lost, table, first, last)
        else:
            middle = (first + last) // 2
            waiting += [(middle + 1, last), (first, middle)]


def _highest(reader: _Reader, table: str) -> int:
    try:
        ((highest,),) = reader.rows(f'SELECT max(rowid) FROM "{table}"')  # noqa: S608 - ours
    except DatabaseDamagedError:
        return max(1, (size_of(reader.database) or 0) // _LEAST_ROW_BYTES)
    return int(highest or 1)


def _from_both_ends(
    reader: _Reader, table: str, query: str, lost: list[Lost]
) -> Iterator[tuple[Any, ...]]:
    """Read up to the first damaged page, and from the last one on."""
    before = reader.rows_before_damage(f"{query} ORDER BY 1, 2")
    after = reader.rows_before_damage(f"{query} ORDER BY 1 DESC, 2 DESC")
    lost.append(Lost(table, 0, 0, 0))
    yield from dict.fromkeys((*before, *reversed(after)))


def _note(lost: list[Lost], table: str, first: int, last: int) -> None:
    """List rows that are lost, as one stretch where they follow each other."""
    if lost and lost[-1].table == table and lost[-1].last == first - 1:
        stretch = lost.pop()
        first = stretch.first
    lost.append(Lost(table, first, last, last - first + 1))


def _count(target: Any, table: str) -> int:
    return int(target.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - ours


def _settled(
    path: Path, key: DatabaseKey, seals: FieldSeals, keyring: Keyring, worker: Worker
) -> Keyring:
    """Make it another station, write its journal into it, and return its keyring."""
    engines = Engines(path, key)
    try:
        with explaining_sql(path), engines.writer.begin() as connection:
            opened = OpenVault(connection, seals)
            station_id = randomness.token_hex(STATION_ID_BYTES)
            opened.clinic.save(replace(opened.clinic.get(), station_id=station_id))
            at = clock.now()
            opened.audit.add(Entry(at=at, worker_id=worker.id, act=Act.RESCUED, about=About.VAULT))
            return ages.of_one_age(opened, keyring)
    finally:
        engines.dispose()
