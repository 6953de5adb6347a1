"""Our font files are read as ReportLab reads them."""

import struct

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from clinic_app.paths import resources
from clinic_app.printing.font_file import FontFace, _letters_in
from clinic_app.printing.fonts import FAMILIES, font_name

OF_ITS_READING = {"_pdfScale", "_pos", "glyphToChar"}
"""What ReportLab keeps of how it read a file, and needs no more."""


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("is_bold", [False, True])
def test_a_file_says_what_its_library_reads_slowly(family: str, *, is_bold: bool) -> None:
    path = str(resources() / "fonts" / f"{font_name(family, is_bold=is_bold)}.ttf")
    ours, theirs = vars(FontFace(path)), vars(TTFontFace(path))

    assert ours.keys() >= theirs.keys() - OF_ITS_READING
    for name in theirs.keys() - OF_ITS_READING:
        assert ours[name] == theirs[name], name


def test_letters_that_are_listed_in_another_way_are_not_guessed() -> None:
    with pytest.raises(ValueError, match="12"):
        _letters_in(struct.pack(">4H", 12, 0, 0, 0))
