"""How wide the columns of a workbook are and how high its rows, by the words in them."""

import textwrap
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from clinic_app.headquarters.document import Table

PARAGRAPH = 72
"""How wide running text is at least, where the columns together are; in characters."""

_WIDEST, _NARROWEST, _NUMBER = 44, 10, 17
_AROUND = 2
_BOLD = 1.15
"""How much wider bold letters are."""

_LINE, _HIGHEST = 15.0, 405.0
"""Points of a line, and of the highest row: Excel takes 409."""

_MOST_LINES = int(_HIGHEST / _LINE)


def widths_of(table: Table) -> tuple[int, ...]:
    """Return a width for each column; the last one is wider where all of them are narrow."""
    widths = [
        _NUMBER if place >= table.words else min(_WIDEST, max(_NARROWEST, longest + _AROUND))
        for place, longest in enumerate(_longest(table))
    ]
    if table.words == len(widths):
        widths[-1] = max(widths[-1], PARAGRAPH - sum(widths[:-1]))
    elif sum(widths) < PARAGRAPH:
        widths[0] += PARAGRAPH - sum(widths)
    return tuple(widths)


def height_of(words: Iterable[str], widths: Iterable[int], *, is_strong: bool = False) -> float:
    """Return the points that a row needs: those of its highest cell."""
    wider = _BOLD if is_strong else 1.0
    lines = (
        _lines(one, int((width - 1) / wider)) for one, width in zip(words, widths, strict=True)
    )
    return min(_HIGHEST, _LINE * max(lines, default=1))


def _longest(table: Table) -> Iterator[int]:
    for place, title in enumerate(table.columns):
        cells = (table.words_in(row.cells[place]) for row in table.rows)
        yield max(_breadth(words) for words in (title, *cells))


def _lines(words: str, width: int) -> int:
    if len(words) <= width and words.isascii():
        return 1  # as a rule; there may be ten thousand rows
    if len(words) > _MOST_LINES * (max(1, width) + 1):  # a line ends with a space besides
        return _MOST_LINES  # no row is higher, whatever months are missing
    spread = words if words.isascii() else "".join(one * _breadth(one) for one in words)
    return max(1, len(textwrap.wrap(spread, max(1, width))))


def _breadth(words: str) -> int:
    """Return how many characters wide words are: Chinese letters are twice as wide as Latin."""
    if words.isascii():
        return len(words)
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in words)
