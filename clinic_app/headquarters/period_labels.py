"""Labels of a period: between which two numbers lies what a range of months added.

A period is the difference of two closes of the same clinic, and each of the two says of a label
only between which numbers the truth lies. That narrows, where nothing was corrected meanwhile: a
label gains no more than there are new people, and only people who were screened leave theirs, no
more of them than were helped. Where a clinic did not report the last month nobody knows the most,
and of those screened all that it had may have left.

Everybody is under the label that is known at the end of the period, also whoever came before it:
what is learnt of one who came long ago is no gain of the period.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from clinic_app.headquarters.breakdown import LabelRange
from clinic_app.headquarters.label_bounds import ClinicLabels, LabelBounds
from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table

_NOBODY = ClinicLabels()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLabels:
    """One table of one stream: what a range of months added, over all clinics.

    Attributes:
        total: How many the stream grew by: exactly, or as far as is known where a clinic is
            silent, or at least where months before the period did not come; below zero after
            corrections, and where more people were helped than were screened.
        most: At most how many; the same where that is exact.
        labels: Those that any clinic shows, the largest first; at least below zero where people
            may have left.
        is_silent: Whether a clinic did not report the last month.
    """

    stream: Stream
    table: Table
    total: int
    most: int
    labels: tuple[LabelRange, ...]
    is_silent: bool = False


_Pair = tuple[ClinicLabels, ClinicLabels]
"""A clinic's last close before the period, and its last one in it."""


def period_labels(
    starts: Mapping[int, ClinicLabels],
    ends: Mapping[int, ClinicLabels],
    *,
    is_silent: bool = False,
) -> tuple[PeriodLabels, ...]:
    """Return what lies between each clinic's close before the period and its last one in it.

    Args:
        starts: By clinic; one that began in the period has none. See :mod:`.period_starts`.
        ends: By clinic; one that closed nothing in the period adds nothing that is known, and one
            whose program had no tables may have added to any label. One that left before the
            period is in neither: it adds nothing at all.
        is_silent: Whether a clinic did not report the last month of the period.
    """
    pairs = [(starts.get(clinic_id, _NOBODY), end) for clinic_id, end in ends.items()]
    is_told = any(end.tables for _start, end in pairs)
    return tuple(
        _added(stream, table, pairs, is_silent=is_silent)
        for stream, tables in TABLES_OF.items()
        for table in tables
        if is_told and any(map(_tells, pairs))
    )


def _tells(pair: _Pair) -> bool:
    """Whether a clinic closed anything in the period."""
    start, end = pair
    return (start.sizes, start.tables) != (end.sizes, end.tables)


def _added(stream: Stream, table: Table, pairs: list[_Pair], *, is_silent: bool) -> PeriodLabels:
    least: Counter[str] = Counter()
    most: Counter[str] = Counter()
    told = filter(_tells, pairs)
    names = {name for _start, end in told for name in end.bounds(stream, table).least}
    for pair in pairs:
        for name in names:
            low, high = _between(stream, table, name, pair)
            least[name] += low
            most[name] += high
    ranges = [LabelRange(name, least[name], None if is_silent else most[name]) for name in names]
    return PeriodLabels(
        stream=stream,
        table=table,
        total=sum(end.size(stream) - start.most_size(stream) for start, end in pairs),
        most=sum(end.size(stream) - start.size(stream) for start, end in pairs),
        labels=tuple(sorted(ranges, key=lambda one: (-one.least, -most[one.label], one.label))),
        is_silent=is_silent,
    )


def _between(stream: Stream, table: Table, name: str, pair: _Pair) -> tuple[int, int]:
    """Return between which two numbers lies what a label grew by at one clinic.

    The second means nothing where the clinic did not report the last month.
    """
    start, end = pair
    before, after = (close.bounds(stream, table) for close in pair)
    loss, gain = _most_lost_and_gained(stream, start, end)
    low = after.least_of(name) - before.most_of(name)
    high = after.most_of(name) - before.least_of(name)
    if stream is Stream.SCREENED and (start.is_stale or end.is_stale):
        # People came and left meanwhile, and nobody knows under which label, or how many.
        return -_most_left(start, end, name, before), after.most_of(name)
    if start.is_stale and not start.most_sizes:
        low = -loss
    narrow = max(-loss, low), min(high, gain)
    # Else something was corrected: only what the two closes say by themselves is sure.
    return narrow if narrow[0] <= narrow[1] else (low, high)


def _most_left(start: ClinicLabels, end: ClinicLabels, name: str, before: LabelBounds) -> int:
    """Return at most how many of those screened were under a label before the period."""
    if not start.is_stale:
        return before.most_of(name)
    return start.most_size(Stream.SCREENED) if start.most_sizes else end.people


def _most_lost_and_gained(
    stream: Stream, start: ClinicLabels, end: ClinicLabels
) -> tuple[int, int]:
    """Return by how many one label of a stream can have shrunk, and grown, without a correction."""
    if stream is Stream.SCREENED:
        return end.size(Stream.HELPED) - start.size(Stream.HELPED), end.people - start.people
    return 0, end.size(stream) - start.size(stream)
