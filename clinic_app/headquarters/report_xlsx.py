"""A report as a workbook: numbers are numbers, words are words, and nothing is a formula.

Every row has a height of its own: not every program that opens a workbook looks for one that the
words of its cells need.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from clinic_app.headquarters.document import Cell, Document, Table, number_words
from clinic_app.headquarters.sheet_names import sheet_names
from clinic_app.headquarters.sheet_sizes import (
    PARAGRAPH,
    height_of,
    widths_of,
)
from clinic_app.translation import gettext as _

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same report gives the same bytes on every day
_LETTER = 1
_MOST_ON_PAPER = 260
"""So many characters side by side are still read on a sheet of paper."""

_FRONT = (72, 14)


@dataclass(frozen=True, slots=True)
class _Formats:
    strong: Format
    strong_right: Format
    wrapped: Format
    number: Format


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
    strong = {"bold": True, "text_wrap": True, "valign": "top"}
    formats = _Formats(
        strong=book.add_format(strong),
        strong_right=book.add_format(strong | {"align": "right"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        number=book.add_format({"num_format": "#,##0", "valign": "top", "align": "right"}),
    )
    _front(book.add_worksheet(_("Report")), document, formats)
    for name, table in zip(sheet_names(document.tables), document.tables, strict=True):
        sheet = book.add_worksheet(name)
        sheet.set_footer(f"&L{document.period.replace('&', '&&')}&R&P / &N")
        _fill(sheet, table, formats)
    book.close()
    return kept.getvalue()


def _front(sheet: Worksheet, document: Document, formats: _Formats) -> None:
    _lay_out(sheet, _FRONT)
    before = (
        (document.issuer, formats.strong),
        (document.title, formats.strong),
        (document.period, formats.wrapped),
        *((note, formats.wrapped) for note in document.notes),
    )
    line = 0
    for words, shape in before:
        _paragraph(sheet, line, words, shape, _FRONT)
        line += 1
    for words, number in document.leading:
        said = ((words, words), (number, number_words(number)))
        _write(sheet, line, said, formats, _FRONT)
        line += 1
    _paragraph(sheet, line + 1, document.limits, formats.wrapped, _FRONT)


def _fill(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    widths = widths_of(table)
    _lay_out(sheet, widths, table.words)
    _paragraph(sheet, 0, table.title, formats.strong, widths)
    line = 1
    if table.explained:
        _paragraph(sheet, line, table.explained, formats.wrapped, widths)
        line += 1
    for place, words in enumerate(table.columns):
        shape = formats.strong if place < table.words else formats.strong_right
        sheet.write_string(line, place, words, shape)
    sheet.set_row(line, height_of(table.columns, widths, is_strong=True))
    sheet.repeat_rows(line)
    for row in table.rows:
        line += 1
        said = [(cell, table.words_in(cell)) for cell in row.cells]
        _write(sheet, line, said, formats, widths)


def _lay_out(sheet: Worksheet, widths: tuple[int, ...], words: int = 0) -> None:
    """Set the columns, and the paper so that no column is cut off where it is printed."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_paper(_LETTER)
    if sum(widths) > PARAGRAPH + _FRONT[1]:
        sheet.set_landscape()
    pages = -(-sum(widths) // _MOST_ON_PAPER)
    sheet.fit_to_pages(pages, 0)
    if pages > 1:
        sheet.repeat_columns(0, words - 1)


def _paragraph(
    sheet: Worksheet, line: int, words: str, shape: Format, widths: tuple[int, ...]
) -> None:
    """Write words across the columns, as wide as people read and as high as they come to."""
    last, width = 0, widths[0]
    while last + 1 < len(widths) and width + widths[last + 1] <= PARAGRAPH + _FRONT[1]:
        last += 1
        width += widths[last]
    if last:
        sheet.merge_range(line, 0, line, last, "", shape)
    sheet.write_string(line, 0, words, shape)
    sheet.set_row(line, height_of([words], [width], is_strong=shape.bold))


def _write(
    sheet: Worksheet,
    line: int,
    said: Sequence[tuple[Cell, str]],
    formats: _Formats,
    widths: tuple[int, ...],
) -> None:
    """Write a row: each cell, and what people read of it."""
    for place, (cell, words) in enumerate(said):
        if isinstance(cell, int):
            sheet.write_number(line, place, cell, formats.number)
        else:
            shape = formats.number if cell is None else formats.wrapped
            sheet.write_string(line, place, words, shape)
    sheet.set_row(line, height_of((words for _cell, words in said), widths))
