"""The attacker finds what leaks, nothing where BATCH-CARRY released, and what brute force finds."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.tallies.attacker import (
    Leak,
    _fall_in,
    _History,
    _leak_in,
    _spans,
    _standing,
    _width,
    first_leak,
)
from clinic_app.tallies.batch_carry import Carried, CountPolicy, next_shown, secret_draw
from clinic_app.tallies.breakdowns import HEADLINE_OF, Stream, Table
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release, streams_of
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change, ReleasedClose

POLICY = CountPolicy()
PLACE = (Stream.HELPED, Table.COUNTRY)
LABELS = ("HT", "VE", "SV")
Rule = Callable[[Counter[str], dict[str, int]], dict[str, int]]


def closes_by(rule: Rule, *arriving: dict[str, int]) -> list[ReleasedClose]:
    """Return the closes of a clinic whose table of countries is released by another rule."""
    counts: Counter[str] = Counter()
    shown: dict[str, int] = {}
    closes: list[ReleasedClose] = []
    for ahead, people in enumerate(arriving):
        before = counts.total()
        counts.update(people)
        shown = rule(counts, shown)
        changes = dict.fromkeys(HeadlineCount, Change(0, 0))
        total = counts.total()
        changes[HeadlineCount.HELPED] = Change(total - before, total)
        places: dict[tuple[Stream, Table], dict[str, int]] = {
            (stream, table): {} for stream, table in ALL_PLACES
        } | {PLACE: shown}
        month = Month(2026, 1).plus(ahead)
        closes.append(ReleasedClose(ahead + 1, month, changes, streams_of(changes, places)))
    return closes


ALL_PLACES = [
    (stream, table)
    for stream in Stream
    for table in (
        Table if stream in {Stream.HELPED, Stream.SCREENED} else (Table.LANGUAGE, Table.COUNTY)
    )
    if (stream, table) != (Stream.TRAINED, Table.LANGUAGE)
]


def everything(counts: Counter[str], _shown: dict[str, int]) -> dict[str, int]:
    return {label: number for label, number in counts.items() if number}


def hidden_below_11(counts: Counter[str], _shown: dict[str, int]) -> dict[str, int]:
    return {label: number for label, number in counts.items() if number >= 11}


def held_until_11(counts: Counter[str], shown: dict[str, int]) -> dict[str, int]:
    """Move a label once 11 wait, and leave no pool."""
    waiting = {label: counts[label] - shown.get(label, 0) for label in counts}
    moved = {label: counts[label] for label, number in waiting.items() if number >= 11}
    return shown | moved


@pytest.mark.parametrize(
    ("rule", "arriving", "last"),
    [
        (everything, ({"HT": 30, "SV": 1},), 1),
        (hidden_below_11, ({"HT": 30, "SV": 3}, {"HT": 1}), 1),
        (hidden_below_11, ({"HT": 40, "SV": 6, "VE": 5}, {"SV": 6}), 1),
        (held_until_11, ({"HT": 11},), 1),
        (held_until_11, ({"HT": 5, "VE": 7}, {"HT": 6}), 1),
    ],
)
def test_the_rules_that_leak_are_found(
    rule: Rule, arriving: tuple[dict[str, int], ...], last: int
) -> None:
    found = first_leak(closes_by(rule, *arriving), POLICY)

    assert found is not None
    assert (found.stream, found.table, found.last) == (*PLACE, last)


@pytest.mark.parametrize(
    "shown",
    [
        ({"HT": 40}, {"HT": 9}),  # at most nine are there
        ({"HT": 40}, {}),  # nobody is there any more
        ({"HT": 60, "VE": 40}, {"HT": 40, "VE": 20}),
    ],
)
def test_a_number_that_falls_too_far_or_with_another_is_found(
    shown: tuple[dict[str, int], ...],
) -> None:
    rules = iter(shown)
    closes = closes_by(lambda _counts, _shown: next(rules), {"HT": 60, "VE": 60}, {"HT": -30})

    assert first_leak(closes[:1], POLICY) is None
    assert first_leak(closes, POLICY) == Leak(*PLACE, 1, 2)


def test_of_a_stream_that_is_empty_any_number_may_fall() -> None:
    rules = iter(({"HT": 40}, {}))
    closes = closes_by(lambda _counts, _shown: next(rules), {"HT": 60}, {"HT": -60})

    assert first_leak(closes, POLICY) is None


def test_a_leak_names_the_closes_even_after_closes_of_headlines_alone() -> None:
    leaking = closes_by(everything, {"HT": 30, "SV": 1})[0]
    without = ReleasedClose(1, Month(2025, 12), leaking.headlines)

    assert first_leak([without, leaking], POLICY) == Leak(*PLACE, 0, 2)


POLICIES = st.builds(
    CountPolicy,
    smallest_crowd=st.integers(5, 15),
    pool_floor=st.integers(5, 15),
    least_arrivals=st.integers(1, 15),
    jitter=st.integers(0, 6),
)
MONTHS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(LABELS), st.integers(0, 80), max_size=3),
        st.lists(
            st.tuples(st.sampled_from(LABELS), st.sampled_from(("", *LABELS)), st.integers(0, 60)),
            max_size=2,
        ),
    ),
    max_size=10,
)


@given(POLICIES, st.binary(min_size=32, max_size=32), MONTHS)
def test_nothing_is_found_in_any_history_of_batch_carry(
    policy: CountPolicy,
    key: bytes,
    months: list[tuple[dict[str, int], list[tuple[str, str, int]]]],
) -> None:
    """People come, are corrected from one label to another, and leave again, alone or in bulk."""
    origin = Origin(
        clinic="BOS-1", station="0" * 16, is_training=False, draw_key=key, policy=policy
    )
    ledger, counts = ReleaseLedger(), Counter[str]()
    for ahead, (arriving, corrections) in enumerate(months):
        counts.update(arriving)
        for away, to, many in corrections:
            moved = min(many, counts[away])
            counts[away] -= moved
            counts[to] += moved if to else 0
        known = {label: number for label, number in counts.items() if number and label}
        totals = dict.fromkeys(HeadlineCount, 0) | {HEADLINE_OF[PLACE[0]]: sum(known.values())}
        raw = RawTally(Month(2026, 1).plus(ahead), totals, {PLACE: known})
        ledger = ledger.with_release(release(raw, ledger, origin), "0" * 64, policy)
        assert first_leak([entry.close for entry in ledger.entries], policy) is None


def test_a_policy_that_asks_for_larger_crowds_later_makes_no_leak_of_what_was_shown() -> None:
    closes = closes_by(lambda counts, _: {"HT": counts["HT"] - 5}, {"HT": 10, "VE": 2})

    assert first_leak(closes, POLICY) is None


def histories_of(totals: Sequence[int], labels: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Yield every history in which people only come: the counts of each label, close by close."""
    nets = [after - before for before, after in pairwise((0, *totals))]
    ways = [
        [way for way in product(range(net + 1), repeat=labels) if sum(way) == net] for net in nets
    ]
    for steps in product(*ways):
        columns = zip(*steps, strict=True)
        yield tuple(tuple(accumulate(column, initial=0)) for column in columns)


