"""What we did today, and the representative's decision."""

from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answers
from clinic_app.interview.typed_day import parse_day
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Decision, Ruling, Screening
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, ServiceKind
from clinic_app.records.stamp import Stamp
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.decision import DecisionScreen
from clinic_app.ui.screens.done_today import DoneTodayScreen, ServiceForm

DAY = date(2026, 10, 5)
STAMP = Stamp(
    at=datetime(2026, 10, 5, 18, tzinfo=UTC),
    day=DAY,
    day_source=DaySource.COMPUTER,
    worker_id="1" * 32,
    site="St. Mark's",
)
CLIENT = Client(
    id="a" * 32,
    code="7K3F",
    name="Mirlande Desrosiers",
    household_id="a" * 32,
    birth_date=None,
    language="ht",
    needs_interpreter=False,
    consent=Consent.GIVEN,
    registered=STAMP,
)


class Done:
    """The screen on top of lists of what was saved."""

    def __init__(self, qtbot: QtBot, jobs: Jobs) -> None:
        self.services: list[ServiceForm] = []
        self.dates: list[tuple[date | None, str]] = []
        self.screen = DoneTodayScreen(
            record=lambda _id, form: self.services.append(form),
            set_come_back=self.set_come_back,
            parse_day=parse_day,
            jobs=jobs,
        )
        qtbot.addWidget(self.screen)
        self.screen.show_client(CLIENT)

    def set_come_back(self, _client_id: str, day: date | None, note: str) -> Client:
        self.dates.append((day, note))
        return CLIENT

    def choose(self, box_name: str, value: object) -> None:
        box = getattr(self.screen, box_name)
        index = next(i for i in range(box.count()) if box.itemData(i) is value)
        box.setCurrentIndex(index)
        box.activated.emit(index)


@pytest.fixture
def done(qtbot: QtBot, jobs: Jobs) -> Done:
    return Done(qtbot, jobs)


@pytest.mark.parametrize("filing", [*FilingKind, None])
def test_an_i_821_stands_as_the_screening_found_it_would_be_filed(
    done: Done, filing: FilingKind | None
) -> None:
    done.choose("filing", FilingKind.REREGISTRATION)  # of somebody before

    done.screen.show_client(CLIENT, filing)

    assert done.screen.filing.currentData() is (filing or FilingKind.INITIAL)


def test_an_i_821_is_written_down_with_its_kind_of_filing(done: Done) -> None:
    done.choose("kind", ServiceKind.APPLICATION_PREPARED)
    done.choose("form", Form.I_821)
    done.choose("filing", FilingKind.REREGISTRATION)
    done.screen.record_button.click()

    assert done.services == [
        ServiceForm(
            kind=ServiceKind.APPLICATION_PREPARED,
            form=Form.I_821,
            filing=FilingKind.REREGISTRATION,
            before=None,
            referred_to="",
            at_no_cost=True,
        )
    ]


def test_a_double_click_writes_one_thing_down_once_and_a_third_press_twice(done: Done) -> None:
    done.screen.record_button.click()
    done.screen.record_button.click()

    assert len(done.services) == 1
    assert "already" in done.screen.problem.text()
    done.screen.record_button.click()
    assert len(done.services) == 2


def test_what_does_not_belong_to_a_kind_is_never_handed_over(done: Done, qtbot: QtBot) -> None:
    done.choose("form", Form.I_821)
    done.choose("kind", ServiceKind.APPEARANCE)
    done.choose("before", AppearanceBefore.IMMIGRATION_COURT)
    qtbot.keyClicks(done.screen.referred_to, "somebody")
    done.screen.record_button.click()

    assert done.services[0].form is None
    assert done.services[0].filing is None
    assert done.services[0].referred_to == ""
    assert done.services[0].before is AppearanceBefore.IMMIGRATION_COURT


def test_a_referral_names_to_whom(done: Done, qtbot: QtBot) -> None:
    done.choose("kind", ServiceKind.REFERRAL)
    done.screen.record_button.click()

    assert done.services == []

    qtbot.keyClicks(done.screen.referred_to, "Harbor Legal Aid")
    done.screen.record_button.click()

    assert done.services[0].referred_to == "Harbor Legal Aid"


def test_the_next_date_is_kept_with_its_reason(done: Done, qtbot: QtBot) -> None:
    qtbot.keyClicks(done.screen.come_back, "2026-12-03")
    qtbot.keyClicks(done.screen.note, "bring the lease")
    done.screen.come_back_button.click()

    assert done.dates == [(date(2026, 12, 3), "bring the lease")]


def test_a_date_that_is_none_is_not_called_saved(done: Done) -> None:
    done.screen.come_back.setText("2026-12-03")
    done.screen.come_back_button.click()
    assert done.screen.saved.text()

    done.screen.come_back.setText("2026-02-30")
    done.screen.come_back_button.click()

    assert done.screen.problem.text()
    assert done.screen.saved.text() == ""


def test_an_empty_date_takes_the_next_date_away(done: Done, qtbot: QtBot) -> None:
    qtbot.keyClicks(done.screen.note, "bring the lease")
    done.screen.come_back_button.click()

    assert done.dates == [(None, "")]


SCREENING = Screening(
    id="b" * 32,
    client_id=CLIENT.id,
    country="HT",
    as_of=DAY,
    answers=Answers(),
    started=STAMP,
)


def a_decision_screen(
    qtbot: QtBot, jobs: Jobs, decided: list[tuple[Ruling, str]]
) -> DecisionScreen:
    def decide(screening_id: str, ruling: Ruling, note: str) -> Decision:
        decided.append((ruling, note))
        return Decision(
            id="c" * 32,
            screening_id=screening_id,
            ruling=ruling,
            note=note,
            stamp=STAMP,
            same_worker=False,
        )

    screen = DecisionScreen(decide=decide, signer="Rosalind Achterberg", jobs=jobs)
    qtbot.addWidget(screen)
    screen.show_screening(SCREENING, who="7K3F · TPS Haiti", summary="Two points to review")
    return screen


def test_nothing_is_chosen_beforehand_and_nothing_is_signed_without_a_choice(
    qtbot: QtBot, jobs: Jobs
) -> None:
    decided: list[tuple[Ruling, str]] = []
    screen = a_decision_screen(qtbot, jobs, decided)

    screen.sign_button.click()

    assert decided == []
    assert not any(button.isChecked() for button in screen.rulings.values())


def test_a_ruling_is_signed_with_its_note(qtbot: QtBot, jobs: Jobs) -> None:
    decided: list[tuple[Ruling, str]] = []
    screen = a_decision_screen(qtbot, jobs, decided)
    screen.rulings[Ruling.MORE_PAPERS].click()
    qtbot.keyClicks(screen.note, "lease missing")

    with qtbot.waitSignal(screen.decided):
        screen.sign_button.click()

    assert decided == [(Ruling.MORE_PAPERS, "lease missing")]


def test_the_next_screening_starts_without_the_last_ruling(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_decision_screen(qtbot, jobs, [])
    screen.rulings[Ruling.DECLINE].click()

    screen.show_screening(SCREENING, who="9Q2M", summary="")

    assert not any(button.isChecked() for button in screen.rulings.values())
    assert screen.sign_button.isEnabled()
