"""The calendar of a headquarters: received, empty though reported, silent, not begun."""

import copy
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters.apart import kept_apart, settle
from clinic_app.headquarters.approving import approve
from clinic_app.headquarters.calendar import CalendarState, calendar
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.errors import PeriodError
from clinic_app.headquarters.period import PeriodTooLongError
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_notes import notes
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.disclosure import ReleaseLedger
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Clinic(Protocol):
    first: Month
    ledger: ReleaseLedger

    def close(self, **totals: int) -> SealedFile: ...


def test_each_month_of_each_clinic_is_received_empty_silent_or_not_begun(
    headquarters: Headquarters, enrolled: Callable[[str], Clinic], inbox: Path
) -> None:
    busy, late = enrolled("BOS-1"), enrolled("WOR-1")
    late.first = Month(2026, 2)
    enrolled("SPR-1")
    for clinic, totals in ((busy, (34, 34, 40)), (late, (7,))):
        for helped in totals:
            file = clinic.close(helped=helped, representatives_partial=2)
            (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)

    found = calendar(headquarters, Month(2026, 1), Month(2026, 3))

    received, empty = CalendarState.RECEIVED, CalendarState.EMPTY
    silent, not_begun = CalendarState.SILENT, CalendarState.NOT_BEGUN
    assert [month.label for month in found.months] == ["2026-01", "2026-02", "2026-03"]
    assert {row.code: list(row.states.values()) for row in found.rows} == {
        "BOS-1": [received, empty, received],
        "SPR-1": [silent, silent, silent],
        "WOR-1": [not_begun, received, silent],
    }


def test_a_month_whose_only_bundle_is_kept_apart_is_said_to_be_that(
    headquarters: Headquarters,
    enrolled: Callable[[str], Clinic],
    issued: Callable[[str], Clinic],
    inbox: Path,
) -> None:
    """For an unknown key, a broken chain and a lock; not what was received in spite of it."""
    known, unknown, late = enrolled("BOS-1"), issued("BOS-1"), enrolled("WOR-1")
    known.close(helped=12)
    put(inbox, known.close(helped=34))  # has January and February
    unknown.first = Month(2026, 2)
    put(inbox, unknown.close(helped=5), unknown.close(helped=6))  # February and March
    stranger = issued("SPR-1")
    put(inbox, stranger.close(helped=7))
    late.first = Month(2026, 2)
    put(inbox, late.close(helped=1))
    collect(headquarters, inbox, AT)
    approve(headquarters, Month(2026, 3), Month(2026, 3), AT)
    put(inbox, late.close(helped=2))
    forked = copy.copy(late)
    forked.first, forked.ledger = Month(2026, 3), ReleaseLedger()
    put(inbox, forked.close(helped=1), forked.close(helped=2))
    collect(headquarters, inbox, AT)

    def states(code: str) -> list[CalendarState]:
        found = calendar(headquarters, Month(2026, 1), Month(2026, 5))
        (row,) = (row for row in found.rows if row.code == code)
        return list(row.states.values())

    received, apart, silent = CalendarState.RECEIVED, CalendarState.APART, CalendarState.SILENT
    assert states("BOS-1") == [received, received, apart, silent, silent]
    assert states("WOR-1") == [CalendarState.NOT_BEGUN, received, apart, apart, silent]
    report = draw_up(headquarters, Month(2026, 1), Month(2026, 5))
    told = [note for note in notes(report) if "missing here" in note]
    assert [note.partition(". See")[0] for note in told] == [
        "BOS-1: missing here, and in a bundle that is kept apart: 2026-03",
        "WOR-1: missing here, and in a bundle that is kept apart: 2026-03, 2026-04",
    ]

    for one in kept_apart(headquarters):
        settle(headquarters, one.sha256, "a copy of the vault, thrown away", AT)

    assert states("BOS-1") == [received, received, silent, silent, silent]
    assert states("WOR-1") == [CalendarState.NOT_BEGUN, received, silent, silent, silent]


def put(folder: Path, *files: SealedFile) -> None:
    for file in files:
        (folder / file.name).write_bytes(file.data)


def test_a_calendar_does_not_end_before_it_begins(headquarters: Headquarters) -> None:
    with pytest.raises(PeriodError):
        calendar(headquarters, Month(2026, 2), Month(2026, 1))


def test_a_period_of_more_than_fifty_years_is_a_slip(headquarters: Headquarters) -> None:
    first, last = Month(1990, 1), Month(2039, 12)
    calendar(headquarters, first, last)
    for too_late in (last.plus(1), Month(9999, 12)):
        with pytest.raises(PeriodTooLongError):
            calendar(headquarters, first, too_late)
        with pytest.raises(PeriodTooLongError):
            draw_up(headquarters, first, too_late)
        with pytest.raises(PeriodTooLongError):
            approve(headquarters, first, too_late, AT)
