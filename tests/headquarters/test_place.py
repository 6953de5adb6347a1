"""A headquarters in its folder: made once, opened by passphrase or recovery code, or refused."""

import errno
import shutil
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from clinic_app.crypto.keyring import Keyring, Secrets
from clinic_app.crypto.keyring_errors import (
    KeyringDamagedError,
    KeyringError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.files.disk import Disk
from clinic_app.files.errors import (
    DiskFullError,
    FileError,
    FileUnreadableError,
    FileVanishedError,
)
from clinic_app.headquarters import place
from clinic_app.headquarters.apart import kept_apart
from clinic_app.headquarters.errors import (
    HeadquartersExistsError,
    HeadquartersMissingError,
    KeysMissingError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerForeignError,
    LedgerMissingError,
    LedgerNewerError,
    NameNotValidError,
)
from clinic_app.headquarters.ledger import sqlite_file, tables
from clinic_app.headquarters.ledger.sqlite_file import SqliteFile
from clinic_app.headquarters.ledger.values import Lines
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import draw_up
from clinic_app.messages.explaining import explain
from clinic_app.tallies.headlines import ADDED_LATER, HeadlineCount
from clinic_app.tallies.month import Month

PASSPHRASE = "a passphrase of several words"


def make(folder: Path, *, name: str = "Coalition") -> tuple[Headquarters, str]:
    return place.create(folder, name=name, passphrase=PASSPHRASE, is_training=True, cost=LEAST_COST)


def test_it_opens_again_with_the_same_keys(tmp_path: Path) -> None:
    made, _code = make(tmp_path / "hq")

    opened = place.unlock(tmp_path / "hq", PASSPHRASE)

    assert opened.name == "Coalition"
    assert opened.is_training
    assert opened.keys.opening.public == made.keys.opening.public
    assert opened.keys.signing.public == made.keys.signing.public
    assert opened.keys.packs.public == made.keys.packs.public
    assert opened.keys.signing.public != opened.keys.packs.public


def test_the_recovery_code_opens_it_in_place_of_the_passphrase(tmp_path: Path) -> None:
    made, code = make(tmp_path / "hq")

    opened = place.unlock(tmp_path / "hq", code)

    assert opened.keys.signing.public == made.keys.signing.public


def test_who_opens_with_the_code_has_it_on_paper(tmp_path: Path) -> None:
    _made, code = place.create(
        tmp_path / "hq",
        name="Coalition",
        passphrase=PASSPHRASE,
        is_training=False,
        cost=LEAST_COST,
        is_code_proved_later=True,
    )

    assert place.unlock_with_code(tmp_path / "hq", code)[1] == ""
    assert place.unlock_with_code(tmp_path / "hq", PASSPHRASE)[1] == ""
    assert place.unlock_with_code(tmp_path / "hq", code)[0].name == "Coalition"


def test_a_wrong_passphrase_or_code_is_refused(made: Headquarters, tmp_path: Path) -> None:
    _other, code = make(tmp_path / "other")

    with pytest.raises(WrongPassphraseError):
        place.unlock(made.folder, "another passphrase of words")
    with pytest.raises(WrongRecoveryCodeError):
        place.unlock(made.folder, code)


def test_no_key_and_no_passphrase_lies_in_the_folder(headquarters: Headquarters) -> None:
    written = b"".join(path.read_bytes() for path in headquarters.folder.iterdir())

    for secret in (
        PASSPHRASE.encode(),
        headquarters.keys.opening.secret,
        headquarters.keys.signing.seed,
    ):
        assert secret not in written
        assert secret.hex().encode() not in written


def test_a_second_one_is_not_made_over_the_first(headquarters: Headquarters) -> None:
    before = {path.name: path.read_bytes() for path in headquarters.folder.iterdir()}

    with pytest.raises(HeadquartersExistsError):
        make(headquarters.folder)

    assert {path.name: path.read_bytes() for path in headquarters.folder.iterdir()} == before


def test_of_two_that_are_made_at_once_in_one_folder_one_stands_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: list[Headquarters] = []

    def be_overtaken(**given: Any) -> tuple[Keyring, Secrets, str]:
        with monkeypatch.context() as alone:
            alone.setattr(Keyring, "create", create)
            first.append(make(tmp_path / "hq")[0])
        return create(**given)

    create = Keyring.create
    monkeypatch.setattr(Keyring, "create", be_overtaken)
    with pytest.raises(HeadquartersExistsError):
        make(tmp_path / "hq")

    opened = place.unlock(tmp_path / "hq", PASSPHRASE)
    assert opened.keys.signing.public == first[0].keys.signing.public


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "two\nlines"])
def test_a_name_is_one_line_of_text(tmp_path: Path, name: str) -> None:
    with pytest.raises(NameNotValidError):
        make(tmp_path / "hq", name=name)


