"""The page of what leaves says the bundle, number for number, on screen and on paper."""

import json
import os
import random
import re
import shutil
import subprocess
from typing import Any

import pypdfium2
import pytest

from clinic_app.bundles import payload
from clinic_app.bundles.headline_words import headline_words
from clinic_app.bundles.label_words import label_words, stream_words, table_words
from clinic_app.tallies.breakdowns import HEADLINE_OF, TABLES_OF, Stream, Table
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


PAGES = max(10, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 5)
DRAWN = {
    Table.COUNTRY: ("HT", "VE", "SV", "other"),
    Table.LANGUAGE: ("ht", "es", "fa-AF"),
    Table.AGE_BAND: ("0-13", "25-44", "65+"),
    Table.GENDER: ("female", "male", "other"),
    Table.COUNTY: ("25025", "12086", "48201"),
}


def a_history(seed: int) -> bytes:
    """Return the payload after some months, in which crowds came and were taken back."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    ledger = ReleaseLedger()
    for ahead in range(chance.randint(1, 8)):
        totals = {headline: chance.randrange(900) for headline in HeadlineCount}
        labels = {}
        for stream, tables in TABLES_OF.items():
            for table in tables:
                rest = totals[HEADLINE_OF[stream]]
                counts = labels[stream, table] = dict.fromkeys(DRAWN[table], 0)
                for label in DRAWN[table]:
                    counts[label] = chance.choice((0, rest, chance.randint(0, rest)))
                    rest -= counts[label]
        tally = release(RawTally(Month(2026, 1).plus(ahead), totals, labels), ledger, ORIGIN)
        content = payload.write(tally)
        ledger = ledger.with_release(tally, payload.sha256(content), ORIGIN.policy)
    return content


def printed_lines(content: bytes) -> list[tuple[str, str]]:
    """Return all that must stand on paper, from the bytes alone: both numbers of a headline."""
    headlines: dict[str, Any] = json.loads(content)["closes"][-1]["headlines"]
    found = []
    for name, words in headline_words().items():
        net, total = headlines[name]["net"], headlines[name]["total"]
        is_standing = name in STANDING
        says = f"{total} on the last day" if is_standing else f"{net} this month, {total} in all"
        found.append((words, says))
    of_labels = said_by(content)[len(found) :]
    return found + [(words, str(number)) for words, number in of_labels]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_page_read_back_by_another_program_equals_the_bundle() -> None:
    fallen = taken_back = 0
    for seed in range(PAGES):
        content = a_history(seed)
        printed = leaving_sheet.make(leaving_page(content, sealed=None))

        text = read_by_pdftotext(printed)

        for words, number in printed_lines(content):
            assert re.search(rf"(?<!\S){re.escape(words)} {number}(?![\d,])", text), (seed, words)
        hidden = json.dumps(json.loads(content)["closes"])
        fallen += '"net": -' in hidden
        taken_back += '"not_yet_shown": -' in hidden
    assert fallen
    assert taken_back


def read_by_pdftotext(printed: bytes) -> str:
    program = shutil.which("pdftotext")
    assert program is not None
    read = subprocess.run(  # noqa: S603 - a program of the system, on bytes of our own
        [program, "-raw", "-", "-"], input=printed, capture_output=True, check=True
    )
    return " ".join(read.stdout.decode().split())
