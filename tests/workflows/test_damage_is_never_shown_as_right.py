"""Whatever byte of the records is damaged or missing: what is read is right, or the damage is told.

50 flips and 50 cuts in CI; 500 of each with CLINIC_APP_EXAMPLES=500.
"""

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.clock import Today
from clinic_app.interview.answers import UNKNOWN
from clinic_app.messages.explaining import explain
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Ruling
from clinic_app.records.service import ServiceKind
from clinic_app.vault.checking import damaged_pages
from clinic_app.vault.engine import DatabaseKey, apart
from clinic_app.vault.errors import DatabaseDamagedError
from clinic_app.vault.opening import keyring_of, open_vault_by_recovery_code
from clinic_app.vault.vault import Vault
from clinic_app.workflows import (
    audit,
    clients,
    closing,
    decisions,
    kyr,
    screenings,
    services,
    unlocking,
)
from clinic_app.workflows.session import Session

DAY = date(2026, 10, 5)
PASSPHRASE = "correct horse battery staple gravel moth"
TRIED = int(os.environ.get("CLINIC_APP_EXAMPLES", "50"))
CLIENTS = 8
LONG_NOTE_PAGES = 2


class MadeClinic(Protocol):
    @property
    def folder(self) -> Path: ...
    @property
    def recovery_code(self) -> str: ...


@dataclass(frozen=True)
class Filled:
    """A locked vault with a little of everything, and what is in it."""

    folder: Path
    code: str
    database: bytes
    right: tuple[object, ...]

    def put(self, database: bytes) -> None:
        """Let *database* be the records."""
        for name in ("clinic.db-wal", "clinic.db-shm"):
            (self.folder / name).unlink(missing_ok=True)
        (self.folder / "clinic.db").write_bytes(database)

    def read_with(self, database: bytes) -> tuple[object, ...]:
        """Read everything, the database being *database*."""
        self.put(database)
        return read_all(self.folder, self.code)


