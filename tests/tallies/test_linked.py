"""What two streams tell together of people who are screened first and helped later."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.tallies.attacker import first_leak
from clinic_app.tallies.batch_carry import (
    Carried,
    CountPolicy,
    Elsewhere,
    next_shown,
    no_others,
    secret_draw,
)
from clinic_app.tallies.breakdowns import HEADLINE_OF, TABLES_OF, Stream, Table
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release, streams_of
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.linked import Both, both_of, known_from
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change, ReleasedClose

HISTORIES = max(1000, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")))
CLINICS = HISTORIES // 10
LABELS = ("HT", "VE", "SV")
POLICY = CountPolicy()
CROWD = POLICY.smallest_crowd
FLOOR = POLICY.pool_floor
FAR = 10**9

Counts = Counter[str]


def closed(history: Sequence[tuple[Counts, Counts]], key: bytes) -> tuple[ReleasedClose, ...]:
    """Release months of which each tells who was only screened so far, and who was helped."""
    origin = Origin(
        clinic="BOS-1", station="0" * 16, is_training=False, draw_key=key, policy=POLICY
    )
    ledger = ReleaseLedger()
    for ahead, (screened, helped) in enumerate(history):
        totals = dict.fromkeys(HeadlineCount, 0) | {
            HeadlineCount.SCREENED: screened.total(),
            HeadlineCount.HELPED: helped.total(),
        }
        labels = {
            (Stream.SCREENED, Table.COUNTRY): dict(+screened),
            (Stream.HELPED, Table.COUNTRY): dict(+helped),
        }
        tally = release(RawTally(Month(2026, 1).plus(ahead), totals, labels), ledger, origin)
        assert tally.closes[:-1] == tuple(entry.close for entry in ledger.entries)
        ledger = ledger.with_release(tally, "0" * 64, POLICY)
    return tuple(entry.close for entry in ledger.entries)


def told(*closes: Both) -> list[ReleasedClose]:
    """Return closes as any rule might have released them."""
    found: list[ReleasedClose] = []
    before = Both()
    for number, close in enumerate(closes, start=1):
        changes = dict.fromkeys(HeadlineCount, Change(0, 0)) | {
            HeadlineCount.HELPED: Change(close.helped - before.helped, close.helped),
            HeadlineCount.SCREENED: Change(close.screened - before.screened, close.screened),
        }
        shown: dict[tuple[Stream, Table], Mapping[str, int]] = {
            (stream, table): {} for stream in HEADLINE_OF for table in TABLES_OF[stream]
        }
        shown[Stream.HELPED, Table.COUNTRY] = close.helped_shown
        shown[Stream.SCREENED, Table.COUNTRY] = close.screened_shown
        month = Month(2026, 1).plus(number)
        found.append(ReleasedClose(number, month, changes, streams_of(changes, shown)))
        before = close
    return found


SCREENED = Both(0, 41, {}, {"HT": 30})
"""A day of screenings, and a month later all of them are helped."""


def test_a_number_shown_of_people_screened_goes_on_telling_once_they_are_helped() -> None:
    known = known_from((SCREENED, Both(41, 0, {"VE": 11}, {"HT": 30})))

    assert known.least == {"HT": 30, "VE": 11}
    assert known.screened == {"HT": 0, "VE": 0}
    assert known.open == 0


def test_who_was_shown_in_both_streams_at_one_close_is_known_twice_over() -> None:
    known = known_from((Both(20, 40, {"HT": 11}, {"HT": 12}), Both(45, 20, {"HT": 30})))

    assert known.least == {"HT": 30}
    assert known.screened == {"HT": 0}


def test_who_left_both_streams_may_have_been_anybody() -> None:
    known = known_from((SCREENED, Both(0, 35, {}, {"HT": 30})))

    assert known.least == {"HT": 24}
    assert known.screened == {"HT": 24}


def test_what_was_taken_back_of_people_helped_never_stood() -> None:
    assert known_from((Both(60, 0, {"HT": 40}), Both(60, 0, {"HT": 12}))).least == {"HT": 12}
    assert known_from((Both(60, 0, {"HT": 40}), Both(60, 0, {}))).least == {"HT": 0}


def test_what_was_taken_back_of_people_screened_bounds_what_is_known() -> None:
    taken_back = Both(25, 61, {"VE": 11}, {"HT": 12})

    assert known_from((Both(0, 61, {}, {"HT": 40}), taken_back)).least == {"HT": 26, "VE": 11}


def test_the_built_in_attacker_stops_what_two_streams_would_tell_together() -> None:
    helped = Both(41, 0, {"VE": 11}, {"HT": 30})

    assert first_leak(told(SCREENED), POLICY) is None
    found = first_leak(told(SCREENED, helped), POLICY)
    assert found is not None
    assert (found.stream, found.table, found.last) == (Stream.HELPED, Table.COUNTRY, 2)


def test_what_left_already_does_not_stop_a_close_that_tells_no_more() -> None:
    helped = Both(41, 0, {"VE": 11}, {"HT": 30})
    later = Both(44, 0, {"VE": 11}, {"HT": 30})

    assert first_leak(told(SCREENED, helped, later), POLICY) is None


def test_a_crowd_that_is_known_already_takes_no_room() -> None:
    elsewhere = Elsewhere(room=5, spare={"HT": 20})

    assert elsewhere.limit(100, "HT") == 25
    assert elsewhere.limit(100, "VE") == 5
    assert no_others({"HT": 50}).limit(100, "HT") == 100


def test_where_another_table_leaves_no_room_a_crowd_waits() -> None:
    counts, policy = Counter(HT=60, VE=40), CountPolicy(skip_in=10**6)
    draw = secret_draw(bytes(32), "helped", "country", "0", "1")

    assert next_shown(counts, Carried(), policy, draw, lambda _shown: Elsewhere(room=10)) == {}
    known = Elsewhere(room=0, spare={"VE": 30})
    alone = next_shown(counts, Carried(), policy, draw, lambda _shown: known)
    assert alone.keys() == {"VE"}
    assert 11 <= alone["VE"] <= 30


@pytest.mark.parametrize("stream", list(Stream))
def test_streams_of_heads_tell_nothing_of_each_other(stream: Stream) -> None:
    totals = dict.fromkeys(HeadlineCount, 0) | {HEADLINE_OF[stream]: 80}
    labels = {(stream, Table.COUNTY): {"25025": 80}}
    shown = set[str]()
    for number in range(10):
        origin = Origin(
            clinic="BOS-1", station="0" * 16, is_training=False, draw_key=bytes([number]) * 32
        )
        tally = release(RawTally(Month(2026, 1), totals, labels), ReleaseLedger(), origin)
        shown |= tally.newest.streams[stream].tables[Table.COUNTY].shown.keys()

    assert shown == {"25025"}


def adds_up(closes: Sequence[ReleasedClose]) -> None:
    for stream in Stream:
        sizes = [close.streams[stream] for close in closes]
        assert [size.total for size in sizes] == list(accumulate(size.net for size in sizes))
        for size in sizes:
            for table in size.tables.values():
                assert size.total == sum(table.shown.values()) + table.not_yet_shown


NUMBERS = st.dictionaries(st.sampled_from(LABELS), st.integers(0, 60), max_size=3)
MONTHS = st.lists(
    st.tuples(
        NUMBERS,  # come, and are screened
        NUMBERS,  # are helped
        NUMBERS,  # are taken out, as registered twice
        st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS), st.integers(0, 40)),
    ),
    max_size=12,
)


@given(MONTHS, st.binary(min_size=32, max_size=32))
@pytest.mark.no_cover
@settings(max_examples=HISTORIES)
def test_both_streams_together_keep_a_pool_whatever_is_corrected(
    months: list[tuple[dict[str, int], dict[str, int], dict[str, int], tuple[str, str, int]]],
    key: bytes,
) -> None:
    """Whatever is newly known at a close leaves as many people open as each table must."""
    screened, helped, history = Counter[str](), Counter[str](), []
    for come, are_helped, go, (away, to, many) in months:
        screened.update(come)
        for label, number in are_helped.items():
            moved = min(number, screened[label])
            screened[label] -= moved
            helped[label] += moved
        for label, number in go.items():
            screened[label] -= min(number, screened[label])
        wrong = min(many, screened[away])
        screened[away] -= wrong
        screened[to] += wrong
        history.append((Counter(screened), Counter(helped)))

    closes = closed(history, key)

    adds_up(closes)
    both = both_of(closes, Table.COUNTRY)
    for number in range(1, len(both) + 1):
        *earlier, now = both[:number]
        before = earlier[-1] if earlier else Both()
        unmoved = Both(now.helped, now.screened, before.helped_shown, before.screened_shown)
        known = known_from(both[:number])
        if known.open < known_from((*earlier, unmoved)).open:
            assert known.open >= FLOOR
        assert first_leak(closes[:number], POLICY) is None


@dataclass(frozen=True)
class Together:
    """One label in both streams, as an attacker sees it who is told that nobody is taken out."""

    closes: tuple[Both, ...]
    label: str

    def far(self) -> list[list[int]]:
        """Return at most how much each number exceeds each other one: shortest ways, all of them.

        The numbers: those helped at each close, those in both streams at each, and nobody.
        """
        size = len(self.closes)
        far = [[FAR] * (2 * size + 1) for _ in range(2 * size + 1)]
        for number in range(2 * size + 1):
            far[number][number] = 0
        self._tell_each_close(far)
        for at, (before, now) in enumerate(pairwise(self.closes), start=1):
            for here, more in (
                (at, now.helped - before.helped),
                (size + at, now.people - before.people),
            ):
                far[here - 1][here], far[here][here - 1] = more, 0
        for through, onward in enumerate(far):
            for start in far:
                first = start[through]
                for end, rest in enumerate(onward):
                    start[end] = min(start[end], first + rest)
        return far

    def _tell_each_close(self, far: list[list[int]]) -> None:
        size, known = len(self.closes), Counter[str]()
        for at, (before, now) in enumerate(pairwise((Both(), *self.closes))):
            sits = {
                label: number
                for label, number in now.screened_shown.items()
                if number > before.screened_shown.get(label, 0)
            }
            for label in {*sits, *now.helped_shown}:
                both = sits.get(label, 0) + now.helped_shown.get(label, 0)
                known[label] = max(known[label], both)
            for here, whole, least in (
                (at, now.helped, now.helped_shown),
                (size + at, now.people, known),
            ):
                far[here][-1] = -least.get(self.label, 0)
                far[-1][here] = whole - sum(least.values()) + least.get(self.label, 0)
            far[size + at][at] = -sits.get(self.label, 0)
            far[at][size + at] = now.screened - sum(sits.values()) + sits.get(self.label, 0)


def found(closes: Sequence[Both]) -> Iterator[str]:
    """Yield whom the attacker finds: 1 to k-1 people, or all or nobody of those who came."""
    whole = (Both(), *closes)
    size = len(whole)
    wholes = [*(one.helped for one in whole), *(one.people for one in whole)]
    labels = {label for one in closes for label in (*one.helped_shown, *one.screened_shown)}
    for label in sorted({*labels, "nobody"}):
        far = Together(whole, label).far()
        for stream in (0, size):
            for first in range(stream, stream + size):
                for last in range(first + 1, stream + size):
                    least, most = -far[last][first], far[first][last]
                    came = wholes[last] - wholes[first]
                    if came > 0 and (most - least < min(came, FLOOR) or 0 < least <= most < CROWD):
                        yield f"{label} from {first} to {last}: {least} to {most} of {came}"


def a_clinic_of_waves(seed: int) -> tuple[tuple[Counts, Counts], ...]:
    """Invent a clinic that screens people one month, and helps all or many of them the next."""
    chance = Random(seed)  # noqa: S311 - repeatable
    screened, helped, history = Counter[str](), Counter[str](), []
    labels = LABELS[: chance.choice((2, 3))]
    for _wave in range(5):
        for _ in range(chance.randint(15, 60)):
            screened[labels[min(len(labels) - 1, int(chance.expovariate(0.8)))]] += 1
        history.append((Counter(screened), Counter(helped)))
        share = chance.choice((1.0, 1.0, 0.7))
        for label, number in tuple(screened.items()):
            moved = int(number * share)
            screened[label] -= moved
            helped[label] += moved
        history.append((Counter(screened), Counter(helped)))
    return tuple(history)


@pytest.mark.no_cover
def test_nobody_is_found_from_both_streams_where_all_who_were_screened_are_helped_later() -> None:
    for seed in range(CLINICS):
        closes = closed(a_clinic_of_waves(seed), seed.to_bytes(32))
        assert list(found(both_of(closes, Table.COUNTRY))) == []


def test_the_attacker_on_both_streams_finds_what_each_alone_would_hide() -> None:
    helped = Both(41, 0, {"VE": 11}, {"HT": 30})

    assert any(found((SCREENED, helped)))
    assert not any(found((SCREENED, Both(41, 0, {"HT": 30}, {"HT": 30}))))
