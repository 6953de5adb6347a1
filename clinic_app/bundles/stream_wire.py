"""The streams of a close, as they stand in a payload.

By stream: ``n`` (how much it changed), ``N`` (its exact size) and ``tables``; by table: ``shown``
(label and number, no zero and nothing below a crowd) and ``not_yet_shown``, which is ``N`` less
all that is shown.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import UNSET, Struct, UnsetType

from clinic_app.bundles.errors import ContentUnreadableError, CountsImpossibleError
from clinic_app.tallies.batch_carry import LEAST_SMALLEST_CROWD
from clinic_app.tallies.breakdowns import HEADLINE_OF, TABLES_OF, Stream, Table, is_label
from clinic_app.tallies.linked import Both
from clinic_app.tallies.released import (
    LARGEST_COUNT,
    ReleasedClose,
    ReleasedStream,
    ReleasedTable,
)


class WireStream(
    Struct, frozen=True, forbid_unknown_fields=True, rename={"net": "n", "total": "N"}
):
    """One stream."""

    net: int
    total: int
    tables: Mapping[Table, ReleasedTable]  # decoded as they are: there may be hundreds


WireStreams = Mapping[Stream, WireStream]


class _Shown(Struct, frozen=True):
    shown: Mapping[str, int]


class _Counted(Struct, frozen=True, rename={"total": "N"}):
    total: int
    tables: Mapping[Table, _Shown]


class _People(Struct, frozen=True):
    helped: _Counted
    screened: _Counted


class _Told(Struct, frozen=True):
    streams: _People | UnsetType = UNSET


_TOLD = msgspec.json.Decoder(_Told)


def to_wire(streams: Mapping[Stream, ReleasedStream]) -> WireStreams:
    """Return the streams as they are written."""
    return {
        stream: WireStream(released.net, released.total, released.tables)
        for stream, released in streams.items()
    }


def from_wire(wire: WireStreams) -> dict[Stream, ReleasedStream]:
    """Read the streams of one close; what they say is still to be checked.

    Raises:
        ContentUnreadableError: A stream or table is missing, or is none of ours.
    """
    if wire.keys() != TABLES_OF.keys():
        raise ContentUnreadableError
    streams = {}
    for stream, one in wire.items():
        if one.tables.keys() != _TABLES_OF[stream]:
            raise ContentUnreadableError
        streams[stream] = ReleasedStream(one.net, one.total, one.tables)
    return streams


def check(close: ReleasedClose, earlier: ReleasedClose | None) -> None:
    """Refuse a close whose tables do not add up, or do not follow those of the close before.

    Args:
        close: As :func:`from_wire` read it.
        earlier: The checked close before; None where it is not spelled out.

    Raises:
        ContentUnreadableError: A label is none of ours.
        CountsImpossibleError: A stream is not as large as its headline, a table does not add
            up, shows less than a crowd or moved by less, or all tables were lost.
    """
    held_in = {} if earlier is None else earlier.streams
    if held_in and not close.streams:
        raise CountsImpossibleError
    for stream, released in close.streams.items():
        headline = close.headlines[HEADLINE_OF[stream]]
        if (released.net, released.total) != (headline.net, headline.total):
            raise CountsImpossibleError
        held = held_in[stream].tables if held_in else {}
        for table, one in released.tables.items():
            _check_steps(table, one.shown, held[table].shown if held else {})
            if sum(one.shown.values()) + one.not_yet_shown != released.total:
                raise CountsImpossibleError


def people_in(closes: Iterable[bytes]) -> Iterator[dict[Table, Both]]:
    """Yield what each of *closes* says of people, by table; of one without streams, nobody.

    Args:
        closes: Written, and checked before: what else they say is not even read, for there may
            be tens of thousands.
    """
    for written in closes:
        told = _TOLD.decode(written).streams
        if told is UNSET:
            yield dict.fromkeys(Table, Both())
            continue
        helped, screened = told.helped, told.screened
        yield {
            table: Both(
                helped.total, screened.total, helped.tables[table].shown, shown_of_screened.shown
            )
            for table, shown_of_screened in screened.tables.items()
        }


_TABLES_OF = {stream: set(tables) for stream, tables in TABLES_OF.items()}


def _check_steps(table: Table, shown: Mapping[str, int], held: Mapping[str, int]) -> None:
    """Refuse a strange label, less than a crowd, and a number that moved by less.

    What *held* shows was checked: a label that is gone moved by a crowd, one that stayed is fine.
    """
    for label, number in shown.items():
        before = held.get(label)
        if number == before:
            continue
        if before is None:
            before = 0
            if not is_label(table, label):
                raise ContentUnreadableError
        is_crowd = LEAST_SMALLEST_CROWD <= number <= LARGEST_COUNT
        if not is_crowd or -LEAST_SMALLEST_CROWD < number - before < LEAST_SMALLEST_CROWD:
            raise CountsImpossibleError
