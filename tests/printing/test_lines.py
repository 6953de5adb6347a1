"""Characters find a face, lines break where they may, and nothing typed can steer the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.messages.explaining import explain
from clinic_app.printing.errors import CharacterNotPrintableError
from clinic_app.printing.fonts import FAMILIES, face_named, faces_in, font_name
from clinic_app.printing.lines import line_of, lines_of
from clinic_app.printing.plain_text import (
    NO_BREAK_SPACE,
    bare,
    isolated,
    printable,
    unbroken,
)
from clinic_app.printing.scripts import breakable, with_isolates

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

    assert {face for face, _start, _stop in faces_in(printable(name), is_bold=False)} == {font}
    assert line_of(name).text == printable(name)
    assert line_of(name).width > 0


@pytest.mark.parametrize("is_bold", [False, True])
def test_a_letter_of_a_script_is_in_one_face_only(*, is_bold: bool) -> None:
    names = [font_name(family, is_bold=is_bold) for family in FAMILIES]
    found = [letter for name in names for letter in map(chr, face_named(name).charToGlyph)]

    own = [letter for letter in found if "\u0590" <= letter <= "\u1dff"]
    assert len(own) > 1000
    assert len(own) == len(set(own))


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
        ("\u2066a \u200fb", "a b"),
        ("a\x00b\tc\nd\u2028e", "a b c d e"),
        ("  a   b ", "a b"),
        ("e\u0301", "\u00e9"),
        ("\ud800x", "x"),
        ("<b>A</b> &amp; B", "<b>A</b> &amp; B"),
        ("{name} %s", "{name} %s"),
        ("می\u200cشود a\u200cb \u200c", "می\u200cشود ab"),
        ("\u2068a\u2069 b", "\u2068a\u2069 b"),
        ("a\u2069 \u2068b", "a b"),
        ("\u2068a", "a"),
        ("\u0300 a \u0300b", "\u00a0\u0300 a \u00a0\u0300b"),
        ("\u2068\u0900\u2069", "\u2068\u00a0\u0900\u2069"),
        ("a\u035c b\u035cc \u035c", "a\u035c\u00a0 b\u035cc \u00a0\u035c\u00a0"),
        ("a\u035c\u035cb", "a\u035c\u00a0\u035cb"),
        ("a" + "\u0316" * 5, "a" + "\u0316" * 3 + "\u00a0\u0316" * 2),
        ("က" + "\u102d" * 8, "က" + "\u102d" * 6 + "\u00a0\u102d" * 2),
    ],
)
def test_what_could_steer_the_page_is_taken_out_and_the_rest_stays(
    typed: str, printed: str
) -> None:
    assert printable(typed) == printed
    assert printable(printed) == printed


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
    whole = "".join(bare(line.text) for line in lines)
    assert whole.replace(" ", "") == bare(printable(text)).replace(" ", "")
    assert all(line.width_at(9) <= 70 or is_one_letter(line.text) for line in lines)


def is_one_letter(text: str) -> bool:
    """Whether there is nothing to break: one letter with the marks that stand on it."""
    return len(lines_of(text, size=9, width=0.01)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("اتصل (555) 010-7788 أولا", "اتصل [(555) 010-7788] أولا"),
        ("I-821، I-765", "[I-821]، [I-765]"),
        ("I-821, I-765.", "[I-821], [I-765]."),
        ("الرسوم $510.50.", "الرسوم [$510.50]."),
        ("(سوريا TPS)", "(سوريا [TPS])"),
        ("(TPS سوريا)", "([TPS] سوريا)"),
        ("(TPS)", "[(TPS)]"),
        ("a@b.org و", "[a@b.org] و"),
        ("3 فبراير (February) 2026", "[3] فبراير [(February) 2026]"),
        ("كلمة - كلمة /", "كلمة - كلمة /"),
    ],
)
def test_what_is_read_from_the_left_is_set_apart(text: str, expected: str) -> None:
    set_apart = with_isolates(text).replace("\u2068", "[").replace("\u2069", "]")

    assert set_apart == expected


def test_a_name_in_an_isolate_cannot_end_it() -> None:
    hostile = "x\u2069\u202e) ("

    assert isolated(hostile) == "\u2068x) (\u2069"
    assert with_isolates(isolated(hostile)) == isolated(hostile)
    assert isolated("\u202e") == ""


def test_an_isolate_that_a_line_ends_inside_of_is_opened_again() -> None:
    text = f"اتصل {isolated('Marie Claire ' * 9)}"

    first, *others = lines_of(text, size=10, width=100, is_rtl=True)

    assert len(others) > 2
    assert first.text.count("\u2068") == first.text.count("\u2069") == 1
    assert all(line.text.startswith("\u2068") and line.text.endswith("\u2069") for line in others)


@pytest.mark.parametrize("name", ["Marie-Claire Joseph", "Elm St. (b), 2.", "(555) 010-7788"])
def test_what_an_isolate_holds_alone_stands_side_by_side_at_the_right(name: str) -> None:
    line = line_of(isolated(name), is_rtl=True)
    (same,) = lines_of(isolated(name), size=10, width=400, is_rtl=True)

    assert line == same
    assert (line.text, line.is_rtl, line.is_shaped) == (name, True, False)
    assert line.width == line_of(name).width


@pytest.mark.parametrize(
    "text", [f"{isolated('Ana')} و", f"{isolated('Ana')} · {isolated('Bo')}", isolated("محمد"), "·"]
)
def test_what_is_turned_on_its_page_is_set_by_the_text_engine(text: str) -> None:
    assert line_of(text, is_rtl=True).is_shaped


def test_burmese_ends_a_line_between_syllables_and_never_before_a_stop() -> None:
    words = "မန္တလေးမြို့နှင့် အင်္ဂလိပ်စာ။ နိုင်ငံသား၊"

    parts = [part for word in breakable(words) for part in word]

    assert "".join(parts) == words.replace(" ", "")
    assert parts == ["မန္တ", "လေး", "မြို့", "နှင့်", "အင်္ဂ", "လိပ်", "စာ။", "နိုင်", "ငံ", "သား၊"]


def test_a_word_of_joined_letters_wider_than_the_line_is_broken_and_nothing_is_lost() -> None:
    word = "محمد" * 30

    lines = lines_of(f"ا {word}", size=10, width=60, is_rtl=True)

    assert "".join(line.text for line in lines) == f"ا{word}"
    assert all(line.width_at(10) <= 60 for line in lines)


@pytest.mark.usefixtures("qapp")
def test_marks_without_a_letter_are_broken_where_a_line_ends() -> None:
    lines = lines_of("\u1067\u1087" * 36, size=10.0, width=200.0)

    assert len(lines) > 1
    assert "".join(line.text for line in lines) == "\u1067\u1087" * 36
    assert all(line.width_at(10.0) <= 200.0 for line in lines)
