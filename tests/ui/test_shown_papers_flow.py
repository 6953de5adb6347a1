"""From a client's file to the papers shown and back, at a real vault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.shown_paper import PaperForm, PaperSeen
from clinic_app.ui.choosing import DialogFileChooser
from clinic_app.ui.flows.clients_flow import ClientsFlow
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.print_out import PrintOut
from clinic_app.ui.screens.shown_papers import ShownPapersScreen
from clinic_app.workflows import audit, clients, shown_papers
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session

TODAY = date(2026, 11, 25)


@dataclass
class World:
    """A flow, what it shows, and the client of whose file it begins."""

    session: Session
    flow: ClientsFlow
    seen: list[QWidget]
    client: Client

    @property
    def papers(self) -> ShownPapersScreen:
        return self.flow.shown.screen


@pytest.fixture
def world(
    qtbot: QtBot, jobs: Jobs, new_clinic: Callable[..., NewClinic], tmp_path: Path
) -> Iterator[World]:
    session = new_clinic(tmp_path / "records", site="Hall", today=Today(TODAY)).session
    seen: list[QWidget] = []
    window = QWidget()
    qtbot.addWidget(window)
    paper = PaperFlow(jobs, seen.append, DialogFileChooser(window), PrintOut(window))
    qtbot.addWidget(paper.preview)
    flow = ClientsFlow(session, jobs, seen.append, session.rules.pack, paper)
    for stop in flow.stops:
        qtbot.addWidget(stop.screen)
    yield World(session, flow, seen, register(session, Consent.GIVEN))
    session.lock()


def register(session: Session, consent: Consent) -> Client:
    return clients.register(
        session,
        name="Wideline Desir" if consent is Consent.GIVEN else "",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=consent,
        phone="",
    )


def test_a_paper_is_written_down_from_the_file_and_the_file_comes_back(world: World) -> None:
    world.flow.open_file(world.client)
    world.flow.file.shown_button.click()
    assert world.seen == [world.flow.file, world.papers]

    world.papers.kind.setCurrentIndex(1)
    world.papers.form.setCurrentIndex(1)
    world.papers.first.setText("6/2024")
    world.papers.last.setText("8/2024")
    world.papers.note.setText("landlord")
    world.papers.add_button.click()

    found = shown_papers.on_file(world.session, world.client.id).papers
    assert [paper.seen for paper in found] == [
        PaperSeen(
            kind="rent",
            first=date(2024, 6, 1),
            last=date(2024, 8, 31),
            form=PaperForm.COPY,
            note="landlord",
        )
    ]
    world.papers.back_button.click()
    assert world.seen[2:] == [world.flow.file]


def test_taking_back_putting_back_and_correcting_reach_the_vault(world: World) -> None:
    world.flow.shown.open(world.client.id)
    world.papers.first.setText("6/2024")
    world.papers.add_button.click()
    world.papers.turn_button.click()
    world.papers.turn_button.click()
    world.papers.correct_button.click()
    world.papers.last.setText("7/2024")
    world.papers.add_button.click()

    papers = shown_papers.on_file(world.session, world.client.id).papers
    assert [paper.withdrawn is None for paper in papers] == [False, False, True]
    (stands,) = shown_papers.standing(papers)
    assert (stands.first, stands.last) == (date(2024, 6, 1), date(2024, 7, 31))


def test_looking_at_the_papers_is_written_into_the_log(world: World) -> None:
    world.flow.shown.open(world.client.id)

    (line, *_others) = audit.lines(world.session, audit.Wanted())
    entry = line.link.entry
    assert (entry.act, entry.about, entry.subject_id) == (
        Act.VIEWED, About.CLIENT, world.client.id,
    )  # fmt: skip


def test_of_who_wants_no_record_no_paper_is_written_down(world: World) -> None:
    world.flow.open_file(register(world.session, Consent.REFUSED))

    assert not world.flow.file.shown_button.isEnabled()


def test_a_screen_that_cannot_be_read_says_why(world: World) -> None:
    world.flow.shown.open("nobody")

    assert "not in this vault" in world.papers.problem.text()
