"""Who are one person and who are two is asked once, on whichever laptop, and never undone by age.

The machine registers people of one name and birth date on two laptops, answers, takes answers back,
corrects names, and lets files go late and in parts; ``CLINIC_APP_EXAMPLES`` says how long it
searches.
"""

import itertools
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from clinic_app.clock import Today
from clinic_app.crypto.signing import key_id
from clinic_app.messages.explaining import explain
from clinic_app.records.client import Client, Consent
from clinic_app.records.laptop import HandOff
from clinic_app.records.service import ServiceKind
from clinic_app.workflows import (
    clients,
    closing,
    duplicates,
    forgetting,
    handing_out,
    handing_over,
    merging,
    services,
    taking_in,
)
from clinic_app.workflows.errors import MergeStandsError
from clinic_app.workflows.laptop_errors import (
    FileOutError,
    HandedOverError,
    HandOffMissingError,
    NothingToHandOverError,
)
from clinic_app.workflows.session import Session

Three = tuple[Session, Session, Session]

BORN = date(1984, 6, 3)
NAMES = ("Marie Joseph", "Joseph Marie", "Jean Baptiste")
ALIKE = NAMES[:2]
EXAMPLES = max(6, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 8)
STEPS = 25
BOTH = st.integers(0, 1)
ANY = st.integers(0, 1_000)


def a_client(session: Session, name: str = NAMES[0]) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=BORN,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def named(session: Session, client_id: str, name: str) -> None:
    client = clients.get(session, client_id)
    clients.correct(
        session,
        client_id,
        name=name,
        birth_date=client.birth_date,
        language=client.language,
        needs_interpreter=client.needs_interpreter,
        consent=client.consent,
        phone=client.phone,
        gender=client.gender,
        county=client.county,
    )


def asked(session: Session) -> list[set[str]]:
    duplicates.finish(session)
    with session.reading() as opened:
        return [{one.earlier_id, one.later_id} for one in opened.pairs.open(1_000)]


def key_of(session: Session) -> str:
    with session.reading() as opened:
        own = opened.laptops.own()
    assert own is not None
    return key_id(own.signing_key)


def back(day: Session, main: Session) -> None:
    """Hand everything over and take it in."""
    made = handing_over.hand_over(day)
    assert made.sealed is not None
    taking_in.take_in(main, made.sealed)


def out(main: Session, day: Session, *people: Client) -> None:
    """Hand people out, with their households, and take them in."""
    found = handing_out.households_of(main, [client.code for client in people])
    made = handing_out.hand_out(main, key_of(day), found)
    assert made.sealed is not None
    taking_in.take_in(day, made.sealed)


def test_a_pair_of_which_a_day_laptop_holds_one_is_asked_at_the_main_laptop(
    three_laptops: Three,
) -> None:
    main, day, other = three_laptops
    one = a_client(day)
    back(day, main)
    out(main, day, one)
    two = a_client(other, NAMES[1])

    back(other, main)

    assert asked(main) == [{one.id, two.id}]
    assert asked(day) == asked(other) == []
    with main.reading() as opened:
        assert opened.pairs.count_open(main.today.day) == 1  # so no month is closed over it
    with pytest.raises(FileOutError) as told:
        merging.merge(main, two.id, one.id, ())
    assert "Let it hand over" in explain(told.value)
    duplicates.tell_apart(main, one.id, two.id)
    back(day, main)
    assert asked(main) == []


