"""A reader that knows the payload before again says of each one what a new reader says."""

import json
import tracemalloc
from collections.abc import Callable
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.bundles import close_wire, payload
from clinic_app.bundles.errors import (
    BundleError,
    ContentUnreadableError,
    CountsImpossibleError,
    HistoryBrokenError,
)
from clinic_app.bundles.payload import PayloadReader
from clinic_app.tallies.disclosure import MOST_SPELLED_OUT
from clinic_app.tallies.released import ReleasedTally

MakeTally = Callable[..., ReleasedTally]
Outcome = object
MONTHS = MOST_SPELLED_OUT + 4


@pytest.fixture(scope="session")
def grown(tally_after: MakeTally) -> dict[int, bytes]:
    """Payloads of a clinic by how many months it closed: its first ones, and when closes go."""
    totals = range(30, 30 + MONTHS)
    return {
        months: payload.write(tally_after(*totals[:months]))
        for months in (1, 2, 3, 4, *range(MOST_SPELLED_OUT - 2, MONTHS + 1))
    }


@pytest.fixture(scope="session")
def idle(tally_after: MakeTally) -> bytes:
    """The third payload of a clinic that helps nobody more."""
    return payload.write(tally_after(7, 7, 7))


@pytest.fixture(scope="session")
def written(tally_after: MakeTally, grown: dict[int, bytes], idle: bytes) -> list[bytes]:
    """Those, and payloads of a clinic that began as the first one and went another way."""
    other = (30, 31, 32, 50, 51)
    apart = [payload.write(tally_after(*other[:months])) for months in (3, 4, 5)]
    return [*grown.values(), *apart, idle]


def outcome(reader: PayloadReader, unverified: bytes) -> Outcome:
    try:
        return reader.read(unverified)
    except BundleError as error:
        return type(error)


def as_it_is(one: bytes) -> bytes:
    return one


CHANGES = (
    as_it_is,
    as_it_is,
    as_it_is,
    lambda one: one.replace(b"]", b",]", 1),
    lambda one: one.replace(b"}]", b"}, ]", 1),
    lambda one: one.replace(b'"closes":[', b'"closes":[,', 1),
    lambda one: one.replace(b'"net":1', b'"net":2', 1),
    lambda one: one.replace(b'"total":31', b'"total":32', 1),
    lambda one: one[:-1],
    lambda one: rewritten(one, slice(1, None)),
    lambda one: rewritten(one, slice(None, -1)),
    lambda one: rewritten(one, slice(0, 0)),
    lambda one: rewritten(one, slice(None, None, -1)),
)


def rewritten(one: bytes, kept: slice) -> bytes:
    """Return the payload with only some of its closes, or in another order."""
    content = json.loads(one)
    content["closes"] = content["closes"][kept]
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


@given(
    picked=st.lists(st.tuples(st.integers(0), st.sampled_from(CHANGES)), max_size=8),
    in_order=st.booleans(),
)
def test_what_was_read_before_changes_nothing(
    written: list[bytes],
    picked: list[tuple[int, Callable[[bytes], bytes]]],
    in_order: bool,
) -> None:
    reader = PayloadReader()
    for step, (number, change) in enumerate(picked):
        place = picked[0][0] + step if in_order else number
        unverified = change(written[place % len(written)])

        assert outcome(reader, unverified) == outcome(PayloadReader(), unverified)


def test_what_stood_in_the_payload_before_is_not_read_again(grown: dict[int, bytes]) -> None:
    reader = PayloadReader()
    with patch.object(close_wire, "read", wraps=close_wire.read) as read:
        for one in grown.values():
            reader.read(one)

    assert read.call_count == MONTHS


@pytest.mark.parametrize(
    ("before", "after", "error"),
    [
        pytest.param(b'"seq":3,"st', b'"seq":4,"st', HistoryBrokenError, id="a number left out"),
        pytest.param(b'"2026-03"', b'"2026-04"', HistoryBrokenError, id="a month left out"),
        pytest.param(
            b'},{"headlines"', b'};{"headlines"', ContentUnreadableError, id="what is no comma"
        ),
        pytest.param(b"}]", b"},]", ContentUnreadableError, id="a comma after the last"),
        pytest.param(b"}]", b"},1]", ContentUnreadableError, id="what is no close"),
    ],
)
def test_what_is_new_is_checked_against_what_was_known(
    grown: dict[int, bytes], before: bytes, after: bytes, error: type[BundleError]
) -> None:
    third = grown[3]
    assert third.count(before) >= 1
    reader = PayloadReader()
    reader.read(grown[2])
    begun, _found, ended = third.rpartition(before)

    with pytest.raises(error):
        reader.read(begun + after + ended)
    assert reader.read(third) == PayloadReader().read(third)


def test_what_adds_up_alone_must_follow_what_was_known(
    grown: dict[int, bytes], idle: bytes
) -> None:
    content = json.loads(grown[3])
    content["closes"][2] = json.loads(idle)["closes"][2]
    reader = PayloadReader()
    reader.read(grown[2])

    with pytest.raises(CountsImpossibleError):
        reader.read(json.dumps(content, sort_keys=True, separators=(",", ":")).encode())


def test_no_more_closes_are_read_than_are_ever_spelled_out(grown: dict[int, bytes]) -> None:
    longest = grown[MOST_SPELLED_OUT]
    content = json.loads(longest)
    more = json.loads(grown[MOST_SPELLED_OUT + 1])["closes"][-1]
    content["closes"].append(more)
    content["seq"] += 1
    too_long = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    reader = PayloadReader()
    reader.read(longest)

    for one in (reader, PayloadReader()):
        with pytest.raises(ContentUnreadableError):
            one.read(too_long)


def test_half_a_million_closes_are_refused_before_each_is_copied(grown: dict[int, bytes]) -> None:
    """Anybody can seal a file for headquarters, and lay many of them in its inbox."""
    begun, mark, rest = grown[1].partition(b'"closes":[')
    _closes, after, ended = rest.rpartition(b"]")
    crowded = begun + mark + b",".join([b"1"] * 500_000) + after + ended
    tracemalloc.start()
    try:
        with pytest.raises(ContentUnreadableError):
            PayloadReader().read(crowded)
        _held, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 45 * 2**20  # 33 MB; each copied, it was 60 MB
