"""Counting: from what may be counted to exact running totals, month by month.

Every fact is turned into changes ("from this month on, one more of that"); a total is the sum
of the changes so far. So any number of months costs one pass over the facts.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from operator import attrgetter

from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table, Traits
from clinic_app.tallies.case_facts import (
    CaseFacts,
    Countable,
    Gathering,
    Level,
    PurgedCounts,
    RepresentativeFacts,
)
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

_Place = tuple[int, int, HeadlineCount]
"""Year and month from which a change counts, and the headline that it changes."""

_Move = tuple[int, Stream, Traits]
"""Number of the close by which so many more are in a stream, all with the same labels."""

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
    countable: Countable, closing: tuple[Month, ...], *, counting_since: Month
) -> tuple[RawTally, ...]:
    """Count everything that happened up to the end of each month of *closing*, oldest first.

    *counting_since* is the clinic's first closed month; accreditations granted earlier are
    not new.
    """
    changes: Counter[_Place] = Counter()
    closes = _Closes(closing)
    moves: dict[_Move, int] = defaultdict(int)
    for case in countable.cases:
        for headline, day, by in changes_of_case(case):
            changes[day.year, day.month, headline] += by
            if headline in PEOPLE:
                moves[closes.by(day), PEOPLE[headline], case.traits] += by
    for gathering in countable.gatherings:
        for stream, traits, heads in _heads_of(gathering):
            moves[closes.by(gathering.day), stream, traits] += heads
    for happening in countable.happenings:
        day = happening.day
        changes[day.year, day.month, happening.headline] += happening.times
    changes.update(_changes_of_purged(countable.purged))
    changes.update(
        chain.from_iterable(
            _places_of(facts, counting_since) for facts in countable.representatives
        )
    )
    for facts in countable.representatives:
        changes.subtract(_places_left(facts))
    labels = _running_labels(moves, _moves_of_purged(countable.purged, closes), len(closing))
    running = zip(_running_totals(changes, closing), labels, strict=True)
    return tuple(
        RawTally(month, totals, labels)
        for month, (totals, labels) in zip(closing, running, strict=True)
    )


def changes_of_case(case: CaseFacts) -> Iterator[tuple[HeadlineCount, date, int]]:
    """Yield from which day on a client changes which headline by how much."""
    helped, screened = case.helped_on, case.screened_on
    if helped is not None:
        yield HeadlineCount.HELPED, helped, 1
    if screened is not None and (helped is None or screened < helped):
        yield HeadlineCount.SCREENED, screened, 1
        if helped is not None:
            yield HeadlineCount.SCREENED, helped, -1
    if case.free_on is not None:
        yield HeadlineCount.SERVED_AT_NO_COST, case.free_on, 1


def _places_of(facts: RepresentativeFacts, since: Month) -> Iterator[_Place]:
    granted = Month.of(facts.granted)
    if granted >= since:
        event = (
            HeadlineCount.REPRESENTATIVES_RENEWED
            if facts.is_renewal
            else HeadlineCount.REPRESENTATIVES_NEW
        )
        yield granted.year, granted.number, event
    if facts.is_active:
        yield granted.year, granted.number, _STANDING[facts.level]
        expiring = min(_first_expiring(facts), _first_gone(facts))
        yield expiring.year, expiring.number, HeadlineCount.REPRESENTATIVES_EXPIRING


def _places_left(facts: RepresentativeFacts) -> Iterator[_Place]:
    """Where an active representative stops standing, and so stops to be about to."""
    if facts.is_active:
        gone = _first_gone(facts)
        yield gone.year, gone.number, _STANDING[facts.level]
        yield gone.year, gone.number, HeadlineCount.REPRESENTATIVES_EXPIRING


def _first_gone(facts: RepresentativeFacts) -> Month:
    """Return the first month on whose last day the accreditation has ended."""
    end = Month.of(facts.expires)
    return max(end.plus(1) if facts.expires == end.last else end, Month.of(facts.granted))


def _first_expiring(facts: RepresentativeFacts) -> Month:
    """Return the first month on whose last day the accreditation stands and ends soon."""
    soon = Month.of(facts.expires - timedelta(days=EXPIRING_DAYS))
    return max(soon, Month.of(facts.granted))


_STANDING = {
    Level.PARTIAL: HeadlineCount.REPRESENTATIVES_PARTIAL,
    Level.FULL: HeadlineCount.REPRESENTATIVES_FULL,
}


class _Closes:
    """By which close a day counts, looked up once for each month."""

    def __init__(self, closing: tuple[Month, ...]) -> None:
        self._ends = [month.year * 12 + month.number for month in closing]
        self._known: dict[int, int] = {}

    def by(self, day: date) -> int:
        """Return the number of the first close that *day* counts in; one more than all: later."""
        month = day.year * 12 + day.month
        found = self._known.get(month)
        if found is None:
            found = self._known[month] = bisect_left(self._ends, month)
        return found


def _heads_of(gathering: Gathering) -> Iterator[tuple[Stream, Traits, int]]:
    county = gathering.county
    for language, heads in gathering.heads.items():
        yield Stream.KYR, Traits(language=language, county=county), heads
    yield Stream.TRAINED, Traits(county=county), gathering.trained


def _running_totals(
    changes: Mapping[_Place, int], closing: Iterable[Month]
) -> Iterator[dict[HeadlineCount, int]]:
    waiting = sorted(changes.items(), key=lambda change: change[0][:2], reverse=True)
    totals = dict.fromkeys(HeadlineCount, 0)
    for month in closing:
        while waiting and waiting[-1][0][:2] <= (month.year, month.number):
            (_year, _number, headline), by = waiting.pop()
            totals[headline] += by
        yield dict(totals)


def _changes_of_purged(purged: PurgedCounts) -> dict[_Place, int]:
    return {
        (month.year, month.number, headline): by
        for (month, headline), by in purged.headlines.items()
    }


def _moves_of_purged(purged: PurgedCounts, closes: "_Closes") -> dict[_LabelMove, int]:
    moves: dict[_LabelMove, int] = defaultdict(int)
    for (month, stream, table, label), by in purged.labels.items():
        moves[closes.by(month.first), stream, table, label] += by
    return moves


def _running_labels(
    moves: Mapping[_Move, int], label_moves: Mapping[_LabelMove, int], closes: int
) -> Iterator[dict[tuple[Stream, Table], dict[str, int]]]:
    """Yield the counts of every table; a label under which nobody is any more is left out.

    Left out, because the secret order of a table's labels must not depend on who was once there.
    """
    by_close: list[list[tuple[Stream, Traits, int]]] = [[] for _ in range(closes + 1)]
    for (close, stream, traits), by in moves.items():
        by_close[close].append((stream, traits, by))
    counts: dict[tuple[Stream, Table], dict[str, int]] = {
        (stream, table): defaultdict(int)
        for stream, tables in TABLES_OF.items()
        for table in tables
    }
    readers = [
        (stream, attrgetter(table.value), labels) for (stream, table), labels in counts.items()
    ]
    for close, at_close in enumerate(by_close[:closes]):
        for stream, label_in, labels in readers:
            for of, traits, by in at_close:
                if of is stream:
                    labels[label_in(traits)] += by
        for (at, of, table, label), by in label_moves.items():
            if at == close:
                counts[of, table][label] += by
        yield {
            place: {label: number for label, number in labels.items() if number}
            for place, labels in counts.items()
        }
