"""Every sheet in every language and size as other programs read it: order, fonts, words."""

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Protocol

import pypdfium2
import pytest
from bidi import get_display

from clinic_app.printing.layout import pages_of
from clinic_app.printing.pieces import TextMark
from clinic_app.printing.plain_text import bare
from clinic_app.printing.scripts import has_right_to_left
from clinic_app.printing.sheet import Sheet
from clinic_app.printing.text_shaping import shaped

PROGRAMS = ("qpdf", "pdffonts", "pdfinfo", "pdftotext")
# Whoever only tries the program need not have these; .ci/run installs what is missing, or says so.
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
ANY_BRACKET = str.maketrans("()«»", "||||")
"""The reference turns brackets around but does not mirror them."""

FROM_THE_LEFT, FROM_THE_RIGHT = 0.98, 0.75
"""Of all words, what must be read back from a page."""


class SheetOf(Protocol):
    """One sheet in one language, as the fixtures make it."""

    def made(self) -> tuple[Sheet, ...]: ...

    def pdf(self) -> bytes: ...


def marks_of(any_sheet: SheetOf) -> list[TextMark]:
    return [
        mark
        for sheet in any_sheet.made()
        for page in pages_of(sheet)
        for mark in page
        if isinstance(mark, TextMark) and mark.line.text.strip()
    ]


def test_glyphs_of_every_line_stand_in_the_order_of_the_unicode_algorithm(
    any_sheet: SheetOf,
) -> None:
    turned = [mark.line for mark in marks_of(any_sheet) if has_right_to_left(mark.line.text)]
    for line in {line.text: line for line in turned}.values():
        glyphs = shaped(line.text, is_bold=line.is_bold, is_rtl=line.is_rtl)

        texts = [glyph.text for run in glyphs.runs for glyph in run.glyphs]
        drawn = "".join(each[::-1] if is_turned(each) else each for each in texts)
        way = "R" if line.is_rtl else "L"
        expected = bare(get_display(line.text, base_dir=way)).replace("\u200c", "")
        assert drawn.translate(ANY_BRACKET) == expected.translate(ANY_BRACKET)


def is_turned(letters: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"AL", "R"} for letter in letters)


@pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {MISSING}")
def test_programs_that_look_at_files_find_nothing_wrong(any_sheet: SheetOf, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(any_sheet.pdf())

    checked = asked("qpdf", "--check", path)
    assert "No syntax or stream encoding errors found" in checked
    info = asked("pdfinfo", path)
    assert re.search(r"^Tagged: +yes$", info, re.MULTILINE)
    assert re.search(r"^Title: +\S", info, re.MULTILINE)
    assert f"/Lang ({any_sheet.made()[0].language})".encode() in any_sheet.pdf()
    _head, _rule, *fonts = asked("pdffonts", path).splitlines()
    assert fonts
    for font in fonts:
        assert re.match(r"[A-Z]{6}\+Noto", font), font
        embedded, subset, has_unicode = font.split()[-5:-2]
        assert (embedded, subset, has_unicode) == ("yes", "yes", "yes"), font


def asked(*words: str | Path) -> str:
    return subprocess.run(  # noqa: S603 - a program of the system, on a file of ours
        words, capture_output=True, check=True, text=True
    ).stdout


def read_back(any_sheet: SheetOf) -> str:
    document = pypdfium2.PdfDocument(any_sheet.pdf())
    try:
        read = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return unicodedata.normalize("NFC", bare(read).replace("\u00a0", " "))


def test_a_telephone_among_letters_from_the_right_is_read_back_as_it_is_dialled(
    any_sheet: SheetOf,
) -> None:
    drawn = [mark.line.text for mark in marks_of(any_sheet) if has_right_to_left(mark.line.text)]
    numbers = sum(text.replace("\u00a0", " ").count("(555) 010-7788") for text in drawn)

    assert read_back(any_sheet).count("555 010-7788") >= numbers


@pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {MISSING}")
def test_the_words_of_every_sheet_can_be_read_back(any_sheet: SheetOf, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(any_sheet.pdf())
    by_another = unicodedata.normalize("NFC", bare(asked("pdftotext", path, "-")))

    lines = [mark.line.text for mark in marks_of(any_sheet)]
    words = [word for line in lines for word in words_in(line)]

    has_both = any(map(has_right_to_left, lines))
    least = FROM_THE_RIGHT if has_both else FROM_THE_LEFT
    for known in (read_back(any_sheet), by_another.replace("\u00a0", " ").replace("\u200c", "")):
        found = [word for word in words if word in known]
        assert len(found) >= least * len(words), set(words) - set(found)


@pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {MISSING}")
def test_english_beside_letters_from_the_right_is_read_back_as_on_its_own(
    any_sheet: SheetOf, tmp_path: Path
) -> None:
    marks = marks_of(any_sheet)
    if not any(mark.line.is_rtl for mark in marks):
        return
    path = tmp_path / "sheet.pdf"
    path.write_bytes(any_sheet.pdf())

    read = asked("pdftotext", path, "-").replace("\u00a0", " ")

    english = [mark.line.text for mark in marks if mark.element and mark.element.is_english]
    words = [word for line in english for word in words_in(line)]
    found = [word for word in words if word in read]
    assert words
    assert len(found) >= FROM_THE_LEFT * len(words), set(words) - set(found)


def words_in(text: str) -> list[str]:
    """Return the words of a line, as letters only."""
    plain = bare(unicodedata.normalize("NFC", text)).replace("\u200c", "").replace("\u00a0", " ")
    return [word for word in plain.split() if any(map(str.isalnum, word))]
