"""The page of what leaves says the bundle, number for number, on screen and on paper."""

import json
import re
from typing import Any

import pypdfium2
import pytest

from clinic_app.bundles import payload
from clinic_app.bundles.headline_words import headline_words
from clinic_app.bundles.label_words import label_words, stream_words, table_words
from clinic_app.tallies.breakdowns import Stream, Table
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release
from clinic_app.tallies.headlines import STANDING, HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.workflows import leaving_sheet
from clinic_app.workflows.leaving_page import leaving_page

ORIGIN = Origin(clinic="BOS-1", station="0123456789abcdef", is_training=False, draw_key=bytes(32))
LABELS = {
    (Stream.HELPED, Table.COUNTRY): {"HT": 812, "VE": 96, "SV": 4},
    (Stream.HELPED, Table.COUNTY): {"25025": 700, "25023": 200},
    (Stream.SCREENED, Table.AGE_BAND): {"25-44": 260, "65+": 3},
    (Stream.KYR, Table.LANGUAGE): {"ht": 333, "es": 60},
}


@pytest.fixture(scope="module")
def content() -> bytes:
    totals = dict.fromkeys(HeadlineCount, 0) | {
        HeadlineCount.HELPED: 912,
        HeadlineCount.SCREENED: 263,
        HeadlineCount.KYR_ATTENDANCE: 393,
        HeadlineCount.KYR_TRAINED: 27,
        HeadlineCount.REPRESENTATIVES_FULL: 3,
    }
    tally = release(RawTally(Month(2026, 10), totals, LABELS), ReleaseLedger(), ORIGIN)
    return payload.write(tally)


def said_by(content: bytes) -> list[tuple[str, int]]:
    """Return every number of the newest close, from the bytes alone, with its words."""
    close: dict[str, Any] = json.loads(content)["closes"][-1]
    said = []
    for name, words in headline_words().items():
        change = close["headlines"][name]
        said += [(words, change["total"])] if name in STANDING else [(words, change["net"])]
    for stream, released in close["streams"].items():
        for table, one in released["tables"].items():
            whose = f"{stream_words()[Stream(stream)]}, {table_words()[Table(table)]}"
            for label, number in one["shown"].items():
                said.append((f"{whose}: {label_words(Table(table), label)}", number))
            said.append((f"{whose}: not yet shown", one["not_yet_shown"]))
    return said


def test_the_page_on_screen_says_every_number(content: bytes) -> None:
    lines = dict(leaving_page(content, sealed=None).lines)

    for words, number in said_by(content):
        assert re.match(rf"{number}(?!\d)", lines[words])


def test_the_page_read_back_from_paper_says_every_number(content: bytes) -> None:
    printed = leaving_sheet.make(leaving_page(content, sealed=None))

    with pypdfium2.PdfDocument(printed) as document:
        read = " ".join(page.get_textpage().get_text_range() for page in document)
    text = " ".join(read.split())
    said = said_by(content)
    assert any("Haiti" in words for words, _number in said)
    for words, number in said:
        assert re.search(rf"{re.escape(words)} {number}(?!\d)", text), words
    assert "0 names, 0 birth dates, 0 A-numbers" in text
    assert "not yet shown" in text
