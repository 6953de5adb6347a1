"""A word planted in every text field of a vault, by enumeration, is in nothing that leaves it.

A column that is added later is planted too, or this test fails: nobody has to remember it.
"""

import base64
import hashlib
import io
import logging
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Table, Text
from sqlalchemy.exc import DBAPIError

from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.clock import Today
from clinic_app.crypto import passphrases
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import collecting, enrolling, place, show
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_kinds import ReportKind
from clinic_app.headquarters.reporting import write_report
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Ruling
from clinic_app.records.service import ServiceKind
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.tallies.month import Month
from clinic_app.vault.column_types import Choice, Day, Moment
from clinic_app.vault.tables import METADATA
from clinic_app.workflows import (
    clients,
    closing,
    decisions,
    demo,
    duplicates,
    kyr,
    screenings,
    sending,
    services,
    shown_papers,
    unlocking,
)
from clinic_app.workflows.demo import DemoOrder
from clinic_app.workflows.exporting import close_through
from clinic_app.workflows.session import Session

VAULTS = max(2, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 25)
"""A thousand with CLINIC_APP_EXAMPLES=25000."""

OCTOBER = Month(2026, 10)
NOW = datetime.fromisoformat("2026-11-02T09:00:00-05:00")

LEAVES_ON_PURPOSE = {
    "clinic.code": "headquarters gave it",
    "clinic.station_id": "random; tells a copy of a vault from the vault",
    "closes.label": "the month",
    "enrolment.clinic_code": "headquarters gave it",
    "enrolment.enrolment_number": "headquarters gave it",
}
"""What a bundle must carry to be taken in; nothing of a client or worker."""


class NamedElsewhereError(Exception):
    """Other rows name this one by the field."""


FROM_A_LIST = {
    "clients.county": "five digits",
    "kyr_events.county": "five digits",
}
NOT_FILLED = {
    "backup_places": "folders; no backup is made",
    "carried_notes": "signed; a demo makes no new key",
    "client_holders": "ids",
    "client_pairs": "ids, and digests of what was answered",
    "closes": "written by the close that follows",
    "confirmations": "of a notice, not of a client",
    "drafts": "sealed, and of no record",
    "event_holders": "ids",
    "former_accreditations": "levels and days",
    "former_files": "hashes of files",
    "former_codes": "of a client who changed laptops; counted nowhere",
    "hand_offs": "ids, digests and stamps",
    "household_heads": "ids",
    "kept_keys": "names of a list",
    "known_computers": "random tokens",
    "laptops": "of a clinic with several; counted nowhere",
    "legal_holds": "their reasons are sealed",
    "lost_laptops": "ids and stamps",
    "merges": "ids and stamps",
    "own_part": "of a clinic with several laptops",
    "purged_counts": "numbers by month, under headlines of a list",
    "purged_labels": "numbers by month, under labels of a list",
    "purged_people": "random ids, of nobody",
    "purged_rows": "numbers, by table",
    "purges": "ids and stamps",
    "record_histories": "sealed, and counted nowhere",
    "recovery_papers": "ids and stamps; who holds them is sealed",
    "released_counts": "written by the close that follows",
    "released_labels": "written by the close that follows",
    "released_tables": "written by the close that follows",
    "releases": "written by the close that follows",
    "rescreenings": "sealed, and counted nowhere",
    "rule_packs": "signed by headquarters",
    "temporary_passphrases": "ids",
}
"""Tables in which a demo of two months leaves no row."""

EMPTY_HERE = {
    "kyr_events.withdrawn_reason": "the demo withdraws no event",
    "kyr_events.withdrawn_site": "the demo withdraws no event",
    "screenings.question_id": "no draft is left open",
}


def ids() -> set[str]:
    """Return the columns that name a row, or that rows are named by."""
    found = set()
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            found |= {f"{table}.{key.parent.name}", f"{key.column.table}.{key.column.name}"}
    return found


def canary(table: Table, column: Column[object], number: int) -> str:
    return f"Canary{table.name}.{column.name}.{number:02}".replace("_", "")


