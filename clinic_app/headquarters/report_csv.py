"""A report as tables for a spreadsheet; text that a spreadsheet would run stays text."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from clinic_app.bundles.headline_words import headline_words
from clinic_app.bundles.label_words import label_words
from clinic_app.headquarters.document import Document, Row
from clinic_app.headquarters.label_tables import everybody_row, rest_row
from clinic_app.headquarters.report_sources import every_source
from clinic_app.headquarters.report_tables import turnout
from clinic_app.headquarters.totals import MonthState, Report
from clinic_app.tallies.headlines import STANDING, HeadlineCount

_RUN_BY_SPREADSHEETS = (*"=+-@\uff1d\uff0b\uff0d\uff20", "\t", "\r")
"""How a formula begins; a spreadsheet in Japanese or Chinese takes the wide signs, too."""

MOST_ROWS = 2**20 - 1
"""So many rows a spreadsheet opens besides the one with the titles."""

_SILENT = "," * (2 * len(HeadlineCount) - 1)
"""What a month says that nobody reported: nothing of every number."""

_BEFORE = "\0"
"""Stands for the fields that all rows of a clinic's month begin with."""


def document_csv(document: Document) -> bytes:
    """Return every table of a report, one row per number or word.

    A number that nobody reported is an empty field; of one that nobody can know it says so.
    """
    head = ("table", "row", "key", "column", "value")
    return _table((head, *_document_rows(document)))


def totals_csv(report: Report) -> bytes:
    """Return one row per headline: the period's total, and on how many reports it rests."""
    rows = [
        (
            headline.value,
            words,
            _number(report.total(headline)),
            "standing_on_last_day" if headline in STANDING else "sum",
            *_rests_on(report, headline),
        )
        for headline, words in headline_words().items()
    ]
    head = ("headline", "words", "total", "kind", "clinic_months_reported", "clinic_months_missing")
    return _table((head, *rows))


def _rests_on(report: Report, headline: HeadlineCount) -> tuple[int, int]:
    """Return how many clinic-months a total is made of, and how many it lacks.

    What stands on a day rests on the last month alone, of each clinic that counts it yet.
    """
    if headline not in STANDING:
        return report.count(MonthState.REPORTED), report.count(MonthState.MISSING)
    expected = turnout(report.states_by_month.get(report.last, ())).expected
    told = sum(clinic.total(headline) is not None for clinic in report.clinics)
    return told, expected - told


def months_csv(report: Report) -> bytes:
    """Return one row per clinic, month and headline; the numbers of a gap are empty.

    Where those are more than a spreadsheet opens, one row per clinic and month. The report was
    drawn up with its months.
    """
    count = len(report.clinics) * len(report.months) * len(HeadlineCount)
    head, rows_of = _one_row() if count > MOST_ROWS else _rows_by_headline()
    months = [(f",{month.label}", month.index) for month in report.months]
    reported = f",{MonthState.REPORTED.value}"
    parts = [f"clinic,name,month,state,{head}\r\n"]
    for clinic in report.clinics:
        who = _table([(clinic.code, clinic.name)]).decode().removesuffix("\r\n")
        for (label, number), state in zip(months, clinic.states.values(), strict=True):
            told = clinic.counts.get(number)
            if told is None:
                parts.append(rows_of(f"{who}{label},{state.value}", _SILENT))
            else:  # written for most of hundreds of thousands
                parts.append(rows_of(f"{who}{label}{reported}", told))
    return "".join(parts).encode()


def _rows_by_headline() -> tuple[str, Callable[[str, str], str]]:
    """Return titles, and what returns the rows of a clinic's month."""
    order = {headline: place for place, headline in enumerate(HeadlineCount)}
    pick = itemgetter(*(2 * order[one] + side for one in headline_words() for side in (0, 1)))
    rows = "".join(f"{_BEFORE},{one.value},%s,%s\r\n" for one in headline_words())
    return (
        "headline,net,total",
        lambda before, told: (rows % pick(told.split(","))).replace(_BEFORE, before),
    )


def _one_row() -> tuple[str, Callable[[str, str], str]]:
    titles = (f"{one.value}_{side}" for one in HeadlineCount for side in ("net", "total"))
    return ",".join(titles), lambda before, told: f"{before},{told}\r\n"


def bundles_csv(report: Report) -> bytes:
    """Return one row per clinic and bundle, with the months that came in it."""
    # Nothing in these fields is anybody's own words; there may be hundreds of thousands of rows.
    rows = (
        f'{code},"{told}",{file}\r\n' if "," in told else f"{code},{told},{file}\r\n"
        for code, told, file in every_source(report)
    )
    return "".join(("clinic,months,bundle\r\n", *rows)).encode()


def labels_csv(report: Report) -> bytes:
    """Return one row per label: at least and at most how many, in the period or since ever."""
    head = ("span", "stream", "table", "label", "words", "at_least", "at_most")
    return _table((head, *_period_rows(report), *_label_rows(report)))


def _document_rows(document: Document) -> Iterator[Sequence[str | int]]:
    for words in (document.issuer, document.period, *document.notes):
        yield document.title, "", "", "", words
    for words, number in document.leading:
        yield document.title, words, "", "", _number(number)
    yield document.title, "", "", "", document.limits
    for table in document.tables:
        if table.explained:
            yield table.title, "", "", "", table.explained
        for row in table.rows:
            first = row.cells[0] if isinstance(row.cells[0], str) else ""
            for title, cell in zip(table.columns[1:], row.cells[1:], strict=True):
                said = table.words_in(cell) if cell is None and table.has_bounds else cell
                yield table.title, first, row.key, title, "" if said is None else said


def _period_rows(report: Report) -> Iterator[Sequence[str | int]]:
    for one in report.period_labels:
        before = ("period", one.stream.value, one.table.value)
        for label in one.labels:
            words = label_words(one.table, label.label)
            yield (*before, label.label, words, label.least, _number(label.most))
        yield (*before, "", *_cells_of(everybody_row(one)))


def _label_rows(report: Report) -> Iterator[Sequence[str | int]]:
    for one in report.breakdowns:
        before = ("since_first_close", one.stream.value, one.table.value)
        for label in one.labels:
            words = label_words(one.table, label.label)
            yield (*before, label.label, words, label.least, _number(label.most))
        yield (*before, "", *_cells_of(rest_row(one)))
        yield (*before, "", *_cells_of(everybody_row(one)))


def _cells_of(row: Row) -> tuple[str | int, ...]:
    return tuple("" if cell is None else cell for cell in row.cells)


def _number(number: int | None) -> str | int:
    return "" if number is None else number


def _table(rows: Iterable[Sequence[str | int]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_harmless(field) for field in row] for row in rows)
    return text.getvalue().encode()


def _harmless(field: str | int) -> str | int:
    """Return a field that no spreadsheet takes for a formula; a number is none."""
    if isinstance(field, str) and field.startswith(_RUN_BY_SPREADSHEETS):
        return "'" + field
    return field
