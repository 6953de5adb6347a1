"""What the tables of two streams tell together of the same people.

Whoever is helped leaves those who were only screened, and takes every label along. So a number
that was shown of people screened goes on telling of them once they are helped: of 41 people who
were screened and 30 shown from Haiti, and then of the same 41, helped, 11 shown from Venezuela,
nobody is left open. Each stream has its own pool of people who are not yet shown; the two streams
together need one as well.

Here an attacker is believed who is told that people only come, and only move from one stream to
the other, but for those by whom both together became fewer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from clinic_app.tallies.breakdowns import Stream, Table
from clinic_app.tallies.released import ReleasedClose

_ROUNDS = 3
"""So often what is known of one stream is used on the other; after that little is added."""


@dataclass(frozen=True, slots=True)
class Both:
    """One table of both streams at one close.

    Attributes:
        helped: How many were helped.
        screened: How many were screened and not helped.
        helped_shown: What the table shows of the first.
        screened_shown: What it shows of the second.
    """

    helped: int = 0
    screened: int = 0
    helped_shown: Mapping[str, int] = field(default_factory=dict)
    screened_shown: Mapping[str, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many there are in both."""
        return self.helped + self.screened


@dataclass(frozen=True, slots=True)
class Known:
    """At least how many are known to be under each label.

    Attributes:
        people: How many there are in both streams.
        least: Of those in both, at least so many.
        helped: Of those helped.
        screened: Of those screened and not helped.
    """

    people: int = 0
    least: Mapping[str, int] = field(default_factory=dict)
    helped: Mapping[str, int] = field(default_factory=dict)
    screened: Mapping[str, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """Of how many people no label is known."""
        return self.people - sum(self.least.values())


def both_of(closes: Sequence[ReleasedClose], table: Table) -> tuple[Both, ...]:
    """Return one table of people through all closes that have tables, oldest first."""
    return tuple(_both(close, table) for close in closes if close.streams)


def _both(close: ReleasedClose, table: Table) -> Both:
    helped, screened = close.streams[Stream.HELPED], close.streams[Stream.SCREENED]
    return Both(
        helped.total,
        screened.total,
        helped.tables[table].shown,
        screened.tables[table].shown,
    )


@dataclass(frozen=True, slots=True)
class Past:
    """What is known from all closes so far, and the last of them."""

    known: Known = field(default_factory=Known)
    last: Both = field(default_factory=Both)

    def after(self, now: Both) -> Known:
        """Return what is known once *now* is released."""
        return _after(self.known, self.last, now)


def past_of(closes: Sequence[Both]) -> Past:
    """Return what is known from *closes*, oldest first."""
    past = Past()
    for now in closes:
        past = Past(past.after(now), now)
    return past


def known_from(closes: Sequence[Both]) -> Known:
    """Return what is known at the last of *closes*, from all of them."""
    return past_of(closes).known


def least_screened(closes: Sequence[Both]) -> dict[str, int]:
    """Return at least how many people screened are under each label that is shown of them.

    A number shown of them was true when it last rose. Since then no more can have left than were
    helped, and nobody left both streams: of a label at least so many are left as cannot be among
    those helped.

    Args:
        closes: Oldest first, at least one. Of what was released before the first nothing is
            known; where there was nothing, an empty one begins the row.
    """
    first, last = closes[0], closes[-1]
    of_both = dict(first.screened_shown)
    least = _not_helped(first, of_both, {})
    for before, now in pairwise(closes):
        left = max(0, before.people - now.people)
        away = max(0, now.helped - before.helped) + left
        least = _shown_now(least, away, before.screened_shown, now.screened_shown)
        shown = now.helped_shown
        for label, number in least.items():
            of_both[label] = max(number + shown.get(label, 0), of_both.get(label, 0) - left)
    least = _not_helped(last, of_both, least)
    return {label: least[label] for label in last.screened_shown}


def _not_helped(
    now: Both, of_both: Mapping[str, int], screened: Mapping[str, int]
) -> dict[str, int]:
    """Return at least how many are screened and not helped, of so many that are in both streams."""
    shown = now.helped_shown
    most, whole = now.helped, sum(shown.values())
    return {
        label: max(screened.get(label, 0), number - _most(most, whole, shown.get(label, 0)))
        for label, number in of_both.items()
    }


def _after(known: Known, before: Both, now: Both) -> Known:
    """Return what is known one close later."""
    came_to_helped = now.helped - before.helped
    left = max(0, before.people - now.people)
    helped = _shown_now(
        known.helped, max(0, -came_to_helped), before.helped_shown, now.helped_shown
    )
    away = max(0, came_to_helped) + left
    screened = _shown_now(known.screened, away, before.screened_shown, now.screened_shown)
    labels = sorted({*known.least, *helped, *screened})
    least = {label: max(0, known.least.get(label, 0) - left) for label in labels}
    _cap(least, before.helped_shown, now.helped_shown, now.screened, screened)
    _cap(least, before.screened_shown, now.screened_shown, now.helped, helped)
    for _ in range(_ROUNDS):
        _infer(helped, least, now.screened, screened)
        _infer(screened, least, now.helped, helped)
        for label in labels:
            least[label] = max(least[label], helped.get(label, 0) + screened.get(label, 0))
    return Known(now.people, least, helped, screened)


def _shown_now(
    known: Mapping[str, int], away: int, before: Mapping[str, int], now: Mapping[str, int]
) -> dict[str, int]:
    """Return at least how many are under each label of one stream, from which *away* may have gone.

    A number that rose is true of this close; one that fell says that no more are there.
    """
    if before == now:  # as a rule: a table waits for a crowd
        return {label: max(0, number - away) for label, number in known.items()}
    found = {}
    for label in {*known, *before, *now}:
        shown, step = now.get(label, 0), now.get(label, 0) - before.get(label, 0)
        still = max(0, known.get(label, 0) - away)
        found[label] = max(still, shown) if step > 0 else min(still, shown) if step < 0 else still
    return found


def _cap(
    least: dict[str, int],
    before: Mapping[str, int],
    now: Mapping[str, int],
    others: int,
    known_of_others: Mapping[str, int],
) -> None:
    """Where a number of one stream fell, what is more than the *others* can hold never was."""
    whole = sum(known_of_others.values())
    for label, number in before.items():
        if now.get(label, 0) < number:
            most = _most(others, whole, known_of_others.get(label, 0))
            least[label] = min(least[label], now.get(label, 0) + most)


def _infer(
    known: dict[str, int], least: Mapping[str, int], others: int, known_of_others: Mapping[str, int]
) -> None:
    """Whoever has no place among the *others* sits in this stream."""
    whole = sum(known_of_others.values())
    for label, number in least.items():
        must = number - _most(others, whole, known_of_others.get(label, 0))
        known[label] = max(known.get(label, 0), must)


def _most(people: int, known: int, own: int) -> int:
    """Return at most how many of *people* are under a label, of *known* of whom *own* are it."""
    return max(own, people - known + own)
