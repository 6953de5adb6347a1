"""Counting: from what may be counted to exact running totals, month by month.

Every fact is turned into changes ("from this month on, one more of that"); a total is the sum
of the changes so far. So any number of months costs one pass over the facts.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter

from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table, Traits
from clinic_app.tallies.case_facts import (
    Countable,
    Gathering,
    Level,
    PlainFacts,
    PurgedCounts,
    RepresentativeFacts,
)
from clinic_app.tallies.headlines import YEARLY, HeadlineCount
from clinic_app.tallies.month import Month

_Change = tuple[int, HeadlineCount]
"""Number of the close from which a change counts, and the headline that it changes."""

_Move = tuple[Stream, Sequence[Traits], int]
"""By how much a stream grows for each of so many people with these labels."""

_Moved = tuple[int, HeadlineCount, int, Sequence[Traits]]
"""From which place on which headline has one more, or one fewer, for each of so many people."""

EXPIRING_DAYS = 180
"""So many days before an accreditation ends it is called expiring.

Source: none; 8 CFR 1292.16 wants the request for renewal before the accreditation ends.
"""

PEOPLE = {HeadlineCount.HELPED: Stream.HELPED, HeadlineCount.SCREENED: Stream.SCREENED}
"""The streams in which a person sits, by the headline that is their size."""

_LabelMove = tuple[int, Stream, Table, str]
"""Number of the close by which so many more of a stream are under one label of a table."""


@dataclass(frozen=True, slots=True)
class RawTally:
    """Exact totals through the last day of one month. Only ``disclosure`` may release it.

    Attributes:
        totals: Every headline, 0 included.
        labels: How many of a stream are under each label of a table; who is under none is
            unknown.
    """

    month: Month
    totals: Mapping[HeadlineCount, int]
    labels: Mapping[tuple[Stream, Table], Mapping[str, int]] = field(default_factory=dict)


def count(
    countable: Countable,
    closing: tuple[Month, ...],
    *,
    counting_since: Month,
    yearly_since: int = 0,
) -> tuple[RawTally, ...]:
    """Count everything that happened up to the end of each month of *closing*, oldest first.

    *counting_since* is the clinic's first closed month; accreditations granted earlier are
    not new. *yearly_since* is the first year of which the headlines of a year are counted.
    """
    closes = _Closes(closing)
    changes, moves = Counter[_Change](), defaultdict[int, list[_Move]](list)
    for close, headline, sign, people in moves_of(countable.cases, closes.by):
        changes[close, headline] += sign * len(people)
        if headline in PEOPLE:
            moves[close].append((PEOPLE[headline], people, sign))
    for gathering in countable.gatherings:
        moves[closes.by(gathering.day)] += _heads_of(gathering)
    for happening in countable.happenings:
        if happening.headline not in YEARLY or happening.day.year >= yearly_since:
            changes[closes.by(happening.day), happening.headline] += happening.times
    changes.update(_changes_of_purged(countable.purged, closes, yearly_since))
    for facts in countable.representatives:
        for change, by in _changes_of(facts, counting_since, closes):
            changes[change] += by
    labels = _running_labels(moves, _moves_of_purged(countable.purged, closes), len(closing))
    running = zip(_running_totals(changes, len(closing)), labels, strict=True)
    return tuple(
        RawTally(month, totals, labels)
        for month, (totals, labels) in zip(closing, running, strict=True)
    )


def moves_of(cases: Iterable[PlainFacts], place_of: Callable[[date], int]) -> Iterator[_Moved]:
    """Yield how clients change the headlines that count people, from which place in time on.

    A place may hold many days, as a month does. Whoever is screened and helped within one was
    never only screened, as far as it tells.
    """
    at = _Places(place_of)
    together: dict[tuple[int, int], list[Traits]] = defaultdict(list)
    frees: dict[int, list[Traits]] = defaultdict(list)
    for helped_on, screened_on, free_on, traits in cases:
        together[at[helped_on], at[screened_on]].append(traits)
        frees[at[free_on]].append(traits)
    for (helped, screened), people in together.items():
        if helped != _NEVER:
            yield helped, HeadlineCount.HELPED, 1, people
        if screened < helped:
            yield screened, HeadlineCount.SCREENED, 1, people
            if helped != _NEVER:
                yield helped, HeadlineCount.SCREENED, -1, people
    for free, people in frees.items():
        if free != _NEVER:
            yield free, HeadlineCount.SERVED_AT_NO_COST, 1, people


_NEVER = 10**9
"""The place of a day that never came, after all others."""


class _Places(dict[date | None, int]):
    """In which place each day lies, found once."""

    def __init__(self, place_of: Callable[[date], int]) -> None:
        super().__init__()
        self._place_of = place_of

    def __missing__(self, day: date | None) -> int:
        found = self[day] = _NEVER if day is None else self._place_of(day)
        return found


def _changes_of(
    facts: RepresentativeFacts, since: Month, closes: "_Closes"
) -> Iterator[tuple[_Change, int]]:
    """Yield by how much a representative changes which headline, from which close on."""
    granted = Month.of(facts.granted)
    if facts.is_first and granted >= since:
        event = (
            HeadlineCount.REPRESENTATIVES_RENEWED
            if facts.is_renewal
            else HeadlineCount.REPRESENTATIVES_NEW
        )
        yield (closes.by_month(granted), event), 1
    gone = closes.by_month(_first_gone(facts))
    stands = 0 if facts.since is None else closes.by_month(Month.of(facts.since))
    expiring = min(closes.by_month(_first_expiring(facts)), gone)
    for headline, first in (
        (_STANDING[facts.level], stands),
        (HeadlineCount.REPRESENTATIVES_EXPIRING, expiring),
    ):
        yield (first, headline), 1
        yield (gone, headline), -1


def _first_gone(facts: RepresentativeFacts) -> Month:
    """Return the first month on whose last day the representative does not stand any more."""
    end = Month.of(facts.expires)
    gone = end.plus(1) if facts.expires == end.last else end
    if facts.until is not None:
        gone = min(gone, Month.of(facts.until))
    return gone if facts.since is None else max(gone, Month.of(facts.since))


def _first_expiring(facts: RepresentativeFacts) -> Month:
    """Return the first month on whose last day the accreditation stands and ends soon."""
    soon = Month.of(facts.expires - timedelta(days=EXPIRING_DAYS))
    return max(soon, Month.of(facts.since or facts.granted))


_STANDING = {
    Level.PARTIAL: HeadlineCount.REPRESENTATIVES_PARTIAL,
    Level.FULL: HeadlineCount.REPRESENTATIVES_FULL,
}


class _Closes:
    """By which close a day counts."""

    def __init__(self, closing: tuple[Month, ...]) -> None:
        self._last = [month.index for month in closing]

    def by(self, day: date) -> int:
        """Return the number of the first close that *day* counts in; one more than all: later."""
        return self.by_month(Month.of(day))

    def by_month(self, month: Month) -> int:
        """Return the number of the first close that *month* counts in."""
        return bisect_left(self._last, month.index)


def _heads_of(gathering: Gathering) -> Iterator[_Move]:
    county = gathering.county
    for language, heads in gathering.heads.items():
        yield Stream.KYR, (Traits(language=language, county=county),), heads
    yield Stream.TRAINED, (Traits(county=county),), gathering.trained


def _running_totals(
    changes: Mapping[_Change, int], closes: int
) -> Iterator[dict[HeadlineCount, int]]:
    totals = dict.fromkeys(HeadlineCount, 0)
    for close in range(closes):
        for headline in HeadlineCount:
            totals[headline] += changes.get((close, headline), 0)
        yield dict(totals)


def _changes_of_purged(
    purged: PurgedCounts, closes: "_Closes", yearly_since: int
) -> Counter[_Change]:
    changes = Counter[_Change]()
    for (month, headline), by in purged.headlines.items():
        if headline not in YEARLY or month.year >= yearly_since:
            changes[closes.by_month(month), headline] += by
    return changes


def _moves_of_purged(purged: PurgedCounts, closes: "_Closes") -> dict[_LabelMove, int]:
    moves: dict[_LabelMove, int] = defaultdict(int)
    for (month, stream, table, label), by in purged.labels.items():
        moves[closes.by_month(month), stream, table, label] += by
    return moves


def _running_labels(
    moves: Mapping[int, Iterable[_Move]], label_moves: Mapping[_LabelMove, int], closes: int
) -> Iterator[dict[tuple[Stream, Table], dict[str, int]]]:
    """Yield the counts of every table; a label under which nobody is any more is left out.

    Left out, because the secret order of a table's labels must not depend on who was once there.
    """
    counts: dict[tuple[Stream, Table], dict[str, int]] = {
        (stream, table): defaultdict(int)
        for stream, tables in TABLES_OF.items()
        for table in tables
    }
    for close in range(closes):
        for stream, people, by in moves.get(close, ()):
            for table in TABLES_OF[stream]:
                labels = counts[stream, table]
                for label, times in Counter(map(_LABEL_IN[table], people)).items():
                    labels[label] += by * times
        for (at, of, table, label), by in label_moves.items():
            if at == close:
                counts[of, table][label] += by
        yield {
            place: {label: number for label, number in labels.items() if number}
            for place, labels in counts.items()
        }


_LABEL_IN = {table: attrgetter(table.value) for table in Table}
