"""What a telephone's camera reads, and nothing else."""

import pytest
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from clinic_app.printing.drawing import draw
from clinic_app.printing.pages import page_image
from clinic_app.printing.pieces import mirrored
from clinic_app.printing.qr import QUIET, qr_marks
from clinic_app.printing.sheet import BigCode, Section, Sheet, SheetKind, Text, Words

SIDE = 70.0


def dark(marks: tuple[object, ...], *, module: float, size: int) -> set[tuple[int, int]]:
    found = set()
    for mark in marks:
        row = round(mark.y / module) - QUIET  # type: ignore[attr-defined]
        first = round(mark.x / module) - QUIET  # type: ignore[attr-defined]
        length = round(mark.width / module)  # type: ignore[attr-defined]
        found |= {(row, column) for column in range(first, first + length)}
    assert all(0 <= row < size and 0 <= column < size for row, column in found)
    return found


def test_a_code_has_its_three_finders_and_white_around_it() -> None:
    marks = qr_marks("(555) 010-7788 7K3F", x=0.0, y=0.0, side=SIDE)
    size = 25
    found = dark(marks, module=SIDE / (size + 2 * QUIET), size=size)

    for corner in ((0, 0), (0, size - 7), (size - 7, 0)):
        ring = {(corner[0] + step, corner[1]) for step in range(7)}
        assert ring <= found
    assert (1, 1) not in found


def test_a_page_from_right_to_left_does_not_turn_the_code() -> None:
    plain = qr_marks("7K3F", x=0.0, y=0.0, side=SIDE)
    turned = tuple(
        mirrored(mark, SIDE) for mark in qr_marks("7K3F", x=0.0, y=0.0, side=SIDE, is_rtl=True)
    )
    module = SIDE / (21 + 2 * QUIET)

    assert dark(turned, module=module, size=21) == dark(plain, module=module, size=21)


@pytest.mark.parametrize("text", ["7K3F", "(555) 010-7788 7K3F", "00000000", "+1 " * 30, "k" * 200])
def test_a_code_is_the_one_that_its_library_makes_slowly(text: str) -> None:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text.strip())
    code.make()
    size = code.getModuleCount()

    marks = qr_marks(text, x=0.0, y=0.0, side=SIDE)

    found = dark(marks, module=SIDE / (size + 2 * QUIET), size=size)
    places = {(row, column) for row in range(size) for column in range(size)}
    assert found == {place for place in places if code.isDark(*place)}


def test_half_a_letter_in_a_telephone_is_dropped_as_it_is_from_the_line_above() -> None:
    broken, whole = (
        qr_marks(text, x=0.0, y=0.0, side=SIDE) for text in ("555\ud800 0100 7K3F", "555 0100 7K3F")
    )

    assert broken == whole


def test_a_sheet_without_something_to_scan_has_no_code() -> None:
    assert black_share("") < black_share("(555) 010-7788 7K3F") - 0.001


def black_share(to_scan: str) -> float:
    sheet = Sheet(
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
    image = page_image(draw(sheet), 0, 850)
    return sum(shade < 60 for shade in image.grey) / len(image.grey)
