"""What a report looks like in each format: titles stand at every number, nothing is cut off."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Protocol
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.document import Document, Row, Table
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_html import report_html
from clinic_app.headquarters.report_kinds import ReportKind, document
from clinic_app.headquarters.report_sheet import report_pdf, report_sheet
from clinic_app.headquarters.report_xlsx import report_xlsx
from clinic_app.headquarters.sheet_names import sheet_names
from clinic_app.headquarters.totals import draw_up
from clinic_app.printing.sheet import Bars, Block, Figures, Note, Text
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
XML = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Chromium = Callable[..., subprocess.CompletedProcess[str]]
JANUARY, OCTOBER = Month(2026, 1), Month(2026, 10)


class Clinic(Protocol):
    def close(self, **totals: int) -> SealedFile: ...


Enrol = Callable[[str], Clinic]


@pytest.fixture
def network(headquarters: Headquarters, enrolled: Enrol, inbox: Path) -> Headquarters:
    """Two clinics: one whole, one silent since April."""
    for code, months in (("BOS-1", 10), ("CHI-1", 4)):
        clinic = enrolled(code)
        for month in range(1, months + 1):
            file = clinic.close(
                helped=500 * month,
                screened=300 * month,
                kyr_attendance=400 * month,
                kyr_trained=100 * month,
                appearances=60 * month,
                representatives_partial=2,
            )
            (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)
    return headquarters


def said(network: Headquarters, kind: ReportKind) -> Document:
    return document(draw_up(network, JANUARY, OCTOBER), kind)


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


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    try:
        told = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
        return " ".join(told.split())
    finally:
        pages.close()


def words_of(block: Block) -> Iterator[str]:
    match block:
        case Text() | Note():
            yield block.words.own
        case Figures():
            yield from block.titles or ()
            yield from (words for row in block.rows for words in row)
        case Bars():
            yield from (words for row in block.rows for words in row[:2])
        case _:
            pytest.fail(f"a block that no report has: {block}")


def test_the_missing_months_are_never_read_as_those_that_were_counted(
    network: Headquarters,
) -> None:
    for kind in (ReportKind.COALITION, ReportKind.ACCREDITATION):
        paper = text_of(report_pdf(said(network, kind)))

        assert "Clinic: BOS-1 · Name: Clinic BOS-1 · Months missing: none" in paper
        assert re.search(r"Name: Clinic CHI-1 · Months missing: 2026-05, 2026-06,", paper)
    assert "Month: 2026-05 · Clinics reported: 1 of 2" in text_of(
        report_pdf(said(network, ReportKind.COALITION))
    )


@pytest.mark.parametrize("kind", ReportKind)
def test_the_title_of_every_column_is_on_paper(network: Headquarters, kind: ReportKind) -> None:
    report = said(network, kind)

    sections = {one.heading.own: one for one in report_sheet(report).sections}

    for table in report.tables:
        words = [part for block in sections[table.title].blocks for part in words_of(block)]
        for title in table.columns:
            assert any(title in part for part in words), (table.title, title)


def test_a_table_without_rows_has_no_titles_on_paper() -> None:
    tables = [
        Table(title="T", columns=("What", "A"), words=words, rows=(), explained="Nothing.")
        for words in (1, 2)
    ]

    for section in report_sheet(a_document(*tables)).sections[1:]:
        assert [part for block in section.blocks for part in words_of(block)] == ["Nothing."]


def test_words_that_hold_commas_stay_apart_on_paper() -> None:
    table = Table(title="T", columns=("A", "B"), words=2, rows=(Row(("one, two", "three")),))

    assert "A · B one, two · three" in text_of(report_pdf(a_document(table)))


def lines_by_page(pdf: bytes) -> Iterator[list[str]]:
    pages = pypdfium2.PdfDocument(pdf)
    try:
        for page in pages:
            yield page.get_textpage().get_text_bounded().splitlines()
    finally:
        pages.close()


def test_the_numbers_of_a_clinic_stand_on_paper_below_its_name() -> None:
    """On another page nobody could tell whose they are."""
    rows = tuple(Row((f"clinic {number}", *range(5))) for number in range(60))
    table = Table(title="T", columns=("Clinic", *"ABCDE"), words=1, rows=rows)

    pages = list(lines_by_page(report_pdf(a_document(table))))

    assert len(pages) > 3
    for page in pages:
        named = sum("Clinic: clinic" in line for line in page)
        assert sum(line.split()[:1] == ["E"] for line in page) == named


def test_an_offices_summary_stands_on_one_page_which_says_its_year() -> None:
    rows = tuple(Row((f"number {number}", number)) for number in range(23))
    offices = [
        Table(title=f"Office {number}", columns=("What", "Number"), words=1, rows=rows)
        for number in range(4)
    ]

    paper = report_pdf(replace(a_document(*offices), period="The year 2026"))

    pages = list(lines_by_page(paper))

    assert len(pages) > 2
    for page in pages:
        assert any("The year 2026" in line for line in page)
        begun = sum(line.startswith("number 0") for line in page)
        assert sum(line.startswith("number 22") for line in page) == begun


def test_rows_that_no_page_holds_are_all_there() -> None:
    rows = tuple(Row((f"number {number}", number)) for number in range(90))
    table = Table(title="T", columns=("What", "Number"), words=1, rows=rows)

    paper = text_of(report_pdf(a_document(table)))

    assert all(f"number {number} {number}" in paper for number in range(90))


def names_of(workbook: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as files:
        book = ET.fromstring(files.read("xl/workbook.xml"))  # noqa: S314 - our own
    return [one.attrib["name"] for one in book.iterfind("m:sheets/m:sheet", XML)]


def rows_of(workbook: bytes) -> Iterator[tuple[list[tuple[str, float]], float]]:
    """Yield each row that has words: those with the width that they have, and its height."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as files:
        strings = [
            "".join(part.text or "" for part in item.iter(f"{{{XML['m']}}}t"))
            for item in ET.fromstring(files.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
        ]
        for name in (one for one in files.namelist() if "worksheets/sheet" in one):
            sheet = ET.fromstring(files.read(name))  # noqa: S314 - our own
            widths = [
                float(one.attrib["width"])
                for one in sheet.iterfind("m:cols/m:col", XML)
                for _place in range(int(one.attrib["min"]), int(one.attrib["max"]) + 1)
            ]
            merged = [one.attrib["ref"] for one in sheet.iterfind("m:mergeCells/m:mergeCell", XML)]
            spans = dict(one.split(":") for one in merged)
            for row in sheet.iterfind("m:sheetData/m:row", XML):
                words = []
                for cell in row.iterfind("m:c[@t='s']", XML):
                    first = cell.attrib["r"]
                    last = spans.get(first, first)
                    wide = sum(widths[ord(first[0]) - ord("A") : ord(last[0]) - ord("A") + 1])
                    words.append((strings[int(cell.findtext("m:v", "", XML))], wide))
                yield words, float(row.get("ht", 15))


@pytest.mark.parametrize("kind", ReportKind)
def test_the_sheets_of_a_workbook_are_told_apart_by_their_names(
    network: Headquarters, kind: ReportKind
) -> None:
    names = names_of(report_xlsx(said(network, kind)))

    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    spoken = [name.partition(" ")[2] for name in names[1:]]
    assert len(set(spoken)) == len(spoken)
    assert not any(name.startswith("By label") for name in spoken)


def test_the_sheet_of_a_breakdown_names_its_stream_and_its_attribute(network: Headquarters) -> None:
    names = names_of(report_xlsx(said(network, ReportKind.FUNDER)))

    spoken = {name.partition(" ")[2] for name in names}
    assert {"Period helped by country", "To date helped by country"} <= spoken
    assert {"Period KYR by language", "To date screened by language"} <= spoken


def test_a_sheet_is_named_by_whole_words() -> None:
    tables = [
        Table(title=title, columns=("A",), words=1, rows=())
        for title in (
            "BOS-1: [Clinic] of the 'Northern' Harbor",
            "x" * 99,
            "BOS-1: Short",
            "BOS-1: Adlam " + "\U0001e900" * 9,
            "\U0001e900" * 20,
        )
    ]

    assert list(sheet_names(tables)) == [
        "1 BOS-1 Clinic of the Northern",
        "2 " + "x" * 29,
        "3 BOS-1 Short",
        "4 BOS-1 Adlam",
        "5 " + "\U0001e900" * 14,
    ]


@pytest.mark.parametrize("kind", ReportKind)
def test_every_row_of_a_workbook_is_as_high_as_its_words(
    network: Headquarters, kind: ReportKind
) -> None:
    rows = list(rows_of(report_xlsx(said(network, kind))))

    assert rows
    for words, height in rows:
        for told, width in words:
            assert height >= 15 * min(27, -(-len(told) // width)), (told, width, height)
    assert any(height > 30 for _words, height in rows)


def test_a_row_of_wide_letters_is_higher() -> None:
    rows = (Row(("ab " * 20,)), Row(("\u6c49\u5b57 " * 20,)), Row(("a" * 9000,)))
    table = Table(title="T", columns=("What",), words=1, rows=rows)

    heights = [height for _words, height in rows_of(report_xlsx(a_document(table)))][-3:]

    assert 15 == heights[0] < heights[1] < heights[2] == 405


def test_every_sheet_of_a_workbook_says_on_paper_of_which_months_it_is() -> None:
    tables = [Table(title=title, columns=("A",), words=1, rows=()) for title in "TU"]
    book = report_xlsx(replace(a_document(*tables), period="May & June 2026"))

    with zipfile.ZipFile(io.BytesIO(book)) as files:
        for number in (2, 3):
            name = f"xl/worksheets/sheet{number}.xml"
            sheet = ET.fromstring(files.read(name))  # noqa: S314 - our own
            foot = sheet.findtext("m:headerFooter/m:oddFooter", "", XML)
            assert foot.startswith("&LMay && June 2026&R")


def test_a_wide_table_of_a_workbook_fits_its_paper_or_says_again_what_its_rows_are() -> None:
    for numbers, pages in ((13, 1), (37, 3)):
        columns = ("What", "How", *map(str, range(numbers)))
        rows = (Row(("people", "added", *range(numbers))),)
        book = report_xlsx(a_document(Table(title="T", columns=columns, words=2, rows=rows)))

        with zipfile.ZipFile(io.BytesIO(book)) as files:
            sheet = ET.fromstring(files.read("xl/worksheets/sheet2.xml"))  # noqa: S314 - our own
            names = files.read("xl/workbook.xml").decode()
        setup = sheet.find("m:pageSetup", XML)
        assert setup is not None
        assert (setup.get("orientation"), setup.get("fitToHeight")) == ("landscape", "0")
        assert int(setup.get("fitToWidth", 1)) == pages
        assert ("$A:$B" in names) is (pages > 1)


def lines_printed(chromium: Chromium, page: bytes, folder: Path) -> list[str]:
    """Return the lines that Chromium prints of a page; nothing of what hangs over the edge."""
    (folder / "page.html").write_bytes(page)
    page_file, pdf = folder / "page.html", folder / "page.pdf"
    chromium("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page_file.as_uri())
    pages = pypdfium2.PdfDocument((folder / "page.pdf").read_bytes())
    try:
        return [
            line.strip()
            for one in pages
            for line in one.get_textpage().get_text_bounded(*edges_of(one)).splitlines()
        ]
    finally:
        pages.close()


def edges_of(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Return the edges within which an office printer prints: a quarter inch is lost."""
    wide, high = page.get_size()
    return 18, 18, wide - 18, high - 18


def test_a_wide_table_is_printed_whole(chromium: Chromium, tmp_path: Path) -> None:
    titles = [f"Accreditations number {number} renewed" for number in range(5)]
    months = ", ".join(f"2026-{number:02}" for number in range(1, 10))
    clinic = Row(("MIAMI-NORTH-2", "Clinic of Northern Miami", months, *range(90_001, 90_006)))
    by_clinic = Table(
        title="By clinic",
        columns=("Clinic", "Name", "Months missing", *titles),
        words=3,
        rows=(clinic,),
    )
    columns = ("What is counted", "How", *(f"{year}" for year in range(1901, 1938)))
    counted = Row(("People", "added", *range(80_001, 80_038)))
    by_year = Table(title="By year", columns=columns, words=2, rows=(counted,))

    lines = lines_printed(chromium, report_html(a_document(by_clinic, by_year)), tmp_path)

    words = " ".join(lines)
    told = {*range(90_001, 90_006), *range(80_001, 80_038)}
    assert {one for one in told if f"{one:,}" not in words} == set()
    assert {year for year in columns[2:] if year not in words} == set()
    assert all(f"2026-{number:02}" in words for number in range(1, 10))
    assert "MIAMI-NORTH-2" in words


def test_a_chart_on_a_telephone_keeps_letters_that_can_be_read(
    chromium: Chromium, network: Headquarters, tmp_path: Path
) -> None:
    """A page is drawn for a telephone as wide as one, and asked how wide its chart is."""
    page = report_html(said(network, ReportKind.NEWSLETTER)).decode()
    frame = tmp_path / "frame.html"
    told = "document.title=frames[0].document.querySelector('svg.chart').clientWidth"
    frame.write_text(
        f'<iframe width="360" height="640" srcdoc="{escape(page)}" onload="{told}"></iframe>'
    )

    shown = chromium("--dump-dom", frame.as_uri()).stdout

    width = re.search(r"<title>(\d+)</title>", shown)
    assert width is not None
    assert int(width[1]) >= 640


def test_a_gap_that_leads_stands_on_a_line_of_its_own(chromium: Chromium, tmp_path: Path) -> None:
    lines = lines_printed(chromium, report_html(a_document()), tmp_path)

    place = lines.index("no report")
    assert lines[place + 1] == "People"


def test_no_line_is_broken_within_a_month_a_code_or_the_name_of_a_file() -> None:
    cells = ("BOS-1", "2026-01, 2026-02", "a - b", "-" * 50 + "a-" * 50 + "b", "x & y-z")
    table = Table(title="T", columns=("A-1", *"BCDE"), words=5, rows=(Row(cells),))

    page = report_html(a_document(table)).decode()

    assert '<th><span class="whole">A-1</span></th>' in page
    assert '<td><span class="whole">BOS-1</span></td>' in page
    assert '<span class="whole">2026-01,</span> <span class="whole">2026-02</span>' in page
    assert "<td>a - b</td>" in page
    assert "a-a-b</td>" in page
    assert '<td>x &amp; <span class="whole">y-z</span></td>' in page
    assert ".whole{white-space:nowrap}" in page


def test_a_table_of_many_months_stands_in_tables_of_a_year_each() -> None:
    columns = ("What", *map(str, range(100, 137)))
    table = Table(title="T", columns=columns, words=1, rows=(Row(("people", *range(37)), "p"),))

    page = report_html(a_document(table)).decode()

    heads = re.findall(r"<thead>(.*?)</thead>", page)
    assert [head.count("<th") - 1 for head in heads] == [13, 13, 11]
    assert [number for head in heads for number in re.findall(r">(\d+)<", head)] == [*columns[1:]]
    assert re.findall(r'<data value="(\d+)">', page) == [*map(str, range(37))]
    assert page.count("<td>people</td>") == 3
