"""A bar of months: as wide as the page, mirrored with it, and told to who does not see it."""

import ctypes
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageStat
from pypdfium2 import raw

from clinic_app.printing.drawing import draw
from clinic_app.printing.grid import MARGIN, MEASURE, PAGE_WIDTH, Grid
from clinic_app.printing.layout import pages_of
from clinic_app.printing.month_bar import month_bar_pieces
from clinic_app.printing.pieces import BoxesMark, Mark, TextMark
from clinic_app.printing.sheet import (
    BarYear,
    BoxState,
    MonthBar,
    Section,
    Sheet,
    SheetKind,
    Words,
)

F, E, D, A = BoxState.FILLED, BoxState.EMPTY, BoxState.DASHED, BoxState.ABSENT
BAR = MonthBar(
    (
        BarYear(2024, (A, A, A, A, A, F, F, F, E, E, F, F), "2024. shown: 06/2024–08/2024"),
        BarYear(2025, (F, E, D, A, A, A, A, A, A, A, A, A), "2025. shown: 01/2025"),
    ),
    ((F, Words("a paper")), (E, Words("no paper")), (D, Words("not over"))),
)
SHEET = Sheet(
    kind=SheetKind.TAKE_HOME,
    language="en",
    label=Words("Yours"),
    issuer="Clinic",
    title=Words("Months"),
    subject="Months",
    sections=(Section(Words("Months"), (BAR,)),),
    footer="Rules",
    page_words="{page}/{count}",
)
ARABIC = replace(SHEET, language="ar", title=Words("أشهرك", "Months"))


def rows(marks: tuple[Mark, ...]) -> list[BoxesMark]:
    return [mark for mark in marks if isinstance(mark, BoxesMark) and len(mark.boxes) == 12]


@pytest.mark.parametrize("sheet", [SHEET, ARABIC, replace(ARABIC, is_large=True)], ids=str)
def test_boxes_stay_between_the_margins(sheet: Sheet) -> None:
    (page,) = pages_of(sheet)

    for row in rows(page):
        assert row.x >= MARGIN
        assert row.x + row.width <= PAGE_WIDTH - MARGIN + 0.01


def test_from_the_right_the_first_month_stands_at_the_right() -> None:
    (page,), (mirrored,) = pages_of(SHEET), pages_of(ARABIC)

    assert [row.boxes for row in rows(page)] == [year.boxes for year in BAR.years]
    assert [row.boxes for row in rows(mirrored)] == [year.boxes[::-1] for year in BAR.years]
    january, december = (place_of(mirrored, number) for number in ("01", "12"))
    assert january > december
    assert place_of(page, "01") < place_of(page, "12")


def place_of(page: tuple[Mark, ...], text: str) -> float:
    (found,) = (one.x for one in page if isinstance(one, TextMark) and one.line.text == text)
    return found


def test_each_number_stands_over_the_middle_of_its_box() -> None:
    head, year, *_others = month_bar_pieces(BAR, Grid(size=10.0, is_bilingual=False))
    (row,) = rows(year.marks)
    step = row.width / 12

    for number, mark in enumerate(head.marks):
        assert isinstance(mark, TextMark)
        middle = mark.x + mark.line.width_at(mark.size) / 2
        assert middle == pytest.approx(row.x + (number + 0.5) * step)
    assert row.x + row.width == pytest.approx(MEASURE)


def test_a_head_never_stands_alone_at_the_foot_of_a_page() -> None:
    head, *_years = month_bar_pieces(BAR, Grid(size=10.0, is_bilingual=False))

    assert head.is_bound_to_next


def test_filled_empty_dashed_and_absent_boxes_look_different() -> None:
    (page,) = pages_of(SHEET)
    row = rows(page)[0]
    document = pypdfium2.PdfDocument(draw(SHEET))
    picture = document[0].render(scale=3, grayscale=True).to_pil().convert("L").copy()
    document.close()

    shades = [shade_of(picture, row, number) for number in (0, 5, 8)]

    assert shades[0] == 255
    assert shades[1] < 20
    assert 20 < shades[2] < 255


def shade_of(picture: Image.Image, row: BoxesMark, number: int) -> float:
    """Return how light a box is with its outline, 255 for white."""
    step = row.width / 12
    left = row.x + number * step
    box = (left + 0.6, row.y - 0.4, left + step - 0.6, row.y + row.height + 0.4)
    cut = picture.crop(tuple(round(edge * 3) for edge in box))  # type: ignore[arg-type]
    (mean,) = ImageStat.Stat(cut).mean
    return float(mean)


@pytest.mark.parametrize("sheet", [SHEET, ARABIC], ids=["en", "ar"])
def test_each_year_is_a_figure_that_is_told_in_words(sheet: Sheet) -> None:
    document = pypdfium2.PdfDocument(draw(sheet))
    page = document[0]
    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        whole = raw.FPDF_StructTree_GetChildAtIndex(tree, 0)
        count = raw.FPDF_StructElement_CountChildren(whole)
        children = [raw.FPDF_StructElement_GetChildAtIndex(whole, n) for n in range(count)]
        figures = [
            told(raw.FPDF_StructElement_GetAltText, child)
            for child in children
            if told(raw.FPDF_StructElement_GetType, child) == "Figure"
        ]
    finally:
        raw.FPDF_StructTree_Close(tree)
        page.close()
        document.close()

    assert figures == [year.told for year in BAR.years]


def told(ask: object, element: object) -> str:
    size = ask(element, None, 0)  # type: ignore[operator]
    kept = ctypes.create_string_buffer(size)
    ask(element, kept, size)  # type: ignore[operator]
    return kept.raw[: max(0, size - 2)].decode("utf-16-le")


def test_a_bar_of_a_whole_life_goes_over_pages_without_cutting_a_row() -> None:
    years = tuple(BarYear(year, (E,) * 12, str(year)) for year in range(1940, 2026))
    long = replace(SHEET, sections=(Section(Words("Months"), (replace(BAR, years=years),)),))

    pages = pages_of(long)

    assert len(pages) > 1
    heights = {round(row.height, 3) for page in pages for row in rows(page)}
    assert len(heights) == 1
    assert sum(len(rows(page)) for page in pages) == len(years)
