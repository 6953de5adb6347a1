"""What is released: exact headlines, one month after the other, never restated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import (
    MOST_SPELLED_OUT,
    SMALLEST_CROWD,
    Origin,
    ReleaseLedger,
    counting_since,
    release,
)
from clinic_app.tallies.errors import CountOutOfRangeError, MonthOutOfOrderError
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import LARGEST_COUNT, Before, Change, ReleasedTally

FIRST = Month(2026, 1)
ORIGIN = Origin(clinic="BOS-1", station="0123456789abcdef", is_training=False)


def a_raw_tally(month: Month = FIRST, **totals: int) -> RawTally:
    named = {HeadlineCount[name]: total for name, total in totals.items()}
    return RawTally(month, dict.fromkeys(HeadlineCount, 0) | named)


def released(*helped: int) -> tuple[ReleasedTally, ReleaseLedger]:
    ledger = ReleaseLedger()
    for ahead, total in enumerate(helped):
        tally = release(a_raw_tally(FIRST.plus(ahead), HELPED=total), ledger, ORIGIN)
        ledger = ledger.with_release(tally, f"{ahead + 1:064x}")
    return tally, ledger


def test_the_first_release_has_no_past() -> None:
    tally, _ledger = released(34)

    assert tally.prev == ""
    assert tally.before is None
    assert tally.newest.seq == 1
    assert tally.newest.headlines[HeadlineCount.HELPED] == Change(net=34, total=34)
    assert tally.smallest_crowd == SMALLEST_CROWD


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
