"""Who did what, on screen: what is looked at or printed stands there, by the keyboard."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client, Consent
from clinic_app.ui.flows.audit_flow import AuditFlow
from clinic_app.ui.program import Program
from clinic_app.ui.screens.audit_log import AuditLogScreen
from clinic_app.workflows import audit, clients, screenings
from clinic_app.workflows.audit import Wanted
from clinic_app.workflows.first_start import NewClinic

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))


@pytest.fixture
def folder(new_clinic: Callable[..., NewClinic], tmp_path: Path) -> Path:
    made = new_clinic(tmp_path / "records")
    made.session.lock()
    return tmp_path / "records"


@pytest.fixture
def program(opened: Callable[..., Program], folder: Path) -> Program:
    return opened(folder)


def registered(program: Program) -> Client:
    assert program._session is not None
    return clients.register(
        program._session,
        name="Canary-7f3a",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def log_of(program: Program) -> AuditFlow:
    assert program.desk is not None
    return program.desk.clinic.audit


def rows(screen: AuditLogScreen) -> list[tuple[str, ...]]:
    model = screen.model
    return [
        tuple(model.data(model.index(row, column)) for column in range(1, model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_the_log_is_reached_narrowed_and_checked_by_the_keyboard(
    qtbot: QtBot, program: Program
) -> None:
    client = registered(program)
    assert program.desk is not None
    program.desk.clinic.open()
    qtbot.keyClick(program.desk.clinic.clinic.audit_button, Qt.Key.Key_Space)
    screen = log_of(program).screen
    assert program.window.place.widget() is screen
    whole = rows(screen)
    assert whole[0] == ("Marie Baptiste", "added", f"client {client.id[:8]}")
    assert ("Marie Baptiste", "opened", "the records") in whole

    qtbot.keyClicks(screen.code, client.code)
    assert rows(screen) == whole[:1]
    qtbot.keyClicks(screen.code, "Z")
    assert rows(screen) == []
    assert screen.empty.isVisibleTo(screen)

    qtbot.keyClick(screen.check_button, Qt.Key.Key_Space)
    assert "The chain holds" in screen.chain.text()
    assert "Canary" not in str(whole)
    screen.back_button.click()
    assert program.window.place.widget() is program.desk.clinic.clinic


def test_one_worker_is_chosen_and_stays_chosen(qtbot: QtBot, program: Program) -> None:
    registered(program)
    log_of(program).open()
    screen = log_of(program).screen

    qtbot.keyClick(screen.who, Qt.Key.Key_Down)
    qtbot.keyClick(screen.act, Qt.Key.Key_Down)

    assert screen.who.currentText() == "Marie Baptiste"
    assert {row[1] for row in rows(screen)} == {"opened"}


def test_a_file_an_outcome_and_a_saved_sheet_stand_in_the_log(
    program: Program, tmp_path: Path
) -> None:
    client = registered(program)
    session, desk = program._session, program.desk
    assert session is not None
    assert desk is not None
    done = screenings.finish(session, screenings.begin(session, client.id, "HT").id)

    desk.clients.open_file(client)
    desk.outcome.open(done)
    desk.outcome.outcome.checklist_button.click()
    desk.paper.preview._on_place_chosen(tmp_path / "sheet.pdf")

    lines = audit.lines(session, Wanted())[:3]
    assert [(line.link.entry.act, line.link.entry.about) for line in reversed(lines)] == [
        (Act.VIEWED, About.CLIENT),
        (Act.VIEWED, About.SCREENING),
        (Act.EXPORTED, About.SCREENING),
    ]
    assert (tmp_path / "sheet.pdf").exists()


def test_a_household_has_its_packet_two_keys_from_the_outcome(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    client = registered(program)
    session, desk = program._session, program.desk
    assert session is not None
    assert desk is not None
    clients.register(
        session,
        name="Canary Pierre",
        birth_date=None,
        language="es",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
        member_of=client,
    )
    desk.outcome.open(screenings.finish(session, screenings.begin(session, client.id, "HT").id))

    desk.outcome.outcome.papers_button.click()
    titles = [desk.papers.list.model.row(row).paper.title for row in range(4)]
    assert titles[-1] == "Packet for the household"
    qtbot.keyClick(desk.papers.list.table, Qt.Key.Key_4)
    assert desk.paper.preview.title.text() == "Packet for the household"
    assert "7 pages" in desk.paper.preview.count.text()
    desk.paper.preview._on_place_chosen(tmp_path / "packet.pdf")

    line = audit.lines(session, Wanted())[0]
    assert (line.link.entry.act, line.link.entry.about) == (Act.EXPORTED, About.SCREENING)
    desk.paper.preview.back_button.click()
    desk.papers.list.back_button.click()
    assert program.window.place.widget() is desk.outcome.outcome


def test_a_broken_chain_says_where(program: Program) -> None:
    session = program._session
    assert session is not None
    with session.transaction() as opened:
        run = opened._connection.exec_driver_sql
        run("DROP TRIGGER audit_log_stays")
        run("UPDATE audit_log SET subject_id = 'x' WHERE seq = 1")
    log_of(program).open()

    log_of(program).screen.check_button.click()

    assert "Entry 1 is not what was written" in log_of(program).screen.chain.text()
