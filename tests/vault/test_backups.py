"""A backup is proved before it has a name, and is restored as another station."""

import errno
import itertools
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from clinic_app.crypto import share_slots
from clinic_app.crypto.keyring_errors import (
    SharesApartError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
    WrongSharesError,
)
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.files import writing
from clinic_app.files.disk import DISK
from clinic_app.files.errors import (
    DiskFullError,
    FileError,
    FileVanishedError,
    FolderReadOnlyError,
)
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Worker
from clinic_app.vault import backups, copying, restoring
from clinic_app.vault.backups import KEPT, Backup, back_up, backups_in
from clinic_app.vault.create import create_vault
from clinic_app.vault.engine import salt_in
from clinic_app.vault.errors import (
    BackupMissingError,
    BackupNotProvedError,
    DatabaseDamagedError,
    HeaderDamagedError,
    HeaderTamperedError,
    VaultExistsError,
    VaultLockedError,
    WorkStoppedError,
    WrongPairError,
)
from clinic_app.vault.opening import open_vault
from clinic_app.vault.places import is_vault_in
from clinic_app.vault.restoring import names_in_backup, newest_in, restore
from clinic_app.vault.vault import Vault

AT = datetime(2026, 11, 25, 10, 42, 3, tzinfo=UTC)
WORDS = "correct horse battery staple"
STATION = "0123456789abcdef"
STEPS = ("create", "reopen", "write", "fsync", "read_back", "replace", "fsync_folder")
REFUSALS = (
    (errno.ENOSPC, DiskFullError),
    (errno.EROFS, FolderReadOnlyError),
    (errno.ENODEV, FileVanishedError),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("made") / "clinic"
    vault, code = create_vault(
        folder,
        clinic=Clinic(name="Harbor", code="HARBOR", site="Hall", station_id=STATION),
        worker=Worker(id="a1", name="Canary Example"),
        passphrase=WORDS,
        sign_in_name="Ana",
        cost=LEAST_COST,
    )
    vault.lock()
    return folder, code


@pytest.fixture
def vault(made: tuple[Path, str], tmp_path: Path) -> Iterator[Vault]:
    folder = tmp_path / "clinic"
    shutil.copytree(made[0], folder)
    opened = open_vault(folder, WORDS, "Ana")
    yield opened
    opened.lock()


@pytest.fixture
def backup(vault: Vault, tmp_path: Path) -> Backup:
    return back_up(vault, tmp_path / "stick", AT)


def add(vault: Vault, worker_id: str) -> None:
    with vault.transaction() as opened:
        opened.workers.add(Worker(id=worker_id, name=worker_id))


def workers_of(vault: Vault) -> set[str]:
    with vault.reading() as opened:
        return {worker.id for worker in opened.workers.all()}


def refuse_at(monkeypatch: pytest.MonkeyPatch, number: int, code: int) -> list[str]:
    """Let the disk refuse its step *number*, counted from 1, and every one after it."""
    taken: list[str] = []

    def refusing(name: str) -> Callable[..., object]:
        whole = getattr(DISK, name)

        def step(*arguments: object) -> object:
            taken.append(name)
            if len(taken) >= number:
                raise OSError(code, "refused")
            return whole(*arguments)

        return step

    for name in STEPS:
        monkeypatch.setattr(DISK, name, refusing(name))
    return taken


def test_a_backup_is_whole_and_sealed_like_the_vault(vault: Vault, backup: Backup) -> None:
    assert [path.name for path in sorted(backup.folder.iterdir())] == [
        "backup.db",
        "backup.vault.json",
    ]
    assert backups_in(backup.folder.parent) == (backup,)
    assert backup.size_bytes > 0
    assert salt_in(backup.folder / "backup.db") == salt_in(vault.folder / "clinic.db")
    assert b"Canary" not in (backup.folder / "backup.db").read_bytes()
    assert not is_vault_in(backup.folder)


def test_what_is_restored_is_what_was_backed_up_as_another_station(
    vault: Vault, backup: Backup, tmp_path: Path
) -> None:
    add(vault, "later")

    restored = restore(backup.folder, tmp_path / "new", WORDS, "Ana")

    assert workers_of(restored) == {"a1"}
    assert workers_of(vault) == {"a1", "later"}
    with restored.reading() as opened:
        station = opened.clinic.get().station_id
    restored.lock()
    assert station != STATION
    assert len(station) == len(STATION)
    open_vault(tmp_path / "new", WORDS, "Ana").lock()


def test_the_recovery_code_opens_a_backup_too(
    made: tuple[Path, str], backup: Backup, tmp_path: Path
) -> None:
    restored = restoring.restore_by_recovery_code(backup.folder, tmp_path / "new", made[1])

    assert workers_of(restored) == {"a1"}
    restored.lock()


def test_two_shares_open_a_backup_that_knows_them(vault: Vault, tmp_path: Path) -> None:
    before = back_up(vault, tmp_path / "b", AT)
    first, second, third = vault.rewrap(share_slots.added)
    backup = back_up(vault, tmp_path / "b", AT + timedelta(days=1))

    with pytest.raises(WrongSharesError):
        restoring.restore_by_shares(before.folder, tmp_path / "new", (first, third))
    with pytest.raises(SharesApartError):
        restoring.restore_by_shares(backup.folder, tmp_path / "new", (second, second))
    assert not (tmp_path / "new").exists()
    restored = restoring.restore_by_shares(backup.folder, tmp_path / "new", (first, third))

    assert workers_of(restored) == {"a1"}
    restored.lock()


def test_seven_are_kept_and_the_oldest_go(vault: Vault, tmp_path: Path) -> None:
    made = [back_up(vault, tmp_path / "b", AT + timedelta(days=day)) for day in range(KEPT + 2)]

    assert [one.at for one in backups_in(tmp_path / "b")] == [one.at for one in made[:1:-1]]
    assert len(list((tmp_path / "b").iterdir())) == KEPT


def test_two_in_one_second_have_two_names(vault: Vault, tmp_path: Path) -> None:
    first, second = (back_up(vault, tmp_path / "b", AT) for _time in range(2))

    assert backups_in(tmp_path / "b") == (second, first)


@pytest.mark.parametrize("name", ["2026-13-45_101010", "0000-01-01_000000"])
def test_a_folder_that_is_called_after_no_moment_is_no_backup(
    vault: Vault, tmp_path: Path, name: str
) -> None:
    whole = back_up(vault, tmp_path / "b", AT)
    shutil.copytree(whole.folder, tmp_path / "b" / name)

    assert backups_in(tmp_path / "b") == (whole,)


def test_where_the_system_does_not_say_what_lies_there_nothing_does() -> None:
    assert backups_in(Path("n" * 5000)) == ()


def test_one_that_was_never_finished_is_no_backup_and_goes(vault: Vault, tmp_path: Path) -> None:
    half = tmp_path / "b" / "2026-11-24_101010.part"
    half.mkdir(parents=True)
    (half / "backup.db").write_bytes(b"half")
    (tmp_path / "b" / "letters").mkdir()
    assert backups_in(tmp_path / "b") == ()

    back_up(vault, tmp_path / "b", AT)

    assert {path.name for path in (tmp_path / "b").iterdir()} == {"letters", "2026-11-25_104203"}


@pytest.mark.parametrize(("code", "refusal"), REFUSALS)
def test_a_disk_that_refuses_at_any_step_leaves_the_backups_that_were_there(
    vault: Vault, tmp_path: Path, code: int, refusal: type[FileError]
) -> None:
    before = back_up(vault, tmp_path / "b", AT)
    kept = (before.folder / "backup.db").read_bytes()
    number, is_done = 0, False
    while not is_done:
        number += 1
        with pytest.MonkeyPatch.context() as patched:
            steps = refuse_at(patched, number, code)
            try:
                back_up(vault, tmp_path / "b", AT + timedelta(minutes=number))
                is_done = True
            except refusal:
                # The last step of all syncs the folder: what it names is whole already.
                is_last = steps.count("replace") == 2 and "fsync_folder" in steps[-1:]
                assert is_last or backups_in(tmp_path / "b") == (before,)
        assert (before.folder / "backup.db").read_bytes() == kept

    assert number > len(STEPS)


def test_a_disk_that_refuses_while_restoring_leaves_nothing_and_the_backup(
    backup: Backup, tmp_path: Path
) -> None:
    code, refusal = REFUSALS[2]
    kept = (backup.folder / "backup.db").read_bytes()
    number, is_done = 0, False
    while not is_done:
        number += 1
        with pytest.MonkeyPatch.context() as patched:
            refuse_at(patched, number, code)
            try:
                restore(backup.folder, tmp_path / str(number), WORDS, "Ana").lock()
                is_done = True
            except refusal:
                assert not (tmp_path / str(number)).exists()
        assert (backup.folder / "backup.db").read_bytes() == kept

    assert is_vault_in(tmp_path / str(number))
    assert number > len(STEPS)


def test_a_full_disk_under_the_copy_itself_is_said(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise DiskFullError(tmp_path)

    monkeypatch.setattr(copying, "copy", full)

    with pytest.raises(DiskFullError):
        back_up(vault, tmp_path / "b", AT)

    assert list((tmp_path / "b").iterdir()) == []


def test_work_goes_on_while_a_backup_is_made(vault: Vault, tmp_path: Path) -> None:
    asked: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        if not asked:
            add(vault, "meanwhile")
        asked.append((done, total))
        return False

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writing, "_PIECE_BYTES", 4096)
        backup = back_up(vault, tmp_path / "b", AT, progress=progress)

    assert len(asked) > 1
    assert all(0 <= done <= total for done, total in asked)
    restored = restore(backup.folder, tmp_path / "new", WORDS, "Ana")
    assert workers_of(restored) <= workers_of(vault)
    restored.lock()


def test_whatever_is_saved_while_the_file_is_copied_no_page_of_it_changes(
    vault: Vault, tmp_path: Path
) -> None:
    for number in range(40):
        add(vault, f"before {number}")
    numbers = itertools.count()
    brought_in: list[int] = []

    def progress(done: int, total: int) -> bool:
        add(vault, f"meanwhile {next(numbers)}")
        if done < total:
            assert vault._using is not None
            with vault._using.engines.reader.connect() as connection:
                row = connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").one()
            brought_in.append(row[2])
        return False

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writing, "_PIECE_BYTES", 4096)
        backup = back_up(vault, tmp_path / "b", AT, progress=progress)

    restored = restore(backup.folder, tmp_path / "new", WORDS, "Ana")
    kept = workers_of(restored)
    restored.lock()
    assert len(brought_in) > 20
    assert set(brought_in) == {0}
    assert kept == {"a1", *(f"before {number}" for number in range(40))}
    assert len(workers_of(vault)) == len(kept) + next(numbers)