@pytest.mark.parametrize("name", ["two\nlines", "Bos\u200bton", "Legal\xa0Aid"])
def test_a_sign_in_a_name_that_nobody_sees_is_named_and_not_its_length(name: str) -> None:
    with pytest.raises(NameNotValidError) as refused:
        place.checked_name(name)

    words = explain(refused.value)
    assert "cannot be seen" in words
    assert "200" not in words


@pytest.mark.parametrize("name", ["کلینیک می\u200cخواهم", "क्\u200dष विधि", "র\u200d্যাব আইন"])
def test_a_name_is_spelt_with_the_joiners_that_its_letters_need(tmp_path: Path, name: str) -> None:
    make(tmp_path / "hq", name=f" {name} ")

    assert place.unlock(tmp_path / "hq", PASSPHRASE).name == name


def test_a_folder_without_one_is_said_to_be_that(tmp_path: Path) -> None:
    with pytest.raises(HeadquartersMissingError):
        place.unlock(tmp_path, PASSPHRASE)


def test_where_the_system_does_not_say_what_lies_there_it_is_said(tmp_path: Path) -> None:
    folder = tmp_path / ("n" * 5000)

    assert not place.is_headquarters_in(folder)
    assert not place.is_on_server(folder)
    with pytest.raises(FileUnreadableError):
        place.unlock(folder, PASSPHRASE)
    with pytest.raises(FileError):
        make(folder)


def test_half_of_one_is_said_to_be_that(sqlite_headquarters: Headquarters) -> None:
    ledger = sqlite_headquarters.folder / "ledger.db"
    content = ledger.read_bytes()
    ledger.unlink()
    with pytest.raises(LedgerMissingError):
        place.unlock(sqlite_headquarters.folder, PASSPHRASE)

    ledger.write_bytes(content)
    (sqlite_headquarters.folder / place.KEYS_NAME).unlink()
    with pytest.raises(KeysMissingError):
        place.unlock(sqlite_headquarters.folder, PASSPHRASE)


