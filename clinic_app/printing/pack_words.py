"""Words that a rule pack brings: all that may be remembered once a sheet is drawn.

A client's name must not outlive the page it is printed on. What every client's sheet says may: it
lies open in the pack, and tells nothing of anybody. So may a text of the pack whose gaps were
filled from the pack, such as a country or a day of the law; whoever fills them says so.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from clinic_app.printing.plain_text import NO_BREAK_SPACE, bare, printable
from clinic_app.printing.scripts import breakable, needs_shaping

Tell = Callable[[], Iterable[str]]
"""Tells every text of a pack; asked when the first sheet is drawn that needs it."""

_MOST_FILLED = 2000
"""A few hundred for each language of a country's clients, and as many in English."""

_told: list[Tell] = []
_filled: dict[str, frozenset[str]] = {}
"""Texts whose gaps the pack filled, each with its parts where the text engine sets it."""


class _Texts(NamedTuple):
    """All texts of a pack, and those that the text engine sets: in one, and their parts."""

    whole: frozenset[str]
    lines: str
    parts: frozenset[str]


def learn(tell: Tell) -> None:
    """Take the texts of a rule pack for what may be remembered, instead of those before."""
    _told[:] = [tell]
    _filled.clear()


def learn_filled(*texts: str) -> None:
    """Take texts of the pack whose gaps the pack filled, and nobody's own words or days."""
    for text in texts:
        plain = text if text in _filled else _plain(text)
        if plain and plain not in _filled:
            if len(_filled) >= _MOST_FILLED:
                _filled.clear()
            _filled[plain] = _parts_of(plain) if needs_shaping(plain) else frozenset()


def learn_joined(text: str, *parts: str) -> None:
    """Take a text that is put together of *parts*, where each of them is one of the pack."""
    if all(map(is_text_of_pack, parts)):
        learn_filled(text)


def is_part_of_pack(part: str) -> bool:
    """Whether a word, or what a line may not end inside of, stands in the pack."""
    plain = bare(part)
    if any(plain in _texts(tell).parts for tell in _told):
        return True
    return any(plain in parts for parts in _filled.values())


def is_line_of_pack(line: str) -> bool:
    """Whether a line, as it is, stands in one text of the pack."""
    plain = _plain(line)
    return any(plain in _texts(tell).lines for tell in _told) or any(
        parts and plain in text for text, parts in _filled.items()
    )


def is_text_of_pack(text: str) -> bool:
    """Whether a text, as it is, is one of the pack."""
    plain = _plain(text)
    return plain in _filled or any(plain in _texts(tell).whole for tell in _told)


def _plain(text: str) -> str:
    return bare(printable(text)).replace(NO_BREAK_SPACE, " ")


def _parts_of(text: str) -> frozenset[str]:
    return frozenset(part for word in breakable(text) for part in word)


@lru_cache(maxsize=1)
def _texts(tell: Tell) -> _Texts:
    whole = frozenset(map(_plain, tell()))
    set_by_engine = sorted(filter(needs_shaping, whole))
    parts = frozenset(part for text in set_by_engine for part in _parts_of(text))
    return _Texts(whole, "\n".join(set_by_engine), parts)
