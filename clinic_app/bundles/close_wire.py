"""One close of a payload, as canonical JSON of its own, so that equal closes are equal bytes."""

from collections.abc import Mapping

import msgspec
from msgspec import UNSET, Struct, UnsetType

from clinic_app.bundles import canonical, stream_wire
from clinic_app.bundles.errors import (
    ContentUnreadableError,
    CountsImpossibleError,
    HistoryBrokenError,
)
from clinic_app.bundles.stream_wire import WireStreams
from clinic_app.tallies.errors import NotAMonthError
from clinic_app.tallies.headlines import EDITIONS, FIRST_HEADLINES, HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import LARGEST_COUNT, Change, ReleasedClose


class _Close(Struct, frozen=True, forbid_unknown_fields=True):
    headlines: Mapping[HeadlineCount, Change]  # decoded as they are: there may be hundreds
    label: str
    seq: int
    streams: WireStreams | UnsetType = UNSET


_DECODER = msgspec.json.Decoder(_Close)


def write(close: ReleasedClose) -> bytes:
    """Return the one spelling of *close*."""
    return canonical.write(
        _Close(
            headlines=close.headlines,
            label=close.month.label,
            seq=close.seq,
            streams=stream_wire.to_wire(close.streams) if close.streams else UNSET,
        )
    )


def read(unverified: bytes) -> ReleasedClose:
    """Read one close, strictly; what it says is still to be checked.

    Raises:
        msgspec.DecodeError: See :data:`clinic_app.crypto.sealed_file.UNREADABLE`.
        ContentUnreadableError: It is spelled otherwise than canonical, or has headlines that no
            version of the program released together.
        HistoryBrokenError: It is of no month.
    """
    wire = _DECODER.decode(unverified)
    if canonical.write(wire) != unverified or not _is_whole(wire):
        raise ContentUnreadableError
    try:
        month = Month.from_label(wire.label)
    except NotAMonthError as error:
        raise HistoryBrokenError from error
    streams = {} if wire.streams is UNSET else stream_wire.from_wire(wire.streams)
    return ReleasedClose(wire.seq, month, wire.headlines, streams)


def check(close: ReleasedClose, before: ReleasedClose | None) -> None:
    """Refuse a close that does not add up, or does not follow from the one before.

    A close that was checked after the one before it needs no second look once that one is not
    spelled out any more: alone it passes, too.

    Args:
        close: As :func:`read` read it.
        before: The checked close before; None where it is not spelled out.

    Raises:
        CountsImpossibleError: A count is out of range, or the changes do not lead from one
            total to the next.
        BundleError: See :func:`stream_wire.check`.
    """
    stream_wire.check(close, before)
    _check_sums(close, before)


def _is_whole(wire: _Close) -> bool:
    """Whether a close has every headline of its version: those added later came after streams."""
    told = wire.headlines.keys()
    return told == FIRST_HEADLINES or (told in EDITIONS and wire.streams is not UNSET)


def _check_sums(close: ReleasedClose, before: ReleasedClose | None) -> None:
    changes = close.headlines.values()
    totals = [change.total for change in changes]
    earlier = _totals_before(close, before)
    sums = [total + change.net for total, change in zip(earlier, changes, strict=True)]
    told = (*earlier, *totals)
    if min(told) < 0 or max(told) > LARGEST_COUNT or sums != totals:
        raise CountsImpossibleError


def _totals_before(close: ReleasedClose, before: ReleasedClose | None) -> list[int]:
    """Return from where the headlines of *close* moved, in their order; one added since from 0.

    Closes with as many headlines name the same ones in the same order: that was checked before.
    """
    if before is None and close.seq > 1:
        return [change.total - change.net for change in close.headlines.values()]
    known = {} if before is None else before.headlines
    if len(known) == len(close.headlines):
        return [change.total for change in known.values()]
    if not known.keys() <= close.headlines.keys():
        raise CountsImpossibleError
    return [known[one].total if one in known else 0 for one in close.headlines]
