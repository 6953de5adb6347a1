"""A bar chart on paper: lengths in proportion, a gap without a bar, every number in words."""

from clinic_app.printing.bars import bars_pieces
from clinic_app.printing.grid import Grid
from clinic_app.printing.pieces import BarMark, FrameMark, Ink, Piece, TextMark
from clinic_app.printing.sheet import Bars

GRID = Grid(size=10.0, is_bilingual=False)


def bars_in(piece: Piece) -> list[BarMark]:
    return [mark for mark in piece.marks if isinstance(mark, BarMark)]


def test_a_bar_is_as_long_as_its_number_and_the_largest_fills_the_room() -> None:
    half, whole = bars_pieces(Bars((("2026-01", "50", 50), ("2026-02", "100", 100))), GRID)

    (shorter,), (longer,) = bars_in(half), bars_in(whole)
    assert shorter.width * 2 == longer.width
    assert longer.x + longer.width < GRID.own_x + GRID.own_width
    assert shorter.x == longer.x


def test_a_gap_and_a_zero_have_no_bar_and_say_what_they_are() -> None:
    gap, zero = bars_pieces(Bars((("2026-01", "no report", None), ("2026-02", "0", 0))), GRID)

    assert bars_in(gap) == bars_in(zero) == []
    assert [mark.line.text for mark in gap.marks if isinstance(mark, TextMark)] == [
        "2026-01",
        "no\N{NO-BREAK SPACE}report",
    ]


def test_below_zero_a_bar_is_pale() -> None:
    less, more = bars_pieces(Bars((("2026-01", "-5", -5), ("2026-02", "5", 5))), GRID)

    assert bars_in(less)[0].width == bars_in(more)[0].width
    assert (bars_in(less)[0].ink, bars_in(more)[0].ink) == (Ink.HAIR, Ink.BLACK)


def test_of_a_number_that_is_not_whole_only_the_outline_is_drawn() -> None:
    rows = (("2026-01", "50", 50), ("2026-02", "50 (2 of 4)", 50), ("2026-03", "no report", None))

    whole, partial, gap = bars_pieces(Bars(rows, frozenset({1, 2})), GRID)

    (bar,) = bars_in(whole)
    (outline,) = (mark for mark in partial.marks if isinstance(mark, FrameMark))
    assert bars_in(partial) == bars_in(gap) == []
    assert (outline.x, outline.width) == (bar.x, bar.width)


def test_nothing_to_draw_is_nothing() -> None:
    assert bars_pieces(Bars(()), GRID) == []
