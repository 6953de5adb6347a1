"""What a telephone's camera reads, and nothing else."""

from dataclasses import replace

import pytest
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from clinic_app.printing.drawing import draw
from clinic_app.printing.layout import pages_of
from clinic_app.printing.pages import page_image
from clinic_app.printing.pieces import CodeMark, mirrored
from clinic_app.printing.qr import QUIET, qr_mark
from clinic_app.printing.sheet import BigCode, Section, Sheet, SheetKind, Text, Words

SIDE = 70.0


def dark(mark: CodeMark) -> set[tuple[int, int]]:
    """Return row and column of each dark module, and none that stands in the quiet zone."""
    size = mark.modules - 2 * QUIET
    found = {
        (row - QUIET, place - QUIET)
        for column, row, length in mark.runs
        for place in range(column, column + length)
    }
    assert all(0 <= row < size and 0 <= column < size for row, column in found)
    return found


def test_a_code_has_its_three_finders_and_white_around_it() -> None:
    mark = qr_mark("(555) 010-7788 7K3F", x=0.0, y=0.0, side=SIDE)
    size, found = mark.modules - 2 * QUIET, dark(mark)

    assert size == 25
    for corner in ((0, 0), (0, size - 7), (size - 7, 0)):
        ring = {(corner[0] + step, corner[1]) for step in range(7)}
        assert ring <= found
    assert (1, 1) not in found


def test_a_page_from_right_to_left_moves_the_code_and_does_not_turn_it() -> None:
    plain = qr_mark("7K3F", x=10.0, y=20.0, side=SIDE)

    turned = mirrored(plain, 612.0)

    assert turned == replace(plain, x=612.0 - 10.0 - SIDE)


@pytest.mark.parametrize("text", ["7K3F", "(555) 010-7788 7K3F", "00000000", "+1 " * 30, "k" * 200])
def test_a_code_is_the_one_that_its_library_makes_slowly(text: str) -> None:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text.strip())
    code.make()
    size = code.getModuleCount()

    mark = qr_mark(text, x=0.0, y=0.0, side=SIDE)

    places = {(row, column) for row in range(size) for column in range(size)}
    assert mark.modules == size + 2 * QUIET
    assert dark(mark) == {place for place in places if code.isDark(*place)}


def test_what_is_drawn_is_the_code() -> None:
    image = page_image(draw(a_sheet("(555) 010-7788 7K3F")), 0, 612 * 4)
    mark = next(
        one for one in pages_of(a_sheet("(555) 010-7788 7K3F"))[0] if isinstance(one, CodeMark)
    )
    module = mark.side / mark.modules

    def is_dark(row: int, column: int) -> bool:
        x, y = (
            start + (place + QUIET + 0.5) * module
            for start, place in ((mark.x, column), (mark.y, row))
        )
        return image.grey[int(y * 4) * image.width + int(x * 4)] < 60

    size = mark.modules - 2 * QUIET
    places = {(row, column) for row in range(-2, size + 2) for column in range(-2, size + 2)}
    assert {place for place in places if is_dark(*place)} == dark(mark)


def test_half_a_letter_in_a_telephone_is_dropped_as_it_is_from_the_line_above() -> None:
    broken, whole = (
        qr_mark(text, x=0.0, y=0.0, side=SIDE) for text in ("555\ud800 0100 7K3F", "555 0100 7K3F")
    )

    assert broken == whole


def test_a_sheet_without_something_to_scan_has_no_code() -> None:
    assert black_share("") < black_share("(555) 010-7788 7K3F") - 0.001


def black_share(to_scan: str) -> float:
    image = page_image(draw(a_sheet(to_scan)), 0, 850)
    return sum(shade < 60 for shade in image.grey) / len(image.grey)


def a_sheet(to_scan: str) -> Sheet:
    return Sheet(
        kind=SheetKind.TAKE_HOME,
        language="en",
        label=Words("Yours"),
        issuer="Clinic",
        title=Words("Ticket"),
        subject="Ticket",
        code=BigCode(Words("Code"), "7K3F", to_scan),
        sections=(Section(Words("Where"), (Text(Words("Here")),)),),
        footer="",
        page_words="{page} {count}",
    )
