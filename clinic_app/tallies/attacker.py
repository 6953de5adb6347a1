"""The built-in attacker: what can be worked out from everything that a clinic ever released?

A second pair of eyes before every release; ``batch_carry`` must be right without it. Of each
table it asks, for every label and for every span of closes: at least and at most how many of
the people who came may be under this label, over all histories that the releases allow?

The attacker is told more than anybody can know: that records were corrected only where the
size of the stream itself fell. Then a label against all others is enough, and no solver is
needed: whoever came may have been under any label that is not shown yet, so a history of one
label can be completed to one of all labels exactly if the others' shown numbers fit into the
rest in time. What is left are bounds on differences of one growing number, and their exact
solution is a walk forth and back along the closes. (A linear program over all labels gives the
same and would bring two large libraries to every laptop; the tests compare with every possible
history of small worlds.)

Whoever is helped was often screened before, with the same labels: of both streams together the
newest close is asked whether what it adds leaves enough people of whom no label is known.

A number that falls tells something else: no more are under its label than stay shown. That is
asked of the newest close alone; what fell earlier has left long ago.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise

from clinic_app.tallies.batch_carry import LEAST_SMALLEST_CROWD, CountPolicy
from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table
from clinic_app.tallies.linked import Both, both_of, known_from
from clinic_app.tallies.released import ReleasedClose

_ANY_OTHER = ""
"""Stands for every label that was never shown: all of them are alike."""


@dataclass(frozen=True, slots=True)
class Leak:
    """What could be worked out.

    Attributes:
        stream: Whose table it is.
        table: The one that gives somebody away.
        first: Number of the close after which the people came; 0 for the beginning.
        last: Number of the close by which they had come.
    """

    stream: Stream
    table: Table
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Span:
    """The bounds of one label at one close."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class _History:
    """One table through all closes, with an empty one before the first.

    Attributes:
        totals: The exact sizes of the stream.
        shown: What stands under each label.
        left: How many have left the stream so far, as far as its size tells.
    """

    totals: tuple[int, ...]
    shown: tuple[Mapping[str, int], ...]
    left: tuple[int, ...]

    @classmethod
    def of(cls, totals: Sequence[int], shown: Sequence[Mapping[str, int]]) -> "_History":
        left = accumulate((max(0, -net) for net in _nets(totals)), initial=0)
        return cls(tuple(totals), tuple(shown), tuple(left))


def first_leak(closes: Sequence[ReleasedClose], policy: CountPolicy) -> Leak | None:
    """Return the first thing that could be worked out; None where nothing can.

    Args:
        closes: Everything ever released, oldest first, with the close that is to be released.
        policy: In force for the newest.
    """
    places = [(stream, table) for stream, tables in TABLES_OF.items() for table in tables]
    with_tables = [close for close in closes if close.streams]
    for stream, table in places:
        history = _history(with_tables, stream, table)
        found = _leak_in(_standing(history), policy) or _fall_in(history, policy)
        if found is not None:
            skipped = len(closes) - len(with_tables)
            first, last = found
            return Leak(stream, table, first and first + skipped, last + skipped)
    for table in TABLES_OF[Stream.HELPED]:
        both = both_of(closes, table)
        if both and _tells_of_both(both, policy):
            return Leak(Stream.HELPED, table, len(closes) - 1, len(closes))
    return None


def _tells_of_both(closes: Sequence[Both], policy: CountPolicy) -> bool:
    """Whether the newest close tells of people that one table shows screened, one helped."""
    *earlier, now = closes
    before = earlier[-1] if earlier else Both()
    unmoved = replace(now, helped_shown=before.helped_shown, screened_shown=before.screened_shown)
    left_open = known_from(closes).open
    shown = chain.from_iterable((one.helped_shown, one.screened_shown) for one in closes)
    enough = _enough(shown, policy)
    return left_open < enough and left_open < known_from((*earlier, unmoved)).open


def _history(closes: Sequence[ReleasedClose], stream: Stream, table: Table) -> _History:
    totals = [close.streams[stream].total for close in closes]
    shown = [close.streams[stream].tables[table].shown for close in closes]
    return _History.of([0, *totals], [{}, *shown])


def _standing(history: _History) -> _History:
    """Return the history in which a number that was taken back later never stood."""
    later = history.shown[-1]
    standing: list[Mapping[str, int]] = []
    for at_close in reversed(history.shown):
        later = {label: min(at_close.get(label, 0), later[label]) for label in later}
        standing.append(later)
    return replace(history, shown=tuple(reversed(standing)))


def _nets(totals: Sequence[int]) -> Iterator[int]:
    return (after - before for before, after in pairwise(totals))


def _leak_in(history: _History, policy: CountPolicy) -> tuple[int, int] | None:
    """Return between which closes too little stays open; None where enough does."""
    for at, one in enumerate(history.shown):
        if any(0 < number < LEAST_SMALLEST_CROWD for number in one.values()):
            return at - 1, at
    enough = _enough(history.shown, policy)
    labels = {label for one in history.shown for label in one} | {_ANY_OTHER}
    for label in sorted(labels):
        spans = _spans(history, label)
        for last in range(1, len(spans)):
            for first in range(last):
                came = history.totals[last] - history.totals[first]
                if came > 0 and _width(spans, history, first, last) < min(came, enough):
                    return first, last
    return None


def _enough(shown: Iterable[Mapping[str, int]], policy: CountPolicy) -> int:
    """Return how many must stay open: fewer where an earlier policy asked for smaller crowds."""
    numbers = (number for one in shown for number in one.values() if number)
    return min(policy.smallest_crowd, policy.pool_floor, *numbers)


def _fall_in(history: _History, policy: CountPolicy) -> tuple[int, int] | None:
    """Return the newest step where what fell in it bounds people too closely, else None.

    As many as a pool and a crowd stay possible under a label that fell. A second one that falls
    in the same step would bound with it what is left for all others. Of a stream that is empty
    the headline says so already.
    """
    last = len(history.shown) - 1
    before, now = history.shown[last - 1], history.shown[last]
    stays = [now.get(label, 0) for label in before if now.get(label, 0) < before[label]]
    enough = max(policy.smallest_crowd, policy.pool_floor)
    tells = len(stays) > 1 or any(number < enough for number in stays)
    return (last - 1, last) if tells and history.totals[last] else None


def _spans(history: _History, label: str) -> list[_Span]:
    """Return the tightest bounds of how many are under *label* at each close."""
    least, most = [], []
    for total, shown, left in zip(history.totals, history.shown, history.left, strict=True):
        own = shown.get(label, 0)
        others = sum(shown.values()) - own
        least.append(max(0, own - left))
        most.append(min(total, total - others + left))
    nets = list(_nets(history.totals))
    for at, net in enumerate(nets, start=1):
        least[at] = max(least[at], least[at - 1] + min(0, net))
        most[at] = min(most[at], most[at - 1] + max(0, net))
    for at in range(len(nets), 0, -1):
        net = nets[at - 1]
        least[at - 1] = max(least[at - 1], least[at] - max(0, net))
        most[at - 1] = min(most[at - 1], most[at] - min(0, net))
    return [_Span(low, high) for low, high in zip(least, most, strict=True)]


def _width(spans: Sequence[_Span], history: _History, first: int, last: int) -> int:
    """Return how much stays open of how many more are under a label than at *first*."""
    left = history.left[last] - history.left[first]
    came = history.totals[last] - history.totals[first] + left
    most = min(came, spans[last].most - spans[first].least)
    least = max(-left, spans[last].least - spans[first].most)
    return most - least
