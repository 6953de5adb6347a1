"""A released tally and its bytes: the same thing twice."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.bundles import payload
from clinic_app.bundles.errors import (
    BundleError,
    BundleNewerError,
    BundleTooLargeError,
    ContentKindError,
    ContentNotCanonicalError,
    ContentUnreadableError,
    CountsImpossibleError,
    HistoryBrokenError,
)
from clinic_app.tallies.disclosure import MOST_SPELLED_OUT
from clinic_app.tallies.released import LARGEST_COUNT, ReleasedTally

MakeTally = Callable[..., ReleasedTally]
Change = Callable[[dict[str, Any]], object]


def rewritten(tally: ReleasedTally, change: Change) -> bytes:
    content = json.loads(payload.write(tally))
    change(content)
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def helped(content: dict[str, Any], close: int = 0) -> dict[str, Any]:
    counts: dict[str, Any] = content["closes"][close]["headlines"]["helped"]
    return counts


@given(totals=st.lists(st.integers(0, LARGEST_COUNT), min_size=1, max_size=40))
def test_what_was_written_is_read(tally_after: MakeTally, totals: list[int]) -> None:
    tally = tally_after(*totals)

    assert payload.read(payload.write(tally)) == tally


def test_the_bytes_say_what_the_public_page_promises_and_nothing_else(
    tally_after: MakeTally,
) -> None:
    content = json.loads(payload.write(tally_after(30, 34)))

    assert set(content) == {
        "clinic",
        "closes",
        "dataset",
        "k",
        "prev",
        "schema",
        "seq",
        "station",
    }
    assert content["k"] == 11
    assert content["seq"] == 2
    assert [set(close) for close in content["closes"]] == [
        {"headlines", "label", "seq", "streams"}
    ] * 2
    assert helped(content, 1) == {"net": 4, "total": 34}


def test_older_closes_stand_as_a_number_and_a_hash(tally_after: MakeTally) -> None:
    content = json.loads(payload.write(tally_after(*range(MOST_SPELLED_OUT + 2))))

    assert content["before"]["count"] == 2
    assert len(content["before"]["sha256"]) == 64
    assert len(content["closes"]) == MOST_SPELLED_OUT


def test_training_is_said(tally_after: MakeTally) -> None:
    tally = tally_after(1, is_training=True)

    assert json.loads(payload.write(tally))["dataset"] == "training"
    assert payload.read(payload.write(tally)).is_training


def set_in(key: str, value: object) -> Change:
    return lambda content: content.update({key: value})


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param(set_in("note", "x"), ContentUnreadableError, id="unknown field"),
        pytest.param(lambda c: c.pop("k"), ContentUnreadableError, id="missing field"),
        pytest.param(set_in("clinic", "../x"), ContentUnreadableError, id="clinic with a path"),
        pytest.param(set_in("clinic", "BOS\n"), ContentUnreadableError, id="clinic with a line"),
        pytest.param(set_in("station", "F" * 16), ContentUnreadableError, id="station"),
        pytest.param(set_in("dataset", "other"), ContentUnreadableError, id="dataset"),
        pytest.param(set_in("k", 0), ContentUnreadableError, id="no policy"),
        pytest.param(set_in("k", 4), ContentUnreadableError, id="a policy that none may be"),
        pytest.param(set_in("k", 11.0), ContentKindError, id="a fraction"),
        pytest.param(set_in("k", True), ContentKindError, id="a truth value"),
        pytest.param(set_in("schema", 5), BundleNewerError, id="newer"),
        pytest.param(set_in("schema", 0), ContentUnreadableError, id="no schema"),
        pytest.param(set_in("schema", 3), ContentUnreadableError, id="an older schema"),
        pytest.param(
            lambda c: c.update(schema=5, more="x"), BundleNewerError, id="newer with more fields"
        ),
        pytest.param(set_in("closes", []), ContentUnreadableError, id="no close"),
        pytest.param(set_in("seq", 3), HistoryBrokenError, id="other number"),
        pytest.param(set_in("prev", ""), HistoryBrokenError, id="no past"),
        pytest.param(
            set_in("before", {"count": 1, "sha256": "0" * 64}), HistoryBrokenError, id="past twice"
        ),
        pytest.param(
            lambda c: c["closes"][1].update(label="2026-04"), HistoryBrokenError, id="a gap"
        ),
        pytest.param(
            lambda c: c["closes"][1].update(label="2026-13"), HistoryBrokenError, id="no month"
        ),
        pytest.param(lambda c: c["closes"].pop(0), HistoryBrokenError, id="first left out"),
        pytest.param(
            lambda c: helped(c).update(total=31), CountsImpossibleError, id="total without net"
        ),
        pytest.param(
            lambda c: helped(c).update(net=-1, total=-1), CountsImpossibleError, id="negative"
        ),
        pytest.param(
            lambda c: helped(c, 1).update(net=LARGEST_COUNT - 29, total=LARGEST_COUNT + 1),
            CountsImpossibleError,
            id="overflow",
        ),
        pytest.param(
            lambda c: helped(c, 1).update(net=2**70, total=2**70 + 30),
            CountsImpossibleError,
            id="huge",
        ),
        pytest.param(
            lambda c: helped(c).update(more=1), ContentUnreadableError, id="field in a change"
        ),
        pytest.param(
            lambda c: c["closes"][0]["headlines"].pop("helped"),
            ContentUnreadableError,
            id="headline left out",
        ),
        pytest.param(
            lambda c: c["closes"][0]["headlines"].update(tall={"net": 0, "total": 0}),
            ContentUnreadableError,
            id="unknown headline",
        ),
    ],
)
def test_a_payload_that_no_program_wrote_is_refused(
    tally_after: MakeTally, change: Change, error: type[BundleError]
) -> None:
    with pytest.raises(error):
        payload.read(rewritten(tally_after(30, 34), change))


def grown(content: dict[str, Any], by: int) -> None:
    for numbered in (content, *content["closes"]):
        numbered["seq"] += by
    content["before"]["count"] += by


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param(lambda c: grown(c, 2**31), ContentUnreadableError, id="for a server"),
        pytest.param(lambda c: grown(c, 2**63), ContentUnreadableError, id="for a file"),
        pytest.param(lambda c: grown(c, -1), ContentUnreadableError, id="none left out"),
        pytest.param(
            lambda c: c["closes"][0]["headlines"]["referrals"].update(net=-(2**31)),
            CountsImpossibleError,
            id="a change",
        ),
    ],
)
def test_no_number_behind_older_closes_is_too_large_for_a_ledger(
    tally_after: MakeTally, change: Change, error: type[BundleError]
) -> None:
    """The close before the first that is spelled out is known by what the first says of it."""
    with pytest.raises(error):
        payload.read(rewritten(tally_after(*range(MOST_SPELLED_OUT + 1)), change))


def later(content: dict[str, Any], close: int) -> dict[str, Any]:
    headlines: dict[str, Any] = content["closes"][close]["headlines"]
    return headlines


IN_YEAR = "served_in_year"
YEARLY = (IN_YEAR, "served_in_year_at_no_cost")


def lose(headlines: dict[str, Any], *names: str) -> None:
    for name in names:
        del headlines[name]


def count_no_more(content: dict[str, Any]) -> None:
    lose(later(content, 1), *YEARLY)
    content["schema"] = 3


def count_before_it_was(content: dict[str, Any]) -> None:
    lose(later(content, 0), *YEARLY)
    later(content, 1)[IN_YEAR].update(total=1)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param(count_no_more, CountsImpossibleError, id="no more counted"),
        pytest.param(count_before_it_was, CountsImpossibleError, id="counted before it was"),
        pytest.param(
            lambda c: c["closes"][0].pop("streams"), ContentUnreadableError, id="without streams"
        ),
        pytest.param(lambda c: lose(later(c, 0), IN_YEAR), ContentUnreadableError, id="one of two"),
        pytest.param(
            lambda c: lose(later(c, 0), "representatives_expiring"),
            ContentUnreadableError,
            id="the newer without the older",
        ),
    ],
)
def test_a_headline_that_was_added_stays_and_begins_at_nothing(
    tally_after: MakeTally, change: Change, error: type[BundleError]
) -> None:
    with pytest.raises(error):
        payload.read(rewritten(tally_after(30, 34), change))


def test_closes_from_before_a_headline_was_added_are_written_as_they_left(
    tally_after: MakeTally,
) -> None:
    written = rewritten(tally_after(30, 34), lambda c: lose(later(c, 0), *YEARLY))

    assert payload.write(payload.read(written)) == written


def test_a_key_given_twice_is_refused(tally_after: MakeTally) -> None:
    doubled = payload.write(tally_after(30)).replace(b'"k":11', b'"k":12,"k":11')

    with pytest.raises(ContentNotCanonicalError):
        payload.read(doubled)


def test_a_count_given_twice_is_refused(tally_after: MakeTally) -> None:
    doubled = payload.write(tally_after(30)).replace(b'"net":30', b'"net":1,"net":30')

    with pytest.raises(ContentNotCanonicalError):
        payload.read(doubled)


def test_a_payload_of_more_than_a_megabyte_is_not_read() -> None:
    with pytest.raises(BundleTooLargeError):
        payload.read(b" " * (payload.MOST_PAYLOAD_BYTES + 1))


@given(at=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.booleans())
def test_any_change_is_another_tally_or_refused(
    tally_after: MakeTally, at: int, byte: int, cut: bool
) -> None:
    written = payload.write(tally_after(30, 34))
    at %= len(written)
    changed = written[:at] + (b"" if cut else bytes([byte])) + written[at + 1 :]

    try:
        tally = payload.read(changed)
    except BundleError:
        return
    assert payload.write(tally) == changed


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(unverified: bytes) -> None:
    with pytest.raises(BundleError):
        payload.read(unverified)
