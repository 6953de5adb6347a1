"""Words that a rule pack brings: all that may be remembered once a sheet is drawn.

A client's name must not outlive the page it is printed on. What every client's sheet says may: it
lies open in the pack, and tells nothing of anybody.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from clinic_app.printing.plain_text import bare, printable
from clinic_app.printing.scripts import breakable, needs_shaping

Tell = Callable[[], Iterable[str]]
"""Tells every text of a pack; asked when the first sheet is drawn that needs it."""

_told: list[Tell] = []


def learn(tell: Tell) -> None:
    """Take the texts of a rule pack for what may be remembered, instead of those before."""
    _told[:] = [tell]


def is_part_of_pack(part: str) -> bool:
    """Whether a word, or what a line may not end inside of, stands in the pack."""
    return any(part in _texts(tell)[1] for tell in _told)


def is_line_of_pack(line: str) -> bool:
    """Whether a line, as it is, stands in one text of the pack."""
    return any(bare(line) in _texts(tell)[0] for tell in _told)


@lru_cache(maxsize=1)
def _texts(tell: Tell) -> tuple[str, frozenset[str]]:
    """Return all texts that the text engine sets, and their parts."""
    texts = [bare(printable(text)) for text in tell() if needs_shaping(text)]
    parts = (part for text in texts for word in breakable(text) for part in word)
    return "\n".join(texts), frozenset(parts)
