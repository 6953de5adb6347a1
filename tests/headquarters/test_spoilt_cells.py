"""A cell of the ledger that is not what was written any more is told in words, not as a bug."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import create_engine, text

from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters import address, enrolling
from clinic_app.headquarters.apart import kept_apart, settle
from clinic_app.headquarters.approving import approvals, approve
from clinic_app.headquarters.asking import ask, asked
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.errors import LedgerDamagedError, LedgerServerRefusesError
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
JANUARY, FEBRUARY = Month(2026, 1), Month(2026, 2)


class Clinic(Protocol):
    def close(self, **totals: int) -> SealedFile: ...

    def answer(self) -> bytes: ...


Issue = Callable[[Headquarters, str], Clinic]
Look = Callable[[Headquarters], object]


def look_settle(headquarters: Headquarters) -> None:
    settle(headquarters, "00000000", "found out", AT)


def look_total(headquarters: Headquarters) -> object:
    return draw_up(headquarters, JANUARY, FEBRUARY)


def filled(headquarters: Headquarters, issue_at: Issue, folder: Path) -> Headquarters:
    """Put something into most of its tables: one clinic counts, one is kept apart."""
    known, stranger = issue_at(headquarters, "BOS-1"), issue_at(headquarters, "WOR-1")
    enrolling.accept(headquarters, known.answer(), AT)
    folder.mkdir()
    for file in (known.close(helped=12), stranger.close(helped=3)):
        (folder / file.name).write_bytes(file.data)
    collect(headquarters, folder, AT)
    approve(headquarters, JANUARY, JANUARY, AT)
    ask(headquarters, "BOS-1", None, "Open?", AT)
    return headquarters


@pytest.fixture
def filled_file(sqlite_headquarters: Headquarters, issue_at: Issue, tmp_path: Path) -> Headquarters:
    return filled(sqlite_headquarters, issue_at, tmp_path / "stick")


@pytest.mark.parametrize(
    ("cell", "spoilt", "look"),
    [
        ("set_aside.sha256", "'text'", kept_apart),
        ("set_aside.sha256", "17", look_settle),
        ("set_aside.reason", "'unknown_kez'", kept_apart),
        ("set_aside.signer", "'text'", kept_apart),
        ("set_aside.clinic", "x'ff'", kept_apart),
        ("set_aside.at", "'2026-91-02'", kept_apart),
        ("set_aside.at", "''", kept_apart),
        ("set_aside.raw", "'text'", kept_apart),
        ("set_aside.raw", "x'ff'", kept_apart),
        ("bundles.raw", "x'ff'", look_total),
        ("bundles.raw", "3.5", look_total),
        ("counts.helped_net", "'text'", look_total),
        ("lines.month", "1.5", look_total),
        ("lines.numbers", "'text'", look_total),
        ("locks.year", "'text'", approvals),
        ("locks.year", "1000000000000", approvals),
        ("questions.words", "x'ff'", asked),
        ("enrolments.signing_key", "'text'", enrolling.listed),
        ("clinics.name", "x'ff'", enrolling.listed),
    ],
)
def test_a_spoilt_cell_is_a_damaged_ledger(
    filled_file: Headquarters, cell: str, spoilt: str, look: Look
) -> None:
    headquarters = filled_file
    table, column = cell.split(".")
    with closing(sqlite3.connect(headquarters.folder / "ledger.db")) as database, database:
        database.execute(f"UPDATE {table} SET {column} = {spoilt} WHERE {column} IS NOT NULL")  # noqa: S608 - our own words

    with pytest.raises(LedgerDamagedError):
        look(headquarters)


def test_a_spoilt_cell_on_a_server_is_the_servers_fault(
    fresh_postgresql: Callable[[], Headquarters], issue_at: Issue, tmp_path: Path
) -> None:
    headquarters = filled(fresh_postgresql(), issue_at, tmp_path / "stick")
    engine = create_engine(address.read(headquarters.folder, headquarters.keys.opening))
    with engine.begin() as connection:
        connection.execute(text("UPDATE set_aside SET at = 'yesterday'"))
    engine.dispose()

    with pytest.raises(LedgerServerRefusesError):
        kept_apart(headquarters)
