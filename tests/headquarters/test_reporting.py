"""Reports: exact totals, gaps that stay gaps, pages that need nothing and run nothing."""

import csv
import gc
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy.exc import IntegrityError

from clinic_app.bundles.headline_words import headline_words
from clinic_app.bundles.payload import ToldClose
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.files.errors import FileError
from clinic_app.headquarters import enrolling, report_csv
from clinic_app.headquarters.breakdown import breakdowns
from clinic_app.headquarters.chart import bar_chart
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.document import Bar, Turnout
from clinic_app.headquarters.errors import PeriodError
from clinic_app.headquarters.label_bounds import clinic_labels
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.range_totals import RangeTotal, range_totals
from clinic_app.headquarters.report_csv import document_csv, labels_csv, months_csv, totals_csv
from clinic_app.headquarters.report_html import report_html
from clinic_app.headquarters.report_kinds import ReportKind, document
from clinic_app.headquarters.report_notes import notes
from clinic_app.headquarters.report_sheet import report_sheet
from clinic_app.headquarters.reporting import write_report
from clinic_app.headquarters.totals import MonthState, Report, draw_up
from clinic_app.printing.sheet import Bars
from clinic_app.tallies.breakdowns import Table
from clinic_app.tallies.disclosure import ReleaseLedger
from clinic_app.tallies.headlines import LEFT_FOR_OTHERS, HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MISSING = "clinic_months_missing"
JANUARY, MARCH = Month(2026, 1), Month(2026, 3)


class Clinic(Protocol):
    first: Month
    is_older: bool
    ledger: ReleaseLedger

    def close(self, **totals: int) -> SealedFile: ...


Enrol = Callable[[str], Clinic]


class Seen(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.fixture
def network(headquarters: Headquarters, enrolled: Enrol, inbox: Path) -> Headquarters:
    """Three clinics: one whole, one that began in February, one silent since January."""
    whole, late, silent = enrolled("BOS-1"), enrolled("BOS-2"), enrolled("BOS-3")
    late.first = Month(2026, 2)
    files = [
        whole.close(helped=10, kyr_trained=1, representatives_partial=2),
        whole.close(helped=30, kyr_trained=1, representatives_partial=2),
        whole.close(helped=25, kyr_trained=8, representatives_partial=3),
        late.close(helped=100, representatives_partial=1),
        late.close(helped=3000, representatives_partial=1),
        silent.close(helped=254, representatives_partial=1),
    ]
    for file in files:
        (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)
    return headquarters


def test_the_database_too_takes_no_total_below_zero(network: Headquarters) -> None:
    """Whatever a program of ours asked before."""
    with pytest.raises(IntegrityError), network.ledger.transaction() as opened:
        opened._connection.exec_driver_sql("UPDATE counts SET helped_total = -1")


def page_of(report: Report) -> bytes:
    return report_html(document(report, ReportKind.COALITION))


def rows_of(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode(), newline="")))


def test_a_total_is_what_the_clinics_put_in(network: Headquarters) -> None:
    report = draw_up(network, JANUARY, MARCH)

    assert report.total(HeadlineCount.HELPED) == 25 + 3000 + 254
    assert report.total(HeadlineCount.KYR_TRAINED) == 8
    assert report.total(HeadlineCount.REFERRALS) == 0


@pytest.mark.parametrize(
    ("last", "told"),
    [
        pytest.param(MARCH, "", id="one clinic reported the last month"),
        pytest.param(Month(2026, 4), "No clinic has reported 2026-04 yet.", id="one month"),
        pytest.param(Month(2026, 6), "No clinic has reported 2026-04 to 2026-06 yet.", id="more"),
    ],
)
def test_months_that_nobody_reported_yet_may_not_be_over(
    network: Headquarters, last: Month, told: str
) -> None:
    """A report knows no day, so that it is the same whenever it is drawn up."""
    said = [note for note in notes(draw_up(network, JANUARY, last)) if "yet" in note]

    assert [note.partition(" Where")[0] for note in said] == [told] * bool(told)


