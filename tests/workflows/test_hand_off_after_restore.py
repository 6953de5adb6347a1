"""Laptops that were restored, or are another station now, hand over and are handed out to again."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinic_app.crypto.signing import key_id
from clinic_app.hand_off.errors import ParcelForAnotherError
from clinic_app.messages.explaining import explain
from clinic_app.records.client import Client, Consent
from clinic_app.records.laptop import HandOff
from clinic_app.ui.words.laptop_words import laptops_view
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.vault.progress import never
from clinic_app.vault.restoring import restore_by_recovery_code
from clinic_app.workflows import (
    backups,
    clients,
    forgetting,
    handing_out,
    handing_over,
    laptops,
    stations,
    stick,
    taking_in,
)
from clinic_app.workflows.carrying_errors import OlderRecordsError
from clinic_app.workflows.laptop_errors import (
    ForgetAtMainError,
    HandOffForkedError,
    NoMainLaptopError,
    NothingToHandOverError,
    OlderThanLaptopError,
)
from clinic_app.workflows.session import Session
from clinic_app.workflows.stations import StationDoubt
from clinic_app.workflows.stick import Fate

Three = tuple[Session, Session, Session]
Restored = Callable[[], Session]
Copied = Callable[[Session, str], Session]


def a_client(session: Session, name: str) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=date(1990, 5, 4),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def call(session: Session, client: Client, phone: str) -> None:
    known = clients.get(session, client.id)
    clients.correct(
        session,
        client.id,
        name=known.name,
        birth_date=known.birth_date,
        language=known.language,
        needs_interpreter=known.needs_interpreter,
        consent=known.consent,
        phone=phone,
        gender=known.gender,
        county=known.county,
    )


def key_of(session: Session) -> str:
    with session.reading() as opened:
        own = opened.laptops.own()
    assert own is not None
    return key_id(own.signing_key)


def join(day: Session, main: Session) -> None:
    laptops.accept(main, laptops.join(day, laptops.invite(main)))


def sealed(hand_off: HandOff) -> bytes:
    assert hand_off.sealed is not None
    return hand_off.sealed


def out(main: Session, to: Session, client: Client) -> bytes:
    people = handing_out.households_of(main, (client.code,))
    return sealed(handing_out.hand_out(main, key_of(to), people))


def carry(by: Session, to: Session, folder: Path) -> list[Fate]:
    """Carry a stick there and back; return what became of the hand-offs."""
    with suppress(NothingToHandOverError, NoMainLaptopError):
        handing_over.hand_over_all(by)
    folder.mkdir()
    with suppress(NothingToHandOverError):
        handing_over.write_waiting(by, folder)
    seen = stick.take_in_all(to, folder)
    stick.take_in_all(by, folder)
    return [one.fate for one in seen.files]


def waits(session: Session) -> int:
    return sum(one.sealed is not None for one in laptops.look(session).hand_offs)


def owners(client: Client, *at: Session) -> list[bool]:
    found = []
    for session in at:
        with session.reading() as opened:
            is_there = bool(opened.clients.themselves({client.id}))
            found.append(is_there and not opened.holders.laptop_of(client.id))
    return found


@pytest.fixture
def backed_up(
    made_laptops: tuple[Path, dict[str, str]], tmp_path: Path
) -> Iterator[Callable[[Session, str], Restored]]:
    """What makes a backup of a laptop; what comes back restores that one."""
    opened: list[Session] = []

    def back_up(session: Session, name: str) -> Restored:
        code = made_laptops[1][name]
        made = backups.make(session, None).backup

        def restore() -> Session:
            folder = tmp_path / f"restored {len(opened)}"
            vault = restore_by_recovery_code(made.folder, folder, code)
            with vault.reading() as store:
                opened.append(replace(session, vault=vault, clinic=store.clinic.get()))
            return opened[-1]

        return restore

    yield back_up
    for session in opened:
        session.lock()


BackUp = Callable[[Session, str], Restored]


def test_a_restored_day_laptop_hands_over_and_is_handed_out_to(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    here = a_client(main, "Ana")
    taking_in.take_in(day, out(main, day, here))
    carry(day, main, tmp_path / "before")
    copy = backed_up(day, "day")()
    join(copy, main)
    there, next_one = a_client(copy, "Berta"), a_client(main, "Carla")

    assert carry(copy, main, tmp_path / "after") == [Fate.TAKEN_IN]
    taking_in.take_in(copy, out(main, copy, next_one))

    assert owners(there, main, copy) == [True, False]
    assert owners(next_one, main, copy) == [False, True]
    assert waits(copy) == 0


@pytest.mark.parametrize("is_main", [False, True])
def test_laptops_count_anew_after_one_became_another_station(
    three_laptops: Three, tmp_path: Path, is_main: bool
) -> None:
    main, day, _other = three_laptops
    a_client(day, "Ana")
    taking_in.take_in(day, out(main, day, a_client(main, "Berta")))
    carry(day, main, tmp_path / "before")
    if is_main:
        main = stations.as_new_station(main, None)
    else:
        day = stations.as_new_station(day, None)
    join(day, main)
    there, here = a_client(day, "Carla"), a_client(main, "Dora")

    assert carry(day, main, tmp_path / "after") == [Fate.TAKEN_IN]
    taking_in.take_in(day, out(main, day, here))

    assert owners(there, main, day) == [True, False]
    assert owners(here, main, day) == [False, True]


def test_a_restored_main_laptop_gets_everything_that_came_after_its_backup(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    first, kept = a_client(day, "Ana"), a_client(main, "Dora")
    carry(day, main, tmp_path / "1")
    taking_in.take_in(day, out(main, day, a_client(main, "Emma")))
    restore = backed_up(main, "main")
    second = a_client(day, "Berta")
    carry(day, main, tmp_path / "2")
    main = restore()
    join(day, main)

    assert carry(day, main, tmp_path / "3") == [Fate.TAKEN_IN]
    third = a_client(day, "Carla")
    assert carry(day, main, tmp_path / "4") == [Fate.TAKEN_IN]
    taking_in.take_in(day, out(main, day, kept))

    for client in (first, second, third):
        assert owners(client, main, day) == [True, False]
    assert owners(kept, main, day) == [False, True]
    assert waits(day) == 0


def test_what_waited_at_a_restored_day_laptop_is_handed_over_anew(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    """The file of before may be of a laptop that the main one never let in."""
    main, day, _other = three_laptops
    day = stations.as_new_station(day, None)
    laptops.join(day, laptops.invite(main))  # an answer that never arrived
    client = a_client(day, "Ana")
    handing_over.hand_over(day)
    copy = backed_up(day, "day")()
    join(copy, main)

    with pytest.raises(ForgetAtMainError):
        forgetting.forget(copy, client.id, never)
    assert carry(copy, main, tmp_path / "stick") == [Fate.TAKEN_IN]
    assert owners(client, main, copy) == [True, False]
    assert waits(copy) == 0
    forgetting.forget(copy, client.id, never)
    with pytest.raises(NothingToHandOverError):
        handing_over.hand_over(copy)


def test_a_file_that_came_from_before_the_restore_and_again_from_after_counts_once(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(day, "Ana")
    brought = sealed(handing_over.hand_over(day))
    copy = backed_up(day, "day")()
    join(copy, main)
    taking_in.take_in(main, brought)
    call(main, client, "555 0202")

    assert carry(copy, main, tmp_path / "stick") == [Fate.TAKEN_IN]

    assert clients.get(main, client.id).phone == "555 0202"
    assert laptops.look(main).open_versions == 0
    assert owners(client, main, copy) == [True, False]


def test_the_main_laptop_that_was_joined_last_counts(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    """A spare main laptop was made from a backup, and dropped again."""
    main, day, _other = three_laptops
    spare = backed_up(main, "main")()
    join(day, spare)
    join(day, main)
    client = a_client(day, "Ana")

    assert carry(day, main, tmp_path / "stick") == [Fate.TAKEN_IN]

    assert owners(client, main, spare, day) == [True, False, False]
    assert waits(day) == 0
    assert [one.name for one, _print, _held in laptops.look(day).others] == [
        f"Church hall · {one.clinic.station_id[:4]}" for one in (spare, main)
    ]


def test_a_restored_main_laptop_gives_whom_the_one_before_it_held(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(main, "Ana")
    restore = backed_up(main, "main")
    taking_in.take_in(day, out(main, day, client))
    carry(day, main, tmp_path / "before")
    main = restore()
    join(day, main)

    taking_in.take_in(day, out(main, day, client))

    assert owners(client, main, day) == [False, True]
    call(day, client, "555 0202")
    assert carry(day, main, tmp_path / "after") == [Fate.TAKEN_IN]
    assert owners(client, main, day) == [True, False]
    assert clients.get(main, client.id).phone == "555 0202"


def test_a_main_laptop_that_was_replaced_gives_nobody_of_the_newer_one(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(main, "Ana")
    spare = backed_up(main, "main")()
    join(day, spare)
    taking_in.take_in(day, out(spare, day, client))
    carry(day, spare, tmp_path / "stick")

    taking_in.take_in(day, out(main, day, client))

    assert owners(client, spare, day) == [True, False]


def test_a_word_to_the_key_of_before_is_taken(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    """What a main laptop handed out before it was restored still comes to the day laptop.

    Whether the restored one knows of it nobody can tell there, so it is handed over to that first.
    """
    main, day, _other = three_laptops
    client = a_client(main, "Ana")
    out(main, day, client)
    main = backed_up(main, "main")()
    join(day, main)

    assert carry(main, day, tmp_path / "stick") == [Fate.TAKEN_IN]

    assert owners(client, main, day) == [False, False]
    assert waits(main) == 0
    assert carry(day, main, tmp_path / "back") == [Fate.TAKEN_IN]
    assert owners(client, main, day) == [True, False]
    taking_in.take_in(day, out(main, day, client))
    assert owners(client, main, day) == [False, True]


def test_a_restored_day_laptop_learns_that_its_file_of_before_was_taken_in(
    three_laptops: Three, backed_up: BackUp
) -> None:
    main, day, other = three_laptops
    a_client(day, "Ana")
    brought = sealed(handing_over.hand_over(day))
    before = key_of(day)
    copy = backed_up(day, "day")()
    taking_in.take_in(main, brought)
    join(copy, main)

    (told,) = taking_in.take_acknowledgement(copy, taking_in.acknowledgement(main, before))

    assert told.number == 1
    with pytest.raises(ParcelForAnotherError):
        taking_in.take_acknowledgement(copy, taking_in.acknowledgement(main, key_of(other)))


@pytest.fixture
def copied(tmp_path: Path, made_laptops: tuple[Path, dict[str, str]]) -> Iterator[Copied]:
    """What copies the folder of a laptop by hand, so that both go on under one key."""
    opened: list[Session] = []

    def copy(session: Session, name: str) -> Session:
        folder = tmp_path / f"copied {len(opened)}"
        with session.vault.as_a_whole():
            shutil.copytree(session.vault.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
        vault = open_vault_by_recovery_code(folder, made_laptops[1][name])
        opened.append(replace(session, vault=vault))
        return opened[-1]

    yield copy
    for session in opened:
        session.lock()


def test_nothing_above_a_refused_number_is_taken_in_before_it_is_handed_over_anew(
    three_laptops: Three, copied: Copied, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    held = a_client(main, "Dora")
    taking_in.take_in(day, out(main, day, held))
    copy = copied(day, "day")
    a_client(day, "Ana")
    carry(day, main, tmp_path / "1")
    refused, above = a_client(copy, "Berta"), a_client(copy, "Carla")
    call(copy, held, "555 0303")

    handing_over.hand_over(copy)
    a_client(copy, "Emma")
    assert carry(copy, main, tmp_path / "2") == [Fate.REFUSED, Fate.REFUSED]
    join(copy, main)
    assert carry(copy, main, tmp_path / "3") == [Fate.TAKEN_IN]

    for client in (refused, above, held):
        assert owners(client, main, copy) == [True, False]
    assert carry(day, main, tmp_path / "4") == []
    later = a_client(day, "Fanny")
    assert carry(day, main, tmp_path / "5") == [Fate.TAKEN_IN]
    assert owners(later, main, day) == [True, False]


def test_a_main_laptop_whose_folder_was_put_back_gets_everything_again(
    three_laptops: Three, copied: Copied, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    held = a_client(main, "Dora")
    taking_in.take_in(day, out(main, day, held))
    put_back = copied(main, "main")
    first = a_client(day, "Ana")
    carry(day, main, tmp_path / "1")
    call(day, second := a_client(day, "Berta"), "555 0202")

    assert carry(day, put_back, tmp_path / "2") == [Fate.REFUSED]
    join(day, put_back)
    assert carry(day, put_back, tmp_path / "3") == [Fate.TAKEN_IN]

    for client in (held, first, second):
        assert owners(client, put_back, day) == [True, False]


def test_what_was_handed_over_anew_before_it_was_handed_out_again_has_one_owner(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(day, "Ana")
    first = sealed(handing_over.hand_over(day))
    day = stations.as_new_station(day, None)
    join(day, main)
    anew = sealed(handing_over.hand_over(day))
    taking_in.take_in(main, first)
    taking_in.take_in(day, out(main, day, client))

    taking_in.take_in(main, anew)

    assert owners(client, main, day) == [False, True]
    assert carry(day, main, tmp_path / "stick")[-1] is Fate.TAKEN_IN
    assert owners(client, main, day) == [True, False]


def test_whom_a_restored_main_laptop_and_a_day_laptop_hold_has_one_owner_once_that_answered(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(main, "Ana")
    restore = backed_up(main, "main")
    taking_in.take_in(day, out(main, day, client))
    call(day, client, "555 0202")
    never_left = a_client(day, "Berta")
    main = restore()

    join(day, main)

    assert owners(client, main, day) == [True, False]
    assert owners(never_left, main, day) == [False, True]
    seen = laptops.look(day)
    assert (seen.here, seen.let_go) == (2, 1)
    assert carry(day, main, tmp_path / "stick") == [Fate.TAKEN_IN]
    assert owners(client, main, day) == [True, False]
    assert laptops.look(main).open_versions == 1  # the restored one knows nothing of the hand-out
    taking_in.take_in(day, out(main, day, client))
    assert owners(client, main, day) == [False, True]


def test_whom_the_main_laptop_hands_out_before_they_were_handed_over_has_one_owner(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(main, "Ana")
    restore = backed_up(main, "main")
    taking_in.take_in(day, out(main, day, client))
    call(day, client, "555 0202")
    main = restore()
    join(day, main)

    taking_in.take_in(day, out(main, day, client))

    assert owners(client, main, day) == [False, True]
    assert clients.get(day, client.id).phone == "555 0202"
    assert carry(day, main, tmp_path / "stick") == [Fate.TAKEN_IN]
    assert owners(client, main, day) == [True, False]


def test_whom_a_day_laptop_held_under_an_earlier_key_has_one_owner_when_that_is_given_up(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(main, "Ana")
    taking_in.take_in(day, out(main, day, client))
    restore = backed_up(main, "main")
    a_client(day, "Berta")
    handing_over.hand_over(day)  # brought to nobody, so the next answer has a key of its own
    join(day, main)
    carry(day, main, tmp_path / "before")
    taking_in.take_in(day, out(main, day, client))
    call(day, client, "555 0202")
    former, main = key_of(day), restore()
    join(day, main)
    held = {one.id for one, _print, count in laptops.look(main).others if count}
    assert held
    assert former not in held

    for laptop_id in held:
        laptops.give_up(main, laptop_id)

    assert owners(client, main, day) == [True, False]
    assert carry(day, main, tmp_path / "after") == [Fate.TAKEN_IN]
    assert owners(client, main, day) == [True, False]
    assert clients.get(main, client.id).phone == "555 0202"


def test_whom_a_restored_day_laptop_held_has_one_owner_when_its_earlier_key_is_given_up(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client, own = a_client(main, "Ana"), a_client(day, "Berta")
    taking_in.take_in(day, out(main, day, client))
    before = key_of(day)
    restore = backed_up(day, "day")
    carry(day, main, tmp_path / "before")
    taking_in.take_in(day, out(main, day, client))
    copy = restore()

    join(copy, main)
    laptops.give_up(main, before)

    assert owners(client, main, copy) == [True, False]
    assert owners(own, main, copy) == [True, False]
    assert carry(copy, main, tmp_path / "after") == [Fate.TAKEN_IN]
    assert owners(client, main, copy) == [True, False]
    assert owners(own, main, copy) == [True, False]


def test_what_a_replaced_main_laptop_handed_out_makes_nobody_a_second_owner(
    three_laptops: Three, backed_up: BackUp, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(main, "Ana")
    restore = backed_up(main, "main")
    call(main, client, "555 0202")
    brought = out(main, day, client)
    main = restore()
    join(day, main)

    taking_in.take_in(day, brought)

    assert owners(client, main, day) == [True, False]
    assert clients.get(day, client.id).phone == "555 0202"
    assert carry(day, main, tmp_path / "stick") == [Fate.TAKEN_IN]
    assert owners(client, main, day) == [True, False]
    assert laptops.look(main).open_versions == 1


@pytest.mark.parametrize("is_main", [True, False])
def test_a_folder_that_was_put_back_is_noticed_by_the_word_of_another_laptop(
    three_laptops: Three, copied: Copied, tmp_path: Path, is_main: bool
) -> None:
    main, day, _other = three_laptops
    client, later = a_client(main, "Ana"), a_client(day, "Berta")
    put_back = copied(main, "main") if is_main else copied(day, "day")
    taking_in.take_in(day, out(main, day, client))
    taking_in.take_in(main, sealed(handing_over.hand_over(day)))
    by, to = (day, main) if is_main else (main, day)
    word = taking_in.acknowledgement(by, key_of(to))
    assert stations.arrive(put_back, None).doubt is None

    for _time in range(2):
        with pytest.raises(OlderThanLaptopError) as told:
            taking_in.take_acknowledgement(put_back, word)

    assert "hand-off number 1 of this laptop" in explain(told.value)
    assert stations.arrive(put_back, None).doubt is StationDoubt.OLDER_RECORDS
    with put_back.reading() as opened, pytest.raises(OlderRecordsError):
        stations.refuse_doubtful_station(put_back, opened)
    assert stations.arrive(to, None).doubt is None
    taking_in.take_acknowledgement(to, word)
    assert stations.arrive(to, None).doubt is None

    anew = stations.as_new_station(put_back, None)
    assert stations.arrive(anew, None).doubt is None
    main, day = (anew, day) if is_main else (main, anew)
    join(day, main)
    assert stations.arrive(anew, None).doubt is None
    carry(day, main, tmp_path / "stick")
    assert laptops.look(day).here == 0
    assert {one.id for one in clients.search(main, "")} == {client.id, later.id}
    assert owners(later, main, day) == [True, False]


def test_a_word_of_which_these_records_know_one_file_and_not_the_other_acknowledges_that_one(
    three_laptops: Three, copied: Copied
) -> None:
    main, day, _other = three_laptops
    taking_in.take_in(day, out(main, day, a_client(main, "Ana")))
    put_back = copied(main, "main")
    taking_in.take_in(day, out(main, day, a_client(main, "Berta")))
    handing_out.hand_out(put_back, key_of(day), (a_client(put_back, "Carla"),))

    with pytest.raises(OlderThanLaptopError) as told:
        taking_in.take_acknowledgement(put_back, taking_in.acknowledgement(day, key_of(main)))

    assert (told.value.number, waits(put_back)) == (2, 1)
    states = [
        line.state for line in laptops_view(laptops.look(put_back), is_coordinator=True).hand_offs
    ]
    assert states[0] == "taken in there, and not in these records"
    assert states[1] == "on its way: no word yet"
    assert states[2].startswith("taken in there, ")


def test_a_day_laptop_that_works_elsewhere_and_has_another_key_is_still_the_same(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(main, "Ana")
    taking_in.take_in(day, out(main, day, client))
    a_client(day, "Berta")
    handing_over.hand_over(day)  # brought to nobody: the next answer has another key
    with day.transaction() as opened:
        opened.clinic.save(replace(opened.clinic.get(), site="Library"))
    join(day, main)

    assert carry(day, main, tmp_path / "stick") == [Fate.TAKEN_IN]

    assert owners(client, main, day) == [True, False]


def test_a_main_laptop_that_was_put_back_learns_it_with_the_first_file_that_is_refused(
    three_laptops: Three, copied: Copied, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    put_back = copied(main, "main")
    client = a_client(main, "Ana")
    taking_in.take_in(day, out(main, day, client))
    out(put_back, day, a_client(put_back, "Berta"))
    handing_over.write_waiting(put_back, tmp_path)

    (at_day,) = stick.take_in_all(day, tmp_path).files
    (_own, at_main) = stick.take_in_all(put_back, tmp_path).files

    assert isinstance(at_day.error, HandOffForkedError)
    assert "came from the main laptop before" in explain(at_day.error)
    assert isinstance(at_main.error, OlderThanLaptopError)
    assert stations.arrive(put_back, None).doubt is StationDoubt.OLDER_RECORDS
    anew = stations.as_new_station(put_back, None)
    join(day, anew)
    assert carry(day, anew, tmp_path / "stick") == [Fate.TAKEN_IN]
    assert owners(client, anew, day) == [True, False]
