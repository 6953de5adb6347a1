"""A country as people type it: its first letters, in any case."""

from collections.abc import Sequence

_FEWEST_LETTERS = 3


def country_meant(typed: str, names: Sequence[str]) -> str:
    """Return the one of *names* that *typed* says whole, or that alone begins so.

    Args:
        typed: What was typed; blanks around it do not count.
        names: Every country that could be meant: where some are left out, first letters may lead
            to the wrong one.

    Returns:
        *typed* itself where no name or more than one begins so, or where it has fewer than three
        letters.
    """
    letters = typed.strip().casefold()
    beginning = [name for name in names if name.casefold().startswith(letters)]
    for name in beginning:
        if name.casefold() == letters:
            return name
    if len(beginning) == 1 and len(letters) >= _FEWEST_LETTERS:
        return beginning[0]
    return typed.strip()
