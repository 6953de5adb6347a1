"""What eyes would see at once, checked for every language: nothing on top of anything else."""

import struct
from dataclasses import replace
from datetime import date

import pytest

from clinic_app.printing.drawing import draw
from clinic_app.printing.errors import CharacterNotPrintableError
from clinic_app.printing.fonts import face_named
from clinic_app.printing.grid import LARGE, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, SMALL
from clinic_app.printing.layout import Page, pages_of
from clinic_app.printing.pages import page_count
from clinic_app.printing.pieces import Role, TextMark
from clinic_app.printing.plain_text import isolated, printable
from clinic_app.printing.sheet import Points, Section, Sheet, SheetKind, Words
from clinic_app.printing.text_shaping import shaped
from clinic_app.screening.paper_words import texts
from clinic_app.workflows.checklist import paper_languages
from clinic_app.workflows.paper_packs import shipped_paper

LANGUAGES = paper_languages(shipped_paper())
TOUCH = 0.35
"""Points by which boxes may overlap: outlines are round, boxes are not."""

NAME = "Marie-Claire Joseph"
TWICE = f"{NAME} {NAME}"

Box = tuple[float, float, float, float]


def everything(language: str, name: str = NAME) -> Sheet:
    """Return a sheet with every sentence of a language beside its English, a name among them."""
    words, source = (shipped_paper().words[tag] for tag in (language, "en"))
    day = words.dates.written(date(2026, 9, 28))
    english = dict(texts(source))
    said = tuple(
        Words(filled(text, day, name), filled(english[key], "September 28, 2026", name))
        for key, text in texts(words)
    )
    return Sheet(
        kind=SheetKind.TAKE_HOME,
        language=language,
        label=Words(words.sheet.label, source.sheet.label),
        issuer="Pine Street Legal Clinic · (555) 010-7788",
        title=Words(words.sheet.title, source.sheet.title),
        subject=words.sheet.title,
        about=(Words(isolated(name)),),
        notice=Words(words.sheet.not_reviewed, source.sheet.not_reviewed),
        sections=(Section(Words(words.sheet.found, source.sheet.found), (Points(said),)),),
        footer=filled(words.sheet.footer, day, name),
        page_words=words.sheet.page,
    )


def filled(text: str, day: str, name: str) -> str:
    gaps = dict.fromkeys(("cr_date", "cpp_date", "day", "looked", "made", "as_of"), day)
    gaps |= dict.fromkeys(("first", "last"), day)
    gaps |= {
        "country": "Haiti",
        "items": "I-94",
        "note": isolated(name),
        "topics": "TPS",
        "forms": "I-821, I-765",
    }
    gaps |= {"version": "2026.11", "phone": isolated("(555) 010-7788"), "place": isolated(name)}
    return text.format(**gaps, page="1", count="2")


def inks(mark: TextMark) -> list[Box]:
    """Return where each glyph of a line has ink: left, top, right, bottom from the page's top."""
    line, size = mark.line, mark.size / 1000
    boxes = []
    if line.is_shaped:
        glyphs = shaped(line.text, is_bold=line.is_bold, is_rtl=line.is_rtl)
        start = mark.x + ((line.width - glyphs.width) * size if line.is_rtl else 0.0)
        for each in glyphs.runs:
            for glyph in each.glyphs:
                left, low, right, high = outline(each.font, glyph.number)
                x, y = start + glyph.x * size, mark.y - glyph.y * size
                boxes.append((x + left * size, y - high * size, x + right * size, y - low * size))
        return boxes
    pen = mark.x
    for run in line.runs:
        face = face_named(run.font)
        for letter in run.text:
            number = face.charToGlyph[ord(letter)]
            left, low, right, high = outline(run.font, number)
            boxes.append(
                (
                    pen + left * size,
                    mark.y - high * size,
                    pen + right * size,
                    mark.y - low * size,
                )
            )
            pen += face.charWidths[ord(letter)] * size
    return boxes


def outline(font: str, number: int) -> Box:
    """Return the box of a glyph in the font file; a space has none."""
    face = face_named(font)
    start, stop = face.glyphPos[number], face.glyphPos[number + 1]
    if start == stop:
        return (0.0, 0.0, 0.0, 0.0)
    return struct.unpack_from(">4h", face.get_table("glyf"), start + 2)


