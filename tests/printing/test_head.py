"""The head of a page: who hands a sheet out stands in one line, whatever they are called."""

from dataclasses import replace

import pytest

from clinic_app.printing.grid import MEASURE
from clinic_app.printing.head import head_of
from clinic_app.printing.pieces import TextMark
from clinic_app.printing.plain_text import bare, isolated
from clinic_app.printing.sheet import Sheet, SheetKind, Words

SHEET = Sheet(
    kind=SheetKind.FILE,
    language="en",
    label=Words("For the clinic's file"),
    issuer="Pine Street",
    title=Words("x"),
    subject="x",
    sections=(),
    footer="",
    page_words="{page}/{count}",
)


def issuer_of(sheet: Sheet) -> TextMark:
    return next(mark for mark in head_of(sheet).marks if isinstance(mark, TextMark))


def test_a_name_that_is_long_is_set_smaller_before_it_is_cut() -> None:
    usual, long = (issuer_of(replace(SHEET, issuer="Pine Street " * n)) for n in (2, 10))

    assert usual.size == 8.0
    assert 6.0 <= long.size < 8.0
    assert bare(long.line.text).strip() == ("Pine Street " * 10).strip()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("issuer", ["Pine Street " * 20, "W" * 200, isolated("محمد" * 60)])
def test_a_cut_is_seen(issuer: str, language: str) -> None:
    mark = issuer_of(replace(SHEET, issuer=issuer, language=language))

    assert "…" in mark.line.text
    assert mark.line.width_at(mark.size) <= MEASURE
    assert mark.room >= mark.line.width_at(mark.size)