def test_who_reads_for_long_does_not_keep_a_backup_from_being_made(
    vault: Vault, tmp_path: Path
) -> None:
    with vault.reading() as opened:
        opened.workers.all()
        add(vault, "meanwhile")  # lies beside the file for as long as somebody reads what was
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(copying, "copy_opened", None)
            backup = back_up(vault, tmp_path / "b", AT)

    restored = restore(backup.folder, tmp_path / "new", WORDS, "Ana")
    assert workers_of(restored) == {"a1", "meanwhile"}
    restored.lock()


def test_where_nothing_can_be_brought_into_the_file_a_backup_is_made_all_the_same(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Refusing:
        def __init__(self, connection: Any) -> None:
            self._connection = connection

        def execute(self, statement: str) -> Any:
            asked.append(statement)
            if "checkpoint" in statement:
                raise dbapi2.OperationalError("database or disk is full")
            return self._connection.execute(statement)

    whole = copying.stands_still
    monkeypatch.setattr(copying, "stands_still", lambda one, at: whole(Refusing(one), at))
    add(vault, "before")

    backup = back_up(vault, tmp_path / "b", AT)

    assert asked[-1] == "PRAGMA busy_timeout = 5000"
    restored = restore(backup.folder, tmp_path / "new", WORDS, "Ana")
    assert workers_of(restored) == {"a1", "before"}
    restored.lock()


@pytest.mark.skipif(sys.platform != "linux", reason="of all systems only Linux lists every lock")
def test_a_backup_leaves_the_locks_of_the_open_database_alone(vault: Vault, tmp_path: Path) -> None:
    def locks() -> list[str]:
        number = (vault.folder / "clinic.db").stat().st_ino
        lines = Path("/proc/locks").read_text().splitlines()
        return sorted(line.split(":", 1)[1] for line in lines if f":{number} " in line)

    add(vault, "before")
    before = locks()

    back_up(vault, tmp_path / "b", AT)

    assert before
    assert locks() == before


@pytest.mark.parametrize("looks", [1, 3, 1_000])
def test_whoever_does_not_want_to_wait_leaves_nothing_behind(
    vault: Vault, tmp_path: Path, looks: int
) -> None:
    count = 0

    def stop(_done: int, _total: int) -> bool:
        nonlocal count
        count += 1
        return count >= looks

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writing, "_PIECE_BYTES", 4096 if looks < 100 else 10**9)
        if looks > 100:
            count = looks  # only after the copy is anybody asked
        with pytest.raises(WorkStoppedError):
            back_up(vault, tmp_path / "b", AT, progress=stop)

    assert list((tmp_path / "b").iterdir()) == []


