"""Characters find a face, lines break where they may, and nothing typed can steer the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.messages.explaining import explain
from clinic_app.printing.arabic_letters import as_drawn
from clinic_app.printing.errors import CharacterNotPrintableError
from clinic_app.printing.lines import line_of, lines_of
from clinic_app.printing.plain_text import NO_BREAK_SPACE, printable, unbroken

SCRIPTS = {
    "Latin": ("Żółć Ñandú", "NotoSans-Regular"),
    "Vietnamese": ("Nguyễn", "NotoSans-Regular"),
    "Cyrillic": ("Олена Їжак", "NotoSans-Regular"),
    "Arabic": ("محمد", "NotoNaskhArabic-Regular"),
    "Pashto": ("ښاغلی", "NotoNaskhArabic-Regular"),
    "Devanagari": ("राम", "NotoSansDevanagari-Regular"),
    "Ethiopic": ("አበበ", "NotoSansEthiopic-Regular"),
    "Burmese": ("အောင်", "NotoSansMyanmar-Regular"),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_name_of_every_script_that_clinics_meet_finds_its_face(script: str) -> None:
    name, font = SCRIPTS[script]

    assert {run.font for run in line_of(name).runs} == {font}
    assert line_of(name).text == as_drawn(printable(name))


def test_two_scripts_in_one_line_each_keep_their_face() -> None:
    fonts = [run.font for run in line_of("Abebe አበበ 7K3F").runs]

    assert fonts == ["NotoSans-Regular", "NotoSansEthiopic-Regular", "NotoSans-Regular"]


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(CharacterNotPrintableError) as caught:
        line_of("Marie \U0001f600")

    assert caught.value.character == "\U0001f600"
    assert caught.value.name == "U+1F600 GRINNING FACE"
    assert "GRINNING FACE" in explain(caught.value)
    assert "Marie" not in explain(caught.value)


def test_a_private_character_is_named_by_its_number() -> None:
    with pytest.raises(CharacterNotPrintableError) as caught:
        line_of("\ue000")

    assert caught.value.name == "U+E000"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\u202egnol\u202c", "gnol"),
        ("\u2066a\u2069 \u200fb", "a b"),
        ("a\x00b\tc\nd\u2028e", "a b c d e"),
        ("  a   b ", "a b"),
        ("e\u0301", "\u00e9"),
        ("\ud800x", "x"),
        ("<b>A</b> &amp; B", "<b>A</b> &amp; B"),
        ("{name} %s", "{name} %s"),
    ],
)
def test_what_could_steer_the_page_is_taken_out_and_the_rest_stays(
    typed: str, printed: str
) -> None:
    assert printable(typed) == printed


def test_no_line_ends_inside_a_phone_number() -> None:
    phone = unbroken("(555) 010-7788")

    lines = lines_of(f"Call {phone} now", size=10, width=80)

    assert [line.text for line in lines] == ["Call", f"(555){NO_BREAK_SPACE}010-7788", "now"]


def test_a_word_wider_than_the_line_is_broken_and_nothing_is_lost() -> None:
    word = "W" * 200

    lines = lines_of(word, size=10, width=100)

    assert len(lines) > 10
    assert "".join(line.text for line in lines) == word
    assert all(line.width_at(10) <= 100 for line in lines)


def test_a_mark_is_never_torn_from_its_letter() -> None:
    lines = lines_of("रि" * 60, size=10, width=50)

    assert all(not line.text.startswith("ि") for line in lines)


def test_the_first_line_leaves_room_for_a_value() -> None:
    lines = lines_of("one two three four", size=10, width=60, first_indent=40)

    assert lines[0].text == "one"
    assert lines[0].width_at(10) + 40 <= 60


def test_empty_text_is_no_line() -> None:
    assert lines_of("", size=10, width=100) == ()
    assert lines_of("\u200b\x00", size=10, width=100) == ()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_set_whole_within_its_width_or_its_character_is_named(text: str) -> None:
    try:
        lines = lines_of(text, size=9, width=70)
    except CharacterNotPrintableError as error:
        named = error.character
        lines = ()
    else:
        named = ""

    assert named in printable(text)
    if named:
        return
    if as_drawn(text) == text:
        whole = "".join(line.text for line in lines)
        assert whole.replace(" ", "") == printable(text).replace(" ", "")
    assert all(line.width_at(9) <= 70 or len(printable(line.text)) == 1 for line in lines)
