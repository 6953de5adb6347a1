"""What can be read of damaged records is saved to the last row, and what cannot is listed."""

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinic_app.clock import DaySource
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.records.audit import Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.service import Service, ServiceKind
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import Worker
from clinic_app.vault.checking import damaged_pages
from clinic_app.vault.create import create_vault
from clinic_app.vault.engine import apart
from clinic_app.vault.errors import DatabaseDamagedError, VaultExistsError, WorkStoppedError
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.vault.rescue import Rescued, rescue
from clinic_app.vault.vault import Vault

CLINIC = Clinic(name="Harbor", code="HARBOR", site="Hall", station_id="0123456789abcdef")
WORKER = Worker(id="a1", name="Ana Example")
STAMP = Stamp(
    at=datetime(2026, 11, 25, 10, tzinfo=UTC),
    day=date(2026, 11, 25),
    day_source=DaySource.COMPUTER,
    worker_id="a1",
    site="Hall",
)
CLIENTS = 150


@dataclass(frozen=True)
class Made:
    folder: Path
    code: str


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made") / "clinic"
    vault, code = create_vault(
        folder,
        clinic=CLINIC,
        worker=WORKER,
        passphrase="correct horse battery staple",
        sign_in_name="Ana",
        cost=LEAST_COST,
    )
    with vault.transaction() as opened:
        for number in range(CLIENTS):
            opened.clients.add(a_client(number))
            opened.services.add(a_service(number))
        for number in range(40):
            opened.kyr_events.add(an_event(number))
    vault.lock()
    return Made(folder, code)


def a_client(number: int) -> Client:
    return Client(
        id=f"c{number}",
        code=f"K{number:04}",
        name=f"Wideline {'Desir ' * 20}{number}",
        household_id=f"c{number}",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
        registered=STAMP,
    )


def a_service(number: int) -> Service:
    return Service(
        id=f"s{number}",
        client_id=f"c{number}",
        kind=ServiceKind.ADVICE,
        at_no_cost=True,
        stamp=STAMP,
    )


def an_event(number: int) -> KyrEvent:
    return KyrEvent(
        id=f"e{number}",
        day=STAMP.day,
        title="Hall " * 30,
        attendance=(Attendance("ht", number, 1), Attendance("es", 2, 3)),
        is_finished=True,
        stamp=STAMP,
    )


@pytest.fixture
def made(template: Made, tmp_path: Path) -> Made:
    return Made(shutil.copytree(template.folder, tmp_path / "clinic"), template.code)


def flip(path: Path, page: int) -> None:
    data = bytearray(path.read_bytes())
    data[page * 4096 + 900] ^= 1
    path.write_bytes(data)


def rescued(made: Made, number: int = 0) -> Rescued:
    vault = open_vault_by_recovery_code(made.folder, made.code)
    try:
        return rescue(vault, made.folder.with_name(f"rescued{number}"), CLINIC, WORKER)
    finally:
        vault.lock()


def kept_in(folder: Path, code: str) -> tuple[set[str], set[str], set[str]]:
    """Return the clients, services and events of a vault, each equal to what was written."""
    vault = open_vault_by_recovery_code(folder, code)
    with vault.reading() as opened:
        clients = opened.clients.recent(1_000)
        services = [one for client in clients for one in opened.services.of_client(client.id)]
        events = opened.kyr_events.all()
        assert opened.clinic.get().station_id != CLINIC.station_id
        assert opened.workers.get("a1").name == WORKER.name
    assert_whole(vault)
    vault.lock()
    assert set(clients) <= {a_client(number) for number in range(CLIENTS)}
    assert set(services) <= {a_service(number) for number in range(CLIENTS)}
    return ({one.id for one in clients}, {one.id for one in services}, {one.id for one in events})


def assert_whole(vault: Vault) -> None:
    with (
        vault.as_a_whole() as (database, key, _keyring, _secrets),
        apart(database, key) as connection,
    ):
        assert damaged_pages(connection) == ()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        guards = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        assert connection.execute(guards).fetchone()[0] > 0


