"""A lock asks nothing and loses nothing, on every screen and over every dialog there is."""

import ast
import importlib
import pkgutil
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import clinic_app.ui
from clinic_app.bundles.enrolment_file import Enrolment, write_enrolment
from clinic_app.clock import Today
from clinic_app.computer.system_events import SystemEvent
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.files.errors import DiskFullError
from clinic_app.interview.answers import UNKNOWN
from clinic_app.records.client import Consent
from clinic_app.records.draft import Pane
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.records.worker import Accreditation, AccreditationLevel, Role
from clinic_app.ui import print_out
from clinic_app.ui.draft_keeper import KEEP_AFTER_MS
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.flows.returning import Returning, close_dialogs, open_dialog
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow, Place
from clinic_app.ui.program import Program
from clinic_app.ui.screens.recovery_code import RecoveryCodeScreen
from clinic_app.ui.screens.set_up import ClinicEntered, WorkerEntered
from clinic_app.ui.widgets.fields import is_secret
from clinic_app.ui.widgets.rows_field import RowsField
from clinic_app.ui.words.lock_words import LockReason, locked_words
from clinic_app.workflows import (
    clients,
    closing,
    drafts,
    enrolment,
    first_start,
    kyr,
    screenings,
    shown_papers,
    unlocking,
    workers,
)
from clinic_app.workflows.session import Session

EARLIER, TODAY = date(2026, 9, 20), date(2026, 11, 25)
BETWEEN = date(2026, 10, 20)
WORDS = "stapling unguarded corset vividly manhunt oat"
OTHER_WORDS = "another passphrase of six many words"
TYPED = "Canary-7f3a Ñandú"
AT = datetime(2026, 11, 25, 10, 42, tzinfo=UTC)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups


@dataclass(frozen=True)
class World:
    """A clinic with something on every screen; locked."""

    folder: Path
    subjects: dict[str, Subject]
    refused_id: str


@pytest.fixture(scope="module")
def made_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("world") / "records"
    session = first_start.create_clinic(
        folder,
        clinic_name="St. Mark's clinic",
        clinic_code="MIA-1",
        site="Hall",
        phone="",
        worker_name="Marie Baptiste",
        accreditation=Accreditation(
            level=AccreditationLevel.PARTIAL, granted=date(2025, 1, 2), expires=date(2028, 1, 1)
        ),
        sign_in_name="marie",
        passphrase=WORDS,
        today=Today(EARLIER),
        cost=LEAST_COST,
    ).session
    sign_in = workers.SignIn(name="tomas", passphrase=OTHER_WORDS, role=Role.VOLUNTEER)
    workers.add(session, "Tomas Vale", None, sign_in)
    client_id = register(session, Consent.GIVEN)
    refused_id = register(session, Consent.REFUSED)
    kyr.finish(session, kyr.begin(session, "Hall", ("en",)).id)
    session = replace(session, today=Today(BETWEEN))
    enrolment.take(session, an_enrolment())
    closing.close(session, "2026-09", closing.preview(session, "2026-09"))
    done = screenings.begin(session, client_id, "HT")
    screenings.answer(session, done.id, "nationalities", UNKNOWN)
    done = screenings.finish(session, done.id)
    session = replace(session, today=Today(TODAY))
    draft = screenings.begin(session, client_id, "HT")
    event = kyr.begin(session, "Hall", ("en", "ht"))
    lease = PaperSeen(kind="rent", first=BETWEEN, last=TODAY)
    paper = shown_papers.add(session, client_id, lease)
    alike = [
        register(session, Consent.GIVEN, name, "305 555 0177") for name in ("Jo Ray", "Ray Jo")
    ]
    subjects: dict[str, Subject] = {
        "duplicates": tuple(alike),
        "clients.form": ("member", client_id),
        "clients.file": (client_id, client_id),
        "clients.done": (client_id,),
        "clients.keeping": (client_id,),
        "clients.shown": (client_id, paper.id),
        "screening.begin": (client_id,),
        "screening.question": (draft.id, "", ""),
        "papers": ("client", client_id, "1"),
        "outcome": (done.id,),
        "decision": (done.id,),
        "kyr.list": (event.id,),
        "kyr.counter": (event.id,),
        "kyr.paper": (event.id,),
        "close.page": ("2026-10", ""),
        "close.carry": ("2026-09", "closed"),
        "clinic.worker": ("",),
        "clinic.enrolment": (str(folder / "enrolment.json"),),
    }
    session.lock()
    return World(folder, subjects, refused_id)


