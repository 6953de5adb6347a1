"""A sheet can be heard: tagged, each text once, in its order and its language."""

import ctypes
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from clinic_app.printing.drawing import draw
from clinic_app.printing.sheet import (
    CheckList,
    Note,
    Section,
    Sheet,
    SheetKind,
    Text,
    Words,
)

SHEET = Sheet(
    kind=SheetKind.TAKE_HOME,
    language="ar",
    label=Words("لك", "Yours"),
    issuer="Pine Street Legal Clinic",
    title=Words("قائمتك", "Your checklist"),
    subject="قائمتك",
    sections=(
        Section(
            Words("ما يجب إحضاره", "What to bring"),
            (
                CheckList((Words("جواز السفر", "Passport"), Words("تذكرة", "Ticket"))),
                Note(Words("اتصل (555) 010-7788.", "Call (555) 010-7788.")),
            ),
        ),
    ),
    footer="قواعد",
    page_words="{page}/{count}",
)


def heard(pdf: bytes) -> list[tuple[str, str, str]]:
    """Return kind, language and told text of every element that stands on the first page."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        count = raw.FPDF_StructTree_CountChildren(tree)
        children = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(count)]
        return [found for child in children for found in elements(child)]
    finally:
        raw.FPDF_StructTree_Close(tree)
        page.close()
        document.close()


def elements(element: object) -> Iterator[tuple[str, str, str]]:
    yield (
        told(raw.FPDF_StructElement_GetType, element),
        told(raw.FPDF_StructElement_GetLang, element),
        told(raw.FPDF_StructElement_GetActualText, element),
    )
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from elements(child)


def told(ask: object, element: object) -> str:
    size = ask(element, None, 0)  # type: ignore[operator]
    kept = ctypes.create_string_buffer(size)
    ask(element, kept, size)  # type: ignore[operator]
    return kept.raw[: max(0, size - 2)].decode("utf-16-le")


def test_every_text_is_told_once_in_the_order_it_is_read() -> None:
    kinds = [kind for kind, _language, _text in heard(draw(SHEET))]

    items = ["LI", "LBody"] * 4
    assert kinds == ["Document", "P", "P", "H1", "P", "H2", "H2", "L", *items, "P", "P"]


def test_english_is_told_in_english_and_the_rest_in_the_language_of_the_sheet() -> None:
    pdf = draw(SHEET)

    told_in = [language for kind, language, _text in heard(pdf) if kind == "LBody"]
    assert told_in == ["", "en-US", "", "en-US"]
    assert b"/Lang (ar)" in pdf


def test_what_is_written_from_the_right_is_told_as_it_is_read() -> None:
    texts = [text for _kind, _language, text in heard(draw(SHEET)) if text]

    assert "قائمتك" in texts
    assert "اتصل (555) 010-7788." in texts
    assert not any("Passport" in text for text in texts)


def test_a_text_over_two_pages_is_one_text() -> None:
    long = Section(Words("x", "x"), (Text(Words("كلمة " * 4000, "word")),))
    pdf = draw(replace(SHEET, sections=(long,)))

    assert pdf.count(b"/MCR") > 0
    assert [kind for kind, _language, _text in heard(pdf)].count("P") <= 6


def test_the_window_of_a_reader_shows_the_title_and_not_a_files_name() -> None:
    assert b"/DisplayDocTitle true" in draw(SHEET)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="pdfinfo is not on this machine")
def test_pdfinfo_says_that_it_is_tagged(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(draw(SHEET))

    said = subprocess.run(  # noqa: S603 - a program of the system, on a file of ours
        ["pdfinfo", path],  # noqa: S607 - wherever it is
        capture_output=True,
        check=True,
        text=True,
    ).stdout

    assert "Tagged:          yes" in said
    assert "قائمتك" in said
