"""A sheet becomes a PDF that prints the same everywhere, every day."""

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from clinic_app.printing import layout, lines, qr
from clinic_app.printing.blocks import pieces_of
from clinic_app.printing.drawing import draw
from clinic_app.printing.errors import CharacterNotPrintableError
from clinic_app.printing.grid import BOTTOM, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Grid
from clinic_app.printing.layout import pages_of
from clinic_app.printing.pages import page_count
from clinic_app.printing.pieces import FrameMark, Piece, TextMark
from clinic_app.printing.sheet import (
    BigCode,
    Block,
    CheckList,
    CodeGroups,
    Fact,
    Facts,
    Figures,
    Note,
    Points,
    Section,
    Sheet,
    SheetKind,
    Text,
    Words,
)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def both(own: str, english: str, *, is_bilingual: bool) -> Words:
    return Words(own, english if is_bilingual else "")


def a_sheet(
    *,
    is_bilingual: bool = False,
    name: str = "Marie-Claire Joseph",
    items: int = 5,
    kind: SheetKind = SheetKind.TAKE_HOME,
) -> Sheet:
    bring = tuple(
        both(f"Papye {number}", f"Paper {number}", is_bilingual=is_bilingual)
        for number in range(items)
    )
    day = both("3 fevriye 2026", "February 3, 2026", is_bilingual=is_bilingual)
    return Sheet(
        kind=kind,
        language="ht",
        label=both("Pou ou", "Yours", is_bilingual=is_bilingual),
        issuer="Pine Street Legal Clinic",
        title=both("Lis ou", "Your checklist", is_bilingual=is_bilingual),
        subject="Lis ou",
        about=(Words(name),),
        code=BigCode(both("Kòd", "Code", is_bilingual=is_bilingual), "7K3F"),
        notice=both("Poko verifye.", "Not yet reviewed.", is_bilingual=is_bilingual),
        sections=(
            Section(
                both("Sa pou pote", "What to bring", is_bilingual=is_bilingual),
                (
                    Text(both("Orijinal.", "Originals.", is_bilingual=is_bilingual)),
                    CheckList(bring),
                    Points(bring[:2]),
                ),
            ),
            Section(
                both("Dat", "Dates", is_bilingual=is_bilingual),
                (
                    Facts((Fact(day, both("Dènye jou", "Last day", is_bilingual=is_bilingual)),)),
                    Note(both("Atansyon.", "Careful.", is_bilingual=is_bilingual)),
                ),
            ),
        ),
        footer="Règ 2026.11",
        page_words="Paj {page} sou {count}",
    )


@pytest.mark.parametrize("is_bilingual", [True, False])
def test_everything_a_sheet_says_can_be_read_from_the_page(is_bilingual: bool) -> None:
    text = text_of(draw(a_sheet(is_bilingual=is_bilingual)))

    for words in ("Lis ou", "Marie-Claire Joseph", "7K3F", "Papye 4", "Dènye jou", "Règ 2026.11"):
        assert words in text
    assert "Paj 1 sou 1" in text
    for words in ("Your checklist", "Paper 4", "February 3, 2026: Last day", "Careful."):
        assert (words in text.replace("\u00a0", " ")) is is_bilingual


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert draw(a_sheet()) == draw(a_sheet())


def test_only_fonts_of_ours_are_named_and_all_are_embedded() -> None:
    pdf = draw(a_sheet(name="Marie አበበ"))

    fonts = set(re.findall(rb"/BaseFont /([A-Za-z0-9+-]+)", pdf))
    assert {name.split(b"+")[-1] for name in fonts} == {
        b"NotoSans-Regular",
        b"NotoSans-Bold",
        b"NotoSansEthiopic-Regular",
    }
    assert all(b"+" in name for name in fonts)
    assert pdf.count(b"/FontFile2") == 3
    assert b"Helvetica" not in pdf


def test_a_page_stays_under_60_kib() -> None:
    assert len(draw(a_sheet(is_bilingual=True, items=20))) <= 60 * 1024


