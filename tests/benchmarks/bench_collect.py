"""How fast headquarters takes bundles in, against a plain loop of inserts; how memory grows.

    python tests/benchmarks/bench_collect.py [CLINICS] [MONTHS]

Each bundle holds what a clinic's does: its headlines, and people by country, language, age, gender
and county, month by month for up to two years.

Prints bundles per second with verifying and unsealing until they are safe in the ledger, and with
their receipts beside them; the ratio to plain loops over the same files, one transaction for each
batch: one that inserts their bytes, and one that does with the bare libraries what every collector
must (verify, unseal, unpack, insert bytes and the new close's numbers, sign and write a receipt)
and judges nothing; how fast the bare library is alone; and how the memory grew while collecting.
Each ratio is of processor time, which other work on the computer lengthens on both sides alike.

A receipt is a new file, and what one costs is the disk's: ext4 without a journal looks at every
file deleted in the last minutes before it makes one, so the next run right after this one, which
deletes all it made, is slower.
"""

import gc
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import ParamSpec, TypeVar
from unittest.mock import patch

import msgspec

from clinic_app.bundles import enrolment_file, payload, seal_file
from clinic_app.bundles.enrolment_file import EnrolmentAnswer
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.signing import SIGNATURE_BYTES, SigningKey, verify
from clinic_app.files.writing_many import write_many
from clinic_app.headquarters import collecting, enrolling, place
from clinic_app.headquarters.collecting import FILES_PER_BATCH, collect
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.receipts_out import unsaid
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.breakdowns import HEADLINE_OF, TABLES_OF, Table
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

Given = ParamSpec("Given")
Result = TypeVar("Result")

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
FIRST = Month(2016, 1)
LABELS = {
    Table.COUNTRY: ("HT", "VE", "SV", "HN", "UA"),
    Table.LANGUAGE: ("ht", "es", "en", "uk"),
    Table.AGE_BAND: ("0-13", "18-24", "25-44", "45-64"),
    Table.GENDER: ("female", "male", "other"),
    Table.COUNTY: ("36061", "36047", "36005", "36081"),
}
SIZE = ("40", "60")
"""Clinics and months: most bundles that headquarters ever gets spell out two whole years."""

_PACKED_AT = 16 + 4
"""Where the packed payload begins inside the seal: after the signer's name and a length."""


def clinic_files(
    headquarters: Headquarters, code: str, months: int, each_month: int, inbox: Path
) -> None:
    """Enrol one clinic and write its bundles of *months* months.

    Clinics differ in how many people come: a close that was met before is not checked anew.
    """
    file = enrolling.issue(headquarters, code, code, AT)
    enrolment = enrolment_file.read_enrolment(file)
    key = SigningKey.generate()
    answer = EnrolmentAnswer(
        clinic=code, number=enrolment.number, station="0" * 16, signing_key=key.public
    )
    enrolling.accept(headquarters, enrolment_file.write_answer(answer, key), AT)
    origin = Origin(clinic=code, station="0" * 16, is_training=False, draw_key=bytes(32))
    ledger = ReleaseLedger()
    for number in range(months):
        tally = release(raw_tally(number, each_month), ledger, origin)
        ledger = ledger.with_release(tally, payload.sha256(payload.write(tally)), origin.policy)
        sealed = seal_file.seal(tally, key, enrolment.sealing_key)
        (inbox / sealed.name).write_bytes(sealed.data)


def raw_tally(number: int, each_month: int) -> RawTally:
    """Return what a clinic counted until its month *number*: so many more people each month."""
    people = each_month * number
    totals = dict.fromkeys(HeadlineCount, 0) | dict.fromkeys(HEADLINE_OF.values(), people)
    labels = {
        (stream, table): spread(people, LABELS[table])
        for stream, tables in TABLES_OF.items()
        for table in tables
    }
    return RawTally(FIRST.plus(number), totals, labels)


def spread(people: int, labels: Sequence[str]) -> dict[str, int]:
    """Return so many people under each label; nobody under none."""
    each, more = divmod(people, len(labels))
    counts = {label: each + (place < more) for place, label in enumerate(labels)}
    return {label: count for label, count in counts.items() if count}


def plain_loop(files: Sequence[Path], database: Path) -> float:
    """Insert the same bytes into plain SQLite with the same safety; return the processor time."""
    with closing(plain_ledger(database)) as connection:
        begun = process_time()
        for start in range(0, len(files), FILES_PER_BATCH):
            connection.execute("BEGIN IMMEDIATE")
            for path in files[start : start + FILES_PER_BATCH]:
                connection.execute(
                    "INSERT INTO bundles (clinic, raw) VALUES (?, ?)",
                    (path.name, path.read_bytes()),
                )
            connection.execute("COMMIT")
        return process_time() - begun


def full_loop(
    files: Sequence[Path], database: Path, headquarters: Headquarters, receipts: Path | None
) -> float:
    """Do what every collector must, and judge nothing; without receipts where None is given."""
    with closing(plain_ledger(database)) as connection:
        begun = process_time()
        for start in range(0, len(files), FILES_PER_BATCH):
            connection.execute("BEGIN IMMEDIATE")
            batch = files[start : start + FILES_PER_BATCH]
            for at, path in enumerate(batch, start):
                insert_one(connection, at, path.read_bytes(), headquarters)
            connection.execute("COMMIT")
            if receipts is not None:
                for path in batch:
                    write_receipt(path, receipts / path.name, headquarters)
        return process_time() - begun


