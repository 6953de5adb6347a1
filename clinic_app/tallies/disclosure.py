"""The only way from counts to what may leave the clinic.

The headlines are exact by declared policy. Everything else leaves by BATCH-CARRY: nobody is
counted under a label until a crowd shares it (``batch_carry``). What is released is never
restated: a correction or a late record changes the next close.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clinic_app.tallies.batch_carry import (
    DEFAULT_POLICY,
    Carried,
    CountPolicy,
    Elsewhere,
    Others,
    next_shown,
    no_others,
    secret_draw,
)
from clinic_app.tallies.breakdowns import HEADLINE_OF, TABLES_OF, UNKNOWN, Stream, Table
from clinic_app.tallies.counting import PEOPLE, RawTally
from clinic_app.tallies.errors import CountOutOfRangeError, MonthOutOfOrderError
from clinic_app.tallies.headlines import YEARLY, HeadlineCount
from clinic_app.tallies.linked import Both, both_of, past_of
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import (
    LARGEST_COUNT,
    Before,
    Change,
    ReleasedClose,
    ReleasedStream,
    ReleasedTable,
    ReleasedTally,
)

MOST_SPELLED_OUT = 24
"""A tally spells out at most this many closes, so that its size stays bounded."""

_NOT_COUNTED = Change(0, 0)
"""What a headline moved from that the close before, of an earlier version, did not have."""

Place = tuple[Stream, Table]
"""One table of one stream."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One earlier release: its newest close, and the hash of the payload that carried it.

    Attributes:
        carried: What waits behind each table; none behind a close without tables.
    """

    close: ReleasedClose
    payload_sha256: str
    carried: Mapping[Place, Carried] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReleaseLedger:
    """Everything a clinic ever released, oldest first. The vault keeps it; it only grows."""

    entries: tuple[LedgerEntry, ...] = ()

    @property
    def newest(self) -> ReleasedClose | None:
        """The last released close; None before the first."""
        return self.entries[-1].close if self.entries else None

    def carried(self, place: Place) -> Carried:
        """Return what waits behind one table since the last release."""
        return self.entries[-1].carried.get(place, Carried()) if self.entries else Carried()

    def with_release(
        self, tally: ReleasedTally, payload_sha256: str, policy: CountPolicy
    ) -> "ReleaseLedger":
        """Return the ledger after *tally* was released as the payload with that hash."""
        close = tally.newest
        carried = {
            (stream, table): self.carried((stream, table)).after(
                released.shown, of_stream.total, policy
            )
            for stream, of_stream in close.streams.items()
            for table, released in of_stream.tables.items()
        }
        return ReleaseLedger((*self.entries, LedgerEntry(close, payload_sha256, carried)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who releases, and how.

    Attributes:
        clinic: The clinic's code.
        station: The laptop.
        is_training: Counts of invented families.
        draw_key: The clinic's key for secret draws, 32 bytes; it never leaves the vault.
        policy: Headquarters' count policy.
    """

    clinic: str
    station: str
    is_training: bool
    draw_key: bytes = field(repr=False)
    policy: CountPolicy = DEFAULT_POLICY


def release(raw: RawTally, ledger: ReleaseLedger, origin: Origin) -> ReleasedTally:
    """Release one month, with the closes that *ledger* says came before.

    Raises:
        MonthOutOfOrderError: *raw* is not of the month after the last released one.
        CountOutOfRangeError: A total does not fit a bundle.
    """
    newest = ledger.newest
    if newest is not None and raw.month != newest.month.plus(1):
        raise MonthOutOfOrderError(raw.month.label, newest.month.plus(1).label)
    headlines = _changes(raw.totals, newest)
    seq = len(ledger.entries) + 1
    shown: dict[Place, dict[str, int]] = {}
    for place in ((stream, table) for stream, tables in TABLES_OF.items() for table in tables):
        others = _others(raw, ledger, origin.policy, place, shown)
        shown[place] = _shown(raw, ledger, origin, place, others)
    close = ReleasedClose(seq, raw.month, headlines, streams_of(headlines, shown))
    spelled_out = (*(entry.close for entry in ledger.entries), close)[-MOST_SPELLED_OUT:]
    return ReleasedTally(
        clinic=origin.clinic,
        station=origin.station,
        is_training=origin.is_training,
        prev=ledger.entries[-1].payload_sha256 if ledger.entries else "",
        smallest_crowd=origin.policy.smallest_crowd,
        before=_before(ledger, close.seq - len(spelled_out)),
        closes=spelled_out,
    )


