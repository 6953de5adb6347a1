"""Approved months are locked: what would change one is a question, and nothing changes unseen."""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters.apart import kept_apart, settle
from clinic_app.headquarters.approving import approvals, approve, unlock
from clinic_app.headquarters.collecting import Collected, collect
from clinic_app.headquarters.conflict_errors import MonthLockedError
from clinic_app.headquarters.errors import (
    MonthNotLockedError,
    MonthNotOverError,
    PeriodError,
    ReasonMissingError,
)
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_notes import notes
from clinic_app.headquarters.totals import draw_up
from clinic_app.messages.explaining import explain
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
JANUARY, FEBRUARY, MARCH = Month(2026, 1), Month(2026, 2), Month(2026, 3)


class Clinic(Protocol):
    first: Month

    def close(self, **totals: int) -> SealedFile: ...


Enrol = Callable[[str], Clinic]


def put(folder: Path, *files: SealedFile) -> None:
    for file in files:
        (folder / file.name).write_bytes(file.data)


def said(collected: Collected) -> list[tuple[str, str]]:
    return [(result.status.value, result.reason) for result in collected.results]


def helped(headquarters: Headquarters) -> int | None:
    return draw_up(headquarters, JANUARY, MARCH).total(HeadlineCount.HELPED)


@pytest.fixture
def late(headquarters: Headquarters, enrolled: Enrol, inbox: Path) -> Clinic:
    """A clinic that is silent in January, which is approved without it."""
    put(inbox, enrolled("BOS-1").close(helped=34))
    collect(headquarters, inbox, AT)
    assert approve(headquarters, JANUARY, JANUARY, AT) == (JANUARY,)
    return enrolled("WOR-1")


def test_a_bundle_that_would_change_a_locked_month_is_a_question(
    headquarters: Headquarters, late: Clinic, inbox: Path
) -> None:
    put(inbox, late.close(helped=20))

    collected = collect(headquarters, inbox, AT)

    assert said(collected) == [("seen", ""), ("conflict", "month_locked")]
    assert helped(headquarters) == 34
    (one,) = kept_apart(headquarters)
    assert isinstance(one.error, MonthLockedError)
    assert one.error.labels == ("2026-01",)


def test_a_later_bundle_that_brings_the_locked_month_along_waits_with_it(
    headquarters: Headquarters, late: Clinic, inbox: Path
) -> None:
    put(inbox, late.close(helped=20), late.close(helped=25))

    collect(headquarters, inbox, AT)

    assert helped(headquarters) == 34
    assert [one.month for one in kept_apart(headquarters)] == ["2026-01", "2026-02"]
    report = draw_up(headquarters, JANUARY, MARCH)
    assert report.conflicts == {}
    assert any("2 bundles bring a month that was locked" in note for note in notes(report))


def test_a_bundle_held_back_is_told_in_the_reports_on_its_locked_months_alone(
    headquarters: Headquarters, late: Clinic, inbox: Path
) -> None:
    approve(headquarters, MARCH, MARCH, AT)
    put(inbox, late.close(helped=20), late.close(helped=25), late.close(helped=26))
    collect(headquarters, inbox, AT)

    def told(first: Month, last: Month) -> list[str]:
        return [one for one in notes(draw_up(headquarters, first, last)) if "locked without" in one]

    assert [one.months for one in approvals(headquarters).held_back] == [
        (JANUARY,),
        (JANUARY,),
        (JANUARY, MARCH),
    ]
    (january,) = told(JANUARY, FEBRUARY)
    assert january.startswith("WOR-1: 3 bundles bring")
    (march,) = told(MARCH, MARCH)
    assert march.startswith("WOR-1: 1 bundle brings")
    assert told(FEBRUARY, FEBRUARY) == []
    assert told(MARCH.plus(1), MARCH.plus(9)) == []


def test_unlocked_with_a_reason_what_waited_is_taken_in(
    headquarters: Headquarters, late: Clinic, inbox: Path, tmp_path: Path
) -> None:
    put(inbox, late.close(helped=20), late.close(helped=25))
    collect(headquarters, inbox, AT)
    (other_stick := tmp_path / "other").mkdir()

    unlock(headquarters, JANUARY, "Worcester found its stick", LATER)
    collected = collect(headquarters, other_stick, LATER)

    assert said(collected) == [("accepted", ""), ("accepted", "")]
    assert helped(headquarters) == 59
    assert kept_apart(headquarters) == ()
    told = list(notes(draw_up(headquarters, JANUARY, MARCH)))
    assert "2026-01 was unlocked on 2026-11-09: Worcester found its stick" in told


def test_what_is_kept_apart_names_the_months_that_are_still_locked(
    headquarters: Headquarters, late: Clinic, inbox: Path
) -> None:
    approve(headquarters, FEBRUARY, FEBRUARY, AT)
    late.close(helped=20)
    put(inbox, late.close(helped=25))
    collect(headquarters, inbox, AT)

    def named() -> tuple[str, ...]:
        (one,) = kept_apart(headquarters)
        assert isinstance(one.error, MonthLockedError)
        assert ("Unlock all of them" in explain(one.error)) == (len(one.error.labels) > 1)
        return one.error.labels

    assert named() == ("2026-01", "2026-02")
    unlock(headquarters, FEBRUARY, "a reason", LATER)
    assert named() == ("2026-01",)


