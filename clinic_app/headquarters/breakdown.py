"""Labels added up over clinics: between which two numbers the truth lies.

A clinic's newest close up to the end of a period says everything: its numbers are cumulative.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clinic_app.bundles.errors import BundleError
from clinic_app.bundles.seal_file import open_close
from clinic_app.headquarters.label_bounds import ClinicLabels, clinic_labels
from clinic_app.headquarters.ledger.cells import SpoiltCellError
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table
from clinic_app.tallies.month import Month


@dataclass(frozen=True, slots=True)
class LabelRange:
    """How many are under one label: at least, and at most.

    Attributes:
        most: None where nobody can know: a clinic is silent.
    """

    label: str
    least: int
    most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """One table of one stream, added up over clinics since each clinic's first close.

    Attributes:
        total: Everybody in the stream: exactly, or as far as is known where a clinic is silent.
        spare: Of how many of them no label is certain: they are not yet shown under one, or were
            and may have left.
        labels: Those that any clinic shows, the largest first.
        is_silent: Whether a clinic did not report the last month.
    """

    stream: Stream
    table: Table
    total: int
    spare: int
    labels: tuple[LabelRange, ...]
    is_silent: bool = False

    @property
    def most(self) -> int:
        """At most so many are in the stream."""
        return self.total


def newest_labels(
    headquarters: Headquarters, opened: OpenLedger, left: Mapping[int, Month], last: Month
) -> dict[int, ClinicLabels]:
    """Return what each clinic's newest close up to *last* says by label, by clinic.

    The bundles are opened anew: they are the only place that says it, and each says it whole.

    Args:
        headquarters: Unlocked.
        opened: Its ledger.
        left: The last month of each clinic that left, by its id: from then on nothing changes.
        last: The month that is asked about.
    """
    try:
        return {
            clinic_id: clinic_labels(
                open_close(raw, headquarters.keys.opening, seq),
                min(last, left.get(clinic_id, last)),
            )
            for clinic_id, seq, raw in opened.counts.newest_until(last)
        }
    except BundleError as error:  # each could be opened when it was taken in
        raise SpoiltCellError from error


def breakdowns(closes: Iterable[ClinicLabels], *, is_silent: bool = False) -> tuple[Breakdown, ...]:
    """Add up one close per clinic; nothing where all are of the first program, without tables.

    Of such a close everybody is under no label for certain, and may be under any.

    Args:
        closes: The newest of each clinic.
        is_silent: Whether a clinic did not report the last month: then nobody knows the most. One
            that left may not have reported its own last month, long ago.
    """
    every = tuple(closes)
    is_told = any(close.tables for close in every)
    is_open = is_silent or any(close.is_stale for close in every)
    return tuple(
        _added_up(stream, table, every, is_silent=is_open)
        for stream, tables in TABLES_OF.items()
        for table in tables
        if is_told
    )


def _added_up(
    stream: Stream, table: Table, closes: Sequence[ClinicLabels], *, is_silent: bool
) -> Breakdown:
    tables = [close.bounds(stream, table) for close in closes]
    least: Counter[str] = Counter()
    for close, one in zip(closes, tables, strict=True):
        may_have_left = close.is_stale and stream is Stream.SCREENED
        least.update(dict.fromkeys(one.least, 0) if may_have_left else one.least)
    spare = sum(max(0, one.spare) for one in tables)
    total = sum(close.size(stream) for close in closes)
    ranges = (
        LabelRange(label, number, None if is_silent else min(total, number + spare))
        for label, number in least.items()
    )
    return Breakdown(
        stream=stream,
        table=table,
        total=total,
        spare=spare,
        labels=tuple(sorted(ranges, key=lambda one: (-one.least, one.label))),
        is_silent=is_silent,
    )
