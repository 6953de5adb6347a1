"""Finding a client as you type, registering one, and the client's file."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.clock import DaySource
from clinic_app.printing.printer_errors import NoPrinterError
from clinic_app.records.client import Client, Consent
from clinic_app.records.merge import Merge, Said, WayBack
from clinic_app.records.stamp import Stamp
from clinic_app.tallies.breakdowns import Gender
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.file_view import FileLine, FileView
from clinic_app.ui.screens.client_file import ClientFileScreen
from clinic_app.ui.screens.clients import ClientsScreen
from clinic_app.ui.screens.register import ClientForm, RegisterScreen

DAY = date(2026, 10, 5)
STAMP = Stamp(
    at=datetime(2026, 10, 5, 18, tzinfo=UTC),
    day=DAY,
    day_source=DaySource.COMPUTER,
    worker_id="1" * 32,
    site="St. Mark's",
)


def nobody(_form: ClientForm) -> tuple[Client, ...]:
    return ()


def a_client(name: str = "Mirlande Desrosiers", code: str = "7K3F") -> Client:
    return Client(
        id=code.ljust(32, "0"),
        code=code,
        name=name,
        household_id=code.ljust(32, "0"),
        birth_date=date(1984, 6, 3),
        language="ht",
        needs_interpreter=True,
        consent=Consent.GIVEN,
        registered=STAMP,
    )


CLIENTS = (a_client(), a_client("Wilner Desrosiers", "9Q2M"))


def a_clients_screen(qtbot: QtBot, jobs: Jobs) -> ClientsScreen:
    screen = ClientsScreen(
        search=lambda text: tuple(
            client for client in CLIENTS if text.casefold() in client.name.casefold()
        ),
        language_name=lambda _tag: "Haitian Creole",
        jobs=jobs,
    )
    qtbot.addWidget(screen)
    screen.load()
    return screen


def test_each_letter_narrows_the_list(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_clients_screen(qtbot, jobs)

    assert screen.model.rowCount() == 2

    qtbot.keyClicks(screen.field, "wil")

    assert screen.model.row(0).code == "9Q2M"
    assert screen.model.rowCount() == 1


def test_enter_opens_the_first_one_found(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_clients_screen(qtbot, jobs)
    qtbot.keyClicks(screen.field, "mir")

    with qtbot.waitSignal(screen.client_chosen) as chosen:
        qtbot.keyClick(screen.field, Qt.Key.Key_Return)

    assert chosen.args == [CLIENTS[0]]


class SlowJobs(Jobs, Protocol):
    def end_first(self) -> None: ...

    def end_all(self) -> None: ...


def test_enter_opens_nobody_of_an_older_search(qtbot: QtBot, slow_jobs: SlowJobs) -> None:
    screen = a_clients_screen(qtbot, slow_jobs)
    slow_jobs.end_all()
    chosen: list[Client] = []
    screen.client_chosen.connect(chosen.append)

    qtbot.keyClicks(screen.field, "wil")
    qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    assert chosen == []
    slow_jobs.end_all()

    assert chosen == [CLIENTS[1]]


def test_enter_is_taken_back_by_the_next_letter(qtbot: QtBot, slow_jobs: SlowJobs) -> None:
    screen = a_clients_screen(qtbot, slow_jobs)
    chosen: list[Client] = []
    screen.client_chosen.connect(chosen.append)

    qtbot.keyClicks(screen.field, "w")
    qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    qtbot.keyClicks(screen.field, "il")
    slow_jobs.end_all()

    assert chosen == []


def test_nobody_found_says_what_to_do_next(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_clients_screen(qtbot, jobs)
    qtbot.keyClicks(screen.field, "zzz")

    assert "register" in screen.hint.text()
    with qtbot.assertNotEmitted(screen.client_chosen):
        qtbot.keyClick(screen.field, Qt.Key.Key_Return)


def test_what_was_typed_is_taken_into_the_new_form(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_clients_screen(qtbot, jobs)
    qtbot.keyClicks(screen.field, "Rose Jean")

    with qtbot.waitSignal(screen.register_requested) as wish:
        screen.new_button.click()

    assert wish.args == ["Rose Jean"]


COUNTIES = {"25025": "Suffolk County, MA", "25023": "Plymouth County, MA"}


class Registered:
    """A form on top of a list of what was saved."""

    def __init__(self, qtbot: QtBot, jobs: Jobs) -> None:
        self.forms: list[ClientForm] = []
        self.screen = RegisterScreen(
            parse_day=date.fromisoformat,
            languages=(("en", "English"), ("ht", "Haitian Creole")),
            counties=COUNTIES,
            jobs=jobs,
        )
        qtbot.addWidget(self.screen)

    def save(self, form: ClientForm) -> Client:
        self.forms.append(form)
        return a_client(form.name)


@pytest.fixture
def registered(qtbot: QtBot, jobs: Jobs) -> Registered:
    return Registered(qtbot, jobs)


def test_a_filled_form_is_saved_as_typed(registered: Registered, qtbot: QtBot) -> None:
    registered.screen.show_new(registered.save, name="Rose Jean", member_of=None, look=nobody)
    qtbot.keyClicks(registered.screen.birth_date, "1990-02-28")
    registered.screen.language.setCurrentIndex(1)

    with qtbot.waitSignal(registered.screen.registered):
        registered.screen.save_button.click()

    assert registered.forms == [
        ClientForm(
            name="Rose Jean",
            birth_date=date(1990, 2, 28),
            language="ht",
            needs_interpreter=False,
            consent=Consent.GIVEN,
            phone="",
            gender=None,
            county="",
        )
    ]


def test_gender_and_county_are_saved_if_the_client_says(
    registered: Registered, qtbot: QtBot
) -> None:
    registered.screen.show_new(registered.save, name="Rose Jean", member_of=None, look=nobody)
    registered.screen.gender.setCurrentIndex(1)
    registered.screen.county.setText("suffolk county, ma")

    with qtbot.waitSignal(registered.screen.registered):
        registered.screen.save_button.click()

    (form,) = registered.forms
    assert (form.gender, form.county) == (Gender.FEMALE, "25025")


def test_a_county_that_is_none_is_not_saved(registered: Registered) -> None:
    registered.screen.show_new(registered.save, name="Rose Jean", member_of=None, look=nobody)
    registered.screen.county.setText("Freedonia")

    registered.screen.save_button.click()

    assert registered.forms == []
    assert "no county" in registered.screen.problem.text()


def test_somebody_of_the_same_household_lives_in_the_same_county(registered: Registered) -> None:
    member = replace(a_client("Rose Jean"), county="25025")

    registered.screen.show_new(registered.save, member_of=member, look=nobody)

    assert registered.screen.county.text() == "Suffolk County, MA"


def test_without_consent_nothing_but_the_language_is_handed_over(
    registered: Registered, qtbot: QtBot
) -> None:
    screen = registered.screen
    screen.show_new(registered.save, name="Rose Jean", member_of=None, look=nobody)
    qtbot.keyClicks(screen.phone, "617 555 0100")
    qtbot.keyClicks(screen.birth_date, "1990-02-28")
    screen.consent.refuses.click()
    screen.save_button.click()

    assert registered.forms[0].name == ""
    assert registered.forms[0].birth_date is None
    assert registered.forms[0].phone == ""
    assert registered.forms[0].consent is Consent.REFUSED


def test_after_somebody_without_a_record_the_caret_stands_in_the_next_name(
    registered: Registered, qtbot: QtBot
) -> None:
    screen = registered.screen
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.show_new(registered.save, name="", member_of=None, look=nobody)
    screen.consent.refuses.click()
    screen.save_button.click()

    screen.show_new(registered.save, name="Rose Jean", member_of=None, look=nobody)
    assert screen.name.hasFocus()

    unrecorded = replace(a_client(), consent=Consent.REFUSED)
    screen.show_client(unrecorded, registered.save)
    assert screen.language.hasFocus()


@pytest.mark.parametrize("name", ["  ", "\u200b"])
def test_an_empty_name_is_asked_for(registered: Registered, name: str) -> None:
    registered.screen.show_new(registered.save, name=name, member_of=None, look=nobody)
    registered.screen.save_button.click()

    assert registered.forms == []
    assert not registered.screen.problem.isHidden()


def test_a_come_back_code_is_not_taken_for_a_name(registered: Registered) -> None:
    registered.screen.show_new(registered.save, name="7K3F", member_of=None, look=nobody)

    assert registered.screen.name.text() == ""


def test_a_household_member_takes_over_language_and_phone(registered: Registered) -> None:
    member = replace(a_client(), phone="617 555 0100")
    registered.screen.show_new(registered.save, member_of=member, look=nobody)

    assert registered.screen.language.currentData() == "ht"
    assert registered.screen.interpreter.isChecked()
    assert registered.screen.phone.text() == "617 555 0100"


def test_a_date_that_does_not_exist_is_explained_and_nothing_is_saved(
    qtbot: QtBot, jobs: Jobs
) -> None:
    def refuse(_typed: str) -> date:
        raise NoPrinterError

    screen = RegisterScreen(
        parse_day=refuse, languages=(("en", "English"),), counties={}, jobs=jobs
    )
    qtbot.addWidget(screen)
    saved: list[ClientForm] = []

    def save(form: ClientForm) -> Client:
        saved.append(form)
        return a_client()

    screen.show_new(save, name="Rose", member_of=None, look=nobody)
    qtbot.keyClicks(screen.birth_date, "1990-02-30")
    screen.save_button.click()

    assert saved == []
    assert not screen.problem.isHidden()


def test_whoever_may_be_registered_already_is_told_before_it_is_saved(
    qtbot: QtBot, registered: Registered
) -> None:
    asked: list[ClientForm] = []

    def look(form: ClientForm) -> tuple[Client, ...]:
        asked.append(form)
        return (a_client(), CLIENTS[1])

    screen = registered.screen
    screen.show_new(registered.save, name="Rose Jean", member_of=None, look=look)
    assert screen.alike.isHidden()
    screen.county.setText("no such county")
    screen.birth_date.setText("1990-01-02")
    screen.birth_date.editingFinished.emit()
    assert asked == []  # what is wrong is said when the form is saved

    screen.county.setText("")
    screen.birth_date.editingFinished.emit()
    assert [form.birth_date for form in asked] == [date(1990, 1, 2)]
    with qtbot.waitSignal(screen.client_requested) as wish:
        screen.alike.buttons[0].click()
    assert wish.args == [a_client()]

    screen.alike.apart_buttons[1].click()
    assert len(screen.alike.buttons) == 1
    screen.save_button.click()
    assert registered.forms[0].apart_from == (CLIENTS[1].id,)


def test_nobody_is_looked_for_who_wants_no_record_or_is_only_corrected(
    registered: Registered,
) -> None:
    screen = registered.screen
    screen.show_new(registered.save, member_of=None, look=lambda _form: CLIENTS)
    screen.name.setText("Rose Jean")
    screen.name.editingFinished.emit()
    assert not screen.alike.isHidden()

    screen.consent.refuses.click()
    assert screen.alike.isHidden()

    screen.show_client(a_client(), registered.save)
    screen.name.editingFinished.emit()
    assert screen.alike.isHidden()


def a_line(record: object, *, is_withdrawn: bool = False) -> FileLine:
    return FileLine(
        record=record,
        day="2026-10-05",
        kind="Screening",
        words="Haiti",
        state="draft",
        is_withdrawn=is_withdrawn,
    )


def test_a_file_shows_its_records_and_opens_the_one_chosen(qtbot: QtBot, jobs: Jobs) -> None:
    view = FileView(
        client=a_client(),
        language="Haitian Creole",
        household=(CLIENTS[1],),
        lines=(a_line("first"), a_line("second")),
    )
    screen = ClientFileScreen(
        load=lambda _id: view, withdraw=lambda record, _why: record, jobs=jobs
    )
    qtbot.addWidget(screen)
    screen.load("7")

    screen.table.selectRow(1)
    with qtbot.waitSignal(screen.record_requested) as wish:
        screen.open_button.click()

    assert wish.args == ["second"]
    assert "7K3F" in screen.heading.text()


def test_no_key_is_about_the_client_before_while_a_file_is_fetched(
    qtbot: QtBot, slow_jobs: SlowJobs
) -> None:
    views = {
        client.id: FileView(client=client, language="", household=(), lines=(a_line(client.name),))
        for client in CLIENTS
    }
    first, second = CLIENTS
    screen = ClientFileScreen(
        load=lambda client_id: views[client_id],
        withdraw=lambda record, _why: record,
        jobs=slow_jobs,
    )
    qtbot.addWidget(screen)
    wishes: list[Client] = []
    for wish in (screen.screening_requested, screen.done_today_requested, screen.keeping_requested):
        wish.connect(wishes.append)
    screen.load(first.id)
    slow_jobs.end_all()

    screen.load(second.id)
    for button in (screen.screen_button, screen.done_button, screen.keeping_button):
        button.click()

    assert (screen.heading.text(), screen.model.rowCount(), wishes) == ("", 0, [])
    slow_jobs.end_all()
    for button in (screen.screen_button, screen.done_button, screen.keeping_button):
        button.click()
    assert wishes == [second, second, second]


def test_a_file_that_comes_late_is_not_drawn_over_the_one_wanted_since(
    qtbot: QtBot, slow_jobs: SlowJobs
) -> None:
    views = {
        client.id: FileView(client=client, language="", household=(), lines=())
        for client in CLIENTS
    }
    screen = ClientFileScreen(
        load=lambda client_id: views[client_id],
        withdraw=lambda record, _why: record,
        jobs=slow_jobs,
    )
    qtbot.addWidget(screen)

    screen.load(CLIENTS[0].id)
    screen.load(CLIENTS[1].id)
    slow_jobs.end_first()

    assert screen.heading.text() == ""
    slow_jobs.end_all()
    assert CLIENTS[1].code in screen.heading.text()


def test_a_file_leads_to_whoever_may_be_the_same_person(qtbot: QtBot, jobs: Jobs) -> None:
    view = FileView(
        client=a_client(), language="Haitian Creole", household=(), lines=(), like=(CLIENTS[1],)
    )
    screen = ClientFileScreen(
        load=lambda _id: view, withdraw=lambda record, _why: record, jobs=jobs
    )
    qtbot.addWidget(screen)
    screen.load("7")
    [button] = screen.like.buttons

    with qtbot.waitSignal(screen.client_requested) as wish:
        button.click()

    assert wish.args == [CLIENTS[1]]
    assert CLIENTS[1].code in button.text()

    with qtbot.waitSignal(screen.told_apart) as said:
        screen.like.apart_buttons[0].click()

    assert said.args == [CLIENTS[1]]


def test_a_file_says_what_was_merged_into_it_and_undoes_it_while_that_is_possible(
    qtbot: QtBot, jobs: Jobs
) -> None:
    said = Said.of(a_client())
    stands = Merge(id="m1", kept_id="1", merged_id="2", stamp=a_client().registered)
    open_one = replace(stands, id="m2", way_back=WayBack(said, said))
    view = FileView(
        client=a_client(),
        language="Haitian Creole",
        household=(),
        lines=(),
        merged=((open_one, CLIENTS[1]), (stands, CLIENTS[1])),
    )
    screen = ClientFileScreen(
        load=lambda _id: view, withdraw=lambda record, _why: record, jobs=jobs
    )
    qtbot.addWidget(screen)
    screen.load("7")
    [button] = screen.merged.buttons

    with qtbot.waitSignal(screen.unmerge_requested) as wish:
        button.click()

    assert wish.args == [open_one]


def test_a_record_is_withdrawn_only_with_a_reason(qtbot: QtBot, jobs: Jobs) -> None:
    withdrawn: list[tuple[object, str]] = []
    view = FileView(
        client=a_client(), language="Haitian Creole", household=(), lines=(a_line("first"),)
    )
    screen = ClientFileScreen(
        load=lambda _id: view,
        withdraw=lambda record, why: withdrawn.append((record, why)),
        jobs=jobs,
    )
    qtbot.addWidget(screen)
    screen.load("7")

    screen.withdraw_button.click()
    qtbot.keyClick(screen.reason, Qt.Key.Key_Return)

    assert withdrawn == []

    qtbot.keyClicks(screen.reason, "wrong person")
    qtbot.keyClick(screen.reason, Qt.Key.Key_Return)

    assert withdrawn == [("first", "wrong person")]
