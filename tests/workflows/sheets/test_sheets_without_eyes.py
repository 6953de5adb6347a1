"""What eyes would see at once, checked for every language: nothing on top of anything else."""

import inspect
import struct
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app import records
from clinic_app.printing import drawing
from clinic_app.printing.drawing import draw, draw_all
from clinic_app.printing.errors import CharacterNotPrintableError
from clinic_app.printing.fonts import face_named, placed
from clinic_app.printing.glyph_font import ShapedLine
from clinic_app.printing.grid import LARGE, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, SMALL
from clinic_app.printing.head import foot_of
from clinic_app.printing.layout import Page, pages_of
from clinic_app.printing.lines import line_of
from clinic_app.printing.pages import page_count
from clinic_app.printing.pieces import BarMark, BoxesMark, CodeMark, FrameMark, Role, TextMark
from clinic_app.printing.plain_text import bare, isolated, printable
from clinic_app.printing.sheet import Points, Section, Sheet, SheetKind, Words
from clinic_app.printing.text_shaping import shaped
from clinic_app.screening.paper_words import texts
from clinic_app.workflows.checklist import paper_languages
from clinic_app.workflows.paper_packs import shipped_paper

LANGUAGES = paper_languages(shipped_paper())
TOUCH = 0.35
"""Points by which boxes may overlap: outlines are round, boxes are not."""

QUARTER_INCH = 18.0
"""What an office printer cannot reach."""

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
        "months": isolated("03/2024–06/2024"),
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
        glyphs = shaped_once(line.text, is_bold=line.is_bold, is_rtl=line.is_rtl)
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


@lru_cache(maxsize=20_000)
def shaped_once(text: str, *, is_bold: bool, is_rtl: bool) -> ShapedLine:
    """Return the glyphs of a line; most stand on every sheet of a language."""
    return shaped(text, is_bold=is_bold, is_rtl=is_rtl)


@cache
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
    """Assert that every letter stands on the page, on no other letter and on no line."""
    for page in pages:
        texts = [mark for mark in page if isinstance(mark, TextMark) and mark.line.text.strip()]
        drawn = [(mark.line.text, boxes, around(boxes)) for mark in texts if (boxes := inks(mark))]
        drawn.sort(key=lambda each: each[2][1])
        for text, _boxes, (left, top, right, bottom) in drawn:
            assert left >= MARGIN - 1.5, text
            assert right <= PAGE_WIDTH - MARGIN + 1.5, text
            assert QUARTER_INCH <= top <= bottom <= PAGE_HEIGHT - QUARTER_INCH, text
        for number, (text, boxes, box) in enumerate(drawn):
            for other, more, edge in drawn[number + 1 :]:
                if edge[1] > box[3]:
                    break
                if touch(box, edge):
                    met = any(touch(one, two) for one in boxes for two in more)
                    assert not met, (text, other)
        assert_no_line_through_words(page, drawn)


def assert_no_line_through_words(page: Page, drawn: list[tuple[str, list[Box], Box]]) -> None:
    """Assert that a rule, a frame or the edge of a bar crosses no letter."""
    edges = [edge for mark in page if not isinstance(mark, TextMark) for edge in edges_of(mark)]
    for text, boxes, box in drawn:
        near = [edge for edge in edges if touch(box, edge)]
        crossed = [edge for edge in near if any(touch(one, edge) for one in boxes)]
        assert not crossed, (text, crossed)


