"""Labels of a period: the truth lies between the two numbers."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.headquarters.breakdown import LabelRange
from clinic_app.headquarters.period_labels import PeriodLabels, period_labels
from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release, streams_of
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change, ReleasedClose

FIRST = Month(2026, 1)


def a_close(total: int, *, seq: int = 1, **shown: int) -> ReleasedClose:
    """Return a close of which only the countries of those helped say something."""
    changes = dict.fromkeys(HeadlineCount, Change(0, 0)) | {
        HeadlineCount.HELPED: Change(total, total)
    }
    places: dict[tuple[Stream, Table], dict[str, int]] = {
        (stream, table): {} for stream, tables in TABLES_OF.items() for table in tables
    }
    streams = streams_of(changes, places | {(Stream.HELPED, Table.COUNTRY): shown})
    return ReleasedClose(seq, FIRST.plus(seq - 1), changes, streams)


def countries(starts: dict[int, ReleasedClose], ends: dict[int, ReleasedClose]) -> PeriodLabels:
    found = period_labels(starts, ends)[0]
    assert (found.stream, found.table) == (Stream.HELPED, Table.COUNTRY)
    return found


def test_who_was_not_yet_shown_before_may_have_come_before_the_period_or_in_it() -> None:
    """30 shown grew to 50; of the 20 new ones up to 12 may have waited since before."""
    found = countries({1: a_close(42, HT=30)}, {1: a_close(90, seq=2, HT=50)})

    assert found.total == 48
    assert found.labels == (LabelRange("HT", 8, 48),)


def test_a_clinic_that_began_in_the_period_adds_all_it_shows() -> None:
    found = countries({}, {1: a_close(50, HT=30), 2: a_close(9)})

    assert found.total == 59
    assert found.labels == (LabelRange("HT", 30, 59),)


def test_a_clinic_that_closed_nothing_in_the_period_adds_nothing() -> None:
    same = a_close(50, HT=30)

    found = countries({1: same, 2: a_close(40)}, {1: same, 2: a_close(52, seq=2)})

    assert found.total == 12
    assert found.labels == ()
    assert period_labels({1: same}, {1: same}) == ()


def test_where_people_were_taken_back_only_the_two_closes_speak() -> None:
    found = countries({1: a_close(60, HT=40)}, {1: a_close(45, seq=2, HT=20)})

    assert found.total == -15
    assert found.labels == (LabelRange("HT", -40, 5),)


def test_a_close_of_the_first_program_says_how_many_and_of_nobody_which() -> None:
    old = ReleasedClose(
        1, FIRST, dict.fromkeys(HeadlineCount, Change(0, 0)) | {HeadlineCount.HELPED: Change(9, 9)}
    )

    found = countries({1: old}, {1: a_close(60, seq=2, HT=40)})

    assert found.total == 51
    assert found.labels == (LabelRange("HT", 31, 51),)
    assert period_labels({}, {1: old}) == ()


Months = list[dict[str, int]]


@given(
    st.lists(
        st.lists(
            st.dictionaries(st.sampled_from(("HT", "VE", "UA")), st.integers(0, 40)),
            min_size=1,
            max_size=8,
        ),
        min_size=1,
        max_size=3,
    ),
    st.integers(0, 7),
    st.integers(0, 7),
    st.binary(min_size=32, max_size=32),
)
def test_the_truth_of_any_period_lies_between_the_two_numbers(
    clinics: list[Months], begin: int, end: int, key: bytes
) -> None:
    first, last = sorted((begin, end))
    starts: dict[int, ReleasedClose] = {}
    ends: dict[int, ReleasedClose] = {}
    truth: Counter[str] = Counter()
    for number, arrivals in enumerate(clinics):
        closes = released(arrivals, key)
        for month, came in enumerate(arrivals):
            if month < first:
                starts[number] = closes[month]
            if month <= last:
                ends[number] = closes[month]
            if first <= month <= last:
                truth.update(came)

    for found in period_labels(starts, ends)[:1]:
        assert found.total == truth.total()
        for one in found.labels:
            assert one.least <= truth[one.label] <= one.most


def released(arrivals: Months, key: bytes) -> list[ReleasedClose]:
    """Let a clinic close month after month, each with those who came."""
    origin = Origin(clinic="BOS-1", station="0" * 16, is_training=False, draw_key=key)
    ledger, so_far, closes = ReleaseLedger(), Counter[str](), []
    for number, came in enumerate(arrivals):
        so_far.update(came)
        totals = dict.fromkeys(HeadlineCount, 0) | {HeadlineCount.HELPED: so_far.total()}
        labels = {(Stream.HELPED, Table.COUNTRY): dict(so_far)}
        tally = release(RawTally(FIRST.plus(number), totals, labels), ledger, origin)
        ledger = ledger.with_release(tally, "0" * 64, origin.policy)
        closes.append(tally.newest)
    return closes
