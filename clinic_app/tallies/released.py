"""What may leave: the values of a release. Made in ``disclosure``, read back in ``bundles``."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinic_app.tallies.breakdowns import Stream, Table
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

LARGEST_COUNT = 999_999_999
"""No count of a clinic is larger; a bundle with a larger one is refused."""


@dataclass(frozen=True, slots=True)
class Change:
    """One headline at one close.

    Attributes:
        net: How much the total changed since the close before; negative after corrections.
        total: The exact number through the month's last day; never negative.
    """

    net: int
    total: int


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """One stream by one attribute, through the end of a close.

    Attributes:
        shown: By label, never less than a crowd; a label that is not shown is absent.
        not_yet_shown: The size of the stream less all that is shown; below zero only while
            a mistake in bulk waits to be taken back.
    """

    shown: Mapping[str, int]
    not_yet_shown: int


@dataclass(frozen=True, slots=True)
class ReleasedStream:
    """One stream at one close.

    Attributes:
        net: How much its size changed since the close before.
        total: Its exact size: a headline.
        tables: Every table of the stream.
    """

    net: int
    total: int
    tables: Mapping[Table, ReleasedTable]


@dataclass(frozen=True, slots=True)
class ReleasedClose:
    """One closed month as it was released; never restated.

    Attributes:
        seq: 1 for a clinic's first close, without gaps.
        headlines: Every headline, 0 included; those added later are missing in closes of the
            program's earlier versions.
        streams: Every stream; none in a close of the program's first version, which released
            headlines alone.
    """

    seq: int
    month: Month
    headlines: Mapping[HeadlineCount, Change]
    streams: Mapping[Stream, ReleasedStream] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Before:
    """The closes that a tally no longer spells out.

    Attributes:
        count: How many; the last of them has this number.
        sha256: Hash of the canonical payload that was released with that last one.
    """

    count: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedTally:
    """A clinic's counts, fit to leave it. Cumulative: the newest alone is enough.

    Constructed by ``disclosure.release`` and, from a bundle's verified bytes, by
    ``bundles.payload``; nowhere else.

    Attributes:
        clinic: The clinic's code.
        station: The laptop, 16 hex digits.
        is_training: Counts of invented families.
        prev: Hash of the payload released before this one; empty for a first close.
        smallest_crowd: The count policy's k in force.
        before: None while every close is spelled out.
        closes: Oldest first, without gaps, at least one.
    """

    clinic: str
    station: str
    is_training: bool
    prev: str
    smallest_crowd: int
    before: Before | None
    closes: tuple[ReleasedClose, ...]

    @property
    def newest(self) -> ReleasedClose:
        """The close that this tally was released for."""
        return self.closes[-1]
