"""Three laptops do everything that can be done with a client: each owner has exactly what was done.

The truth is what stood at the owner after each act: whoever holds a client or an event from then
on has it, value by value, with the files of one person together and each household whole. Files
are doubled, late, lost and written again; laptops lose power and stop half-way.
``CLINIC_APP_EXAMPLES`` says how long it searches.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from clinic_app.crypto.signing import key_id
from clinic_app.hand_off.errors import ParcelError
from clinic_app.hand_off.record_parts import Record, parts_of
from clinic_app.interview.answers import UNKNOWN
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.laptop import Direction
from clinic_app.records.screening import Ruling, ScreeningState
from clinic_app.records.service import ServiceKind
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.vault.progress import never
from clinic_app.vault.store_errors import (
    ClientHeldError,
    ConsentRefusedError,
    RecordFinalError,
    RecordMissingError,
)
from clinic_app.workflows import (
    clients,
    decisions,
    disputes,
    duplicates,
    forgetting,
    handing_out,
    handing_over,
    holds,
    kyr,
    laptops,
    merging,
    screenings,
    services,
    shown_papers,
    taking_in,
    two_versions,
)
from clinic_app.workflows.errors import (
    AlreadyFinishedError,
    AnswersNotKeptError,
    ConsentStandsError,
    MergeStandsError,
    NotTwoFilesError,
    RecordWithdrawnError,
)
from clinic_app.workflows.laptop_errors import (
    HandedOverError,
    HandOffStoppedError,
    LaptopError,
    LaptopLostError,
    NothingToHandOverError,
)
from clinic_app.workflows.moving import records_of
from clinic_app.workflows.retention_errors import AlreadyHeldError, NotHeldError
from clinic_app.workflows.session import Session
from clinic_app.workflows.two_versions import Version

EXAMPLES = max(3, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 16)
STEPS = 50
AT = st.integers(0, 2)
DAY = st.integers(1, 2)
ANY = st.integers(0, 1_000)
NAMES = ("main", "day", "other")

REFUSED = (
    AlreadyFinishedError,
    AlreadyHeldError,
    AnswersNotKeptError,
    ClientHeldError,
    ConsentRefusedError,
    ConsentStandsError,
    HandedOverError,
    MergeStandsError,
    NotHeldError,
    NotTwoFilesError,
    RecordWithdrawnError,
)
"""What a laptop may answer to somebody at work: then nothing is done."""

Three = tuple[Session, Session, Session]
Kept = dict[str, Record]
Act = Callable[[Session, Client], object]


def advise(session: Session, client: Client) -> None:
    services.record(session, client.id, kind=ServiceKind.ADVICE, at_no_cost=True)


def withdraw_advice(session: Session, client: Client) -> None:
    for one in services.of_client(session, client.id)[:1]:
        services.withdraw(session, one.id, "twice")


def show_paper(session: Session, client: Client) -> None:
    seen = PaperSeen(kind="id.passport", first=date(2020, 1, 1), last=date(2030, 1, 1), note="blue")
    shown_papers.add(session, client.id, seen)


def hold(session: Session, client: Client) -> None:
    holds.set_hold(session, client.id, "A suit.")


def lift(session: Session, client: Client) -> None:
    holds.lift_hold(session, client.id, "It is settled.")


def call_back(session: Session, client: Client) -> None:
    clients.set_come_back(session, client.id, session.today.day, "papers")


def begin(session: Session, client: Client) -> None:
    screenings.begin(session, client.id, "HT")


def answer(session: Session, client: Client) -> None:
    for one in screenings.of_client(session, client.id)[-1:]:
        screenings.answer(session, one.id, "nationalities", UNKNOWN)


def finish(session: Session, client: Client) -> None:
    for one in screenings.of_client(session, client.id)[-1:]:
        screenings.finish(session, one.id)


def decide(session: Session, client: Client) -> None:
    for one in screenings.of_client(session, client.id)[-1:]:
        if one.state is ScreeningState.FINISHED and one.outcome is not None:
            decisions.decide(session, one.id, Ruling.MORE_PAPERS, "The passport.")


def withdraw_screening(session: Session, client: Client) -> None:
    for one in screenings.of_client(session, client.id)[:1]:
        screenings.withdraw(session, one.id, "of somebody else")


def withdraw(session: Session, client: Client) -> None:
    clients.withdraw(session, client.id, "a test")


ACTS: tuple[Act, ...] = (
    *(advise, withdraw_advice, show_paper, hold, lift, call_back),
    *(begin, answer, finish, decide, withdraw_screening, withdraw),
)


def key_of(session: Session) -> str:
    with session.reading() as opened:
        own = opened.laptops.own()
    assert own is not None
    return key_id(own.signing_key)


def kept_of(opened: OpenVault, unit_id: str) -> Kept:
    """Return every record of one file by its id, without what each laptop has its own of."""
    client, *others = records_of(opened, unit_id)
    assert isinstance(client, Client)
    alike = replace(client, code="", household_id="")
    return {record.id: record for record in (alike, *others)}


class EveryMove(RuleBasedStateMachine):
    """The main laptop is number 0."""

    opened: Callable[[Path], Three]
    codes: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.at: list[Session] = [*type(self).opened(self.folder / "laptops")]
        self.ids = [key_of(session) for session in self.at]
        self.truth: dict[str, Kept] = {}
        self.events: dict[str, KyrEvent] = {}
        self.homes: dict[str, str] = {}
        self.merges: dict[str, tuple[str, str]] = {}
        self.gone: set[str] = set()
        self.numbers = 0
        self.files: list[bytes] = []
        self.words: list[bytes] = []

    # What people do.

    @initialize()
    def fill(self) -> None:
        """Give each laptop a family."""
        for at in range(3):
            for has_family in (False, True):
                self.register(at, 0, has_family)

    @rule(at=AT, which=ANY, has_family=st.booleans())
    def register(self, at: int, which: int, has_family: bool) -> None:
        family = self.one_there(at, which * 4) if has_family else None  # also of a copy
        client = clients.register(
            self.at[at],
            name=f"Somebody {len(self.truth)}",
            birth_date=None,
            language="ht",
            needs_interpreter=False,
            consent=Consent.GIVEN,
            phone="",
            member_of=family,
        )
        self.homes[client.id] = client.id if family is None else self.homes[family.id]
        self.learn(at, client.id)

    @rule(at=AT, which=ANY, consent=st.sampled_from([*[Consent.GIVEN] * 4, Consent.REFUSED]))
    def correct(self, at: int, which: int, consent: Consent) -> None:
        self.numbers += 1

        def act(session: Session, client: Client) -> None:
            clients.correct(
                session,
                client.id,
                name=client.name or "Somebody after all",
                birth_date=client.birth_date,
                language=client.language,
                needs_interpreter=not client.needs_interpreter,
                consent=consent,
                phone=f"555 {self.numbers:07}",
                gender=client.gender,
                county=client.county,
            )

        self.work(at, which, act)

    @rule(at=AT, which=ANY, what=st.sampled_from(range(len(ACTS))))
    def do_something_for(self, at: int, which: int, what: int) -> None:
        self.work(at, which, ACTS[what])

    @rule(at=AT, which=ANY, other=ANY, taken=st.sampled_from([(), ("phone",), ("name", "phone")]))
    def merge(self, at: int, which: int, other: int, taken: tuple[str, ...]) -> None:
        def act(session: Session, one: Client) -> None:
            two = self.one_there(at, other)
            if two is not None and two.id == one.id:
                two = self.one_there(at, other + 4)
            if two is not None:
                made = merging.merge(session, one.id, two.id, taken)
                self.merges[made.id] = (made.kept_id, made.merged_id)

        self.work(at, which, act)

    @rule(at=AT, which=ANY)
    def undo_a_merge(self, at: int, which: int) -> None:
        def act(session: Session, client: Client) -> None:
            for made, _other in merging.of_client(session, client.id)[:1]:
                merging.undo(session, made.id)
                self.merges.pop(made.id, None)  # a copy may have undone it as well

        self.work(at, which, act)

    @rule(which=ANY)
    def close_a_month(self, which: int) -> None:
        """Let no merge be undone any more, as a close does."""
        if which % 5 == 0:
            with self.at[0].transaction() as opened:
                opened.merges.forget_ways_back()

    @rule(at=AT, which=ANY, other=ANY)
    def tell_apart(self, at: int, which: int, other: int) -> None:
        one, two = self.one_there(at, which), self.one_there(at, other)
        if one is not None and two is not None and one.id != two.id:
            try:
                duplicates.tell_apart(self.at[at], one.id, two.id)
            except REFUSED:
                return

    @rule(at=AT, which=ANY)
    def forget(self, at: int, which: int) -> None:
        """Delete somebody for good; on a day laptop a copy alone."""
        client = self.one_there(at, which)
        if client is None or which % 3:
            return
        with self.at[at].reading() as opened:
            ids = opened.merges.ids_of(client.id)
        try:
            forgetting.forget(self.at[at], client.id, never)
        except (LaptopError, ClientHeldError):
            return
        if at == 0:
            self.gone |= set(ids)

    @rule(at=AT)
    def begin_an_event(self, at: int) -> None:
        event = kyr.begin(self.at[at], "Library", ("ht",))
        self.events[event.id] = event

    @rule(at=AT, which=ANY, what=st.integers(0, 3))
    def count_heads(self, at: int, which: int, what: int) -> None:
        found = kyr.events(self.at[at])
        if not found:
            return
        event, session = found[which % len(found)], self.at[at]
        try:
            match what:
                case 0 | 1:
                    row = Attendance("ht", adults=event.heads + 1)
                    self.events[event.id] = kyr.save(session, event.with_heads(row))
                case 2:
                    self.events[event.id] = kyr.finish(session, event.id)
                case _:
                    self.events[event.id] = kyr.withdraw(session, event.id, "twice")
        except REFUSED:
            return

    # What goes between the laptops.

    @rule(at=DAY, is_told=st.booleans())
    def hand_over(self, at: int, is_told: bool) -> None:
        """Hand everything over; or die before the file is written."""
        try:
            made = handing_over.hand_over(self.at[at])
        except NothingToHandOverError:
            return
        assert made.sealed is not None
        if is_told:
            self.files.append(made.sealed)

    @rule(at=AT)
    def write_again(self, at: int) -> None:
        self.files += [
            one.sealed for one in laptops.look(self.at[at]).hand_offs if one.sealed is not None
        ]

    @rule(to=DAY, which=ANY)
    def hand_out(self, to: int, which: int) -> None:
        client = self.one_there(0, which)
        if client is None:
            return
        with self.at[0].reading() as opened:
            ids = opened.merges.ids_of(client.id)
            codes = [opened.clients.itself(one).code for one in ids]
            codes += [code for one in ids for code in opened.former_codes.of_client(one)]
        people = handing_out.households_of(self.at[0], (codes[which % len(codes)],))
        assert set(ids) <= {one.id for one in people}
        try:
            made = handing_out.hand_out(self.at[0], self.ids[to], people)
        except (HandedOverError, LaptopLostError):
            return
        assert made.sealed is not None
        self.files.append(made.sealed)

    @rule(at=AT, which=ANY)
    def bring_a_file(self, at: int, which: int) -> None:
        """Any file to any laptop, any number of times; others are simply never brought."""
        if not self.files:
            return
        try:
            taking_in.take_in(self.at[at], self.files[which % len(self.files)])
        except (LaptopError, ParcelError):
            return

    @rule(at=AT, which=ANY, units=st.integers(0, 3))
    def stop_half_way(self, at: int, which: int, units: int) -> None:
        def stop(done: int, _total: int) -> bool:
            return done >= units

        try:
            if self.files and which % 2:
                file = self.files[which // 2 % len(self.files)]
                taking_in.take_in(self.at[at], file, progress=stop)
            elif at:
                handing_over.hand_over(self.at[at], progress=stop)
        except (HandOffStoppedError, LaptopError, ParcelError):
            return

    @rule(day=DAY, is_main=st.booleans())
    def carry_a_stick(self, day: int, is_main: bool) -> None:
        """There with every file, and back with the word."""
        by, to = (0, day) if is_main else (day, 0)
        self.bring_all(by, to)
        word = taking_in.acknowledgement(self.at[to], self.ids[by])
        taking_in.take_acknowledgement(self.at[by], word)

    @rule(day=DAY, is_main=st.booleans())
    def say_what_was_taken_in(self, day: int, is_main: bool) -> None:
        by, to = (0, day) if is_main else (day, 0)
        self.words.append(taking_in.acknowledgement(self.at[by], self.ids[to]))

    @rule(at=AT, which=ANY)
    def bring_a_word(self, at: int, which: int) -> None:
        if self.words:
            try:
                taking_in.take_acknowledgement(self.at[at], self.words[which % len(self.words)])
            except (LaptopError, ParcelError):
                return

    @rule(at=AT)
    def lose_power(self, at: int) -> None:
        """Go on with what lies on the disk at this moment."""
        self.numbers += 1
        folder = self.folder / f"power {self.numbers}"
        before = self.at[at]
        shutil.copytree(before.vault.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
        before.lock()
        vault = open_vault_by_recovery_code(folder, type(self).codes[NAMES[at]])
        self.at[at] = replace(before, vault=vault)

    # What is true whatever was done.

    @invariant()
    def each_owner_has_what_was_done_and_nobody_has_two(self) -> None:
        owned = [self.owned(at) for at in range(3)]
        for one, other in combinations(owned, 2):
            assert not one.keys() & other.keys()
        for units in owned:
            for unit_id, kept in units.items():
                assert unit_id not in self.gone
                assert kept == self.truth[unit_id]
        there = {one for session in self.at for one in all_ids(session)}
        assert there >= self.truth.keys() - self.gone

    @invariant()
    def each_event_has_one_owner_with_its_heads(self) -> None:
        seen: set[str] = set()
        for session in self.at:
            with session.reading() as opened:
                for event in opened.kyr_events.all():
                    if not opened.event_holders.laptop_of(event.id):
                        assert event.id not in seen
                        seen.add(event.id)
                        assert event == self.events[event.id]

    @invariant()
    def files_of_one_person_stand_together_where_they_are_held(self) -> None:
        stands = dict[str, str]()
        for kept, merged in self.merges.values():
            stands[merged] = kept
        for session in self.at:
            with session.reading() as opened:
                merged_here = opened.merges.all_merged()
                for unit_id in ids_in(opened):
                    if opened.holders.laptop_of(unit_id):
                        continue
                    root = unit_id
                    while root in stands:
                        root = stands[root]
                    assert merged_here.get(unit_id, unit_id) == root

    @invariant()
    def households_are_whole_everywhere(self) -> None:
        for session in self.at:
            with session.reading() as opened:
                found = opened.clients.themselves(ids_in(opened))
            for one, other in combinations(found.values(), 2):
                is_one = self.homes[one.id] == self.homes[other.id]
                assert (one.household_id == other.household_id) is is_one

    @invariant()
    def a_file_is_kept_until_the_word_came_back(self) -> None:
        every = [one for session in self.at for one in laptops.look(session).hand_offs]
        taken = {one.sha256 for one in every if one.direction is Direction.IN}
        kept = {one.sha256 for one in every if one.sealed is not None}
        assert {one.sha256 for one in every} <= taken | kept

    def teardown(self) -> None:
        """Bring everything to the main laptop: it has all that was done."""
        for at in range(1, len(self.at)):
            for event in kyr.events(self.at[at]):
                if not event.is_finished and event.withdrawn is None:
                    self.events[event.id] = kyr.finish(self.at[at], event.id)
            self.bring_all(0, at)
            with suppress(NothingToHandOverError):
                handing_over.hand_over_all(self.at[at])
            self.bring_all(at, 0)
        main = self.at[0]
        self.each_owner_has_what_was_done_and_nobody_has_two()
        assert self.owned(0).keys() == self.truth.keys() - self.gone
        self.files_of_one_person_stand_together_where_they_are_held()
        self.households_are_whole_everywhere()
        self.settle()
        self.check_events()
        duplicates.finish(main)
        disputes.waiting(main)
        with main.reading() as opened:
            assert opened.audit.first_broken() is None
            opened.countable()
        for session in self.at:
            session.lock()
        shutil.rmtree(self.folder)

    def check_events(self) -> None:
        assert {one.id: one for one in kyr.events(self.at[0])} == self.events

    def settle(self) -> None:
        assert two_versions.look(self.at[0]) == ()

    def work(self, at: int, which: int, act: Act) -> None:
        """Do something with somebody who is there, and learn what came of it."""
        client, session = self.one_there(at, which), self.at[at]
        if client is None:
            return
        with session.reading() as opened:
            ids = opened.merges.ids_of(client.id)
            is_here = not any(map(opened.holders.laptop_of, ids))
            before = {one: kept_of(opened, one) for one in ids}
        try:
            act(session, client)
        except REFUSED:
            return
        if is_here:
            for one in ids:
                self.learn(at, one)
            return
        with session.reading() as opened:  # a copy never changes
            assert before == {one: kept_of(opened, one) for one in ids}

    def learn(self, at: int, client_id: str) -> None:
        """Take what stands at a laptop of a person for true."""
        with self.at[at].reading() as opened:
            for one in opened.merges.ids_of(client_id):
                self.truth[one] = kept_of(opened, one)

    def one_there(self, at: int, which: int) -> Client | None:
        """Return somebody; mostly of those whom the laptop holds."""
        there = clients.search(self.at[at], "")
        if which % 4:
            with self.at[at].reading() as opened:
                there = tuple(one for one in there if not opened.holders.laptop_of(one.id)) or there
        return there[which // 4 % len(there)] if there else None

    def owned(self, at: int) -> dict[str, Kept]:
        with self.at[at].reading() as opened:
            return {
                one: kept_of(opened, one)
                for one in ids_in(opened)
                if not opened.holders.laptop_of(one)
            }

    def bring_all(self, by: int, to: int) -> None:
        for one in reversed(laptops.look(self.at[by]).hand_offs):
            if one.sealed is not None and one.laptop_id == self.ids[to]:
                taking_in.take_in(self.at[to], one.sealed)


class ALostLaptop(EveryMove):
    """Day laptops are given up and found again: both sides go on with the same people.

    Nothing that was written disappears: it is there or waits, and what is picked holds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, str] = {}
        self.without_record: set[str] = set()

    @rule(day=DAY, which=ANY)
    def give_up(self, day: int, which: int) -> None:
        if which % 3 == 0:
            laptops.give_up(self.at[0], self.ids[day])

    def learn(self, at: int, client_id: str) -> None:
        super().learn(at, client_id)
        with self.at[at].reading() as opened:
            ids = opened.merges.ids_of(client_id)
        self.made |= {record_id: one for one in ids for record_id in self.truth[one]}
        wants = {getattr(self.truth[one][one], "consent", None) for one in ids}
        if Consent.REFUSED in wants:
            self.without_record |= {record for record, one in self.made.items() if one in ids}

    @rule(at=AT, which=ANY)
    def pick(self, at: int, which: int) -> None:
        found = two_versions.look(self.at[at])
        if found:
            self.pick_one(at, found[which % len(found)])

    def pick_one(self, at: int, chosen: Version) -> bool:
        """Pick a version; return whether that was not refused, and then it holds.

        What the record cannot become was never offered.
        """
        session = self.at[at]
        try:
            two_versions.pick(session, chosen)
        except (*REFUSED, RecordMissingError):
            return False
        except RecordFinalError:
            assert chosen.final is not None
            return False
        assert chosen.final is None
        with session.reading() as opened:
            history = opened.histories.get(chosen.record_id)
            assert history is not None
            assert chosen.part not in history.open_parts
            if chosen.kind == "event":
                record: Record | None = opened.kyr_events.get(chosen.record_id)
            else:
                record = kept_of(opened, history.unit_id).get(chosen.record_id)
        if chosen.is_left_out:
            assert record is None
        else:
            assert record is not None
            assert parts_of(record)[chosen.part] == chosen.value
        return True

    def each_owner_has_what_was_done_and_nobody_has_two(self) -> None:
        """Both may hold somebody; see the end."""

    def files_of_one_person_stand_together_where_they_are_held(self) -> None:
        """Two laptops may say two things; whoever stands for a file is there."""
        for session in self.at:
            with session.reading() as opened:
                merged = opened.merges.all_merged()
                assert not merged.keys() & set(merged.values())

    def a_file_is_kept_until_the_word_came_back(self) -> None:
        """What was for a lost laptop is let go of."""

    def settle(self) -> None:
        main = self.at[0]
        with main.reading() as opened:
            for record_id, unit_id in self.made.items():
                if unit_id in self.gone or record_id in self.without_record:
                    continue
                is_there = record_id in kept_of(opened, unit_id)
                assert is_there or opened.histories.get(record_id) is not None
        while found := two_versions.look(main):
            self.numbers += 1
            chosen = found[self.numbers % len(found)]
            if not self.pick_one(0, chosen):
                same = (chosen.record_id, chosen.part)
                shown = next(one for one in found if (one.record_id, one.part) == same)
                assert self.pick_one(0, shown)


