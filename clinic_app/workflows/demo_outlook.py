"""Whether as many invented clients can be helped as was asked for: known before any is made.

People are invented and screened aside, as the demo does it, and nothing is written.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from math import ceil
from random import Random

from clinic_app.screening.engine import screen
from clinic_app.workflows.demo_day import chance_of_help
from clinic_app.workflows.invented_answers import invented_answers
from clinic_app.workflows.invented_families import InventedPerson, invented_family
from clinic_app.workflows.rule_packs import shipped_pack

FAMILIES_PER_HELPED = 600
"""So many come in vain, at most, for each who is helped on a day on which that can be hoped for."""

_LEAST_HOPE = 6
"""Of so many families that come, this many are helped by the odds: less is left to luck."""

_TRIED = 400
"""So many people tell what can be hoped for on a day."""


def can_help_on(day: date) -> bool:
    """Whether enough of those who come on *day* can be helped that any goal is reached."""
    chance = _aside()
    people = (invented_family(chance, day, 1)[0] for _ in range(_TRIED))
    needed = _TRIED * _LEAST_HOPE / FAMILIES_PER_HELPED
    planned = ((day, person) for person in people)
    return can_help(needed, planned, lambda _count, _missing: None)


def can_help(
    needed: float,
    planned: Iterable[tuple[date, InventedPerson]],
    screened: Callable[[int, int], None],
) -> bool:
    """Whether by the odds so many of those who are *planned*, each on a day, are helped.

    *screened* is told after each how many were looked at, and how many still miss.
    """
    hoped = 0.0
    for count, each in enumerate(_hopes(planned), start=1):
        hoped += each
        if hoped >= needed:
            return True
        screened(count, ceil(needed - hoped))
    return hoped >= needed


def _hopes(people: Iterable[tuple[date, InventedPerson]]) -> Iterator[float]:
    chance, pack = _aside(), shipped_pack()
    for day, person in people:
        answers = invented_answers(chance, person, day)
        yield chance_of_help(screen(answers, person.country, day, pack))


def _aside() -> Random:
    """Return a chance of its own, so that nothing else is drawn otherwise."""
    return Random(0)  # noqa: S311 - the same for the same order
