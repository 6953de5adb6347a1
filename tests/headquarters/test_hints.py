"""Odd months are pointed at in words, and nothing is refused or changed for it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters import enrolling
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.hints import Hint
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_kinds import ReportKind, document
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
FIRST, LAST = Month(2026, 1), Month(2026, 12)


class Clinic(Protocol):
    def close(self, **totals: int) -> SealedFile: ...

    def answer(self) -> bytes: ...


@pytest.fixture
def found(
    sqlite_headquarters: Headquarters,
    issue_at: Callable[[Headquarters, str], Clinic],
    inbox: Path,
) -> Callable[..., tuple[Hint, ...]]:
    """Let a clinic close one month after the other from January 2026; say what is odd."""

    def look(*months: dict[str, int]) -> tuple[Hint, ...]:
        clinic = issue_at(sqlite_headquarters, "BOS-1")
        enrolling.accept(sqlite_headquarters, clinic.answer(), AT)
        for totals in months:
            file = clinic.close(**totals)
            (inbox / file.name).write_bytes(file.data)
        collect(sqlite_headquarters, inbox, AT)
        return draw_up(sqlite_headquarters, FIRST, LAST).hints

    return look


Look = Callable[..., tuple[Hint, ...]]


def test_a_month_three_times_an_ordinary_one_is_pointed_at(found: Look) -> None:
    (hint,) = found(*({"helped": total} for total in (10, 20, 30, 60, 70)))

    assert (hint.clinic, hint.month) == ("BOS-1", Month(2026, 4))
    assert "30, and 10 in an ordinary month" in hint.words


@pytest.mark.parametrize("totals", [(10, 20, 30, 59, 69), (1, 2, 3, 21, 22), (10, 20, 60)])
def test_below_it_small_or_with_too_few_others_a_month_is_ordinary(
    found: Look, totals: tuple[int, ...]
) -> None:
    assert found(*({"helped": total} for total in totals)) == ()


def test_a_report_of_one_month_compares_it_with_those_before(
    found: Look, sqlite_headquarters: Headquarters
) -> None:
    """Each is pointed at in the report of its own month, and in no other."""
    whole = found(*({"helped": total} for total in (10, 20, 30, 60, 70, 70)))

    alone = [
        draw_up(sqlite_headquarters, Month(2026, month), Month(2026, month)).hints
        for month in range(1, 8)
    ]

    april, june = whole
    assert (april.month, june.month) == (Month(2026, 4), Month(2026, 6))
    assert alone == [(), (), (), (april,), (), (june,), ()]


def test_a_number_that_went_down_is_pointed_at(found: Look) -> None:
    (hint,) = found({"helped": 9, "screened": 5}, {"helped": 7, "screened": 2})

    assert hint.month == Month(2026, 2)
    assert "2 fewer" in hint.words


def test_nothing_after_three_months_of_work_is_pointed_at_once(found: Look) -> None:
    hint, *others = found(*({"helped": total} for total in (5, 9, 14, 14, 14)))

    assert hint.month == Month(2026, 4)
    assert "Nothing was counted" in hint.words
    assert others == []


def test_parts_above_their_whole_are_pointed_at(found: Look) -> None:
    (hint,) = found({"appearances": 1, "appearances_court": 2})

    assert "1 in all, and its parts come to 2" in hint.words


def test_the_coalition_reads_the_hints_and_a_funder_does_not(
    found: Look, sqlite_headquarters: Headquarters
) -> None:
    (hint,) = found({"helped": 9}, {"helped": 7})

    report = draw_up(sqlite_headquarters, FIRST, LAST)
    tables = {kind: document(report, kind).tables for kind in ReportKind}

    assert ("BOS-1", "2026-02", hint.words) in [
        row.cells for row in tables[ReportKind.COALITION][0].rows
    ]
    assert not any("look" in table.title for table in tables[ReportKind.FUNDER])
