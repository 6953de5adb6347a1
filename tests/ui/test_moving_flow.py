"""A clinic moves to another headquarters, or its first one was false; on a real vault."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.bundles import enrolment_file
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey, fingerprint
from clinic_app.records.worker import Accreditation, AccreditationLevel
from clinic_app.ui.flows.enrolment_flow import MOVED, EnrolmentFlow
from clinic_app.ui.program import Program
from clinic_app.workflows import enrolment, installing
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.rule_packs import shipped_pack

ACCREDITED = Accreditation(
    level=AccreditationLevel.PARTIAL, granted=date(2025, 3, 1), expires=date(2028, 2, 29)
)
FIRST, OTHER = SigningKey(b"h" * 32), SigningKey(b"o" * 32)
TOLD = Enrolment(
    clinic="MIA-1",
    clinic_name="St. Mark's clinic",
    headquarters="Coalition",
    number="0" * 16,
    is_training=False,
    sealing_key=OpeningKey(b"s" * 32).public,
    signing_key=FIRST.public,
    pack_key=SigningKey(b"p" * 32).public,
    smallest_crowd=11,
)


def file_of(headquarters: str, key: SigningKey) -> bytes:
    other = replace(
        TOLD,
        headquarters=headquarters,
        signing_key=key.public,
        pack_key=SigningKey(b"q" * 32).public,
    )
    return enrolment_file.write_enrolment(other, key)


@dataclass
class Chooser:
    """Answers with one file, and with one place for a new file."""

    file: Path
    place: Path | None

    def ask_file(self, _title: str, on_chosen: Callable[[Path], None]) -> None:
        on_chosen(self.file)

    ask_folder = ask_file

    def ask_new_file(self, _title: str, _name: str, on_chosen: Callable[[Path], None]) -> None:
        if self.place is not None:
            on_chosen(self.place)


@pytest.fixture
def chooser(tmp_path: Path) -> Chooser:
    """The stick of another headquarters."""
    file = tmp_path / "enrolment.json"
    file.write_bytes(file_of("Riverbend", OTHER))
    return Chooser(file, tmp_path / "answer.json")


@pytest.fixture
def records(
    new_clinic: Callable[..., NewClinic], signed: Callable[..., bytes], tmp_path: Path
) -> Path:
    """A locked vault of a clinic that works by the rules its headquarters sent."""
    made = new_clinic(tmp_path / "records", accreditation=ACCREDITED)
    enrolment.take(made.session, enrolment_file.write_enrolment(TOLD, FIRST))
    (tmp_path / "tps.rulepack").write_bytes(signed())
    looking = installing.look_at(made.session, tmp_path / "tps.rulepack")
    try:
        while True:
            next(looking)
    except StopIteration as found:
        installing.install(made.session, found.value)
    made.session.lock()
    return tmp_path / "records"


@pytest.fixture
def program(
    qtbot: QtBot, opened: Callable[..., Program], records: Path, chooser: Chooser
) -> Program:
    running = opened(records, chooser=chooser)
    running.window.activateWindow()
    qtbot.waitUntil(running.window.isActiveWindow)
    return running


def flow_of(program: Program) -> EnrolmentFlow:
    assert program.desk is not None
    return program.desk.clinic.enrolment


def rules_at_work(program: Program) -> str:
    """Return what the page of rules is headed."""
    assert program.desk is not None
    program.desk.clinic.rules.open()
    return program.desk.clinic.rules.rules.title.text()


SHIPPED = f"Rules {shipped_pack().version}"


def test_a_file_of_another_headquarters_changes_nothing_until_somebody_says_so(
    program: Program, chooser: Chooser
) -> None:
    flow = flow_of(program)
    flow.open()
    screen = flow.screen
    assert screen.state.text() == "This clinic is enrolled at Coalition."

    screen.file_button.click()

    assert screen.moving.isVisible()
    assert screen.problem.isHidden()
    assert "enrolled at Coalition" in screen.moving.words.text()
    assert "from Riverbend" in screen.moving.words.text()
    assert screen.moving.fingerprint.text() == fingerprint(OTHER.public)
    assert QApplication.focusWidget() is screen.moving.stay_button
    assert chooser.place is not None
    assert not chooser.place.exists()

    screen.moving.stay_button.click()

    assert screen.moving.isHidden()
    assert screen.theirs.text() == fingerprint(FIRST.public)
    assert rules_at_work(program) != SHIPPED


def test_a_clinic_moves_and_works_by_no_rules_of_the_one_before(
    program: Program, chooser: Chooser
) -> None:
    before = flow_of(program)
    before.open()
    before.screen.file_button.click()

    before.screen.moving.move_button.click()

    screen = flow_of(program).screen
    assert flow_of(program) is not before  # drawn anew, with other rules
    assert program.window.place.widget() is screen
    assert "enrolled at Riverbend" in screen.state.text()
    assert "bring it back" in screen.state.text()
    assert screen.theirs.text() == fingerprint(OTHER.public)
    assert chooser.place is not None
    assert enrolment_file.read_answer(chooser.place.read_bytes()).clinic == "MIA-1"
    assert rules_at_work(program) == SHIPPED


def test_where_the_answer_was_not_written_the_move_is_told_and_the_next_try_writes_it(
    program: Program, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.place = tmp_path / "pulled stick" / "answer.json"
    flow_of(program).open()
    flow_of(program).screen.file_button.click()

    flow_of(program).screen.moving.move_button.click()

    screen = flow_of(program).screen
    assert "enrolled at Riverbend" in screen.state.text()
    assert "answer is not written" in screen.problem.text()
    assert rules_at_work(program) == SHIPPED
    flow_of(program).open()
    chooser.place = tmp_path / "answer.json"
    screen.file_button.click()
    assert program.window.place.widget() is screen
    assert "bring it back" in screen.state.text()
    assert chooser.place.exists()


def test_what_is_asked_about_one_file_moves_to_no_other(
    program: Program, chooser: Chooser, tmp_path: Path
) -> None:
    third = SigningKey(b"t" * 32)
    screen = flow_of(program).screen
    flow_of(program).open()
    screen.file_button.click()
    assert screen.moving.isVisible()

    chooser.file, chooser.place = tmp_path / "third.json", None
    chooser.file.write_bytes(file_of("Stranger", third))
    screen.file_button.click()  # and no place for the answer is chosen

    assert screen.moving.isHidden()
    chooser.file, chooser.place = tmp_path / "enrolment.json", tmp_path / "answer.json"
    screen.file_button.click()
    chooser.file.write_bytes(file_of("Stranger", third))  # another stick is in the drive by now
    screen.moving.move_button.click()
    assert "from Stranger" in screen.moving.words.text()
    assert screen.moving.fingerprint.text() == fingerprint(third.public)
    assert screen.theirs.text() == fingerprint(FIRST.public)
    assert not chooser.place.exists()


def test_a_lock_at_the_moment_of_the_move_seats_nobody_again(program: Program) -> None:
    desk, session = program.desk, program._session
    assert desk is not None
    assert session is not None

    program.lock()
    desk.session_changed.emit(session, MOVED)

    assert program.desk is None
    assert program._session is None
