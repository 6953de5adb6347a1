"""Labels added up over clinics: between which two numbers the truth lies.

A clinic's newest close up to the end of a period says everything: its numbers are cumulative.
A label's people are at least what is shown, and at most that and everybody not yet shown.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from clinic_app.bundles.seal_file import open_close
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import ReleasedClose, ReleasedTable


@dataclass(frozen=True, slots=True)
class LabelRange:
    """How many are under one label: at least, and at most."""

    label: str
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """One table of one stream, added up over clinics since each clinic's first close.

    Attributes:
        total: Everybody in the stream, exactly.
        not_yet_shown: How many of them are under no label yet.
        labels: Those that any clinic shows, the largest first.
    """

    stream: Stream
    table: Table
    total: int
    not_yet_shown: int
    labels: tuple[LabelRange, ...]


def newest_closes(
    headquarters: Headquarters, opened: OpenLedger, last: Month
) -> dict[int, ReleasedClose]:
    """Return each clinic's newest close up to *last*, by clinic.

    The bundles are opened anew: they are the only place that says it, and each says it whole.
    """
    return {
        clinic_id: open_close(raw, headquarters.keys.opening, seq)
        for clinic_id, seq, raw in opened.counts.newest_until(last)
    }


def breakdowns(closes: Iterable[ReleasedClose]) -> tuple[Breakdown, ...]:
    """Add up one close per clinic; those of the first program, without tables, say nothing."""
    known = [close for close in closes if close.streams]
    return tuple(
        _added_up(stream, table, known)
        for stream, tables in TABLES_OF.items()
        for table in tables
        if known
    )


def _added_up(stream: Stream, table: Table, closes: list[ReleasedClose]) -> Breakdown:
    released = [close.streams[stream] for close in closes]
    tables = [one.tables[table] for one in released]
    least: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for one in tables:
        shown.update(one.shown)
        least.update({label: least_of(one, label) for label in one.shown})
    hidden = sum(max(0, one.not_yet_shown) for one in tables)
    total = sum(one.total for one in released)
    ranges = (
        LabelRange(label, least[label], min(total, number + hidden))
        for label, number in shown.items()
    )
    return Breakdown(
        stream=stream,
        table=table,
        total=total,
        not_yet_shown=sum(one.not_yet_shown for one in tables),
        labels=tuple(sorted(ranges, key=lambda one: (-one.least, one.label))),
    )


def least_of(table: ReleasedTable, label: str) -> int:
    """Return what is shown, less a mistake in bulk that waits to be taken back."""
    return max(0, table.shown.get(label, 0) + min(0, table.not_yet_shown))


def most_of(table: ReleasedTable, label: str) -> int:
    """Return what is shown, and everybody of whom nothing is."""
    return table.shown.get(label, 0) + max(0, table.not_yet_shown)
