"""Handing out from the main laptop, and picking between two versions, through the window."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.messages.explaining import explain
from clinic_app.records.client import Client, Consent
from clinic_app.ui.flows.laptops_flow import LaptopsFlow
from clinic_app.ui.jobs import ClosableJobs, Jobs
from clinic_app.workflows import (
    clients,
    handing_out,
    handing_over,
    laptops,
    taking_in,
    two_versions,
)
from clinic_app.workflows.elsewhere import holder_of
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.laptop_errors import LaptopAnsweredAnewError
from clinic_app.workflows.moving import history_now
from clinic_app.workflows.session import Session

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))


class SlowJobs(Jobs, Protocol):
    def end_all(self) -> None: ...


class Chooser:
    """Answers each question for a folder with one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ask_folder(self, _title: str, on_chosen: Callable[[Path], None]) -> None:
        on_chosen(self.folder)

    def ask_file(self, _title: str, _on_chosen: Callable[[Path], None]) -> None:
        """Nothing was chosen."""

    def ask_new_file(self, _title: str, _name: str, _on_chosen: Callable[[Path], None]) -> None:
        """Nothing was chosen."""


@pytest.fixture
def two(new_clinic: Callable[..., NewClinic], tmp_path: Path) -> Iterator[tuple[Session, Session]]:
    """The office's laptop and the hall's, which it let in."""
    office, hall = (new_clinic(tmp_path / site, site=site).session for site in ("Office", "Hall"))
    laptops.accept(office, laptops.join(hall, laptops.invite(office)))
    yield office, hall
    office.lock()
    hall.lock()


@pytest.fixture
def flow(
    qtbot: QtBot, jobs: ClosableJobs, two: tuple[Session, Session], tmp_path: Path
) -> LaptopsFlow:
    """The office's screens, with a stick."""
    stick = tmp_path / "stick"
    stick.mkdir()
    made = LaptopsFlow(two[0], jobs, lambda screen: screen.show(), Chooser(stick))
    for stop in made.stops:
        qtbot.addWidget(stop.screen)
    return made


def a_client(session: Session, phone: str = "") -> Client:
    return clients.register(
        session,
        name="Wideline Desir",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone=phone,
    )


def test_clients_are_found_by_code_and_go_out_on_a_stick(
    flow: LaptopsFlow, two: tuple[Session, Session], tmp_path: Path
) -> None:
    office, hall = two
    client = a_client(office)
    flow.open()
    flow.screen.hand_out_button.click()
    screen = flow.hand_out.screen
    assert screen.isVisible()
    assert screen.laptop.currentText().startswith("Hall")
    assert not screen.out_button.isEnabled()

    screen.codes.setText(client.code.lower())
    screen.find_button.click()
    assert screen.model.index(0, 1).data() == "Wideline Desir"
    screen.out_button.click()

    assert "Number 1 is handed over" in screen.stick.notice.text()
    assert "take it in at “Hall" in screen.stick.notice.text()
    assert not screen.out_button.isEnabled()
    (file,) = (tmp_path / "stick").iterdir()
    taking_in.take_in(hall, file.read_bytes())
    assert holder_of(hall, client.id) == ""
    screen.back_button.click()
    assert flow.screen.laptops.index(0, 3).data() == "1 client"


def test_what_goes_along_to_another_laptop_is_said(
    flow: LaptopsFlow,
    two: tuple[Session, Session],
    new_clinic: Callable[..., NewClinic],
    tmp_path: Path,
) -> None:
    office, _hall = two
    school = new_clinic(tmp_path / "School", site="School").session
    laptops.accept(office, laptops.join(school, laptops.invite(office)))
    school_id, first, second = (
        laptops.look(office).others[1][0].id,
        a_client(office),
        a_client(office),
    )
    handing_out.hand_out(office, school_id, (first,))
    flow.open()
    flow.screen.hand_out_button.click()
    screen = flow.hand_out.screen
    screen.codes.setText(second.code)
    screen.find_button.click()

    screen.out_button.click()

    said = screen.stick.notice.text()
    hall_name, school_name = (one.name for one, *_rest in laptops.look(office).others)
    assert f"take them in at “{hall_name}”, “{school_name}”." in said
    school.lock()


def test_what_was_handed_out_on_a_stick_that_is_lost_is_written_again(
    flow: LaptopsFlow, two: tuple[Session, Session], tmp_path: Path
) -> None:
    office, hall = two
    client = a_client(office)
    flow.open()
    assert not flow.screen.write_again_button.isVisible()
    flow.hand_out.open()
    flow.hand_out.screen.codes.setText(client.code)
    flow.hand_out.screen.find_people()
    flow.hand_out.screen.out_button.click()
    (file,) = (tmp_path / "stick").iterdir()
    lost = file.read_bytes()
    file.unlink()

    flow.open()
    flow.screen.write_again_button.click()

    told = flow.screen.stick.notice.text()
    assert "1 file is written again and verified" in told
    assert "take it in at “Hall" in told
    assert file.read_bytes() == lost
    taking_in.take_in(hall, lost)
    word = taking_in.acknowledgement(hall, laptops.look(hall).others[0][0].id)
    taking_in.take_acknowledgement(office, word)
    flow.open()
    assert not flow.screen.write_again_button.isVisible()


