"""A clinic that left for good: after its last month nothing of it is missing."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters import approving, enrolling, place
from clinic_app.headquarters.annual_summary import office_tables
from clinic_app.headquarters.calendar import CalendarState, calendar
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.errors import ReasonMissingError
from clinic_app.headquarters.leaving import foresee, leave, leavings, take_back
from clinic_app.headquarters.leaving_errors import (
    ClinicUnknownError,
    NotLeftError,
    ReportedSinceError,
)
from clinic_app.headquarters.ledger import tables
from clinic_app.headquarters.ledger.ledger import Ledger
from clinic_app.headquarters.ledger.sqlite_file import SqliteFile
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.range_totals import RangeTotal, range_totals
from clinic_app.headquarters.report_csv import months_csv
from clinic_app.headquarters.report_kinds import ReportKind
from clinic_app.headquarters.report_notes import notes
from clinic_app.headquarters.report_tables import LEADING, accreditation, by_clinic, by_month
from clinic_app.headquarters.reporting import write_report
from clinic_app.headquarters.totals import Report, draw_up
from clinic_app.messages.approving_words import approved_words
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month, months

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
PASSPHRASE = "a passphrase of several words"
JANUARY, FEBRUARY, MARCH, APRIL = (Month(2026, number) for number in (1, 2, 3, 4))
RECEIVED, EMPTY, APART, SILENT, NOT_BEGUN, LEFT = CalendarState
WHY = "the parish hall was sold"


class Clinic(Protocol):
    first: Month
    is_older: bool

    def close(self, **totals: int) -> SealedFile: ...

    def answer(self) -> bytes: ...


Enrol = Callable[[str], Clinic]


def put(inbox: Path, *files: SealedFile) -> None:
    for file in files:
        (inbox / file.name).write_bytes(file.data)


@pytest.fixture
def leaver(headquarters: Headquarters, enrolled: Enrol, inbox: Path) -> Clinic:
    """WOR-1 reported January and February; BOS-1 goes on until April."""
    staying, leaver = enrolled("BOS-1"), enrolled("WOR-1")
    for helped in (900, 1200, 1300, 1350):
        put(inbox, staying.close(helped=helped, representatives_partial=2))
    for helped in (500, 510):
        put(inbox, leaver.close(helped=helped, representatives_partial=3))
    collect(headquarters, inbox, AT)
    return leaver


def states(headquarters: Headquarters, last: Month = APRIL) -> list[CalendarState]:
    found = calendar(headquarters, JANUARY, last)
    (row,) = (row for row in found.rows if row.code == "WOR-1")
    return list(row.states.values())


def helped_in(report: Report) -> RangeTotal:
    return range_totals(report)[0]


def said(report: Report) -> str:
    return "\n".join(notes(report))


@pytest.mark.usefixtures("leaver")
def test_no_month_after_its_last_one_is_missing(headquarters: Headquarters) -> None:
    before = draw_up(headquarters, JANUARY, APRIL)
    assert helped_in(before).most is None
    assert before.breakdowns[0].is_silent

    leave(headquarters, "wor-1", FEBRUARY, WHY, AT)

    report = draw_up(headquarters, JANUARY, APRIL)
    assert states(headquarters) == [RECEIVED, RECEIVED, LEFT, LEFT]
    assert (helped_in(report).least, helped_in(report).most) == (1860, 1860)
    assert [one.most for one in report.breakdowns[0].labels] == [1860]
    assert [one.most for one in report.period_labels[0].labels] == [1860]
    assert [row.cells[1] for row in by_month(report).rows] == [
        "2 of 2", "2 of 2", "1 of 1", "1 of 1",
    ]  # fmt: skip
    assert "missing" not in said(report)
    assert f"WOR-1 reports no more after 2026-02, said on 2026-11-02: {WHY}" in said(report)
    found = calendar(headquarters, MARCH, APRIL)
    fresh = approving.approve(headquarters, MARCH, APRIL, AT)
    assert approved_words(fresh, found) == "Locked: 2026-03, 2026-04"


@pytest.mark.usefixtures("leaver")
def test_what_it_reported_goes_on_counting_to_date_and_its_roster_does_not(
    headquarters: Headquarters,
) -> None:
    leave(headquarters, "WOR-1", FEBRUARY, WHY, AT)

    after = draw_up(headquarters, MARCH, APRIL)

    assert after.breakdowns[0].total == 1860
    assert [one.most for one in after.breakdowns[0].labels] == [1860]
    assert (after.period_labels[0].total, helped_in(after).most) == (150, 150)
    assert after.total(HeadlineCount.REPRESENTATIVES_PARTIAL) == 2
    assert [row.key for row in by_clinic(after, LEADING).rows] == ["BOS-1"]
    assert [table.title for table in office_tables(after)] == ["BOS-1: Clinic BOS-1"]
    assert "WOR-1 after 2026-02 (said on 2026-11-02)" in said(after)
    whole = draw_up(headquarters, JANUARY, APRIL)
    told = accreditation(whole)
    assert "had left by the last day" in told.explained
    assert [row.cells[2:4] for row in told.rows] == [
        ("none", 2),
        ("none; left after 2026-02", None),
    ]
    assert "2 months lie after the last one" in office_tables(whole)[1].explained
    assert b"WOR-1,Clinic WOR-1,2026-03,after_last_month,helped,,\r\n" in months_csv(whole)
    (row,) = (one for one in range_totals(whole) if "partial accreditation" in one.words.lower())
    assert (row.least, row.most) == (2, 2)


@pytest.mark.usefixtures("leaver")
def test_a_month_up_to_its_last_one_that_did_not_come_stays_missing(
    headquarters: Headquarters,
) -> None:
    assert foresee(headquarters, "WOR-1", MARCH, AT).missing == (MARCH,)
    leave(headquarters, "WOR-1", MARCH, WHY, AT)

    assert states(headquarters) == [RECEIVED, RECEIVED, SILENT, LEFT]
    report = draw_up(headquarters, JANUARY, APRIL)
    assert helped_in(report).most is None
    assert {one.most for one in report.period_labels[0].labels} == {None}
    after = draw_up(headquarters, APRIL, APRIL)
    assert helped_in(after).most == 50
    assert {one.most for one in after.period_labels[0].labels} == {50}  # it adds nothing any more
    assert {one.most for one in after.breakdowns[0].labels} == {None}  # what it had nobody knows


def test_a_clinic_that_never_reported_can_leave(
    headquarters: Headquarters, leaver: Clinic, enrolled: Enrol
) -> None:
    assert leaver.first == JANUARY
    enrolled("SPR-1")
    leave(headquarters, "WOR-1", FEBRUARY, WHY, AT)
    leave(headquarters, "SPR-1", FEBRUARY, "it never began", AT)

    (row,) = (one for one in calendar(headquarters, JANUARY, APRIL).rows if one.code == "SPR-1")
    after = draw_up(headquarters, MARCH, APRIL)

    assert list(row.states.values()) == [SILENT, SILENT, LEFT, LEFT]
    assert helped_in(after).most == 150
    assert [one.most for one in after.breakdowns[0].labels] == [1860]
    assert {one.most for one in draw_up(headquarters, JANUARY, APRIL).period_labels[0].labels} == {
        None
    }


def test_a_program_that_does_not_count_it_yet_leaves_the_most_open_also_where_it_left(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    staying, leaver = enrolled("BOS-1"), enrolled("WOR-1")
    leaver.is_older = True
    put(inbox, staying.close(served_in_year=7), leaver.close(helped=3))
    put(inbox, staying.close(served_in_year=9))
    collect(headquarters, inbox, AT)
    leave(headquarters, "WOR-1", JANUARY, WHY, AT)

    report = draw_up(headquarters, JANUARY, FEBRUARY)

    (served,) = (one for one in range_totals(report) if one.least == 9)
    assert served.most is None
    assert helped_in(report).most == 3


def test_its_last_month_is_never_before_one_that_came(
    headquarters: Headquarters, leaver: Clinic, inbox: Path
) -> None:
    with pytest.raises(ReportedSinceError) as refused:
        leave(headquarters, "WOR-1", JANUARY, WHY, AT)
    assert (refused.value.code, refused.value.newest) == ("WOR-1", "2026-02")
    with pytest.raises(ClinicUnknownError):
        leave(headquarters, "SPR-1", FEBRUARY, WHY, AT)
    with pytest.raises(ReasonMissingError):
        leave(headquarters, "WOR-1", FEBRUARY, " ", AT)
    with pytest.raises(NotLeftError):
        take_back(headquarters, "WOR-1", WHY, AT)
    approving.approve(headquarters, MARCH, MARCH, AT)
    put(inbox, leaver.close(helped=511))
    collect(headquarters, inbox, AT)
    with pytest.raises(ReportedSinceError) as refused:  # held back, and here all the same
        leave(headquarters, "WOR-1", FEBRUARY, WHY, AT)
    assert refused.value.newest == "2026-03"

    assert leavings(headquarters).log == ()


@pytest.mark.usefixtures("leaver")
def test_it_is_taken_back_with_a_reason_and_both_stay_with_their_time(
    headquarters: Headquarters,
) -> None:
    leave(headquarters, "WOR-1", FEBRUARY, WHY, AT)
    approving.approve(headquarters, MARCH, MARCH, AT)

    taken_back = take_back(headquarters, "WOR-1", "they found another hall", LATER)

    assert (taken_back.month, taken_back.locked) == (FEBRUARY, (MARCH,))
    assert states(headquarters) == [RECEIVED, RECEIVED, SILENT, SILENT]
    found = leavings(headquarters)
    assert [(one.has_left, one.month, one.at, one.words) for one in found.log] == [
        (True, FEBRUARY, AT.isoformat(), WHY),
        (False, FEBRUARY, LATER.isoformat(), "they found another hall"),
    ]
    assert (found.standing, found.of("WOR-1"), found.last_months) == ((), None, {})
    told = (
        "WOR-1 reports no more after 2026-02 was taken back on 2026-11-09: they found another hall"
    )
    assert told in said(draw_up(headquarters, MARCH, MARCH))
    assert "taken back" not in said(draw_up(headquarters, Month(2026, 12), Month(2026, 12)))
    assert "taken back" not in said(draw_up(headquarters, JANUARY, FEBRUARY))
    with pytest.raises(NotLeftError):
        take_back(headquarters, "WOR-1", WHY, LATER)


def test_a_later_month_that_comes_all_the_same_counts_and_contradicts_it(
    headquarters: Headquarters, leaver: Clinic, inbox: Path
) -> None:
    leave(headquarters, "WOR-1", FEBRUARY, WHY, AT)
    put(inbox, leaver.close(helped=515))

    collected = collect(headquarters, inbox, LATER)

    assert [one.status.value for one in collected.results].count("accepted") == 1
    assert states(headquarters) == [RECEIVED, RECEIVED, RECEIVED, SILENT]
    report = draw_up(headquarters, JANUARY, APRIL)
    assert (helped_in(report).least, helped_in(report).most) == (1865, None)
    (hint,) = (one for one in report.hints if one.clinic == "WOR-1")
    assert hint.month == MARCH
    words = "WOR-1 was said to report no more after 2026-02, and 2026-03 came all the same"
    assert words in hint.words
    assert words in said(report)
    assert draw_up(headquarters, APRIL, APRIL).hints == ()
    assert words not in said(draw_up(headquarters, JANUARY, FEBRUARY))
    leave(headquarters, "WOR-1", MARCH, "it closed one month more", LATER)
    assert states(headquarters) == [RECEIVED, RECEIVED, RECEIVED, LEFT]
    assert "WOR-1" not in {one.clinic for one in draw_up(headquarters, JANUARY, APRIL).hints}


def test_locked_months_keep_their_numbers_and_say_that_it_left(
    headquarters: Headquarters, leaver: Clinic, inbox: Path
) -> None:
    approving.approve(headquarters, JANUARY, MARCH, AT)
    before = draw_up(headquarters, JANUARY, MARCH)

    left = leave(headquarters, "WOR-1", FEBRUARY, WHY, AT)

    after = draw_up(headquarters, JANUARY, MARCH)
    assert left.locked == (MARCH,)
    assert after.month_totals == before.month_totals
    assert [one.totals for one in after.clinics] == [one.totals for one in before.clinics]
    assert "1 clinic-month is missing" in said(before)
    assert f"WOR-1 reports no more after 2026-02, said on 2026-11-02: {WHY}" in said(after)
    put(inbox, leaver.close(helped=515))
    collect(headquarters, inbox, LATER)
    held = draw_up(headquarters, JANUARY, MARCH)
    assert held.month_totals == before.month_totals
    assert "WOR-1: 1 bundle brings a month that was locked without it" in said(held)
    assert "2026-03 came all the same" in said(held)
    assert states(headquarters) == [RECEIVED, RECEIVED, APART, SILENT]
    approving.unlock(headquarters, MARCH, "Worcester closed March after all", LATER)
    collect(headquarters, inbox, LATER)
    assert states(headquarters) == [RECEIVED, RECEIVED, RECEIVED, SILENT]


@pytest.mark.usefixtures("leaver")
@pytest.mark.parametrize("kind", ReportKind)
def test_every_report_gives_the_same_bytes_twice(
    headquarters: Headquarters, tmp_path: Path, kind: ReportKind
) -> None:
    leave(headquarters, "WOR-1", FEBRUARY, WHY, AT)

    first, again = (
        [
            (file.name, file.read_bytes())
            for file in write_report(headquarters, JANUARY, APRIL, tmp_path / name, kind=kind)
        ]
        for name in ("first", "again")
    )

    assert first == again


@pytest.mark.usefixtures("leaver")
def test_a_ledger_of_version_10_is_given_the_table(headquarters: Headquarters) -> None:
    with headquarters.ledger.transaction() as opened:
        opened._connection.exec_driver_sql("DROP TABLE leavings")
        opened._connection.exec_driver_sql("UPDATE about SET version = 10")

    opened_anew = place.unlock(headquarters.folder, PASSPHRASE)

    leave(opened_anew, "WOR-1", FEBRUARY, WHY, AT)
    assert states(opened_anew) == [RECEIVED, RECEIVED, LEFT, LEFT]
    with opened_anew.ledger.reading() as opened:
        held = {one["name"] for one in inspect(opened._connection).get_columns("leavings")}
        version = opened._connection.exec_driver_sql("SELECT version FROM about").scalar_one()
    assert held == {column.name for column in tables.LEAVINGS.c}
    assert version == tables.VERSION
    assert draw_up(opened_anew, JANUARY, APRIL).total(HeadlineCount.HELPED) == 1860


LAST = Month(2026, 9)
RUNS = max(5, settings.default.max_examples // 4) if settings.default else 5
COUNTED = tuple(headline.value for headline in LEADING)
A_MONTH = st.tuples(st.integers(0, 30), st.integers(-9, 9), st.integers(0, 9), st.integers(0, 3))


class Life:
    """What a clinic closed in truth: its first month, and what each of them added."""

    def __init__(self, first: Month, added: list[tuple[int, ...]]) -> None:
        self.first = first
        self.totals: list[dict[str, int]] = []
        now = dict.fromkeys(COUNTED, 0)
        for one in added:
            now = {name: max(0, now[name] + more) for name, more in zip(COUNTED, one, strict=True)}
            self.totals.append(now)

    @property
    def last(self) -> Month:
        return self.first.plus(len(self.totals) - 1)

    def at(self, month: Month, name: str) -> int:
        """Return the total on the last day of *month*: after its last one nothing changes."""
        place = min(month, self.last).index - self.first.index
        return self.totals[place][name] if place >= 0 else 0

    def added(self, name: str, first: Month, last: Month) -> int:
        """Return what the months from *first* to *last* added."""
        return self.at(last, name) - self.at(first.plus(-1), name)


LIVES = st.lists(
    st.builds(
        Life,
        st.sampled_from((JANUARY, FEBRUARY, MARCH)),
        st.lists(A_MONTH, min_size=1, max_size=5),
    ),
    min_size=1,
    max_size=3,
)
Network = Callable[[Path, list[Life], st.DataObject], tuple[Headquarters, dict[str, Month]]]


@pytest.fixture(scope="session")
def network(made: Headquarters, issue_at: Callable[[Headquarters, str], Clinic]) -> Network:
    """Let clinics close, lose some of their files, and some of them leave after their last one."""

    def live(
        folder: Path, lives: list[Life], data: st.DataObject
    ) -> tuple[Headquarters, dict[str, Month]]:
        shutil.copytree(made.folder, folder / "hq")
        ledger = Ledger.open(SqliteFile(folder / "hq"))
        headquarters = replace(made, folder=folder / "hq", ledger=ledger)
        (inbox := folder / "inbox").mkdir()
        said_last = {}
        for number, life in enumerate(lives):
            clinic = issue_at(headquarters, f"C-{number}")
            enrolling.accept(headquarters, clinic.answer(), AT)
            clinic.first = life.first
            files = [clinic.close(**totals) for totals in life.totals]
            put(inbox, *(file for file in files if data.draw(st.integers(0, 3))))
            if data.draw(st.integers(0, 3)):
                said_last[f"C-{number}"] = life.last.plus(data.draw(st.integers(0, 2)))
        collect(headquarters, inbox, AT)
        for code, last in said_last.items():
            leave(headquarters, code, last, WHY, AT)
        return headquarters, said_last

    return live


@settings(max_examples=RUNS)
@given(lives=LIVES, data=st.data())
def test_where_clinics_left_the_truth_lies_between_the_two_numbers(
    network: Network, lives: list[Life], data: st.DataObject
) -> None:
    first = data.draw(st.sampled_from(months(JANUARY, LAST)))
    last = data.draw(st.sampled_from(months(first, LAST)))
    with tempfile.TemporaryDirectory() as scratch:
        headquarters, said_last = network(Path(scratch), lives, data)
        found = calendar(headquarters, JANUARY, LAST)
        report = draw_up(headquarters, first, last)

    for row in found.rows:
        after = {month for month, state in row.states.items() if state is LEFT}
        assert after == {month for month in found.months if month > said_last.get(row.code, LAST)}
    totals = range_totals(report)
    for headline, total in zip(LEADING, totals, strict=False):
        assert_within(total, sum(life.added(headline.value, first, last) for life in lives))
    if not any(one.missing for one in report.clinics):
        assert totals[0].least == totals[0].most


def assert_within(total: RangeTotal, truth: int) -> None:
    assert total.least is None or total.least <= truth
    assert total.most is None or truth <= total.most
