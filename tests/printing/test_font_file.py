"""Our font files are read as ReportLab reads them."""

import struct

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from clinic_app.paths import resources
from clinic_app.printing.font_file import FontFace, _letters_in
from clinic_app.printing.font_subset import subset_of
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


@pytest.mark.parametrize("family", FAMILIES)
def test_a_subset_is_the_one_that_its_library_makes_slowly(family: str) -> None:
    path = str(resources() / "fonts" / f"{font_name(family, is_bold=False)}.ttf")
    face = FontFace(path)
    letters = [0, *list(face.charToGlyph)[:200], 0x1F600]
    theirs = tables_of(TTFontFace(path).makeSubset(letters))

    numbers = [face.charToGlyph.get(code, 0) for code in letters]
    ours = tables_of(subset_of(face, numbers, has_codes=True))

    for tag in ("glyf", "loca", "cmap", "maxp"):
        assert ours[tag] == theirs[tag], tag
    assert ours["hmtx"].startswith(theirs["hmtx"][:400])
    assert theirs.keys() - ours.keys() <= {"OS/2", "name", "post"}


def test_a_subset_with_many_outlines_counts_their_places_in_ones() -> None:
    face = FontFace(str(resources() / "fonts" / "NotoSans-Bold.ttf"))
    numbers = range(1, face.numGlyphs)

    tables = tables_of(subset_of(face, numbers))

    (is_long,) = struct.unpack_from(">H", tables["head"], 50)
    starts = struct.unpack(f">{face.numGlyphs + 1}L", tables["loca"])
    assert is_long
    assert starts[-1] == len(tables["glyf"])
    assert "cmap" not in tables


def tables_of(file: bytes) -> dict[str, bytes]:
    """Return the tables of a font file whose sums are right."""
    assert sum_of(file) == 0xB1B0AFBA
    tables = {}
    for number in range(struct.unpack_from(">H", file, 4)[0]):
        tag, checksum, start, length = struct.unpack_from(">4sLLL", file, 12 + 16 * number)
        table = tables[tag.decode()] = file[start : start + length]
        if tag == b"head":
            table = table[:8] + bytes(4) + table[12:]
        assert sum_of(table) == checksum, tag
    return tables


def sum_of(part: bytes) -> int:
    whole = part + bytes(-len(part) % 4)
    numbers: tuple[int, ...] = struct.unpack(f">{len(whole) // 4}L", whole)
    return sum(numbers) & 0xFFFFFFFF