def test_a_month_that_is_kept_apart_is_over(network: Headquarters) -> None:
    report = replace(
        draw_up(network, JANUARY, Month(2026, 6)), apart={"BOS-3": frozenset({Month(2026, 5)})}
    )

    said = [note for note in notes(report) if "yet" in note]
    assert [note.partition(" Where")[0] for note in said] == ["No clinic has reported 2026-06 yet."]


def test_a_ledger_without_clinics_has_no_month_to_wait_for(headquarters: Headquarters) -> None:
    assert not [note for note in notes(draw_up(headquarters, JANUARY, MARCH)) if "yet" in note]


def test_a_period_is_the_difference_of_its_closes(network: Headquarters) -> None:
    report = draw_up(network, Month(2026, 2), MARCH)

    assert report.total(HeadlineCount.HELPED) == 15 + 3000


def test_what_stands_is_taken_from_the_last_month_and_not_added_up(network: Headquarters) -> None:
    report = draw_up(network, JANUARY, MARCH)

    assert report.total(HeadlineCount.REPRESENTATIVES_PARTIAL) == 3 + 1
    assert report.month_total(JANUARY, HeadlineCount.REPRESENTATIVES_PARTIAL) == 2 + 1


def test_a_missing_month_is_a_gap_and_never_zero(network: Headquarters) -> None:
    report = draw_up(network, JANUARY, MARCH)

    whole, late, silent = report.clinics
    assert set(whole.states.values()) == {MonthState.REPORTED}
    assert late.states[JANUARY] is MonthState.NOT_BEGUN
    assert silent.missing == (Month(2026, 2), MARCH)
    assert silent.change(MARCH, HeadlineCount.HELPED) is None
    assert whole.change(MARCH, HeadlineCount.REFERRALS) == Change(0, 0)
    assert report.count(MonthState.MISSING) == 2


def test_a_period_in_which_nobody_reported_has_no_total(network: Headquarters) -> None:
    report = draw_up(network, Month(2027, 1), Month(2027, 2))

    assert report.total(HeadlineCount.HELPED) is None
    assert report.total(HeadlineCount.REPRESENTATIVES_PARTIAL) is None
    assert report.month_total(Month(2027, 1), HeadlineCount.HELPED) is None
    assert b"no report" in page_of(report)
    assert rows_of(totals_csv(report))[0]["total"] == ""


def test_a_clinic_that_never_answered_is_not_expected(network: Headquarters, issued: Enrol) -> None:
    issued("BOS-9")

    assert [clinic.code for clinic in draw_up(network, JANUARY, MARCH).clinics] == [
        "BOS-1",
        "BOS-2",
        "BOS-3",
    ]


def test_a_period_does_not_end_before_it_begins(network: Headquarters) -> None:
    with pytest.raises(PeriodError):
        draw_up(network, MARCH, JANUARY)