def test_a_stick_that_is_pulled_leaves_word_that_they_are_out_and_how_they_go_onto_one(
    flow: LaptopsFlow, two: tuple[Session, Session], tmp_path: Path
) -> None:
    client = a_client(two[0])
    flow.hand_out.open()
    flow.hand_out.screen.codes.setText(client.code)
    flow.hand_out.screen.find_people()
    (tmp_path / "stick").rmdir()

    flow.hand_out.screen.out_button.click()

    assert "They are handed out, and not on the stick yet." in (
        flow.hand_out.screen.stick.notice.text()
    )
    assert holder_of(two[0], client.id)
    (tmp_path / "stick").mkdir()
    flow.open()
    flow.screen.write_again_button.click()
    assert list((tmp_path / "stick").glob("*.handoff"))


def test_a_code_that_nobody_has_is_said(flow: LaptopsFlow) -> None:
    flow.hand_out.open()
    screen = flow.hand_out.screen
    screen.codes.setText("ZZZZ")
    screen.find_button.click()

    assert "ZZZZ" in screen.stick.problem.text()
    assert not screen.out_button.isEnabled()


def test_typing_another_code_forgets_who_was_found(
    qtbot: QtBot, flow: LaptopsFlow, two: tuple[Session, Session]
) -> None:
    client = a_client(two[0])
    flow.hand_out.open()
    screen = flow.hand_out.screen
    screen.codes.setText(client.code)
    screen.find_people()
    assert screen.people

    qtbot.keyClicks(screen.codes, "X")

    assert screen.people == ()


def test_a_lost_laptop_gives_its_clients_back_after_a_second_question(
    flow: LaptopsFlow, two: tuple[Session, Session]
) -> None:
    office, _hall = two
    client = a_client(office)
    flow.hand_out.open()
    flow.hand_out.screen.codes.setText(client.code)
    flow.hand_out.screen.find_people()
    flow.hand_out.screen.out_button.click()
    flow.open()
    screen = flow.screen
    assert not screen.lost_button.isEnabled()
    screen.lost_button.setEnabled(True)
    screen.lost_button.click()
    screen.really_button.click()
    assert not screen.lost_card.isVisible()  # nothing is chosen

    screen.laptops_table.selectRow(0)
    screen.lost_button.click()
    assert "Hall" in screen.lost_words.text()
    screen.not_lost_button.click()
    assert not screen.lost_card.isVisible()
    screen.lost_button.click()
    screen.really_button.click()

    assert screen.stick.notice.text() == "1 client is taken back and can be changed here again."
    assert screen.laptops.index(0, 3).data() == "lost since 11/25/2026"
    assert screen.hand_offs.index(0, 4).data() == "given up: the laptop is lost"
    assert not screen.lost_button.isEnabled()
    assert holder_of(office, client.id) == ""
    assert not screen.hand_out_button.isVisible()  # to whom?
    assert not screen.lost_button.isVisible()


def test_a_lost_laptop_is_given_up_once_however_often_it_is_pressed(
    qtbot: QtBot, slow_jobs: SlowJobs, two: tuple[Session, Session], tmp_path: Path
) -> None:
    office, _hall = two
    client = a_client(office)
    to = laptops.look(office).others[0][0].id
    handing_out.hand_out(office, to, handing_out.households_of(office, (client.code,)))
    flow = LaptopsFlow(office, slow_jobs, lambda screen: screen.show(), Chooser(tmp_path))
    for stop in flow.stops:
        qtbot.addWidget(stop.screen)
    flow.open()
    slow_jobs.end_all()
    flow.screen.laptops_table.selectRow(0)
    flow.screen.lost_button.click()

    flow.screen.really_button.click()
    assert not flow.screen.lost_card.isVisible()
    slow_jobs.end_all()

    assert flow.screen.stick.notice.text().startswith("1 client is taken back")


@pytest.fixture
def apart(two: tuple[Session, Session]) -> Client:
    """A client whose phone was written on two laptops, as after a restore."""
    client = a_client(two[0], "555 0101")
    with two[0].transaction() as opened:
        here = history_now(opened, client, client.id)
        there = here.parts["phone"].of('"555 0202"', "elsewhere")
        both = replace(here, parts={**here.parts, "phone": here.parts["phone"].merged(there)})
        opened.histories.save(both)
    return client