@pytest.fixture(scope="module")
def filled(made_clinic: MadeClinic, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    folder = Path(shutil.copytree(made_clinic.folder, tmp_path_factory.mktemp("filled") / "vault"))
    session = unlocking.unlock(folder, PASSPHRASE, "mirlande", Today(DAY))
    for number in range(CLIENTS):
        works_with(session, number)
    kyr.finish(session, kyr.begin(session, "Harbor school", ("ht", "es")).id)
    session.lock()
    code = made_clinic.recovery_code
    return Filled(folder, code, (folder / "clinic.db").read_bytes(), read_all(folder, code))


def works_with(session: Session, number: int) -> None:
    client = clients.register(
        session,
        name=f"Wideline Désir {number}",
        birth_date=date(1988, 4, 1 + number),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone=f"305 555 01{number:02}",
    )
    # Longer than a page, so that a row ends on pages of its own.
    clients.set_come_back(session, client.id, date(2026, 11, 2), f"{number} " * 4_000)
    screening = screenings.begin(session, client.id, "HT")
    screenings.answer(session, screening.id, "nationalities", ("HT",))
    screenings.answer(session, screening.id, "first_entry", date(2023, 5, 10))
    screenings.answer(session, screening.id, "absences", UNKNOWN)
    screenings.finish(session, screening.id)
    decisions.decide(session, screening.id, Ruling.MORE_PAPERS, "Bring the passport.")
    services.record(
        session,
        client.id,
        kind=ServiceKind.ADVICE,
        at_no_cost=True,
    )


def read_all(folder: Path, code: str) -> tuple[object, ...]:
    vault = open_vault_by_recovery_code(folder, code)
    try:
        with vault.reading() as opened:
            (worker,) = opened.workers.all()
            clinic = opened.clinic.get()
        session = Session(vault, worker, clinic, Today(DAY))
        return tuple(everything(session))
    finally:
        vault.lock()


def everything(session: Session) -> Iterator[object]:
    """Yield all that any screen shows of these records, and what a close would send."""
    yield session.worker, session.clinic
    with session.reading() as opened:
        for client in opened.clients.recent(1_000):
            yield client
            for screening in opened.screenings.of_client(client.id):
                yield screening, opened.decisions.of_screening(screening.id)
            yield opened.services.of_client(client.id)
        yield opened.clients.search("desir")
        yield opened.kyr_events.all()
        yield opened.audit.found(limit=10_000)
        yield opened.countable()
    yield audit.check(session)
    yield closing.conditions(session, "2026-09")


def damaged_or_right(filled: Filled, database: bytes) -> bool:
    """Read *database*; nothing but the right values or the right words may come out."""
    try:
        found = filled.read_with(database)
    except DatabaseDamagedError as error:
        words = explain(error)
        assert "damaged" in words
        assert "backup" in words
        return True
    assert found == filled.right
    return False


def test_flipped_bits_are_told_or_not_read(filled: Filled) -> None:
    chance = random.Random(11)  # noqa: S311 - where to flip
    told = 0
    for _flip in range(TRIED):
        database = bytearray(filled.database)
        database[chance.randrange(len(database))] ^= 1 << chance.randrange(8)
        told += damaged_or_right(filled, bytes(database))

    assert told > TRIED // 3


def test_no_page_can_be_damaged_without_being_told_or_left_unread(filled: Filled) -> None:
    chance = random.Random(14)  # noqa: S311 - where in the page
    for page in range(1, len(filled.database) // 4096, max(1, 100 // TRIED)):
        database = bytearray(filled.database)
        database[4096 * page + chance.randrange(4096)] ^= 1
        damaged_or_right(filled, bytes(database))


def test_the_last_page_of_a_long_record_is_missed_though_nothing_is_read_after_it(
    filled: Filled,
) -> None:
    """SQLCipher gives zeros for it, and would say so only with the page that is read next."""
    (right,) = (one for one in filled.right if getattr(one, "name", "") == "Wideline Désir 3")
    assert isinstance(right, Client)
    told = 0
    for page in range(1, len(filled.database) // 4096):
        database = bytearray(filled.database)
        database[4096 * page + 2048] ^= 1
        filled.put(bytes(database))
        try:
            with opened(filled) as vault, vault.reading() as records:
                assert records.clients.get(right.id) == right
        except DatabaseDamagedError:
            told += 1

    assert told > LONG_NOTE_PAGES


@contextmanager
def opened(filled: Filled) -> Iterator[Vault]:
    vault = open_vault_by_recovery_code(filled.folder, filled.code)
    try:
        yield vault
    finally:
        vault.lock()


def test_records_that_end_too_early_are_told(filled: Filled) -> None:
    chance = random.Random(12)  # noqa: S311 - where to cut
    pages = len(filled.database) // 4096
    lengths = [chance.randrange(len(filled.database)) for _cut in range(TRIED // 2)]
    lengths += [4096 * chance.randrange(pages) for _cut in range(TRIED - len(lengths))]

    for length in lengths:
        assert damaged_or_right(filled, filled.database[:length]), length


def test_what_is_appended_is_told_or_not_read(filled: Filled) -> None:
    whole = filled.database
    assert not damaged_or_right(filled, whole)
    for tail in (b"x", bytes(4096), whole[:4096], whole[-4096:]):
        damaged_or_right(filled, whole + tail)


def test_a_page_of_zeros_is_told_by_whoever_reads_it_and_by_the_check_before_each_backup(
    filled: Filled,
) -> None:
    chance = random.Random(13)  # noqa: S311 - which page
    whole, pages = filled.database, len(filled.database) // 4096
    for number in [1, *(chance.randrange(1, pages) for _page in range(TRIED // 5))]:
        zeros = whole[: 4096 * number] + bytes(4096) + whole[4096 * (number + 1) :]
        damaged_or_right(filled, zeros)
        assert pages_found_damaged(filled), number


def pages_found_damaged(filled: Filled) -> tuple[str, ...]:
    """Return what the check finds that runs weekly and before each backup."""
    keyring = keyring_of(filled.folder)
    key = DatabaseKey.of(keyring.unlock_by_recovery_code(filled.code), keyring.id)
    try:
        with apart(filled.folder / "clinic.db", key) as connection:
            return damaged_pages(connection)
    except DatabaseDamagedError:
        return ("not even the list of tables can be read",)