def test_keys_and_ledger_of_two_are_not_mixed(
    sqlite_headquarters: Headquarters, tmp_path: Path
) -> None:
    make(tmp_path / "other")
    foreign = (tmp_path / "other" / "ledger.db").read_bytes()
    (sqlite_headquarters.folder / "ledger.db").write_bytes(foreign)

    with pytest.raises(LedgerForeignError):
        place.unlock(sqlite_headquarters.folder, PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_damaged_ledger_is_refused(sqlite_headquarters: Headquarters, content: bytes) -> None:
    (sqlite_headquarters.folder / "ledger.db").write_bytes(content)

    with pytest.raises(LedgerDamagedError):
        place.unlock(sqlite_headquarters.folder, PASSPHRASE)


@pytest.mark.parametrize("columns", ["version", "other"])
def test_a_database_that_is_no_ledger_is_refused(
    sqlite_headquarters: Headquarters, columns: str
) -> None:
    ledger = sqlite_headquarters.folder / "ledger.db"
    ledger.unlink()
    with closing(sqlite3.connect(ledger)) as database, database:
        database.execute(f"CREATE TABLE about ({columns})")

    with pytest.raises(LedgerDamagedError):
        place.unlock(sqlite_headquarters.folder, PASSPHRASE)


def test_a_ledger_of_a_newer_program_is_refused(sqlite_headquarters: Headquarters) -> None:
    with closing(sqlite3.connect(sqlite_headquarters.folder / "ledger.db")) as database, database:
        database.execute("UPDATE about SET version = 99")

    with pytest.raises(LedgerNewerError):
        place.unlock(sqlite_headquarters.folder, PASSPHRASE)


def test_damaged_keys_are_refused(headquarters: Headquarters) -> None:
    keys = headquarters.folder / place.KEYS_NAME
    content = keys.read_bytes()
    keys.write_bytes(content[: len(content) // 2])

    with pytest.raises(KeyringError) as caught:
        place.unlock(headquarters.folder, PASSPHRASE)
    assert not isinstance(caught.value, WrongPassphraseError)

    keys.write_bytes(content.replace(b"0", b"1"))
    with pytest.raises(KeyringDamagedError):
        place.unlock(headquarters.folder, PASSPHRASE)


def test_where_nothing_can_be_written_nothing_half_made_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(FileError):
        make(tmp_path / "file" / "hq")

    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_failed_key_file_takes_the_ledger_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:  # noqa: ARG001 - as the one it stands for
        raise DiskFullError(path)

    monkeypatch.setattr(place, "write_atomically", full)

    with pytest.raises(DiskFullError):
        make(tmp_path / "hq")

    assert list((tmp_path / "hq").iterdir()) == []


def test_a_stick_that_is_pulled_meanwhile_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(path: Path, data: bytes) -> None:  # noqa: ARG001 - as the one it stands for
        (path.parent / "ledger.db").mkdir()  # nothing can be removed by this name now
        raise FileVanishedError(path)

    monkeypatch.setattr(place, "write_atomically", pulled)

    with pytest.raises(FileVanishedError):
        make(tmp_path / "hq")


def test_a_full_disk_loses_nothing_that_was_there(sqlite_headquarters: Headquarters) -> None:
    def fill() -> None:
        with sqlite_headquarters.ledger.transaction() as opened:
            opened._connection.exec_driver_sql("PRAGMA max_page_count = 1")
            for number in range(1000):
                opened.enrolments.issue(
                    code=f"A{number}", name="x" * 500, number=f"{number:016x}", at=""
                )

    with pytest.raises(DiskFullError):
        fill()

    with sqlite_headquarters.ledger.transaction() as opened:
        assert opened.enrolments.clinics() == ()


def test_a_ledger_that_somebody_else_writes_is_busy(
    sqlite_headquarters: Headquarters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "_SETTINGS", ("PRAGMA busy_timeout = 1",))

    with sqlite_headquarters.ledger.transaction(), pytest.raises(LedgerBusyError):  # noqa: SIM117
        with sqlite_headquarters.ledger.transaction():
            pass


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (sqlite3.SQLITE_READONLY, "FolderReadOnlyError"),
        (sqlite3.SQLITE_IOERR_READ, "FileVanishedError"),
        (sqlite3.SQLITE_CANTOPEN, "FileNotWritableError"),
        (sqlite3.SQLITE_CORRUPT, "LedgerDamagedError"),
        (sqlite3.SQLITE_CONSTRAINT, "NoneType"),
    ],
)
def test_what_sqlite_refuses_has_a_name(tmp_path: Path, code: int, error: str) -> None:
    refused = sqlite3.IntegrityError("told by its code")
    refused.sqlite_errorcode = code
    (tmp_path / "ledger.db").touch()

    assert type(SqliteFile(tmp_path).refusal(refused)).__name__ == error


def test_a_ledger_that_goes_away_while_headquarters_is_open_is_said_to_be_gone(
    sqlite_headquarters: Headquarters,
) -> None:
    folder, ledger = sqlite_headquarters.folder, sqlite_headquarters.ledger
    (folder / "ledger.db").rename(folder / "elsewhere")
    with pytest.raises(LedgerMissingError), ledger.reading():
        pass
    folder.rename(folder.with_name("elsewhere"))

    with pytest.raises(FileVanishedError), ledger.reading():
        pass


def test_a_ledger_on_a_full_disk_says_so_where_sqlite_only_says_that_writing_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_disk: Disk, _descriptor: int, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "no room")

    refused = sqlite3.OperationalError("told by its code")
    refused.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    monkeypatch.setattr(Disk, "write", full)

    assert isinstance(SqliteFile(tmp_path).refusal(refused), DiskFullError)
    assert not list(tmp_path.iterdir())


def test_lines_are_read_in_any_order() -> None:
    assert Lines.read([24313, 24312, 24314], "B_2,B_1,B_2", "1,,3;0,5,;,,") == Lines(
        months=(24312, 24313, 24314), files=("B_1", "B_2", "B_2"), numbers=("0,5,", "1,,3", ",,")
    )


SAMPLES = Path(__file__).parent / "samples"


