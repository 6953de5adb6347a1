"""Every language of the rule pack can be printed: each letter, each line, in its order."""

import re
import unicodedata
from datetime import date

import pypdfium2
import pytest
from bidi import get_display

from clinic_app.printing.drawing import draw
from clinic_app.printing.fonts import faces_in
from clinic_app.printing.lines import lines_of
from clinic_app.printing.plain_text import bare, printable
from clinic_app.printing.scripts import is_right_to_left, with_isolates
from clinic_app.printing.sheet import Section, Sheet, SheetKind, Text, Words
from clinic_app.printing.text_shaping import shaped
from clinic_app.screening.paper_words import LanguageWords, texts
from clinic_app.workflows.checklist import paper_languages
from clinic_app.workflows.paper_packs import shipped_paper

LANGUAGES = paper_languages(shipped_paper())
RIGHT_TO_LEFT = tuple(tag for tag in LANGUAGES if is_right_to_left(tag))
ETHIOPIAN_OR_SOLAR_CALENDAR = ("am", "ti", "fa-AF", "ps")
ANY_BRACKET = str.maketrans("()«»", "||||")
FILLED = {
    "country": "Haiti",
    "cr_date": "3",
    "cpp_date": "4",
    "day": "5",
    "note": "rent",
    "topics": "A",
    "forms": "I-821, I-765",
    "version": "2026.11",
    "looked": "6",
    "made": "7",
    "as_of": "8",
    "phone": "(555) 010-7788",
    "place": "Hall",
    "first": "9",
    "last": "10",
    "items": "I-94",
    "months": "03/2024–06/2024, 09/2024",
    "page": "1",
    "count": "2",
}


def words_of(tag: str) -> LanguageWords:
    return shipped_paper().words[tag]


def sentences(tag: str) -> list[str]:
    """Return all that a client may read, its gaps filled."""
    told = [text.format(**FILLED) for _key, text in texts(words_of(tag))]
    days = [words_of(tag).dates.written(date(2026, month, 3)) for month in range(1, 13)]
    return [*told, *days]


def test_there_are_fifteen_languages_and_nobody_has_reviewed_one_yet() -> None:
    assert len(LANGUAGES) == 15
    assert {words_of(tag).reviewer for tag in LANGUAGES} == {""}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_letter_of_every_sentence_has_a_face(tag: str) -> None:
    for sentence in sentences(tag):
        for is_bold in (True, False):
            assert faces_in(printable(sentence), is_bold=is_bold)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_sentence_is_an_empty_box(tag: str) -> None:
    is_rtl = is_right_to_left(tag)
    for sentence in sentences(tag):
        line = shaped(with_isolates(printable(sentence)), is_bold=False, is_rtl=is_rtl)
        assert all(glyph.number for run in line.runs for glyph in run.glyphs)


@pytest.mark.parametrize("tag", RIGHT_TO_LEFT)
def test_glyphs_stand_in_the_order_of_the_unicode_algorithm(tag: str) -> None:
    for sentence in sentences(tag):
        text = with_isolates(printable(sentence))

        line = shaped(text, is_bold=False, is_rtl=True)

        glyphs = [glyph.text for run in line.runs for glyph in run.glyphs]
        drawn = "".join(each[::-1] if is_turned(each) else each for each in glyphs)
        expected = bare(get_display(text, base_dir="R")).replace("\u200c", "")
        assert drawn.translate(ANY_BRACKET) == expected.translate(ANY_BRACKET)


def is_turned(letters: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"AL", "R"} for letter in letters)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_lines_hold_all_words_within_their_width(tag: str) -> None:
    is_rtl = is_right_to_left(tag)
    for sentence in sentences(tag):
        lines = lines_of(sentence, size=9, width=120, is_rtl=is_rtl)

        said = "".join(bare(line.text) for line in lines).replace(" ", "")
        assert said == bare(printable(sentence)).replace(" ", "")
        assert all(line.width_at(9) <= 120 for line in lines)


def test_no_burmese_line_begins_with_a_stop_or_a_mark() -> None:
    for sentence in sentences("my"):
        for line in lines_of(sentence, size=9, width=60):
            assert line.text[0] not in "၊။" or sentence == words_of("my").list.between
            assert not unicodedata.category(line.text[0]).startswith("M")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_printed_can_be_read_back(tag: str) -> None:
    told = sentences(tag)
    sheet = Sheet(
        kind=SheetKind.TAKE_HOME,
        language=tag,
        label=Words("x"),
        issuer="",
        title=Words("x"),
        subject="x",
        sections=(Section(Words("x"), tuple(Text(Words(sentence)) for sentence in told)),),
        footer="",
        page_words="{page}/{count}",
    )

    document = pypdfium2.PdfDocument(draw(sheet))
    read = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()

    words = {word for sentence in told for word in spelt(sentence)}
    found = words & set(spelt(read))
    if tag == "my":  # its lines end inside what stands between two spaces
        found = {word for word in words if word in bare("".join(read.split()))}
    assert len(found) >= (0.75 if is_right_to_left(tag) else 0.98) * len(words)


def spelt(text: str) -> list[str]:
    """Return the words of a text."""
    return re.findall(r"[^\s()،,.:؛;“”«»]+", bare(text))


@pytest.mark.parametrize("tag", ETHIOPIAN_OR_SOLAR_CALENDAR)
def test_a_day_names_the_english_month_where_another_calendar_is_in_use(tag: str) -> None:
    day = words_of(tag).dates.written(date(2026, 3, 10))

    assert "(March)" in day
    assert "2026" in day
    assert "መጋቢት" not in day


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_english_is_left_but_what_has_no_other_name(tag: str) -> None:
    if tag == "en":
        return
    kept = re.compile(
        r"TPS|I-\d+|G-1055|AR-11|parole|money order|Social Security|[Gg]reen card|notari\w+|[AB]\b"
        r"|Haiti|rent|Hall|January|February|March|April|May|June|July|August|September|October"
        r"|November|December|internet"
    )
    latin = {"es", "pt", "fr", "ht", "so"}
    if tag in latin:
        return
    for sentence in sentences(tag):
        assert not re.findall("[A-Za-z]{2,}", kept.sub("", sentence)), sentence
