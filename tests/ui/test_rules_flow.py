"""Newer rules come on a stick and go to work, or not at all; by keyboard, on a real vault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.bundles import enrolment_file, signed_pack
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.clock import Today
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.records.client import Consent
from clinic_app.records.worker import Accreditation, AccreditationLevel
from clinic_app.screening.scenario import parse
from clinic_app.ui.flows.rules_flow import RulesFlow
from clinic_app.ui.program import Program
from clinic_app.workflows import clients, enrolment, screenings, unlocking
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.rule_packs import shipped_pack

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))
ACCREDITED = Accreditation(
    level=AccreditationLevel.PARTIAL, granted=date(2025, 3, 1), expires=date(2028, 2, 29)
)
Signed = Callable[..., bytes]


HOLDER = b"""
[[case]]
id = "holder"
screening_date = 2026-11-02
[case.facts]
country = "Lebanon"
first_entry = 2024-10-01
[case.facts.prior_tps]
granted = true
granted_date = 2025-03-01
designation = "LB-2024-D"
current = true
"""
ENDED = """
[[events]]
id = "LB-2026-T"
line = "Lebanon 2024"
type = "termination"
published = 2026-11-10
fr_citation = "91 FR 99998"
effective_start = 2026-11-10
termination_effective = 2026-11-20
confidence = "high"
source = "invented for a test"
"""


@dataclass
class Chooser:
    """Answers with what a test put there; None: the dialog was given up."""

    chosen: Path | None = None
    asked: list[str] = field(default_factory=list)

    def ask_folder(self, title: str, on_chosen: Callable[[Path], None]) -> None:
        self.asked.append(title)
        if self.chosen is not None:
            on_chosen(self.chosen)

    ask_file = ask_folder

    def ask_new_file(self, title: str, _name: str, on_chosen: Callable[[Path], None]) -> None:
        self.ask_folder(title, on_chosen)


@pytest.fixture
def chooser() -> Chooser:
    return Chooser()


@pytest.fixture
def records(new_clinic: Callable[..., NewClinic], tmp_path: Path) -> Path:
    """A locked vault of a clinic that has a headquarters."""
    made = new_clinic(tmp_path / "records", accreditation=ACCREDITED)
    key = SigningKey(b"h" * 32)
    told = Enrolment(
        clinic="MIA-1",
        clinic_name="St. Mark's clinic",
        headquarters="Coalition",
        number="0" * 16,
        is_training=False,
        sealing_key=OpeningKey(b"s" * 32).public,
        signing_key=key.public,
        pack_key=SigningKey(b"p" * 32).public,
        smallest_crowd=11,
    )
    enrolment.take(made.session, enrolment_file.write_enrolment(told, key))
    made.session.lock()
    return tmp_path / "records"


@pytest.fixture
def holder(records: Path) -> None:
    """Somebody was screened while Lebanon's designation was known to be in force."""
    day = Today(date(2026, 11, 2))
    session = unlocking.unlock(records, WORDS, "marie", day)
    client = clients.register(
        session,
        name="Canary Holder",
        birth_date=None,
        language="ar",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="305 555 0100",
    )
    draft = screenings.begin(session, client.id, "LB")
    answers = parse(HOLDER)[0].answers
    screenings.answer_many(session, draft.id, {key: answers[key] for key in answers})
    screenings.finish(session, draft.id)
    session.lock()


@pytest.fixture
def program(
    qtbot: QtBot, opened: Callable[..., Program], records: Path, chooser: Chooser
) -> Program:
    running = opened(records, chooser=chooser)
    running.window.activateWindow()
    qtbot.waitUntil(running.window.isActiveWindow)
    return running