def test_of_two_that_contradict_each_other_the_first_counts_however_often_it_was_brought(
    headquarters: Headquarters, late: Clinic, inbox: Path, tmp_path: Path
) -> None:
    """The stick with the first one is put in again while the month is locked."""
    other = copy(late)
    put(inbox, late.close(helped=20))
    (other_stick := tmp_path / "other").mkdir()
    put(other_stick, other.close(helped=21))
    for stick in (inbox, other_stick, inbox):
        collect(headquarters, stick, AT)

    unlock(headquarters, JANUARY, "Worcester found its stick", LATER)
    (empty_stick := tmp_path / "empty").mkdir()
    collected = collect(headquarters, empty_stick, LATER)

    assert said(collected) == [("accepted", ""), ("conflict", "other_content_for_this_close")]
    assert helped(headquarters) == 54


def test_what_is_locked_again_holds_back_what_is_still_missing_and_nothing_else(
    headquarters: Headquarters, late: Clinic, enrolled: Enrol, inbox: Path
) -> None:
    put(inbox, late.close(helped=20))
    collect(headquarters, inbox, AT)
    unlock(headquarters, JANUARY, "a reason", LATER)
    approve(headquarters, JANUARY, FEBRUARY, LATER)

    assert said(collect(headquarters, inbox, LATER))[-1] == ("conflict", "month_locked")
    (one,) = kept_apart(headquarters)
    assert one.since == AT

    march = enrolled("SPR-1")
    march.first = MARCH
    put(inbox, march.close(helped=5))
    assert ("accepted", "") in said(collect(headquarters, inbox, LATER))


def test_what_is_held_by_two_months_waits_for_both(
    headquarters: Headquarters, late: Clinic, inbox: Path
) -> None:
    approve(headquarters, FEBRUARY, FEBRUARY, AT)
    late.close(helped=20)
    put(inbox, late.close(helped=25))
    collect(headquarters, inbox, AT)
    (one,) = kept_apart(headquarters)
    assert isinstance(one.error, MonthLockedError)
    assert one.error.labels == ("2026-01", "2026-02")

    unlock(headquarters, JANUARY, "a reason", LATER)
    collect(headquarters, inbox, LATER)
    assert helped(headquarters) == 34
    unlock(headquarters, FEBRUARY, "a reason", LATER)
    collect(headquarters, inbox, LATER)

    assert helped(headquarters) == 59


def test_what_a_person_settled_stays_out_when_the_month_is_unlocked(
    headquarters: Headquarters, late: Clinic, inbox: Path, tmp_path: Path
) -> None:
    put(inbox, late.close(helped=20))
    collect(headquarters, inbox, AT)
    (one,) = kept_apart(headquarters)
    settle(headquarters, one.sha256, "never ours", AT)
    (other_stick := tmp_path / "other").mkdir()

    unlock(headquarters, JANUARY, "another clinic", LATER)
    collect(headquarters, other_stick, LATER)
    assert helped(headquarters) == 34
    collect(headquarters, inbox, LATER)  # where the file lies still

    assert helped(headquarters) == 34
    assert [one.settled for one in kept_apart(headquarters)] == ["never ours"]


def test_what_changes_no_locked_month_is_taken_in_as_ever(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    put(inbox, clinic.close(helped=34))
    collect(headquarters, inbox, AT)
    approve(headquarters, JANUARY, JANUARY, AT)
    put(inbox, clinic.close(helped=40))

    assert said(collect(headquarters, inbox, AT)) == [("seen", ""), ("accepted", "")]


def test_a_report_on_a_locked_month_names_the_bundle_that_it_was_approved_with(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    files = [clinic.close(helped=total) for total in (34, 40, 51)]
    put(inbox, files[2])
    collect(headquarters, inbox, AT)
    approve(headquarters, JANUARY, JANUARY, AT)
    put(inbox, *files[:2])

    collect(headquarters, inbox, LATER)

    (reported,) = draw_up(headquarters, JANUARY, MARCH).clinics
    january, february = (Path(files[place].name).stem for place in (2, 1))
    assert reported.bundles == (("2026-01, 2026-03", january), ("2026-02", february))


def test_a_month_is_approved_once_and_the_report_says_so(
    headquarters: Headquarters, enrolled: Enrol
) -> None:
    enrolled("BOS-1")
    assert approve(headquarters, JANUARY, FEBRUARY, AT) == (JANUARY, FEBRUARY)
    assert approve(headquarters, JANUARY, MARCH, AT) == (MARCH,)

    assert approvals(headquarters).locked == {JANUARY, FEBRUARY, MARCH}
    told = list(notes(draw_up(headquarters, JANUARY, MARCH)))
    assert "Every month of the period is approved and locked." in told
    unlock(headquarters, FEBRUARY, "a reason", LATER)
    told = list(notes(draw_up(headquarters, JANUARY, MARCH)))
    assert any(note.startswith("Approved and locked: 2026-01, 2026-03.") for note in told)
    assert not any("unlocked" in note for note in notes(draw_up(headquarters, MARCH, MARCH)))


def test_what_cannot_be_approved_or_unlocked_is_refused(headquarters: Headquarters) -> None:
    with pytest.raises(MonthNotOverError):
        approve(headquarters, JANUARY, Month(2026, 11), AT)
    with pytest.raises(PeriodError):
        approve(headquarters, FEBRUARY, JANUARY, AT)
    with pytest.raises(MonthNotLockedError):
        unlock(headquarters, JANUARY, "a reason", AT)
    approve(headquarters, JANUARY, JANUARY, AT)
    with pytest.raises(ReasonMissingError):
        unlock(headquarters, JANUARY, " ", AT)

    assert approvals(headquarters).locked == {JANUARY}
