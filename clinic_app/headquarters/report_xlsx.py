"""A report as a workbook: numbers are numbers, words are words, and nothing is a formula."""

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from clinic_app.headquarters.document import Document, Row, Table, number_words
from clinic_app.translation import gettext as _

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same report gives the same bytes on every day
_MOST_NAME = 28
"""Excel takes 31 characters as a sheet's name; the last three are left for a number."""

_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_WIDE, _NARROW = 44, 14


def report_xlsx(document: Document) -> bytes:
    """Return the workbook: the numbers that lead on the first sheet, then a sheet per table."""
    kept = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(kept, options)
    book.set_properties({"title": document.title, "author": document.issuer, "created": _MADE})
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "#,##0", "valign": "top"})
    formats = (strong, wrapped, number)
    _front(book.add_worksheet(_("Report")), document, formats)
    for place, table in enumerate(document.tables, start=1):
        name = table.title.translate(_NOT_IN_A_NAME)[: _MOST_NAME - len(str(place))].strip()
        _fill(book.add_worksheet(f"{place} {name}"), table, formats)
    book.close()
    return kept.getvalue()


def _front(sheet: Worksheet, document: Document, formats: tuple[Format, Format, Format]) -> None:
    strong, wrapped, _number = formats
    sheet.set_column(0, 0, _WIDE * 2)
    sheet.set_column(1, 1, _NARROW)
    line = 0
    for words, shape in (
        (document.issuer, strong),
        (document.title, strong),
        (document.period, wrapped),
        *((note, wrapped) for note in document.notes),
    ):
        sheet.write_string(line, 0, words, shape)
        line += 1
    for leading in document.leading:
        _write(sheet, line, Row(leading), formats)
        line += 1
    sheet.write_string(line + 1, 0, document.limits, wrapped)


def _fill(sheet: Worksheet, table: Table, formats: tuple[Format, Format, Format]) -> None:
    strong, wrapped, _number = formats
    for place in range(len(table.columns)):
        sheet.set_column(place, place, _WIDE if place < table.words else _NARROW)
    sheet.write_string(0, 0, table.title, strong)
    line = 1
    if table.explained:
        sheet.write_string(line, 0, table.explained, wrapped)
        line += 1
    for place, words in enumerate(table.columns):
        sheet.write_string(line, place, words, strong)
    for row in table.rows:
        line += 1
        _write(sheet, line, row, formats)


def _write(sheet: Worksheet, line: int, row: Row, formats: tuple[Format, Format, Format]) -> None:
    _strong, wrapped, number = formats
    for place, cell in enumerate(row.cells):
        if isinstance(cell, int):
            sheet.write_number(line, place, cell, number)
        else:
            sheet.write_string(line, place, number_words(None) if cell is None else cell, wrapped)
