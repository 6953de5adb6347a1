"""Joined, stacked and turned letters: the right glyphs, in the order in which they are drawn."""

import threading
import unicodedata

import pytest
from bidi import get_display

from clinic_app.printing.errors import CharacterNotPrintableError
from clinic_app.printing.fonts import face_named
from clinic_app.printing.glyph_font import ShapedLine
from clinic_app.printing.plain_text import bare, isolated
from clinic_app.printing.scripts import with_isolates
from clinic_app.printing.text_shaping import broken, shaped, widths_of

RIGHT_TO_LEFT = (
    "اتصل على الرقم (555) 010-7788 أولاً.",
    "الرسوم: $510 (الاستمارة I-821)، ثم I-765.",
    "مهلت: 3 فبروری (February) 2026؛ می\u200cشود",
    f"ښاغلی {isolated('Marie-Claire Joseph (née X)')} د TPS غوښتنه کوي.",
    "8 CFR 244.9(a)(2) و a@b.org",
)
STACKED = {
    "Devanagari": "गर्\u200dयो, कुर्सी र स्वास्थ्य। I-821",
    "Burmese": "မန္တလေးမြို့နှင့် အင်္ဂလိပ်စာ။ TPS",
    "Ethiopic": "ጊዜያዊ ጥበቃ፣ I-821።",
    "Latin with marks": "W\u0302x\u0323\u0301 Nguyễn",
}


ANY_BRACKET = str.maketrans("()", "||")
"""The reference turns brackets around but does not mirror them."""


def drawn(line: ShapedLine) -> str:
    """Return what stands on the line from left to right."""
    text = ""
    for run in line.runs:
        for glyph in run.glyphs:
            is_turned = any(unicodedata.bidirectional(letter) in "AL R" for letter in glyph.text)
            text += glyph.text[::-1] if is_turned else glyph.text
    return text


@pytest.mark.parametrize("text", RIGHT_TO_LEFT)
def test_glyphs_stand_in_the_order_of_the_unicode_algorithm(text: str) -> None:
    prepared = with_isolates(text)

    line = shaped(prepared, is_bold=False, is_rtl=True)

    expected = bare(get_display(prepared, base_dir="R")).replace("\u200c", "")
    assert drawn(line).translate(ANY_BRACKET) == expected.translate(ANY_BRACKET)


def test_a_bracket_opens_towards_what_it_holds() -> None:
    line = shaped("(سوريا)", is_bold=False, is_rtl=True)

    glyphs = [glyph for run in line.runs for glyph in run.glyphs]
    numbers = face_named(line.runs[0].font).charToGlyph
    assert (glyphs[0].number, glyphs[-1].number) == (numbers[ord("(")], numbers[ord(")")])


def test_a_phone_number_and_an_amount_are_read_from_the_left() -> None:
    line = drawn(shaped(with_isolates(RIGHT_TO_LEFT[0]), is_bold=False, is_rtl=True))
    amount = drawn(shaped(with_isolates(RIGHT_TO_LEFT[1]), is_bold=False, is_rtl=True))

    assert "(555) 010-7788" in line
    assert "$510" in amount
    assert "I-821" in amount


@pytest.mark.parametrize("text", [*RIGHT_TO_LEFT, *STACKED.values()])
@pytest.mark.parametrize("is_bold", [True, False])
def test_no_glyph_is_an_empty_box_and_every_letter_is_told_once(text: str, is_bold: bool) -> None:
    line = shaped(text, is_bold=is_bold, is_rtl=text in RIGHT_TO_LEFT)

    glyphs = [glyph for run in line.runs for glyph in run.glyphs]
    told = "".join(glyph.text for glyph in glyphs)
    assert all(glyph.number for glyph in glyphs)
    assert sorted(told.translate({40: None, 41: None})) == sorted(
        bare(text).translate({40: None, 41: None, 0x200C: None, 0x200D: None})
    )


@pytest.mark.parametrize("script", STACKED)
def test_a_line_is_as_wide_as_its_words(script: str) -> None:
    text = STACKED[script]

    words = widths_of(text.split(" "), is_bold=False)
    line = shaped(text, is_bold=False, is_rtl=False)

    assert line.width == pytest.approx(sum(words) + 260 * text.count(" "), rel=0.02)


def test_a_glyph_has_the_number_that_it_has_in_the_font_file() -> None:
    line = shaped("राम", is_bold=False, is_rtl=False)

    face = face_named("NotoSansDevanagari-Regular")
    assert line.runs[0].font == "NotoSansDevanagari-Regular"
    assert line.runs[0].glyphs[0].number == face.charToGlyph[ord("र")]


def test_letters_join() -> None:
    joined = shaped("محمد", is_bold=False, is_rtl=True).runs[0].glyphs
    apart = [shaped(letter, is_bold=False, is_rtl=True).runs[0].glyphs[0] for letter in "محمد"]

    assert len(joined) == 4
    assert {glyph.number for glyph in joined}.isdisjoint(glyph.number for glyph in apart[:3])


def test_letters_beyond_the_basic_plane_are_counted_as_qt_counts_them() -> None:
    with pytest.raises(CharacterNotPrintableError) as caught:
        shaped("राम \U0001f600", is_bold=False, is_rtl=False)

    assert caught.value.character == "\U0001f600"


def test_a_word_is_broken_between_letters_with_their_marks() -> None:
    pieces = broken("W\u0302" * 30, 2000, 5000, is_bold=False)

    assert "".join(piece for piece, _width in pieces) == "W\u0302" * 30
    assert all(not piece.startswith("\u0302") for piece, _width in pieces)
    assert all(width <= 5000 for _piece, width in pieces)


def test_two_lanes_may_shape_at_once() -> None:
    shapes: list[ShapedLine] = []
    text = RIGHT_TO_LEFT[0]
    lanes = [
        threading.Thread(
            target=lambda: shapes.extend(
                shaped(text, is_bold=False, is_rtl=True) for _ in range(50)
            )
        )
        for _ in range(3)
    ]

    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()

    assert len(shapes) == 150
    assert len(set(shapes)) == 1