def of_version(version: int, folder: Path) -> None:
    """Put a headquarters of an older program into *folder*."""
    sample = SAMPLES / f"ledger_{version}"
    folder.mkdir()
    shutil.copy(sample / place.KEYS_NAME, folder)
    with closing(sqlite3.connect(folder / "ledger.db")) as connection:
        connection.executescript((sample / "ledger.sql").read_text(encoding="utf-8"))


@pytest.mark.parametrize("version", [1])
def test_a_ledger_of_an_older_program_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    of_version(version, tmp_path / "hq")

    for _time in range(2):
        opened = place.unlock(tmp_path / "hq", PASSPHRASE)
        report = draw_up(opened, Month(2026, 1), Month(2026, 2))

        assert report.total(HeadlineCount.HELPED) == 34
        assert kept_apart(opened) == ()
    with closing(sqlite3.connect(tmp_path / "hq" / "ledger.db")) as connection:
        assert connection.execute("SELECT version FROM about").fetchone() == (tables.VERSION,)
        held = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        told = connection.execute(
            "SELECT month, helped_net, helped_total, referrals_net, representatives_expiring_net"
            " FROM counts"
        ).fetchall()
        lines = connection.execute("SELECT month, numbers, file FROM lines").fetchall()
        bundles = dict(connection.execute("SELECT seq, sha256 FROM bundles"))
    assert not held & {"cells", "headlines"}
    assert told == [(1, 12, 12, 0, None), (2, 22, 34, 0, None)]
    assert [(month, numbers[:6], numbers[-10:]) for month, numbers, _file in lines] == [
        (1, "12,12,", ",0,0,,,,,,"),
        (2, "22,34,", ",0,0,,,,,,"),
    ]
    assert {file for _month, _numbers, file in lines} <= {
        f"BOS-1_2026-{seq:02}_{seq}_{sha256.hex()[:12]}" for seq, sha256 in bundles.items()
    }


def test_an_older_ledger_that_cannot_be_changed_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_version(1, tmp_path / "hq")
    before = (tmp_path / "hq" / "ledger.db").read_bytes()
    monkeypatch.setattr(sqlite_file, "_SETTINGS", ("PRAGMA query_only = ON",))

    with pytest.raises(FileError):
        place.unlock(tmp_path / "hq", PASSPHRASE)

    assert (tmp_path / "hq" / "ledger.db").read_bytes() == before


HEADLINES_OF_VERSION_11 = """
helped screened served_at_no_cost screenings applications_prepared referrals appearances
appearances_dhs appearances_court appearances_board advice services_at_no_cost form_i_821
i_821_initial i_821_late_initial i_821_reregistration form_i_765 form_i_912 form_i_601 form_i_131
form_g_28 form_other kyr_events kyr_attendance kyr_trained representatives_partial
representatives_full representatives_new representatives_renewed representatives_expiring
served_in_year served_in_year_at_no_cost
"""


def test_every_headline_has_its_columns_in_every_ledger() -> None:
    assert (tables.VERSION, [*HeadlineCount]) == (11, HEADLINES_OF_VERSION_11.split()), (
        "A ledger of this version has no columns for other headlines. For a new one: raise VERSION "
        "in ledger/tables.py and say there what it added, name the headline in ADDED_LATER of "
        "tallies/headlines.py, raise SCHEMA of bundles/payload.py, and name it here. Ledgers of "
        "before are given its columns when they are opened, by ledger/older.py."
    )


def test_a_ledger_of_before_a_headline_is_given_its_columns_and_says_nothing_of_it(
    headquarters: Headquarters,
) -> None:
    def columns() -> set[str]:
        with headquarters.ledger.reading() as opened:
            inspected = inspect(opened._connection)
            return {column["name"] for column in inspected.get_columns("counts")}

    whole = columns()
    with headquarters.ledger.transaction() as opened:
        for headline, side in product(ADDED_LATER, ("net", "total")):
            opened._connection.exec_driver_sql(
                f"ALTER TABLE counts DROP COLUMN {headline.value}_{side}"
            )
        opened._connection.exec_driver_sql("UPDATE about SET version = 7")
    assert len(columns()) == len(whole) - 2 * len(ADDED_LATER)

    opened_anew = place.unlock(headquarters.folder, PASSPHRASE)

    assert columns() == whole
    assert draw_up(opened_anew, Month(2026, 1), Month(2026, 1)).clinics == ()
