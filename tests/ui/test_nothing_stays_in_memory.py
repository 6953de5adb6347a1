"""After a lock nothing of what was read stays in memory: no session, no client, no screen."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_app import clock
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import place
from clinic_app.headquarters.place import Headquarters
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Screening
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.flows.headquarters_desk import HeadquartersDesk
from clinic_app.ui.flows.headquarters_flow import HeadquartersFlow
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.set_up_flow import SetUpFlow
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.print_out import PrintOut
from clinic_app.ui.program import Program
from clinic_app.ui.screens.set_up import WorkerEntered
from clinic_app.workflows import clients, screenings
from clinic_app.workflows.session import Session

PASSPHRASE = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))


class Clinics(Protocol):
    def __call__(self, folder: Path) -> "Made": ...


class Made(Protocol):
    @property
    def session(self) -> Session: ...


class Alive:
    """What of some kinds is held by anything, but for what tests before this one left behind."""

    def __init__(self, *kinds: type) -> None:
        self._kinds = kinds
        self._before = self._all()  # held, so that no other gets one's id

    def names(self) -> list[str]:
        known = set(map(id, self._before))
        return sorted(type(one).__name__ for one in self._all() if id(one) not in known)

    def _all(self) -> list[object]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        return [one for one in gc.get_objects() if isinstance(one, self._kinds)]


def fill(session: Session) -> None:
    client = clients.register(
        session,
        name="Wideline Désir",
        birth_date=date(1988, 4, 2),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    screenings.finish(session, screenings.begin(session, client.id, "HT").id)
    session.lock()


def test_a_lock_lets_go_of_all_that_was_read(
    new_clinic: Clinics, opened: Callable[..., Program], tmp_path: Path, qtbot: QtBot
) -> None:
    fill(new_clinic(tmp_path / "clinic").session)
    alive = Alive(Desk, Client, Screening, Session)
    everything = Alive(QObject)
    program = opened(tmp_path / "clinic")
    assert program.desk is not None
    program.desk.open_clients()
    field = program.desk.clients.list.field
    qtbot.keyClicks(field, "desir")
    field.returnPressed.emit()
    for button in program.window.places:
        button.click()
    assert {"Client", "Desk", "Session"} <= set(alive.names())

    program.lock()
    del field, button

    assert alive.names() == []
    standing = everything.names()
    program.entry.unlock.passphrase.setText(PASSPHRASE)
    program.entry.unlock.unlock_button.click()
    assert alive.names().count("Desk") == 1
    program.lock()
    assert everything.names() == standing


def test_what_was_typed_to_set_up_a_clinic_goes_with_it(
    jobs: ClosableJobs, qtbot: QtBot, tmp_path: Path
) -> None:
    alive = Alive(SetUpFlow, WorkerEntered)
    window = MainWindow()
    qtbot.addWidget(window)
    program = Program(window, jobs, tmp_path / "clinic", today=lambda: TODAY, cost=LEAST_COST)
    program.begin()
    program.entry.welcome.set_up_requested.emit()
    assert program.entry.set_up is not None
    program.entry.set_up.worker.entered.emit(
        WorkerEntered(name="Marie Baptiste", accreditation=None, sign_in_name="marie")
    )
    assert alive.names() == ["SetUpFlow", "WorkerEntered"]

    program.entry.lock()

    assert alive.names() == []
    program.close()


class NobodyChooses:
    def ask_folder(self, title: str, on_chosen: Callable[[Path], None]) -> None: ...
    def ask_file(self, title: str, on_chosen: Callable[[Path], None]) -> None: ...
    def ask_new_file(self, title: str, name: str, on_chosen: Callable[[Path], None]) -> None: ...


def nowhere(_screen: QWidget) -> None:
    """Show nothing."""


@pytest.mark.parametrize("how", ["leave", "lock"])
def test_headquarters_keys_go_with_whoever_leaves_it(
    jobs: ClosableJobs, qtbot: QtBot, tmp_path: Path, how: str
) -> None:
    alive = Alive(Headquarters, HeadquartersDesk)
    window, chooser = QWidget(), NobodyChooses()
    qtbot.addWidget(window)
    paper = PaperFlow(jobs, nowhere, chooser, PrintOut(window))
    flow = HeadquartersFlow(
        jobs, nowhere, chooser=chooser, paper=paper, now=clock.now, cost=LEAST_COST
    )
    place.create(
        tmp_path / "hq", name="Coalition", passphrase=PASSPHRASE, is_training=False, cost=LEAST_COST
    )
    flow.known_folder = tmp_path / "hq"
    flow.ask()
    flow.door.passphrase.setText(PASSPHRASE)
    flow.door.unlock_button.click()
    assert flow.desk is not None
    for number in range(7):
        flow.desk.screen.open(number)
    assert alive.names() == ["Headquarters", "HeadquartersDesk"]

    getattr(flow, how)()

    assert alive.names() == []