@pytest.mark.parametrize(
    ("totals", "shown"),
    [
        ((4, 6), ({}, {"a": 2})),
        ((4, 6), ({"a": 2}, {"a": 4})),
        ((5, 5, 7), ({"a": 2}, {"a": 2, "b": 2}, {"a": 2, "b": 4})),
        ((3, 4, 6), ({}, {"b": 4}, {"b": 4})),
        ((2, 4, 5), ({}, {"a": 2}, {"a": 2, "b": 2})),
    ],
)
def test_the_bounds_are_those_of_all_possible_histories(
    totals: tuple[int, ...], shown: tuple[dict[str, int], ...]
) -> None:
    labels = ("a", "b", "c", "d")
    possible = [
        world
        for world in histories_of(totals, len(labels))
        if all(
            world[labels.index(label)][at] >= number
            for at, one in enumerate(shown, start=1)
            for label, number in one.items()
        )
    ]
    history = _History((0, *totals), ({}, *shown), (0,) * (len(totals) + 1))

    for label in labels:
        spans = _spans(history, label)
        own = [world[labels.index(label)] for world in possible]
        for last in range(1, len(spans)):
            for first in range(last):
                more = [counts[last] - counts[first] for counts in own]
                assert _width(spans, history, first, last) == max(more) - min(more)


def test_a_number_taken_back_never_stood() -> None:
    shown = [{"HT": 40}, {"HT": 20}, {"HT": 31}]
    rules = iter(shown)
    closes = closes_by(lambda _counts, _shown: next(rules), {"HT": 60}, {"VE": 20}, {"HT": 20})

    assert first_leak(closes, POLICY) is None


def test_who_left_may_have_been_anybody() -> None:
    history = _History((0, 30, 18, 40), ({}, {"HT": 19}, {"HT": 19}, {"HT": 19}), (0, 0, 12, 12))

    spans = _spans(history, "HT")
    assert (spans[2].least, spans[2].most) == (7, 18)
    assert _leak_in(history, POLICY) is None


@pytest.mark.no_cover
def test_a_thousand_clinics_with_corrections_keep_every_promise_and_give_nothing_away() -> None:
    """Three years of each: people come, are corrected, leave for another stream, or in bulk."""
    chance = Random(5)  # noqa: S311 - repeatable
    for number in range(1000):
        key, counts = number.to_bytes(32), Counter[str]()
        ledger: list[dict[str, int]] = [{}]
        carried, totals = Carried(), [0]
        for seq in range(1, 13):
            _live(chance, counts)
            draw = secret_draw(key, *PLACE, str(carried.batches), str(seq))
            shown = next_shown(+counts, carried, POLICY, draw)
            _check_step(ledger[-1], shown, counts.total() - sum(shown.values()))
            carried = carried.after(shown, counts.total(), POLICY)
            ledger.append(shown)
            totals.append(counts.total())
        history = _History.of(totals, ledger)
        assert _leak_in(_standing(history), POLICY) is None
        assert _fall_in(history, POLICY) is None


def _live(chance: Random, counts: Counter[str]) -> None:
    for label in LABELS:
        counts[label] += chance.choice((0, 1, 3, chance.randint(0, 60)))
    for _ in range(chance.randint(0, 2)):
        away = chance.choice(LABELS)
        many = min(counts[away], chance.choice((1, 2, chance.randint(0, 50))))
        counts[away] -= many
        if chance.random() < 0.6:
            counts[chance.choice(LABELS)] += many


def _check_step(before: dict[str, int], shown: dict[str, int], hidden: int) -> None:
    for label in LABELS:
        step = shown.get(label, 0) - before.get(label, 0)
        assert step == 0 or abs(step) >= POLICY.smallest_crowd
        assert shown.get(label, POLICY.smallest_crowd) >= POLICY.smallest_crowd
        assert step <= 0 or hidden >= POLICY.pool_floor
