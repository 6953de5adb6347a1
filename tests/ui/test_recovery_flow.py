"""A recovery code that nobody proved is asked for again, and a lost one is replaced."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.crypto.keyring_errors import WrongRecoveryCodeError
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.records.worker import Role
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.program import Program
from clinic_app.ui.screens.recovery_code import RecoveryCodeScreen
from clinic_app.ui.screens.set_up import ClinicEntered, WorkerEntered
from clinic_app.workflows import recovery_papers, unlocking, workers
from clinic_app.workflows.errors import NotCoordinatorError
from clinic_app.workflows.first_start import NewClinic

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))


@pytest.fixture
def made(new_clinic: Callable[..., NewClinic], tmp_path: Path) -> NewClinic:
    clinic = new_clinic(tmp_path / "records")
    clinic.session.lock()
    return clinic


@pytest.fixture
def program(opened: Callable[..., Program], made: NewClinic, tmp_path: Path) -> Program:
    return opened(tmp_path / "records", unproven_vault=made.session.vault.id)


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
    papers = program.desk.clinic.recovery.papers
    assert program.window.place.widget() is papers
    papers.back_button.click()
    assert program.window.place.widget() is program.desk.clinic.clinic
    program.lock()

    session = unlocking.unlock_by_recovery_code(
        tmp_path / "records", made.recovery_code, WORDS + "s", "marie", TODAY
    )

    session.lock()


def test_a_code_is_still_there_for_whoever_turned_away_before_it_was_on_paper(
    program: Program,
) -> None:
    assert program.desk is not None
    recovery = program.desk.clinic.recovery
    recovery.start.make_button.click()
    groups = [label.text() for label in recovery.code.groups]

    program.desk.open_today()
    program.desk.clinic.open()
    program.desk.clinic.clinic.recovery_requested.emit()

    assert program.window.place.widget() is recovery.code
    assert [label.text() for label in recovery.code.groups] == groups
    recovery.code.hide_button.click()
    for field, position in zip(
        (recovery.code.first, recovery.code.second), recovery._positions, strict=True
    ):
        field.setText(groups[position])
    recovery.code.page.next_button.click()
    program.desk.clinic.clinic.recovery_requested.emit()
    assert program.window.place.widget() is recovery.papers


def test_a_share_is_still_there_for_whoever_turned_away_before_it_was_on_paper(
    program: Program,
) -> None:
    assert program.desk is not None
    recovery = program.desk.clinic.recovery
    recovery.start.shares_button.click()
    words = [label.text() for label in recovery.shares.share.groups]

    program.desk.open_today()
    program.desk.clinic.clinic.recovery_requested.emit()

    assert program.window.place.widget() is recovery.shares.share
    assert [label.text() for label in recovery.shares.share.groups] == words


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

    recover = program.entry.ways_in.recover
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


def test_who_holds_each_sheet_is_written_down_and_newer_sheets_make_it_forget(
    program: Program,
) -> None:
    assert program.desk is not None
    clinic = program.desk.clinic
    recovery = clinic.recovery
    clinic.open()
    clinic.clinic.recovery_button.click()
    papers = recovery.papers
    assert program.window.place.widget() is papers
    assert [field.isHidden() for field in papers._fields] == [False, True, True, True]
    assert "Not known to be on paper" in papers._states[0].text()
    papers.new_button.click()
    recovery.start.shares_button.click()
    for holder in ("Ana Ruiz", "", "the library's safe"):
        types_back(recovery.shares.share, recovery.shares._positions, holder)
    clinic.clinic.recovery_button.click()
    assert [field.text() for field in papers.holders] == ["", "Ana Ruiz", "", "the library's safe"]
    assert all("Typed back from paper on Nov" in state.text() for state in papers._states[1:])

    papers.holders[0].setText("Father Marc")
    papers.holders[2].setText("Jo")
    papers.save_button.click()
    assert papers.saved.text() == "Saved."
    papers.load()
    assert [field.text() for field in papers.holders][0:3] == ["Father Marc", "Ana Ruiz", "Jo"]

    papers.new_button.click()
    recovery.start.make_button.click()
    types_back(recovery.code, recovery._positions, "the director")
    recovery.open()
    recovery.start.shares_button.click()
    for _sheet in range(3):
        types_back(recovery.shares.share, recovery.shares._positions, "")
    recovery.open_papers()
    assert [field.text() for field in papers.holders] == ["the director", "", "", ""]
    papers.drill_button.click()
    drill = program.desk.backups.drill.screen
    assert program.window.place.widget() is drill
    drill.back_button.click()
    assert program.window.place.widget() is papers


def test_shares_answer_for_a_code_that_was_never_typed_back(qtbot: QtBot, program: Program) -> None:
    assert program.desk is not None
    recovery = program.desk.clinic.recovery
    recovery.start.shares_button.click()
    for _number in range(2):
        types_back(recovery.shares.share, recovery.shares._positions, "")

    with qtbot.waitSignal(program.code_unproven) as told:
        types_back(recovery.shares.share, recovery.shares._positions, "")

    assert told.args == [""]


def test_only_a_coordinator_sees_and_says_who_holds_the_papers(
    program: Program, made: NewClinic
) -> None:
    assert program._session is not None
    sign_in = workers.SignIn(name="greta", passphrase=WORDS + "s", role=Role.GREETER)
    workers.add(program._session, "Greta Hale", None, sign_in)
    recovery_papers.name_holders(program._session, {0: "Father Marc"})
    program.lock()
    program.entry.unlock.names.setCurrentText("greta")
    program.entry.unlock.passphrase.setText(WORDS + "s")
    program.entry.unlock.unlock_button.click()
    assert program.desk is not None
    papers = program.desk.clinic.recovery.papers

    program.desk.clinic.recovery.open_papers()

    assert papers.holders[0].text() == ""
    assert not papers.holders[0].isEnabled()
    assert papers.save_button.isHidden()
    assert papers.keys_button.isHidden()
    program.desk.clinic._open_if_taken()
    said = program.desk.clinic.if_taken.answers[-1].text()
    assert "a coordinator sees" in said
    with pytest.raises(NotCoordinatorError):
        recovery_papers.name_holders(program._session, {0: "me"})
    assert b"Father Marc" not in (made.session.vault.folder / "clinic.db").read_bytes()


def test_a_clinic_is_set_up_with_shares_instead_of_a_code(
    qtbot: QtBot, jobs: ClosableJobs, tmp_path: Path
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    folder = tmp_path / "new"
    running = Program(window, jobs, folder, today=lambda: TODAY, cost=LEAST_COST)
    running.begin()
    running.entry.welcome.set_up_requested.emit()
    set_up = running.entry.set_up
    assert set_up is not None
    set_up.clinic.entered.emit(ClinicEntered(name="Harbor", code="HARBOR", site="", phone=""))
    set_up.worker.entered.emit(WorkerEntered(name="Ana Example", sign_in_name="ana"))
    told: list[str] = []
    running.code_unproven.connect(told.append)
    set_up.passphrase.chosen.emit(WORDS)
    assert window.place.widget() is set_up.way_back
    set_up.way_back.shares.click()
    set_up.way_back.page.next_button.click()
    assert set_up.shares is not None
    screen = set_up.shares.share
    assert window.place.widget() is screen
    assert not set_up.code.groups
    sheets = []
    for number in (1, 2, 3):
        assert told[-1] != ""
        sheets.append(" ".join(label.text() for label in screen.groups))
        types_back(screen, set_up.shares._positions, f"holder {number}")

    assert told[-1] == ""
    assert set_up._enrolment is not None
    set_up._enrolment.closed.emit()
    assert running._session is not None
    ways = recovery_papers.look(running._session)
    assert [one.holder for one in ways.shares] == ["holder 1", "holder 2", "holder 3"]
    assert ways.code.proved is None
    running.close()
    session = unlocking.unlock_by_shares(folder, (sheets[0], sheets[2]), WORDS + "s", "ana", TODAY)
    assert session.may_sign
    session.lock()


def types_back(screen: RecoveryCodeScreen, positions: tuple[int, int], holder: str) -> None:
    groups = [label.text() for label in screen.groups]
    screen.hide_button.click()
    for field, position in zip((screen.first, screen.second), positions, strict=True):
        field.setText(groups[position])
    screen.holder.setText(holder)
    screen.page.next_button.click()
