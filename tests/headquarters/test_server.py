"""A ledger on PostgreSQL: made once, shared by several people, and gone in the middle."""

import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from traceback import format_exception
from typing import Protocol

import pytest
from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import NullPool

from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import address, collecting, enrolling, place
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.encoding_errors import LedgerEncodingError
from clinic_app.headquarters.errors import (
    KeysMissingError,
    LedgerAddressError,
    LedgerBusyError,
    LedgerForeignError,
    LedgerNewerError,
    LedgerNotThereError,
    LedgerPlaceError,
    LedgerServerRefusesError,
    LedgerTakenError,
    LedgerUnreachableError,
)
from clinic_app.headquarters.ledger import ledger as ledger_door
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.server import PostgresServer, encrypted
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PASSPHRASE = "a passphrase of several words"


class Clinic(Protocol):
    def close(self, **totals: int) -> SealedFile: ...

    def answer(self) -> bytes: ...


Enrol = Callable[[str], Clinic]
Fresh = Callable[[], Headquarters]


def make(folder: Path, url: str, show: Callable[[str], None] = lambda _code: None) -> Headquarters:
    made, _code = place.create(
        folder,
        name="Coalition",
        passphrase=PASSPHRASE,
        is_training=False,
        cost=LEAST_COST,
        database=url,
        show=show,
    )
    return made


def helped(headquarters: Headquarters) -> int | None:
    report = draw_up(headquarters, Month(2026, 1), Month(2026, 12))
    return report.total(HeadlineCount.HELPED)


@pytest.fixture
def headquarters(fresh_postgresql: Fresh) -> Headquarters:
    return fresh_postgresql()


HERE = "postgresql+psycopg://clinic@"
ELSEWHERE = "postgresql+psycopg://clinic:p%40ss%2Fword@db.example.org:5433/counts"


@pytest.mark.parametrize(
    "url",
    [
        f"{HERE}/counts",
        f"{HERE}/counts?host=/run/postgresql",
        f"{HERE}localhost/counts",
        f"{HERE}127.0.0.1:5433/counts",
        f"{HERE}[::1]/counts",
        f"{ELSEWHERE}?sslmode=prefer",
        f"{ELSEWHERE}?sslmode=verify-full&sslrootcert=system",
    ],
)
def test_an_address_of_this_computer_or_that_says_how_to_encrypt_stays_as_it_is(url: str) -> None:
    assert encrypted(url) == url


@pytest.mark.parametrize(
    "url",
    [
        ELSEWHERE,
        f"{HERE}/counts?host=db.example.org",
        f"{HERE}/counts?host=localhost&host=db.example.org",
        f"{HERE}/counts?hostaddr=203.0.113.7",
    ],
)
def test_a_server_elsewhere_encrypts_or_is_not_spoken_to(url: str) -> None:
    before, after = make_url(url), make_url(encrypted(url))

    assert after.query["sslmode"] == "require"
    assert after.difference_update_query(["sslmode"]) == before


@pytest.fixture
def encoded(postgres: Path) -> Callable[[str], str]:
    """Make an empty database of an encoding; the URL of it."""
    url = f"postgresql+psycopg://clinic@/postgres?host={postgres}"

    def make(encoding: str) -> str:
        name = f"in_{encoding.lower()}"
        engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            words = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'"
            connection.exec_driver_sql(f"{words} LC_COLLATE 'C' LC_CTYPE 'C'")
        return url.replace("/postgres?", f"/{name}?")

    return make


def test_a_database_that_would_refuse_a_clinics_name_is_refused_before_the_code_is_shown(
    tmp_path: Path, encoded: Callable[[str], str]
) -> None:
    shown: list[str] = []

    with pytest.raises(LedgerEncodingError):
        make(tmp_path / "hq", encoded("LATIN1"), shown.append)

    assert shown == []
    assert not any((tmp_path / "hq").iterdir())


def test_a_database_that_looks_at_no_letters_keeps_every_name(
    tmp_path: Path, encoded: Callable[[str], str]
) -> None:
    made = make(tmp_path / "hq", encoded("SQL_ASCII"))
    name = "\u0645\u0631\u0643\u0632 \u6c49"

    enrolling.issue(made, "BOS-1", name, AT)

    assert [one.name for one in enrolling.listed(place.unlock(made.folder, PASSPHRASE))] == [name]


