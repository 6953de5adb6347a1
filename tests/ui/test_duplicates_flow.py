"""From Today to two files side by side, merged by keyboard and undone in the client's file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.records.client import Client, Consent
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.program import Program
from clinic_app.workflows import clients
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))


def register(session: Session, name: str, born: date) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=born,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


@pytest.fixture
def desk(
    qtbot: QtBot,
    new_clinic: Callable[..., NewClinic],
    opened: Callable[..., Program],
    tmp_path: Path,
) -> Desk:
    """A clinic where somebody was registered twice, day and month swapped."""
    made = new_clinic(tmp_path / "records")
    register(made.session, "Mirlande Désrosiers", date(1984, 6, 3))
    register(made.session, "Desrosiers Mirlande", date(1984, 3, 6))
    made.session.lock()
    running = opened(tmp_path / "records")
    running.window.activateWindow()
    qtbot.waitUntil(running.window.isActiveWindow)
    assert running.desk is not None
    return running.desk


def alt(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, Qt.KeyboardModifier.AltModifier)


def shown(desk: Desk) -> QWidget | None:
    return desk._window.place.widget()


def test_two_files_are_merged_by_keyboard_and_undone(qtbot: QtBot, desk: Desk) -> None:
    [button] = desk.today.line_buttons
    button.click()
    screen = desk.duplicates.screen
    assert shown(desk) is screen
    left, right = screen.shown_ids

    alt(qtbot, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: screen.shown_ids == ())
    assert not screen.undo_button.isHidden()
    alt(qtbot, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: screen.shown_ids == (left, right))
    alt(qtbot, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: screen.shown_ids == ())

    desk.clients.open_file_of(right)
    assert desk.clients.file.heading.text().startswith("Mirlande Désrosiers")
    [undo] = desk.clients.file.merged.buttons
    undo.click()

    assert desk.clients.file.merged.buttons == []
    [other] = desk.clients.file.like.apart_buttons
    other.click()
    assert desk.clients.file.like.buttons == []
    desk.duplicates.open()
    assert not screen.empty.isHidden()


def test_each_file_opens_and_back_leads_to_today(desk: Desk) -> None:
    screen = desk.duplicates.screen
    for button in (screen.left_button, screen.right_button):
        desk.duplicates.open()
        button.click()
        assert shown(desk) is desk.clients.file
    desk.duplicates.open()
    desk.duplicates.screen.back_button.click()
    assert shown(desk) is desk.today


def test_whoever_is_registered_now_is_compared_now(desk: Desk) -> None:
    for _time in range(2):
        desk.clients.open_new("Marie Joseph")
        desk.clients.form.birth_date.setText("1/2/1990")
        desk.clients.form.save_button.click()

    desk.duplicates.open()

    assert "2" in desk.duplicates.screen.which.text()


def test_the_form_tells_who_is_registered_already_and_remembers_the_answer(desk: Desk) -> None:
    form = desk.clients.form
    desk.clients.open_new("Mirlande Desrosiers")
    form.birth_date.setText("6/3/1984")
    form.birth_date.editingFinished.emit()
    assert len(form.alike.buttons) == 2
    form.alike.apart_buttons[0].click()
    assert len(form.alike.buttons) == 1

    form.save_button.click()

    assert len(desk.clients.file.like.buttons) == 1
    desk.clients.open_new("Mirlande Desrosiers")
    form.birth_date.setText("6/3/1984")
    form.birth_date.editingFinished.emit()
    form.alike.buttons[0].click()
    assert shown(desk) is desk.clients.file