@pytest.fixture
def alt(qtbot: QtBot, program: Program) -> Callable[[str], None]:
    """Press Alt and a letter, wherever the focus is; wait until the button is up again."""

    def press(letter: str) -> None:
        focused = QApplication.focusWidget() or program.window
        key = Qt.Key(ord(letter))
        qtbot.keyClick(focused, key, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(
            lambda: (
                not any(button.isDown() for button in program.window.findChildren(QAbstractButton))
            )
        )

    return press


@pytest.fixture
def bring(chooser: Chooser, tmp_path: Path) -> Callable[[bytes], None]:
    """Put a file on the stick that the dialog finds."""

    def write(content: bytes) -> None:
        chooser.chosen = tmp_path / "tps.rulepack"
        chooser.chosen.write_bytes(content)

    return write


def flow_of(program: Program) -> RulesFlow:
    assert program.desk is not None
    return program.desk.clinic.rules


def shown(program: Program) -> QWidget | None:
    return program.window.place.widget()


def open_rules(program: Program, alt: Callable[[str], None]) -> RulesFlow:
    alt("I")
    alt("U")
    flow = flow_of(program)
    assert shown(program) is flow.rules
    return flow


def test_newer_rules_are_shown_installed_and_rolled_back_by_keyboard(
    program: Program, alt: Callable[[str], None], chooser: Chooser, signed: Signed, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "tps.rulepack").write_bytes(signed())
    chooser.chosen = stick

    flow = open_rules(program, alt)
    assert flow.rules.title.text() == f"Rules {shipped_pack().version}"
    assert "came with the program" in flow.rules.origin.text()
    assert flow.rules.roll_back_button.isHidden()

    alt("F")
    assert shown(program) is flow.new
    assert "Lebanon: extension to 2028-05-27 (91 FR 99999) added" in flow.new.changes.text()
    assert "Signed by Coalition" in flow.new.checked.text()

    alt("N")
    flow = flow_of(program)
    assert shown(program) is flow.rules
    assert flow.rules.title.text() == "Rules 2026.12"
    assert "by Marie Baptiste" in flow.rules.origin.text()
    assert "are at work" in flow.rules.notice.text()

    alt("B")
    flow = flow_of(program)
    assert flow.rules.title.text() == f"Rules {shipped_pack().version}"
    assert flow.rules.roll_back_button.isHidden()


def test_the_old_rules_can_be_kept(
    program: Program, alt: Callable[[str], None], bring: Callable[[bytes], None], signed: Signed
) -> None:
    bring(signed())
    flow = open_rules(program, alt)

    alt("L")
    assert shown(program) is flow.new
    flow.new.back_button.click()

    assert shown(program) is flow.rules
    assert flow.rules.title.text() == f"Rules {shipped_pack().version}"


def test_every_refusal_is_said_on_the_screen(
    program: Program, alt: Callable[[str], None], chooser: Chooser, signed: Signed, tmp_path: Path
) -> None:
    chooser.chosen = tmp_path / "tps.rulepack"
    flow = open_rules(program, alt)
    whole = signed()
    refused = {
        "not there": None,
        "not a file of rules": b"something else",
        "signature": whole[:-1] + bytes([whole[-1] ^ 1]),
        "copied whole": whole[:-100],
        "not newer": signed("2026.11"),
        "does not come out": signed(country=""),
        "too large": bytes(signed_pack.MOST_FILE_BYTES + 1),
        "folder": None,
    }
    said = {}
    for words, content in refused.items():
        if content is not None:
            chooser.chosen.write_bytes(content)
        if words == "folder":
            chooser.chosen.unlink()
            chooser.chosen.mkdir()
        alt("L")
        assert shown(program) is flow.rules
        assert flow.rules.folder_button.isEnabled()
        said[words] = flow.rules.problem.text()
        assert not flow.rules.problem.isHidden()

    assert len(set(said.values())) == len(refused)


def test_an_empty_stick_and_a_dialog_given_up_change_nothing(
    program: Program, alt: Callable[[str], None], chooser: Chooser, tmp_path: Path
) -> None:
    flow = open_rules(program, alt)

    alt("F")
    assert chooser.asked
    assert flow.rules.problem.isHidden()

    chooser.chosen = tmp_path
    (tmp_path / "empty").mkdir()
    chooser.chosen = tmp_path / "empty"
    alt("F")
    assert ".rulepack" in flow.rules.problem.text()


def test_checking_that_was_stopped_changes_nothing(
    program: Program,
    alt: Callable[[str], None],
    bring: Callable[[bytes], None],
    signed: Signed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def one_step(
        steps: Callable[[], Iterator[tuple[int, int]]], **reports: Callable[..., object]
    ) -> Callable[[], None]:
        reports["on_progress"](*next(steps()))
        reports["on_done"]()
        return lambda: None

    bring(signed())
    flow = open_rules(program, alt)
    monkeypatch.setattr(flow._jobs, "run_steps", one_step)

    alt("L")

    assert "Stopped" in flow.rules.notice.text()
    assert flow.rules.title.text() == f"Rules {shipped_pack().version}"


@pytest.mark.usefixtures("holder")
def test_after_installing_whoever_changes_is_listed_on_screen_and_paper(
    program: Program, alt: Callable[[str], None], bring: Callable[[bytes], None], signed: Signed
) -> None:
    bring(signed(country=ENDED, outcome="needs_attorney_review"))
    open_rules(program, alt)
    alt("L")
    alt("N")

    flow = flow_of(program)
    assert "Rules 2026.12 are at work. 1 client changes: " in flow.rules.notice.text()

    alt("P")
    calls = flow.sweep.calls
    assert shown(program) is calls
    (row,) = [calls.model.row(number) for number in range(calls.model.rowCount())]
    assert (row.name, row.phone) == ("Canary Holder", "305 555 0100")
    desk = program.desk
    assert desk is not None
    alt("P")
    assert shown(program) is desk.paper.preview
    desk.paper.preview.back_button.click()
    assert shown(program) is calls

    alt("O")
    assert shown(program) is desk.clients.file
    line = desk.clients.file.model.row(0)
    assert "; since 11/25/2026: " in line.words
    desk.open_screening(screenings.of_client(desk._session, row.client_id)[0])
    assert "Run again on" in desk.outcome.outcome.route.text()

    alt("T")
    (to_call,) = [
        button
        for button in desk.today.line_buttons
        if button.accessibleName() == "Open 1 person to call"
    ]
    to_call.click()
    assert shown(program) is calls
    calls.back_button.click()
    assert shown(program) is desk.today


@pytest.mark.usefixtures("holder")
def test_the_button_runs_everything_again_and_a_second_time_finds_nothing(
    program: Program, alt: Callable[[str], None]
) -> None:
    flow = open_rules(program, alt)

    alt("E")

    assert "nothing changes for anybody" in flow.rules.notice.text()
    alt("P")
    assert flow.sweep.calls.hint.text() == "Nobody has to be called."
    flow.sweep.calls.back_button.click()
    assert shown(program) is flow.rules


@pytest.mark.usefixtures("holder")
def test_a_sweep_can_be_stopped_and_goes_on_beside_other_work(
    program: Program, alt: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def begun(
        steps: Callable[[], Iterator[tuple[int, int]]], **reports: Callable[..., object]
    ) -> Callable[[], None]:
        def stop() -> None:
            reports["on_done"]()

        reports["on_progress"](*next(steps()))
        return stop

    flow = open_rules(program, alt)
    monkeypatch.setattr(flow._jobs, "run_steps", begun)
    alt("E")
    assert flow.rules.busy.isVisible()
    assert not flow.rules.sweep_button.isEnabled()

    flow.rules.back_button.click()
    alt("U")
    assert flow.rules.busy.isVisible()  # it went on while the worker looked at something else

    flow.rules.busy.stop_button.click()
    assert "Stopped" in flow.rules.notice.text()
    assert flow.rules.sweep_button.isEnabled()


def test_what_the_rules_leave_open_is_confirmed_and_taken_back_by_keyboard(
    qtbot: QtBot, program: Program, alt: Callable[[str], None]
) -> None:
    flow = open_rules(program, alt)
    assert "Ukraine 2022" in flow.rules.left_open.text()
    alt("W")
    screen = flow.left_open.screen
    assert shown(program) is screen
    assert "Verify on uscis.gov/tps" in screen.known.text()

    screen.line.setCurrentText("Ukraine 2022")
    alt("M")
    assert "A day is missing" in screen.problem.text()
    alt("O")
    qtbot.keyClicks(QApplication.focusWidget(), "91 FR 99999")
    alt("F")
    qtbot.keyClicks(QApplication.focusWidget(), "4/19/2027")
    alt("E")
    qtbot.keyClicks(QApplication.focusWidget(), "11/20/2026")
    alt("M")
    assert "Only one end" in screen.problem.text()
    alt("G")
    qtbot.keyClicks(QApplication.focusWidget(), "11/20/2025")
    alt("M")
    assert "before it begins" in screen.problem.text()
    screen.last.setText("1/19/2027")
    alt("M")

    flow = flow_of(program)
    assert shown(program) is flow.rules
    assert "Screenings rest on it from now on" in flow.rules.notice.text()
    assert "Confirmed by somebody here: Ukraine 2022." in flow.rules.left_open.text()

    alt("W")
    screen = flow.left_open.screen
    assert [screen.line.itemText(at) for at in range(screen.line.count())] == [
        "El Salvador 2001",
        "Sudan 2022",
    ]
    (take_back,) = screen.confirmed.findChildren(QAbstractButton)
    qtbot.waitUntil(take_back.isVisible)
    take_back.setFocus()
    qtbot.keyClick(take_back, Qt.Key.Key_Return)

    flow = flow_of(program)
    assert "Confirmed" not in flow.rules.left_open.text()
    alt("W")
    taken_back = flow.left_open.screen.confirmed.findChildren(QLabel)
    assert any("Taken back on 11/25/2026 by Marie Baptiste" in one.text() for one in taken_back)
    flow.left_open.screen.back_button.click()
    assert shown(program) is flow.rules


def test_whoever_may_not_sign_reads_what_is_open_and_confirms_nothing(
    program: Program, alt: Callable[[str], None]
) -> None:
    flow = open_rules(program, alt)
    flow.left_open._session = replace(
        flow.left_open._session, worker=replace(flow.left_open._session.worker, accreditation=None)
    )

    alt("W")

    screen = flow.left_open.screen
    assert screen.form.isHidden()
    assert not screen.only_signers.isHidden()