def test_two_versions_are_shown_and_one_is_kept(
    flow: LaptopsFlow, two: tuple[Session, Session], apart: Client
) -> None:
    flow.open()
    assert flow.screen.versions_button.text() == "&Pick: 1 record has two versions"
    flow.screen.versions_button.click()
    screen = flow.versions.screen
    rows = [[screen.model.index(row, column).data() for column in range(4)] for row in range(2)]
    assert rows == [
        [f"Wideline Desir · {apart.code}", "telephone", "555 0101", "shown now"],
        [f"Wideline Desir · {apart.code}", "telephone", "555 0202", ""],
    ]

    screen.table.selectRow(1)
    screen.keep_button.click()

    assert clients.get(two[0], apart.id).phone == "555 0202"
    assert screen.nothing.isVisible()
    assert not screen.keep_button.isVisible()
    screen.back_button.click()
    assert not flow.screen.versions_button.isVisible()


def test_a_value_that_a_final_record_cannot_become_is_read_and_not_offered(
    qtbot: QtBot, flow: LaptopsFlow, two: tuple[Session, Session], apart: Client
) -> None:
    clients.withdraw(two[0], apart.id, "came by mistake")
    flow.versions.open()
    screen = flow.versions.screen
    assert screen.keep_button.isEnabled()
    assert not screen.refusal.isVisible()

    screen.table.selectRow(1)

    assert screen.model.index(1, 2).data() == "555 0202"
    assert screen.model.index(1, 3).data() == "to be read only"
    assert not screen.keep_button.isEnabled()
    assert screen.refusal.isVisible()
    assert "only the version shown now can be kept" in screen.refusal.text()
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert not screen.problem.isVisible()
    assert screen.table.isVisible()
    screen.table.selectRow(0)
    assert not screen.refusal.isVisible()
    screen.keep_button.click()
    assert screen.nothing.isVisible()
    assert not screen.refusal.isVisible()
    assert clients.get(two[0], apart.id).phone == "555 0101"


def test_a_value_that_somebody_settled_meanwhile_is_said(
    flow: LaptopsFlow, two: tuple[Session, Session], apart: Client
) -> None:
    flow.versions.open()
    two_versions.pick(two[0], two_versions.look(two[0])[0])

    flow.versions.screen.keep_button.click()

    assert "stands no longer" in flow.versions.screen.problem.text()
    assert flow.versions.screen.keep_button.isEnabled()
    assert clients.get(two[0], apart.id).phone == "555 0101"


def test_a_laptop_that_answered_anew_is_handed_out_to_by_its_newest_key_alone(
    flow: LaptopsFlow, two: tuple[Session, Session], tmp_path: Path
) -> None:
    office, hall = two
    a_client(hall)
    handing_over.hand_over(hall)  # brought to nobody: the next answer has another key
    former = laptops.look(office).others[0][0].id
    laptops.accept(office, laptops.join(hall, laptops.invite(office)))
    client = a_client(office)

    with pytest.raises(LaptopAnsweredAnewError) as refused:
        handing_out.hand_out(office, former, (client,))
    assert "Choose its newest line" in explain(refused.value)
    assert holder_of(office, client.id) == ""
    flow.open()
    assert flow.screen.laptops.index(0, 3).data() == "an earlier key"
    flow.hand_out.open()
    assert flow.hand_out.screen.laptop.count() == 1
    flow.hand_out.screen.codes.setText(client.code)
    flow.hand_out.screen.find_people()
    flow.hand_out.screen.out_button.click()

    (file,) = (tmp_path / "stick").iterdir()
    taking_in.take_in(hall, file.read_bytes())
    assert holder_of(hall, client.id) == ""


def test_the_values_are_in_sight_beside_a_name_of_one_long_word(
    qtbot: QtBot, flow: LaptopsFlow, two: tuple[Session, Session], apart: Client
) -> None:
    name = "W" * 150
    with two[0].transaction() as opened:
        opened.clients.save(replace(opened.clients.get(apart.id), name=name))
    screen = flow.versions.screen
    screen.resize(1200, 640)
    flow.versions.open()
    table = screen.table
    qtbot.waitUntil(lambda: table.columnWidth(2) > 0)

    assert table.columnViewportPosition(2) < table.viewport().width() // 2 + 60
    assert table.columnViewportPosition(3) + table.columnWidth(3) <= table.viewport().width()
    table.selectRow(1)
    assert screen.whole.text() == f"{name} · {apart.code}, telephone: 555 0202"


def test_a_long_value_of_two_goes_on_in_the_next_line(
    qtbot: QtBot, flow: LaptopsFlow, two: tuple[Session, Session], apart: Client
) -> None:
    clients.set_come_back(two[0], apart.id, date(2026, 12, 1), "bring the passport " * 20)
    with two[0].transaction() as opened:
        here = history_now(opened, opened.clients.get(apart.id), apart.id)
        noted = here.parts["come_back_note"]
        there = noted.merged(noted.of('"nothing"', "elsewhere"))
        opened.histories.save(replace(here, parts={**here.parts, "come_back_note": there}))
    screen = flow.versions.screen
    screen.resize(1200, 640)
    flow.versions.open()
    qtbot.waitUntil(lambda: screen.table.rowHeight(0) > 2 * screen.table.rowHeight(1))

    assert screen.model.index(0, 2).data().startswith("bring the passport bring")