def edges_of(mark: BarMark | FrameMark | BoxesMark | CodeMark) -> tuple[Box, ...]:
    """Return the four thin boxes along the outline of a bar or frame; a rule is one."""
    left, top, right, bottom = mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
    thin = 0.5
    if min(mark.width, mark.height) <= 1.0:
        return ((left, top, right, bottom),)
    return (
        (left, top - thin, right, top + thin),
        (left, bottom - thin, right, bottom + thin),
        (left - thin, top, left + thin, bottom),
        (right - thin, top, right + thin, bottom),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_lies_on_another_and_none_leaves_the_page(language: str) -> None:
    assert_readable(pages_of(everything(language, TWICE)))


@pytest.mark.parametrize("language", LANGUAGES)
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


class SheetOf(Protocol):
    """One sheet in one language, and what somebody typed onto it, as the fixtures make them."""

    decider: str
    variant: str

    def __hash__(self) -> int: ...

    def made(self, typed: Any = ...) -> tuple[Sheet, ...]: ...

    def pdf(self, typed: Any = ...) -> bytes: ...


MORE_PAGES = {
    "card_sheet": {"en": 1, "": 2},
    "checklist_sheet": {"en": 1, "": 2},
    "data_sheets": {"I-821": 3, "": 1},
    "report_sheet": {"funder": 18, "coalition": 5, "newsletter": 3, "annual": 4, "": 2},
    "reviewer_sheet": {"": 3},
}
"""Promised pages, by language or form; of every other sheet one: it is handed over or hung up.

A checklist here has something found and something open; an ordinary one takes one page, in Burmese
two (``test_checklist.py``).
"""


def whole_pages(sheets: tuple[Sheet, ...]) -> tuple[Page, ...]:
    """Return the pages of some sheets, each with its foot."""
    return tuple(page for sheet in sheets for page in with_feet(sheet, pages_of(sheet)))


def with_feet(sheet: Sheet, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    return tuple(
        (*page, *foot_of(sheet, number, len(pages))) for number, page in enumerate(pages, start=1)
    )


def test_no_letter_of_any_sheet_lies_on_another_or_on_a_line(
    any_sheet: SheetOf, typed: Any
) -> None:
    assert_readable(whole_pages(any_sheet.made(typed.twice())))


def test_what_goes_home_is_also_made_in_large_print(
    every_sheet: SheetOf, go_home: frozenset[str], typed: Any
) -> None:
    goes_home = every_sheet.decider in go_home

    kinds = {sheet.kind for sheet in every_sheet.made(typed)}

    assert kinds == {SheetKind.TAKE_HOME if goes_home else SheetKind.FILE}


def test_any_sheet_takes_the_pages_it_promises_with_names_twice_as_long(
    every_sheet: SheetOf, typed: Any
) -> None:
    usual, long = (
        sum(len(pages_of(one)) for one in every_sheet.made(each)) for each in (typed, typed.twice())
    )

    promised = MORE_PAGES.get(every_sheet.decider, {"": 1})
    assert usual == long == promised.get(every_sheet.variant, promised[""])


REFUSED = {
    "Anne \U0001f600": "\U0001f600",
    "日本": "日",
    "a\ue000": "\ue000",
    "ไทย": "ไ",
    "Ren\ufffde": "\ufffd",
}
TYPED_FIELDS = (
    "name",
    "phone",
    "note",
    "whom",
    "clinic",
    "clinic_phone",
    "site",
    "event",
    "purpose",
    "told",
)
TYPED_INTO = {
    "Client.name": "name",
    "Client.phone": "phone",
    "Client.come_back_note": "note",
    "Clinic.name": "clinic",
    "Clinic.phone": "clinic_phone",
    "Clinic.site": "site",
    "KyrEvent.title": "event",
    "PaperSeen.note": "note",
    "Service.referred_to": "whom",
    "Worker.name": "name",
}
"""Texts of records that a person types and some sheet carries; answers are ``told`` in letters."""

ON_NO_SHEET = {
    "BackupPlace.path", "Close.file_name", "Close.label", "Close.receipt_status", "Decision.note",
    "Face.phone", "Face.texts", "Face.together", "Hold.reason", "Laptop.name", "Lifting.reason",
    "RecoveryPaper.holder", "Stamp.site", "StoredEnrolment.headquarters",
    "StoredEnrolment.number", "Withdrawal.reason",
}  # fmt: skip
"""Texts that are typed or come from elsewhere, and that no sheet is given."""

CHOSEN = {
    "Attendance.language", "Client.county", "Client.language", "InstalledPack.version",
    "KeptConfirmation.pack_version", "KyrEvent.county", "PaperSeen.kind", "Purge.rows",
    "Screening.country",
}  # fmt: skip
"""From lists of the program or its rules; nobody types them."""

MADE = ("id", "_id", "ids", "_as", "code", "sha256")
"""Ends of what the program makes itself."""

COPIES = frozenset({"draft", "merge", "spelling", "versions"})
"""What keeps a record's texts beside it, for the screen or for another laptop."""

MOST_AT_THE_HEAD = "Pine Street Legal Clinic " * 4
"""A clinic and its telephone stand in one line; wider ones are cut, and the cut is seen."""


def texts_of_records() -> set[str]:
    """Return every text of every record, but for what the program makes itself."""
    found = set()
    for module in iter_modules(records.__path__, f"{records.__name__}."):
        if module.name.rsplit(".", 1)[-1] in COPIES:
            continue
        for name, each in inspect.getmembers(import_module(module.name), is_dataclass):
            for field, kind in get_type_hints(each).items():
                if "str" in str(kind) and each.__module__ == module.name:
                    found.add(f"{name}.{field}")
    return {text for text in found if not text.endswith(MADE)}


def test_every_text_that_reaches_paper_is_tried(typed: Any) -> None:
    assert texts_of_records() - ON_NO_SHEET - CHOSEN == set(TYPED_INTO)
    assert {field.name for field in fields(typed)} == set(TYPED_FIELDS) >= {*TYPED_INTO.values()}


def drawn_pages(sheets: tuple[Sheet, ...]) -> tuple[Page, ...]:
    """Draw some sheets, and return the very pages that were drawn, each with its foot."""
    pages: list[Page] = []

    def laid_out(sheet: Sheet) -> tuple[Page, ...]:
        found = pages_of(sheet)
        pages.extend(with_feet(sheet, found))
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(drawing, "pages_of", laid_out)
        assert draw_all(sheets).startswith(b"%PDF")
    return tuple(pages)


def said(pages: tuple[Page, ...]) -> str:
    """Return all that stands on some pages, in its order, without spaces."""
    return without_spaces(
        "".join(mark.line.text for page in pages for mark in page if isinstance(mark, TextMark))
    )


def without_spaces(text: str) -> str:
    return "".join(bare(text).split())


def carried(pages: tuple[Page, ...], typed: Any) -> set[str]:
    """Return which of the typed texts stand on some pages, whole."""
    everything_said = said(pages)
    texts = {field: without_spaces(printable(getattr(typed, field))) for field in TYPED_FIELDS}
    return {field for field, text in texts.items() if text in everything_said}


@cache
def usually_carried(sheet: SheetOf, typed: Any) -> set[str]:
    """Return which of the texts that are typed on an ordinary day stand on a sheet."""
    return carried(whole_pages(sheet.made(typed)), typed)


def test_what_is_typed_twice_as_long_stands_on_every_sheet_whole(
    every_sheet: SheetOf, typed: Any
) -> None:
    twice = typed.twice()

    long = carried(whole_pages(every_sheet.made(twice)), twice)

    assert usually_carried(every_sheet, typed) == long


def test_what_is_typed_in_latin_letters_is_not_torn_apart_among_letters_from_the_right(
    every_sheet: SheetOf, typed: Any
) -> None:
    if not any(sheet.is_rtl for sheet in every_sheet.made(typed)):
        return
    stops = {field: f"{getattr(typed, field)[:9]}, (b. c)" for field in TYPED_FIELDS}
    mixed = replace(typed, **stops)
    pages = whole_pages(every_sheet.made(mixed))
    fields = carried(pages, mixed)

    seen = as_seen(pages)

    texts = {field: without_spaces(getattr(mixed, field)) for field in fields}
    assert texts
    assert not {field for field, text in texts.items() if text not in seen}


def as_seen(pages: tuple[Page, ...]) -> str:
    """Return all that stands on some pages as it is seen from the left, without spaces."""
    marks = (mark for page in pages for mark in page if isinstance(mark, TextMark))
    return without_spaces("".join(map(line_as_seen, marks)))


def line_as_seen(mark: TextMark) -> str:
    line = mark.line
    if not line.is_shaped:
        return line.text
    runs = shaped_once(line.text, is_bold=line.is_bold, is_rtl=line.is_rtl).runs
    return "".join(glyph.text for run in runs for glyph in run.glyphs)


def test_hostile_text_is_printed_whole_and_inside_the_page_on_every_sheet(
    every_sheet: SheetOf, typed: Any, hostile: Callable[[SheetOf], tuple[Any, ...]]
) -> None:
    usual = usually_carried(every_sheet, typed)
    for mixed in hostile(every_sheet):
        assert_whole_and_inside(drawn_pages(every_sheet.made(mixed)), mixed, usual)


def assert_whole_and_inside(
    pages: tuple[Page, ...], typed: Any, usual: set[str], *, slack: float = 3.0
) -> None:
    """Assert that what is usually carried stands there whole, and all of it between margins."""
    for page in pages:
        for mark in page:
            if isinstance(mark, TextMark) and mark.line.text.strip():
                left, _top, right, _bottom = around(inks(mark))
                assert right <= PAGE_WIDTH - MARGIN + slack, mark.line.text
                assert left >= MARGIN - slack or not right, mark.line.text
    missing = usual - carried(pages, typed)
    if missing:
        assert missing <= {"clinic", "clinic_phone"}
        assert wide(typed.clinic + typed.clinic_phone) > wide(MOST_AT_THE_HEAD)
        assert any(isinstance(mark, TextMark) and is_cut(mark.line.text) for mark in pages[0])


def wide(text: str) -> float:
    """Return how wide a line is of all letters of *text* that have a face."""
    line = "".join(letter for letter in printable(text) if has_face(letter))
    return line_of(line, is_bold=True).width_at(1.0)


@cache
def has_face(letter: str) -> bool:
    try:
        placed(letter, is_bold=True)
    except CharacterNotPrintableError:
        return False
    return True


def is_cut(line: str) -> bool:
    return bare(line).endswith("…")


SCRIPTS = (
    "\u0020\u007e",
    "\u00a0\u024f",
    "\u0300\u036f",
    "\u0400\u04ff",
    "\u0600\u06ff",
    "\u0900\u097f",
    "\u1000\u109f",
    "\u1200\u137f",
    "\u200b\u206f",
    "\u0000\u001f",
    "\u007f\u009f",
    "\ud800\udfff",
    "\ufff9\uffff",
    "\U0001f600\U0001f64f",
    "\u0e00\u0e7f",
)
"""First and last character: of what a name may hold, of what none holds, of what no face has."""

PRINTABLE_SCRIPTS = 8

any_letters = st.sampled_from(SCRIPTS).flatmap(
    lambda span: st.text(st.characters(min_codepoint=ord(span[0]), max_codepoint=ord(span[1])))
)
printable_letters = st.sampled_from(SCRIPTS[:PRINTABLE_SCRIPTS]).flatmap(
    lambda span: st.text(
        st.characters(min_codepoint=ord(span[0]), max_codepoint=ord(span[1])), min_size=1
    )
)
whatever = st.one_of(
    st.lists(any_letters, max_size=4).map("".join),
    st.lists(printable_letters, min_size=1, max_size=4).map(" ".join),
    st.tuples(printable_letters, st.integers(1, 60)).map(lambda drawn: drawn[0][:4] * drawn[1]),
    st.sampled_from(["<b>Ana</b> &amp;", "%s {day} \\n", "\u202egnp.exe", "(((", "\u2067\u2069"]),
)


@given(
    place=st.integers(0, 999_999),
    texts=st.fixed_dictionaries(dict.fromkeys(TYPED_FIELDS, whatever)),
)
def test_whatever_is_typed_is_printed_whole_or_refused_by_a_character_of_it(
    sheet_at: Callable[[int], SheetOf], typed: Any, place: int, texts: dict[str, str]
) -> None:
    sheet = sheet_at(place)
    mixed = replace(typed, **texts)

    try:
        pages = drawn_pages(sheet.made(mixed))
    except CharacterNotPrintableError as error:
        assert_refused_rightly(error.character, texts)
    else:
        # Marks with no letter to stand on hang out to the left, where a printer still reaches.
        usual = usually_carried(sheet, typed)
        assert_whole_and_inside(pages, mixed, usual, slack=MARGIN - QUARTER_INCH)


def assert_refused_rightly(character: str, texts: dict[str, str]) -> None:
    assert any(character in printable(text) for text in texts.values())
    with pytest.raises(CharacterNotPrintableError):
        placed(character, is_bold=False)


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("language", ["en", "ar", "ne", "my"])
def test_a_letter_without_a_face_is_refused_by_its_name(name: str, language: str) -> None:
    sheet = replace(everything("en"), language=language, about=(Words(isolated(name)),))

    with pytest.raises(CharacterNotPrintableError) as caught:
        draw(sheet)

    assert caught.value.character == REFUSED[name]


def test_every_sheet_refuses_what_has_no_face_by_the_character(
    every_sheet: SheetOf, typed: Any
) -> None:
    fields = usually_carried(every_sheet, typed)
    for name, character in REFUSED.items():
        for field in fields:
            with pytest.raises(CharacterNotPrintableError) as caught:
                draw_all(every_sheet.made(replace(typed, **{field: name})))

            assert caught.value.character == character
