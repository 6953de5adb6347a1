"""A recovery code that nobody proved is asked for again, and a lost one is replaced."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.crypto.keyring_errors import WrongRecoveryCodeError
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.program import Program
from clinic_app.workflows import first_start, unlocking
from clinic_app.workflows.first_start import NewClinic

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))


@pytest.fixture
def made(tmp_path: Path) -> NewClinic:
    clinic = first_start.create_clinic(
        tmp_path / "records",
        clinic_name="St. Mark's clinic",
        clinic_code="MIA-1",
        site="",
        phone="",
        worker_name="Marie Baptiste",
        accreditation=None,
        sign_in_name="marie",
        passphrase=WORDS,
        today=TODAY,
        cost=LEAST_COST,
    )
    clinic.session.lock()
    return clinic


@pytest.fixture
def program(qtbot: QtBot, jobs: ClosableJobs, made: NewClinic, tmp_path: Path) -> Iterator[Program]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    running = Program(
        window,
        jobs,
        tmp_path / "records",
        today=lambda: TODAY,
        cost=LEAST_COST,
        unproven_vault=made.session.vault.id,
    )
    running.begin()
    running.entry.unlock.passphrase.setText(WORDS)
    running.entry.unlock.unlock_button.click()
    yield running
    running.close()


def test_a_code_that_was_never_typed_back_is_replaced_at_the_next_unlocking(
    qtbot: QtBot, program: Program, made: NewClinic, tmp_path: Path
) -> None:
    assert program.desk is not None
    recovery = program.desk.clinic.recovery
    assert program.window.place.widget() is recovery.start
    assert "typed back" in recovery.start.reason.text()

    recovery.start.make_button.click()

    assert program.window.place.widget() is recovery.code
    groups = tuple(label.text() for label in recovery.code.groups)
    recovery.code.hide_button.click()
    first, second = recovery._positions
    recovery.code.first.setText(groups[first])
    recovery.code.second.setText(groups[second].lower())
    with qtbot.waitSignal(program.code_unproven) as told:
        recovery.code.page.next_button.click()
    assert told.args == [""]
    assert program.window.place.widget() is program.desk.clinic.clinic
    program.lock()
    with pytest.raises(WrongRecoveryCodeError):
        unlocking.unlock_by_recovery_code(
            tmp_path / "records", made.recovery_code, WORDS + "s", "marie", TODAY
        )
    session = unlocking.unlock_by_recovery_code(
        tmp_path / "records", "-".join(groups), WORDS + "s", "marie", TODAY
    )
    session.lock()


def test_going_back_keeps_the_old_code(program: Program, made: NewClinic, tmp_path: Path) -> None:
    assert program.desk is not None
    program.desk.clinic.recovery.start.back_button.click()
    assert program.window.place.widget() is program.desk.clinic.clinic
    program.lock()

    session = unlocking.unlock_by_recovery_code(
        tmp_path / "records", made.recovery_code, WORDS + "s", "marie", TODAY
    )

    session.lock()


def test_three_shares_are_printed_typed_back_and_two_of_them_recover(
    qtbot: QtBot, program: Program, made: NewClinic, tmp_path: Path
) -> None:
    assert program.desk is not None
    recovery = program.desk.clinic.recovery
    recovery.start.shares_button.click()
    screen = recovery.shares.share
    sheets = []
    for number in (1, 2, 3):
        assert program.window.place.widget() is screen
        assert f"{number} of 3" in screen.page.title.text()
        words = [label.text() for label in screen.groups]
        sheets.append(" ".join(words))
        assert len(words) == 20
        screen.hide_button.click()
        first, second = recovery.shares._positions
        screen.first.setText("wrong")
        screen.second.setText(words[second])
        screen.page.next_button.click()
        assert "not the two words" in screen.page.problem.text()
        screen.first.setText(words[first][:4].upper())
        screen.page.next_button.click()
    assert program.window.place.widget() is program.desk.clinic.clinic
    assert "two of the three" in program.desk.clinic.clinic.saved.text()
    program.lock()

    recover = program.entry.recover
    program.entry.unlock.recovery_requested.emit()
    qtbot.keyClicks(recover.code, sheets[2])
    qtbot.keyClicks(recover.share, sheets[2])
    for field in (recover.passphrase.first, recover.passphrase.again):
        qtbot.keyClicks(field, WORDS + "s")
    recover.recover_button.click()
    assert "same one twice" in recover.problem.text()
    recover.share.setText(sheets[0])
    recover.recover_button.click()

    assert program._session is not None
    assert program._session.worker.name == "Marie Baptiste"
    program.lock()
    code = unlocking.unlock_by_recovery_code(
        tmp_path / "records", made.recovery_code, WORDS + "t", "marie", TODAY
    )
    code.lock()


def test_a_share_goes_to_paper_and_is_never_saved(program: Program) -> None:
    assert program.desk is not None
    desk = program.desk
    desk.clinic.recovery.start.shares_button.click()

    desk.clinic.recovery.shares.share.print_button.click()

    assert desk.paper.preview.save_button.isHidden()
    assert "1 page" in desk.paper.preview.count.text()
    desk.paper.preview.back_button.click()
    assert program.window.place.widget() is desk.clinic.recovery.shares.share
