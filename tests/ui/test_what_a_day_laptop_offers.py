"""A day laptop offers what it can do, and says where the rest is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from clinic_app.interview.answers import UNKNOWN
from clinic_app.records.client import Consent
from clinic_app.records.screening import Screening
from clinic_app.records.worker import Accreditation, AccreditationLevel
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.program import Program
from clinic_app.ui.screens.keeping import KeepingScreen
from clinic_app.ui.screens.outcome import OutcomeScreen
from clinic_app.workflows import (
    clients,
    handing_out,
    handing_over,
    holds,
    laptops,
    screenings,
    stick,
)
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session

ACCREDITED = Accreditation(
    level=AccreditationLevel.PARTIAL, granted=date(2025, 3, 1), expires=date(2028, 2, 29)
)


@dataclass(frozen=True)
class Window:
    """One laptop."""

    program: Program

    @property
    def desk(self) -> Desk:
        assert self.program.desk is not None
        return self.program.desk

    @property
    def session(self) -> Session:
        assert self.program._session is not None
        return self.program._session

    @property
    def shown(self) -> object:
        return self.program.window.place.widget()


@pytest.fixture
def pair(
    new_clinic: Callable[..., NewClinic], opened: Callable[..., Program], tmp_path: Path
) -> tuple[Window, Window]:
    """The office's window and the hall's, where the hall hands over to the office."""

    def a_window(site: str) -> Window:
        new_clinic(tmp_path / site, site=site, accreditation=ACCREDITED).session.lock()
        return Window(opened(tmp_path / site))

    office, hall = a_window("Office"), a_window("Hall")
    answer = laptops.join(hall.session, laptops.invite(office.session))
    laptops.accept(office.session, answer)
    return office, hall


def registered(window: Window) -> str:
    return clients.register(
        window.session,
        name="Canary-7f3a",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    ).id


def carried(pair: tuple[Window, Window], folder: Path) -> None:
    """Let the office take in what the hall handed over, and the hall take back its word."""
    office, hall = pair
    handing_over.write_waiting(hall.session, folder)
    stick.take_in_all(office.session, folder)
    stick.take_in_all(hall.session, folder)


def draft(window: Window, client_id: str) -> Screening:
    return screenings.begin(window.session, client_id, "Haiti", None)


def test_headquarters_says_which_laptop_is_enrolled(pair: tuple[Window, Window]) -> None:
    office, hall = pair
    screen = hall.desk.clinic.enrolment.screen

    hall.desk.clinic.enrolment.open()

    assert "only the main laptop, “Office" in screen.state.text()
    assert not screen.file_button.isVisible()
    assert screen.done_button.hasFocus()
    office.desk.clinic.enrolment.open()
    assert office.desk.clinic.enrolment.screen.file_button.isVisible()


def test_the_rules_say_how_newer_ones_come(pair: tuple[Window, Window]) -> None:
    office, hall = pair
    screen = hall.desk.clinic.rules.rules

    hall.desk.clinic.rules.open()

    assert "only the main laptop, “Office" in screen.how.text()
    assert not screen.folder_button.isVisible()
    assert not screen.file_button.isVisible()
    assert screen.sweep_button.isEnabled()
    assert screen.sweep_button.hasFocus()
    office.desk.clinic.rules.open()
    assert office.desk.clinic.rules.rules.folder_button.isVisible()
    assert "one signed file" in office.desk.clinic.rules.rules.how.text()


def test_a_file_offers_to_hold_or_forget_what_this_laptop_may(
    pair: tuple[Window, Window], tmp_path: Path
) -> None:
    _office, hall = pair
    client_id = registered(hall)
    handing_over.hand_over(hall.session)
    hall.desk.clients.open_file_of(client_id)
    assert not hall.desk.clients.file.keeping_button.isEnabled()

    carried(pair, tmp_path)
    hall.desk.clients.open_file_of(client_id)
    hall.desk.clients.file.keeping_button.click()

    screen = hall.shown
    assert isinstance(screen, KeepingScreen)
    assert "“Office" in screen.hold_elsewhere.text()
    assert not screen.hold_button.isEnabled()
    assert not screen.reason.isEnabled()
    assert screen.sure.isEnabled()
    assert screen.back_button.hasFocus()


def test_a_hold_on_a_handed_over_client_is_there_to_be_read(pair: tuple[Window, Window]) -> None:
    _office, hall = pair
    client_id = registered(hall)
    holds.set_hold(hall.session, client_id, "A suit is pending.")
    handing_over.hand_over(hall.session)

    hall.desk.clients.open_file_of(client_id)
    hall.desk.clients.file.keeping_button.click()

    screen = hall.shown
    assert isinstance(screen, KeepingScreen)
    assert "A suit is pending." in screen.hold.text()
    assert not screen.hold_button.isEnabled()


def test_who_is_not_handed_over_yet_is_forgotten_at_the_main_laptop(
    pair: tuple[Window, Window],
) -> None:
    _office, hall = pair
    client_id = registered(hall)

    hall.desk.clients.open_file_of(client_id)
    hall.desk.clients.file.keeping_button.click()

    screen = hall.shown
    assert isinstance(screen, KeepingScreen)
    assert screen.hold_button.isEnabled()
    assert "on the main laptop, “Office" in screen.forget_elsewhere.text()
    assert not screen.sure.isEnabled()


def test_the_main_laptop_says_who_holds_what_it_may_not_forget(
    pair: tuple[Window, Window],
) -> None:
    office, _hall = pair
    client_id = registered(office)
    holds.set_hold(office.session, client_id, "A suit is pending.")
    (day,) = laptops.look(office.session).others
    found = handing_out.households_of(office.session, [clients.get(office.session, client_id).code])
    handing_out.hand_out(office.session, day[0].id, found)

    office.desk.clients.open_file_of(client_id)
    office.desk.clients.file.keeping_button.click()

    screen = office.shown
    assert isinstance(screen, KeepingScreen)
    assert "“Hall" in screen.hold_elsewhere.text()
    assert "let it hand over" in screen.forget_elsewhere.text()


def test_a_handed_over_draft_asks_nothing_and_says_why(pair: tuple[Window, Window]) -> None:
    _office, hall = pair
    client_id = registered(hall)
    sitting = draft(hall, client_id)
    handing_over.hand_over(hall.session)

    hall.desk.open_screening(sitting)

    assert hall.shown is hall.desk.clients.file
    assert "changed only there" in hall.desk.clients.file.next_date.text()
    assert "was handed over to the laptop “Office" in hall.desk.clients.file.problem.text()


def test_a_handed_over_outcome_is_read_and_neither_signed_nor_added_to(
    pair: tuple[Window, Window],
) -> None:
    _office, hall = pair
    client_id = registered(hall)
    sitting = draft(hall, client_id)
    screenings.answer(hall.session, sitting.id, "first_entry", UNKNOWN)
    found = screenings.finish(hall.session, sitting.id)
    hall.desk.open_screening(found)
    outcome = hall.shown
    assert isinstance(outcome, OutcomeScreen)
    assert outcome.decision_button.isVisible()
    handing_over.hand_over(hall.session)

    hall.desk.open_screening(found)

    assert not outcome.decision_button.isVisible()
    assert not outcome.done_button.isVisible()
    assert outcome.checklist_button.isVisible()
    assert "Handed over to “Office" in outcome.elsewhere.text()
