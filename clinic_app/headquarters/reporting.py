"""A report's files in a folder; the same ledger gives the same bytes."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from clinic_app.files.writing import make_folder
from clinic_app.files.writing_many import write_together
from clinic_app.headquarters.document import Document
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_csv import (
    bundles_csv,
    document_csv,
    labels_csv,
    months_csv,
    totals_csv,
)
from clinic_app.headquarters.report_html import report_html
from clinic_app.headquarters.report_kinds import ReportKind, document
from clinic_app.headquarters.report_sheet import report_pdf
from clinic_app.headquarters.report_xlsx import report_xlsx
from clinic_app.headquarters.totals import Detail, Report, draw_up
from clinic_app.tallies.month import Month


class ReportFormat(StrEnum):
    """What a report is written as; the value is a word of the command line."""

    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


def write_report(
    headquarters: Headquarters,
    first: Month,
    last: Month,
    folder: Path,
    *,
    kind: ReportKind = ReportKind.COALITION,
    formats: Iterable[ReportFormat] = tuple(ReportFormat),
) -> tuple[Path, ...]:
    """Write the report from *first* to *last*, both included, and return its files.

    All of them are written or none: beside an older report a part of a newer one would be two.

    Raises:
        ClinicError: It is no period, see :func:`.check_period`.
        HeadquartersError: The ledger refused.
        FileError: The folder is full, read-only or gone; what was there is unchanged.
    """
    wanted = tuple(formats)
    with _without_looking_for_cycles():
        report = draw_up(headquarters, first, last, _detail(kind, wanted))
        contents = dict(files_of(report, kind, *wanted))
    make_folder(folder)
    files = {folder / name: data for name, data in contents.items()}
    write_together(files)
    return tuple(files)


@contextmanager
def _without_looking_for_cycles() -> Iterator[None]:
    """Let Python not search a report's many small values for cycles: a sixth of a large one's time.

    They have hardly any, and those go afterwards. Whoever began last may leave first: then
    Python searches again a little early.
    """
    is_searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_searching:
            gc.enable()


def _detail(kind: ReportKind, formats: tuple[ReportFormat, ...]) -> Detail:
    """Return what a report's files say besides its totals."""
    is_whole, has_tables = kind is ReportKind.COALITION, ReportFormat.CSV in formats
    return (
        (Detail.LABELS if kind in {ReportKind.COALITION, ReportKind.FUNDER} else Detail.NONE)
        | (Detail.HINTS if is_whole else Detail.NONE)
        | (Detail.BUNDLES if has_tables else Detail.NONE)
        | (Detail.MONTHS if is_whole and has_tables else Detail.NONE)
    )


def files_of(
    report: Report, kind: ReportKind, *formats: ReportFormat
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file that *report* has in each of *formats*."""
    said = document(report, kind)
    name = f"{kind.value}_{report.first.label}_{report.last.label}"
    for form in formats:
        match form:
            case ReportFormat.HTML:
                yield f"{name}.html", report_html(said)
            case ReportFormat.XLSX:
                yield f"{name}.xlsx", report_xlsx(said)
            case ReportFormat.PDF:
                yield f"{name}.pdf", report_pdf(said)
            case ReportFormat.CSV:
                yield from _tables_of(report, kind, said, name)


def _tables_of(
    report: Report, kind: ReportKind, said: Document, name: str
) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.csv", document_csv(said)
    if not report.is_listed:
        yield f"{name}_bundles.csv", bundles_csv(report)
    if kind is ReportKind.COALITION:
        yield f"{name}_totals.csv", totals_csv(report)
        yield f"{name}_months.csv", months_csv(report)
        yield f"{name}_labels.csv", labels_csv(report)
