"""The interview stops where nothing can change the result, and goes on where somebody wants it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QStackedWidget
from pytestqt.qtbot import QtBot

from clinic_app.interview.answers import DaySpan
from clinic_app.records.client import Client, Consent
from clinic_app.ui.flows.screening_flow import ScreeningFlow
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.widgets.answer_fields import LineField
from clinic_app.workflows import clients, screenings
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.session import Session

IN_THE_WINDOW = date(2024, 9, 16)


@pytest.fixture
def session(new_clinic: Callable[..., NewClinic], tmp_path: Path) -> Iterator[Session]:
    made = new_clinic(tmp_path / "records")
    yield made.session
    made.session.lock()


@pytest.fixture
def client(session: Session) -> Client:
    return clients.register(
        session,
        name="Invented Person",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


@pytest.fixture
def flow(qtbot: QtBot, jobs: ClosableJobs, session: Session, client: Client) -> ScreeningFlow:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    flow = ScreeningFlow(
        session,
        jobs,
        lambda screen: stack.setCurrentIndex(stack.addWidget(screen)),
        shipped_pack(),
        shipped_questionnaire(),
    )
    stack.show()
    flow.open(client)
    flow.begin.chosen.emit("HT", IN_THE_WINDOW)
    return flow


def answer_until(flow: ScreeningFlow, question_id: str) -> None:
    given = {"nationalities": ("Haiti",), "birth_country": "Haiti", "nationality_document": True}
    while flow.screen.question_id != question_id:
        asked = flow.screen.question_id
        flow.screen.answered.emit(asked, given.get(asked, False))


def test_after_a_bar_in_the_answers_nothing_more_is_asked_but_everything_can_be(
    flow: ScreeningFlow, session: Session, client: Client
) -> None:
    answer_until(flow, "first_entry")

    flow.screen.answered.emit("first_entry", date(2024, 6, 4))

    assert flow.screen.question_id == ""
    assert flow.screen.rest_button.isVisible()
    flow.screen.rest_button.click()
    assert flow.screen.question_id
    assert not flow.screen.rest_button.isVisible()
    asked = flow.screen.question_id
    flow.screen.answered.emit(asked, date(2024, 6, 4))
    assert flow.screen.question_id not in {"", asked}
    (draft,) = screenings.of_client(session, client.id)
    assert draft.answers.is_asked(asked)


def test_an_ended_designation_stops_no_interview(flow: ScreeningFlow, client: Client) -> None:
    flow.open(client)

    flow.begin.chosen.emit("HT", date(2026, 11, 25))

    assert flow.screen.question_id == shipped_questionnaire().questions[0].id


def test_a_stateless_person_can_say_so(flow: ScreeningFlow) -> None:
    answer_until(flow, "nationalities")

    assert isinstance(flow.screen.field, LineField)
    flow.screen.field.line.setText("none")
    flow.screen.submit()

    assert flow.screen.question_id == "stateless"
    flow.screen.answered.emit("stateless", True)
    assert flow.screen.question_id == "last_habitual_residence"


def test_a_mistyped_nationality_is_looked_at_before_it_bars(flow: ScreeningFlow) -> None:
    answer_until(flow, "nationalities")

    flow.screen.answered.emit("nationalities", ("Hayti",))

    assert flow.screen.question_id == "nationalities"
    assert "“Hayti” is in no list of countries." in flow.screen.problem.text()
    flow.screen.answered.emit("nationalities", ("Hayti",))
    assert flow.screen.question_id != "nationalities"


def test_a_month_is_kept_as_a_month_and_said_in_the_clients_language(
    flow: ScreeningFlow, session: Session, client: Client
) -> None:
    answer_until(flow, "first_entry")
    assert isinstance(flow.screen.field, LineField)
    flow.screen.field.line.setText("5/2023")

    flow.screen.submit()

    (draft,) = screenings.of_client(session, client.id)
    assert draft.answers["first_entry"] == DaySpan.month(2023, 5)
    assert flow.screen.question_id == "last_entry"
    flow.screen.back_requested.emit()
    assert isinstance(flow.screen.field, LineField)
    assert flow.screen.field.line.text() == "May 2023"
    said = flow.screen.field.example.text()
    assert said == "some day in May 2023\nyon jou nan mwa me 2023"


def test_a_month_over_the_date_is_not_asked_again(flow: ScreeningFlow) -> None:
    answer_until(flow, "first_entry")

    asked = []
    flow.screen.answered.emit("first_entry", DaySpan.month(2024, 6))
    while flow.screen.question_id:
        asked.append(flow.screen.question_id)
        given = {"last_entry": DaySpan.month(2024, 6), "absences": ()}
        flow.screen.answered.emit(asked[-1], given.get(asked[-1], False))

    assert len(asked) == len(set(asked))
    assert "first_entry" not in asked
