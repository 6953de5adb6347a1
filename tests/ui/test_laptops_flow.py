"""Two windows, one stick: a day laptop is let in, hands over, and is told that it arrived."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.files.errors import DiskFullError
from clinic_app.records.client import Consent
from clinic_app.records.service import ServiceKind
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.models.laptops_view import HandOffLine, LaptopsView
from clinic_app.ui.program import Program
from clinic_app.ui.screens.laptops import LaptopsScreen
from clinic_app.workflows import clients, handing_over, kyr, laptops, moving, services
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))


@dataclass
class Chooser:
    """Answers each question with one path, and remembers what it was asked."""

    answer: Path = field(default_factory=Path)
    asked: list[str] = field(default_factory=list)

    def ask_folder(self, title: str, on_chosen: Callable[[Path], None]) -> None:
        self.asked.append(title)
        on_chosen(self.answer)

    def ask_file(self, title: str, on_chosen: Callable[[Path], None]) -> None:
        self.asked.append(title)
        on_chosen(self.answer)

    def ask_new_file(self, title: str, _name: str, on_chosen: Callable[[Path], None]) -> None:
        self.asked.append(title)
        on_chosen(self.answer)


@dataclass(frozen=True)
class Window:
    """One laptop: its program, and who answers its questions."""

    program: Program
    chooser: Chooser

    @property
    def desk(self) -> Desk:
        assert self.program.desk is not None
        return self.program.desk

    @property
    def session(self) -> Session:
        assert self.program._session is not None
        return self.program._session

    @property
    def screen(self) -> LaptopsScreen:
        return self.desk.clinic.laptops.screen

    def open(self) -> LaptopsScreen:
        self.desk.clinic.open()
        self.desk.clinic.clinic.laptops_button.click()
        assert self.program.window.place.widget() is self.screen
        return self.screen


@pytest.fixture
def two(
    new_clinic: Callable[..., NewClinic], opened: Callable[..., Program], tmp_path: Path
) -> tuple[Window, Window]:
    """The office's window and the hall's, which do not know each other yet."""

    def a_window(site: str) -> Window:
        new_clinic(tmp_path / site, site=site).session.lock()
        chooser = Chooser()
        return Window(opened(tmp_path / site, chooser=chooser), chooser)

    return a_window("Office"), a_window("Hall")


@pytest.fixture
def paired(two: tuple[Window, Window], tmp_path: Path) -> tuple[Window, Window]:
    office, hall = two
    office.chooser.answer = hall.chooser.answer = tmp_path / "note"
    office.open().invite_button.click()
    hall.open().invitation_button.click()
    hall.screen.same_button.click()
    office.open().answer_button.click()
    office.screen.same_button.click()
    stick = tmp_path / "stick"
    stick.mkdir()
    office.chooser.answer = hall.chooser.answer = stick
    return office, hall


def register(window: Window, born: date | None = None) -> str:
    return clients.register(
        window.session,
        name="Wideline Desir",
        birth_date=born,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    ).id


def test_a_laptop_that_works_alone_says_what_there_is_to_do(two: tuple[Window, Window]) -> None:
    screen = two[0].open()

    assert screen.state.text() == "This laptop works alone"
    assert screen.no_laptops.isVisible()
    assert screen.no_hand_offs.isVisible()
    assert screen.invite_button.isVisible()
    assert screen.invitation_button.isVisible()
    hidden = (screen.hand_over_button, screen.take_in_button, screen.answer_button, screen.own)
    assert not any(widget.isVisible() for widget in hidden)


def test_whoever_invited_by_mistake_is_still_offered_an_invitation(
    two: tuple[Window, Window], tmp_path: Path
) -> None:
    office, hall = two
    office.chooser.answer = hall.chooser.answer = tmp_path / "note"
    hall.open().invite_button.click()
    assert hall.screen.state.text() == "This is the main laptop"
    office.open().invite_button.click()

    assert hall.screen.invitation_button.isVisible()
    hall.screen.invitation_button.click()
    hall.screen.same_button.click()

    assert hall.screen.state.text() == "This is a day laptop"


def test_what_is_new_on_a_stick_is_not_hidden_behind_what_was_taken_in_before(
    paired: tuple[Window, Window], tmp_path: Path
) -> None:
    office, hall = paired
    for _day in range(10):
        register(hall)
        hall.open().hand_over_button.click()
        office.open().take_in_button.click()
    (newest,) = (tmp_path / "stick").glob("*-0010.handoff")
    (tmp_path / "stick" / "torn.handoff").write_bytes(newest.read_bytes()[:-9])

    register(hall)
    hall.open().hand_over_button.click()
    office.open().take_in_button.click()

    first, second, *_known = office.screen.stick.notice.text().splitlines()
    assert "torn.handoff: The hand-off was not copied whole" in first
    assert "-0011.handoff: taken in from “Hall" in second


def test_both_compare_the_fingerprint_before_anything_is_believed(
    two: tuple[Window, Window], tmp_path: Path
) -> None:
    office, hall = two
    office.chooser.answer = hall.chooser.answer = tmp_path / "note"
    office.open().invite_button.click()
    assert "Take it to the day laptop" in office.screen.stick.notice.text()

    hall.open().invitation_button.click()
    assert hall.screen.asked.isVisible()
    assert hall.screen.asked_print.text() in office.screen.own.text()
    hall.screen.differ_button.click()
    assert "not from that laptop" in hall.screen.stick.problem.text()
    assert not hall.screen.asked.isVisible()
    assert hall.screen.state.text() == "This laptop works alone"

    hall.screen.invitation_button.click()
    hall.screen.same_button.click()
    assert hall.screen.state.text() == "This is a day laptop"
    office.open().answer_button.click()
    assert office.screen.asked_print.text() in hall.screen.own.text()
    office.screen.same_button.click()
    assert "may hand over" in office.screen.stick.notice.text()
    assert office.screen.state.text() == "This is the main laptop"
    assert office.screen.laptops.rowCount() == 1


def test_a_file_that_is_exchanged_after_it_was_compared_is_not_the_one_believed(
    two: tuple[Window, Window],
    new_clinic: Callable[..., NewClinic],
    opened: Callable[..., Program],
    tmp_path: Path,
) -> None:
    office, hall = two
    new_clinic(tmp_path / "Thief", site="Thief").session.lock()
    thief = Window(opened(tmp_path / "Thief", chooser=Chooser()), Chooser())
    note = office.chooser.answer = hall.chooser.answer = tmp_path / "note"
    office.open().invite_button.click()
    invitation = note.read_bytes()
    foreign = laptops.join(thief.session, invitation)

    hall.open().invitation_button.click()
    note.write_bytes(laptops.invite(new_clinic(tmp_path / "Other", site="Other").session))
    hall.screen.same_button.click()
    office.open().answer_button.click()
    compared = office.screen.asked_print.text()
    note.write_bytes(foreign)
    office.screen.same_button.click()

    assert compared in hall.screen.own.text()
    assert office.screen.laptops.index(0, 0).data().startswith("Hall")
    assert hall.screen.laptops.index(0, 0).data().startswith("Office")


def test_clients_go_by_stick_and_the_word_comes_back(paired: tuple[Window, Window]) -> None:
    office, hall = paired
    client_id = register(hall)

    hall.open().hand_over_button.click()
    assert "Number 1 is handed over: 1 client or count." in hall.screen.stick.notice.text()
    assert "take the stick out" in hall.screen.stick.notice.text()
    assert hall.screen.hand_offs.index(0, 4).data() == "on its way: no word yet"
    office.open().take_in_button.click()
    assert "taken in from “Hall" in office.screen.stick.notice.text()
    assert "The answer is on the stick" in office.screen.stick.notice.text()
    hall.open().take_in_button.click()

    assert "1 hand-off is taken in there" in hall.screen.stick.notice.text()
    assert hall.screen.hand_offs.index(0, 4).data().startswith("taken in there")
    assert hall.screen.laptops.index(0, 3).data() == "1 client"
    office.desk.clients.open_file_of(client_id)
    assert office.desk.clients.file.done_button.isEnabled()


def test_a_full_laptop_hands_over_in_parts_at_one_press_and_who_came_is_compared(
    paired: tuple[Window, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, hall = paired
    monkeypatch.setattr(handing_over, "MOST_IN_ONE", 1)
    register(hall, date(1984, 6, 3))
    register(hall, date(1984, 6, 3))

    hall.open().hand_over_button.click()
    assert "Numbers 1 to 2 are handed over: 2 clients" in hall.screen.stick.notice.text()
    office.open().take_in_button.click()

    with office.session.reading() as opened:
        assert opened.pairs.count_to_compare() == 0
        assert opened.pairs.count_open() == 1


def test_a_file_that_was_handed_over_says_so_and_offers_no_change(
    paired: tuple[Window, Window],
) -> None:
    _office, hall = paired
    client_id = register(hall)
    services.record(hall.session, client_id, kind=ServiceKind.ADVICE, at_no_cost=True)
    hall.open().hand_over_button.click()

    hall.desk.clients.open_file_of(client_id)

    file = hall.desk.clients.file
    assert "Handed over to “Office" in file.next_date.text()
    off = (file.screen_button, file.done_button, file.correct_button, file.withdraw_button)
    assert not any(button.isEnabled() for button in off)
    assert not file.withdraw_client_button.isVisible()
    assert file.papers_button.isEnabled()


def test_a_count_that_is_still_open_is_said_to_stay_and_what_to_do(
    paired: tuple[Window, Window],
) -> None:
    _office, hall = paired
    event = kyr.begin(hall.session, "Harbor school", ("ht",))

    hall.open().hand_over_button.click()

    assert "everything that is final" in hall.screen.stick.problem.text()
    open_words = "1 KYR count is still open: make it final under KYR, then hand over."
    assert open_words in hall.screen.detail.text()
    kyr.finish(hall.session, event.id)
    hall.open().hand_over_button.click()
    assert "Number 1 is handed over" in hall.screen.stick.notice.text()
    assert open_words not in hall.screen.detail.text()


def test_the_close_screen_of_a_day_laptop_says_where_months_are_closed(
    paired: tuple[Window, Window],
) -> None:
    _office, hall = paired

    hall.desk.close_month.open()

    assert "months are closed on the main laptop, “Office" in (
        hall.desk.close_month.month.nothing_open.text()
    )


def test_a_lost_stick_is_written_again(paired: tuple[Window, Window], tmp_path: Path) -> None:
    _office, hall = paired
    register(hall)
    hall.open().hand_over_button.click()
    (first,) = (tmp_path / "stick").iterdir()
    lost = first.read_bytes()
    first.unlink()

    hall.screen.hand_over_button.click()

    assert "Nothing new to hand over. 1 file is written" in hall.screen.stick.notice.text()
    assert first.read_bytes() == lost


def test_a_lock_before_the_stick_is_written_leaves_word_of_what_to_do(
    paired: tuple[Window, Window], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _office, hall = paired
    register(hall)
    write = handing_over.write_waiting

    def locked_before(session: Session, folder: Path) -> tuple[Path, ...]:
        hall.program.lock()
        return write(session, folder)

    with monkeypatch.context() as during:
        during.setattr(handing_over, "write_waiting", locked_before)
        hall.open().hand_over_button.click()
    assert not list((tmp_path / "stick").iterdir())
    hall.program.entry.unlock.passphrase.setText(WORDS)
    hall.program.entry.unlock.unlock_button.click()

    assert "for 1 file: where it is not on the stick, hand over" in hall.screen.detail.text()
    hall.screen.hand_over_button.click()
    assert list((tmp_path / "stick").glob("*.handoff"))


def test_what_is_wrong_with_a_stick_is_said(
    paired: tuple[Window, Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, hall = paired
    office.open().take_in_button.click()
    assert "No hand-off" in office.screen.stick.notice.text()
    hall.open().hand_over_button.click()
    assert "nothing to hand over" in hall.screen.stick.problem.text()

    office.chooser.answer = tmp_path / "pulled"
    office.screen.take_in_button.click()
    assert office.screen.stick.problem.isVisible()
    assert office.screen.take_in_button.isEnabled()

    (tmp_path / "stick" / "x.handoff").write_bytes(b"no hand-off")
    office.chooser.answer = tmp_path / "stick"
    office.screen.take_in_button.click()
    assert "x.handoff: This file is not a hand-off" in office.screen.stick.notice.text()

    def full(*_given: object) -> None:
        raise DiskFullError(tmp_path)

    register(hall)
    monkeypatch.setattr(handing_over, "write_atomically", full)
    hall.screen.hand_over_button.click()
    assert "no room" in hall.screen.stick.problem.text()
    assert hall.screen.hand_offs.index(0, 4).data() == "on its way: no word yet"


def test_whoever_does_not_want_to_wait_stops_it(
    paired: tuple[Window, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    _office, hall = paired
    register(hall)
    screen = hall.open()
    told = moving.client_unit

    def slow(*given: object) -> object:
        screen.stick.busy.stop_button.click()
        return told(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(handing_over, "client_unit", slow)
    register(hall)
    screen.hand_over_button.click()

    assert "It was stopped" in screen.stick.problem.text()
    assert screen.hand_offs.rowCount() == 0


def test_a_note_of_another_kind_is_refused(paired: tuple[Window, Window], tmp_path: Path) -> None:
    office, _hall = paired
    note = tmp_path / "letter"
    note.write_bytes(b"Dear office")
    office.chooser.answer = note

    office.open().answer_button.click()

    assert "not a day laptop's answer" in office.screen.stick.problem.text()
    assert not office.screen.asked.isVisible()


def test_a_file_of_no_use_that_is_chosen_next_is_not_asked_about_as_the_one_before(
    two: tuple[Window, Window], tmp_path: Path
) -> None:
    office, hall = two
    office.chooser.answer = hall.chooser.answer = tmp_path / "note"
    office.open().invite_button.click()
    hall.open().invitation_button.click()
    assert hall.screen.asked.isVisible()

    (tmp_path / "letter").write_bytes(b"Dear hall")
    hall.chooser.answer = tmp_path / "letter"
    hall.screen.invitation_button.click()

    assert "not an invitation" in hall.screen.stick.problem.text()
    assert not hall.screen.asked.isVisible()


def test_an_answer_that_cannot_be_written_says_what_this_laptop_is_by_then(
    two: tuple[Window, Window], tmp_path: Path
) -> None:
    office, hall = two
    office.chooser.answer = hall.chooser.answer = tmp_path / "note"
    office.open().invite_button.click()
    hall.open().invitation_button.click()
    hall.chooser.answer = tmp_path / "pulled" / "answer"

    hall.screen.same_button.click()

    assert "went away" in hall.screen.stick.problem.text()
    assert hall.screen.state.text() == "This is a day laptop"
    hall.chooser.answer = tmp_path / "answer"
    hall.screen.same_button.click()
    assert (tmp_path / "answer").exists()


def test_a_lock_while_fingerprints_are_compared_comes_back_to_them(
    two: tuple[Window, Window], tmp_path: Path
) -> None:
    office, hall = two
    office.chooser.answer = hall.chooser.answer = tmp_path / "note"
    office.open().invite_button.click()
    hall.open().invitation_button.click()

    hall.program.lock()
    hall.program.entry.unlock.passphrase.setText(WORDS)
    hall.program.entry.unlock.unlock_button.click()

    assert hall.screen.asked.isVisible()
    hall.screen.same_button.click()
    assert hall.screen.state.text() == "This is a day laptop"


def test_a_laptop_that_answers_anew_says_who_can_only_be_read_and_what_to_do(
    paired: tuple[Window, Window], tmp_path: Path
) -> None:
    office, hall = paired
    client_id = register(hall)
    hall.open().hand_over_button.click()

    hall.chooser.answer = office.chooser.answer = tmp_path / "note"
    office.open().invite_button.click()
    hall.open().invitation_button.click()
    hall.screen.same_button.click()

    assert "Not handed over yet: 1 client, 0 KYR counts" in hall.screen.detail.text()
    assert "1 client can only be read here since this laptop answered anew" in (
        hall.screen.detail.text()
    )
    with hall.session.reading() as opened:
        assert opened.holders.laptop_of(client_id)


def test_who_hands_over_is_said_where_the_passphrase_does_not_open_it(
    paired: tuple[Window, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    _office, hall = paired
    assert "representative" not in hall.open().detail.text()

    monkeypatch.setattr(Session, "may_sign", False)
    screen = hall.open()

    assert not screen.hand_over_button.isVisible()
    assert "A representative or coordinator hands over and takes in" in screen.detail.text()


def test_a_coordinator_is_named_where_nothing_is_offered_on_a_laptop_that_works_alone(
    two: tuple[Window, Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "is_coordinator", False)

    screen = two[0].open()

    assert not screen.invite_button.isVisible()
    assert "A coordinator makes laptops known to each other" in screen.detail.text()


def test_what_became_of_a_hand_off_is_in_sight_beside_a_long_name(
    qtbot: QtBot, jobs: ClosableJobs
) -> None:
    view = LaptopsView(
        state="This is the main laptop",
        detail="",
        fingerprint="",
        laptops=(),
        hand_offs=(
            HandOffLine(
                day="11/29/2026",
                way="to the hall of Our Lady of Perpetual Help, second floor, left · 1a2b" * 2,
                number="1",
                units="12 clients and counts",
                state="on its way: no word yet",
            ),
        ),
        is_alone=False,
        can_invite=False,
        can_hand_over=False,
        can_take_in=False,
        can_hand_out=False,
        can_write_again=False,
        versions="",
    )
    screen = LaptopsScreen(look=lambda: view, jobs=jobs)
    qtbot.addWidget(screen)
    screen.resize(1366, 700)
    screen.show()
    screen.load()

    table = screen.hand_offs_table
    state = table.columnViewportPosition(4)
    assert state + table.columnWidth(4) <= table.viewport().width()
    assert table.columnWidth(4) >= table.sizeHintForColumn(4)