def around(boxes: list[Box]) -> Box:
    inked = [box for box in boxes if box[2] > box[0]] or [(0.0, 0.0, 0.0, 0.0)]
    lefts, tops, rights, bottoms = zip(*inked, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def touch(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > TOUCH and down > TOUCH


def assert_readable(pages: tuple[Page, ...]) -> None:
    for page in pages:
        drawn = [(mark, inks(mark)) for mark in page if isinstance(mark, TextMark)]
        drawn.sort(key=lambda each: each[0].y)
        for mark, boxes in drawn:
            left, top, right, bottom = around(boxes)
            assert left >= MARGIN - 1.5, mark.line.text
            assert right <= PAGE_WIDTH - MARGIN + 1.5, mark.line.text
            assert 20 <= top <= bottom <= PAGE_HEIGHT - 20, mark.line.text
        for number, (mark, boxes) in enumerate(drawn):
            for other, more in drawn[number + 1 :]:
                if touch(around(boxes), around(more)):
                    met = any(touch(one, two) for one in boxes for two in more)
                    assert not met, (mark.line.text, other.line.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_lies_on_another_and_none_leaves_the_page(language: str) -> None:
    assert_readable(pages_of(everything(language, TWICE)))


@pytest.mark.parametrize("language", ["en", "fr", "ar", "ne", "my", "am"])
def test_large_print_is_large_and_as_readable(language: str) -> None:
    sheet = replace(everything(language, TWICE), is_large=True)

    pages = pages_of(sheet)

    assert_readable(pages)
    body = {
        mark.size
        for page in pages
        for mark in page
        if isinstance(mark, TextMark) and mark.element and mark.element.role is Role.ITEM
    }
    assert body == ({LARGE} if language == "en" else {LARGE, LARGE * SMALL})


@pytest.mark.parametrize("language", ["en", "ar", "my"])
def test_lines_that_stand_too_close_would_be_found(language: str) -> None:
    first, *_others = pages_of(everything(language))
    squeezed = tuple(
        replace(mark, y=mark.y * 0.6) if isinstance(mark, TextMark) else mark for mark in first
    )

    with pytest.raises(AssertionError):
        assert_readable((squeezed,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_twice_as_long_take_hardly_more_pages(language: str) -> None:
    usual, long = (page_count(draw(everything(language, name))) for name in (NAME, TWICE))

    assert usual <= long <= usual + 1


HOSTILE = (
    "X\u0302\u0323e\u0301\u0308" * 8,
    "\u202eevil\u202c \u2067x\u2069\u2069",
    "W" * 200,
    "محمد" * 50,
    "<b>Ana</b> & <i>\u0301",
    "{day} %s \\n $1 ) (((",
    "हरि\u200d\u094d शर्मा",
    "\u200d\u200c\u2069\u2068",
    "ကြ္ကြ္ကြ္",
    "ህ\u135d\u135e\u135f",
)
REFUSED = {"Anne \U0001f600": "\U0001f600", "日本": "日", "a\ue000": "\ue000", "ไทย": "ไ"}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", ["en", "ar", "ne", "my", "am"])
def test_a_hostile_name_is_printed_inside_its_box(name: str, language: str) -> None:
    sheet = replace(everything("en", "x"), language=language, about=(Words(isolated(name)),))
    sheet = replace(sheet, sections=(Section(Words("x"), (Points((Words(name, name),)),)),))

    for page in pages_of(sheet):
        for mark in page:
            if isinstance(mark, TextMark):
                left, _top, right, _bottom = around(inks(mark))
                assert right <= PAGE_WIDTH - MARGIN + 3
                assert left >= MARGIN - 3 or not mark.line.text.strip()
    assert page_count(draw(sheet)) == 1
    assert name.strip() == "" or printable(name) is not None


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("language", ["en", "ar", "ne", "my"])
def test_a_letter_without_a_face_is_refused_by_its_name(name: str, language: str) -> None:
    sheet = replace(everything("en"), language=language, about=(Words(isolated(name)),))

    with pytest.raises(CharacterNotPrintableError) as caught:
        draw(sheet)

    assert caught.value.character == REFUSED[name]