def plain_ledger(database: Path) -> sqlite3.Connection:
    """Return plain SQLite with the ledger's own safety, and two tables."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE bundles (id INTEGER PRIMARY KEY, clinic TEXT, raw BLOB)")
    connection.execute("CREATE TABLE cells (bundle INTEGER, label TEXT, name TEXT, n INTEGER)")
    return connection


def insert_one(
    connection: sqlite3.Connection, at: int, raw: bytes, headquarters: Headquarters
) -> None:
    """Verify, unseal, unpack, and insert bytes and newest numbers; look at nothing else."""
    plain = bare_opening(raw, headquarters)
    said = msgspec.json.decode(zlib.decompressobj().decompress(plain[_PACKED_AT:]))
    newest = said["closes"][-1]
    connection.execute("INSERT INTO bundles VALUES (?, ?, ?)", (at, said["clinic"], raw))
    connection.executemany(
        "INSERT INTO cells VALUES (?, ?, ?, ?)",
        [
            (at, newest["label"], name, change["net"])
            for name, change in newest["headlines"].items()
            if change["net"]
        ],
    )
    connection.executemany(
        "INSERT INTO cells VALUES (?, ?, ?, ?)",
        [
            (at, newest["label"], f"{stream} {table} {label}", number)
            for stream, told in newest.get("streams", {}).items()
            for table, one in told["tables"].items()
            for label, number in one["shown"].items()
        ],
    )


def write_receipt(path: Path, target: Path, headquarters: Headquarters) -> None:
    """Sign that a file was taken in, and write that to the disk."""
    said = hashlib.sha256(path.read_bytes()).digest()
    unfinished = target.with_name(target.name + ".part")
    with unfinished.open("wb") as file:
        file.write(said + headquarters.keys.signing.sign(b"a receipt", said))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(target)


def bare_opening(raw: bytes, headquarters: Headquarters) -> bytes:
    """Verify and unseal with the library alone, without looking at what is inside."""
    end = raw.index(b"}") + 1
    signer = bytes.fromhex(json.loads(raw[raw.index(b"{") : end])["signer"])
    verify(signer, b"clinic-app bundle", raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:])
    return headquarters.keys.opening.open(raw[end:-SIGNATURE_BYTES], raw[:end])


def bare_loop(files: Sequence[Path], headquarters: Headquarters) -> float:
    """Open every file with the library alone; return the processor time."""
    begun = process_time()
    for path in files:
        bare_opening(path.read_bytes(), headquarters)
    return process_time() - begun


def collect_timing_receipts(headquarters: Headquarters, inbox: Path) -> float:
    """Take all in as a person does; return the seconds in which receipts were made and written."""
    spent: list[float] = []

    def timed(step: Callable[Given, Result]) -> Callable[Given, Result]:
        def taken(*args: Given.args, **words: Given.kwargs) -> Result:
            begun = perf_counter()
            try:
                return step(*args, **words)
            finally:
                spent.append(perf_counter() - begun)

        return taken

    with (
        patch.object(collecting, "unsaid", timed(unsaid)),
        patch.object(collecting, "write_many", timed(write_many)),
    ):
        collect(headquarters, inbox, AT)
    return sum(spent)


def begin_peak() -> int:
    """Forget the most memory held so far, which making keys took; return what is held now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return peak_kb()


def peak_kb() -> int:
    """Return the most memory held since then. Source: Linux, proc(5)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0])


def main(words: Sequence[str]) -> None:
    """Make the bundles, take them in, and print what was measured."""
    clinics, months = map(int, (*words, *SIZE[len(words) :]))
    folder = Path(tempfile.mkdtemp(prefix="bench-collect-"))
    try:
        headquarters, _code = place.create(
            folder / "hq",
            name="Benchmark",
            passphrase="six words that nobody types here",
            is_training=False,
            cost=LEAST_COST,
        )
        inbox = folder / "inbox"
        inbox.mkdir()
        for number in range(clinics):
            clinic_files(headquarters, f"C-{number}", months, 30 + number, inbox)
        files = sorted(inbox.iterdir())
        plain = plain_loop(files, folder / "plain.db")
        bare = bare_loop(files, headquarters)
        (folder / "receipts").mkdir()
        silent = full_loop(files, folder / "silent.db", headquarters, None)
        full = full_loop(files, folder / "full.db", headquarters, folder / "receipts")
        gc.collect()
        before = begin_peak()
        begun, worked = perf_counter(), process_time()
        saying = collect_timing_receipts(headquarters, inbox)
        took, worked = perf_counter() - begun, process_time() - worked
        print(f"{len(files)} bundles: {len(files) / (took - saying):,.0f} a second in the ledger")
        print(f"{len(files) / took:,.0f} a second with their receipts")
        print(f"ratio to a loop that only inserts the bytes: {worked / plain:.1f}")
        print(f"ratio to one that also verifies and unseals: {worked / (plain + bare):.1f}")
        print(f"ratio to one that also unpacks and inserts the numbers: {worked / silent:.1f}")
        print(f"ratio to one that also signs and writes receipts: {worked / full:.1f}")
        print(f"verifying and unsealing alone: {len(files) / bare:,.0f} a second")
        print(f"in processor time alone: {len(files) / worked:,.0f} a second")
        print(f"memory grew by {(peak_kb() - before) / 1024:.1f} MB at its highest")
        begun = perf_counter()
        draw_up(headquarters, FIRST, FIRST.plus(months - 1))
        print(f"a report over all of it: {perf_counter() - begun:.2f} s")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
