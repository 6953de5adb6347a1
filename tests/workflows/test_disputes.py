"""Two copies that said two things of the same two files: it is told, and settled by a person."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clinic_app.crypto.signing import key_id
from clinic_app.records.client import Client, Consent
from clinic_app.records.merge import Merge
from clinic_app.ui.words.stick_words import stick_words
from clinic_app.workflows import (
    clients,
    disputes,
    duplicates,
    handing_out,
    handing_over,
    laptops,
    merging,
    stick,
    taking_in,
)
from clinic_app.workflows.errors import MergeStandsError
from clinic_app.workflows.session import Session

Three = tuple[Session, Session, Session]
Ids = tuple[str, str]


def a_client(session: Session, name: str = "Marie Joseph") -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=date(1984, 6, 3),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def carry(made: bytes | None, to: Session) -> taking_in.Taken:
    assert made is not None
    return taking_in.take_in(to, made)


def out(main: Session, day: Session, *people: Client) -> taking_in.Taken:
    with day.reading() as opened:
        own = opened.laptops.own()
    assert own is not None
    found = handing_out.households_of(main, [client.code for client in people])
    return carry(handing_out.hand_out(main, key_id(own.signing_key), found).sealed, day)


def back(day: Session, main: Session) -> taking_in.Taken:
    return carry(handing_over.hand_over(day).sealed, main)


def said_two_ways(main: Session, day: Session) -> tuple[Ids, Merge, taking_in.Taken]:
    """Merge on the day laptop two files that the main one told apart meanwhile."""
    one, two = a_client(main), a_client(main, "Joseph Marie")
    out(main, day, one, two)
    duplicates.tell_apart(main, one.id, two.id)
    made = merging.merge(day, one.id, two.id, {"name"})
    return (one.id, two.id), made, back(day, main)


def disputed(session: Session) -> list[Ids]:
    duplicates.finish(session)
    return [(one.kept.id, one.other.id) for one in disputes.waiting(session)]


def test_what_was_said_in_two_ways_is_told_and_bars_the_close_until_it_is_settled(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops

    both, made, taken = said_two_ways(main, day)

    assert taken.disputed == 1
    assert disputed(main) == [both]
    assert duplicates.count(main) == 1
    (found,) = disputes.waiting(main)
    assert found.one_person.day == made.stamp.day
    assert found.two_people.worker == main.worker.name
    assert merging.of_client(main, both[0])[0][0].id == made.id  # until then the merge holds


def test_whoever_takes_the_file_in_is_told_in_words(three_laptops: Three, tmp_path: Path) -> None:
    main, day, _other = three_laptops
    one, two = a_client(main), a_client(main)
    out(main, day, one, two)
    duplicates.tell_apart(main, one.id, two.id)
    merging.merge(day, one.id, two.id, ())
    handing_over.hand_over(day)
    handing_over.write_waiting(day, tmp_path)

    words = stick_words(stick.take_in_all(main, tmp_path))

    assert "1 pair of files is one person's by one laptop and two people's by the other" in words


def test_who_settles_that_they_are_two_parts_them_and_can_take_it_back(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    both, _made, _taken = said_two_ways(main, day)

    parted = disputes.become_two(main, *both)

    assert disputed(main) == []
    assert duplicates.count(main) == 0
    assert clients.get(main, both[1]).id == both[1]
    assert clients.get(main, both[0]).name == "Marie Joseph"
    disputes.become_one_again(main, parted)
    assert disputed(main) == [both]
    assert clients.get(main, both[1]).name == "Joseph Marie"


def test_who_settles_that_they_are_one_keeps_them_so_on_every_laptop(
    three_laptops: Three,
) -> None:
    main, day, other = three_laptops
    both, _made, _taken = said_two_ways(main, day)

    disputes.stay_one(main, *both)

    assert disputed(main) == []
    assert duplicates.count(main) == 0
    assert out(main, other, clients.get(main, both[0])).disputed == 0
    assert disputed(other) == []
    back(other, main)
    assert disputed(main) == []
    disputes.say_two_again(main, *both)
    assert disputed(main) == [both]


def test_a_merge_that_is_final_says_so_and_can_only_be_kept(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    both, _made, _taken = said_two_ways(main, day)
    with main.transaction() as opened:
        opened.merges.forget_ways_back()

    with pytest.raises(MergeStandsError):
        disputes.become_two(main, *both)

    disputes.stay_one(main, *both)
    assert disputed(main) == []


def test_of_files_that_were_merged_one_after_the_other_the_last_step_is_undone(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    one, two, three = a_client(main), a_client(main), a_client(main)
    out(main, day, one, two, three)
    duplicates.tell_apart(main, two.id, three.id)
    merging.merge(day, two.id, three.id, ())
    merging.merge(day, one.id, two.id, ())
    assert back(day, main).disputed == 1

    with pytest.raises(MergeStandsError):  # both are in a third: that one is undone first
        disputes.become_two(main, two.id, three.id)
    merging.undo(main, merging.of_client(main, one.id)[0][0].id)
    disputes.become_two(main, two.id, three.id)

    assert disputed(main) == []


def test_two_files_taken_into_a_third_are_parted_by_either(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    one, two, three = a_client(main), a_client(main), a_client(main)
    out(main, day, one, two, three)
    duplicates.tell_apart(main, two.id, three.id)
    merging.merge(day, one.id, two.id, ())
    merging.merge(day, one.id, three.id, ())
    back(day, main)

    disputes.become_two(main, *disputed(main)[0])

    assert disputed(main) == []
    assert len(merging.of_client(main, one.id)) == 1


def test_what_was_undone_there_and_is_the_other_way_round_here_keeps_no_file_out(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    one, two = a_client(main), a_client(main)
    out(main, day, one, two)
    laptops.give_up(main, laptops.look(main).others[0][0].id)
    merging.undo(day, merging.merge(day, one.id, two.id, ()).id)
    here = merging.merge(main, two.id, one.id, ())

    back(day, main)

    assert [made.id for made, _other in merging.of_client(main, two.id)] == [here.id]
    merging.undo(main, here.id)
    assert clients.get(main, one.id).id == one.id


def test_nothing_is_disputed_where_nobody_said_two_things(
    open_laptops: Callable[[Path], Three], tmp_path: Path
) -> None:
    main, day, _other = open_laptops(tmp_path / "laptops")
    one, two = a_client(main), a_client(main)
    out(main, day, one, two)
    merging.merge(day, one.id, two.id, ())

    assert back(day, main).disputed == 0
    assert disputed(main) == []
