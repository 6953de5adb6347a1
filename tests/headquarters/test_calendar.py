"""The calendar of a headquarters: received, empty though reported, silent, not begun."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters.calendar import CalendarState, calendar
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.errors import PeriodError
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Clinic(Protocol):
    first: Month

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

    received, empty, silent, not_begun = CalendarState
    assert [month.label for month in found.months] == ["2026-01", "2026-02", "2026-03"]
    assert {row.code: list(row.states.values()) for row in found.rows} == {
        "BOS-1": [received, empty, received],
        "SPR-1": [silent, silent, silent],
        "WOR-1": [not_begun, received, silent],
    }


def test_a_calendar_does_not_end_before_it_begins(headquarters: Headquarters) -> None:
    with pytest.raises(PeriodError):
        calendar(headquarters, Month(2026, 2), Month(2026, 1))
