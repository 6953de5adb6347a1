"""Which names are those of countries, so that a mistyped one is looked at again."""

from collections.abc import Callable

from clinic_app.bundles.label_words import countries
from clinic_app.screening.places import folded, is_united_states
from clinic_app.screening.rule_pack import RulePack
from clinic_app.workflows.rules import Rules

_ALSO_WRITTEN = ((" and ", " & "), ("saint ", "st. "), ("the ", ""), ("republic of ", ""))
"""Other ways in which the names of the list are written."""


def country_check(rules: Rules) -> Callable[[str], bool]:
    """Return what says whether a name is one of a country, in English or as clients write it."""
    listed = {*_names_in(rules.pack)}
    listed.update(_plain(name) for name in (*countries(), *countries().values()))
    for words in rules.paper.words.values():
        listed.update(_plain(name) for name in words.country.values())
    return lambda name: is_united_states(name) or _plain(name) in listed


def _names_in(pack: RulePack) -> set[str]:
    return {_plain(name) for law in pack.countries for name in law.names}


def _plain(name: str) -> str:
    plain = folded(name)
    for written, listed in _ALSO_WRITTEN:
        plain = plain.replace(written, listed)
    return plain