def an_enrolment() -> bytes:
    key = SigningKey(b"h" * 32)
    told = Enrolment(
        clinic="MIA-1",
        clinic_name="St. Mark's clinic",
        headquarters="Coalition",
        number="0123456789abcdef",
        is_training=False,
        sealing_key=OpeningKey(b"o" * 32).public,
        signing_key=key.public,
        pack_key=SigningKey(b"p" * 32).public,
        smallest_crowd=11,
    )
    return write_enrolment(told, key)


def register(
    session: Session, consent: Consent, name: str = "Wideline Desir", phone: str = ""
) -> str:
    is_kept = consent is Consent.GIVEN
    return clients.register(
        session,
        name=name if is_kept else "",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=consent,
        phone=phone,
    ).id


@pytest.fixture
def world(made_world: World, tmp_path: Path) -> World:
    folder = tmp_path / "records"
    shutil.copytree(made_world.folder, folder)
    return replace(made_world, folder=folder)


@pytest.fixture
def program(
    qtbot: QtBot, jobs: ClosableJobs, world: World, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(print_out, "is_any_printer_set_up", lambda: True)
    running = a_program(qtbot, jobs, world)
    yield running
    running.close()


def a_program(qtbot: QtBot, jobs: ClosableJobs, world: World) -> Program:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    running = Program(
        window,
        jobs,
        world.folder,
        today=lambda: Today(TODAY),
        now=lambda: AT,
        cost=LEAST_COST,
    )
    running.begin()
    unlock(running)
    return running


def unlock(program: Program, name: str = "marie", words: str = WORDS) -> None:
    screen = program.entry.unlock
    screen.names.setCurrentIndex(screen.names.findText(name))
    screen.passphrase.setText(words)
    screen.unlock_button.click()


def desk_of(program: Program) -> Desk:
    assert program.desk is not None
    return program.desk


def seen(program: Program) -> tuple[Pane, ...]:
    assert isinstance(program._returning, Returning)
    return program._returning.panes()


def screen_of(program: Program) -> QWidget:
    screen = program.window.place.widget()
    assert screen is not None
    return screen


def scribble(pane: QWidget) -> None:
    """Change whatever a person could change, and leave each caret in the middle."""
    for field in pane.findChildren(RowsField):
        field.show_entry_count(2)
    for part in pane.findChildren(QWidget):
        is_inside = isinstance(part.parent(), QComboBox | QSpinBox)
        if part.window() is pane.window() and part.isEnabled() and not is_inside:
            scribble_on(part)


def scribble_on(part: QWidget) -> None:
    match part:
        case QComboBox():
            part.setCurrentIndex(part.count() - 1)
            part.activated.emit(part.count() - 1)
        case QSpinBox():
            part.setValue(17)
        case QLineEdit() if not part.isReadOnly():
            part.setText(TYPED[: part.maxLength()])
            part.textEdited.emit(part.text())
            part.setSelection(2, 3)
        case QPlainTextEdit() | QTextEdit() if not part.isReadOnly():
            part.setPlainText(TYPED)
        case QAbstractButton() if part.isCheckable():
            part.click()
        case _:
            pass


def stops_in_order(program: Program) -> tuple[Stop, ...]:
    return desk_of(program).stops


def is_gone(session: Session) -> bool:
    vault = session.vault
    return vault.is_locked and vault._using is None


def locks(program: Program, reason: LockReason = LockReason.IDLE) -> Session:
    session = program._session
    assert session is not None
    program.lock(reason)
    assert is_gone(session)
    assert program.desk is None
    assert open_dialog() is None
    assert program.window.place.widget() is program.entry.unlock
    return session


def test_the_window_says_that_it_opens_before_the_screens_are_built(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks(program)
    window, seen = program.window, []
    draw = window.show_places

    def show_places(places: tuple[Place, ...], *, is_training: bool) -> None:
        seen.append(window.is_covered)
        draw(places, is_training=is_training)

    monkeypatch.setattr(window, "show_places", show_places)
    unlock(program)

    assert seen == [True]
    assert not window.is_covered


def test_no_screen_of_somebody_who_locked_is_left_in_memory(program: Program) -> None:
    alive = []
    for _ in range(3):
        locks(program)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        alive.append(len(QApplication.allWidgets()))
        unlock(program)

    assert alive == [alive[0]] * 3


def test_every_screen_comes_back_as_it_was(program: Program, world: World) -> None:
    not_as_it_was = []
    for name in [stop.name for stop in stops_in_order(program) if stop.name != "paper"]:
        stop = next(one for one in stops_in_order(program) if one.name == name)
        stop.open(world.subjects.get(name, ()))
        if program.window.place.widget() is not stop.screen:
            not_as_it_was.append(f"{name}: not shown")
            continue
        scribble(stop.screen)
        before = seen(program)

        locks(program)
        unlock(program)

        if seen(program) != before:
            not_as_it_was.append(f"{name}: {difference(before, seen(program))}")

    # A recovery code is shown once and kept nowhere: instead of it stands the way to another.
    # A file of new rules is checked again: instead of it stands the list of rules.
    assert set(not_as_it_was) == {
        "recovery.code: not shown",
        "recovery.share: not shown",
        "rules.new: not shown",
        "keys.code: not shown",
        "keys.share: not shown",
        "keys.hand_out: not shown",
    }


def test_a_chosen_row_is_whole_after_a_lock(program: Program) -> None:
    unlock(program)
    desk_of(program).open_clients()
    table = desk_of(program).clients.list.table
    columns = table.model().columnCount()
    assert len(table.selectedIndexes()) == columns

    locks(program)
    unlock(program)

    table = desk_of(program).clients.list.table
    assert len(table.selectedIndexes()) == columns


def difference(before: tuple[Pane, ...], after: tuple[Pane, ...]) -> object:
    for old, new in zip(before, after, strict=False):
        if (old.name, old.subject) != (new.name, new.subject):
            return (old.name, old.subject), (new.name, new.subject)
        parts = {part.name: part for part in old.parts}
        now = {part.name: part for part in new.parts}
        changed = [(part, now.get(name)) for name, part in parts.items() if now.get(name) != part]
        if changed or old.focus != new.focus:
            return changed, old.focus, new.focus
    return before, after


def every_dialog(program: Program) -> list[tuple[str, str, str]]:
    """Return the screen, the sheet over it and the title of each dialog there is."""
    found = [("today", "", title) for title in program._dialogs]
    for stop in stops_in_order(program):
        for title in stop.over:
            if title != "paper":
                screen = "outcome" if stop.name == "paper" else stop.name
                found.append((screen, "paper" if stop.name == "paper" else "", title))
    return found


def test_every_dialog_is_closed_and_comes_back_as_it_was(
    program: Program, world: World, tmp_path: Path
) -> None:
    not_as_it_was = []
    for name, sheet, title in every_dialog(program):
        open_the_dialog(program, world, name, sheet, title)
        dialog = open_dialog()
        if dialog is None or dialog.windowTitle() != title:
            not_as_it_was.append(f"{name} {title}: not opened")
            continue
        scribble_in_dialog(dialog, tmp_path)
        before = seen(program)

        locks(program)
        unlock(program)

        if seen(program) != before:
            not_as_it_was.append(f"{name} {title}: {difference(before, seen(program))}")
        close_dialogs()

    assert "\n".join(not_as_it_was) == ""


def open_the_dialog(program: Program, world: World, name: str, sheet: str, title: str) -> None:
    stop = next(one for one in stops_in_order(program) if one.name == name)
    stop.open(world.subjects.get(name, ()))
    if sheet:
        stop.over[sheet]()
        stop = next(one for one in stops_in_order(program) if one.name == sheet)
    {**program._dialogs, **stop.over}[title]()


def test_ctrl_l_locks_in_every_dialog_too(qtbot: QtBot, program: Program, world: World) -> None:
    program.idle.start()
    for named in every_dialog(program):
        open_the_dialog(program, world, *named)
        dialog = open_dialog()
        assert dialog is not None
        with qtbot.waitActive(dialog):
            dialog.activateWindow()

        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

        assert program._session is None, named
        assert open_dialog() is None
        unlock(program)
        close_dialogs()  # it is back


def scribble_in_dialog(dialog: QDialog, folder: Path) -> None:
    if isinstance(dialog, QFileDialog):
        dialog.setDirectory(str(folder))
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText("half a na")
        line.setCursorPosition(4)
    elif not isinstance(dialog, QPrintDialog):
        scribble(dialog)


def test_there_is_no_screen_that_the_lock_was_not_told_of(program: Program) -> None:
    known = {type(stop.screen).__name__ for stop in stops_in_order(program)}

    others = BEFORE_A_VAULT_IS_OPEN | NOTHING_IS_TYPED_IN | PARTS_OF_A_SCREEN | DIALOGS_OF_QT
    assert shown_by_the_program() - known == others


BEFORE_A_VAULT_IS_OPEN = {
    "WelcomeScreen", "UnlockScreen", "RecoverScreen", "ClockQuestionScreen", "SetUpClinicScreen",
    "SetUpWayBackScreen", "FirstPassphraseScreen",
    "SetUpWorkerScreen", "SetUpPassphraseScreen", "RestoreScreen", "OlderRecordsScreen",
    "MovedOrCopiedScreen",
    "HeadquartersDoorScreen", "HeadquartersSetUpScreen", "HeadquartersScreen",
    "HeadquartersInboxScreen", "HeadquartersApartScreen", "HeadquartersClinicsScreen",
    "HeadquartersMonthsScreen", "HeadquartersTotalsScreen", "HeadquartersReportScreen",
    "HeadquartersQuestionsScreen",
}  # fmt: skip


NOTHING_IS_TYPED_IN = {"MainWindow", "KeysDialog", "CrashDialog"}
"""What is around every screen, and two dialogs over it."""

PARTS_OF_A_SCREEN = {
    "ChoiceField", "LineField", "Muted", "OldBackupsCard", "PlainLabel", "QComboBox", "QLabel",
    "QLineEdit", "QPushButton", "RowsField", "StatusMark",
}  # fmt: skip
"""What a function makes for one; of Qt's own, nothing else that could hold others."""

DIALOGS_OF_QT = {"QFileDialog", "QPrintDialog"}
"""Each is one of :func:`every_dialog`."""


def shown_by_the_program() -> set[str]:
    """Return every class of widget that is made outside one, whatever its name and its folder.

    A screen shows no other: it tells the flow that made it. So what one widget makes is part of it.
    """
    for module in pkgutil.walk_packages(clinic_app.ui.__path__, "clinic_app.ui."):
        importlib.import_module(module.name)
    kinds = below(QWidget)
    of_widgets = {kind.__module__ for kind in kinds}
    folder = Path(str(clinic_app.ui.__file__)).parents[1]
    made = {
        name
        for path in folder.glob("ui/**/*.py")
        if ".".join(("clinic_app", *path.relative_to(folder).with_suffix("").parts))
        not in of_widgets
        for name in called_in(path)
    }
    return made & {kind.__name__ for kind in kinds}


def below(kind: type[QWidget]) -> set[type[QWidget]]:
    return {one for each in kind.__subclasses__() for one in {each, *below(each)}}


def called_in(path: Path) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return {ast.unparse(call.func).rsplit(".", 1)[-1] for call in calls}


def test_there_is_no_dialog_that_the_lock_was_not_told_of(program: Program) -> None:
    opened = sum(dialogs_opened_in(path) for path in sources())

    assert opened == len(every_dialog(program)) + len(DIALOGS_BEFORE)


DIALOGS_BEFORE = (
    "the records of another folder",
    "the backup to restore",
    "the folder of a headquarters",
    "what headquarters takes in, or where its report goes",
    "where the file of a clinic goes that headquarters enrols",
    "what the clinic answered to headquarters",
    "the last words of a crash",
)
"""No vault is open behind these."""


def sources() -> Iterator[Path]:
    folder = Path(str(clinic_app.ui.__file__)).parent
    yield from (path for path in folder.rglob("*.py") if path.name != "choosing.py")


def dialogs_opened_in(path: Path) -> int:
    """Return how often a file asks for a file or makes a dialog."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    names = [ast.unparse(call.func).rsplit(".", 1)[-1] for call in calls]
    asks = {"ask_folder", "ask_file", "ask_new_file"}
    return sum(
        (name.endswith("Dialog") or (name in asks and "flows" in path.parts)) for name in names
    )


def test_a_draft_waits_for_the_worker_who_typed_it(program: Program) -> None:
    desk = desk_of(program)
    desk.clients.open_new()
    desk.clients.form.name.setText(TYPED)
    desk.clients.form.name.setSelection(2, 3)
    desk.clients.form.language.setCurrentIndex(3)
    before = seen(program)
    program.lock()

    unlock(program, "tomas", OTHER_WORDS)
    assert screen_of(program) is desk_of(program).today
    program.lock()
    unlock(program)

    assert seen(program) == before
    assert desk_of(program).clients.form.name.text() == TYPED


def test_what_is_typed_is_in_the_vault_before_the_second_is_over(
    qtbot: QtBot, program: Program
) -> None:
    desk = desk_of(program)
    desk.clients.open_new()

    with qtbot.waitSignal(program.keeper.kept, timeout=1_000):
        qtbot.keyClicks(desk.clients.form.name, "Wid")
        program.idle.touched.emit()

    session = program._session
    assert session is not None
    left = drafts.left(session)
    assert left is not None
    assert left.panes == seen(program)
    assert any(part.value == "Wid" for part in left.panes[0].parts)
    assert KEEP_AFTER_MS < 1_000


def test_a_program_that_dies_leaves_what_was_typed(
    qtbot: QtBot, jobs: ClosableJobs, program: Program, world: World
) -> None:
    desk_of(program).clients.open_new()
    scribble(desk_of(program).clients.form)
    before = seen(program)
    program.keeper.keep()
    session = program._session
    assert session is not None
    session.lock()  # as the system does for one that died

    other = a_program(qtbot, jobs, world)

    assert seen(other) == before
    other.close()


def test_nothing_is_kept_of_somebody_who_wanted_no_record(program: Program, world: World) -> None:
    desk = desk_of(program)
    desk.screening.open(clients.get(session_of(program), world.refused_id))
    desk.screening.begin.country.setEditText("Haiti")
    desk.screening.begin.begin_button.click()
    assert screen_of(program) is desk.screening.screen
    scribble(desk.screening.screen)
    program.keeper.keep()

    assert drafts.left(session_of(program)) is None


def test_a_name_typed_before_the_client_refused_is_not_kept(program: Program) -> None:
    desk = desk_of(program)
    desk.clients.open_new()
    desk.clients.form.name.setText(TYPED)
    desk.clients.form.consent.refuses.click()
    program.keeper.keep()

    left = drafts.left(session_of(program))
    assert left is not None
    assert TYPED not in str(left)


def test_a_passphrase_is_never_part_of_a_draft_even_while_it_is_shown(program: Program) -> None:
    desk = desk_of(program)
    stop = next(one for one in desk.stops if one.name == "clinic.worker")
    stop.open(("",))
    fields = desk.clinic.worker.passphrase
    fields.first.setText(TYPED)
    fields.show_typed.click()
    assert fields.first.echoMode() is QLineEdit.EchoMode.Normal

    assert TYPED not in str(seen(program))
    assert is_secret(fields.first)


def test_a_recovery_code_on_the_screen_is_no_part_of_a_draft(program: Program) -> None:
    recovery = desk_of(program).clinic.recovery
    recovery.open()
    recovery.start.make_button.click()
    assert screen_of(program) is recovery.code
    recovery.code.hide_button.click()
    recovery.code.first.setText("AB12C")
    assert "AB12C" not in str(seen(program))

    program.lock()
    unlock(program)

    assert screen_of(program) is desk_of(program).clinic.recovery.start


def session_of(program: Program) -> Session:
    assert program._session is not None
    return program._session


def test_a_disk_that_refuses_the_draft_keeps_nothing_open(
    program: Program, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    def refuse(_session: Session, _panes: tuple[Pane, ...]) -> None:
        raise DiskFullError(world.folder / "clinic.db")

    desk_of(program).clients.open_new()
    monkeypatch.setattr(drafts, "keep", refuse)
    locks(program)

    assert "no room left" in program.window.banner.text()
    reason = program.entry.unlock.reason.text()
    assert "could not be kept" in reason
    assert "What you were typing comes back" not in reason


def test_a_draft_that_cannot_be_kept_is_said_while_typing(
    program: Program, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    def refuse(_session: Session, _panes: tuple[Pane, ...]) -> None:
        raise DiskFullError(world.folder / "clinic.db")

    with monkeypatch.context() as patched:
        patched.setattr(drafts, "keep", refuse)
        desk_of(program).clients.open_new()
        program.keeper.keep()
        assert program.window.banner.isVisible()

    program.keeper.keep()
    assert not program.window.banner.isVisible()


def test_the_window_is_covered_before_anything_is_saved(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_while_saving = []

    def look(_self: object, _worker_id: str, _draft: object) -> None:
        seen_while_saving.append((program.window.is_covered, open_dialog()))

    monkeypatch.setattr("clinic_app.vault.stores.drafts.Drafts.keep", look)
    program.show_keys()
    locks(program)

    assert seen_while_saving == [(True, None)]


@pytest.mark.parametrize("reason", LockReason)
def test_it_says_why_and_when_it_locked(program: Program, reason: LockReason) -> None:
    locks(program, reason)

    assert program.entry.unlock.reason.text() == locked_words(reason, AT)
    assert "10:42" in program.entry.unlock.reason.text()


def test_a_head_counted_before_the_lock_can_be_taken_back_after_it(
    program: Program, world: World, qtbot: QtBot
) -> None:
    desk = program.desk
    assert desk is not None
    stop = next(one for one in stops_in_order(program) if one.name == "kyr.counter")
    stop.open(world.subjects["kyr.counter"])
    before = desk.kyr.counter.total.text()
    qtbot.keyClicks(desk.kyr.counter, "13T")

    locks(program)
    unlock(program)

    assert program.desk is not None
    counter = program.desk.kyr.counter
    assert counter.trained_button.text() == "Trained: 1  T"
    for _ in range(3):
        qtbot.keyClick(counter, Qt.Key.Key_Backspace)
    assert counter.total.text() == before
    assert counter.trained_button.text() == "Trained: 0  T"
    assert not counter.undo_button.isEnabled()


def test_a_saved_form_is_not_offered_again(program: Program) -> None:
    """What a lock catches between the press and the end of saving leads on behind the cover."""
    desk = desk_of(program)
    desk.clients.open_new()
    desk.clients.form.name.setText("Rosa Perez")
    desk.clients.form.save_button.click()
    program.lock()
    unlock(program)

    assert screen_of(program) is desk_of(program).clients.file


def test_a_record_that_is_gone_leads_to_no_mistake(program: Program, world: World) -> None:
    desk = desk_of(program)
    stop = next(one for one in desk.stops if one.name == "screening.question")
    stop.open(world.subjects["screening.question"])
    screening_id = world.subjects["screening.question"][0]
    program.lock()
    session = unlocking.unlock(world.folder, OTHER_WORDS, "tomas", Today(TODAY))
    screenings.withdraw(session, screening_id, "wrong person")
    session.lock()
    unlock(program)

    assert not program.window.is_covered


@pytest.mark.parametrize("way", ["code", "shares"])
def test_a_recovery_code_of_a_new_clinic_does_not_stay_on_the_screen(
    qtbot: QtBot, jobs: ClosableJobs, tmp_path: Path, way: str
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    folder = tmp_path / "new"
    program = Program(window, jobs, folder, today=lambda: Today(TODAY), cost=LEAST_COST)
    program.begin()
    program.entry.welcome.set_up_requested.emit()
    set_up = program.entry.set_up
    assert set_up is not None
    set_up.clinic.entered.emit(ClinicEntered(name="Harbor", code="HARBOR", site="", phone=""))
    set_up.worker.entered.emit(
        WorkerEntered(name="Ana Example", sign_in_name="ana", accreditation=None)
    )
    set_up.passphrase.chosen.emit(WORDS)
    (set_up.way_back.code if way == "code" else set_up.way_back.shares).click()
    set_up.way_back.page.next_button.click()
    shown = screen_of(program)
    assert isinstance(shown, RecoveryCodeScreen)
    assert shown.groups

    program.lock(LockReason.SLEEP)

    assert shown.groups == []
    assert screen_of(program) is program.entry.unlock
    unlock(program, "ana")
    assert screen_of(program) is desk_of(program).clinic.recovery.start
    program.close()


def test_a_lock_while_the_day_is_asked_closes_the_vault(
    qtbot: QtBot, jobs: ClosableJobs, world: World
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    long_ago = Today(date(2001, 1, 1))
    program = Program(window, jobs, world.folder, today=lambda: long_ago, cost=LEAST_COST)
    program.begin()
    unlock(program)
    assert screen_of(program) is program.entry.clock

    program.lock(LockReason.IDLE)

    assert screen_of(program) is program.entry.unlock
    unlocking.unlock(world.folder, WORDS, "marie", Today(TODAY)).lock()
    program.close()


def test_a_lock_before_any_vault_is_open_changes_nothing(
    qtbot: QtBot, jobs: ClosableJobs, tmp_path: Path
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    program = Program(window, jobs, tmp_path / "new", today=lambda: Today(TODAY), cost=LEAST_COST)
    program.begin()

    program.lock(LockReason.SLEEP)

    assert screen_of(program) is program.entry.welcome
    program.close()


def test_what_the_system_tells_locks(program: Program) -> None:
    program.system.say(SystemEvent.LID)

    assert screen_of(program) is program.entry.unlock
    assert "lid" in program.entry.unlock.reason.text()
