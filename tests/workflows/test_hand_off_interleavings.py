"""Whatever three laptops do in whatever order: nothing disappears, and one at most may change it.

Files and the words that go back are lost, doubled, reordered and brought to the wrong laptop. The
machine keeps the truth beside the three vaults; ``CLINIC_APP_EXAMPLES`` says how long it searches.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from clinic_app.crypto.signing import key_id
from clinic_app.hand_off.errors import ParcelError
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance
from clinic_app.records.laptop import Direction, Part
from clinic_app.records.service import ServiceKind
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.workflows import (
    clients,
    handing_out,
    handing_over,
    kyr,
    laptops,
    services,
    stations,
    taking_in,
    two_versions,
)
from clinic_app.workflows.laptop_errors import (
    HandedOverError,
    LaptopError,
    NothingToHandOverError,
)
from clinic_app.workflows.session import Session

EXAMPLES = max(6, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 8)
STEPS = 25
AT = st.integers(0, 2)
DAY = st.integers(1, 2)
ANY = st.integers(0, 1_000)


def key_of(session: Session) -> str:
    with session.reading() as opened:
        own = opened.laptops.own()
    assert own is not None
    return key_id(own.signing_key)


class ThreeLaptops(RuleBasedStateMachine):
    """The main laptop is number 0; the truth is what was done, wherever it was done."""

    opened: Callable[[Path], tuple[Session, Session, Session]]
    restored: Callable[[tuple[Session, ...], Path], Session]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.at: tuple[Session, ...] = type(self).opened(self.folder / "laptops")
        self.phones: dict[str, str] = {}
        self.advices: dict[str, int] = {}
        self.heads = 0
        self.numbers = 0
        self.ids = [key_of(session) for session in self.at]
        self.files: list[bytes] = []
        self.words: list[bytes] = []

    @rule(at=AT)
    def register(self, at: int) -> None:
        client = clients.register(
            self.at[at],
            name=f"Somebody {len(self.phones)}",
            birth_date=None,
            language="ht",
            needs_interpreter=False,
            consent=Consent.GIVEN,
            phone="",
        )
        self.phones[client.id], self.advices[client.id] = "", 0

    @rule(at=AT, which=ANY)
    def change_the_phone(self, at: int, which: int) -> None:
        client = self.one_there(at, which)
        if client is None:
            return
        self.numbers += 1
        phone = f"555 {self.numbers:07}"
        try:
            clients.correct(
                self.at[at],
                client.id,
                name=client.name,
                birth_date=client.birth_date,
                language=client.language,
                needs_interpreter=client.needs_interpreter,
                consent=client.consent,
                phone=phone,
                gender=client.gender,
                county=client.county,
            )
        except HandedOverError:
            return
        self.phones[client.id] = phone
        self.on_changed(client, phone)

    @rule(at=AT, which=ANY)
    def give_advice(self, at: int, which: int) -> None:
        client = self.one_there(at, which)
        if client is None:
            return
        try:
            services.record(
                self.at[at],
                client.id,
                kind=ServiceKind.ADVICE,
                at_no_cost=True,
            )
        except HandedOverError:
            return
        self.advices[client.id] += 1

    @rule(at=AT)
    def count_heads(self, at: int) -> None:
        event = kyr.begin(self.at[at], "Library", ("ht",))
        kyr.save(self.at[at], event.with_heads(Attendance("ht", adults=3)))
        kyr.finish(self.at[at], event.id)
        self.heads += 3

    @rule(at=DAY)
    def hand_over(self, at: int) -> None:
        try:
            made = handing_over.hand_over(self.at[at])
        except NothingToHandOverError:
            return
        assert made.sealed is not None
        self.files.append(made.sealed)

    @rule(to=DAY, which=ANY)
    def hand_out(self, to: int, which: int) -> None:
        client = self.one_there(0, which)
        if client is None:
            return
        people = handing_out.households_of(self.at[0], (client.code,))
        try:
            made = handing_out.hand_out(self.at[0], self.ids[to], people)
        except HandedOverError:
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

    @invariant()
    def nobody_has_two_owners_and_the_newest_value_is_there(self) -> None:
        self.check_owners()

    def check_owners(self) -> None:
        kept = [
            {client.id: client for client in clients.search(session, "")} for session in self.at
        ]
        owned = [set(self.owned(at)) for at in range(3)]

        assert sum(map(len, owned)) == len(set.union(*owned))
        for client_id, phone in self.phones.items():
            shown = [there[client_id].phone for there in kept if client_id in there]
            assert phone in shown
            for there, own in zip(kept, owned, strict=True):
                assert client_id not in own or there[client_id].phone == phone

    @invariant()
    def a_file_is_kept_until_the_word_came_back(self) -> None:
        every = [one for session in self.at for one in laptops.look(session).hand_offs]
        taken = {one.sha256 for one in every if one.direction is Direction.IN}
        kept = {one.sha256 for one in every if one.sealed is not None}
        assert {one.sha256 for one in every} <= taken | kept

    def teardown(self) -> None:
        """Bring everything to the main laptop: its counts are the truth."""
        for at in range(1, len(self.at)):
            self.bring_all(0, at)
            self.hand_over(at)
            self.bring_all(at, 0)
        assert laptops.look(self.at[0]).part is Part.MAIN
        assert set(self.owned(0)) == set(self.phones)
        self.check_values()
        with self.at[0].reading() as opened:
            counted = opened.countable().happenings
            assert opened.audit.first_broken() is None
        totals = {
            headline: sum(one.times for one in counted if one.headline is headline)
            for headline in (HeadlineCount.ADVICE, HeadlineCount.KYR_ATTENDANCE)
        }
        assert totals[HeadlineCount.ADVICE] == sum(self.advices.values())
        assert totals[HeadlineCount.KYR_ATTENDANCE] == self.heads
        self.end()
        shutil.rmtree(self.folder)

    def on_changed(self, before: Client, phone: str) -> None:
        """For a machine that follows each value."""

    def check_values(self) -> None:
        assert two_versions.look(self.at[0]) == ()

    def bring_all(self, by: int, to: int) -> None:
        for one in reversed(laptops.look(self.at[by]).hand_offs):
            if one.sealed is not None and one.laptop_id == self.ids[to]:
                taking_in.take_in(self.at[to], one.sealed)

    def end(self) -> None:
        for session in self.at:
            session.lock()

    def one_there(self, at: int, which: int) -> Client | None:
        there = clients.search(self.at[at], "")
        return there[which % len(there)] if there else None

    def owned(self, at: int) -> list[str]:
        with self.at[at].reading() as opened:
            return [
                one.id
                for one in opened.clients.recent(1_000)
                if not opened.holders.laptop_of(one.id)
            ]


class WithACopy(ThreeLaptops):
    """One day laptop is restored from a backup while the first goes on: both then change things.

    Both may then be the owner of one client until the copy is let in again; every phone that was
    not written over is asked for at the end, shown or waiting.
    """

    def __init__(self) -> None:
        super().__init__()
        self.written_over: set[str] = set()
        self.written: dict[str, set[str]] = {}

    @precondition(lambda self: len(self.at) == 3)
    @rule()
    def restore(self) -> None:
        self.at = (*self.at, type(self).restored(self.at, self.folder / "restored"))

    def let_in(self) -> None:
        """Let the copy in, the first time that it has anything to do with the main laptop."""
        if len(self.ids) < len(self.at):
            laptops.accept(self.at[0], laptops.join(self.at[3], laptops.invite(self.at[0])))
            self.ids.append(key_of(self.at[3]))

    def bring_all(self, by: int, to: int) -> None:
        self.let_in()
        super().bring_all(by, to)

    @precondition(lambda self: len(self.at) == 4)
    @rule(which=ANY, what=st.integers(0, 3))
    def work_with_the_copy(self, which: int, what: int) -> None:
        match what:
            case 0:
                self.change_the_phone(3, which)
            case 1:
                self.give_advice(3, which)
            case 2:
                self.let_in()
                self.hand_over(3)
            case _:
                self.bring_a_file(3, which)

    def on_changed(self, before: Client, phone: str) -> None:
        self.written_over.add(before.phone)
        self.written.setdefault(before.id, set()).add(phone)

    def check_owners(self) -> None:
        """See the class."""

    def check_values(self) -> None:
        waiting: dict[str, set[str]] = {}
        for one in two_versions.look(self.at[0]):
            waiting.setdefault(one.record_id, set()).add(str(getattr(one.record, one.part, "")))
        for client_id, phones in self.written.items():
            shown = clients.get(self.at[0], client_id).phone
            assert phones - self.written_over <= {shown, *waiting.get(client_id, ())}


class WithNewKeys(ThreeLaptops):
    """Laptops become other stations, as after a restore, and answer invitations again."""

    def __init__(self) -> None:
        super().__init__()
        self.retired: set[str] = set()

    @rule(at=AT)
    def become_another_station(self, at: int) -> None:
        found = list(self.at)
        found[at] = stations.as_new_station(found[at], None)
        self.at = tuple(found)
        for day in (1, 2) if at == 0 else (at,):
            self.answer_an_invitation(day)

    @rule(at=DAY)
    def answer_an_invitation(self, at: int) -> None:
        main, day = self.at[0], self.at[at]
        laptops.accept(main, laptops.join(day, laptops.invite(main)))
        now = [key_of(session) for session in self.at]
        self.retired |= set(self.ids[1:]) - set(now)
        self.ids = now

    def a_file_is_kept_until_the_word_came_back(self) -> None:
        """What waited under an earlier key is handed over anew."""

    def check_values(self) -> None:
        super().check_values()
        for client_id, phone in self.phones.items():
            assert clients.get(self.at[0], client_id).phone == phone

    def bring_all(self, by: int, to: int) -> None:
        super().bring_all(by, to)
        if (by, to) == (2, 0):
            for laptop_id in self.retired:
                if any(one.id == laptop_id for one, _p, _h in laptops.look(self.at[0]).others):
                    laptops.give_up(self.at[0], laptop_id)


def test_laptops_with_new_keys_lose_nothing_and_count_once(
    open_laptops: Callable[[Path], tuple[Session, Session, Session]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(WithNewKeys, "opened", staticmethod(open_laptops), raising=False)

    run_state_machine_as_test(
        WithNewKeys, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS)
    )


def test_a_restored_copy_loses_nothing_either(
    open_laptops: Callable[[Path], tuple[Session, Session, Session]],
    made_laptops: tuple[Path, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def restored(at: tuple[Session, ...], folder: Path) -> Session:
        day = at[1]
        shutil.copytree(day.vault.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
        vault = open_vault_by_recovery_code(folder, made_laptops[1]["day"])
        with vault.transaction() as opened:
            clinic = replace(opened.clinic.get(), station_id="f" * 16)
            opened.clinic.save(clinic)
        return replace(day, vault=vault, clinic=clinic)

    monkeypatch.setattr(WithACopy, "opened", staticmethod(open_laptops), raising=False)
    monkeypatch.setattr(WithACopy, "restored", staticmethod(restored), raising=False)

    run_state_machine_as_test(
        WithACopy, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS)
    )


def test_three_laptops_lose_nothing_and_count_once(
    open_laptops: Callable[[Path], tuple[Session, Session, Session]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ThreeLaptops, "opened", staticmethod(open_laptops), raising=False)

    run_state_machine_as_test(
        ThreeLaptops, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS)
    )
