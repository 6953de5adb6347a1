"""What a report looks like in each format: titles stand at every number, nothing is cut off."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pypdfium2
import pytest

from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.document import Document, Row, Table
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_kinds import ReportKind, document
from clinic_app.headquarters.report_sheet import report_pdf, report_sheet
from clinic_app.headquarters.totals import draw_up
from clinic_app.printing.sheet import Bars, Block, Figures, Note, Text
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
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
            yield from (words for label, told, _number in block.rows for words in (label, told))
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
