"""Two laptops may write one value apart: both stay, in whatever order they are put together."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.records.versions import History, Register

LAPTOPS = 3


def a_history(**values: str) -> History:
    return History("client", "c1", "c1", {}).written(values, "v0")


def test_what_was_written_over_a_value_takes_its_place() -> None:
    first = Register.of("old", "v0")

    merged = first.merged(first.written("new", "v1"))

    assert merged.values == ("new",)
    assert not merged.is_open


def test_what_was_written_apart_stands_side_by_side_with_the_own_one_shown() -> None:
    first = Register.of("old", "v0")
    here, there = first.written("here", "v1"), first.written("there", "v2")

    assert here.merged(there).values == ("here", "there")
    assert there.merged(here).values == ("there", "here")
    assert here.merged(there).is_open


def test_the_same_value_written_apart_is_no_question() -> None:
    first = Register.of("old", "v0")

    assert not first.written("same", "v1").merged(first.written("same", "v2")).is_open


def test_writing_what_stands_is_no_change() -> None:
    register = Register.of("old", "v0")

    assert register.written("old", "v1") == register


def test_a_correction_leaves_what_its_writer_did_not_see() -> None:
    first = Register.of("old", "v0")
    both = first.written("here", "v1").merged(first.written("there", "v2"))

    assert both.written("corrected", "v3").values == ("corrected", "there")


def test_what_a_person_picked_stays_picked_when_an_old_copy_comes_again() -> None:
    first = Register.of("old", "v0")
    there = first.written("there", "v2")
    picked = first.written("here", "v1").merged(there).picked("there", "v3")

    assert picked.merged(there).merged(first).values == ("there",)


def test_a_value_that_is_no_longer_shown_leaves_its_place_to_an_equal_one() -> None:
    first = Register.of("old", "v0")
    here = first.written("same", "v1")
    later = here.written("x", "v3").merged(first.written("same", "v2"))

    assert here.merged(later).value == "same"


def test_each_part_of_a_record_goes_its_own_way() -> None:
    first = a_history(name='"Ana"', phone='""')
    here = first.written({"name": '"Anna"', "phone": '""'}, "v1")
    there = first.written({"name": '"Ana"', "phone": '"555"'}, "v2")

    merged = here.merged(there)

    assert merged.open_parts == ()
    assert (merged.parts["name"].value, merged.parts["phone"].value) == ('"Anna"', '"555"')


def test_a_part_that_only_one_side_knows_stays() -> None:
    merged = a_history(name="1").merged(a_history(county="2"))

    assert {name: part.value for name, part in merged.parts.items()} == {"name": "1", "county": "2"}


def test_picking_settles_one_part_alone() -> None:
    first = a_history(name="1", phone="1")
    here = first.written({"name": "2", "phone": "2"}, "v1")
    merged = here.merged(first.written({"name": "3", "phone": "3"}, "v2"))

    assert merged.open_parts == ("name", "phone")
    assert merged.picked("name", "3", "v4").open_parts == ("phone",)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "send", "take", "pick"]),
        st.integers(0, LAPTOPS - 1),
        st.integers(0, 20),
    ),
    max_size=40,
)


@given(STEPS)
def test_no_value_disappears_whatever_is_lost_doubled_or_late(
    steps: list[tuple[str, int, int]],
) -> None:
    numbers = count(1)
    first = Register.of("0", "v0")
    laptops, files = [first] * LAPTOPS, [first]
    seen_when_written: dict[str, set[str]] = {"v0": set()}
    for what, at, which in steps:
        held, version = laptops[at], f"v{next(numbers)}"
        if what == "write":
            seen_when_written[version] = {held.shown}
            laptops[at] = held.written(version, version)
        elif what == "pick":
            seen_when_written[version] = set(held.heads)
            laptops[at] = held.picked(version, version)
        elif what == "send":
            files.append(held)  # never taken out: any file may be lost, doubled or late
        else:
            laptops[at] = held.merged(files[which % len(files)])

    together = laptops[0].merged(laptops[1]).merged(laptops[2])
    backwards = laptops[2].merged(laptops[1]).merged(laptops[0])

    written_over = set().union(*seen_when_written.values())
    assert set(together.heads) == set(seen_when_written) - written_over
    assert (together.heads, together.past) == (backwards.heads, backwards.past)
    assert together.merged(laptops[1]) == together


def test_what_is_written_over_a_value_that_two_copies_say_takes_the_place_of_both() -> None:
    twice = Register.of("555 0101", "a").merged(Register.of("555 0101", "b"))
    assert not twice.is_open

    after = twice.written("555 0202", "c")

    assert after.values == ("555 0202",)
    assert after.merged(Register.of("555 0101", "b")).values == ("555 0202",)