def test_a_lock_stops_a_backup(vault: Vault, tmp_path: Path) -> None:
    def lock(_done: int, _total: int) -> bool:
        vault.lock()
        return False

    with pytest.raises(WorkStoppedError):
        back_up(vault, tmp_path / "b", AT, progress=lock)

    assert list((tmp_path / "b").iterdir()) == []
    with pytest.raises(VaultLockedError):
        back_up(vault, tmp_path / "b", AT)
    open_vault(vault.folder, WORDS, "Ana").lock()  # nothing holds it any more


def test_stopping_a_restore_leaves_nothing_behind(backup: Backup, tmp_path: Path) -> None:
    with pytest.raises(WorkStoppedError):
        restore(backup.folder, tmp_path / "new", WORDS, "Ana", progress=lambda _d, _t: True)

    assert not (tmp_path / "new").exists()


def test_a_copy_that_reads_differently_is_thrown_away(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter([("page 2",), ()])  # of the copy, of the records
    monkeypatch.setattr(backups, "damaged_pages", lambda _connection: next(found))

    with pytest.raises(BackupNotProvedError):
        back_up(vault, tmp_path / "b", AT)

    assert list((tmp_path / "b").iterdir()) == []


def test_damaged_records_push_no_whole_backup_out(vault: Vault, tmp_path: Path) -> None:
    whole = back_up(vault, tmp_path / "b", AT)
    with vault.transaction() as opened:
        opened._connection.exec_driver_sql("CREATE TABLE room (filling BLOB)")
        opened._connection.exec_driver_sql("INSERT INTO room VALUES (zeroblob(40000))")
    with vault.transaction() as opened:
        opened._connection.exec_driver_sql("DROP TABLE room")  # its pages are in no use now
    vault.lock()
    flip(vault.folder / "clinic.db", (vault.folder / "clinic.db").stat().st_size - 4096 + 700)
    reopened = open_vault(vault.folder, WORDS, "Ana")

    with pytest.raises(DatabaseDamagedError):
        back_up(reopened, tmp_path / "b", AT + timedelta(days=1))

    reopened.lock()
    assert backups_in(tmp_path / "b") == (whole,)


def test_rows_that_are_missing_in_the_copy_are_noticed(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = iter([{"workers": 5}, {"workers": 6}, {"workers": 4}])
    monkeypatch.setattr(backups, "row_counts", lambda _connection: next(counts))

    with pytest.raises(BackupNotProvedError):
        back_up(vault, tmp_path / "b", AT)


def test_records_are_never_restored_over_others(
    vault: Vault, backup: Backup, tmp_path: Path
) -> None:
    with pytest.raises(VaultExistsError):
        restore(backup.folder, vault.folder, WORDS, "Ana")

    assert workers_of(vault) == {"a1"}
    assert not (tmp_path / "new").exists()


def test_a_wrong_passphrase_or_code_restores_nothing(backup: Backup, tmp_path: Path) -> None:
    _vault, other_code = create_vault(
        tmp_path / "other",
        clinic=Clinic(name="O", code="OTHER", site="H", station_id=STATION),
        worker=Worker(id="b", name="B"),
        passphrase=WORDS,
        sign_in_name="Bo",
        cost=LEAST_COST,
    )
    _vault.lock()

    with pytest.raises(WrongPassphraseError):
        restore(backup.folder, tmp_path / "new", "wrong", "Ana")
    with pytest.raises(WrongRecoveryCodeError):
        restoring.restore_by_recovery_code(backup.folder, tmp_path / "new", other_code)

    assert not (tmp_path / "new").exists()


def test_a_damaged_page_of_a_backup_is_noticed_before_anything_is_restored(
    backup: Backup, tmp_path: Path
) -> None:
    flip(backup.folder / "backup.db", 4096 * 3 + 700)

    with pytest.raises(DatabaseDamagedError) as raised:
        restore(backup.folder, tmp_path / "new", WORDS, "Ana")

    assert raised.value.folder == backup.folder
    assert not (tmp_path / "new").exists()


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_damaged_key_file_of_a_backup_is_noticed(backup: Backup, tmp_path: Path) -> None:
    flip(backup.folder / "backup.vault.json", 60)

    with pytest.raises((HeaderDamagedError, HeaderTamperedError)):
        restore(backup.folder, tmp_path / "new", WORDS, "Ana")
    with pytest.raises(HeaderDamagedError):
        names_in_backup(backup.folder)


def test_files_of_two_backups_do_not_belong_together(backup: Backup, tmp_path: Path) -> None:
    flip(backup.folder / "backup.db", 3)  # the salt of another vault

    with pytest.raises(WrongPairError):
        restore(backup.folder, tmp_path / "new", WORDS, "Ana")


def test_the_newest_is_found_from_wherever_somebody_points(vault: Vault, tmp_path: Path) -> None:
    older = back_up(vault, vault.folder / "backups", AT)
    newer = back_up(vault, vault.folder / "backups", AT + timedelta(days=1))

    assert newest_in(older.folder) == older.folder
    assert newest_in(vault.folder / "backups") == newer.folder
    assert newest_in(vault.folder) == newer.folder
    assert names_in_backup(newer.folder) == ("Ana",)
    for nothing in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BackupMissingError):
            newest_in(nothing)
    with pytest.raises(BackupMissingError):
        names_in_backup(tmp_path)
