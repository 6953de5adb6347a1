"""Names of places as people write them; those of the countries with TPS stand in the rule pack."""

import unicodedata
from functools import lru_cache

_UNITED_STATES = frozenset({
    "us", "usa", "u.s.", "u.s.a.", "united states", "united states of america",
    "puerto rico", "guam", "u.s. virgin islands", "us virgin islands",
    "northern mariana islands", "american samoa", "american",
    "estados unidos", "estados unidos de america", "ee.uu.", "ee. uu.", "eeuu", "eua",
    "estadounidense", "etazini", "ameriken", "etats-unis",
})  # fmt: skip
"""A birth or an offence in any of these is one in the United States."""


def folded(place: str) -> str:
    """Return *place* as it is compared: case, accents and spare blanks do not count."""
    if place.isascii():  # has no accents to look for
        return " ".join(place.lower().split())
    parts = unicodedata.normalize("NFKD", place.replace("\u2019", "'").casefold())
    return " ".join("".join(each for each in parts if not unicodedata.combining(each)).split())


@lru_cache(maxsize=1024)
def names_of(given: tuple[str, ...]) -> frozenset[str]:
    """Return the names of a state, each folded."""
    return frozenset(folded(name) for name in given)


def is_united_states(place: str) -> bool:
    """Whether *place* names the United States or a part of it."""
    return folded(place) in _UNITED_STATES