def test_the_page_says_totals_gaps_and_conflicts(
    network: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-4")
    clinic.first = MARCH
    held = clinic.close(helped=0)
    (inbox / held.name).write_bytes(held.data)
    collect(network, inbox, AT)
    clinic.ledger = ReleaseLedger()
    fork = clinic.close(helped=1)
    (inbox / fork.name).write_bytes(fork.data)
    collect(network, inbox, AT)

    page = page_of(draw_up(network, JANUARY, MARCH)).decode()

    assert '<tr data-key="helped">' in page
    assert '<data value="3279">3,279</data>' in page
    assert "2 clinic-months are missing" in page
    assert "2026-02, 2026-03" in re.sub(r"</?span[^>]*>", "", page)
    assert "3 of 4" in page
    assert "BOS-4: 1 bundle contradicts" in page


def test_the_page_needs_nothing_and_runs_nothing(network: Headquarters) -> None:
    seen = Seen(page_of(draw_up(network, JANUARY, MARCH)))

    policy = next(value for name, value in seen.attributes if "default-src" in value)
    assert "default-src 'none'" in policy
    assert not {"script", "link", "img", "iframe", "form", "object"} & set(seen.tags)
    names = {name for name, _value in seen.attributes}
    assert not {"src", "href", "style", "action"} & names
    assert not any(name.startswith("on") for name in names)


def test_the_style_is_the_one_that_the_policy_names(network: Headquarters) -> None:
    page = page_of(draw_up(network, JANUARY, MARCH)).decode()

    (policy,) = re.findall(r"style-src &#x27;sha256-([^&]+)&#x27;", page)
    assert policy
    assert page.count("<style>") == 1


def test_the_same_ledger_gives_the_same_bytes(network: Headquarters, tmp_path: Path) -> None:
    first = write_report(network, JANUARY, MARCH, tmp_path / "first")
    second = write_report(network, JANUARY, MARCH, tmp_path / "second")

    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert {path.suffix for path in first} == {".html", ".csv", ".xlsx", ".pdf"}


@pytest.mark.parametrize("first", "=+-@＝＋－＠")
def test_a_name_that_looks_like_a_formula_or_a_tag_stays_text(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, first: str
) -> None:
    file = enrolled("BOS-1").close(helped=5)
    (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)
    enrolling.issue(headquarters, "BOS-1", f"{first}HYPERLINK(1)<script>alert(1)</script>", AT)

    report = draw_up(headquarters, JANUARY, JANUARY)

    assert {row["name"][0] for row in rows_of(months_csv(report))} == {"'"}
    assert b"<script" not in page_of(report)
    assert b"&lt;script&gt;" in page_of(report)


def test_names_with_joiners_stand_whole_in_every_format(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, tmp_path: Path
) -> None:
    names = {"BOS-1": "کلینیک می\u200cخواهم", "BOS-2": "क्\u200dष विधि", "BOS-3": "র\u200d্যাব আইন"}
    for code in names:
        file = enrolled(code).close(helped=5)
        (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)
    for code, name in names.items():
        enrolling.issue(headquarters, code, name, AT)

    for kind in ReportKind:
        write_report(headquarters, JANUARY, JANUARY, tmp_path / kind.value, kind=kind)

    coalition = tmp_path / ReportKind.COALITION.value
    page, book, paper = (
        coalition / f"coalition_2026-01_2026-01.{form}" for form in ("html", "xlsx", "pdf")
    )
    months = rows_of((coalition / "coalition_2026-01_2026-01_months.csv").read_bytes())
    assert {row["clinic"]: row["name"] for row in months} == names
    with zipfile.ZipFile(book) as parts:
        strings = parts.read("xl/sharedStrings.xml").decode()
    for name in names.values():
        assert name in page.read_text(encoding="utf-8")
        assert name in strings
    assert paper.read_bytes().startswith(b"%PDF")


def test_numbers_stay_numbers_even_below_zero(network: Headquarters) -> None:
    rows = rows_of(months_csv(draw_up(network, JANUARY, MARCH)))

    march = next(
        row
        for row in rows
        if (row["clinic"], row["month"], row["headline"]) == ("BOS-1", "2026-03", "helped")
    )
    assert (march["net"], march["total"], march["state"]) == ("-5", "25", "reported")


def test_a_gap_is_an_empty_field_with_its_state(network: Headquarters) -> None:
    rows = rows_of(months_csv(draw_up(network, JANUARY, MARCH)))

    assert len(rows) == 3 * 3 * len(HeadlineCount)
    states = {(row["clinic"], row["month"]): (row["state"], row["net"]) for row in rows}
    assert states["BOS-3", "2026-03"] == ("missing", "")
    assert states["BOS-2", "2026-01"] == ("before_first_close", "")


def test_more_rows_than_a_spreadsheet_opens_are_one_for_each_month(
    network: Headquarters, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = draw_up(network, JANUARY, MARCH)
    whole = rows_of(months_csv(report))
    monkeypatch.setattr(report_csv, "MOST_ROWS", len(whole) - 1)

    rows = rows_of(months_csv(report))

    order = {headline.value: place for place, headline in enumerate(HeadlineCount)}
    assert len(rows) == 3 * 3
    assert [
        {
            "clinic": row["clinic"],
            "name": row["name"],
            "month": row["month"],
            "state": row["state"],
            "headline": headline.value,
            "net": row[f"{headline.value}_net"],
            "total": row[f"{headline.value}_total"],
        }
        for row in rows
        for headline in HeadlineCount
    ] == sorted(whole, key=lambda row: (row["clinic"], row["month"], order[row["headline"]]))


@pytest.mark.parametrize("kind", ReportKind)
def test_a_table_says_whose_it_is_of_which_months_and_what_it_does_not_say(
    network: Headquarters, kind: ReportKind
) -> None:
    said = document(draw_up(network, JANUARY, MARCH), kind)

    rows = list(csv.reader(io.StringIO(document_csv(said).decode())))

    told = [row[-1] for row in rows if row[0] == said.title]
    assert told[:2] == ["Coalition", "Whole months from 2026-01 to 2026-03, both included"]
    assert said.limits in told


def test_totals_say_on_how_many_reports_they_rest(network: Headquarters) -> None:
    rows = {row["headline"]: row for row in rows_of(totals_csv(draw_up(network, JANUARY, MARCH)))}

    assert rows["helped"]["total"] == "3279"
    assert rows["helped"]["clinic_months_reported"] == "6"
    assert rows["helped"]["clinic_months_missing"] == "2"
    assert rows["representatives_partial"]["kind"] == "standing_on_last_day"


def test_what_stands_on_a_day_rests_on_the_last_month_alone(network: Headquarters) -> None:
    rows = {row["headline"]: row for row in rows_of(totals_csv(draw_up(network, JANUARY, MARCH)))}

    standing = rows["representatives_partial"]
    assert standing["total"] == "4"
    assert standing["clinic_months_reported"] == "2"
    assert standing["clinic_months_missing"] == "1"


def test_a_clinic_that_does_not_count_what_stands_yet_is_missing_from_it(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    older, newer = enrolled("BOS-1"), enrolled("BOS-2")
    older.is_older = True
    for file in (older.close(), newer.close(representatives_expiring=3)):
        (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)

    report = draw_up(headquarters, JANUARY, JANUARY)

    rows = {row["headline"]: row for row in rows_of(totals_csv(report))}
    told = [
        (rows[name]["total"], rows[name]["clinic_months_reported"], rows[name][MISSING])
        for name in ("representatives_expiring", "representatives_full", "helped")
    ]
    assert told == [("3", "1", "1"), ("0", "2", "0"), ("0", "2", "0")]


def test_training_is_written_over_everything(network: Headquarters) -> None:
    report = draw_up(replace(network, is_training=True), JANUARY, MARCH)

    assert b"invented families" in page_of(report)


def test_a_report_is_written_whole_or_not_at_all(network: Headquarters, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(FileError):
        write_report(network, JANUARY, MARCH, tmp_path / "file" / "out")


def test_after_a_report_python_looks_for_cycles_again(
    network: Headquarters, tmp_path: Path
) -> None:
    assert gc.isenabled()
    write_report(network, JANUARY, MARCH, tmp_path)
    assert gc.isenabled()

    with pytest.raises(PeriodError):
        write_report(network, MARCH, JANUARY, tmp_path)
    assert gc.isenabled()


@pytest.mark.parametrize(
    "numbers", [(), (None,), (0, 0), (5, None, 7), (-3, 4), tuple(range(100)), (10**9,)]
)
def test_a_chart_draws_a_bar_or_a_gap_for_each_number(numbers: tuple[int | None, ...]) -> None:
    drawn = bar_chart("A & B", [Bar(str(place), number) for place, number in enumerate(numbers)])

    gaps = sum(number is None for number in numbers)
    assert drawn.count('class="gap"') == gaps
    assert drawn.count('class="bar"') == len(numbers) - gaps
    assert "A &amp; B" in drawn
    assert 'height="-' not in drawn
    assert "nan" not in drawn


def test_a_month_that_some_clinics_did_not_report_is_never_drawn_as_a_fall(
    network: Headquarters,
) -> None:
    """Two of three clinics reported February and March; in January there were but two."""
    report = draw_up(network, JANUARY, Month(2026, 4))
    said = document(report, ReportKind.ACCREDITATION)

    assert said.chart is not None
    bars = said.chart.bars
    assert [(bar.number, bar.is_partial) for bar in bars] == [
        (3, False),
        (3, True),
        (4, True),
        (None, False),
    ]
    assert "not every clinic reported" in said.chart.explained
    page = report_html(said).decode()
    assert page.count('class="lacking"') == page.count('class="part"') == 2
    assert page.count('class="bar"') == page.count('class="gap"') == 1
    assert page.count(">2 of 3 clinics</text>") == 2
    (section,) = (one for one in report_sheet(said).sections if one.heading.own == said.chart.title)
    (drawn,) = (block for block in section.blocks if isinstance(block, Bars))
    assert drawn.partial == {1, 2}
    assert [words for _label, words, _number in drawn.rows] == [
        "3",
        "3 (2 of 3 clinics)",
        "4 (2 of 3 clinics)",
        "no report",
    ]


def test_a_chart_of_whole_months_has_nothing_to_explain(network: Headquarters) -> None:
    said = document(draw_up(network, JANUARY, JANUARY), ReportKind.FUNDER)

    assert said.chart is not None
    assert said.chart.explained == ""
    assert said.tables[0].explained == ""


def test_a_funders_table_names_the_months_that_some_clinics_did_not_report(
    network: Headquarters,
) -> None:
    table = document(draw_up(network, JANUARY, MARCH), ReportKind.FUNDER).tables[0]

    assert table.explained.endswith("the others said: 2026-02 (2 of 3), 2026-03 (2 of 3).")


def test_a_narrow_column_has_no_words_that_run_into_the_next_one() -> None:
    some = Turnout(412, 500)
    bars = [Bar(str(place), 123_456, some) for place in range(40)] + [Bar("gap", None)]

    narrow, wide = bar_chart("T", bars), bar_chart("T", bars[:8])

    assert "123,456</text>" not in narrow
    assert "412 of 500</text>" not in narrow
    assert "<title>39: 123,456 (412 of 500 clinics)</title>" in narrow
    assert re.search(r'transform="rotate\([^"]*">no report</text>', narrow)
    assert wide.count(">123,456</text>") == 8
    assert wide.count(">412 of 500</text>") == 8


def test_labels_are_those_of_each_clinics_newest_close_of_the_period(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinics = (enrolled("BOS-1"), enrolled("BOS-2"))
    closes = []
    for clinic, months in zip(clinics, ((60, 900, 2000), (500, 500)), strict=True):
        for number, helped in enumerate(months):
            file = clinic.close(helped=helped)
            (inbox / f"{file.name}").write_bytes(file.data)
            if number == 1:
                closes.append(clinic.ledger.newest)
    collect(headquarters, inbox, AT)

    report = draw_up(headquarters, JANUARY, Month(2026, 2))

    assert report.breakdowns == breakdowns(
        clinic_labels(ToldClose(close, {})) for close in closes if close is not None
    )
    country = report.breakdowns[0]
    assert country.total == 1400
    (unknown,) = country.labels
    assert (unknown.least, unknown.most) == (0, country.spare) == (0, 1400)  # all may tell it yet
    page = page_of(report).decode()
    assert f'<data value="{unknown.least}">' in page
    rows = list(csv.DictReader(io.StringIO(labels_csv(report).decode())))
    (period,) = report.period_labels[0].labels
    assert (period.label, period.most) == ("unknown", 1400)  # both clinics began in it
    assert (rows[0]["span"], rows[0]["label"]) == ("period", "unknown")
    assert next(row for row in rows if row["span"] != "period") == {
        "span": "since_first_close",
        "stream": "helped",
        "table": "country",
        "label": "unknown",
        "words": "not known",
        "at_least": str(unknown.least),
        "at_most": str(unknown.most),
    }


def test_by_label_as_above_months_that_never_came_are_not_taken_for_the_periods(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    """Of 27 months the newest file spells out the last ones alone."""
    clinic = enrolled("BOS-1")
    clinic.first = Month(2024, 1)
    for month in range(26):
        clinic.close(helped=100 * (month + 1))
    file = clinic.close(helped=2650)
    (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, AT)
    came = draw_up(headquarters, Month(2024, 1), MARCH).clinics[0].months_in(MonthState.REPORTED)

    def everybody(first: Month) -> tuple[int | None, list[tuple[str, str]], bool]:
        report = draw_up(headquarters, first, MARCH)
        rows = [
            (row["at_least"], row["at_most"])
            for row in rows_of(labels_csv(report))
            if (row["span"], row["stream"], row["words"]) == ("period", "helped", "everybody")
        ]
        unsure = "what they hold may be from before it" in page_of(report).decode()
        return report.total(HeadlineCount.HELPED), rows, unsure

    assert came[0] > Month(2024, 2)
    spelled = 100 * (len(came) - 1) + 50
    tables = len(Table)
    assert everybody(came[0]) == (spelled, [(str(spelled), str(spelled))] * tables, False)
    assert everybody(came[0].plus(-1)) == (spelled, [(str(spelled), "2650")] * tables, True)
    assert everybody(Month(2024, 1)) == (spelled, [("2650", "2650")] * tables, False)


def test_by_label_nobody_knows_the_most_where_a_clinic_is_silent(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinics = (enrolled("BOS-1"), enrolled("BOS-2"))
    for clinic, months in zip(clinics, ((900, 1200), (500,)), strict=True):
        for helped in months:
            file = clinic.close(helped=helped)
            (inbox / f"{file.name}").write_bytes(file.data)
    collect(headquarters, inbox, AT)

    report = draw_up(headquarters, JANUARY, Month(2026, 2))

    for found in (report.breakdowns[0], report.period_labels[0]):
        assert [(one.label, one.most) for one in found.labels] == [("unknown", None)]
    said = {one.words: one for one in range_totals(report)}
    (words,) = (one for one in said if one.endswith("by country: not known"))
    assert said["People helped to apply for TPS"].most is None
    assert said[words].most_words == "nobody knows"
    assert "nobody knows the most" in page_of(report).decode()
    rows = list(csv.DictReader(io.StringIO(labels_csv(report).decode())))
    of_helped = [row for row in rows if (row["stream"], row["table"]) == ("helped", "country")]
    assert {row["at_most"] for row in of_helped} == {""}
    whole = draw_up(headquarters, JANUARY, JANUARY)
    assert whole.breakdowns[0].labels[0].most == 1400


@pytest.mark.parametrize("headline", sorted(LEFT_FOR_OTHERS))
def test_of_what_falls_by_itself_nobody_knows_the_least_where_a_clinic_is_silent(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, headline: HeadlineCount
) -> None:
    """Of two newly accredited one is renewed in February, and is new no more; that never came."""
    clinic, words = enrolled("BOS-1"), headline_words()[headline]
    january = clinic.close(**{headline.value: 2})
    clinic.close(**{headline.value: 1})
    (inbox / january.name).write_bytes(january.data)
    collect(headquarters, inbox, AT)

    whole = range_totals(draw_up(headquarters, JANUARY, JANUARY))
    silent = range_totals(draw_up(headquarters, JANUARY, JANUARY.plus(1)))

    assert RangeTotal(words, 2, 2) in whole
    assert RangeTotal(words, None, None) in silent


def test_a_report_says_which_totals_a_missing_month_may_leave_too_high(
    network: Headquarters,
) -> None:
    """Of those screened in January the missing February may have helped every one."""
    for last, is_said in ((JANUARY, False), (MARCH, True)):
        report = draw_up(network, JANUARY, last)
        told = {
            kind: any("may be too high" in note for note in document(report, kind).notes)
            for kind in ReportKind
        }
        of_its_own = {ReportKind.ANNUAL: False, ReportKind.ACCREDITATION: False}
        assert told == dict.fromkeys(ReportKind, is_said) | of_its_own
    clinic_by_clinic, *_sources = document(report, ReportKind.ACCREDITATION).tables
    assert "renewed in a missing month still stands" in clinic_by_clinic.explained


def test_a_report_in_which_nothing_is_shown_by_label_says_nothing_of_labels(
    headquarters: Headquarters,
) -> None:
    page = page_of(draw_up(headquarters, JANUARY, MARCH)).decode()

    assert "By label" not in page