def test_the_pdf_says_its_language_and_never_the_clients_name_outside_the_page() -> None:
    pdf = draw(a_sheet())

    assert b"/Lang (ht)" in pdf
    assert b"Marie" not in pdf
    assert "Marie".encode("utf-16-be") not in pdf


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not on this machine")
@pytest.mark.parametrize("items", [5, 300])
def test_qpdf_finds_nothing_wrong(items: int, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(draw(a_sheet(is_bilingual=True, items=items)))

    checked = subprocess.run(  # noqa: S603 - a program of the system, on a file of ours
        ["qpdf", "--check", path],  # noqa: S607 - wherever it is
        capture_output=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("is_bilingual", [True, False])
def test_a_long_sheet_takes_pages_and_loses_nothing(is_bilingual: bool) -> None:
    pdf = draw(a_sheet(is_bilingual=is_bilingual, items=200))

    count = page_count(pdf)
    text = text_of(pdf)
    assert count > 2
    assert f"Paj {count} sou {count}" in text
    assert all(f"Papye {number}" in text for number in range(200))
    assert text.count("Marie-Claire") == 1
    assert text.count("7K3F") == count


@pytest.mark.parametrize(
    "name",
    [
        "<b>Bold</b> & <i>co</i>",
        "<font color=red>&nbsp;",
        "W" * 200,
        "Anne " * 40,
        "\u202eevil\u202c",
        "{page} {count}",
    ],
)
@pytest.mark.parametrize("is_bilingual", [True, False])
def test_a_hostile_name_is_printed_as_typed_and_stays_inside_the_page(
    name: str, is_bilingual: bool
) -> None:
    sheet = a_sheet(name=name, is_bilingual=is_bilingual)
    shown = "".join(text_of(draw(sheet)).split())

    assert "".join(name.split()).replace("\u202e", "").replace("\u202c", "") in shown
    assert_inside(sheet)


def assert_inside(sheet: Sheet) -> None:
    for page in pages_of(sheet):
        for mark in page:
            assert mark.x >= MARGIN - 0.01
            if isinstance(mark, TextMark):
                assert mark.x + mark.line.width_at(mark.size) <= PAGE_WIDTH - MARGIN + 0.5
                assert mark.y <= PAGE_HEIGHT - BOTTOM + 0.5
            else:
                assert mark.x + mark.width <= PAGE_WIDTH - MARGIN + 0.5
                assert mark.y + mark.height <= PAGE_HEIGHT - BOTTOM + 0.5


@pytest.mark.parametrize("items", [5, 60, 300])
@pytest.mark.parametrize("is_bilingual", [True, False])
def test_no_two_lines_of_text_lie_on_each_other(items: int, is_bilingual: bool) -> None:
    sheet = a_sheet(items=items, is_bilingual=is_bilingual)

    assert_inside(sheet)
    for page in pages_of(sheet):
        boxes = [
            (mark.x, mark.x + mark.line.width_at(mark.size), mark.y - mark.size * 0.7, mark.y)
            for mark in page
            if isinstance(mark, TextMark)
        ]
        for number, (left, right, top, bottom) in enumerate(boxes):
            for other_left, other_right, other_top, other_bottom in boxes[number + 1 :]:
                apart = right <= other_left or other_right <= left
                assert apart or bottom <= other_top or other_bottom <= top


def test_what_no_page_can_hold_is_set_once_and_not_once_for_each_type_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = 2_000
    sheet = a_sheet()
    texts = tuple(Text(Words(f"Row {number}")) for number in range(rows))
    sheet = replace(sheet, sections=(*sheet.sections, Section(Words("Rows"), texts)))
    seen: list[Block] = []

    def counted(block: Block, grid: Grid) -> list[Piece]:
        seen.append(block)
        return pieces_of(block, grid)

    monkeypatch.setattr(layout, "pieces_of", counted)
    layout.pages_of(sheet)

    assert len([one for one in seen if isinstance(one, Text)]) < rows * 1.2


def test_a_row_taller_than_a_page_is_cut_between_its_lines() -> None:
    sheet = a_sheet(items=1)
    long = Section(Words("Nòt"), (Note(Words("mo " * 4000)),))
    tall = Sheet(
        kind=sheet.kind,
        language="ht",
        label=sheet.label,
        issuer="",
        title=sheet.title,
        subject="x",
        sections=(long,),
        footer="",
        page_words="{page}/{count}",
    )

    pages = pages_of(tall)

    assert len(pages) > 1
    assert text_of(draw(tall)).count("mo") == 4000
    assert all(any(isinstance(mark, FrameMark) for mark in page) for page in pages)
    assert_inside(tall)


def test_a_file_sheet_looks_different_from_one_that_may_leave() -> None:
    take_home, file = a_sheet(), a_sheet(kind=SheetKind.FILE)

    assert draw(take_home) != draw(file)
    assert "Pine Street Legal Clinic" in text_of(draw(file))


def test_a_code_in_groups_and_figures_are_printed() -> None:
    base = a_sheet()
    groups = tuple(f"G{number:03}" for number in range(10))
    sheet = Sheet(
        kind=SheetKind.FILE,
        language="en",
        label=base.label,
        issuer="x",
        title=Words("Code"),
        subject="Code",
        sections=(
            Section(Words("Code"), (CodeGroups(groups),)),
            Section(Words("Counts"), (Figures((("Helped", "17"), ("Hash", "ab12 " * 16))),)),
            Section(Words("A heading that is longer than what stands beside it"), ()),
        ),
        footer="",
        page_words="{page}/{count}",
    )

    text = text_of(draw(sheet))

    assert all(group in text for group in groups)
    assert "Helped" in text
    assert "17" in text
    assert "ab12" in text
    assert_inside(sheet)


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    base = a_sheet(is_bilingual=True)
    long = both("mo " * 1500, "word " * 1500, is_bilingual=True)
    for rows in range(20, 60):
        sheet = replace(
            base,
            sections=(
                Section(base.title, (CheckList(base.about * rows),)),
                Section(Words("Kanpe", "Stand"), (Text(long),)),
            ),
        )

        first = [
            [mark.line.text for mark in page if isinstance(mark, TextMark)]
            for page in pages_of(sheet)
        ]

        assert all(texts[-1] != "Stand" for texts in first)
        assert_inside(sheet)


@pytest.mark.parametrize("filling", range(70, 80))
def test_a_strong_line_never_stands_alone_at_the_foot_of_a_page(filling: int) -> None:
    rows = Figures(tuple((f"Row {number}", "1") for number in range(filling)))
    led = (Text(Words("2025-07, 2 of 2"), is_strong=True), Figures((("People helped", "34"),)))
    sheet = replace(a_sheet(), sections=(Section(Words("Months"), (rows, *led)),))

    pages = [
        {mark.line.text for mark in page if isinstance(mark, TextMark)} for page in pages_of(sheet)
    ]

    assert ["2025-07, 2 of 2" in page for page in pages] == [
        "People helped" in page for page in pages
    ]


@pytest.mark.parametrize("filling", range(70, 80))
def test_the_titles_of_figures_never_stand_alone_at_the_foot_of_a_page(filling: int) -> None:
    rows = Figures(tuple((f"Row {number}", "1") for number in range(filling)))
    titled = Figures((("People helped", "34"),), ("What is counted", "Total"))
    sheet = replace(a_sheet(), sections=(Section(Words("Months"), (rows, titled)),))

    pages = [
        {mark.line.text for mark in page if isinstance(mark, TextMark)} for page in pages_of(sheet)
    ]

    for words in ("What is counted", "Total"):
        assert [words in page for page in pages] == ["People helped" in page for page in pages]
    assert_inside(sheet)


def test_an_english_title_without_room_beside_stands_below() -> None:
    sheet = replace(a_sheet(is_bilingual=True), title=Words("Lis " * 11, "Your checklist"))
    titles = [
        mark
        for mark in pages_of(sheet)[0]
        if isinstance(mark, TextMark) and mark.line.text in {"Your checklist", "Lis " * 10 + "Lis"}
    ]

    assert len({mark.y for mark in titles}) == len(titles)
    assert_inside(sheet)


def test_an_unprintable_name_makes_no_page() -> None:
    with pytest.raises(CharacterNotPrintableError):
        draw(a_sheet(name="\U0001f600"))


def test_streams_are_compressed_bytes() -> None:
    pdf = draw(a_sheet())
    stream = pdf.split(b"stream\r\n" if b"stream\r\n" in pdf else b"stream\n")[1]

    assert zlib.decompressobj().decompress(stream)
    assert b"ASCII85Decode" not in pdf


ARABIC = replace(
    a_sheet(is_bilingual=True),
    language="ar",
    label=Words("لك أن تحتفظ بها", "Yours to keep"),
    title=Words("قائمة TPS الخاصة بك", "Your TPS checklist"),
    about=(Words("TPS هايتي · فحص يوم 3 فبراير 2026", "TPS Haiti"), Words("Marie-Claire Joseph")),
    sections=(
        Section(
            Words("ما يجب إحضاره", "What to bring"),
            (
                CheckList(
                    (Words("جواز السفر (حتى المنتهي)، الاستمارة I-821 و I-765 " * 3, "Passport"),)
                ),
                Facts((Fact(Words("$510"), Words("I-821، التسجيل", "I-821, registration")),)),
                Note(Words("اتصل على الرقم (555) 010-7788 أولاً.", "Call (555) 010-7788 first.")),
            ),
        ),
    ),
    footer="قواعد TPS 2026.11",
    page_words="صفحة {page} من {count}",
)


def text_marks(sheet: Sheet) -> list[TextMark]:
    return [mark for page in pages_of(sheet) for mark in page if isinstance(mark, TextMark)]


def test_a_sheet_read_from_the_right_begins_at_the_right() -> None:
    own = [mark for mark in text_marks(ARABIC) if "ما يجب" in mark.line.text]
    english = [mark for mark in text_marks(ARABIC) if "What to bring" in mark.line.text]
    boxes = [mark for page in pages_of(ARABIC) for mark in page if isinstance(mark, FrameMark)]

    assert own[0].x + own[0].line.width_at(own[0].size) == pytest.approx(PAGE_WIDTH - MARGIN)
    assert english[0].x == pytest.approx(MARGIN)
    assert max(box.x + box.width for box in boxes) == pytest.approx(PAGE_WIDTH - MARGIN)
    assert_inside(ARABIC)


def test_a_sheet_read_from_the_right_can_be_read_back() -> None:
    pdf = draw(ARABIC)

    words = set(re.findall(r"\w+", text_of(pdf)))
    wanted = {
        word
        for mark in text_marks(ARABIC)
        for word in re.findall(r"\w+", mark.line.text)
        if len(word) > 1
    }
    assert len(wanted & words) >= 0.75 * len(wanted)
    assert "555 010-7788" in text_of(pdf).replace("\u00a0", " ")
    assert "$510" in text_of(pdf)
    assert len(pdf) <= 60 * 1024
    assert b"/Lang (ar)" in pdf


@pytest.mark.parametrize("name", ["राम बहादुर", "အောင်ဆန်း", "X\u0302ilu", "Marie محمد"])
def test_a_name_of_another_script_can_be_read_back(name: str) -> None:
    pdf = draw(a_sheet(name=name))

    assert set(name.split()) <= set(text_of(pdf).split()) or "محمد" in name
    assert b"Helvetica" not in pdf
    assert all(b"+" in font for font in re.findall(rb"/BaseFont /([A-Za-z0-9+-]+)", pdf))


def test_a_face_is_embedded_once_though_a_shaped_line_uses_it_too() -> None:
    pdf = draw(ARABIC)

    faces = [font.split(b"+")[1] for font in re.findall(rb"/BaseFont /([A-Z]+\+[\w-]+)", pdf)]
    assert faces.count(b"NotoSans-Regular") == 1
    assert pdf.count(b"/FontFile2") == 4


def test_no_word_and_no_code_is_remembered_when_the_page_is_done() -> None:
    qr.qr_mark("305 555 0100 HT-0042", x=0, y=0, side=60)

    draw(ARABIC)

    assert not lines._parts
    assert not lines._part_widths
    assert qr._code.cache_info().currsize == 0
