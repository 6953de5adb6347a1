"""Closing a month on screen: conditions, the page of what leaves, and the stick."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.clock import DaySource, Today
from clinic_app.printing.printer_errors import NoPrinterError
from clinic_app.records.clinic import Close
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import Role, Worker
from clinic_app.screening.outcome import Status
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.close_view import ConditionRow, Months
from clinic_app.ui.screens.carry import CarryScreen
from clinic_app.ui.screens.close_month import CloseMonthScreen
from clinic_app.ui.screens.what_leaves import WhatLeavesScreen
from clinic_app.ui.words.worker_words import status_words
from clinic_app.workflows.leaving_page import LeavingPage
from clinic_app.workflows.sending import Written
from clinic_app.workflows.today import AtHeadquarters, Safekeeping


def a_close(label: str = "2026-09", *, sealed: bytes | None = b"sealed", said: str = "") -> Close:
    day = date(2026, 10, 5)
    return Close(
        label=label,
        seq=1,
        first=date(2026, 9, 1),
        last=date(2026, 9, 30),
        payload=b"{}",
        sealed=sealed,
        file_name="harbor_2026-09_1_0123456789ab.tally",
        stamp=Stamp(
            at=datetime(2026, 10, 5, 18, tzinfo=UTC),
            day=day,
            day_source=DaySource.COMPUTER,
            worker_id="1" * 32,
            site="Harbor",
        ),
        receipt_status=said,
    )


class SlowJobs(Jobs, Protocol):
    def end_first(self) -> None: ...

    def end_all(self) -> None: ...


def a_month_screen(
    qtbot: QtBot, jobs: Jobs, months: Months, *rows: ConditionRow
) -> CloseMonthScreen:
    screen = CloseMonthScreen(months=lambda: months, conditions=lambda _label: rows, jobs=jobs)
    qtbot.addWidget(screen)
    screen.load()
    return screen


def a_row(status: Status, fix: Callable[[], None] | None = None) -> ConditionRow:
    return ConditionRow(words="Unfinished screenings", detail="2", status=status, fix=fix)


def test_a_month_that_is_being_looked_at_says_so_and_leaves_nothing_yet(
    qtbot: QtBot, slow_jobs: SlowJobs
) -> None:
    screen = a_month_screen(qtbot, slow_jobs, Months(("2026-09",), ()), a_row(Status.MET))
    slow_jobs.end_first()
    assert not screen.busy.isHidden()
    assert not screen.preview_button.isEnabled()

    slow_jobs.end_all()
    assert screen.busy.isHidden()
    assert screen.preview_button.isEnabled()

    screen.month.activated.emit(0)
    assert not screen.busy.isHidden()
    assert not screen.preview_button.isEnabled()


def test_a_clinic_that_began_this_month_is_not_told_that_all_is_closed(
    qtbot: QtBot, jobs: Jobs
) -> None:
    screen = a_month_screen(qtbot, jobs, Months((), ()))

    assert "No month is over yet" in screen.nothing_open.text()


def test_the_oldest_open_month_is_offered_first(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_month_screen(qtbot, jobs, Months(("2026-10", "2026-09"), ()), a_row(Status.MET))

    with qtbot.waitSignal(screen.preview_requested) as wish:
        screen.preview_button.click()

    assert wish.args == ["2026-09"]


def test_a_condition_that_is_not_met_holds_the_month_open(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_month_screen(
        qtbot, jobs, Months(("2026-09",), ()), a_row(Status.MET), a_row(Status.NOT_MET)
    )

    assert not screen.preview_button.isEnabled()


def test_a_condition_to_look_at_lets_the_month_be_closed(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_month_screen(qtbot, jobs, Months(("2026-09",), ()), a_row(Status.NEEDS_REVIEW))

    assert screen.preview_button.isEnabled()


def test_each_condition_leads_to_where_it_is_put_right(qtbot: QtBot, jobs: Jobs) -> None:
    went: list[bool] = []
    screen = a_month_screen(
        qtbot,
        jobs,
        Months(("2026-09",), ()),
        a_row(Status.NEEDS_REVIEW, lambda: went.append(True)),
    )

    screen.fix_buttons[0].click()

    assert went == [True]


def test_a_closed_month_says_what_headquarters_said(qtbot: QtBot, jobs: Jobs) -> None:
    closes = (
        a_close("2026-09"),
        a_close("2026-08", said="accepted"),
        a_close("2026-07", sealed=None),
        a_close("2026-06", said="conflict"),
        a_close("2026-05", said="rejected"),
    )
    screen = a_month_screen(qtbot, jobs, Months((), closes))

    states = [screen.model.index(row, 2).data() for row in range(5)]

    assert states == [
        "not yet acknowledged",
        "acknowledged by headquarters",
        "closed without headquarters: no file yet",
        "headquarters must settle it: another file contradicts it",
        "headquarters did not take it in: write it to the stick again, and call them",
    ]


def test_where_no_month_is_open_the_caret_is_at_those_that_are_closed(
    qtbot: QtBot, jobs: Jobs
) -> None:
    screen = a_month_screen(qtbot, jobs, Months((), (a_close(),)))
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)

    screen.load()

    assert screen.table.hasFocus()


PAGE = LeavingPage(
    title="2026-09",
    lines=(("Clients helped", "3"), ("Clients screened", "5")),
    hashes=(("Contents", "abcd 1234"),),
)


def test_the_page_is_closed_once_and_carries_what_closing_returned(
    qtbot: QtBot, jobs: Jobs
) -> None:
    screen = WhatLeavesScreen(signer="Rosalind Achterberg", jobs=jobs)
    qtbot.addWidget(screen)
    screen.show_pages((PAGE,), lambda: "closed")

    assert screen.lines == [("Clients helped", "3"), ("Clients screened", "5")]

    with qtbot.waitSignal(screen.month_closed) as closed:
        screen.close_button.click()

    assert closed.args == ["closed"]
    assert not screen.close_button.isEnabled()


def test_a_month_closed_before_can_only_be_looked_at(qtbot: QtBot, jobs: Jobs) -> None:
    screen = WhatLeavesScreen(signer="Rosalind Achterberg", jobs=jobs)
    qtbot.addWidget(screen)
    screen.show_pages((PAGE,), None)

    assert screen.close_button.isHidden()


def test_a_written_file_says_that_it_was_verified(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    screen = CarryScreen(
        write=lambda label, folder: Written(folder / label, ()),
        ask_folder=lambda on_chosen: on_chosen(tmp_path),
        sticks=lambda: (),
        jobs=jobs,
    )
    qtbot.addWidget(screen)
    screen.show_close(a_close())

    with qtbot.waitSignal(screen.written) as written:
        screen.choose_button.click()

    assert written.args == [Written(tmp_path / "2026-09", ())]
    assert "verified" in screen.state.text()


def test_a_file_of_older_months_beside_it_is_told_of(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    screen = CarryScreen(
        write=lambda label, folder: Written(folder / label, (folder / "older",)),
        ask_folder=lambda on_chosen: on_chosen(tmp_path),
        sticks=lambda: (),
        jobs=jobs,
    )
    qtbot.addWidget(screen)
    screen.show_close(a_close())
    assert screen.beside.isHidden()

    screen.choose_button.click()

    assert "1 file lies beside it, with older months" in screen.beside.text()
    assert screen.file_name.text() == f"{tmp_path / '2026-09'}\n{tmp_path / 'older'}"
    screen.show_close(a_close())
    assert screen.beside.isHidden()


def test_a_stick_that_fails_is_never_called_written(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    def fail(_label: str, _folder: Path) -> Written:
        raise NoPrinterError

    screen = CarryScreen(
        write=fail,
        ask_folder=lambda on_chosen: on_chosen(tmp_path),
        sticks=lambda: (),
        jobs=jobs,
    )
    qtbot.addWidget(screen)
    screen.show_close(a_close())
    with qtbot.assertNotEmitted(screen.written):
        screen.choose_button.click()

    assert screen.state.text() == "Not written"
    assert not screen.problem.isHidden()
    assert screen.choose_button.isEnabled()


def test_without_headquarters_there_is_nothing_to_write(qtbot: QtBot, jobs: Jobs) -> None:
    screen = a_carry_screen(qtbot, jobs, [()])
    screen.show_close(a_close(sealed=None))

    assert screen.choose_button.isHidden()
    assert screen.look_button.isHidden()


def a_carry_screen(qtbot: QtBot, jobs: Jobs, found: list[tuple[Path, ...]]) -> CarryScreen:
    """A screen that finds other sticks at each look."""
    screen = CarryScreen(
        write=lambda label, folder: Written(folder / label, ()),
        ask_folder=lambda _on_chosen: None,
        sticks=lambda: found.pop(0),
        jobs=jobs,
    )
    qtbot.addWidget(screen)
    return screen


def test_no_stick_is_said_and_one_put_in_is_found_by_looking_again(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path
) -> None:
    screen = a_carry_screen(qtbot, jobs, [(), (tmp_path,)])
    screen.show_close(a_close())
    assert screen.state.text() == "No stick is in: put one in, then look again"
    assert screen.stick_buttons == []

    screen.look_button.click()

    assert screen.state.text() == "1 stick is in"
    with qtbot.waitSignal(screen.written) as written:
        screen.stick_buttons[0].click()
    assert written.args == [Written(tmp_path / "2026-09", ())]


def test_of_several_sticks_the_worker_says_which(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    one, other = tmp_path / "KINGSTON", tmp_path / "PHOTOS & MORE"
    screen = a_carry_screen(qtbot, jobs, [(one, other)])
    screen.show_close(a_close())

    assert screen.state.text() == "2 sticks are in: which one goes out?"
    assert [button.text() for button in screen.stick_buttons] == [
        "Write to “KINGSTON”",
        "Write to “PHOTOS && MORE”",
    ]
    with qtbot.waitSignal(screen.written) as written:
        screen.stick_buttons[1].click()
    assert written.args == [Written(other / "2026-09", ())]


def said_below(acknowledged: str, *unacknowledged: Close, backed_up: datetime | None = None) -> str:
    worker = Worker(id="1" * 32, name="Rosalind Achterberg", role=Role.COORDINATOR)
    kept = Safekeeping(AtHeadquarters(unacknowledged, acknowledged), backed_up)
    return status_words(worker, "Harbor", Today(date(2026, 11, 3)), kept)


@pytest.mark.parametrize(
    ("backed_up", "words"),
    [
        (None, "no backup yet"),
        (datetime(2026, 11, 3, 9, 5, tzinfo=UTC), "backup today 09:05"),
        (datetime(2026, 11, 2, 23, 59, tzinfo=UTC), "backup 1 day old"),
        (datetime(2026, 10, 4, 9, 5, tzinfo=UTC), "backup 30 days old"),
        (datetime(2026, 11, 9, 9, 5, tzinfo=UTC), "backup 11/9/2026 09:05"),
    ],
)
def test_the_line_below_says_how_old_the_newest_backup_is(
    backed_up: datetime | None, words: str
) -> None:
    assert said_below("", backed_up=backed_up).endswith(f" · {words}")


def test_the_line_below_does_not_call_it_none_where_the_system_lets_nobody_look() -> None:
    worker = Worker(id="1" * 32, name="Rosalind Achterberg", role=Role.COORDINATOR)
    kept = Safekeeping(AtHeadquarters((), ""), None, is_backup_known=False)

    words = status_words(worker, "Harbor", Today(date(2026, 11, 3)), kept)

    assert words.endswith(" · backups cannot be read")


def test_the_line_below_says_through_which_month_headquarters_has_the_counts() -> None:
    who, backup = "Rosalind Achterberg, coordinator · Harbor", "no backup yet"
    through = "acknowledged by headquarters through 2026-08"

    assert said_below("") == f"{who} · {backup}"
    assert said_below("2026-08") == f"{who} · {through} · {backup}"
    assert said_below("2026-08", a_close()) == (
        f"{who} · {through} · 1 close not yet acknowledged · {backup}"
    )
