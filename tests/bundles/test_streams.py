"""Streams in a payload: read as they were written, and refused where they do not add up."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clinic_app.bundles import payload
from clinic_app.bundles.errors import (
    ContentKindError,
    ContentUnreadableError,
    CountsImpossibleError,
)
from clinic_app.bundles.payload import ToldClose
from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release
from clinic_app.tallies.headlines import ADDED_LATER, FIRST_HEADLINES, HeadlineCount
from clinic_app.tallies.linked import Both
from clinic_app.tallies.month import Month

Change = Callable[[dict[str, Any]], object]
SAMPLES = Path(__file__).parent / "samples"
ORIGIN = Origin(clinic="BOS-1", station="0" * 16, is_training=False, draw_key=bytes(32))


def written() -> dict[str, Any]:
    """Return two closes of a clinic with many people from Haiti."""
    ledger = ReleaseLedger()
    for ahead, people in enumerate((400, 900)):
        totals = dict.fromkeys(HeadlineCount, 0) | {HeadlineCount.HELPED: people}
        labels = {(Stream.HELPED, Table.COUNTRY): {"HT": people - 5, "VE": 5}}
        raw = RawTally(Month(2026, 1).plus(ahead), totals, labels)
        tally = release(raw, ledger, ORIGIN)
        content = payload.write(tally)
        ledger = ledger.with_release(tally, payload.sha256(content), ORIGIN.policy)
    decoded: dict[str, Any] = json.loads(content)
    return decoded


def spelled(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def country(content: dict[str, Any], close: int = -1) -> dict[str, Any]:
    table: dict[str, Any] = content["closes"][close]["streams"]["helped"]["tables"]["country"]
    return table


def test_streams_are_read_as_they_were_written() -> None:
    content = written()

    tally = payload.read(spelled(content))

    assert tuple(tally.newest.streams) == tuple(sorted(Stream))
    assert payload.write(tally) == spelled(content)
    helped = tally.newest.streams[Stream.HELPED]
    assert (helped.net, helped.total) == (500, 900)
    assert set(helped.tables[Table.COUNTRY].shown) == {"HT"}
    assert set(helped.tables) == set(TABLES_OF[Stream.HELPED])


def move_one(content: dict[str, Any]) -> None:
    table = country(content)
    table["shown"]["HT"] += 1


def step_by_one(content: dict[str, Any]) -> None:
    earlier, table = country(content, 0), country(content)
    earlier.update(shown={"HT": table["shown"]["HT"] - 1})
    earlier["not_yet_shown"] = 400 - earlier["shown"]["HT"]


def show_a_few(content: dict[str, Any]) -> None:
    table = country(content)
    table["shown"]["VE"] = 4
    table["not_yet_shown"] -= 4


def count_below_zero(content: dict[str, Any]) -> None:
    table = country(content)
    table["not_yet_shown"] += table["shown"]["HT"] + 11
    table["shown"]["HT"] = -11


def show_nobody(content: dict[str, Any]) -> None:
    country(content)["shown"]["VE"] = 0


def lose_a_few(content: dict[str, Any]) -> None:
    """Show less than a crowd where the close before showed as little."""
    for close in (0, 1):
        table = country(content, close)
        table["shown"]["VE"] = 4
        table["not_yet_shown"] -= 4


def lose_tables(content: dict[str, Any]) -> None:
    del content["closes"][-1]["streams"]
    for close in content["closes"]:
        for name in ADDED_LATER:
            del close["headlines"][name]
    content["schema"] = 1


IMPOSSIBLE: list[Change] = [
    move_one,
    step_by_one,
    show_a_few,
    show_nobody,
    lose_a_few,
    count_below_zero,
    lose_tables,
    lambda content: content["closes"][-1]["streams"]["helped"].update(n=501),
    lambda content: content["closes"][-1]["streams"]["helped"].update(N=901),
]
UNREADABLE: list[Change] = [
    lambda content: content.update(schema=1),
    lambda content: content["closes"][-1]["streams"].pop("kyr"),
    lambda content: content["closes"][-1]["streams"]["kyr"]["tables"].pop("county"),
    lambda content: content["closes"][-1]["streams"]["kyr"]["tables"].update(
        gender={"not_yet_shown": 0, "shown": {}}
    ),
    lambda content: country(content)["shown"].update({"Haiti": 11}),
    lambda content: country(content)["shown"].update({"Canary-7f3a": 11}),
    lambda content: country(content).update(by_town={}),
    lambda content: country(content).update(by_town=1),
    lambda content: country(content).update(not_yet_shown=1.5),
]


@pytest.mark.parametrize("change", IMPOSSIBLE)
def test_numbers_that_cannot_be_are_refused(change: Change) -> None:
    content = written()
    change(content)

    with pytest.raises(CountsImpossibleError):
        payload.read(spelled(content))


@pytest.mark.parametrize("change", UNREADABLE)
def test_fields_and_labels_that_are_none_of_ours_are_refused(change: Change) -> None:
    content = written()
    change(content)

    with pytest.raises((ContentUnreadableError, ContentKindError)):
        payload.read(spelled(content))


def test_a_clinic_that_began_with_headlines_alone_goes_on_with_streams() -> None:
    """The first program's closes stay as they left."""
    held = payload.read((SAMPLES / "payload-1.json").read_bytes()).newest
    content = written()
    del content["closes"][0]["streams"]
    for name in ADDED_LATER:
        del content["closes"][0]["headlines"][name]

    tally = payload.read(spelled(content))

    assert tally.closes[0].streams == {}
    assert tally.newest.streams
    assert b"streams" not in (SAMPLES / "payload-1.json").read_bytes()
    assert held.streams == {}


def test_a_close_is_told_with_what_those_before_it_say_of_people() -> None:
    """The first of three closes is of the first program; in the second nobody is shown yet."""
    ledger = ReleaseLedger()
    for ahead, (helped, screened) in enumerate(((0, 4), (3, 10), (5, 900))):
        totals = dict.fromkeys(HeadlineCount, 0) | {
            HeadlineCount.HELPED: helped,
            HeadlineCount.SCREENED: screened,
        }
        tally = release(RawTally(Month(2026, 1).plus(ahead), totals, {}), ledger, ORIGIN)
        ledger = ledger.with_release(tally, "0" * 64, ORIGIN.policy)
    counted = {name: tally.closes[0].headlines[name] for name in sorted(FIRST_HEADLINES)}
    first = replace(tally.closes[0], headlines=counted, streams={})
    content = payload.write(replace(tally, closes=(first, *tally.closes[1:])))
    shown = tally.newest.streams[Stream.SCREENED].tables[Table.COUNTRY].shown

    told = payload.read_close(content, 3)

    assert told.close == tally.newest
    assert set(shown) == {"unknown"}
    nobody = Both()
    row = (nobody, nobody, Both(3, 10), Both(5, 900, {}, shown))
    assert tuple(told.people[Table.COUNTRY]) == row
    assert set(told.people) == set(Table)
    assert payload.read_close(content, 2) == ToldClose(tally.closes[1], {})
    assert payload.read_close(content, 1) == ToldClose(first, {})
