"""New keys through the window: offered when somebody is switched off, proved, handed out, done."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.crypto.keyring_errors import WrongRecoveryCodeError
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.files.errors import DiskFullError
from clinic_app.records.worker import Role
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.flows.new_keys_flow import NewKeysFlow
from clinic_app.ui.jobs import BackgroundJobs, ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.program import Program
from clinic_app.ui.screens.recovery_code import RecoveryCodeScreen
from clinic_app.ui.words.lock_words import new_keys_words
from clinic_app.vault import rekeying
from clinic_app.vault.errors import WorkStoppedError
from clinic_app.workflows import (
    passphrase_sheet,
    recovery_papers,
    unlocking,
    workers,
)
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session

WORDS = "stapling unguarded corset vividly manhunt oat"
TOMAS, GONE = "another passphrase of six many words", "a third passphrase of six many words"
TODAY = Today(date(2026, 11, 25))


@pytest.fixture
def folder(new_clinic: Callable[..., NewClinic], tmp_path: Path) -> Path:
    """A vault with a coordinator, a volunteer and a representative who will leave."""
    made = new_clinic(tmp_path / "records")
    for name, words, role in (
        ("tomas", TOMAS, Role.VOLUNTEER),
        ("gone", GONE, Role.REPRESENTATIVE),
    ):
        sign_in = workers.SignIn(name=name, passphrase=words, role=role)
        workers.add(made.session, name.title(), None, sign_in)
    made.session.lock()
    return tmp_path / "records"


def a_program(qtbot: QtBot, jobs: ClosableJobs, folder: Path) -> Program:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    running = Program(window, jobs, folder, today=lambda: TODAY, cost=LEAST_COST)
    running.begin()
    return running


@pytest.fixture
def program(qtbot: QtBot, jobs: ClosableJobs, folder: Path) -> Iterator[Program]:
    running = a_program(qtbot, jobs, folder)
    unlocks(running, "marie", WORDS)
    yield running
    running.close()


def unlocks(program: Program, name: str, words: str) -> None:
    program.entry.unlock.names.setCurrentText(name)
    program.entry.unlock.passphrase.setText(words)
    program.entry.unlock.unlock_button.click()


def desk_of(program: Program) -> Desk:
    assert program.desk is not None
    return program.desk


def session_of(program: Program) -> Session:
    assert program._session is not None
    return program._session


def shown(program: Program) -> QWidget | None:
    return program.window.place.widget()


def types_back(screen: RecoveryCodeScreen, positions: tuple[int, int], holder: str) -> None:
    groups = [label.text() for label in screen.groups]
    screen.hide_button.click()
    for field, position in zip((screen.first, screen.second), positions, strict=True):
        field.setText(groups[position])
    screen.holder.setText(holder)
    screen.page.next_button.click()


def switches_off(program: Program, name: str) -> NewKeysFlow:
    clinic = desk_of(program).clinic
    (worker,) = (one for one in workers.every(session_of(program)) if one.name == name)
    clinic._open_worker(worker)
    assert clinic.worker._why_off.isHidden()
    clinic.worker.active.click()
    assert "kept a copy of the key file" in clinic.worker._why_off.text()
    assert not clinic.worker._why_off.isHidden()
    clinic.worker.save_button.click()
    return clinic.new_keys


def makes(flow: NewKeysFlow, *, with_shares: bool = False) -> None:
    if with_shares:
        flow.offer.shares.click()
    flow.offer.passphrase.setText(WORDS)
    flow.offer.make_button.click()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_whoever_is_switched_off_is_followed_by_the_offer_of_new_keys(
    program: Program, folder: Path
) -> None:
    flow = switches_off(program, "Gone")
    assert shown(program) is flow.offer
    assert "Gone is switched off" in flow.offer.reason.text()
    assert str(folder / "backups") in flow.offer.backups.text()

    flow.offer.back_button.click()

    assert shown(program) is desk_of(program).clinic.clinic
    program.lock()
    unlocks(program, "tomas", TOMAS)
    assert session_of(program).worker.name == "Tomas"
    program.lock()
    unlocks(program, "gone", GONE)
    assert program._session is None


def test_new_keys_are_proved_handed_out_and_each_worker_chooses_a_passphrase(
    program: Program, folder: Path
) -> None:
    flow = switches_off(program, "Gone")
    flow.offer.passphrase.setText(TOMAS)
    flow.offer.make_button.click()
    assert "passphrase" in flow.offer.problem.text().lower()
    makes(flow)
    assert shown(program) is flow.code
    flow.code.print_button.click()
    paper = desk_of(program).paper.preview
    assert shown(program) is paper
    assert paper.save_button.isHidden()
    paper.back_button.click()
    code = "-".join(label.text() for label in flow.code.groups)
    types_back(flow.code, flow._positions, "Father Marc")
    assert shown(program) is flow.hand_out
    who, words = (label.text() for label in flow.hand_out._labels)
    assert who == "Tomas (tomas)"
    flow.hand_out.print_button.click()
    assert paper.save_button.isHidden()
    paper.back_button.click()
    assert flow._prepared is not None
    printed = text_of(passphrase_sheet.make(flow._prepared.hand_outs, "St. Mark", TODAY.day))
    assert all(word in printed for word in words.split())

    flow.hand_out.go_button.click()

    assert shown(program) is program.entry.unlock
    assert "new keys" in program.entry.unlock.reason.text()
    unlocks(program, "marie", WORDS)
    ways = recovery_papers.look(session_of(program))
    assert ways.code.holder == "Father Marc"
    program.lock()
    assert program.entry.unlock.names.findText("gone") == -1
    unlocks(program, "tomas", words)
    first = program.entry.ways_in.first
    assert shown(program) is first
    for field in (first.passphrase.first, first.passphrase.again):
        field.setText(words)
    first.open_button.click()
    assert "others have seen it" in first.problem.text()
    for field in (first.passphrase.first, first.passphrase.again):
        field.setText(GONE)
    first.open_button.click()
    assert session_of(program).worker.name == "Tomas"
    program.lock()
    unlocks(program, "tomas", GONE)
    assert session_of(program).worker.name == "Tomas"
    program.lock()
    unlocking.unlock_by_recovery_code(folder, code, WORDS + "s", "marie", TODAY).lock()


def test_going_back_from_choosing_keeps_the_words(program: Program) -> None:
    flow = switches_off(program, "Gone")
    makes(flow)
    types_back(flow.code, flow._positions, "")
    words = flow.hand_out._labels[1].text()
    flow.hand_out.go_button.click()
    unlocks(program, "tomas", words)
    first = program.entry.ways_in.first
    first.open_button.click()
    assert first.problem.text()

    first.back_button.click()

    assert shown(program) is program.entry.unlock
    unlocks(program, "tomas", words)
    assert shown(program) is first


def test_new_shares_are_proved_one_by_one_and_nothing_is_kept_before_the_end(
    program: Program, folder: Path
) -> None:
    desk_of(program).clinic.recovery.open_papers()
    desk_of(program).clinic.recovery.papers.keys_button.click()
    flow = desk_of(program).clinic.new_keys
    assert flow.offer.reason.isHidden()
    makes(flow, with_shares=True)
    sheets = []
    for number in (1, 2, 3):
        assert shown(program) is flow.shares.share
        sheets.append(" ".join(label.text() for label in flow.shares.share.groups))
        types_back(flow.shares.share, flow.shares._positions, f"holder {number}")
    assert shown(program) is flow.hand_out
    assert recovery_papers.look(session_of(program)).shares == ()

    flow.hand_out.go_button.click()

    unlocks(program, "marie", WORDS)
    ways = recovery_papers.look(session_of(program))
    assert [one.holder for one in ways.shares] == ["holder 1", "holder 2", "holder 3"]
    program.lock()
    papers = (sheets[1], sheets[2])
    unlocking.unlock_by_shares(folder, papers, WORDS + "s", "marie", TODAY).lock()


def test_giving_up_or_a_lock_before_the_last_button_changes_nothing(
    program: Program, folder: Path
) -> None:
    before = (folder / "clinic.db").stat().st_ino
    flow = switches_off(program, "Gone")
    makes(flow)
    types_back(flow.code, flow._positions, "")
    flow.hand_out.back_button.click()
    assert shown(program) is desk_of(program).clinic.clinic
    assert flow.hand_out._labels == []
    flow.open()
    makes(flow)

    program.lock()
    unlocks(program, "marie", WORDS)

    assert shown(program) is desk_of(program).clinic.new_keys.offer
    assert desk_of(program).clinic.new_keys._prepared is None
    assert (folder / "clinic.db").stat().st_ino == before
    program.lock()
    unlocks(program, "tomas", TOMAS)
    assert session_of(program).worker.name == "Tomas"


def test_it_can_be_stopped_and_carried_out_again(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow = switches_off(program, "Gone")
    makes(flow)
    types_back(flow.code, flow._positions, "")

    def slow(*_given: object, progress: Callable[[int, int], bool], **_more: object) -> int:
        assert not progress(1, 3)
        assert flow.hand_out.busy.bar.value() == 1
        flow.hand_out.busy.stop_button.click()
        assert progress(2, 3)
        raise WorkStoppedError(Path())

    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "carry_out", slow)
        flow.hand_out.go_button.click()
    assert "stopped" in flow.hand_out.problem.text()

    flow.hand_out.go_button.click()

    assert shown(program) is program.entry.unlock


@pytest.mark.parametrize("step", ["write_atomically", "settle"])
def test_a_disk_that_refuses_at_the_last_leads_to_unlocking_and_nothing_is_lost(
    program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    flow = switches_off(program, "Gone")
    makes(flow)
    code = "-".join(label.text() for label in flow.code.groups)
    types_back(flow.code, flow._positions, "")

    def full(*_given: object) -> None:
        raise DiskFullError(folder)

    with monkeypatch.context() as patch:
        patch.setattr(rekeying, step, full)
        flow.hand_out.go_button.click()

    assert shown(program) is program.entry.unlock
    assert "no room" in program.window.banner.text()
    unlocks(program, "marie", WORDS)
    assert session_of(program).worker.name == "Marie Baptiste"
    program.lock()
    if step == "settle":
        unlocking.unlock_by_recovery_code(folder, code, WORDS + "s", "marie", TODAY).lock()
    else:
        with pytest.raises(WrongRecoveryCodeError):
            unlocking.unlock_by_recovery_code(folder, code, WORDS + "s", "marie", TODAY)


def test_a_lock_on_real_threads_stops_it_and_the_vault_opens_again(
    qtbot: QtBot, folder: Path
) -> None:
    jobs = BackgroundJobs()
    program = a_program(qtbot, jobs, folder)
    qtbot.waitUntil(lambda: shown(program) is program.entry.unlock)
    with qtbot.waitSignal(program.entry.session_opened):
        unlocks(program, "marie", WORDS)
    qtbot.waitUntil(lambda: not program.window.is_covered)
    flow = desk_of(program).clinic.new_keys
    flow.open()
    with qtbot.waitSignal(flow.offer.prepared):
        makes(flow)
    types_back(flow.code, flow._positions, "")
    flow.hand_out.go_button.click()

    program.lock()

    qtbot.waitUntil(lambda: shown(program) is program.entry.unlock)
    with qtbot.waitSignal(program.entry.session_opened):
        unlocks(program, "marie", WORDS)
    program.close()


def test_what_could_not_be_read_before_is_said() -> None:
    assert "could not be read" not in new_keys_words(0)
    assert "1 sealed entry could not" in new_keys_words(1)
    assert "3 sealed entries could not" in new_keys_words(3)


def test_alone_there_is_nothing_to_hand_out(program: Program) -> None:
    for name in ("Gone", "Tomas"):
        flow = switches_off(program, name)
    makes(flow)
    types_back(flow.code, flow._positions, "")

    assert not flow.hand_out.nobody.isHidden()
    assert flow.hand_out._card.isHidden()
