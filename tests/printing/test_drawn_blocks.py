"""Cards, banners and boxes: as large as they can be, and never over an edge."""

from dataclasses import replace

from clinic_app.printing.drawn_blocks import drawn_pieces_of
from clinic_app.printing.grid import MEASURE, PAGE_HEIGHT, Grid
from clinic_app.printing.pieces import BarMark, FrameMark, Piece, TextMark
from clinic_app.printing.sheet import Banner, Blanks, CardSide, FoldCards, StrikeGrid, Words

GRID = Grid(size=10.0, is_bilingual=False)


def lowest(piece: Piece) -> float:
    return max(mark.y for mark in piece.marks if isinstance(mark, TextMark))


def sizes(piece: Piece) -> set[float]:
    return {mark.size for mark in piece.marks if isinstance(mark, TextMark)}


def cards(words: str) -> list[Piece]:
    side = CardSide("My rights", (words,))
    return drawn_pieces_of(FoldCards(own=side, english=side, count=3), GRID)


def test_a_card_stands_as_often_as_it_is_asked_for() -> None:
    assert len(cards("Stay silent.")) == 3


def test_a_long_text_on_a_card_is_set_smaller_before_the_card_grows() -> None:
    short, long, endless = (cards("Stay silent. " * count)[0] for count in (1, 40, 200))

    assert min(sizes(long)) < min(sizes(short))
    assert long.height == short.height
    assert endless.height > long.height
    assert lowest(endless) < endless.height


def test_no_box_stands_outside_the_page() -> None:
    grid = StrikeGrid(columns=("Adults", "Children"), rows=("Haitian Creole", "Spanish"))

    head, *rows = drawn_pieces_of(grid, GRID)

    assert head.is_bound_to_next
    boxes = [mark for row in rows for mark in row.marks if isinstance(mark, FrameMark)]
    assert len(boxes) == 4
    assert all(box.x + box.width <= MEASURE + 0.01 for box in boxes)


def test_few_rows_have_room_for_many_strokes_and_a_row_without_a_name_a_line_for_one() -> None:
    few, many = (
        drawn_pieces_of(StrikeGrid(columns=("Adults",), rows=rows), GRID)[1:]
        for rows in (("Spanish", ""), ("Spanish",) * 15)
    )

    assert few[0].height > 1.5 * many[0].height
    assert sum(piece.height for piece in many) < PAGE_HEIGHT / 2 + 50
    lines = [[mark for mark in piece.marks if isinstance(mark, BarMark)] for piece in few]
    assert [len(each) for each in lines] == [0, 1]


def test_a_banner_is_as_large_as_its_page_allows() -> None:
    small, large = (
        sizes(drawn_pieces_of(Banner(Words("Come")), replace(GRID, size=size))[0])
        for size in (8.5, 18.0)
    )

    (long,) = drawn_pieces_of(Banner(Words("Come and learn " * 20)), replace(GRID, size=11.0))
    assert sizes(long) == {30.0}
    assert small == {34.0}
    assert large == {44.0}


def test_a_banner_breaks_over_lines_and_carries_its_english_below() -> None:
    alone, both = (
        drawn_pieces_of(Banner(words), GRID)[0]
        for words in (Words("Vin aprann " * 6), Words("Vin aprann " * 6, "Come and learn"))
    )

    assert len(alone.marks) > 1
    assert both.height > alone.height


def test_a_line_to_write_on_has_room_above_it() -> None:
    (piece,) = drawn_pieces_of(Blanks((Words("Signature"),)), GRID)

    assert min(mark.y for mark in piece.marks) >= 20.0