class ACopy(ALostLaptop):
    """A day laptop is restored as another station while the first goes on."""

    @precondition(lambda self: len(self.at) == len(NAMES))
    @rule(day=DAY)
    def restore(self, day: int) -> None:
        folder, before = self.folder / "restored", self.at[day]
        shutil.copytree(before.vault.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
        vault = open_vault_by_recovery_code(folder, type(self).codes[NAMES[day]])
        with vault.transaction() as opened:
            clinic = replace(opened.clinic.get(), station_id="f" * 16)
            opened.clinic.save(clinic)
        self.at.append(replace(before, vault=vault, clinic=clinic))

    @precondition(lambda self: len(self.ids) < len(self.at))
    @rule(is_time=st.sampled_from([False, False, True]))
    def let_in(self, is_time: bool) -> None:
        """Let the copy answer the main laptop; until then it works and is not handed over."""
        if is_time:
            copy = self.at[-1]
            laptops.accept(self.at[0], laptops.join(copy, laptops.invite(self.at[0])))
            self.ids.append(key_of(copy))

    def teardown(self) -> None:
        """Nothing of a copy may stay away."""
        if len(self.ids) < len(self.at):
            self.let_in(is_time=True)
        super().teardown()

    @precondition(lambda self: len(self.at) > len(NAMES))
    @rule(what=st.integers(0, 9), which=ANY, other=ANY)
    def work_with_the_copy(self, what: int, which: int, other: int) -> None:
        is_in = len(self.ids) == len(self.at)
        match what if is_in else what % 6:
            case 0 | 1:
                self.correct(3, which, Consent.GIVEN)
            case 2 | 3:
                self.do_something_for(3, which, other % len(ACTS))
            case 4:
                self.merge(3, which, other, ("phone",))
            case 5:
                self.undo_a_merge(3, which)
            case 6:
                self.hand_out(3, which)
            case 7:
                self.bring_a_file(3, which)
            case _:
                self.carry_a_stick(3, is_main=what == 9)

    def each_event_has_one_owner_with_its_heads(self) -> None:
        """Both copies have what was counted before."""

    def check_events(self) -> None:
        assert {one.id for one in kyr.events(self.at[0])} >= self.events.keys()


def ids_in(opened: OpenVault) -> list[str]:
    return [client.id for _number, client in opened.clients.after(0, 1_000)]


def all_ids(session: Session) -> list[str]:
    with session.reading() as opened:
        return ids_in(opened)


@pytest.mark.parametrize("machine", [EveryMove, ALostLaptop, ACopy])
def test_whatever_is_done_with_a_client_is_kept(
    machine: type[EveryMove],
    open_laptops: Callable[[Path], Three],
    made_laptops: tuple[Path, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "opened", staticmethod(open_laptops), raising=False)
    monkeypatch.setattr(machine, "codes", made_laptops[1], raising=False)

    run_state_machine_as_test(
        machine, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS)
    )
