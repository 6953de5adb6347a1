"""The only way from counts to what may leave the clinic.

In this version only the exact headlines leave, and no breakdown by anything. The headlines
are exact by declared policy; what is released is never restated: a correction or a late
record changes the next close.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.errors import CountOutOfRangeError, MonthOutOfOrderError
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import (
    LARGEST_COUNT,
    Before,
    Change,
    ReleasedClose,
    ReleasedTally,
)

MOST_SPELLED_OUT = 24
"""A tally spells out at most this many closes, so that its size stays bounded."""

SMALLEST_CROWD = 11
"""The count policy's k unless headquarters' enrolment names another.

Source: CMS cell size suppression policy: no cell of 1 to 10.
"""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One earlier release: its newest close, and the hash of the payload that carried it."""

    close: ReleasedClose
    payload_sha256: str


@dataclass(frozen=True, slots=True)
class ReleaseLedger:
    """Everything a clinic ever released, oldest first. The vault keeps it; it only grows."""

    entries: tuple[LedgerEntry, ...] = ()

    @property
    def newest(self) -> ReleasedClose | None:
        """The last released close; None before the first."""
        return self.entries[-1].close if self.entries else None

    def with_release(self, tally: ReleasedTally, payload_sha256: str) -> "ReleaseLedger":
        """Return the ledger after *tally* was released as the payload with that hash."""
        return ReleaseLedger((*self.entries, LedgerEntry(tally.newest, payload_sha256)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who releases: the clinic's code, the station, whether it is training, the policy's k."""

    clinic: str
    station: str
    is_training: bool
    smallest_crowd: int = SMALLEST_CROWD


def release(raw: RawTally, ledger: ReleaseLedger, origin: Origin) -> ReleasedTally:
    """Release the headlines of one month, with the closes that *ledger* says came before.

    Raises:
        MonthOutOfOrderError: *raw* is not of the month after the last released one.
        CountOutOfRangeError: A total does not fit a bundle.
    """
    newest = ledger.newest
    if newest is not None and raw.month != newest.month.plus(1):
        raise MonthOutOfOrderError(raw.month.label, newest.month.plus(1).label)
    close = ReleasedClose(
        seq=len(ledger.entries) + 1,
        month=raw.month,
        headlines=_changes(raw.totals, newest),
    )
    spelled_out = (*(entry.close for entry in ledger.entries), close)[-MOST_SPELLED_OUT:]
    return ReleasedTally(
        clinic=origin.clinic,
        station=origin.station,
        is_training=origin.is_training,
        prev=ledger.entries[-1].payload_sha256 if ledger.entries else "",
        smallest_crowd=origin.smallest_crowd,
        before=_before(ledger, close.seq - len(spelled_out)),
        closes=spelled_out,
    )


def counting_since(ledger: ReleaseLedger, next_month: Month) -> Month:
    """Return the clinic's first closed month; *next_month* where none is closed yet."""
    return ledger.entries[0].close.month if ledger.entries else next_month


def _changes(
    totals: Mapping[HeadlineCount, int], newest: ReleasedClose | None
) -> dict[HeadlineCount, Change]:
    changes = {}
    for headline in HeadlineCount:
        total = totals[headline]
        if not 0 <= total <= LARGEST_COUNT:
            raise CountOutOfRangeError(headline)
        earlier = newest.headlines[headline].total if newest is not None else 0
        changes[headline] = Change(net=total - earlier, total=total)
    return changes


def _before(ledger: ReleaseLedger, left_out: int) -> Before | None:
    if left_out == 0:
        return None
    return Before(left_out, ledger.entries[left_out - 1].payload_sha256)
