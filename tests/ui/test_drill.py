"""The recovery drill: the papers open the newest backup, and it is said how much came back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.records.client import Consent
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.program import Program
from clinic_app.ui.screens.drill import DrillScreen
from clinic_app.ui.words.if_taken_words import if_taken_lines
from clinic_app.vault.backups import DATABASE_NAME, HEADER_NAME
from clinic_app.workflows import backups, clients, drill_sheet, kyr, unlocking
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.if_taken import IfTaken
from clinic_app.workflows.recovery_papers import HeldPaper, WaysBack
from clinic_app.workflows.session import Session

WORDS = "stapling unguarded corset vividly manhunt oat"
TODAY = Today(date(2026, 11, 25))


@pytest.fixture
def made(new_clinic: Callable[..., NewClinic], tmp_path: Path) -> NewClinic:
    clinic = new_clinic(tmp_path / "records")
    session = clinic.session
    clients.register(
        session,
        name="Canary-7f3a",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    kyr.begin(session, "Hall", ("en",))
    session.lock()
    return clinic


@pytest.fixture
def program(opened: Callable[..., Program], made: NewClinic) -> Program:
    return opened(made.session.vault.folder)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def at_work(program: Program) -> Session:
    assert program._session is not None
    return program._session


def drilling(program: Program) -> DrillScreen:
    assert program.desk is not None
    program.desk.backups.open()
    program.desk.backups.screen.drill_button.click()
    screen = program.desk.backups.drill.screen
    assert program.window.place.widget() is screen
    return screen


def test_the_code_brings_the_records_back_and_the_day_is_remembered(
    qtbot: QtBot, program: Program, made: NewClinic
) -> None:
    screen = drilling(program)
    assert "No drill" in screen.last.text()
    files = sorted(made.session.vault.folder.rglob("*"))

    qtbot.keyClicks(screen.code, made.recovery_code.lower())
    qtbot.keyClick(screen.code, Qt.Key.Key_Return)
    qtbot.keyClick(screen.share, Qt.Key.Key_Return)

    assert "Recovered 2 records in 0:0" in screen.result.text()
    assert screen.code.text() == ""
    assert "The last drill was on" in screen.last.text()
    assert sorted(made.session.vault.folder.rglob("*")) == files
    screen.back_button.click()
    assert program.desk is not None
    assert program.window.place.widget() is program.desk.backups.screen


def test_the_result_goes_to_paper_and_nothing_of_the_paper_it_was_done_with(
    program: Program, made: NewClinic
) -> None:
    screen = drilling(program)
    assert screen.print_button.isHidden()
    screen.code.setText(made.recovery_code)
    screen.start_button.click()

    screen.print_button.click()

    assert program.desk is not None
    preview = program.desk.paper.preview
    assert program.window.place.widget() is preview
    assert screen._drill is not None
    text = " ".join(text_of(drill_sheet.make(at_work(program), screen._drill)).split())
    assert screen.result.text() in text
    assert "the recovery code" in text
    assert "Marie Baptiste" in text
    assert not any(group in text for group in made.recovery_code.split("-"))
    preview.back_button.click()
    assert program.window.place.widget() is screen
    assert not screen.print_button.isHidden()


def test_papers_that_were_not_tried_for_long_stand_on_today(
    qtbot: QtBot, jobs: ClosableJobs, made: NewClinic
) -> None:
    session = unlocking.unlock(made.session.vault.folder, WORDS, "marie", TODAY)
    with session.reading() as opened:
        oldest = opened.audit.oldest()
    session.lock()
    assert oldest is not None

    def waiting_on(days_later: int) -> tuple[Program, list[tuple[str, str]]]:
        window = MainWindow()
        qtbot.addWidget(window)
        day = Today(oldest.entry.at.date() + timedelta(days=days_later))
        later = Program(window, jobs, made.session.vault.folder, today=lambda: day, cost=LEAST_COST)
        later.begin()
        later.entry.unlock.passphrase.setText(WORDS)
        later.entry.unlock.unlock_button.click()
        if later.desk is None:
            later.entry.clock.day_given.emit(day.day)
        assert later.desk is not None
        lines = [line for group in later.desk._waiting_groups() for line in group.lines]
        return later, [
            (line.text, line.detail) for line in lines if line.text == "Try the recovery papers"
        ]

    soon, lines = waiting_on(90)
    assert lines == []
    soon.close()
    late, lines = waiting_on(91)
    assert lines == [("Try the recovery papers", "never tried on this laptop")]
    assert late.desk is not None
    assert late.desk.today.line_buttons
    late.desk.today.line_buttons[-1].click()
    screen = late.desk.backups.drill.screen
    assert late.window.place.widget() is screen
    screen.code.setText(made.recovery_code)
    screen.start_button.click()
    late.close()
    again, lines = waiting_on(92)

    assert [detail.partition(" on ")[0] for _text, detail in lines] == ["last tried"]
    again.close()


def test_two_shares_do_the_same_once_a_backup_knows_them(program: Program) -> None:
    shares = unlocking.new_shares(at_work(program))
    screen = drilling(program)
    screen.code.setText(shares[0])
    screen.share.setText(shares[2])
    screen.start_button.click()
    assert "were replaced" in screen.problem.text()

    backups.make(at_work(program), None)
    screen.start_button.click()

    assert "Recovered 2 records" in screen.result.text()


def test_a_slip_a_tampered_key_file_and_a_damaged_page_are_told(
    program: Program, made: NewClinic
) -> None:
    screen = drilling(program)
    screen.code.setText(made.recovery_code[:-1])
    screen.start_button.click()
    assert "mistyped" in screen.problem.text()

    newest = backups.existing(at_work(program))[0].folder
    (newest / DATABASE_NAME).write_bytes(
        (newest / DATABASE_NAME).read_bytes()[:-2000] + bytes(2000)
    )
    screen.code.setText(made.recovery_code)
    screen.start_button.click()
    assert not screen.problem.isHidden()
    assert screen.result.isHidden()

    (newest / DATABASE_NAME).write_bytes(bytes(8192))
    screen.start_button.click()
    assert not screen.problem.isHidden()

    (newest / HEADER_NAME).write_bytes(b"{}")
    screen.start_button.click()
    assert not screen.problem.isHidden()


def test_without_a_backup_that_is_said(program: Program, made: NewClinic) -> None:
    screen = drilling(program)
    for backup in backups.existing(at_work(program)):
        (backup.folder / HEADER_NAME).unlink()

    screen.code.setText(made.recovery_code)
    screen.start_button.click()

    assert "backup" in screen.problem.text().lower()


def test_what_is_at_stake_stands_on_one_page_and_leads_to_what_makes_it_less(
    qtbot: QtBot, program: Program
) -> None:
    assert program.desk is not None
    clinic = program.desk.clinic
    clinic.open()
    qtbot.keyClick(clinic.clinic.if_taken_button, Qt.Key.Key_Space)
    page = clinic.if_taken
    said = " ".join(label.text() for label in page.answers)
    assert "(marie)" in said
    assert "1 client, registered on November 25, 2026" in said
    assert "No shares were made" in said
    assert "Recovery code: nobody wrote down who holds it" in said
    assert "Never tried" in said
    assert "Canary" not in said

    unlocking.new_shares(at_work(program))
    page.load()
    assert "Recovery share 3 of 3: nobody wrote" in page.answers[-1].text()
    page.recovery_button.click()
    papers = clinic.recovery.papers
    assert program.window.place.widget() is papers
    papers.holders[2].setText("Ana Ruiz")
    papers.save_button.click()
    papers.back_button.click()
    clinic.clinic.if_taken_button.click()
    assert "Recovery share 2 of 3: Ana Ruiz." in page.answers[-1].text()
    page.backups_button.click()
    assert program.window.place.widget() is program.desk.backups.screen
    clinic.clinic.if_taken_button.click()
    page.retention_button.click()
    assert program.window.place.widget() in {stop.screen for stop in (clinic.retention.stop,)}
    clinic.clinic.if_taken_button.click()
    page.close_button.click()
    assert program.window.place.widget() is program.desk.close_month.month


def a_stake(**changes: object) -> IfTaken:
    nothing = IfTaken(
        clients=0,
        oldest=None,
        newest_backup=None,
        unsent_closes=0,
        open_months=0,
        main_lacks=0,
        sign_in_names=(),
        ways_back=WaysBack(HeldPaper(number=0, holder="", proved=None, is_sealed=False), (), None),
        disk=None,
    )
    return replace(nothing, **changes)  # type: ignore[arg-type]


def test_what_headquarters_lacks_is_closed_months_and_open_ones() -> None:
    lacking = [
        dict(if_taken_lines(a_stake(unsent_closes=closed, open_months=still_open)))[
            "What headquarters lacks"
        ]
        for closed, still_open in ((0, 0), (1, 0), (2, 3))
    ]

    assert lacking[0] == "Nothing of the months that are over."
    assert lacking[1] == "1 closed month that it has not acknowledged."
    assert lacking[2].endswith("3 months that are over and not closed.")


def test_each_answer_says_how_it_stands() -> None:
    said = {disk: dict(if_taken_lines(a_stake(disk=disk))) for disk in (True, False, None)}

    assert [words["Encryption of the disk"].split()[0] for words in said.values()] == [
        "On:",
        "Off:",
        "This",
    ]
    assert "No client" in said[None]["Records here"]
    assert "None on this laptop" in said[None]["Backups"]
    assert "Nothing" in said[None]["What headquarters lacks"]
    unsent = dict(if_taken_lines(a_stake(unsent_closes=2)))
    assert unsent["What headquarters lacks"].startswith("2 closed months")