def text_columns() -> Iterator[tuple[Table, Column[object]]]:
    for table in METADATA.sorted_tables:
        for column in table.columns:
            kind = column.type
            is_text = isinstance(getattr(kind, "impl", kind), Text)
            is_typed = is_text and not isinstance(kind, (Choice, Day, Moment))
            if is_typed and f"{table}.{column.name}" not in LEAVES_ON_PURPOSE:
                yield table, column


def plant(connection: Connection, number: int) -> tuple[set[str], set[str]]:
    """Write a canary into every text field of every row; return where it stands, and where not.

    What the database refuses holds no words: an id that another row names, a word from a list.
    """
    run = connection.exec_driver_sql
    for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        run(f"DROP TRIGGER {name}")
    planted, refused = set(), set()
    for table, column in text_columns():
        name, word = column.name, canary(table, column, number)
        change = f"UPDATE {table.name} SET {name} = '{word}' || {name} WHERE {name} <> ''"  # noqa: S608
        try:
            with connection.begin_nested():
                rows = run(change).rowcount
                refuse_if_named_elsewhere(connection)
        except (DBAPIError, NamedElsewhereError):
            refused.add(f"{table}.{name}")
            continue
        if rows:
            planted.add(f"{table}.{name}")
    return planted, refused


def refuse_if_named_elsewhere(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise NamedElsewhereError


def disguises(word: str) -> Iterator[bytes]:
    """Yield a word as it is, in small letters, wide, in base64 at each offset, and compressed."""
    raw = word.encode()
    yield raw
    yield raw.lower()
    yield word.encode("utf-16-le")
    for ahead in range(3):
        whole = base64.b64encode(b"\x00" * ahead + raw)
        yield whole[4 : len(whole) - 4]
    yield zlib.compress(raw)[2:-4]


def opened_up(data: bytes) -> Iterator[bytes]:
    """Yield a file, what is packed into it and what its streams hold."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    for part in data.split(b"stream\n")[1:]:
        try:
            yield zlib.decompressobj().decompress(part)
        except zlib.error:
            continue


class QuickDerivation:
    """In the place of Argon2id, which takes most of the time and keeps none of these words."""

    def __init__(self, *, salt: bytes, length: int, **_cost: int) -> None:
        self._salt, self._length = salt, length

    def derive(self, typed: bytes) -> bytes:
        return hashlib.shake_256(self._salt + typed).digest(self._length)


@pytest.fixture(scope="module", autouse=True)
def _quick_derivation() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(passphrases, "Argon2id", QuickDerivation)
        yield


@pytest.fixture(scope="module")
def headquarters(tmp_path_factory: pytest.TempPathFactory) -> Headquarters:
    made, _code = place.create(
        tmp_path_factory.mktemp("hq") / "hq",
        name="Training coalition",
        passphrase="six words of headquarters itself",
        is_training=True,
        cost=LEAST_COST,
    )
    return made


def a_vault(folder: Path, headquarters: Headquarters, number: int) -> Session:
    """Fill a vault of one month, and one client of whom every sealed field holds a canary too."""
    enrolment = enrolling.issue(headquarters, f"CLINIC-{number}", "Some clinic", NOW)
    order = DemoOrder(
        clients=40,
        events=12,  # one of them at least says its county
        seed=number,
        first=date(2026, 9, 1),
        last=date(2026, 10, 31),
        enrolment=enrolment,
        corrections=0.1,
    )
    for _ in demo.fill(folder, order, date(2026, 11, 2)):
        pass
    enrolling.accept(headquarters, (folder / demo.ANSWER_FILE).read_bytes(), NOW)
    words = (folder / demo.PASSPHRASE_FILE).read_text(encoding="utf-8").strip()
    session = unlocking.unlock(folder, words, "bo", Today(date(2026, 10, 31)))
    client, wrong = (registered(session, name) for name in ("Somebody", "Somebody else"))
    withdrawn = screenings.begin(session, wrong.id, "HT")
    screenings.withdraw(session, withdrawn.id, "begun for another person")
    for who in (client, wrong):
        kind = ServiceKind.REFERRAL
        services.record(session, who.id, kind=kind, at_no_cost=True, referred_to="Legal aid")
    clients.withdraw(session, wrong.id, "registered twice")
    clients.set_come_back(session, client.id, date(2026, 11, 30), "bring the lease")
    draft = screenings.begin(session, client.id, "HT")
    screenings.answer(session, draft.id, "place_of_origin", f"Canarysealed.answer.{number:02}")
    screenings.finish(session, draft.id)
    day, told = date(2026, 9, 5), f"Canarysealed.paper.{number:02}"
    lease = PaperSeen(kind="rent", first=day, last=day, note=told)
    shown_papers.take_back(session, shown_papers.add(session, client.id, lease).id)
    session.lock()
    session = unlocking.unlock(folder, words, "ana", Today(date(2026, 10, 31)))
    note = f"Canarysealed.note.{number:02}"
    for screening in undecided(session):
        decisions.decide(session, screening, Ruling.REFER, note)
    for event in kyr.events(session):
        if not event.is_finished:
            kyr.finish(session, event.id)
    session.lock()
    return unlocking.unlock(folder, words, "ana", Today(date(2026, 11, 2)))


def registered(session: Session, name: str) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=date(1990, 2, 3),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="555 0100",
    )


def say_that_all_are_different(session: Session) -> None:
    """Invented people are now and then born on one day with names that sound alike."""
    duplicates.finish(session)
    for twins in duplicates.open_pairs(session):
        duplicates.tell_apart(session, twins.left.client.id, twins.right.client.id)


def undecided(session: Session) -> list[str]:
    with session.reading() as opened:
        return [one.id for one in opened.screenings.undecided()]


@pytest.mark.parametrize("number", range(VAULTS))
def test_no_planted_word_is_in_a_bundle_a_file_name_a_report_or_a_log(
    tmp_path: Path,
    headquarters: Headquarters,
    number: int,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    session = a_vault(tmp_path / "vault", headquarters, number)
    with session.transaction() as opened:
        planted, refused = plant(opened._connection, number)
        enrolment = opened.enrolment.get()
        assert enrolment is not None
        opened.enrolment.pin(enrolment)  # else it is not believed, and nothing leaves
    columns = {f"{table}.{column.name}" for table, column in text_columns()}
    left_out = columns - planted - refused - ids()
    assert refused - ids() == set(FROM_A_LIST)
    assert {name for name in left_out if name.split(".")[0] not in NOT_FILLED} == set(EMPTY_HERE)
    assert {name.split(".")[0] for name in planted}.isdisjoint(NOT_FILLED)
    out = tmp_path / "out"
    out.mkdir()
    say_that_all_are_different(session)
    with session.reading() as opened:
        counted = {traits.country for *_days, traits in opened.countable().cases}
    assert "other" in counted  # what was planted is looked at, and would stand in a crowd

    assert close_through(session, None).newest == OCTOBER.label
    bundle = sending.write(session, OCTOBER.label, out).path
    close = closing.close_of(session, OCTOBER.label)
    page = str(closing.page_of(session, close))
    session.lock()
    sealed = bundle.read_bytes()
    shown = show.show(headquarters, sealed).as_json()
    collected = collecting.collect(headquarters, out, NOW)
    assert [one.status for one in collected.results] == [ReceiptStatus.ACCEPTED]
    for kind in ReportKind:
        write_report(headquarters, OCTOBER, OCTOBER, out / "reports", kind=kind)

    said = capfd.readouterr()
    left = [shown.encode(), page.encode(), caplog.text.encode()]
    left += [said.out.encode(), said.err.encode()]
    for path in out.rglob("*"):
        left.append(path.name.encode())
        if path.is_file():
            left += opened_up(path.read_bytes())
    whole = b"\n".join(left)
    words = [canary(table, column, number) for table, column in text_columns()]
    words += [f"Canarysealed.{what}.{number:02}" for what in ("answer", "note", "paper")]
    found = [word for word in words if any(one in whole for one in disguises(word))]
    assert found == []
    shutil.rmtree(out)
