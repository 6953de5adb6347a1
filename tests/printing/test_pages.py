"""Pages as pictures for the preview and the printer, in memory."""

import threading

import pytest

from clinic_app.messages.explaining import explain
from clinic_app.printing.drawing import draw, draw_all
from clinic_app.printing.errors import PageUnreadableError
from clinic_app.printing.pages import PageImage, page_count, page_image
from clinic_app.printing.sheet import Section, Sheet, SheetKind, Text, Words

WHITE = 255


def a_sheet(words: str = "Hello") -> Sheet:
    return Sheet(
        kind=SheetKind.TAKE_HOME,
        language="en",
        label=Words("x"),
        issuer="Clinic",
        title=Words("Title"),
        subject="Title",
        sections=(Section(Words("Heading"), (Text(Words(words)),)),),
        footer="",
        page_words="{page}/{count}",
    )


def a_pdf(words: str = "Hello") -> bytes:
    return draw(a_sheet(words))


def test_a_page_says_whether_a_sheet_begins_with_it() -> None:
    pdf = draw_all((a_sheet("word " * 2000), a_sheet(), a_sheet("word " * 2000)))

    begins = [page_image(pdf, number, 50).begins_sheet for number in range(page_count(pdf))]

    assert begins.count(True) == 3
    assert begins[0]
    assert len(begins) > 4
    assert not begins[1]


def test_a_page_is_as_wide_as_asked_and_has_letter_form() -> None:
    page = page_image(a_pdf(), 0, 850)

    assert (page.width, page.height) == (850, 1100)
    assert len(page.grey) == 850 * 1100


@pytest.mark.parametrize("width", [99, 100, 101, 613])
def test_rows_stand_without_padding_whatever_the_width(width: int) -> None:
    page = page_image(a_pdf(), 0, width)

    assert page.width == width
    assert len(page.grey) == page.width * page.height


def test_the_paper_is_white_and_the_ink_black() -> None:
    page = page_image(a_pdf(), 0, 400)

    assert page.grey[0] == WHITE
    assert min(page.grey) == 0
    assert len(set(page.grey)) > 2


def test_pages_are_counted() -> None:
    assert page_count(a_pdf()) == 1
    assert page_count(a_pdf("word " * 5000)) > 2


@pytest.mark.parametrize("damaged", [b"", b"no pdf", b"%PDF-1.4"])
def test_bytes_that_are_no_pdf_are_refused_in_words(damaged: bytes) -> None:
    with pytest.raises(PageUnreadableError) as caught:
        page_count(damaged)
    with pytest.raises(PageUnreadableError):
        page_image(damaged, 0, 100)

    assert "damaged" in explain(caught.value)


@pytest.mark.parametrize("number", [-1, 1])
def test_a_page_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(PageUnreadableError):
        page_image(a_pdf(), number, 100)


def test_two_lanes_may_draw_at_once() -> None:
    pdf = a_pdf()
    drawn: list[PageImage] = []
    lanes = [
        threading.Thread(target=lambda: drawn.append(page_image(pdf, 0, 300))) for _ in range(4)
    ]

    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()

    assert len({page.grey for page in drawn}) == 1
    assert len(drawn) == 4
