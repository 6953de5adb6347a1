"""The streams of a close, as they stand in a payload.

By stream: ``n`` (how much it changed), ``N`` (its exact size) and ``tables``; by table: ``shown``
(label and number, no zero and nothing below a crowd) and ``not_yet_shown``, which is ``N`` less
all that is shown.
"""

from collections.abc import Mapping
from itertools import repeat

from msgspec import Struct

from clinic_app.bundles.errors import ContentUnreadableError, CountsImpossibleError
from clinic_app.tallies.batch_carry import LEAST_SMALLEST_CROWD
from clinic_app.tallies.breakdowns import HEADLINE_OF, TABLES_OF, Stream, Table, is_label
from clinic_app.tallies.released import (
    LARGEST_COUNT,
    ReleasedClose,
    ReleasedStream,
    ReleasedTable,
)


class WireTable(Struct, frozen=True, forbid_unknown_fields=True):
    """One table."""

    not_yet_shown: int
    shown: Mapping[str, int]


class WireStream(
    Struct, frozen=True, forbid_unknown_fields=True, rename={"net": "n", "total": "N"}
):
    """One stream."""

    net: int
    total: int
    tables: Mapping[Table, WireTable]


WireStreams = Mapping[Stream, WireStream]


def to_wire(streams: Mapping[Stream, ReleasedStream]) -> WireStreams:
    """Return the streams as they are written."""
    return {
        stream: WireStream(
            released.net,
            released.total,
            {
                table: WireTable(one.not_yet_shown, one.shown)
                for table, one in released.tables.items()
            },
        )
        for stream, released in streams.items()
    }


def from_wire(wire: WireStreams) -> dict[Stream, ReleasedStream]:
    """Read the streams of one close.

    Raises:
        ContentUnreadableError: A stream, table or label is missing, or is none of ours.
        CountsImpossibleError: A table does not add up, or shows less than a crowd.
    """
    if wire.keys() != TABLES_OF.keys():
        raise ContentUnreadableError
    streams = {}
    for stream, one in wire.items():
        if one.tables.keys() != set(TABLES_OF[stream]):
            raise ContentUnreadableError
        tables = {table: _table(table, of_table, one) for table, of_table in one.tables.items()}
        streams[stream] = ReleasedStream(one.net, one.total, tables)
    return streams


def check_headlines(close: ReleasedClose) -> None:
    """Refuse a close whose streams are not as large as its headlines say.

    Raises:
        CountsImpossibleError: One is not.
    """
    for stream, released in close.streams.items():
        headline = close.headlines[HEADLINE_OF[stream]]
        if (released.net, released.total) != (headline.net, headline.total):
            raise CountsImpossibleError


def check_steps(close: ReleasedClose, earlier: ReleasedClose) -> None:
    """Refuse a close in which a number moved by less than a crowd, or lost its tables.

    Raises:
        CountsImpossibleError: One did.
    """
    if earlier.streams and not close.streams:
        raise CountsImpossibleError
    for stream, before in earlier.streams.items():
        for table, held in before.tables.items():
            shown = close.streams[stream].tables[table].shown
            for label, _number in shown.items() ^ held.shown.items():
                step = abs(shown.get(label, 0) - held.shown.get(label, 0))
                if 0 < step < LEAST_SMALLEST_CROWD:
                    raise CountsImpossibleError


def _table(table: Table, wire: WireTable, stream: WireStream) -> ReleasedTable:
    if not all(map(is_label, repeat(table), wire.shown)):
        raise ContentUnreadableError
    numbers = wire.shown.values()
    least, most = min(numbers, default=LARGEST_COUNT), max(numbers, default=0)
    is_crowds = least >= LEAST_SMALLEST_CROWD and most <= LARGEST_COUNT
    if not is_crowds or sum(numbers) + wire.not_yet_shown != stream.total:
        raise CountsImpossibleError
    return ReleasedTable(wire.shown, wire.not_yet_shown)
