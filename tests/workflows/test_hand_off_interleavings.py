"""Whatever three laptops do in whatever order: nothing disappears, and one at most may change it.

Files and the words that go back are lost, doubled, reordered and brought to the wrong laptop. The
machine keeps the truth beside the three vaults; ``CLINIC_APP_EXAMPLES`` says how long it searches.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from clinic_app.hand_off.errors import ParcelError
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance
from clinic_app.records.laptop import Part
from clinic_app.records.service import ServiceKind
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.workflows import clients, handing_over, kyr, laptops, services, taking_in
from clinic_app.workflows.laptop_errors import (
    HandedOverError,
    LaptopError,
    NothingToHandOverError,
)
from clinic_app.workflows.session import Session

EXAMPLES = max(10, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 5)
STEPS = 25
AT = st.integers(0, 2)
DAY = st.integers(1, 2)
ANY = st.integers(0, 1_000)


class ThreeLaptops(RuleBasedStateMachine):
    """The main laptop is number 0; the truth is what was done, wherever it was done."""

    opened: Callable[[Path], tuple[Session, Session, Session]]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.at = type(self).opened(self.folder / "laptops")
        self.phones: dict[str, str] = {}
        self.advices: dict[str, int] = {}
        self.heads = 0
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
        phone = f"555 {len(self.phones):04} {which:04}"
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
                form=None,
                filing=None,
                before=None,
                referred_to="",
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

    @rule(at=AT, which=ANY)
    def bring_a_file(self, at: int, which: int) -> None:
        """Any file to any laptop, any number of times; others are simply never brought."""
        if not self.files:
            return
        try:
            taking_in.take_in(self.at[at], self.files[which % len(self.files)])
        except (LaptopError, ParcelError):
            return

    @rule(which=ANY)
    def say_what_was_taken_in(self, which: int) -> None:
        days = [one for one, _print, _held in laptops.look(self.at[0]).others]
        self.words.append(taking_in.acknowledgement(self.at[0], days[which % 2].id))

    @rule(at=AT, which=ANY)
    def bring_a_word(self, at: int, which: int) -> None:
        if self.words:
            try:
                taking_in.take_acknowledgement(self.at[at], self.words[which % len(self.words)])
            except (LaptopError, ParcelError):
                return

    @invariant()
    def nobody_has_two_owners_and_the_newest_value_is_there(self) -> None:
        kept = [{client.id: client for client in clients.recent(session)} for session in self.at]
        owned = [set(self.owned(at)) for at in range(3)]

        assert sum(map(len, owned)) == len(set.union(*owned))
        for client_id, phone in self.phones.items():
            shown = [there[client_id].phone for there in kept if client_id in there]
            assert phone in shown
            for there, own in zip(kept, owned, strict=True):
                assert client_id not in own or there[client_id].phone == phone

    @invariant()
    def a_file_is_kept_until_the_word_came_back(self) -> None:
        taken = {one.sha256 for one in laptops.look(self.at[0]).hand_offs}
        for at in (1, 2):
            for one in laptops.look(self.at[at]).hand_offs:
                assert one.sealed is not None or one.sha256 in taken

    def teardown(self) -> None:
        """Bring everything to the main laptop: its counts are the truth."""
        for at in (1, 2):
            self.hand_over(at)
            waiting = [one.sealed for one in laptops.look(self.at[at]).hand_offs if one.sealed]
            for sealed in reversed(waiting):
                taking_in.take_in(self.at[0], sealed)
        assert laptops.look(self.at[0]).part is Part.MAIN
        assert set(self.owned(0)) == set(self.phones)
        with self.at[0].reading() as opened:
            counted = opened.countable().happenings
            assert opened.audit.first_broken() is None
        totals = {
            headline: sum(one.times for one in counted if one.headline is headline)
            for headline in (HeadlineCount.ADVICE, HeadlineCount.KYR_ATTENDANCE)
        }
        assert totals[HeadlineCount.ADVICE] == sum(self.advices.values())
        assert totals[HeadlineCount.KYR_ATTENDANCE] == self.heads
        for session in self.at:
            session.lock()
        shutil.rmtree(self.folder)

    def one_there(self, at: int, which: int) -> Client | None:
        there = clients.recent(self.at[at])
        return there[which % len(there)] if there else None

    def owned(self, at: int) -> list[str]:
        with self.at[at].reading() as opened:
            return [
                one.id
                for one in opened.clients.recent(1_000)
                if not opened.holders.laptop_of(one.id)
            ]


def test_three_laptops_lose_nothing_and_count_once(
    open_laptops: Callable[[Path], tuple[Session, Session, Session]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ThreeLaptops, "opened", staticmethod(open_laptops), raising=False)

    run_state_machine_as_test(
        ThreeLaptops, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS)
    )
