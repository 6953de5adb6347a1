"""Labels of a period: between which two numbers lies what a range of months added.

A period is the difference of two closes of the same clinic, and each of the two says of a label
only between which numbers the truth lies. That narrows, where nothing was corrected meanwhile: a
label gains no more than there are new people, and only people who were screened leave theirs, no
more of them than were helped.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clinic_app.headquarters.breakdown import LabelRange
from clinic_app.headquarters.label_bounds import ClinicLabels
from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table

_NOBODY = ClinicLabels()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLabels:
    """One table of one stream: what a range of months added, over all clinics.

    Attributes:
        total: How many the stream grew by, exactly; below zero after corrections, and where more
            people were helped than were screened.
        labels: Those that any clinic shows, the largest first; at least below zero where people
            may have left.
    """

    stream: Stream
    table: Table
    total: int
    labels: tuple[LabelRange, ...]


_Pair = tuple[ClinicLabels, ClinicLabels]
"""A clinic's last close before the period, and its last one in it."""


def period_labels(
    starts: Mapping[int, ClinicLabels], ends: Mapping[int, ClinicLabels]
) -> tuple[PeriodLabels, ...]:
    """Return what lies between each clinic's close before the period and its last one in it.

    Args:
        starts: By clinic; one that began in the period has none.
        ends: By clinic; one that closed nothing in the period adds nothing.
    """
    pairs = [
        (starts.get(clinic_id, _NOBODY), end)
        for clinic_id, end in ends.items()
        if end.tables and starts.get(clinic_id) != end
    ]
    return tuple(
        _added(stream, table, pairs)
        for stream, tables in TABLES_OF.items()
        for table in tables
        if pairs
    )


def _added(stream: Stream, table: Table, pairs: list[_Pair]) -> PeriodLabels:
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    names = {name for _start, end in pairs for name in end.bounds(stream, table).least}
    for pair in pairs:
        before, after = (close.bounds(stream, table) for close in pair)
        loss, gain = _most_lost_and_gained(stream, *pair)
        for name in names:
            low = after.least_of(name) - before.most_of(name)
            high = after.most_of(name) - before.least_of(name)
            narrow = max(-loss, low), min(high, gain)
            # Else something was corrected: only what the two closes say by themselves is sure.
            low, high = narrow if narrow[0] <= narrow[1] else (low, high)
            least[name] = least.get(name, 0) + low
            most[name] = most.get(name, 0) + high
    ranges = (LabelRange(name, least[name], most[name]) for name in names)
    return PeriodLabels(
        stream=stream,
        table=table,
        total=sum(end.size(stream) - start.size(stream) for start, end in pairs),
        labels=tuple(sorted(ranges, key=lambda one: (-one.least, -one.most, one.label))),
    )


def _most_lost_and_gained(
    stream: Stream, start: ClinicLabels, end: ClinicLabels
) -> tuple[int, int]:
    """Return by how many one label of a stream can have shrunk, and grown, without a correction."""
    if stream is Stream.SCREENED:
        return end.size(Stream.HELPED) - start.size(Stream.HELPED), end.people - start.people
    return 0, end.size(stream) - start.size(stream)