def test_whole_records_are_saved_whole(made: Made) -> None:
    result = rescued(made)

    assert result.lost == ()
    clients, services, events = kept_in(result.folder, made.code)
    assert (len(clients), len(services), len(events)) == (CLIENTS, CLIENTS, 40)
    assert made.folder.joinpath("clinic.db").exists()


def test_a_damaged_page_takes_only_what_lies_in_it_and_that_is_listed(made: Made) -> None:
    """Page after page; what cannot be opened at all has a backup as its way out."""
    path = made.folder / "clinic.db"
    whole = path.read_bytes()
    roots = root_pages(made)  # the way to all rows of a table leads through it
    pages = [page for page in range(3, len(whole) // 4096) if page + 1 not in roots]
    losses: list[int] = []
    for page in pages[:: max(1, len(pages) // TRIED_PAGES)]:
        path.write_bytes(whole)
        flip(path, page)
        try:
            result = rescued(made, page)
        except DatabaseDamagedError:
            continue
        losses.append(missing_from(result, made))

    assert len(losses) > TRIED_PAGES // 3
    assert 0 < max(losses) < CLIENTS


TRIED_PAGES = 8


def root_pages(made: Made) -> set[int]:
    vault = open_vault_by_recovery_code(made.folder, made.code)
    with vault.as_a_whole() as (database, key, *_rest), apart(database, key) as connection:
        found = connection.execute("SELECT rootpage FROM sqlite_master").fetchall()
    vault.lock()
    return {page for (page,) in found}


def missing_from(result: Rescued, made: Made) -> int:
    """Return how many clients, services and events are lost, each of them listed."""
    clients, services, events = kept_in(result.folder, made.code)
    missing = {
        "clients": CLIENTS - len(clients),
        "services": CLIENTS - len(services),
        "kyr_events": 40 - len(events),
    }
    listed = dict.fromkeys(missing, 0)
    for one in result.lost:
        if one.table in listed:
            listed[one.table] += one.count
    assert all(listed[table] >= count for table, count in missing.items())
    return sum(missing.values())


@pytest.mark.parametrize("asked", [1, 7, 12])
def test_whoever_does_not_want_to_wait_leaves_nothing_behind(made: Made, asked: int) -> None:
    vault = open_vault_by_recovery_code(made.folder, made.code)
    told: list[tuple[int, int]] = []

    def stops(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) == asked

    target = made.folder.with_name("rescued")
    with pytest.raises(WorkStoppedError):
        rescue(vault, target, CLINIC, WORKER, progress=stops)

    assert not target.exists()
    assert told == sorted(told)
    assert not vault.is_locked
    vault.lock()


def test_a_lock_stops_a_rescue(made: Made) -> None:
    vault = open_vault_by_recovery_code(made.folder, made.code)

    def locks(_done: int, _total: int) -> bool:
        vault.lock()
        return False

    with pytest.raises(WorkStoppedError):
        rescue(vault, made.folder.with_name("rescued"), CLINIC, WORKER, progress=locks)

    assert not made.folder.with_name("rescued").exists()


def test_the_rescued_records_say_who_rescued_them(made: Made) -> None:
    result = rescued(made)

    vault = open_vault_by_recovery_code(result.folder, made.code)
    with vault.reading() as opened:
        newest = opened.audit.newest()
        first_broken = opened.audit.first_broken()
    vault.lock()
    assert newest is not None
    assert (newest.entry.act, newest.entry.worker_id) == (Act.RESCUED, WORKER.id)
    assert first_broken is None


def test_nothing_is_rescued_over_other_records(made: Made) -> None:
    vault = open_vault_by_recovery_code(made.folder, made.code)

    with pytest.raises(VaultExistsError):
        rescue(vault, made.folder, CLINIC, WORKER)

    vault.lock()
