"""BATCH-CARRY holds its promises for every history, whatever the secret draws."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.tallies.batch_carry import Carried, CountPolicy, next_shown, secret_draw

HISTORIES = max(1000, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")))
"""A thousand in every run, so that what is promised of any history is seen of many."""

KEY = b"k" * 32
LABELS = ("HT", "VE", "SV", "HN")
SMALL = CountPolicy(
    smallest_crowd=2, pool_floor=2, least_arrivals=2, jitter=1, skip_in=2, wide_in=2
)
"""A policy so small that every world can be looked at."""


@dataclass(frozen=True)
class Step:
    """A table after one close: the truth behind it, and what is shown."""

    counts: Counter[str]
    shown: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def hidden(self) -> int:
        return self.total - sum(self.shown.values())


@dataclass
class World:
    """One table of one clinic, close after close."""

    policy: CountPolicy
    key: bytes = KEY
    carried: Carried = field(default_factory=Carried)
    steps: list[Step] = field(default_factory=lambda: [Step(Counter(), {})])

    def close(self, counts: Counter[str]) -> None:
        draw = secret_draw(
            self.key, "helped", "country", str(self.carried.batches), str(len(self.steps))
        )
        shown = next_shown(counts, self.carried, self.policy, draw)
        step = Step(Counter(counts), shown)
        self.carried = self.carried.after(shown, step.total, self.policy)
        self.steps.append(step)

    @property
    def moves(self) -> Iterator[tuple[Step, Step]]:
        return zip(self.steps, self.steps[1:], strict=False)


POLICIES = st.builds(
    CountPolicy,
    smallest_crowd=st.integers(5, 15),
    pool_floor=st.integers(5, 15),
    least_arrivals=st.integers(1, 15),
    jitter=st.integers(0, 6),
    skip_in=st.integers(2, 5),
    wide_in=st.integers(2, 9),
)
ARRIVALS = st.lists(
    st.dictionaries(st.sampled_from(LABELS), st.integers(0, 60), max_size=4), max_size=14
)


@st.composite
def histories(draw: st.DrawFn) -> World:
    """A clinic whose records are corrected: people leave, change label, or do so in bulk."""
    world = World(draw(POLICIES), draw(st.binary(min_size=32, max_size=32)))
    counts: Counter[str] = Counter()
    for arriving in draw(ARRIVALS):
        counts.update(arriving)
        for _ in range(draw(st.integers(0, 2))):
            away, to = draw(st.sampled_from(LABELS)), draw(st.sampled_from(("", *LABELS)))
            many = draw(st.integers(0, counts[away]) | st.integers(0, min(3, counts[away])))
            counts[away] -= many
            counts[to] += many if to else 0
        world.close(Counter({label: number for label, number in counts.items() if number > 0}))
    return world


@st.composite
def growing(draw: st.DrawFn) -> World:
    """A clinic whose records are never corrected."""
    world, counts = World(draw(POLICIES), draw(st.binary(min_size=32, max_size=32))), Counter[str]()
    for arriving in draw(ARRIVALS):
        counts.update(arriving)
        world.close(counts)
    return world


def a_shown_number_is_absent_or_a_crowd(world: World) -> None:
    k = world.policy.smallest_crowd

    assert all(number >= k for step in world.steps for number in step.shown.values())


def a_shown_number_moves_by_nothing_or_by_a_crowd(world: World) -> None:
    k = world.policy.smallest_crowd

    for before, after in world.moves:
        for label in LABELS:
            step = abs(after.shown.get(label, 0) - before.shown.get(label, 0))
            assert step == 0 or step >= k


def a_close_that_shows_something_new_leaves_a_pool(world: World) -> None:
    for before, after in world.moves:
        if any(after.shown.get(label, 0) > before.shown.get(label, 0) for label in LABELS):
            assert after.hidden >= world.policy.pool_floor


def no_table_shows_more_before_enough_people_came(world: World) -> None:
    looked_at = 0
    for before, after in world.moves:
        arrived = after.total - looked_at
        if abs(arrived) < world.policy.least_arrivals:
            assert after.shown == before.shown
        else:
            looked_at = after.total
            if arrived < 0:
                assert all(number <= before.shown[label] for label, number in after.shown.items())


def nobody_is_in_two_batches(world: World) -> None:
    """No crowd is shown that was not waiting: a person counted before is not counted again."""
    for before, after in world.moves:
        for label in LABELS:
            new = after.shown.get(label, 0) - before.shown.get(label, 0)
            assert new <= max(0, after.counts[label] - before.shown.get(label, 0))
            assert -new <= max(0, before.shown.get(label, 0) - after.counts[label])


def without_corrections_nothing_is_ever_taken_back_or_shown_too_high(world: World) -> None:
    for before, after in world.moves:
        for label in LABELS:
            shown = after.shown.get(label, 0)
            assert before.shown.get(label, 0) <= shown <= after.counts[label]


def every_window_of_new_people_leaves_a_wide_interval(world: World) -> None:
    """What may be believed of the new people of any window, by whoever sees all bundles."""
    floor = world.policy.pool_floor
    for first, last in combinations(world.steps, 2):
        arrived = last.total - first.total
        for label in (*LABELS, "nobody"):
            moved = last.shown.get(label, 0) - first.shown.get(label, 0)
            least = max(0, moved - first.hidden)
            most = min(arrived, moved + last.hidden)
            assert most - least >= min(arrived, floor)


def asking_again_gives_the_same_numbers(world: World) -> None:
    again = World(world.policy, world.key)
    for step in world.steps[1:]:
        again.close(step.counts)

    assert again.steps == world.steps


@given(histories())
@pytest.mark.no_cover
@settings(max_examples=HISTORIES)
def test_every_promise_holds_however_records_are_corrected(world: World) -> None:
    for promise in (
        a_shown_number_is_absent_or_a_crowd,
        a_shown_number_moves_by_nothing_or_by_a_crowd,
        a_close_that_shows_something_new_leaves_a_pool,
        no_table_shows_more_before_enough_people_came,
        nobody_is_in_two_batches,
        asking_again_gives_the_same_numbers,
    ):
        promise(world)


@given(growing())
@pytest.mark.no_cover
@settings(max_examples=HISTORIES)
def test_what_is_promised_where_nothing_is_corrected(world: World) -> None:
    for promise in (
        without_corrections_nothing_is_ever_taken_back_or_shown_too_high,
        every_window_of_new_people_leaves_a_wide_interval,
    ):
        promise(world)


def test_another_key_gives_other_batches() -> None:
    counts = Counter(HT=400, VE=300, SV=200, HN=100)
    shown = []
    for number in range(40):
        world = World(CountPolicy(), bytes([number]) * 32)
        world.close(counts)
        shown.append(tuple(sorted(world.steps[-1].shown.items())))

    assert len(set(shown)) > 30


def test_a_mistake_in_bulk_is_taken_back_as_a_crowd() -> None:
    taken_back = 0
    for number in range(20):
        world = World(CountPolicy(), bytes([number]) * 32)
        world.close(Counter(HT=200, VE=40))
        shown = world.steps[-1].shown.get("HT", 0)
        world.close(Counter(VE=260))
        left = world.steps[-1].shown.get("HT", 0)
        assert left == 0 or left >= 11
        taken_back += left < shown
    assert taken_back > 5


def test_what_cannot_be_taken_back_in_crowds_waits() -> None:
    """Of 15 shown, 12 were a mistake: taking back 12 would tell that at most 3 are there."""
    for number in range(20):
        draw = secret_draw(bytes([number]) * 32, "helped", "country", "1", "2")
        policy = CountPolicy(jitter=0)

        shown = next_shown(Counter(HT=3, VE=40), Carried({"HT": 15}, 1, 20), policy, draw)

        assert shown["HT"] == 15


def test_a_stream_that_is_empty_shows_nobody_in_the_end() -> None:
    """Its headline says 0 already, so that nothing falls away that was not known."""
    outcomes = set()
    for number in range(20):
        draw = secret_draw(bytes([number]) * 32, "screened", "gender", "1", "2")
        carried = Carried({"female": 30, "male": 16}, 1, 60)

        outcomes.add(tuple(next_shown({}, carried, CountPolicy(), draw).items()))

    assert () in outcomes
    assert all(number in {30, 16} for shown in outcomes for _label, number in shown)


def test_one_label_falls_at_a_close_and_as_many_as_a_pool_stay() -> None:
    outcomes = set()
    for number in range(20):
        draw = secret_draw(bytes([number]) * 32, "screened", "gender", "1", "2")
        carried = Carried({"female": 60, "male": 60}, 1, 140)

        shown = next_shown(Counter(unknown=20), carried, CountPolicy(), draw)

        assert 60 in shown.values()
        outcomes.add(min(shown["female"], shown["male"]))
    assert 11 <= min(outcomes) < 25


def test_people_who_leave_a_stream_in_bulk_are_taken_back_and_nothing_new_is_shown() -> None:
    outcomes = set()
    for number in range(20):
        draw = secret_draw(bytes([number]) * 32, "screened", "country", "1", "2")
        carried = Carried({"HT": 150}, 1, 200)

        shown = next_shown(Counter(HT=20, VE=30), carried, CountPolicy(), draw)

        assert "VE" not in shown
        outcomes.add(shown.get("HT", 0) < 150)
    assert outcomes == {True, False}


class Choices:
    """Draws that can be made to come out every way there is, one after the other."""

    def __init__(self, taken: tuple[int, ...]) -> None:
        self._planned = taken
        self.taken: list[tuple[int, int]] = []
        self._said: dict[tuple[str, str], int] = {}

    def __call__(self, bound: int, purpose: str, label: str) -> int:
        if (purpose, label) not in self._said:
            number = self._planned[len(self.taken)] if len(self.taken) < len(self._planned) else 0
            self.taken.append((number, bound))
            self._said[purpose, label] = number
        return self._said[purpose, label]

    def following(self) -> tuple[int, ...] | None:
        for place in range(len(self.taken) - 1, -1, -1):
            number, bound = self.taken[place]
            if number + 1 < bound:
                return (*(one for one, _bound in self.taken[:place]), number + 1)
        return None


def every_outcome(counts: Counter[str], carried: Carried) -> set[tuple[tuple[str, int], ...]]:
    outcomes: set[tuple[tuple[str, int], ...]] = set()
    planned: tuple[int, ...] | None = ()
    while planned is not None:
        draw = Choices(planned)
        outcomes.add(tuple(sorted(next_shown(counts, carried, SMALL, draw).items())))
        planned = draw.following()
    return outcomes


def ways(people: int, labels: str) -> Iterator[Counter[str]]:
    for heads in product(range(people + 1), repeat=len(labels)):
        if sum(heads) == people:
            yield Counter(dict(zip(labels, heads, strict=True)))


@pytest.mark.no_cover
@pytest.mark.parametrize(("first", "then"), [(3, 2), (4, 1), (4, 3), (5, 2), (6, 0), (2, 5)])
def test_of_all_possible_worlds_enough_stay_possible_even_for_who_knows_the_rule(
    first: int, then: int
) -> None:
    """Every world of two closes and three labels, with every way in which the coins may fall."""
    worlds: dict[tuple[object, ...], list[tuple[Counter[str], Counter[str]]]] = {}
    for before in ways(first, "abc"):
        for shown in every_outcome(before, Carried()):
            carried = Carried().after(dict(shown), first, SMALL)
            for arriving in ways(then, "abc"):
                for later in every_outcome(before + arriving, carried):
                    worlds.setdefault((shown, later), []).append((before, arriving))

    for possible in worlds.values():
        for label in "abc":
            assert spread(before[label] for before, _ in possible) >= min(first, SMALL.pool_floor)
            assert spread(new[label] for _, new in possible) >= min(then, SMALL.pool_floor)
            both = (before[label] + new[label] for before, new in possible)
            assert spread(both) >= min(first + then, SMALL.pool_floor)


@pytest.mark.no_cover
@pytest.mark.parametrize("total", range(7))
@pytest.mark.parametrize(
    "shown", [{"a": 2}, {"a": 3}, {"a": 4}, {"a": 6}, {"a": 2, "b": 4}, {"a": 4, "b": 5}]
)
def test_what_is_taken_back_pins_nobody_even_for_who_knows_the_rule(
    shown: dict[str, int], total: int
) -> None:
    """Every truth that corrections may have left behind, and every way in which the coins fall."""
    worlds: dict[tuple[tuple[str, int], ...], list[Counter[str]]] = {}
    for looked_at in (total - 3, total + 3):
        carried = Carried(shown, 1, looked_at)
        for counts in ways(total, "abc"):
            for outcome in every_outcome(counts, carried):
                worlds.setdefault(outcome, []).append(counts)

        for possible in worlds.values():
            for label in "abc":
                assert spread(one[label] for one in possible) >= min(total, SMALL.pool_floor)
        worlds.clear()


def spread(numbers: Iterator[int]) -> int:
    known = list(numbers)
    return max(known) - min(known)


def test_a_policy_may_be_replaced_and_what_was_shown_stays() -> None:
    world = World(CountPolicy(smallest_crowd=5, pool_floor=5, skip_in=1000))
    world.close(Counter(HT=20, VE=9))
    shown = world.steps[-1].shown
    world.policy = replace(world.policy, smallest_crowd=15)
    world.close(Counter(HT=21, VE=9))

    assert world.steps[-1].shown == shown
