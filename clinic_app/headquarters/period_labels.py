"""Labels of a period: between which two numbers lies what a range of months added.

A period is the difference of two closes of the same clinic, and each of the two says of a label
only between which numbers the truth lies. Where nothing was corrected meanwhile, a label can
neither lose people nor gain more than its stream did, which narrows the difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clinic_app.headquarters.breakdown import LabelRange, least_of, most_of
from clinic_app.tallies.breakdowns import HEADLINE_OF, TABLES_OF, Stream, Table
from clinic_app.tallies.released import ReleasedClose, ReleasedTable

_NOBODY = ReleasedTable({}, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLabels:
    """One table of one stream: what a range of months added, over all clinics.

    Attributes:
        total: How many the stream grew by, exactly; below zero after corrections.
        labels: Those that any clinic shows, the largest first.
    """

    stream: Stream
    table: Table
    total: int
    labels: tuple[LabelRange, ...]


def period_labels(
    starts: Mapping[int, ReleasedClose], ends: Mapping[int, ReleasedClose]
) -> tuple[PeriodLabels, ...]:
    """Return what lies between each clinic's close before the period and its last one in it.

    Args:
        starts: By clinic; one that began in the period has none.
        ends: By clinic; one that closed nothing in the period adds nothing.
    """
    pairs = [
        (starts.get(clinic_id), end)
        for clinic_id, end in ends.items()
        if end.streams and starts.get(clinic_id) != end
    ]
    return tuple(
        _added(stream, table, pairs)
        for stream, tables in TABLES_OF.items()
        for table in tables
        if pairs
    )


def _added(
    stream: Stream, table: Table, pairs: list[tuple[ReleasedClose | None, ReleasedClose]]
) -> PeriodLabels:
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    total = 0
    sides = [(_side(start, stream, table), _side(end, stream, table)) for start, end in pairs]
    names = {name for _start, (_size, end) in sides for name in end.shown}
    for (size_before, before), (size, after) in sides:
        total += size - size_before
        for name in names:
            low, high = _between(before, after, name, size - size_before)
            least[name] = least.get(name, 0) + low
            most[name] = most.get(name, 0) + high
    ranges = (LabelRange(name, least[name], most[name]) for name in names)
    return PeriodLabels(
        stream=stream,
        table=table,
        total=total,
        labels=tuple(sorted(ranges, key=lambda one: (-one.least, -one.most, one.label))),
    )


def _between(before: ReleasedTable, after: ReleasedTable, name: str, grown: int) -> tuple[int, int]:
    low = least_of(after, name) - most_of(before, name)
    high = most_of(after, name) - least_of(before, name)
    narrow = max(0, low), min(high, grown)
    # Else something was corrected: only what the two closes say by themselves is sure.
    return narrow if narrow[0] <= narrow[1] else (low, high)


def _side(close: ReleasedClose | None, stream: Stream, table: Table) -> tuple[int, ReleasedTable]:
    """Return the stream's size and its table at one close; of none, nobody."""
    if close is None:
        return 0, _NOBODY
    if not close.streams:  # of the first program: everybody, and no label yet
        size = close.headlines[HEADLINE_OF[stream]].total
        return size, ReleasedTable({}, size)
    released = close.streams[stream]
    return released.total, released.tables[table]
