"""One close of a payload, as canonical JSON of its own, so that equal closes are equal bytes.

A bundle spells out two years of closes, of which all but the newest stood in the one before:
what was just read is read from its bytes again, and not from its fields.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache

import msgspec
from msgspec import UNSET, Struct, UnsetType

from clinic_app.bundles import canonical, stream_wire
from clinic_app.bundles.errors import ContentUnreadableError, HistoryBrokenError
from clinic_app.bundles.stream_wire import WireStreams
from clinic_app.tallies.errors import NotAMonthError
from clinic_app.tallies.headlines import FIRST_HEADLINES, HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change, ReleasedClose

_READ_LATELY = 64
"""A bundle has 24."""

_MOST_KEPT_BYTES = 32 * 1024
"""An honest close has about 4 kB; a larger one is read each time, so that none fills the memory."""


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


def digest(written: bytes) -> bytes:
    """Return a hash of everything that one close says; equal only for equal closes."""
    return hashlib.sha256(written).digest()


def read(unverified: bytes) -> ReleasedClose:
    """Read one close, strictly; what it says is still to be checked.

    Raises:
        msgspec.DecodeError: See :data:`canonical.UNREADABLE`.
        ContentUnreadableError: It is spelled otherwise than canonical, or has headlines that no
            version of the program released together.
        HistoryBrokenError: It is of no month.
    """
    return (_read_lately if len(unverified) <= _MOST_KEPT_BYTES else _read)(unverified)


def check(written: bytes, earlier: bytes | None) -> None:
    """Refuse a close whose tables do not add up, or do not follow those of the close before.

    Args:
        written: As :func:`read` takes it.
        earlier: The checked close before; None where it is not spelled out.

    Raises:
        BundleError: See :func:`stream_wire.check`.
    """
    is_kept = len(written) + len(earlier or b"") <= 2 * _MOST_KEPT_BYTES
    (_checked_lately if is_kept else _check)(written, earlier)


def _read(unverified: bytes) -> ReleasedClose:
    wire = _DECODER.decode(unverified)
    if canonical.write(wire) != unverified or not _is_whole(wire):
        raise ContentUnreadableError
    try:
        month = Month.from_label(wire.label)
    except NotAMonthError as error:
        raise HistoryBrokenError from error
    streams = {} if wire.streams is UNSET else stream_wire.from_wire(wire.streams)
    return ReleasedClose(wire.seq, month, wire.headlines, streams)


def _check(written: bytes, earlier: bytes | None) -> None:
    stream_wire.check(read(written), None if earlier is None else read(earlier))


_read_lately = lru_cache(_READ_LATELY)(_read)
_checked_lately = lru_cache(_READ_LATELY)(_check)


def _is_whole(wire: _Close) -> bool:
    """Whether a close has every headline of its version: those added later came after streams."""
    if len(wire.headlines) == len(HeadlineCount):
        return wire.streams is not UNSET
    return wire.headlines.keys() == FIRST_HEADLINES
