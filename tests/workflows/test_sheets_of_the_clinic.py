"""The recovery code and the page of what leaves, on paper."""

from datetime import date

import pypdfium2

from clinic_app.printing.pages import page_count
from clinic_app.printing.sheet import SheetKind
from clinic_app.workflows import leaving_sheet, recovery_sheet
from clinic_app.workflows.leaving_page import LeavingPage

GROUPS = ("K7Q2", "9XWM", "4TRA", "PE8D", "HN3V", "6CYJ", "ZB5F", "2KGS")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_recovery_code_stands_on_one_page_with_its_groups_in_order() -> None:
    pdf = recovery_sheet.make(GROUPS, "Pine Street Legal Clinic", date(2026, 11, 25))
    text = text_of(pdf)

    assert page_count(pdf) == 1
    places = [text.index(group) for group in GROUPS]
    assert places == sorted(places)
    assert "November 25, 2026" in text
    assert "Pine Street Legal Clinic" in text
    assert "different places" in text


def test_the_paper_of_a_headquarters_says_where_the_code_is_typed_there() -> None:
    pdf = recovery_sheet.make_for_headquarters(GROUPS, "Coalition", date(2026, 11, 25))
    text = " ".join(text_of(pdf).split())

    assert page_count(pdf) == 1
    assert "Where the program asks for the passphrase of headquarters, type the code" in text
    assert "I lost my passphrase" not in text  # no such door is there
    assert "the clinic" not in text


def test_the_recovery_code_is_paper_that_stays() -> None:
    sheet = recovery_sheet.recovery_sheet(GROUPS, "Clinic", date(2026, 11, 25))

    assert sheet.kind is SheetKind.FILE
    assert not any(group in sheet.subject for group in GROUPS)


def test_what_leaves_is_printed_number_for_number() -> None:
    page = LeavingPage(
        title="pine, 2026-10",
        lines=(
            ("Clients helped", "17 this month, 40 in all"),
            ("Hash of the contents before", "ab12 " * 16),
            *((f"Headline {number}", str(number * 7)) for number in range(30)),
        ),
        hashes=(("Hash of the contents", "0a1b " * 16),),
    )

    text = " ".join(text_of(leaving_sheet.make(page)).split())

    for words, number in page.lines:
        assert words in text
        assert " ".join(number.split()) in text.replace("\u00a0", " ")
    assert "Hash of the contents: 0a1b" in text
    assert "0 names, 0 birth dates" in text
    assert "pine, 2026-10" in text


def test_the_same_page_gives_the_same_bytes() -> None:
    page = LeavingPage("t", (("a", "1"),), (("h", "x"),))

    assert leaving_sheet.make(page) == leaving_sheet.make(page)