def test_a_pair_that_a_day_laptop_holds_whole_is_asked_there_alone(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    one, two = a_client(day), a_client(day, NAMES[1])
    back(day, main)

    out(main, day, one, two)

    assert asked(day) == [{one.id, two.id}]
    assert asked(main) == []


def test_an_answer_of_the_day_laptop_is_not_asked_again_at_the_main_one(
    three_laptops: Three,
) -> None:
    main, day, other = three_laptops
    one, two = a_client(day), a_client(day)
    assert asked(day) == [{one.id, two.id}]
    duplicates.tell_apart(day, one.id, two.id)

    back(day, main)
    assert asked(main) == []
    assert duplicates.like(main, one) == ()

    out(main, other, one, two)
    assert asked(other) == []


def test_an_answer_taken_back_is_asked_again_everywhere(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    one, two = a_client(day), a_client(day)
    duplicates.tell_apart(day, one.id, two.id)
    back(day, main)
    out(main, day, one, two)
    assert asked(day) == []

    duplicates.ask_again(day, one.id, two.id)
    back(day, main)

    assert asked(main) == [{one.id, two.id}]
    duplicates.tell_apart(main, one.id, two.id)
    out(main, day, one, two)
    assert asked(day) == []


def test_an_older_answer_does_not_hold_of_somebody_who_is_known_otherwise(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    one, two = a_client(main), a_client(main)
    duplicates.tell_apart(main, one.id, two.id)
    out(main, day, one, two)

    named(day, one.id, NAMES[1])
    named(day, one.id, f"{NAMES[0]} Anne")
    back(day, main)  # nobody compared on the day laptop

    assert asked(main) == [{one.id, two.id}]


def test_answers_and_merges_come_whole_where_their_people_come_in_parts(
    three_laptops: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, day, _other = three_laptops
    monkeypatch.setattr(handing_over, "MOST_IN_ONE", 1)
    one, two, three = (a_client(day) for _ in range(3))
    duplicates.tell_apart(day, one.id, two.id)
    duplicates.tell_apart(day, two.id, three.id)
    made = merging.merge(day, one.id, three.id, ())

    for _part in range(3):
        back(day, main)

    assert asked(main) == []
    assert clients.get(main, three.id).id == one.id
    merging.undo(main, made.id)
    assert asked(main) == [{one.id, three.id}]


def test_a_merge_that_was_undone_on_another_laptop_is_asked_about_again(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    one, two = a_client(main), a_client(main)
    made = merging.merge(main, one.id, two.id, ())
    assert asked(main) == []
    out(main, day, one)

    merging.undo(day, made.id)
    back(day, main)

    assert asked(main) == [{one.id, two.id}]


def test_a_file_merged_on_another_laptop_is_still_like_whom_it_was_like(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    stays, like_it = a_client(main, NAMES[2]), a_client(main, NAMES[0])
    third = a_client(main, NAMES[0])
    assert asked(main) == [{like_it.id, third.id}]
    out(main, day, stays, like_it)

    merging.merge(day, stays.id, like_it.id, ())
    back(day, main)

    assert asked(main) == [{stays.id, third.id}]


def test_what_was_handed_over_before_it_was_stopped_stands_and_the_rest_stays(
    three_laptops: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    _main, day, _other = three_laptops
    monkeypatch.setattr(handing_over, "MOST_IN_ONE", 2)
    for _one in range(5):
        a_client(day)
    told: list[tuple[int, int]] = []

    def until_the_fourth(done: int, total: int) -> bool:
        told.append((done, total))
        return done == 3

    made = handing_over.hand_over_all(day, progress=until_the_fourth)

    assert [(one.number, one.units) for one in made] == [(1, 2)]
    assert told == [(done, 5) for done in range(4)]
    assert [one.units for one in handing_over.hand_over_all(day)] == [2, 1]
    with pytest.raises(NothingToHandOverError):
        handing_over.hand_over_all(day)


def test_somebody_new_is_told_apart_from_somebody_whom_another_laptop_holds(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    kept = a_client(main)
    out(main, day, kept)
    back(day, main)
    new = a_client(day)
    assert duplicates.like(day, new) == (clients.get(day, kept.id),)

    duplicates.tell_apart(day, new.id, kept.id)

    back(day, main)
    assert asked(main) == []


def test_of_whom_one_file_was_told_apart_the_other_is_not_asked_about(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    one, two, three = (a_client(day) for _ in range(3))
    duplicates.tell_apart(day, one.id, two.id)
    made = merging.merge(day, three.id, one.id, ())

    assert asked(day) == []
    assert duplicates.like(day, two) == ()
    assert closes_with(day) == 0
    back(day, main)
    assert asked(main) == []
    merging.undo(main, made.id)
    assert sorted(map(sorted, asked(main))) == sorted(
        map(sorted, ({one.id, three.id}, {two.id, three.id}))
    )


def closes_with(session: Session) -> int:
    with session.reading() as opened:
        return opened.pairs.count_open()


def test_whoever_was_forgotten_brings_no_answer_back(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    one, two = a_client(main), a_client(main)
    out(main, day, one, two)
    duplicates.tell_apart(day, one.id, two.id)
    made = handing_over.hand_over(day)
    other = a_client(main, "Widline Jean")
    with main.transaction() as opened:
        for client in (one, two):
            opened.holders.give(client.id, "", 9)
    forgetting.forget(main, one.id, lambda _done, _total: False)

    assert made.sealed is not None
    assert taking_in.take_in(main, made.sealed).forgotten == 1

    assert asked(main) == []
    assert [client.id for client in clients.search(main, "")] == [other.id, two.id]


def test_an_older_copy_undoes_no_merge(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    one, two = a_client(day), a_client(day)
    first = handing_over.hand_over(day)
    assert first.sealed is not None
    taking_in.take_in(main, first.sealed)
    made = merging.merge(main, one.id, two.id, ())
    out(main, day, one)

    named(day, one.id, NAMES[1])
    back(day, main)
    taking_in.take_in(main, first.sealed)

    assert clients.get(main, two.id).id == one.id
    assert merging.of_client(main, one.id)[0][0].id == made.id
    assert asked(main) == []


def test_what_another_laptop_holds_is_not_made_two_again_here(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    one, two = a_client(day), a_client(day, NAMES[1])
    made = merging.merge(day, one.id, two.id, {"name"})
    back(day, main)

    with pytest.raises(HandedOverError):
        merging.undo(day, made.id)

    merging.undo(main, made.id)
    assert asked(main) == [{one.id, two.id}]


def test_a_merge_that_was_counted_is_final_on_the_day_laptop_too(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    one, two = a_client(day), a_client(day)
    services.record(
        day,
        one.id,
        kind=ServiceKind.ADVICE,
        at_no_cost=True,
    )
    made = merging.merge(day, one.id, two.id, ())
    back(day, main)
    at_close = replace(main, today=Today(date(2026, 12, 2)))
    closing.close(at_close, "2026-11", closing.preview(at_close, "2026-11"))

    out(main, day, one)

    with pytest.raises(MergeStandsError):
        merging.undo(day, made.id)


class TwoLaptops(RuleBasedStateMachine):
    """What was said is the truth, wherever it was said."""

    opened: Callable[[Path], Three]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.every = type(self).opened(self.folder / "laptops")
        self.at = self.every[:2]
        self.day_id = key_of(self.at[1])
        self.names: dict[str, str] = {}
        self.apart: set[frozenset[str]] = set()
        self.merged: dict[str, tuple[str, str]] = {}
        self.on_the_way: list[tuple[int, HandOff]] = []

    @initialize(here=st.integers(0, 2), there=st.integers(1, 3))
    def some_are_there(self, here: int, there: int) -> None:
        for _one in range(here):
            self.register(0, 0)
        for _one in range(there):
            self.register(1, 0)

    @rule(at=BOTH, which=ANY)
    def register(self, at: int, which: int) -> None:
        if len(self.names) < 7:
            name = NAMES[which % len(NAMES)]
            self.names[a_client(self.at[at], name).id] = name

    @rule(at=BOTH, which=ANY, are_one=st.booleans())
    def answer(self, at: int, which: int, are_one: bool) -> None:
        """Say of two whether they are one; nobody is asked what was answered anywhere."""
        found = self.asked(at)
        if not found:
            return
        kept, other = sorted(found[which % len(found)])
        if are_one:
            with suppress(FileOutError):
                self.merged[merging.merge(self.at[at], kept, other, ()).id] = (kept, other)
        else:
            duplicates.tell_apart(self.at[at], kept, other)
            if all(clients.get(self.at[at], one).name == self.names[one] for one in (kept, other)):
                self.apart.add(frozenset((kept, other)))  # else it is of somebody known otherwise

    @rule(at=BOTH, which=ANY)
    def take_an_answer_back(self, at: int, which: int) -> None:
        owned = self.owned(at)
        held = sorted(sorted(pair) for pair in self.apart if pair <= owned)
        if held:
            one, other = held[which % len(held)]
            duplicates.ask_again(self.at[at], one, other)
            self.apart.remove(frozenset((one, other)))

    @rule(at=BOTH, which=ANY)
    def undo_a_merge(self, at: int, which: int) -> None:
        owned = self.owned(at)
        here = sorted(one for one, files in self.merged.items() if {*files} <= owned)
        if here:
            chosen = here[which % len(here)]
            try:
                merging.undo(self.at[at], chosen)
            except (MergeStandsError, HandedOverError):
                return
            del self.merged[chosen]

    @rule(at=BOTH, which=ANY, name=st.sampled_from(NAMES))
    def correct_a_name(self, at: int, which: int, name: str) -> None:
        """Whoever is known otherwise is asked about again."""
        owned = sorted(self.owned(at) - {other for _kept, other in self.merged.values()})
        if owned:
            client_id = owned[which % len(owned)]
            try:
                named(self.at[at], client_id, name)
            except HandedOverError:
                return
            if name != self.names[client_id]:
                self.names[client_id] = name
                self.apart = {pair for pair in self.apart if client_id not in pair}
                duplicates.finish(self.at[at])

    @rule()
    def hand_over(self) -> None:
        try:
            self.on_the_way.append((0, handing_over.hand_over(self.at[1])))
        except NothingToHandOverError:
            return

    @rule(which=ANY)
    def hand_out(self, which: int) -> None:
        here = clients.search(self.at[0], "")
        if not here:
            return
        people = handing_out.households_of(self.at[0], (here[which % len(here)].code,))
        try:
            self.on_the_way.append((1, handing_out.hand_out(self.at[0], self.day_id, people)))
        except HandedOverError:
            return

    @rule(which=ANY)
    def bring(self, which: int) -> None:
        if not self.on_the_way:
            return
        to, made = self.on_the_way.pop(which % len(self.on_the_way))
        assert made.sealed is not None
        try:
            taking_in.take_in(self.at[to], made.sealed)
        except HandOffMissingError:
            self.on_the_way.append((to, made))

    def teardown(self) -> None:
        """Bring everything to the main laptop: it asks what nobody answered, and nothing else."""
        before = -1
        while self.on_the_way or before != len(self.owned(1)):
            while self.on_the_way:
                self.bring(0)
            before = len(self.owned(1))
            self.hand_over()
        found = {frozenset(pair) for pair in self.asked(0)}
        people = {self.people(pair) for pair in itertools.combinations(self.names, 2)}
        alike = {pair for pair in people if len(pair) > 1 and self.are_alike(*pair)}
        assert self.owned(0) == set(self.names)
        assert found == alike - self.said()
        for session in self.every:
            session.lock()
        shutil.rmtree(self.folder)

    def asked(self, at: int) -> list[set[str]]:
        found = asked(self.at[at])
        for pair in (one for one in found if one <= self.owned(at)):  # what is out may be older
            assert self.people(pair) == pair
            assert pair not in self.said()
        return found

    def said(self) -> set[frozenset[str]]:
        return {self.people(pair) for pair in self.apart}

    def are_alike(self, one: str, other: str) -> bool:
        """Whether any file of the one may be of the other."""
        names, others = ({self.names[file] for file in self.files(who)} for who in (one, other))
        return any(
            mine == theirs or {mine, theirs} == set(ALIKE) for mine in names for theirs in others
        )

    def files(self, stands: str) -> list[str]:
        return [one for one in self.names if self.people((one,)) == {stands}]

    def people(self, files: Iterable[str]) -> frozenset[str]:
        """Return who stands for some files by all that was said."""
        kept_by = {other: kept for kept, other in self.merged.values()}
        found = set()
        for client_id in files:
            stands = client_id
            while stands in kept_by:
                stands = kept_by[stands]
            found.add(stands)
        return frozenset(found)

    def owned(self, at: int) -> set[str]:
        with self.at[at].reading() as opened:
            there = [one.id for _number, one in opened.clients.after(0, 1_000)]
            return {one for one in there if not opened.holders.laptop_of(one)}


def test_nobody_is_asked_twice_whatever_goes_where(
    open_laptops: Callable[[Path], Three], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TwoLaptops, "opened", staticmethod(open_laptops), raising=False)
    monkeypatch.setattr(handing_over, "MOST_IN_ONE", 2)

    run_state_machine_as_test(
        TwoLaptops, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS)
    )
