"""How long records are kept, from the row at the top to the proof on paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app import clock
from clinic_app.clock import Today
from clinic_app.records.client import Consent
from clinic_app.records.service import ServiceKind
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.program import Program
from clinic_app.ui.screens.retention import RetentionScreen
from clinic_app.workflows import backups, clients, closing, retention, services
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2027, 11, 25))
NAME = "Canary-7f3a"


@pytest.fixture
def program(
    new_clinic: Callable[..., NewClinic], opened: Callable[..., Program], tmp_path: Path
) -> Program:
    folder = tmp_path / "records"
    session = new_clinic(folder).session
    client = clients.register(
        session,
        name=NAME,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    services.record(
        session,
        client.id,
        kind=ServiceKind.ADVICE,
        at_no_cost=True,
    )
    at_close = replace(session, today=Today(date(2026, 12, 2)))
    closing.close(at_close, "2026-11", closing.preview(at_close, "2026-11"))
    retention.set_days(session, 90)
    session.lock()
    return opened(folder, TODAY)


def at_work(program: Program) -> Session:
    assert program._session is not None
    return program._session


def desk_of(program: Program) -> Desk:
    assert program.desk is not None
    return program.desk


@pytest.fixture
def screen(program: Program) -> RetentionScreen:
    """The screen, reached from the line on Today."""
    today = desk_of(program).today
    (button,) = (one for one in today.line_buttons if "1 person is due" in one.accessibleName())
    button.click()
    shown = program.window.place.widget()
    assert isinstance(shown, RetentionScreen)
    return shown


def test_the_clinic_leads_there_and_back(program: Program) -> None:
    desk = desk_of(program)
    desk.clinic.open()

    desk.clinic.clinic.retention_button.click()

    assert program.window.place.widget() is desk.clinic.retention.screen
    desk.clinic.retention.screen.back_button.click()
    assert program.window.place.widget() is desk.clinic.clinic


def test_who_is_due_is_deleted_by_keyboard_and_the_proof_is_laid_out(
    qtbot: QtBot, program: Program, screen: RetentionScreen
) -> None:
    assert screen.state.text() == "1 person is due."
    assert not screen.purge_button.isEnabled()

    screen.sure.setFocus()
    qtbot.keyClick(screen.sure, Qt.Key.Key_Space)
    screen.purge_button.setFocus()
    qtbot.keyClick(screen.purge_button, Qt.Key.Key_Return)

    assert clients.search(at_work(program), NAME) == ()
    assert "2 records were deleted for good" in screen.done.text()
    assert screen.state.text() == "Nobody is due."
    assert not screen.purge_button.isVisible()
    desk_of(program).open_today()
    assert not any("due" in one.accessibleName() for one in desk_of(program).today.line_buttons)
    desk_of(program).clinic.retention.open()
    screen.deletions.proof_button.click()
    preview = desk_of(program).paper.preview
    assert program.window.place.widget() is preview
    preview.back_button.click()
    assert program.window.place.widget() is screen


def test_the_days_are_saved_and_for_ever_again(program: Program, screen: RetentionScreen) -> None:
    screen.days.setValue(400)
    screen.save_button.click()
    assert retention.look(at_work(program)).days == 400
    assert screen.state.text() == "Nobody is due."

    screen.limited.click()
    screen.save_button.click()

    assert retention.look(at_work(program)).days is None
    assert screen.state.text() == "Records are kept for ever: nobody is ever due."


def test_a_line_leads_to_the_file(program: Program, screen: RetentionScreen) -> None:
    screen.open_button.click()

    assert program.window.place.widget() is desk_of(program).clients.file


def test_stop_before_the_end_deletes_nobody(program: Program, screen: RetentionScreen) -> None:
    screen.sure.click()
    screen.busy.bar.valueChanged.connect(lambda _value: screen.busy.stop_button.click())

    screen.purge_button.click()

    assert "the records are as they were" in screen.problem.text()
    assert len(clients.search(at_work(program), NAME)) == 1
    assert screen.back_button.isEnabled()


def test_old_backups_are_destroyed_from_the_list(
    qtbot: QtBot, program: Program, screen: RetentionScreen
) -> None:
    older = backups.existing(at_work(program))
    card = screen.old_backups
    assert card.state.text() == "No backup holds anybody who was deleted."
    screen.sure.click()
    screen.purge_button.click()
    assert str(older[0].folder) in card.reachable.text()
    deleted = clock.now()
    qtbot.waitUntil(lambda: clock.now() > deleted)  # a backup of that second may still hold them

    card.button.setFocus()
    qtbot.keyClick(card.button, Qt.Key.Key_Return)

    assert card.state.text() == "No backup holds anybody who was deleted."
    assert not older[0].folder.exists()
    assert len(backups.existing(at_work(program))) == 1


def test_stopping_keeps_the_old_backups(program: Program, screen: RetentionScreen) -> None:
    screen.sure.click()
    screen.purge_button.click()
    card = screen.old_backups
    card.busy.bar.valueChanged.connect(lambda _value: card.busy.stop_button.click())

    card.button.click()

    assert "It was stopped" in card.problem.text()
    assert len(backups.existing(at_work(program))) == 1
    assert card.button.isEnabled()