def streams_of(
    headlines: Mapping[HeadlineCount, Change], shown: Mapping[Place, Mapping[str, int]]
) -> dict[Stream, ReleasedStream]:
    """Return the streams of one close, by what their tables show; none where there are none."""
    streams: dict[Stream, ReleasedStream] = {}
    for stream, headline in HEADLINE_OF.items():
        net, total = headlines[headline].net, headlines[headline].total
        tables = {
            table: ReleasedTable(shown[stream, table], total - sum(shown[stream, table].values()))
            for table in TABLES_OF[stream]
            if (stream, table) in shown
        }
        if tables:
            streams[stream] = ReleasedStream(net, total, tables)
    return streams


def counting_since(ledger: ReleaseLedger, next_month: Month) -> Month:
    """Return the clinic's first closed month; *next_month* where none is closed yet."""
    return ledger.entries[0].close.month if ledger.entries else next_month


def yearly_since(ledger: ReleaseLedger) -> int:
    """Return the first year of which the headlines of a year are counted; 0 for every one.

    Where earlier closes lack them that is the year of the first close that has them: all of
    it is in that close, and nothing of the years before, whose reports have gaps.
    """
    lacking = [entry.close.month for entry in ledger.entries if not _is_yearly(entry.close)]
    if not lacking:
        return 0
    return max(lacking).plus(1).year


def _is_yearly(close: ReleasedClose) -> bool:
    return close.headlines.keys() >= YEARLY


def _changes(
    totals: Mapping[HeadlineCount, int], newest: ReleasedClose | None
) -> dict[HeadlineCount, Change]:
    changes = {}
    for headline in HeadlineCount:
        total = totals[headline]
        if not 0 <= total <= LARGEST_COUNT:
            raise CountOutOfRangeError(headline)
        earlier = 0 if newest is None else newest.headlines.get(headline, _NOT_COUNTED).total
        changes[headline] = Change(net=total - earlier, total=total)
    return changes


def _others(
    raw: RawTally,
    ledger: ReleaseLedger,
    policy: CountPolicy,
    place: Place,
    released: Mapping[Place, Mapping[str, int]],
) -> Others:
    """Return what is known of the people of one table from the other stream that they sit in.

    Args:
        raw: The counts of the close.
        ledger: What was released before.
        policy: In force.
        place: The table that is to be released.
        released: What those that come before it show at this close.
    """
    stream, table = place
    if stream not in PEOPLE.values():
        return no_others
    is_helped = stream is Stream.HELPED
    past = past_of(both_of([entry.close for entry in ledger.entries], table))
    now = Both(
        raw.totals[HeadlineCount.HELPED],
        raw.totals[HeadlineCount.SCREENED],
        released.get((Stream.HELPED, table), {}),
        ledger.carried((Stream.SCREENED, table)).shown,
    )

    def allowed(shown: Mapping[str, int]) -> Elsewhere:
        together = (
            replace(now, helped_shown=shown) if is_helped else replace(now, screened_shown=shown)
        )
        known = past.after(together)
        others = known.screened if is_helped else known.helped
        spare = {
            label: least - shown.get(label, 0) - others.get(label, 0)
            for label, least in known.least.items()
        }
        return Elsewhere(known.open - policy.pool_floor, spare)

    return allowed


def _shown(
    raw: RawTally, ledger: ReleaseLedger, origin: Origin, place: Place, others: Others
) -> dict[str, int]:
    """Return what one table shows, once everybody in the stream has a label in it."""
    headline = HEADLINE_OF[place[0]]
    counts = dict(raw.labels.get(place, {}))
    counts[UNKNOWN] = counts.get(UNKNOWN, 0) + raw.totals[headline] - sum(counts.values())
    if min(counts.values()) < 0:
        raise CountOutOfRangeError(headline)
    carried = ledger.carried(place)
    batch, seq = str(carried.batches), str(len(ledger.entries) + 1)
    # Copies of one vault may close a month twice, one with somebody more: of two draws that were
    # not made anew a subtraction would tell under which label.
    truth = ",".join(f"{label}={number}" for label, number in sorted(counts.items()) if number)
    draw = secret_draw(origin.draw_key, *place, batch, seq, truth)
    return next_shown(counts, carried, origin.policy, draw, others)


def _before(ledger: ReleaseLedger, left_out: int) -> Before | None:
    if left_out == 0:
        return None
    return Before(left_out, ledger.entries[left_out - 1].payload_sha256)
