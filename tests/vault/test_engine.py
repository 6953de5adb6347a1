"""Every connection is encrypted, set up as designed, and fails in our own words."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from clinic_app.errors import ClinicError
from clinic_app.files.disk import Disk
from clinic_app.files.errors import (
    DiskFullError,
    FileMissingError,
    FileNotWritableError,
    FileVanishedError,
    FolderReadOnlyError,
)
from clinic_app.vault import engine as engine_module
from clinic_app.vault.engine import DatabaseKey, Engines, check_encrypted, explaining_sql
from clinic_app.vault.errors import (
    DatabaseDamagedError,
    EncryptionMissingError,
    VaultInUseError,
)

KEY = DatabaseKey(bytes(range(32)), bytes(range(16)))


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[Engines]:
    engines = Engines(tmp_path / "clinic.db", KEY, is_new=True)
    with engines.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    yield engines
    engines.dispose()


@pytest.mark.parametrize("name", ["writer", "reader"])
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("cipher_status", "1"),
        ("cipher_page_size", "4096"),
        ("cipher_hmac_algorithm", "HMAC_SHA512"),
        ("cipher_use_hmac", "1"),
        ("cipher_memory_security", "0"),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("temp_store", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("cache_size", -32768),
        ("mmap_size", 0),
    ],
)
def test_each_connection_has_the_settings_of_the_design(
    engines: Engines, name: str, setting: str, value: object
) -> None:
    with getattr(engines, name).connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {setting}").scalar_one() == value


def test_the_salt_of_the_key_is_the_salt_of_the_file(engines: Engines) -> None:
    engines.dispose()

    assert engines.path.read_bytes()[:16] == KEY.salt


def test_a_key_is_spelled_in_full_and_never_printed() -> None:
    assert KEY.spelled() == f"x'{bytes(range(32)).hex()}{bytes(range(16)).hex()}'"
    assert KEY.key.hex() not in repr(KEY)
    assert repr(KEY.key) not in repr(KEY)


def test_the_writer_takes_the_lock_when_it_begins(engines: Engines) -> None:
    other = Engines(engines.path, KEY)
    with engines.writer.begin(), other.writer.connect() as waiting:
        waiting.connection.cursor().execute("PRAGMA busy_timeout = 0")

        with pytest.raises(VaultInUseError), explaining_sql(engines.path):
            waiting.begin()

    other.dispose()


def test_a_new_database_is_made_only_where_it_is_asked_for(tmp_path: Path) -> None:
    engines = Engines(tmp_path / "clinic.db", KEY)

    with pytest.raises(FileNotWritableError):
        engines.writer.connect()

    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_key_is_not_opened(engines: Engines) -> None:
    other = Engines(engines.path, DatabaseKey(bytes(32), KEY.salt))

    with pytest.raises(DatabaseDamagedError) as caught:
        other.writer.connect()

    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_plain_database_is_refused_whatever_its_key(tmp_path: Path) -> None:
    path = tmp_path / "clinic.db"
    plain = dbapi2.connect(str(path))
    plain.execute("CREATE TABLE t (x)")
    plain.close()

    with pytest.raises(EncryptionMissingError):
        check_encrypted(path)
    with pytest.raises(DatabaseDamagedError):
        Engines(path, KEY).writer.connect()


def test_an_empty_or_missing_file_is_not_taken_for_encrypted(tmp_path: Path) -> None:
    (tmp_path / "clinic.db").touch()

    with pytest.raises(EncryptionMissingError):
        check_encrypted(tmp_path / "clinic.db")
    with pytest.raises(FileMissingError):
        check_encrypted(tmp_path / "gone.db")


def test_a_connection_that_cannot_prove_itself_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaky = tuple(s.replace("MEMORY", "FILE") for s in engine_module._SETTINGS)
    monkeypatch.setattr(engine_module, "_SETTINGS", leaky)
    engines = Engines(tmp_path / "clinic.db", KEY, is_new=True)

    with pytest.raises(EncryptionMissingError):
        engines.writer.connect()


def test_apple_disks_are_told_to_sync_for_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    engines = Engines(tmp_path / "clinic.db", KEY, is_new=True)

    with engines.writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA fullfsync").scalar_one() == 1
        assert connection.exec_driver_sql("PRAGMA checkpoint_fullfsync").scalar_one() == 1
    engines.dispose()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (dbapi2.SQLITE_CORRUPT, DatabaseDamagedError),
        (dbapi2.SQLITE_NOTADB, DatabaseDamagedError),
        (dbapi2.SQLITE_FULL, DiskFullError),
        (dbapi2.SQLITE_READONLY, FolderReadOnlyError),
        (dbapi2.SQLITE_READONLY | 4 << 8, FolderReadOnlyError),
        (dbapi2.SQLITE_IOERR | 3 << 8, FileVanishedError),
        (dbapi2.SQLITE_BUSY, VaultInUseError),
        (dbapi2.SQLITE_LOCKED, VaultInUseError),
        (dbapi2.SQLITE_CANTOPEN, FileNotWritableError),
    ],
)
def test_what_sqlite_refuses_becomes_an_error_of_ours(
    tmp_path: Path, code: int, kind: type[ClinicError]
) -> None:
    with pytest.raises(kind), explaining_sql(tmp_path / "clinic.db"):
        raise refused(code)


def test_a_write_that_failed_for_want_of_room_is_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is where the shared index cannot grow, or where a quota is used up."""

    def full(_disk: Disk, _descriptor: int, _data: bytes) -> None:
        raise OSError(errno.EDQUOT, "no room")

    monkeypatch.setattr(Disk, "write", full)
    with pytest.raises(DiskFullError), explaining_sql(tmp_path / "clinic.db"):
        raise refused(dbapi2.SQLITE_IOERR | 19 << 8)
    assert not list(tmp_path.iterdir())


def test_a_write_that_failed_on_a_disk_with_room_leaves_nothing_beside(tmp_path: Path) -> None:
    with pytest.raises(FileVanishedError), explaining_sql(tmp_path / "clinic.db"):
        raise refused(dbapi2.SQLITE_IOERR | 4 << 8)
    assert not list(tmp_path.iterdir())


def test_a_write_that_failed_on_a_stick_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileVanishedError), explaining_sql(tmp_path / "gone" / "clinic.db"):
        raise refused(dbapi2.SQLITE_IOERR | 3 << 8)


@pytest.mark.parametrize("code", [dbapi2.SQLITE_ERROR, dbapi2.SQLITE_CONSTRAINT, None])
def test_a_mistake_of_ours_stays_a_mistake(tmp_path: Path, code: int | None) -> None:
    with pytest.raises(dbapi2.Error), explaining_sql(tmp_path / "clinic.db"):
        raise refused(code)


def refused(code: int | None) -> Exception:
    error = dbapi2.OperationalError("no")
    if code is not None:
        error.sqlite_errorcode = code
    assert isinstance(error, Exception)
    return error


def test_what_a_statement_was_given_is_not_in_the_error(engines: Engines) -> None:
    with pytest.raises(DBAPIError) as caught, engines.writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("Canary-7f3a",))

    assert "Canary-7f3a" not in str(caught.value)
