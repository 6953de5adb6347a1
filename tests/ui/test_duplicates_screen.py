"""Two files side by side: what differs is marked, and an answer leads to the next pair."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinic_app.clock import DaySource
from clinic_app.printing.printer_errors import NoPrinterError
from clinic_app.records.client import Client, Consent
from clinic_app.records.stamp import Stamp
from clinic_app.tallies.breakdowns import Gender
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.pair_view import PairAnswers, PairsView, Undo
from clinic_app.ui.screens.duplicates import DuplicatesScreen
from clinic_app.ui.words.pair_words import dispute_view, pair_view
from clinic_app.workflows.disputes import Dispute, Teller
from clinic_app.workflows.duplicates import Filed, Twins

LEFT = Client(
    id="c1",
    code="7K3F",
    name="Marie Joseph",
    household_id="c1",
    birth_date=date(1984, 6, 3),
    language="ht",
    needs_interpreter=False,
    consent=Consent.GIVEN,
    county="25025",
    registered=Stamp(
        at=datetime(2026, 11, 2, tzinfo=UTC),
        day=date(2026, 11, 2),
        day_source=DaySource.COMPUTER,
        worker_id="w1",
        site="Hall",
    ),
)
RIGHT = replace(LEFT, id="c2", code="M2QX", birth_date=date(1984, 3, 6), gender=Gender.FEMALE)
THIRD = replace(LEFT, id="c3", code="M2QY", birth_date=None)


class Clinic:
    """Pairs that wait, and what was said of them."""

    disputed: tuple[Dispute, ...] = ()
    can_merge = True

    def __init__(self, *pairs: tuple[Client, Client]) -> None:
        self.pairs = list(pairs)
        self.told: list[tuple[str, str]] = []
        self.merged: list[tuple[str, str, frozenset[str]]] = []
        self.settled: list[tuple[str, str, str]] = []

    def load(self) -> PairsView:
        found = [Twins(Filed(one, 2, 1), Filed(other, 0, 0)) for one, other in self.pairs]
        disputed = () if self.settled else self.disputed
        views = (*map(dispute_view, disputed), *map(pair_view, found))
        return PairsView(views, len(views), can_merge=self.can_merge)

    @property
    def answers(self) -> PairAnswers:
        return PairAnswers(
            tell_apart=self.tell_apart,
            merge=self.merge,
            part=partial(self.settle, "two"),
            stay_one=partial(self.settle, "one"),
        )

    def settle(self, as_what: str, one_id: str, other_id: str) -> Undo:
        self.settled.append((as_what, one_id, other_id))
        return self.settled.clear

    def tell_apart(self, one_id: str, other_id: str) -> Undo:
        self.told.append((one_id, other_id))
        self.pairs = [pair for pair in self.pairs if (pair[0].id, pair[1].id) != (one_id, other_id)]
        return lambda: self.ask_again(one_id, other_id)

    def ask_again(self, one_id: str, other_id: str) -> None:
        by_id = {one.id: one for one in (LEFT, RIGHT, THIRD)}
        self.told.remove((one_id, other_id))
        self.pairs.insert(0, (by_id[one_id], by_id[other_id]))

    def merge(self, one_id: str, other_id: str, taken: frozenset[str]) -> Callable[[], None]:
        self.tell_apart(one_id, other_id)
        self.merged.append((one_id, other_id, taken))
        return lambda: self.ask_again(one_id, other_id)


@pytest.fixture
def clinic() -> Clinic:
    return Clinic((LEFT, RIGHT), (LEFT, THIRD))


@pytest.fixture
def screen(qtbot: QtBot, jobs: Jobs, clinic: Clinic) -> DuplicatesScreen:
    made = DuplicatesScreen(load=clinic.load, answers=clinic.answers, jobs=jobs)
    qtbot.addWidget(made)
    made.load()
    return made


def shown(screen: DuplicatesScreen) -> tuple[str, ...]:
    return screen.shown_ids


def marked(screen: DuplicatesScreen) -> list[str]:
    return [
        label.accessibleName() for label in screen.card.findChildren(QLabel) if label.text() == "≠"
    ]


def test_what_both_said_and_differs_is_marked(screen: DuplicatesScreen) -> None:
    words = [label.text() for label in screen.card.findChildren(QLabel)]

    assert marked(screen) == ["Birth date differs"]
    assert "2 screenings, 1 service" in words
    assert words.count("not said") == 5  # both phones and next dates, and one gender
    assert [button.accessibleName() for button in screen.grid.choices] == [
        "Birth date of file 1: 6/3/1984",
        "Birth date of file 2: 3/6/1984",
    ]


def test_an_answer_leads_to_the_next_pair_and_then_to_nothing(
    screen: DuplicatesScreen, clinic: Clinic
) -> None:
    assert "1" in screen.which.text()
    screen.apart_button.click()
    assert shown(screen) == ("c1", "c3")
    screen.apart_button.click()

    assert clinic.told == [("c1", "c2"), ("c1", "c3")]
    assert shown(screen) == ()
    assert not screen.empty.isHidden()
    assert screen.card.isHidden()
    screen.apart_button.click()
    screen.one_button.click()
    screen.left_button.click()
    screen.later_button.click()
    assert len(clinic.told) == 2


def test_one_person_keeps_what_is_chosen_and_what_only_one_file_says(
    screen: DuplicatesScreen, clinic: Clinic
) -> None:
    screen.grid.choices[1].click()

    screen.one_button.click()
    assert clinic.merged == [("c1", "c2", frozenset({"birth_date", "gender"}))]
    assert "M2QX" in screen.notice.text()
    screen.one_button.click()

    assert clinic.merged[1] == ("c1", "c3", frozenset())


@pytest.mark.parametrize("answer", ["apart_button", "one_button"])
def test_each_answer_is_taken_back_by_one_key(
    screen: DuplicatesScreen, clinic: Clinic, answer: str
) -> None:
    assert screen.undo_button.isHidden()
    getattr(screen, answer).click()
    assert not screen.undo_button.isHidden()

    screen.undo_button.click()

    assert clinic.told == []
    assert shown(screen) == ("c1", "c2")
    assert screen.undo_button.isHidden()


def test_whoever_does_not_screen_is_told_who_merges(qtbot: QtBot, jobs: Jobs) -> None:
    one = Clinic((LEFT, RIGHT))
    screen = DuplicatesScreen(
        load=lambda: replace(one.load(), can_merge=False), answers=one.answers, jobs=jobs
    )
    qtbot.addWidget(screen)
    screen.load()

    assert not screen.one_button.isEnabled()
    assert not screen.hint.isHidden()


def test_later_shows_the_next_and_comes_round(screen: DuplicatesScreen, clinic: Clinic) -> None:
    screen.later_button.click()
    assert shown(screen) == ("c1", "c3")
    screen.later_button.click()

    assert shown(screen) == ("c1", "c2")
    assert clinic.told == []


def test_a_pair_is_found_again_by_its_two_ids(screen: DuplicatesScreen) -> None:
    screen.load(("c1", "c3"))
    assert shown(screen) == ("c1", "c3")
    screen.load(("gone", "c3"))
    assert shown(screen) == ("c1", "c2")


def test_each_file_opens(qtbot: QtBot, screen: DuplicatesScreen) -> None:
    for button, client in ((screen.left_button, LEFT), (screen.right_button, RIGHT)):
        with qtbot.waitSignal(screen.client_requested) as wish:
            button.click()
        assert wish.args == [client]


def test_the_only_pair_cannot_be_left_for_another(qtbot: QtBot, jobs: Jobs) -> None:
    one = Clinic((LEFT, RIGHT))
    screen = DuplicatesScreen(load=one.load, answers=one.answers, jobs=jobs)
    qtbot.addWidget(screen)
    screen.load()

    assert not screen.later_button.isEnabled()


def test_what_is_not_compared_yet_is_said(screen: DuplicatesScreen) -> None:
    screen.show_progress(20, 400)
    assert "20" in screen.progress.text()
    assert not screen.progress.isHidden()
    screen.show_progress(400, 400)
    assert screen.progress.isHidden()


def test_a_refusal_is_said_where_it_happened(qtbot: QtBot, jobs: Jobs) -> None:
    def refuse(*_ids: object) -> Undo:
        raise NoPrinterError

    one = Clinic((LEFT, RIGHT))
    screen = DuplicatesScreen(
        load=one.load, answers=replace(one.answers, tell_apart=refuse), jobs=jobs
    )
    qtbot.addWidget(screen)
    screen.load()

    screen.apart_button.click()

    assert not screen.problem.isHidden()
    assert shown(screen) == ("c1", "c2")


DISPUTE = Dispute(
    kept=LEFT,
    other=RIGHT,
    one_person=Teller("Ana Ruiz", date(2026, 11, 2)),
    two_people=Teller("Ben Okafor", date(2026, 11, 3)),
)


def test_what_two_laptops_said_in_two_ways_comes_first_and_is_settled_and_taken_back(
    screen: DuplicatesScreen, clinic: Clinic
) -> None:
    clinic.disputed = (DISPUTE,)
    screen.load()
    assert shown(screen) == ("c1", "c2")
    assert "Ana Ruiz said on 11/2/2026" in screen.dispute.text()
    assert "Ben Okafor said on 11/3/2026" in screen.dispute.text()
    assert screen.grid.choices == []  # nothing is taken over anew
    marks = [label for label in screen.grid.findChildren(QLabel) if label.text() == "≠"]
    assert marks  # and what differs is marked all the same

    screen.one_button.click()
    assert clinic.settled == [("one", "c1", "c2")]
    assert "stay one person" in screen.notice.text()
    assert screen.dispute.isHidden()

    screen.undo_button.click()
    screen.apart_button.click()
    assert clinic.settled == [("two", "c1", "c2")]
    assert clinic.told == []


def test_only_who_screens_settles_what_was_said_in_two_ways(
    screen: DuplicatesScreen, clinic: Clinic
) -> None:
    clinic.disputed, clinic.can_merge = (DISPUTE,), False

    screen.load()
    assert not screen.apart_button.isEnabled()
    assert not screen.one_button.isEnabled()

    clinic.disputed = ()
    screen.load()
    assert screen.apart_button.isEnabled()
