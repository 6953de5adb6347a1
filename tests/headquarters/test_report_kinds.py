"""Five reports in four formats, all from one definition: the same numbers, gaps that stay gaps."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from clinic_app.bundles.headline_words import headline_words
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters import enrolling, totals
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.document import Document, Row, Table
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.range_totals import RangeTotal, range_notes, range_totals
from clinic_app.headquarters.report_kinds import ReportKind, document
from clinic_app.headquarters.report_sheet import report_pdf
from clinic_app.headquarters.report_xlsx import report_xlsx
from clinic_app.headquarters.reporting import ReportFormat, files_of, write_report
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
JANUARY, DECEMBER = Month(2026, 1), Month(2026, 12)
SAMPLES = Path(__file__).parent / "samples"
SHEET_NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
OPEN_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
OPEN_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
Chromium = Callable[..., subprocess.CompletedProcess[str]]


class Clinic(Protocol):
    first: Month
    is_older: bool

    def close(self, **totals: int) -> SealedFile: ...


Enrol = Callable[[str], Clinic]


@pytest.fixture
def network(headquarters: Headquarters, enrolled: Enrol, inbox: Path) -> Headquarters:
    """Two offices in one year: one whole, one that began in March and is silent since October."""
    whole, silent = enrolled("BOS-1"), enrolled("WOR-1")
    silent.first = Month(2026, 3)
    for month in range(1, 13):
        file = whole.close(
            helped=200 * month,
            screened=10 * month,
            screenings=220 * month,
            served_at_no_cost=150 * month,
            served_in_year=230 * month,
            served_in_year_at_no_cost=160 * month,
            applications_prepared=400 * month,
            form_i_821=200 * month,
            form_i_765=200 * month,
            appearances=month,
            appearances_court=month,
            referrals=3 * month,
            kyr_events=month,
            kyr_attendance=40 * month,
            kyr_trained=700,
            representatives_partial=2,
            representatives_full=1,
            representatives_new=1,
            representatives_expiring=3 if month > 9 else 0,
        )
        (inbox / file.name).write_bytes(file.data)
    for _month in range(7):
        file = silent.close(
            helped=879, served_in_year=880, kyr_trained=6, representatives_partial=1
        )
        (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)
    return headquarters


def said(network: Headquarters, kind: ReportKind) -> Document:
    return document(draw_up(network, JANUARY, DECEMBER), kind)


def every_cell(workbook: bytes) -> list[list[str | float]]:
    """Read the cells of every sheet back: numbers as numbers, words as words."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as files:
        strings = [
            "".join(part.text or "" for part in item.iter(f"{{{SHEET_NAMES['m']}}}t"))
            for item in ET.fromstring(files.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
        ]
        rows: list[list[str | float]] = []
        for name in sorted(n for n in files.namelist() if n.startswith("xl/worksheets/sheet")):
            sheet = ET.fromstring(files.read(name))  # noqa: S314 - our own
            assert not list(sheet.iter(f"{{{SHEET_NAMES['m']}}}f"))
            for row in sheet.iterfind("m:sheetData/m:row", SHEET_NAMES):
                rows.append([])
                for cell in row.iterfind("m:c[m:v]", SHEET_NAMES):
                    value = cell.findtext("m:v", "", SHEET_NAMES)
                    is_word = cell.get("t") == "s"
                    rows[-1].append(strings[int(value)] if is_word else float(value))
    return rows


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    finally:
        pages.close()


def test_the_years_numbers_come_out_in_all_four_formats(network: Headquarters) -> None:
    report = draw_up(network, JANUARY, DECEMBER)
    files = {
        form: dict(files_of(report, ReportKind.NEWSLETTER, form)).popitem()[1]
        for form in ReportFormat
    }

    page = files[ReportFormat.HTML].decode()
    assert '<data value="3279">3,279</data>People helped to apply' in page
    assert '<data value="706">706</data>Trained' in page
    rows = list(csv.DictReader(io.StringIO(files[ReportFormat.CSV].decode())))
    assert [row["value"] for row in rows if row["row"]][:2] == ["3279", "706"]
    cells = every_cell(files[ReportFormat.XLSX])
    assert ["People helped to apply for TPS", 3279.0] in cells
    assert ["Trained to hold sessions, heads", 706.0] in cells
    paper = text_of(files[ReportFormat.PDF])
    assert re.search(r"People helped to apply for TPS\D*3,279", paper)
    assert re.search(r"Trained to hold sessions, heads\D*706", paper)


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_gives_the_same_bytes_twice_in_every_format(
    network: Headquarters, tmp_path: Path, kind: ReportKind
) -> None:
    first = write_report(network, JANUARY, DECEMBER, tmp_path / "first", kind=kind)
    second = write_report(network, JANUARY, DECEMBER, tmp_path / "second", kind=kind)

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert {path.suffix for path in first} == {".html", ".csv", ".xlsx", ".pdf"}
    assert all(path.name.startswith(f"{kind}_2026-01_2026-12") for path in first)


def test_only_the_formats_that_are_asked_for_are_written(
    network: Headquarters, tmp_path: Path
) -> None:
    files = write_report(network, JANUARY, DECEMBER, tmp_path, formats=[ReportFormat.XLSX])

    assert [path.name for path in files] == ["coalition_2026-01_2026-12.xlsx"]
    assert list(tmp_path.glob("coalition*")) == list(files)


def test_a_figure_names_the_bundle_that_it_comes_from(network: Headquarters) -> None:
    table = said(network, ReportKind.FUNDER).tables[-1]

    assert len(table.rows) == 12 + 7
    clinic, months, bundle = table.rows[0].cells
    assert (clinic, months) == ("BOS-1", "2026-01")
    assert re.fullmatch(r"BOS-1_2026-01_1_[0-9a-f]{12}", str(bundle))


def test_one_bundle_that_brings_several_months_is_named_for_each(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    clinic.close(helped=1)
    file = clinic.close(helped=2)
    (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)

    (row,) = said(headquarters, ReportKind.COALITION).tables[-1].rows

    assert row.cells == ("BOS-1", "2026-01, 2026-02", file.name.removesuffix(".tally"))


def test_the_annual_summary_is_the_golden_one(network: Headquarters) -> None:
    report = draw_up(network, JANUARY, DECEMBER)
    ((_name, table),) = files_of(report, ReportKind.ANNUAL, ReportFormat.CSV)

    # The hash in a bundle's name is another each time: sealing is never the same twice.
    told = re.sub(r"_[0-9a-f]{12}\b", "_<hash>", table.decode())
    golden = SAMPLES / "annual_summary.csv"
    assert told.splitlines() == golden.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "months",
    [
        (JANUARY, JANUARY),
        (Month(2026, 3), Month(2027, 2)),
        (JANUARY, Month(2027, 12)),
    ],
)
def test_the_annual_summary_of_no_calendar_year_says_so(
    network: Headquarters, months: tuple[Month, Month]
) -> None:
    words = "These are not the twelve months of one calendar year."

    assert document(draw_up(network, *months), ReportKind.ANNUAL).notes[0].startswith(words)
    assert not any(note.startswith(words) for note in said(network, ReportKind.ANNUAL).notes)


def test_the_annual_summary_says_its_gaps(network: Headquarters) -> None:
    whole, silent, _sources = said(network, ReportKind.ANNUAL).tables

    assert whole.explained.startswith("12 of 12 months were reported.")
    assert "7 of 12 months were reported. 2 months lie before" in silent.explained
    assert "in no number below: 2026-10, 2026-11, 2026-12." in silent.explained
    numbers = {row.key: row.cells[-1] for row in silent.rows}
    assert numbers["helped"] == 879
    assert numbers["representatives_partial"] is None  # its last day was not reported


def test_an_office_that_reported_nothing_has_gaps_and_no_zero(
    headquarters: Headquarters, enrolled: Enrol
) -> None:
    enrolled("BOS-1")

    office = said(headquarters, ReportKind.ANNUAL).tables[0]

    assert {row.cells[-1] for row in office.rows} == {None}
    assert "none reported" in office.explained


def test_a_funders_table_has_a_column_for_each_month(network: Headquarters) -> None:
    table = said(network, ReportKind.FUNDER).tables[0]

    (helped,) = (row for row in table.rows if row.key == "helped")
    assert helped.cells[2:] == (200, 200, 1079, *[200] * 9, 3279)


def test_accreditation_is_told_clinic_by_clinic(network: Headquarters) -> None:
    table = said(network, ReportKind.ACCREDITATION).tables[0]

    assert [row.cells[3:] for row in table.rows] == [(2, 1, 1, 0, 3), (None, None, 0, 0, None)]


def test_what_ends_soon_comes_out_in_all_four_formats(network: Headquarters) -> None:
    report = draw_up(network, JANUARY, DECEMBER)
    words = "Accreditations that end within 180 days"
    files = {
        form: dict(files_of(report, ReportKind.ACCREDITATION, form)).popitem()[1]
        for form in ReportFormat
    }

    assert f'<data value="3">3</data>{words}' in files[ReportFormat.HTML].decode()
    rows = csv.DictReader(io.StringIO(files[ReportFormat.CSV].decode()))
    assert [row["value"] for row in rows if words in row.values()] == ["3", "3", ""]
    assert [words, 3.0] in every_cell(files[ReportFormat.XLSX])
    assert re.search(rf"{words}\D*3\b", text_of(files[ReportFormat.PDF]))


def test_what_an_older_program_did_not_count_is_a_gap_until_it_does(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    older, newer = enrolled("BOS-1"), enrolled("WOR-1")
    older.is_older = True
    files = [newer.close(representatives_expiring=2), newer.close(), older.close()]
    older.is_older = False
    files.append(older.close(representatives_expiring=1))
    for file in files:
        (inbox / file.name).write_bytes(file.data)

    taken_in = collect(headquarters, inbox, AT)

    assert taken_in.count(ReceiptStatus.ACCEPTED) == 4
    expiring = HeadlineCount.REPRESENTATIVES_EXPIRING
    words = headline_words()[expiring]
    january = draw_up(headquarters, JANUARY, JANUARY)
    assert [clinic.total(expiring) for clinic in january.clinics] == [None, 2]
    assert RangeTotal(words, 2, None) in range_totals(january)
    served = HeadlineCount.SERVED_IN_YEAR
    assert [clinic.total(served) for clinic in january.clinics] == [None, 0]
    office, other, _sources = document(january, ReportKind.ANNUAL).tables
    assert "did not count clients by year" in office.explained
    assert "did not count clients by year" not in other.explained
    february = draw_up(headquarters, JANUARY, JANUARY.plus(1))
    assert [clinic.total(expiring) for clinic in february.clinics] == [1, 0]
    assert RangeTotal(words, 1, 1) in range_totals(february)


def test_clients_served_in_years_that_an_older_program_closed_are_not_none(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    """Of 2025 nobody knows how many; from 2026 on each year is whole."""
    older, newer = enrolled("BOS-1"), enrolled("WOR-1")
    older.first = newer.first = Month(2025, 11)
    for month in range(4):
        older.is_older = month < 2
        for clinic, served in ((older, max(0, 4 * (month - 1))), (newer, 10)):
            file = clinic.close(served_in_year=served)
            (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)
    words = headline_words()[HeadlineCount.SERVED_IN_YEAR]
    said = "Clients served in 2025 are in no total for BOS-1"

    both = draw_up(headquarters, Month(2025, 11), JANUARY.plus(1))
    alone = draw_up(headquarters, JANUARY, JANUARY.plus(1))

    assert RangeTotal(words, 18, None) in range_totals(both)
    assert RangeTotal(words, 8, 8) in range_totals(alone)
    told = {kind: any(said in note for note in document(both, kind).notes) for kind in ReportKind}
    assert told == {kind: kind is not ReportKind.NEWSLETTER for kind in told} | {
        ReportKind.ACCREDITATION: False
    }
    assert not any(
        "are in no total for" in note for note in document(alone, ReportKind.ANNUAL).notes
    )
    assert any(said in note for note in range_notes(both))


def test_clients_served_before_the_period_are_not_taken_for_the_periods(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    """The first close that says it, in March, says it of all the year."""
    clinic, newer = enrolled("BOS-1"), enrolled("WOR-1")
    for month in range(4):
        clinic.is_older = month < 2
        for file in (clinic.close(served_in_year=10 * (month + 1)), newer.close(served_in_year=1)):
            (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)
    words = headline_words()[HeadlineCount.SERVED_IN_YEAR]
    march, april = JANUARY.plus(2), JANUARY.plus(3)

    spring = draw_up(headquarters, march, april)

    assert RangeTotal(words, None, 40) in range_totals(spring)
    said = "Clients served in 2026 are those since January for BOS-1"
    assert any(said in note for note in range_notes(spring))
    assert any(said in note for note in document(spring, ReportKind.FUNDER).notes)
    for whole, served in (((JANUARY, april), 41), ((april, april), 10)):
        report = draw_up(headquarters, *whole)
        assert RangeTotal(words, served, served) in range_totals(report)
        assert report.since_january == ()


NAMES = ["=HYPERLINK(1)", "+1+1", "-2", "@SUM(A1)", "https://x.example", "007", "[a]*b?'c'"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_looks_like_something_else_stays_text(network: Headquarters, name: str) -> None:
    enrolling.issue(network, "BOS-1", name, AT)

    for kind in (ReportKind.COALITION, ReportKind.ANNUAL):
        cells = every_cell(report_xlsx(said(network, kind)))
        assert any(name in str(cell) for row in cells for cell in row if isinstance(cell, str))


def a_document(*tables: Table) -> Document:
    return Document(
        issuer="Coalition",
        title="Numbers",
        period="2026",
        notes=(),
        leading=(("People", None),),
        chart=None,
        tables=tables,
        limits="None.",
    )


@pytest.mark.parametrize("name", ["波士顿华埠社区中心", "Riverbend \U0001f642", "தமிழ் மையம்"])
def test_letters_that_no_font_has_keep_no_report_off_paper(
    headquarters: Headquarters, enrolled: Enrol, tmp_path: Path, name: str
) -> None:
    """One such name kept every report from being written, in all formats."""
    enrolled("BOS-1")
    enrolling.issue(headquarters, "BOS-1", name, AT)
    for kind in (ReportKind.COALITION, ReportKind.ACCREDITATION, ReportKind.ANNUAL):
        files = write_report(headquarters, JANUARY, DECEMBER, tmp_path, kind=kind)
        told = {path.suffix: path.read_bytes() for path in files}
        pages = pypdfium2.PdfDocument(told[".pdf"])
        words = " ".join(page.get_textpage().get_text_range() for page in pages)
        assert "can print stand as “?” here" in " ".join(words.split())
        assert name in told[".html"].decode()
        assert "can print stand" not in told[".html"].decode()


def test_a_gap_reads_as_one_on_paper_and_in_a_workbook() -> None:
    table = Table(title="T", columns=("What", "A", "B"), words=1, rows=(Row(("people", None, 4)),))

    assert ["people", "no report", 4.0] in every_cell(report_xlsx(a_document(table)))
    assert "no report" in text_of(report_pdf(a_document(table)))


def test_at_most_of_a_label_that_nobody_knows_reads_the_same_in_all_four_formats(
    network: Headquarters,
) -> None:
    """WOR-1 is silent since October, so of nobody helped is it known how many there are at most."""
    report = draw_up(network, JANUARY, DECEMBER)
    (words,) = {
        one.most_words
        for one in range_totals(report)
        if one.words.endswith("by country: not known")
    }
    assert words == "nobody knows"
    label = next(one for one in report.period_labels if one.labels).labels[0]

    page, book, table, paper = (
        dict(files_of(report, ReportKind.FUNDER, form)).popitem()[1]
        for form in (ReportFormat.HTML, ReportFormat.XLSX, ReportFormat.CSV, ReportFormat.PDF)
    )

    shown = f'<data value="{label.least}">{label.least:,}</data></td>'
    gap = f'<td class="number gap"><span class="none">{words}</span></td>'
    assert f'<td>not known</td><td class="number">{shown}{gap}' in page.decode()
    assert ["not known", float(label.least), words] in every_cell(book)
    rows = [row for row in csv.DictReader(io.StringIO(table.decode())) if row["row"] == "not known"]
    assert {row["value"] for row in rows if row["column"] == "At most"} == {words}
    assert re.search(f"At most\\s+{words}", text_of(paper))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this computer")
def test_libreoffice_opens_the_workbook_and_its_numbers_are_numbers(
    network: Headquarters, tmp_path: Path
) -> None:
    report = said(network, ReportKind.COALITION)
    book = tmp_path / "book.xlsx"
    book.write_bytes(report_xlsx(report))

    done = subprocess.run(  # noqa: S603 - a program of the system, on a file of our own
        [
            str(shutil.which("soffice")),
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "fods",
            "--outdir",
            str(tmp_path),
            str(book),
        ],
        capture_output=True,
        check=True,
        timeout=120,
        text=True,
    )

    said_of_book = [line for line in done.stderr.splitlines() if "javaldx" not in line]
    assert said_of_book == []  # javaldx looks for a Java of LibreOffice's own, not at the workbook
    root = ET.parse(tmp_path / "book.fods").getroot()  # noqa: S314 - LibreOffice wrote it
    kinds = [cell.attrib for cell in root.iter(f"{{{OPEN_TABLE}}}table-cell")]
    opened: Counter[int] = Counter()
    for cell in kinds:
        if cell.get(f"{{{OPEN_OFFICE}}}value-type") == "float":
            repeated = int(cell.get(f"{{{OPEN_TABLE}}}number-columns-repeated", 1))
            opened[int(cell[f"{{{OPEN_OFFICE}}}value"])] += repeated
    assert opened == Counter(numbers_in(report))
    assert 3279 in opened
    assert not any(f"{{{OPEN_TABLE}}}formula" in cell for cell in kinds)


def numbers_in(report: Document) -> Iterator[int]:
    """Yield every number that a workbook holds: those that lead, then the cells of the tables."""
    yield from (number for _words, number in report.leading if number is not None)
    for table in report.tables:
        for row in table.rows:
            yield from (cell for cell in row.cells if isinstance(cell, int))


def shown(chromium: Chromium, page: Path) -> tuple[str, str]:
    """Return what a page came to in a browser, and what its console said."""
    done = chromium("--enable-logging=stderr", "--dump-dom", page.as_uri())
    console = [line for line in done.stderr.splitlines() if ":CONSOLE:" in line]
    return done.stdout, "\n".join(console)


@pytest.mark.parametrize("kind", list(ReportKind))
def test_chromium_shows_the_page_which_asks_for_nothing(
    network: Headquarters, chromium: Chromium, tmp_path: Path, kind: ReportKind
) -> None:
    page = tmp_path / "report.html"
    page.write_bytes(
        dict(files_of(draw_up(network, JANUARY, DECEMBER), kind, ReportFormat.HTML)).popitem()[1]
    )

    told, console = shown(chromium, page)

    assert console == ""  # its policy refuses every request and script, and would say so here
    assert "<script" not in told
    assert "<h1>Coalition" in told
    assert kind is ReportKind.ACCREDITATION or 'value="700"' in told or 'value="706"' in told


def test_chromium_would_tell_of_a_request(chromium: Chromium, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    page.write_text(f"<html><head>{policy}</head><body><img src='picture.png'></body></html>")

    _told, console = shown(chromium, page)

    assert "violates the following Content Security Policy directive" in console


def test_more_bundles_than_anybody_reads_are_named_in_a_table_of_their_own(
    network: Headquarters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {row.cells for row in said(network, ReportKind.FUNDER).tables[-1].rows}
    monkeypatch.setattr(totals, "MOST_LISTED", len(whole) - 1)

    for kind in ReportKind:
        write_report(network, JANUARY, DECEMBER, tmp_path, kind=kind, formats=[ReportFormat.CSV])
        table = (tmp_path / f"{kind.value}_2026-01_2026-12_bundles.csv").read_text(encoding="utf-8")

        assert {tuple(row.values()) for row in csv.DictReader(io.StringIO(table))} == whole
    newest = said(network, ReportKind.FUNDER).tables[-1]
    assert len(newest.rows) < len(whole)
    assert {row.cells[2] for row in newest.rows} < {row[2] for row in whole}
