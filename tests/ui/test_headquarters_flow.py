"""This is headquarters, in the window: made, locked, unlocked, bundles in, reports out."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.bundles import enrolment_file, key_note, payload, question, seal_file
from clinic_app.bundles.enrolment_file import EnrolmentAnswer
from clinic_app.bundles.key_note import KeyChange
from clinic_app.bundles.question import Reply
from clinic_app.crypto import recovery_code
from clinic_app.crypto.keyring_errors import WrongRecoveryCodeError
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.signing import SigningKey, fingerprint
from clinic_app.files.errors import FileVanishedError
from clinic_app.headquarters import apart, approving, enrolling, place
from clinic_app.headquarters.leaving import leave, leavings, take_back
from clinic_app.headquarters.ledger.values import Signer
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.ui import theme
from clinic_app.ui.flows.entry_flow import EntryFlow
from clinic_app.ui.flows.headquarters_desk import HeadquartersDesk
from clinic_app.ui.flows.headquarters_flow import HeadquartersFlow
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.models.inbox_view import InboxView
from clinic_app.ui.models.rows import RowsModel
from clinic_app.ui.print_out import PrintOut
from clinic_app.ui.program import Program
from clinic_app.ui.screens.headquarters_inbox import HeadquartersInboxScreen
from clinic_app.ui.screens.preview import PreviewScreen
from clinic_app.ui.widgets.rows_table import choose_row
from clinic_app.workflows.first_start import NewClinic

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
WORDS = "stapling unguarded corset vividly manhunt oat"


class SlowWork(ClosableJobs, Protocol):
    """Work that ends when it is told to."""

    def end_first(self) -> None: ...

    def end_all(self) -> None: ...


class Chooser:
    """Chooses what the test put there."""

    def __init__(self) -> None:
        self.folder = Path()

    def ask_folder(self, title: str, on_chosen: Callable[[Path], None]) -> None:  # noqa: ARG002
        on_chosen(self.folder)

    def ask_file(self, title: str, on_chosen: Callable[[Path], None]) -> None:
        self.ask_folder(title, on_chosen)

    def ask_new_file(self, title: str, name: str, on_chosen: Callable[[Path], None]) -> None:  # noqa: ARG002
        self.ask_folder(title, on_chosen)


@pytest.fixture
def chooser() -> Chooser:
    return Chooser()


@pytest.fixture
def shown() -> list[QWidget]:
    """Every screen that was shown, the newest last."""
    return []


@pytest.fixture
def flow(
    qtbot: QtBot, jobs: ClosableJobs, chooser: Chooser, shown: list[QWidget], tmp_path: Path
) -> HeadquartersFlow:
    window = QWidget()
    qtbot.addWidget(window)
    flow = HeadquartersFlow(
        jobs,
        shown.append,
        chooser=chooser,
        paper=PaperFlow(jobs, shown.append, chooser, PrintOut(window)),
        now=lambda: AT,
        cost=LEAST_COST,
    )
    for screen in (flow.door, flow.set_up, flow.code):
        qtbot.addWidget(screen)
    chooser.folder = tmp_path / "hq"
    return flow


def made(folder: Path, *, is_training: bool = False) -> Headquarters:
    headquarters, _code = place.create(
        folder, name="Coalition", passphrase=WORDS, is_training=is_training, cost=LEAST_COST
    )
    return headquarters


def desk_of(flow: HeadquartersFlow) -> HeadquartersDesk:
    assert flow.desk is not None
    return flow.desk


def signed_in(flow: HeadquartersFlow) -> bool:
    """Whether any keys of a headquarters are in memory."""
    return flow.desk is not None or flow.headquarters is not None


def signers_of(headquarters: Headquarters) -> dict[bytes, Signer]:
    with headquarters.ledger.reading() as opened:
        return opened.enrolments.signers()


def put_bundle(headquarters: Headquarters, stick: Path, *, is_accepted: bool = True) -> SigningKey:
    """Let a clinic close January with 34 helped, and bring it; return its key."""
    issued = enrolling.issue(headquarters, "BOS-1", "Boston", AT)
    enrolment = enrolment_file.read_enrolment(issued)
    key = SigningKey.generate()
    answer = EnrolmentAnswer(
        clinic="BOS-1", number=enrolment.number, station="0" * 16, signing_key=key.public
    )
    if is_accepted:
        enrolling.accept(headquarters, enrolment_file.write_answer(answer, key), AT)
    totals = dict.fromkeys(HeadlineCount, 0) | {HeadlineCount.HELPED: 34}
    origin = Origin(clinic="BOS-1", station="0" * 16, is_training=False, draw_key=bytes(32))
    tally = release(RawTally(Month(2026, 1), totals), ReleaseLedger(), origin)
    assert payload.write(tally)
    sealed = seal_file.seal(tally, key, enrolment.sealing_key)
    stick.mkdir(exist_ok=True)
    (stick / sealed.name).write_bytes(sealed.data)
    return key


def test_it_is_made_and_its_recovery_code_typed_back_before_anything_else(
    qtbot: QtBot, flow: HeadquartersFlow, shown: list[QWidget], tmp_path: Path
) -> None:
    flow.ask()
    assert shown.pop() is flow.set_up
    assert str(tmp_path / "hq") in flow.set_up.place.text()
    flow.set_up.name.setText("Coalition")
    flow.set_up.passphrase.first.setText(WORDS)
    flow.set_up.make_button.click()
    assert "not the same" in flow.set_up.problem.text()
    flow.set_up.passphrase.again.setText(WORDS)
    with qtbot.waitSignal(flow.opened):
        flow.set_up.make_button.click()
    assert shown.pop() is flow.code
    assert "only this code opens headquarters" in flow.code.page.why.text()
    flow.code.print_requested.emit()
    sheet = shown.pop()
    assert isinstance(sheet, PreviewScreen)
    assert sheet.problem.text() == ""
    sheet.closed.emit()
    assert shown.pop() is flow.code

    with qtbot.waitSignal(flow.folder_chosen) as chosen:
        flow.code.confirmed.emit("")

    assert chosen.args == [tmp_path / "hq"]
    desk = desk_of(flow)
    assert shown.pop() is desk.screen
    assert desk.screen.heading.text() == "Coalition"
    assert desk.report.last.text() == "2026-10"
    assert place.unlock(tmp_path / "hq", WORDS).name == "Coalition"


def test_a_code_that_was_never_typed_back_is_made_anew_until_it_is(
    qtbot: QtBot, flow: HeadquartersFlow, shown: list[QWidget], tmp_path: Path
) -> None:
    _made, first = place.create(
        tmp_path / "hq",
        name="Coalition",
        passphrase=WORDS,
        is_training=False,
        cost=LEAST_COST,
        is_code_proved_later=True,
    )
    codes = [first]
    for _time in range(2):  # the first time the window is closed over it again
        flow.leave()
        flow.ask()
        flow.door.passphrase.setText(WORDS)
        with qtbot.waitSignal(flow.opened):
            flow.door.unlock_button.click()
        assert shown.pop() is flow.code
        assert "never typed back" in flow.code.page.why.text()
        codes.append("-".join(label.text() for label in flow.code.groups))
    assert len(set(codes)) == 3

    flow.code.hide_button.click()
    for field, position in zip((flow.code.first, flow.code.second), flow._positions, strict=True):
        field.setText(flow.code.groups[position].text())
    with qtbot.waitSignal(flow.folder_chosen):
        flow.code.page.next_button.click()

    assert shown.pop() is desk_of(flow).screen
    assert place.unlock_with_code(tmp_path / "hq", WORDS)[1] == ""
    assert place.unlock(tmp_path / "hq", codes[-1]).name == "Coalition"
    for old in codes[:-1]:
        with pytest.raises(WrongRecoveryCodeError):
            place.unlock(tmp_path / "hq", old)


def test_a_weak_passphrase_makes_nothing(flow: HeadquartersFlow, tmp_path: Path) -> None:
    flow.ask()
    flow.set_up.name.setText("Coalition")
    for field in (flow.set_up.passphrase.first, flow.set_up.passphrase.again):
        field.setText("1234")
    flow.set_up.make_button.click()

    assert flow.set_up.problem.text()
    assert flow.set_up.make_button.isEnabled()
    assert not (tmp_path / "hq").exists()


def test_nothing_is_asked_for_where_a_clinics_records_lie(
    flow: HeadquartersFlow, tmp_path: Path, new_clinic: Callable[..., NewClinic]
) -> None:
    new_clinic(tmp_path / "hq").session.lock()
    flow.ask()
    screen = flow.set_up

    assert "holds a clinic's records already" in screen.problem.text()
    for asked in (screen.place, screen.name, screen.make_button):
        assert not asked.isVisibleTo(screen)
    assert screen.focusProxy() is screen.back_button

    flow.open(tmp_path / "empty")

    assert screen.problem.text() == ""
    for asked in (screen.place, screen.name, screen.make_button):
        assert asked.isVisibleTo(screen)
    assert screen.focusProxy() is screen.name


def test_none_is_made_among_records_that_came_while_the_form_was_filled_in(
    flow: HeadquartersFlow, tmp_path: Path, new_clinic: Callable[..., NewClinic]
) -> None:
    flow.ask()
    new_clinic(tmp_path / "hq").session.lock()
    before = sorted((tmp_path / "hq").iterdir())
    flow.set_up.name.setText("Coalition")
    for field in (flow.set_up.passphrase.first, flow.set_up.passphrase.again):
        field.setText(WORDS)

    flow.set_up.make_button.click()

    assert "holds a clinic's records already" in flow.set_up.problem.text()
    assert flow.set_up.make_button.isEnabled()
    assert sorted((tmp_path / "hq").iterdir()) == before


def test_one_that_exists_asks_for_its_passphrase(
    flow: HeadquartersFlow, shown: list[QWidget], tmp_path: Path
) -> None:
    made(tmp_path / "hq", is_training=True)
    flow.ask()
    assert shown.pop() is flow.door
    flow.door.unlock_button.click()  # nothing typed: nothing tried
    flow.door.passphrase.setText("another passphrase of words")
    flow.door.unlock_button.click()
    assert "does not open headquarters" in flow.door.problem.text()
    assert "name" not in flow.door.problem.text()  # there is none to check
    flow.door.passphrase.setText(recovery_code.written(bytes(20)))
    flow.door.unlock_button.click()
    assert "headquarters' name" in flow.door.problem.text()

    flow.door.passphrase.setText(WORDS)
    flow.door.unlock_button.click()

    assert shown.pop() is desk_of(flow).screen
    assert "invented families" in desk_of(flow).screen.about.text()
    assert flow.door.passphrase.text() == ""


@pytest.fixture
def desk(flow: HeadquartersFlow, tmp_path: Path) -> HeadquartersDesk:
    made(tmp_path / "hq")
    flow.ask()
    flow.door.passphrase.setText(WORDS)
    flow.door.unlock_button.click()
    return desk_of(flow)


def cells(model: RowsModel[Any]) -> list[list[str]]:
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_another_window_unlocked_is_drawn_with_the_refusal(desk: HeadquartersDesk) -> None:
    january = Month(2026, 1)
    approving.approve(desk.headquarters, january, january, AT)
    desk.screen.open(3)
    assert "Approved and locked: 2026-01" in desk.months.approved.text()
    approving.unlock(desk.headquarters, january, "a clinic corrected it", AT)

    desk.months.unlock_requested.emit("2026-01", "corrected")

    assert "2026-01 is not locked" in desk.months.problem.text()
    assert "No month is approved yet" in desk.months.approved.text()


def test_what_another_window_revoked_is_drawn_with_the_refusal(
    desk: HeadquartersDesk, tmp_path: Path
) -> None:
    put_bundle(desk.headquarters, tmp_path / "stick")
    desk.screen.open(2)
    desk.clinics.choose("BOS-1")
    assert desk.clinics.revoking.isVisibleTo(desk.clinics)
    enrolling.revoke(desk.headquarters, "BOS-1", "the laptop is lost", AT)

    desk.clinics.revoke_requested.emit("BOS-1", "lost")

    assert "nothing was revoked" in desk.clinics.problem.text()
    assert not desk.clinics.revoking.isVisibleTo(desk.clinics)


def test_what_another_window_settled_is_drawn_with_the_refusal(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder, is_accepted=False)
    desk.inbox.collect_button.click()
    desk.screen.open(1)
    (kept,) = apart.kept_apart(desk.headquarters)
    apart.settle(desk.headquarters, kept.sha256, "a laptop of nobody", AT)

    desk.apart.words.setText("found out")
    desk.apart.settle_button.click()

    assert desk.apart.problem.text()
    assert not desk.apart.settle_button.isVisibleTo(desk.apart)


def test_a_bundle_is_taken_in_and_its_receipt_lies_beside_it(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    stick = chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, stick)

    desk.inbox.collect_button.click()

    ((file, clinic, month, status, code),) = cells(desk.inbox.model)
    assert (clinic, month, status) == ("BOS-1", "2026-01", "accepted")
    cell = desk.inbox.model.index(0, 0)  # whole, where its column is too narrow
    assert desk.inbox.model.data(cell, Qt.ItemDataRole.ToolTipRole) == file
    assert len(code.replace(" ", "")) == 8
    assert len(list(stick.glob("*.receipt"))) == 1
    assert desk.inbox.reason.text() == ""
    assert desk.inbox.focusWidget() is desk.inbox.table


def test_a_bundle_of_an_unknown_key_is_kept_apart_until_a_person_looks_into_it(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    stick = chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, stick, is_accepted=False)
    desk.inbox.collect_button.click()
    ((*_before, status, _code),) = cells(desk.inbox.model)
    assert status == "rejected"
    assert "never accepted" in desk.inbox.reason.text()

    desk.screen.buttons[1].click()
    ((clinic, month, _came, state),) = cells(desk.apart.model)
    assert (clinic, month, state) == ("BOS-1", "2026-01", "waits")
    assert "never accepted" in desk.apart.reason.text()
    desk.apart.settle_button.click()
    assert "needed" in desk.apart.problem.text()
    desk.apart.words.setText("a copy of the vault, thrown away")
    desk.apart.settle_button.click()

    ((*_before, state),) = cells(desk.apart.model)
    assert state == "settled"
    assert desk.apart.reason.text() == "a copy of the vault, thrown away"
    assert desk.apart.words_field.isHidden()
    assert "Nothing waits" in desk.apart.state.text()


def test_an_empty_stick_is_said_to_be_that(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    assert "Put the stick in" in desk.inbox.summary.text()
    chooser.folder = tmp_path / "stick"
    chooser.folder.mkdir()

    desk.inbox.collect_button.click()

    assert desk.inbox.summary.text() == "No bundle lies there."


def test_a_clinic_is_enrolled_with_fingerprints_read_over_the_telephone(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    clinics, key = desk.clinics, SigningKey.generate()
    desk.screen.buttons[2].click()
    assert "No clinic yet" in clinics.state.text()
    assert "before 11 people" in clinics.policy.text()
    chooser.folder = tmp_path / "enrolment.json"
    clinics.code.setText("bos-1")
    clinics.name.setText("Boston")
    clinics.enrol_button.click()
    enrolment = enrolment_file.read_enrolment(chooser.folder.read_bytes())
    assert fingerprint(enrolment.signing_key) in clinics.state.text()
    ((_name, code, state),) = cells(clinics.model)
    assert (code, "awaited" in state) == ("BOS-1", True)
    assert (clinics.code.text(), clinics.name.text()) == ("", "")
    answer = EnrolmentAnswer(
        clinic="BOS-1", number=enrolment.number, station="0" * 16, signing_key=key.public
    )
    chooser.folder.write_bytes(enrolment_file.write_answer(answer, key))

    clinics.answer_button.click()
    assert clinics.theirs.text() == fingerprint(key.public)
    assert clinics.ours.text() == fingerprint(enrolment.signing_key)
    clinics.differ_button.click()
    assert "Nothing was accepted" in clinics.state.text()
    assert enrolling.listed(desk.headquarters)[0].keys == ()
    clinics.answer_button.click()
    assert clinics.focusWidget() is clinics.comparing
    clinics.same_button.click()

    assert clinics.focusWidget() is clinics.answer_button
    ((name, code, state),) = cells(clinics.model)
    assert (code, state) == ("BOS-1", "enrolled")
    assert fingerprint(key.public) in clinics.keys.text()
    assert clinics.keys.text().splitlines()[0] == name  # whole, where its column is too narrow
    assert "accepted" in clinics.state.text()


def test_a_known_clinic_that_is_called_otherwise_is_said_to_be_renamed(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    clinics = desk.clinics
    chooser.folder = tmp_path / "enrolment.json"
    said = []
    for name in ("Boston", "Boston Legal Aid", "Boston Legal Aid"):
        clinics.code.setText("bos-1")
        clinics.name.setText(name)
        clinics.enrol_button.click()
        said.append(clinics.state.text())

    renamed = "BOS-1 was known as “Boston”; it is called “Boston Legal Aid” from now on.\n"
    assert said[1] == renamed + said[0]
    assert said[2] == said[0]
    ((name, *_more),) = cells(clinics.model)
    assert name == "Boston Legal Aid"


def test_a_clinics_key_is_revoked_with_a_reason(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder)
    clinics = desk.clinics
    desk.screen.buttons[2].click()
    clinics.choose("BOS-1")
    clinics.revoke_button.click()
    assert "needed" in clinics.problem.text()
    clinics.reason.setText("the laptop was stolen")
    clinics.revoke_button.click()

    ((_name, _code, state),) = cells(clinics.model)
    assert state == "its key was revoked: the laptop was stolen"
    assert clinics.revoking.isHidden()
    assert "new file" in clinics.state.text()
    desk.inbox.collect_button.click()
    assert cells(desk.inbox.model)[0][3] == "rejected"


def test_a_clinics_new_key_stands_in_the_inbox(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    old = put_bundle(desk.headquarters, chooser.folder)
    new = SigningKey.generate()
    number = next(
        signer.number for signer in signers_of(desk.headquarters).values() if signer.code == "BOS-1"
    )
    change = KeyChange(
        clinic="BOS-1",
        number=number,
        previous=old.public,
        signing_key=new.public,
        last_seq=0,
        last_payload="",
    )
    (chooser.folder / change.file_name).write_bytes(key_note.write(change, old, new))
    (chooser.folder / "x.newkey").write_text("{}")

    desk.inbox.collect_button.click()

    said = [row[3] for row in cells(desk.inbox.model)]
    assert said == ["rejected", "new key, signed by the one before", "rejected"]
    assert "replaced" not in desk.inbox.reason.text()


def test_a_clinics_file_that_was_chosen_no_place_for_is_said_to_be_missing(
    desk: HeadquartersDesk, chooser: Chooser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chooser, "ask_new_file", lambda *_asked: None)
    desk.clinics.code.setText("BOS-1")
    desk.clinics.name.setText("Boston")

    desk.clinics.enrol_button.click()

    assert "BOS-1 is not written yet" in desk.clinics.state.text()
    assert desk.clinics.code.text() == "BOS-1"


def test_what_cannot_be_enrolled_or_answered_says_why(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    desk.clinics.code.setText("no code at all")
    desk.clinics.enrol_button.click()
    assert "code" in desk.clinics.problem.text()

    chooser.folder = tmp_path / "answer.json"
    chooser.folder.write_text("{}")
    desk.clinics.answer_button.click()

    assert desk.clinics.problem.text()
    assert desk.clinics.comparing.isHidden()


def test_what_went_wrong_at_the_clinics_stands_alone_and_only_until_they_are_come_back_to(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    clinics = desk.clinics
    desk.screen.buttons[2].click()
    chooser.folder = tmp_path / "enrolment.json"
    clinics.code.setText("BOS-1")
    clinics.name.setText("Boston")
    clinics.enrol_button.click()
    assert "Written" in clinics.state.text()

    clinics.code.setText("no code at all")
    clinics.enrol_button.click()
    assert "code" in clinics.problem.text()
    assert clinics.state.text() == ""
    desk.screen.buttons[3].click()
    desk.screen.buttons[2].click()

    assert clinics.problem.text() == ""
    assert clinics.problem.isHidden()
    assert clinics.code.text() == "no code at all"


def answer_to(enrolment_file_bytes: bytes, key: SigningKey) -> bytes:
    """Return what the clinic of an enrolment file answers with *key*."""
    enrolment = enrolment_file.read_enrolment(enrolment_file_bytes)
    answer = EnrolmentAnswer(
        clinic=enrolment.clinic,
        number=enrolment.number,
        station="0" * 16,
        signing_key=key.public,
    )
    return enrolment_file.write_answer(answer, key)


def test_the_clinic_that_was_chosen_stays_so_after_its_key_was_accepted_or_revoked(
    chooser: Chooser, slow_jobs: SlowWork, tmp_path: Path
) -> None:
    headquarters = made(tmp_path / "hq")
    enrolling.issue(headquarters, "AAA-1", "Another", AT)
    key = SigningKey.generate()
    chooser.folder = tmp_path / "answer.json"
    issued = enrolling.issue(headquarters, "BOS-1", "Boston", AT)
    chooser.folder.write_bytes(answer_to(issued, key))
    desk = HeadquartersDesk(headquarters, slow_jobs, chooser=chooser, now=lambda: AT)
    desk.open()
    clinics = desk.clinics
    desk.screen.buttons[2].click()
    slow_jobs.end_all()
    clinics.answer_button.click()
    slow_jobs.end_all()
    choose_row(clinics.table, 0)  # looked at while the two sides read to each other

    clinics.same_button.click()
    slow_jobs.end_all()

    assert clinics.table.currentIndex().row() == 1
    assert fingerprint(key.public) in clinics.keys.text()
    clinics.reason.setText("the laptop was sto")
    desk.screen.buttons[3].click()
    desk.screen.buttons[2].click()
    slow_jobs.end_all()
    assert clinics.reason.text() == "the laptop was sto"
    clinics.revoke_button.click()
    slow_jobs.end_all()

    assert clinics.table.currentIndex().row() == 1
    assert "its key was revoked" in clinics.keys.text()
    assert clinics.reason.text() == ""


def test_one_enter_too_many_accepts_no_clinics_key(
    qtbot: QtBot, desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "answer.json"
    issued = enrolling.issue(desk.headquarters, "BOS-1", "Boston", AT)
    chooser.folder.write_bytes(answer_to(issued, SigningKey.generate()))
    screen, clinics = desk.screen, desk.clinics
    qtbot.addWidget(screen)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.buttons[2].click()
    clinics.answer_button.setFocus()
    clinics.answer_button.click()

    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert clinics.comparing.isVisible()
    screen.buttons[0].click()
    screen.buttons[2].click()  # come back to while the two sides read to each other
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert clinics.comparing.isVisible()
    assert enrolling.listed(desk.headquarters)[0].keys == ()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is clinics.differ_button
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(enrolling.listed(desk.headquarters)[0].keys) == 1
    assert clinics.answer_button.hasFocus()


def test_a_key_that_was_accepted_before_and_differs_is_to_be_revoked(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "answer.json"
    issued = enrolling.issue(desk.headquarters, "BOS-1", "Boston", AT)
    enrolling.issue(desk.headquarters, "WOR-1", "Worcester", AT)
    chooser.folder.write_bytes(answer_to(issued, SigningKey.generate()))
    clinics = desk.clinics
    desk.screen.buttons[2].click()
    clinics.answer_button.click()
    assert "nothing counts before" in clinics.compared.text()
    clinics.same_button.click()

    clinics.answer_button.click()
    assert "was accepted before" in clinics.compared.text()
    clinics.choose("WOR-1")
    clinics.differ_button.click()

    assert "Nothing was accepted" not in clinics.state.text()
    assert "still counts. Revoke it" in clinics.state.text()
    assert clinics.focusWidget() is clinics.reason
    assert not clinics.revoking.isHidden()
    clinics.reason.setText("the fingerprint was another")
    clinics.revoke_button.click()
    assert "revoked" in cells(clinics.model)[0][2]
    assert clinics.focusWidget() is clinics.table


def test_a_reason_to_revoke_is_one_clinics(desk: HeadquartersDesk, tmp_path: Path) -> None:
    put_bundle(desk.headquarters, tmp_path / "stick")
    enrolling.issue(desk.headquarters, "WOR-1", "Worcester", AT)
    clinics = desk.clinics
    desk.screen.buttons[2].click()
    clinics.choose("BOS-1")
    clinics.reason.setText("the laptop was stolen")
    clinics.choose("WOR-1")
    clinics.choose("BOS-1")

    assert clinics.reason.text() == ""


def test_the_calendar_tells_what_came_and_who_is_silent(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    desk.screen.buttons[3].click()
    assert "No clinic reports yet" in desk.months.summary.text()
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder)
    desk.inbox.collect_button.click()
    desk.months.first.setText("2025-12")
    desk.months.last.setText("2026-02")
    desk.months.show_button.click()

    assert cells(desk.months.model) == [["BOS-1, Boston", "✗ silent", "✓ received", "– not begun"]]
    assert "1 month of a clinic is silent" in desk.months.summary.text()
    desk.months.last.setText("2026-01")
    desk.months.show_button.click()
    assert desk.months.summary.text() == "Every clinic reported every month that is over."
    desk.months.last.setText("2099-01")
    desk.months.first.setText("2099-01")
    desk.months.show_button.click()
    assert cells(desk.months.model) == [["BOS-1, Boston", "· not over"]]
    assert desk.months.summary.text() == "Every clinic reported every month that is over."
    desk.months.last.setText("soon")
    desk.months.show_button.click()
    assert desk.months.problem.text()


def test_the_calendar_leads_to_a_month_that_came_and_is_kept_apart(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder)
    approving.approve(desk.headquarters, Month(2026, 1), Month(2026, 1), AT)
    desk.inbox.collect_button.click()
    months = desk.months
    desk.screen.buttons[3].click()
    months.first.setText("2026-01")
    months.last.setText("2026-01")

    months.show_button.click()
    assert cells(months.model) == [["BOS-1, Boston", "! kept apart"]]
    assert "1 month of a clinic came and is kept apart" in months.summary.text()
    assert "silent" not in months.summary.text()
    assert not months.apart_button.isHidden()
    approving.unlock(desk.headquarters, Month(2026, 1), "to be approved again", AT)
    months.month.setText("2026-01")
    months.approve_button.click()
    assert "BOS-1: what came of 2026-01 is kept apart, and waits" in months.done.text()
    months.apart_button.click()
    assert desk.screen.buttons[1].isChecked()
    assert cells(desk.apart.model)[0][:2] == ["BOS-1", "2026-01"]

    months.last.setText("2026-02")
    months.show_button.click()
    assert "1 month of a clinic is silent" in months.summary.text()
    assert "kept apart" in months.summary.text()
    desk.apart.words.setText("never ours")
    desk.apart.settle_button.click()
    desk.screen.buttons[3].click()
    assert months.apart_button.isHidden()
    assert "2 months of clinics are silent" in months.summary.text()


def test_a_clinic_that_left_is_asked_about_in_words_and_kept_once_somebody_agrees(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder)
    desk.inbox.collect_button.click()
    clinics, row, card = desk.clinics, desk.clinics.leaving, desk.clinics.confirming
    desk.screen.buttons[2].click()
    assert row.isHidden()  # of no clinic that is chosen
    clinics.choose("BOS-1")
    row.month.setText("2025-12")
    row.leave_button.click()
    assert "A reason is needed" in clinics.problem.text()
    row.reason.setText("the hall was sold")
    row.leave_button.click()
    assert "BOS-1 reported 2026-01" in clinics.problem.text()
    assert card.isHidden()
    row.month.setText("2026-01")

    row.leave_button.click()

    assert not card.isHidden()
    assert clinics.enrolling.isHidden()
    assert clinics.focusWidget() is card  # on no button: one Enter too many keeps nothing
    assert "BOS-1, Boston, reports no more after 2026-01." in card.words.text()
    assert leavings(desk.headquarters).log == ()
    card.back_button.click()
    assert card.isHidden()
    assert leavings(desk.headquarters).log == ()
    row.leave_button.click()
    card.yes_button.click()
    card.confirmed.emit()  # clicked twice
    ((_name, _code, state),) = cells(clinics.model)
    assert state == "left after 2026-01"
    assert "reports no more after 2026-01" in clinics.state.text()
    assert "Reports no more after 2026-01, said on" in clinics.keys.text()
    assert (row.month.text(), row.reason.text(), card.isHidden()) == ("", "", True)
    (entry,) = leavings(desk.headquarters).log
    assert (entry.has_left, entry.words) == (True, "the hall was sold")
    desk.months.first.setText("2025-12")
    desk.months.last.setText("2026-02")
    desk.months.show_button.click()
    assert cells(desk.months.model) == [["BOS-1, Boston", "– left", "✓ received", "– not begun"]]
    assert desk.months.summary.text() == "Every clinic reported every month that is over."


def test_that_a_clinic_left_is_taken_back_in_the_same_place(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder)
    enrolling.issue(desk.headquarters, "WOR-1", "Worcester", AT)
    clinics, row, card = desk.clinics, desk.clinics.leaving, desk.clinics.confirming
    leave(desk.headquarters, "BOS-1", Month(2025, 12), "the hall was sold", AT)
    desk.inbox.collect_button.click()
    desk.screen.buttons[3].click()
    assert "2026-01 came all the same" in desk.months.summary.text()
    desk.screen.buttons[2].click()
    assert cells(clinics.model)[0][2] == "left after 2025-12, yet 2026-01 came"
    clinics.choose("WOR-1")
    assert row.return_button.isHidden()
    clinics.choose("BOS-1")
    assert not row.return_button.isHidden()
    row.reason.setText("they go on")
    row.return_button.click()
    assert "BOS-1, Boston, did not leave" in card.words.text()
    clinics.choose("WOR-1")
    assert card.isHidden()  # what was asked is of another clinic
    clinics.choose("BOS-1")
    row.return_button.click()
    assert "A reason is needed" in clinics.problem.text()
    row.reason.setText("they go on")
    row.return_button.click()
    take_back(desk.headquarters, "BOS-1", "somebody was quicker", AT)
    card.yes_button.click()
    assert "Nobody said that BOS-1 left" in clinics.problem.text()
    assert card.isHidden()
    leave(desk.headquarters, "BOS-1", Month(2026, 1), "the hall was sold", AT)
    row.return_button.click()
    card.yes_button.click()

    assert cells(clinics.model)[0][2] == "enrolled"
    assert row.return_button.isHidden()
    assert leavings(desk.headquarters).standing == ()


def test_a_month_is_approved_and_unlocked_with_a_reason_that_is_shown(
    desk: HeadquartersDesk,
) -> None:
    months = desk.months
    desk.screen.buttons[3].click()
    assert "No month is approved yet" in months.approved.text()
    months.month.setText("2026-10")
    months.approve_button.click()
    assert "Approved and locked: 2026-10" in months.approved.text()
    months.unlock_button.click()
    assert "needed" in months.problem.text()
    months.reason.setText("Worcester found its stick")
    months.unlock_button.click()

    assert "2026-10 was unlocked" in months.approved.text()
    assert "Worcester found its stick" in months.approved.text()
    assert months.reason.text() == ""
    months.month.setText("2026-11")
    months.approve_button.click()
    assert "not over" in months.problem.text()


@pytest.mark.parametrize("typed", ["2026-13", "2026-1", "2027-01"])  # the last: after its end
def test_what_is_approved_is_shown_whatever_stands_in_the_range(
    desk: HeadquartersDesk, typed: str
) -> None:
    months = desk.months
    desk.screen.buttons[3].click()
    months.first.setText(typed)
    months.show_button.click()
    assert months.problem.text()
    months.month.setText("2026-10")

    months.approve_button.click()

    assert "Approved and locked: 2026-10" in months.approved.text()
    assert months.model.headerData(1, Qt.Orientation.Horizontal) == "2026-10 locked"
    assert months.problem.text() == ""
    assert months.first.text() == typed
    months.reason.setText("Worcester found its stick")
    months.unlock_button.click()
    assert "No month is approved yet" in months.approved.text()
    assert "2026-10 was unlocked" in months.approved.text()
    approving.approve(desk.headquarters, Month(2026, 9), Month(2026, 9), AT)  # elsewhere
    desk.screen.buttons[3].click()
    assert "Approved and locked: 2026-09" in months.approved.text()


def test_whoever_is_silent_in_a_month_that_is_approved_is_named(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder)
    desk.inbox.collect_button.click()
    months = desk.months
    desk.screen.buttons[3].click()
    assert months.done.isHidden()
    months.month.setText("2026-02")
    months.approve_button.click()
    assert months.done.text() == (
        "Locked: 2026-02\n"
        "BOS-1 did not report 2026-02: what comes of it waits until that is unlocked."
    )
    assert not months.done.isHidden()
    months.month.setText("2026-01")
    months.approve_button.click()
    assert months.done.text() == "Locked: 2026-01"
    months.approve_button.click()
    assert months.done.text() == "Locked: nothing that was open"

    months.month.setText("2026-11")
    months.approve_button.click()
    assert "not over" in months.problem.text()
    assert months.done.isHidden()  # nothing old beside what went wrong
    months.month.setText("2026-02")
    months.approve_button.click()
    assert "did not report" in months.done.text()
    desk.screen.buttons[3].click()
    assert months.done.isHidden()


def test_a_clinic_is_asked_and_its_reply_is_shown(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    screen = desk.asking.screen
    desk.screen.buttons[5].click()
    assert "Nothing was asked" in screen.state.text()
    assert not screen.ask_button.isEnabled()
    chooser.folder = tmp_path / "stick"
    key = put_bundle(desk.headquarters, chooser.folder)
    desk.screen.buttons[5].click()
    screen.ask_button.click()
    assert "one line" in screen.problem.text()
    screen.month.setText("soon")
    screen.words.setText("Two months in one?")
    screen.ask_button.click()
    assert screen.problem.text()
    screen.month.setText("2026-01")
    screen.ask_button.click()
    assert cells(screen.model)[0][0] == "BOS-1"
    desk.inbox.collect_button.click()
    (file,) = chooser.folder.glob("*.question")
    number = file.stem.split("_")[1]
    reply = Reply(clinic="BOS-1", number=number, words="Yes.", at=AT, signing_key=key.public)
    (chooser.folder / reply.file_name).write_bytes(question.write_reply(reply, key))

    desk.inbox.collect_button.click()
    assert cells(desk.inbox.model)[0][3] == "reply; see Questions"
    desk.screen.buttons[5].click()

    assert cells(screen.model)[0][3] == "answered"
    assert "Answered: Yes." in screen.chosen.text()


def test_totals_lie_between_two_numbers_and_a_silent_month_leaves_the_most_open(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder)
    desk.inbox.collect_button.click()
    totals = desk.totals
    assert "Nothing was added up yet" in totals.notes.text()
    for field in (totals.first, totals.last):
        field.setText("2026-01")
    totals.add_button.click()

    said = cells(totals.model)
    assert said[0] == ["People helped to apply for TPS", "34", "34"]
    totals.last.setText("2026-02")
    totals.add_button.click()
    assert cells(totals.model)[0] == ["People helped to apply for TPS", "34", "nobody knows"]
    assert "missing" in totals.notes.text()
    totals.last.setText("2025-12")
    totals.add_button.click()
    assert totals.problem.text()
    assert totals.add_button.isEnabled()


def test_a_question_that_is_half_typed_waits_until_it_is_asked(
    desk: HeadquartersDesk, tmp_path: Path
) -> None:
    put_bundle(desk.headquarters, tmp_path / "stick")
    screen = desk.asking.screen
    desk.screen.buttons[5].click()
    screen.month.setText("2026-01")
    screen.words.setText("Two months in")
    desk.screen.buttons[3].click()
    desk.screen.buttons[5].click()
    assert screen.words.text() == "Two months in"
    assert screen.month.text() == "2026-01"

    screen.words.setText("Two months in one?")
    screen.ask_button.click()

    assert screen.words.text() == ""
    assert screen.chosen.text().startswith("Two months in one?")


def test_a_question_that_is_typed_while_the_one_before_is_signed_stays(
    chooser: Chooser, slow_jobs: SlowWork, tmp_path: Path
) -> None:
    headquarters = made(tmp_path / "hq")
    put_bundle(headquarters, tmp_path / "stick")
    desk = HeadquartersDesk(headquarters, slow_jobs, chooser=chooser, now=lambda: AT)
    desk.open()
    screen = desk.asking.screen
    desk.screen.buttons[5].click()
    slow_jobs.end_all()
    screen.words.setText("Two months in one?")
    screen.ask_button.click()
    screen.words.setText("And")
    slow_jobs.end_all()

    assert screen.words.text() == "And"
    assert len(cells(screen.model)) == 1


def add_up(desk: HeadquartersDesk, first: str, last: str) -> None:
    desk.totals.first.setText(first)
    desk.totals.last.setText(last)
    desk.totals.add_button.click()


def test_totals_are_added_up_again_when_they_are_come_back_to(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder)
    totals = desk.totals
    desk.screen.buttons[4].click()
    assert cells(totals.model) == []  # nobody asked for any yet
    add_up(desk, "2026-01", "2026-01")
    assert cells(totals.model)[0][1] != "34"
    totals.last.setText("2026-0")  # half typed
    desk.screen.buttons[0].click()
    desk.inbox.collect_button.click()

    desk.screen.buttons[4].click()

    assert cells(totals.model)[0] == ["People helped to apply for TPS", "34", "34"]
    assert totals.last.text() == "2026-0"
    choose_row(totals.table, 1)
    desk.screen.buttons[0].click()
    desk.screen.buttons[4].click()
    assert totals.table.currentIndex().row() == 1  # nothing new: nothing is drawn anew


def test_totals_that_are_shown_while_bundles_are_taken_in_are_added_up_again(
    qtbot: QtBot, desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder)
    qtbot.addWidget(desk.screen)
    with qtbot.waitExposed(desk.screen):
        desk.screen.show()
    desk.screen.buttons[4].click()
    add_up(desk, "2026-01", "2026-01")

    desk.inbox.collect_button.click()  # as its steps end while another place is shown

    assert cells(desk.totals.model)[0][1] == "34"


def test_totals_of_before_a_change_never_stand_in_the_place_of_those_after_it(
    chooser: Chooser, slow_jobs: SlowWork, tmp_path: Path
) -> None:
    headquarters = made(tmp_path / "hq")
    desk = HeadquartersDesk(headquarters, slow_jobs, chooser=chooser, now=lambda: AT)
    desk.open()
    chooser.folder = tmp_path / "stick"
    put_bundle(headquarters, chooser.folder)
    add_up(desk, "2026-01", "2026-01")
    desk.inbox.collect_button.click()
    desk.screen.buttons[4].click()  # the first adding up is under way
    slow_jobs.end_first()
    assert not desk.totals.busy.isHidden()
    slow_jobs.end_all()
    assert cells(desk.totals.model)[0][1] == "34"
    assert desk.totals.add_button.isEnabled()

    desk.screen.buttons[4].click()
    add_up(desk, "2026-01", "2026-02")  # while the one before is added up again
    slow_jobs.end_all()

    assert cells(desk.totals.model)[0] == ["People helped to apply for TPS", "34", "nobody knows"]
    assert desk.totals.busy.isHidden()


def test_its_ledger_may_lie_on_a_server_whose_address_is_shown_nowhere(
    flow: HeadquartersFlow, new_database: Callable[[], str], tmp_path: Path
) -> None:
    flow.ask()
    flow.set_up.name.setText("Coalition")
    for field in (flow.set_up.passphrase.first, flow.set_up.passphrase.again):
        field.setText(WORDS)
    flow.set_up.server.click()
    flow.set_up.make_button.click()
    assert "address" in flow.set_up.problem.text()
    flow.set_up.address.setText("sqlite:///x.db")
    flow.set_up.make_button.click()
    assert "postgresql+psycopg" in flow.set_up.problem.text()
    flow.set_up.address.setText(new_database())
    flow.set_up.make_button.click()

    assert flow.set_up.address.text() == ""
    flow.code.confirmed.emit("")
    assert place.is_on_server(tmp_path / "hq")
    assert desk_of(flow).screen.heading.text() == "Coalition"
    flow.leave()
    flow.ask()
    assert "the ledger on a server" in flow.door.place.text()


def test_a_report_is_written_in_four_formats(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    out = chooser.folder = tmp_path / "out"
    report = desk.report
    report.kind.setCurrentIndex(report.kind.findData("annual"))
    report.report_button.click()

    assert {path.suffix for path in out.iterdir()} == {".html", ".xlsx", ".csv", ".pdf"}
    assert report.state.text().startswith(f"Written to {out}: ")
    assert "annual_2026-10_2026-10.pdf" in report.state.text()
    report.first.setText("soon")
    report.report_button.click()
    assert report.problem.text()
    assert report.report_button.isEnabled()


def test_where_nothing_waits_enter_does_not_lock_headquarters(
    qtbot: QtBot, desk: HeadquartersDesk
) -> None:
    screen = desk.screen
    qtbot.addWidget(screen)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)

    for _time in range(2):  # the second time the table is hidden already
        screen.buttons[1].click()
        qtbot.waitUntil(lambda: bool(desk.apart.state.text()))
        assert QApplication.focusWidget() is desk.apart  # to which Enter does nothing
        screen.buttons[0].click()
        assert desk.inbox.collect_button.hasFocus()


def test_what_is_typed_replaces_the_month_that_a_place_offers(
    qtbot: QtBot, desk: HeadquartersDesk
) -> None:
    screen = desk.screen
    qtbot.addWidget(screen)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    for months, letter, number in (
        (desk.months, Qt.Key.Key_M, 3),
        (desk.totals, Qt.Key.Key_O, 4),
    ):
        now = QApplication.focusWidget()
        assert now is not None
        qtbot.keyClick(now, letter, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(screen.buttons[number].isChecked)
        qtbot.waitUntil(months.first.hasFocus)
        qtbot.keyClicks(months.first, "2026-01")
        assert months.first.text() == "2026-01"

        qtbot.keyClick(months.first, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClicks(months.first, "2026-02")
        assert months.first.text() == "2026-02"
        qtbot.keyClick(months.first, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClicks(months.last, "2026-03")
        qtbot.keyClick(months.last, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClicks(months.first, "2026-04")
        assert (months.first.text(), months.last.text()) == ("2026-04", "2026-03")


def test_no_place_scrolls_for_the_room_that_another_would_need(
    qtbot: QtBot, qapp: QApplication, desk: HeadquartersDesk
) -> None:
    theme.apply(qapp)
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show_screen(desk.screen)
    with qtbot.waitExposed(window):
        window.show()
    bar = window.place.verticalScrollBar()

    for button in desk.screen.buttons:
        button.click()
        qtbot.waitUntil(lambda: bar.maximum() == 0)
    stack = desk.screen.findChild(QStackedWidget)
    assert stack is not None
    assert stack.minimumSizeHint().height() < 300  # a report's few lines, not a list's


def test_an_empty_place_is_not_torn_apart(qtbot: QtBot, desk: HeadquartersDesk) -> None:
    qtbot.addWidget(desk.screen)
    desk.screen.resize(1366, 720)
    with qtbot.waitExposed(desk.screen):
        desk.screen.show()

    button, below = desk.inbox.collect_button, desk.inbox.summary
    assert 0 < below.y() - button.geometry().bottom() < 40


@pytest.mark.usefixtures("desk")
def test_leaving_drops_the_keys(qtbot: QtBot, flow: HeadquartersFlow) -> None:
    with qtbot.waitSignal(flow.closed):
        desk_of(flow).screen.leave_button.click()

    assert flow.headquarters is None
    assert flow.desk is None


@pytest.mark.usefixtures("desk")
def test_whoever_left_comes_back_to_the_same_headquarters(
    flow: HeadquartersFlow, chooser: Chooser, shown: list[QWidget], tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "other"
    desk_of(flow).screen.leave_button.click()

    flow.ask()

    assert shown.pop() is flow.door
    assert str(tmp_path / "hq") in flow.door.place.text()
    flow.door.other_button.click()
    assert shown.pop() is flow.set_up
    assert str(tmp_path / "other") in flow.set_up.place.text()
    flow.set_up.back_button.click()
    flow.ask()  # it was not made there
    assert str(tmp_path / "hq") in flow.door.place.text()
    (tmp_path / "hq").rename(tmp_path / "elsewhere")
    flow.ask()
    assert shown.pop() is flow.set_up  # of the folder that was chosen


def test_what_is_half_typed_is_there_again_after_a_lock(
    flow: HeadquartersFlow, chooser: Chooser, tmp_path: Path
) -> None:
    headquarters = made(tmp_path / "hq")
    chooser.folder = tmp_path / "stick"
    put_bundle(headquarters, chooser.folder)
    enrolling.issue(headquarters, "AAA-1", "Another", AT)
    approving.approve(headquarters, Month(2026, 1), Month(2026, 1), AT)
    flow.open(tmp_path / "hq")

    def unlock() -> HeadquartersDesk:
        flow.door.passphrase.setText(WORDS)
        flow.door.unlock_button.click()
        return desk_of(flow)

    desk = unlock()
    desk.inbox.collect_button.click()
    for number in (1, 2, 3, 5):
        desk.screen.buttons[number].click()
    desk.apart.words.setText("they say it is")
    desk.clinics.choose("BOS-1")
    desk.clinics.reason.setText("the laptop was sto")
    desk.clinics.leaving.month.setText("2026-0")
    desk.clinics.leaving.reason.setText("the church was so")
    desk.clinics.code.setText("wor-")
    desk.months.month.setText("2026-01")
    desk.months.reason.setText("Boston found")
    asking = desk.asking.screen
    asking.clinic.setCurrentText("BOS-1")
    asking.month.setText("2026-01")
    asking.words.setText("Two months in o")

    desk.screen.lock_requested.emit()
    assert flow.desk is None
    assert b"Two months" not in flow._typed
    desk = unlock()

    assert desk.screen.buttons[5].isChecked()
    asking = desk.asking.screen
    assert (asking.clinic.currentText(), asking.month.text()) == ("BOS-1", "2026-01")
    assert [asking.clinic.itemText(row) for row in range(asking.clinic.count())] == [
        "AAA-1",
        "BOS-1",
    ]
    assert asking.words.text() == "Two months in o"
    for number in (1, 2, 3):
        desk.screen.buttons[number].click()
    assert desk.apart.words.text() == "they say it is"
    assert (desk.clinics.code.text(), desk.clinics.reason.text()) == ("wor-", "the laptop was sto")
    leaving = desk.clinics.leaving
    assert (leaving.month.text(), leaving.reason.text()) == ("2026-0", "the church was so")
    assert cells(desk.clinics.model)[desk.clinics.table.currentIndex().row()][1] == "BOS-1"
    assert (desk.months.month.text(), desk.months.reason.text()) == ("2026-01", "Boston found")
    desk.screen.leave_button.click()
    made(tmp_path / "other")
    flow.open(tmp_path / "other")
    assert unlock().asking.screen.words.text() == ""


def test_an_inbox_says_after_a_lock_that_files_were_looked_at(
    flow: HeadquartersFlow, chooser: Chooser, tmp_path: Path
) -> None:
    headquarters = made(tmp_path / "hq")
    chooser.folder = tmp_path / "stick"
    put_bundle(headquarters, chooser.folder)
    flow.open(tmp_path / "hq")
    for _time in range(2):
        flow.door.passphrase.setText(WORDS)
        flow.door.unlock_button.click()
        if "looked at yet" in desk_of(flow).inbox.summary.text():
            desk_of(flow).inbox.collect_button.click()
        flow.lock()
    flow.door.passphrase.setText(WORDS)
    flow.door.unlock_button.click()

    inbox = desk_of(flow).inbox
    assert inbox.model.rowCount() == 0
    assert "What was taken in counts" in inbox.summary.text()
    inbox.collect_button.click()
    assert "seen before" in inbox.summary.text()


def test_an_inbox_says_after_a_lock_that_it_stopped_taking_in(
    flow: HeadquartersFlow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: ClosableJobs
) -> None:
    made(tmp_path / "hq")
    flow.open(tmp_path / "hq")
    flow.door.passphrase.setText(WORDS)
    flow.door.unlock_button.click()
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "run_steps", lambda *_steps, **_reports: lambda: None)
        desk_of(flow).inbox.collect_button.click()
    flow.lock()

    flow.door.passphrase.setText(WORDS)
    flow.door.unlock_button.click()

    assert "Taking in was stopped" in desk_of(flow).inbox.summary.text()
    assert desk_of(flow).inbox.collect_button.isEnabled()


@pytest.mark.usefixtures("desk")
def test_a_lock_while_the_folder_is_gone_offers_no_other_headquarters(
    flow: HeadquartersFlow, shown: list[QWidget], tmp_path: Path
) -> None:
    (tmp_path / "hq").rename(tmp_path / "pulled")

    flow.lock()

    assert shown.pop() is flow.door
    assert "went away" in flow.door.problem.text()
    (tmp_path / "pulled").rename(tmp_path / "hq")
    flow.door.passphrase.setText(WORDS)
    flow.door.unlock_button.click()
    assert signed_in(flow)


def test_what_was_found_out_of_a_bundle_stays_while_another_place_is_looked_at(
    desk: HeadquartersDesk, chooser: Chooser, tmp_path: Path
) -> None:
    chooser.folder = tmp_path / "stick"
    put_bundle(desk.headquarters, chooser.folder, is_accepted=False)
    desk.inbox.collect_button.click()
    desk.screen.buttons[1].click()
    desk.apart.words.setText("they say it is")

    desk.screen.buttons[2].click()
    desk.screen.buttons[1].click()

    assert desk.apart.words.text() == "they say it is"
    desk.apart.settle_button.click()
    assert desk.apart.words.text() == ""


@pytest.fixture
def slow_flow(
    qtbot: QtBot, chooser: Chooser, shown: list[QWidget], slow_jobs: SlowWork
) -> HeadquartersFlow:
    """One whose work ends when it is told to."""
    window = QWidget()
    qtbot.addWidget(window)
    paper = PaperFlow(slow_jobs, shown.append, chooser, PrintOut(window))
    return HeadquartersFlow(
        slow_jobs, shown.append, chooser=chooser, paper=paper, now=lambda: AT, cost=LEAST_COST
    )


@pytest.mark.parametrize("typed", [WORDS, "not the passphrase at all"])
def test_whoever_goes_back_while_the_passphrase_is_tried_opens_nothing(
    slow_flow: HeadquartersFlow,
    shown: list[QWidget],
    slow_jobs: SlowWork,
    tmp_path: Path,
    typed: str,
) -> None:
    flow = slow_flow
    made(tmp_path / "hq")
    flow.open(tmp_path / "hq")
    flow.door.passphrase.setText(typed)
    flow.door.unlock_button.click()
    before = len(shown)

    flow.door.back_button.click()
    assert flow.door.passphrase.text() == ""  # nobody's any more, as after a lock
    slow_jobs.end_all()

    assert (flow.headquarters, flow.desk) == (None, None)
    assert len(shown) == before
    assert flow.door.problem.text() == ""
    flow.open(tmp_path / "hq")
    flow.door.passphrase.setText(WORDS)
    flow.door.unlock_button.click()
    slow_jobs.end_first()
    assert flow.desk is not None


def test_a_headquarters_that_opens_while_another_is_chosen_is_the_one_that_is_known(
    slow_flow: HeadquartersFlow, chooser: Chooser, slow_jobs: SlowWork, tmp_path: Path
) -> None:
    flow = slow_flow
    for name in ("hq", "other"):
        made(tmp_path / name)
    flow.open(tmp_path / "hq")
    flow.door.passphrase.setText(WORDS)
    flow.door.unlock_button.click()
    chooser.folder = tmp_path / "other"
    flow.door.other_button.click()

    slow_jobs.end_first()

    assert flow.known_folder == tmp_path / "hq"
    flow.lock()
    assert str(tmp_path / "hq") in flow.door.place.text()


def test_one_that_opened_while_another_was_looked_for_is_locked_once_that_is_chosen(
    slow_flow: HeadquartersFlow,
    chooser: Chooser,
    slow_jobs: SlowWork,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    flow = slow_flow
    for name in ("hq", "other"):
        made(tmp_path / name)
    flow.open(tmp_path / "hq")
    flow.door.passphrase.setText(WORDS)
    flow.door.unlock_button.click()
    choose: list[Callable[[Path], None]] = []
    monkeypatch.setattr(chooser, "ask_folder", lambda _title, on_chosen: choose.append(on_chosen))
    flow.door.other_button.click()
    slow_jobs.end_all()
    assert signed_in(flow)

    choose[0](tmp_path / "other")

    assert not signed_in(flow)
    assert str(tmp_path / "other") in flow.door.place.text()


def test_a_stick_that_is_pulled_keeps_what_was_taken_in_on_the_screen(
    qtbot: QtBot, jobs: ClosableJobs
) -> None:
    def pulled() -> Iterator[tuple[int, int]]:
        yield 1, 2
        raise FileVanishedError(Path("stick"))

    view = InboxView(lines=(), summary="accepted: 1", problem="")
    screen = HeadquartersInboxScreen(
        collect=lambda _folder: (pulled, lambda: view),
        ask_folder=lambda on_chosen: on_chosen(Path("stick")),
        jobs=jobs,
    )
    qtbot.addWidget(screen)
    screen.collect_button.click()

    assert screen.summary.text() == "accepted: 1"
    assert screen.problem.text()
    assert screen.collect_button.isEnabled()


def test_a_computer_of_headquarters_begins_at_its_door_and_a_lock_drops_the_keys(
    qtbot: QtBot, jobs: ClosableJobs, chooser: Chooser, shown: list[QWidget], tmp_path: Path
) -> None:
    made(tmp_path / "hq")
    window = QWidget()
    qtbot.addWidget(window)
    entry = EntryFlow(
        tmp_path / "none",
        jobs,
        shown.append,
        chooser=chooser,
        paper=PaperFlow(jobs, shown.append, chooser, PrintOut(window)),
        headquarters_folder=tmp_path / "hq",
    )
    entry.open()
    assert shown.pop() is entry.headquarters.door
    entry.headquarters.door.passphrase.setText(WORDS)
    with qtbot.waitSignal(entry.vault_opened):  # from now on an idle computer locks
        entry.headquarters.door.unlock_button.click()
    assert shown.pop() is desk_of(entry.headquarters).screen

    lock = desk_of(entry.headquarters).screen.findChild(QShortcut)
    assert lock is not None
    assert lock.key().toString() == "Ctrl+L"
    lock.activated.emit()

    assert shown.pop() is entry.headquarters.door
    assert entry.headquarters.headquarters is None
    entry.headquarters.door.passphrase.setText(WORDS)
    with qtbot.waitSignal(entry.vault_opened):
        entry.headquarters.door.unlock_button.click()
    assert shown.pop() is desk_of(entry.headquarters).screen

    entry.lock()  # of itself

    assert shown.pop() is entry.headquarters.door
    assert entry.headquarters.headquarters is None
    entry.headquarters.door.back_button.click()
    assert shown.pop() is entry.welcome
    chooser.folder = tmp_path / "other"
    entry.welcome.headquarters_requested.emit()
    assert shown.pop() is entry.headquarters.door
    assert str(tmp_path / "hq") in entry.headquarters.door.place.text()


def test_whoever_left_is_not_counted_down_to_a_lock(
    qtbot: QtBot, jobs: ClosableJobs, chooser: Chooser, tmp_path: Path
) -> None:
    made(tmp_path / "hq")
    window = MainWindow()
    qtbot.addWidget(window)
    moments = [AT]
    program = Program(
        window,
        jobs,
        tmp_path / "none",
        chooser=chooser,
        now=lambda: moments[-1],
        headquarters_folder=tmp_path / "hq",
    )
    program.begin()
    flow = program.entry.headquarters
    flow.door.passphrase.setText(WORDS)
    flow.door.unlock_button.click()
    desk_of(flow).screen.leave_button.click()

    moments.append(AT + timedelta(hours=1))
    with qtbot.assertNotEmitted(program.idle.lock_due):
        assert not program.idle.look()

    program.close()


def test_a_computer_whose_headquarters_is_gone_says_so_before_another_is_made(
    qtbot: QtBot, jobs: ClosableJobs, chooser: Chooser, shown: list[QWidget], tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    entry = EntryFlow(
        tmp_path / "none",
        jobs,
        shown.append,
        chooser=chooser,
        paper=PaperFlow(jobs, shown.append, chooser, PrintOut(window)),
        headquarters_folder=tmp_path / "hq",
    )

    entry.open()

    assert shown.pop() is entry.welcome
    assert f"not in {tmp_path / 'hq'} any more" in entry.welcome.problem.text()
    made(tmp_path / "hq")
    entry.welcome.headquarters_requested.emit()
    assert shown.pop() is entry.headquarters.door
    entry.headquarters.door.passphrase.setText(WORDS)
    entry.headquarters.door.unlock_button.click()
    desk_of(entry.headquarters).screen.leave_button.click()
    assert entry.welcome.problem.text() == ""