def test_what_a_new_ledger_is_asked_for_is_what_its_folder_keeps(
    tmp_path: Path, new_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server of the tests is a socket, which knows no TLS, and libpq asks none of it."""
    url = f"{new_database()}&sslmode=require"
    monkeypatch.setattr(place, "encrypted", lambda _url: url)

    made = make(tmp_path / "hq", f"{HERE}/elsewhere")

    assert address.read(made.folder, made.keys.opening) == url


def test_it_opens_again_by_the_address_that_its_folder_keeps(
    tmp_path: Path, new_database: Callable[[], str]
) -> None:
    url = new_database()
    made = make(tmp_path / "hq", url)

    opened = place.unlock(tmp_path / "hq", PASSPHRASE)

    assert (opened.name, opened.keys.signing.public) == ("Coalition", made.keys.signing.public)
    assert sorted(path.name for path in (tmp_path / "hq").iterdir()) == [
        "headquarters.keys.json",
        "ledger.address",
    ]
    written = b"".join(path.read_bytes() for path in (tmp_path / "hq").iterdir())
    assert url.encode() not in written


def test_one_database_holds_one_ledger(tmp_path: Path, new_database: Callable[[], str]) -> None:
    url = new_database()
    make(tmp_path / "hq", url)

    with pytest.raises(LedgerTakenError):
        make(tmp_path / "second", url)

    assert list((tmp_path / "second").iterdir()) == []


@pytest.mark.parametrize(
    "url",
    [
        *("ledger", "sqlite:///x.db", "postgresql://x/y", "mysql://x/y"),
        "postgresql+psycopg://clinic:half@of:its-password@db.example/ledger",
        "postgresql+psycopg://clinic@[::1/ledger",
        "postgresql+psycopg://clinic@db.example/ledger?plugin=theirs",
        "postgresql+psycopg://clinic@db.example/\udcff",
    ],
)
def test_another_kind_of_database_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(LedgerPlaceError) as caught:
        make(tmp_path / "hq", url)

    assert list(tmp_path.iterdir()) == []
    assert "password" not in "".join(format_exception(caught.value))


def test_an_option_that_no_server_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerPlaceError):
        make(tmp_path / "hq", f"postgresql+psycopg:///ledger?host={tmp_path}&ssl_mode=require")

    assert list((tmp_path / "hq").iterdir()) == []


def test_a_server_that_does_not_answer_leaves_nothing_half_made(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://clinic:secret@/ledger?host={tmp_path}"
    shown: list[str] = []

    with pytest.raises(LedgerUnreachableError) as caught:
        make(tmp_path / "hq", url, shown.append)

    assert caught.value.server == f"{tmp_path}/ledger"
    assert list((tmp_path / "hq").iterdir()) == []
    assert shown == []  # nobody writes down a recovery code of nothing


def test_a_server_without_tls_gets_no_word_where_the_address_asks_for_it(tmp_path: Path) -> None:
    """It says N to whether it encrypts; whoever went on would send the password to be read."""
    heard: list[bytes] = []

    def answer(server: socket.socket) -> None:
        with server.accept()[0] as client:
            heard.append(client.recv(8))
            client.sendall(b"N")
            heard.append(client.recv(1))

    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as at_once:
        answered = at_once.submit(answer, server)
        url = f"postgresql+psycopg://clinic:secret@127.0.0.1:{server.getsockname()[1]}/ledger"
        with pytest.raises(LedgerUnreachableError):
            make(tmp_path / "hq", f"{url}?sslmode=require")
        answered.result(30)

    ask_for_tls = (8).to_bytes(4) + (80877103).to_bytes(4)  # Source: PostgreSQL, SSLRequest
    assert heard == [ask_for_tls, b""]


def test_the_password_is_in_no_name() -> None:
    server = PostgresServer(Path(), "postgresql+psycopg://clinic:secret@db.example/ledger")

    assert server.name == "db.example/ledger"


def test_a_database_without_a_ledger_is_said_to_be_that(
    headquarters: Headquarters, new_database: Callable[[], str]
) -> None:
    address.write(headquarters.folder, new_database(), headquarters.keys.opening)

    with pytest.raises(LedgerNotThereError):
        place.unlock(headquarters.folder, PASSPHRASE)


def test_the_ledger_of_another_headquarters_is_refused(
    headquarters: Headquarters, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    url = new_database()
    make(tmp_path / "other", url)
    address.write(headquarters.folder, url, headquarters.keys.opening)

    with pytest.raises(LedgerForeignError):
        place.unlock(headquarters.folder, PASSPHRASE)


def test_a_changed_address_is_refused(headquarters: Headquarters) -> None:
    kept = headquarters.folder / address.ADDRESS_NAME
    written = kept.read_bytes()
    kept.write_bytes(written[:-1] + bytes([written[-1] ^ 1]))

    with pytest.raises(LedgerAddressError):
        place.unlock(headquarters.folder, PASSPHRASE)


def test_an_address_without_keys_is_said_to_be_that(headquarters: Headquarters) -> None:
    (headquarters.folder / place.KEYS_NAME).unlink()

    with pytest.raises(KeysMissingError):
        place.unlock(headquarters.folder, PASSPHRASE)


def test_a_ledger_of_a_newer_program_is_refused(headquarters: Headquarters) -> None:
    with headquarters.ledger.transaction() as opened:
        opened._connection.exec_driver_sql("UPDATE about SET version = version + 1")

    with pytest.raises(LedgerNewerError):
        place.unlock(headquarters.folder, PASSPHRASE)


def test_two_who_collect_at_once_come_to_the_same_result(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinics = [enrolled(f"C-{number}") for number in range(8)]
    for month in range(1, 4):
        for clinic in clinics:
            file = clinic.close(helped=11 * month)
            (inbox / file.name).write_bytes(file.data)
    people = [place.unlock(headquarters.folder, PASSPHRASE) for _person in range(2)]
    barrier = threading.Barrier(2)

    def collect_all(person: Headquarters) -> list[ReceiptStatus]:
        barrier.wait(30)
        return [result.status for result in collect(person, inbox, AT).results]

    with ThreadPoolExecutor(2) as at_once:
        results = list(at_once.map(collect_all, people))

    assert sorted(status.value for found in results for status in found) == (
        ["accepted"] * 24 + ["seen"] * 24
    )
    assert helped(headquarters) == 8 * 33


def test_a_reader_sees_one_moment_and_keeps_no_collector(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    file = enrolled("BOS-1").close(helped=34)
    (inbox / file.name).write_bytes(file.data)

    with headquarters.ledger.reading() as opened:
        before = tuple(opened.counts.lines(Month(2026, 1), Month(2026, 1)))
        collect(headquarters, inbox, AT)
        after = tuple(opened.counts.lines(Month(2026, 1), Month(2026, 1)))

    assert before == after == ()
    assert helped(headquarters) == 34


def test_a_database_that_goes_away_in_the_middle_loses_nothing(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = enrolled("BOS-1")
    for total in (34, 40, 51):
        file = clinic.close(helped=total)
        (inbox / file.name).write_bytes(file.data)
    monkeypatch.setattr(collecting, "FILES_PER_BATCH", 1)
    batches = iter(range(100))

    def open_or_cut(connection: Connection) -> OpenLedger:
        opened = OpenLedger(connection)
        if next(batches) == 2:  # one look at what waits, one bundle, then the cable
            opened._connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        return opened

    monkeypatch.setattr(ledger_door, "OpenLedger", open_or_cut)
    with pytest.raises(LedgerUnreachableError):
        collect(headquarters, inbox, AT)
    monkeypatch.undo()

    assert len(list(inbox.glob("*.receipt"))) == 1
    assert helped(headquarters) == 34
    again = collect(headquarters, inbox, AT)
    assert [result.status.value for result in again.results] == ["seen", "accepted", "accepted"]
    assert helped(headquarters) == 51


class ServerRefusalError(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("55P03", LedgerBusyError),
        ("40P01", LedgerBusyError),
        ("53100", LedgerServerRefusesError),
        ("42501", LedgerServerRefusesError),
        ("25006", LedgerServerRefusesError),
        ("XX001", LedgerServerRefusesError),
        ("3F000", LedgerServerRefusesError),
        ("22P05", LedgerEncodingError),
        ("42P01", LedgerNotThereError),
        ("42703", LedgerNotThereError),
        ("42P07", LedgerTakenError),
        ("57P01", LedgerUnreachableError),
        ("25P03", LedgerUnreachableError),
        ("53300", LedgerUnreachableError),
        ("08006", LedgerUnreachableError),
        (None, LedgerUnreachableError),
    ],
)
def test_what_the_server_refuses_has_a_name(code: str | None, error: type[Exception]) -> None:
    server = PostgresServer(Path(), "postgresql+psycopg://db.example/ledger")

    refusal = server.refusal(OperationalError("SELECT 1", {}, ServerRefusalError(code)))

    assert type(refusal) is error


def test_a_broken_constraint_is_a_mistake_of_ours() -> None:
    server = PostgresServer(Path(), "postgresql+psycopg://db.example/ledger")

    assert server.refusal(IntegrityError("INSERT", {}, ServerRefusalError("23505"))) is None
    assert server.refusal(ValueError()) is None
