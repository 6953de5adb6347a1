"""What is released: exact headlines, one month after the other, never restated."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.tallies.breakdowns import HEADLINE_OF, TABLES_OF, UNKNOWN, Stream, Table
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import (
    MOST_SPELLED_OUT,
    LedgerEntry,
    Origin,
    ReleaseLedger,
    counting_since,
    release,
    streams_of,
    yearly_since,
)
from clinic_app.tallies.errors import CountOutOfRangeError, MonthOutOfOrderError
from clinic_app.tallies.headlines import FIRST_HEADLINES, HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import LARGEST_COUNT, Before, Change, ReleasedTally

FIRST = Month(2026, 1)
ORIGIN = Origin(clinic="BOS-1", station="0123456789abcdef", is_training=False, draw_key=bytes(32))


def a_raw_tally(month: Month = FIRST, **totals: int) -> RawTally:
    named = {HeadlineCount[name]: total for name, total in totals.items()}
    return RawTally(month, dict.fromkeys(HeadlineCount, 0) | named)


def released(*helped: int) -> tuple[ReleasedTally, ReleaseLedger]:
    ledger = ReleaseLedger()
    for ahead, total in enumerate(helped):
        tally = release(a_raw_tally(FIRST.plus(ahead), HELPED=total), ledger, ORIGIN)
        ledger = ledger.with_release(tally, f"{ahead + 1:064x}", ORIGIN.policy)
    return tally, ledger


def test_the_first_release_has_no_past() -> None:
    tally, _ledger = released(34)

    assert tally.prev == ""
    assert tally.before is None
    assert tally.newest.seq == 1
    assert tally.newest.headlines[HeadlineCount.HELPED] == Change(net=34, total=34)
    assert tally.smallest_crowd == 11


def test_the_next_release_names_the_payload_before_it_and_says_what_changed() -> None:
    tally, _ledger = released(34, 30)

    assert tally.prev == f"{1:064x}"
    assert tally.newest.headlines[HeadlineCount.HELPED] == Change(net=-4, total=30)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=40))
def test_net_changes_add_up_to_the_total(helped: list[int]) -> None:
    _tally, ledger = released(*helped)

    nets = [entry.close.headlines[HeadlineCount.HELPED].net for entry in ledger.entries]
    assert sum(nets) == helped[-1]


@given(st.integers(1, 60))
def test_at_most_two_years_are_spelled_out_and_the_rest_is_named(closes: int) -> None:
    tally, _ledger = released(*range(closes))

    left_out = max(0, closes - MOST_SPELLED_OUT)
    assert [close.seq for close in tally.closes] == list(range(left_out + 1, closes + 1))
    assert tally.before == (Before(left_out, f"{left_out:064x}") if left_out else None)


def test_a_month_cannot_be_left_out_or_released_again() -> None:
    _tally, ledger = released(1)

    for month in (FIRST, FIRST.plus(2)):
        with pytest.raises(MonthOutOfOrderError) as caught:
            release(a_raw_tally(month), ledger, ORIGIN)
        assert caught.value.expected == "2026-02"


@pytest.mark.parametrize("total", [-1, LARGEST_COUNT + 1])
def test_a_total_that_no_bundle_carries_is_refused(total: int) -> None:
    with pytest.raises(CountOutOfRangeError) as caught:
        release(a_raw_tally(HELPED=total), ReleaseLedger(), ORIGIN)

    assert caught.value.headline == HeadlineCount.HELPED


def test_counting_began_with_the_first_closed_month() -> None:
    _tally, ledger = released(1, 2, 3)

    assert counting_since(ledger, Month(2030, 1)) == FIRST
    assert counting_since(ReleaseLedger(), Month(2030, 1)) == Month(2030, 1)


def test_an_empty_ledger_has_no_newest_close() -> None:
    assert ReleaseLedger().newest is None


COUNTRIES = {"HT": 300, "VE": 60, "SV": 4}


def test_every_stream_and_table_is_released_and_adds_up() -> None:
    raw = a_raw_tally(HELPED=370, KYR_ATTENDANCE=40)
    labelled = replace(raw, labels={(Stream.HELPED, Table.COUNTRY): COUNTRIES})

    streams = release(labelled, ReleaseLedger(), ORIGIN).newest.streams

    assert {stream: tuple(streams[stream].tables) for stream in streams} == TABLES_OF
    for stream, released in streams.items():
        assert released.total == raw.totals[HEADLINE_OF[stream]]
        for table in released.tables.values():
            assert sum(table.shown.values()) + table.not_yet_shown == released.total
    shown = streams[Stream.HELPED].tables[Table.COUNTRY].shown
    assert shown.keys() <= COUNTRIES.keys() - {"SV"}


def test_who_is_under_no_label_is_not_known_and_needs_a_crowd_too() -> None:
    shown: set[str] = set()
    for number in range(10):
        origin = replace(ORIGIN, draw_key=bytes([number]) * 32)
        tally = release(a_raw_tally(HELPED=400), ReleaseLedger(), origin)
        shown |= tally.newest.streams[Stream.HELPED].tables[Table.GENDER].shown.keys()

    assert shown == {UNKNOWN}


def test_more_under_labels_than_there_are_is_a_bug_that_no_bundle_carries() -> None:
    labels = {(Stream.HELPED, Table.COUNTRY): {"HT": 5}}

    with pytest.raises(CountOutOfRangeError):
        release(replace(a_raw_tally(HELPED=4), labels=labels), ReleaseLedger(), ORIGIN)


def country_shown(origin: Origin, counts: dict[str, int]) -> dict[str, int]:
    raw = a_raw_tally(HELPED=sum(counts.values()))
    labelled = replace(raw, labels={(Stream.HELPED, Table.COUNTRY): counts})
    closed = release(labelled, ReleaseLedger(), origin).newest
    return dict(closed.streams[Stream.HELPED].tables[Table.COUNTRY].shown)


def test_subtracting_the_close_of_a_copy_does_not_tell_who_came_more() -> None:
    """A restored backup has the key of the records that it was made of, and closes anew."""
    told = 0
    for number in range(100):
        origin = replace(ORIGIN, draw_key=bytes([number]) * 32)
        copy = replace(origin, station="fedcba9876543210")
        before = country_shown(origin, {"HT": 48, "VE": 33, "SV": 21})
        after = country_shown(copy, {"HT": 49, "VE": 33, "SV": 21})
        steps = {label: after.get(label, 0) - before.get(label, 0) for label in COUNTRIES}
        told += steps == {"HT": 1, "VE": 0, "SV": 0}

    assert told < 5  # more than half of them, where the same coins fall for both


def test_a_copy_that_counts_the_same_people_shows_the_same_numbers() -> None:
    """Other coins for the same people would let the larger of two numbers be picked."""
    copy = replace(ORIGIN, station="fedcba9876543210")

    assert country_shown(ORIGIN, COUNTRIES) == country_shown(copy, COUNTRIES)


def test_what_waits_is_carried_to_the_next_close() -> None:
    _tally, ledger = released(*range(10, 400, 40))

    carried = ledger.carried((Stream.HELPED, Table.COUNTRY))
    assert carried.looked_at == 370
    assert carried.batches > 0
    newest = ledger.entries[-1].close.streams[Stream.HELPED].tables[Table.COUNTRY]
    assert carried.shown == newest.shown


def test_closes_of_the_first_version_have_no_streams() -> None:
    changes = {headline: Change(0, 0) for headline in HeadlineCount}

    assert streams_of(changes, {}) == {}


def test_the_first_year_of_what_counts_once_a_year_is_that_of_the_first_close_that_has_it() -> None:
    """Where an older program closed before: all of that year is made up for, nothing earlier."""
    tally = released(1)[0]
    assert [yearly_since(ledger) for ledger in (ReleaseLedger(), released(1)[1])] == [0, 0]

    def without(months: tuple[Month, ...]) -> ReleaseLedger:
        older = replace(tally.newest, headlines=dict.fromkeys(FIRST_HEADLINES, Change(0, 0)))
        closes = (replace(older, month=month) for month in months)
        return ReleaseLedger(tuple(LedgerEntry(close, "") for close in closes))

    november, december = Month(2025, 11), Month(2025, 12)
    assert yearly_since(without((november,))) == 2025
    assert yearly_since(without((november, december))) == 2026
    with_one = (*without((november,)).entries, LedgerEntry(tally.newest, ""))
    assert yearly_since(ReleaseLedger(with_one)) == 2025
