"""A coalition's year: 3,279 people helped to apply, 706 trained, and out come 3,279 and 706.

Every one of them is entered through the workflows of ``clinic-app demo``, with mistakes that are
found later, at clinics that close each month; the bundles go to a headquarters on SQLite and to
one on PostgreSQL, and the numbers are read out of all four formats of the report. Here a small
coalition stands for it; CLINIC_APP_COALITION=whole runs the year with all its numbers.
"""

import csv
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import collecting, enrolling, place
from clinic_app.headquarters.ledger.ledger import Ledger
from clinic_app.headquarters.ledger.server import PostgresServer
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_kinds import ReportKind
from clinic_app.headquarters.reporting import write_report
from clinic_app.tallies.month import Month
from clinic_app.workflows import demo
from clinic_app.workflows.demo import DemoOrder

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Coalition:
    """So many clinics, and what they come to together."""

    clinics: int
    helped: int
    trained: int
    first: Month
    last: Month

    def shares(self, total: int) -> Iterator[int]:
        """Yield what each clinic has of *total*: nearly the same, and together all of it."""
        for number in range(self.clinics):
            yield total * (number + 1) // self.clinics - total * number // self.clinics


WHOLE = Coalition(35, 3279, 706, Month(2024, 7), Month(2025, 6))
SMALL = Coalition(3, 41, 17, Month(2024, 9), Month(2024, 11))


@pytest.fixture(scope="module")
def coalition() -> Coalition:
    return WHOLE if os.environ.get("CLINIC_APP_COALITION") == "whole" else SMALL


@pytest.fixture(scope="module")
def on_sqlite(
    coalition: Coalition, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Headquarters, Path]:
    """A training headquarters and the folder with the bundles of all its clinics."""
    folder = tmp_path_factory.mktemp("coalition")
    headquarters, _code = place.create(
        folder / "hq",
        name="Coalition",
        passphrase="a passphrase of several words",
        is_training=True,
        cost=LEAST_COST,
    )
    inbox = folder / "inbox"
    inbox.mkdir()
    shares = zip(
        coalition.shares(coalition.helped), coalition.shares(coalition.trained), strict=True
    )
    for number, (helped, trained) in enumerate(shares, start=1):
        vault = folder / f"clinic-{number}"
        enrolment = enrolling.issue(headquarters, f"C-{number}", f"Clinic {number}", AT)
        order = DemoOrder(
            clients=helped // 2,
            events=2,
            seed=number,
            first=coalition.first.first,
            last=coalition.last.last,
            enrolment=enrolment,
            closes_months=True,
            corrections=0.1,
            helped=helped,
            trained=trained,
        )
        *_steps, _last = demo.fill(vault, order, date(2026, 1, 1))
        enrolling.accept(headquarters, (vault / demo.ANSWER_FILE).read_bytes(), AT)
        for bundle in (vault / demo.OUTBOX).iterdir():
            shutil.move(bundle, inbox)
        shutil.rmtree(vault)
    return headquarters, inbox


@pytest.fixture(params=["sqlite", "postgresql"])
def headquarters(
    request: pytest.FixtureRequest, on_sqlite: tuple[Headquarters, Path], tmp_path: Path
) -> Headquarters:
    """The same headquarters, its ledger in a file or on a server; nothing is taken in yet."""
    made, _inbox = on_sqlite
    if request.param == "sqlite":
        return made
    new_database: Callable[[], str] = request.getfixturevalue("new_database")
    with made.ledger.reading() as opened:
        about, listed = opened.about(), opened.enrolments.listed()
        signers = opened.enrolments.signers()
    ledger = Ledger.create(PostgresServer(tmp_path, new_database()), about)
    with ledger.transaction() as opened:
        for clinic in listed:
            for key in clinic.keys:
                number = signers[key.signing_key].number
                opened.enrolments.issue(
                    code=clinic.code, name=clinic.name, number=number, at=clinic.issued_at
                )
                opened.enrolments.pin(
                    number=number, signing_key=key.signing_key, station="0" * 16, at=key.at
                )
    return replace(made, ledger=ledger)


def test_what_was_entered_comes_out_in_all_four_formats(
    headquarters: Headquarters,
    on_sqlite: tuple[Headquarters, Path],
    coalition: Coalition,
    tmp_path: Path,
) -> None:
    _made, inbox = on_sqlite
    collected = collecting.collect(headquarters, inbox, AT)
    assert {result.status for result in collected.results} == {ReceiptStatus.ACCEPTED}

    files = write_report(
        headquarters,
        coalition.first,
        coalition.last,
        tmp_path / "out",
        kind=ReportKind.NEWSLETTER,
    )

    said = {path.suffix: path.read_bytes() for path in files}
    wanted = {"People helped to apply for TPS": coalition.helped}
    wanted["Trained to hold sessions, heads"] = coalition.trained
    for words, number in wanted.items():
        assert f'<data value="{number}">{number:,}</data>{words}' in said[".html"].decode()
        rows = csv.DictReader(io.StringIO(said[".csv"].decode()))
        assert [row["value"] for row in rows if row["row"] == words][:1] == [str(number)]
        assert number in numbers_beside(words, said[".xlsx"])
        assert re.search(rf"{words}\D*{number:,}", text_of(said[".pdf"]))


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def numbers_beside(words: str, workbook: bytes) -> list[float]:
    """Return the numbers of the rows of a workbook that begin with *words*."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as files:
        shared = ET.fromstring(files.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
        strings = ["".join(part.text or "" for part in one.iter(f"{SHEET}t")) for one in shared]
        found: list[float] = []
        for name in files.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            for row in ET.fromstring(files.read(name)).iter(f"{SHEET}row"):  # noqa: S314 - our own
                first, *others = row
                if strings[int(first.findtext(f"{SHEET}v", "0"))] == words:
                    found += [float(one.findtext(f"{SHEET}v", "0")) for one in others]
        return found


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    finally:
        pages.close()
