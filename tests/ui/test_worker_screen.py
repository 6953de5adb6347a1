"""Who works here: a role comes with the passphrase that opens it."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.records.worker import (
    Accreditation,
    AccreditationLevel,
    FormerAccreditation,
    Role,
    Worker,
)
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.screens.worker import WorkerScreen
from clinic_app.ui.words.worker_words import role_words
from clinic_app.workflows.workers import SignIn

WORDS = "six words that nobody else has"
HELD = Accreditation(
    level=AccreditationLevel.FULL, granted=date(2025, 1, 1), expires=date(2027, 12, 31)
)
TOMAS = Worker(id="w2", name="Tomas Vale", slot_id="s2", role=Role.VOLUNTEER)


@dataclass
class Kept:
    """What the screen asked for, in order."""

    acts: list[tuple[object, ...]] = field(default_factory=list)

    def add(self, name: str, held: Accreditation | None, sign_in: SignIn) -> Worker:
        self.acts.append(("add", name, held, sign_in))
        return TOMAS

    def update(self, worker: Worker, *, is_correction: bool) -> Worker:
        self.acts.append(("correct" if is_correction else "update", worker))
        return worker

    def renew(self, worker_id: str, sign_in: SignIn) -> Worker:
        self.acts.append(("renew", worker_id, sign_in))
        return TOMAS


@pytest.fixture
def kept() -> Kept:
    return Kept()


def a_screen(kept: Kept, jobs: ClosableJobs) -> WorkerScreen:
    return WorkerScreen(
        add=kept.add, update=kept.update, renew=kept.renew, suggest=lambda: WORDS, jobs=jobs
    )


@pytest.fixture
def screen(qtbot: QtBot, kept: Kept, jobs: ClosableJobs) -> WorkerScreen:
    screen = a_screen(kept, jobs)
    qtbot.addWidget(screen)
    screen.show()
    return screen


def test_somebody_new_is_a_volunteer_unless_another_role_is_chosen(
    screen: WorkerScreen, kept: Kept
) -> None:
    screen.show_worker(None)
    screen.name.setText("Cleo")
    screen.sign_in_name.setText("cleo")
    type_twice(screen)
    assert screen.role.role() is Role.VOLUNTEER

    screen.role.show_role(Role.GREETER)
    screen.save_button.click()

    assert kept.acts == [
        ("add", "Cleo", None, SignIn(name="cleo", passphrase=WORDS, role=Role.GREETER))
    ]


def test_of_an_old_passphrase_is_spoken_only_where_there_is_one(screen: WorkerScreen) -> None:
    screen.show_worker(None)
    assert screen.why_here.text() == "The worker types the passphrase, not you."

    screen.show_worker(TOMAS)
    screen.renewing.click()
    assert "The old one opens nothing here" in screen.why_here.text()


def test_enter_walks_through_all_that_is_asked_of_somebody_new(
    qtbot: QtBot, kept: Kept, jobs: ClosableJobs
) -> None:
    screen = a_screen(kept, jobs)
    screen.show_worker(None)
    window = MainWindow()
    qtbot.addWidget(window)
    window.show_screen(screen)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    screen.name.setFocus()
    qtbot.keyClicks(screen.name, "Cleo Rivas")

    for stop in (
        screen.accreditation.volunteer,
        screen.role.choice,
        screen.sign_in_name,
        screen.passphrase.first,
    ):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Return)
        assert stop.hasFocus()
    type_twice(screen)
    qtbot.keyClick(screen.passphrase.again, Qt.Key.Key_Return)

    assert kept.acts == [
        ("add", "Cleo Rivas", None, SignIn(name="Cleo", passphrase=WORDS, role=Role.VOLUNTEER))
    ]


def test_another_role_asks_for_a_new_passphrase_and_for_nothing_else(
    screen: WorkerScreen, kept: Kept
) -> None:
    screen.show_worker(TOMAS)
    assert screen.role.isHidden()
    assert screen.passphrase.isHidden()

    screen.renewing.click()
    assert not screen.role.isHidden()
    assert not screen.sign_in_name.isVisible()
    screen.role.show_role(Role.REPRESENTATIVE)
    type_twice(screen)
    screen.save_button.click()
    sign_in = SignIn(name="", passphrase=WORDS, role=Role.REPRESENTATIVE)
    assert kept.acts == [("renew", "w2", sign_in), ("update", TOMAS)]


def test_a_name_is_corrected_without_a_new_passphrase(screen: WorkerScreen, kept: Kept) -> None:
    screen.show_worker(TOMAS)
    screen.name.setText("Tomás Vale")
    screen.save_button.click()

    assert [act[0] for act in kept.acts] == ["update"]


def test_whoever_is_accredited_is_proposed_as_one_who_signs(screen: WorkerScreen) -> None:
    screen.show_worker(None)
    screen.accreditation.full.click()
    assert screen.role.role() is Role.REPRESENTATIVE

    screen.accreditation.volunteer.click()
    assert screen.role.role() is Role.VOLUNTEER

    screen.role.show_role(Role.COORDINATOR)
    screen.accreditation.partial.click()
    assert screen.role.role() is Role.COORDINATOR


def test_what_was_held_is_kept_unless_it_was_a_mistake(screen: WorkerScreen, kept: Kept) -> None:
    worker = replace(TOMAS, accreditation=HELD)
    fields = screen.accreditation
    screen.show_worker(worker)
    assert not fields.was_mistake.isVisible()

    fields.granted.setText("1/1/2028")
    fields.expires.setText("12/31/2030")
    assert fields.was_mistake.isVisible()
    screen.save_button.click()
    screen.show_worker(worker)
    fields.granted.setText("1/1/2028")
    fields.expires.setText("12/31/2030")
    fields.was_mistake.click()
    screen.save_button.click()
    assert [act[0] for act in kept.acts] == ["update", "correct"]

    screen.show_worker(worker)
    fields.granted.setText("12/1/2024")  # before what is held: it can only correct it
    assert not fields.was_mistake.isVisible()
    assert not fields.is_correction
    fields.volunteer.click()
    assert fields.was_mistake.isVisible()


def test_what_was_held_before_is_told(screen: WorkerScreen) -> None:
    until = FormerAccreditation(accreditation=HELD, until=date(2026, 3, 1))
    screen.show_worker(replace(TOMAS, former=(until,)))

    assert screen.accreditation.former.text() == "Before: full, granted 1/1/2025, until 3/1/2026"
    screen.show_worker(TOMAS)
    assert screen.accreditation.former.isHidden()


@pytest.mark.parametrize(
    ("role", "held", "words"),
    [
        (Role.GREETER, None, "greeter"),
        (Role.COORDINATOR, HELD, "coordinator, accredited (full)"),
        (Role.VOLUNTEER, HELD, "volunteer, accredited (full)"),
    ],
)
def test_a_role_is_told_beside_the_accreditation_for_neither_gives_the_other(
    role: Role, held: Accreditation | None, words: str
) -> None:
    assert role_words(Worker(id="w", name="Ana", role=role, accreditation=held)) == words


def type_twice(screen: WorkerScreen) -> None:
    screen.passphrase.first.setText(WORDS)
    screen.passphrase.again.setText(WORDS)
