"""A report on paper: the same numbers, one line each."""

from collections.abc import Iterator

from clinic_app.headquarters.document import Document, Row, Table, number_words
from clinic_app.printing.drawing import draw
from clinic_app.printing.sheet import (
    Bars,
    Block,
    Figures,
    Note,
    Section,
    Sheet,
    SheetKind,
    Text,
    Words,
)
from clinic_app.translation import gettext as _


def report_pdf(document: Document) -> bytes:
    """Return the PDF; the same document gives the same bytes.

    Raises:
        CharacterNotPrintableError: A name has a character that no font has.
    """
    return draw(report_sheet(document))


def report_sheet(document: Document) -> Sheet:
    """Decide what the paper says: all of the document."""
    notes: tuple[Block, ...] = tuple(Note(Words(note)) for note in document.notes)
    leading = Figures(tuple((words, number_words(number)) for words, number in document.leading))
    front = (*notes, *((leading,) if document.leading else ()), Text(Words(document.limits)))
    return Sheet(
        kind=SheetKind.FILE,
        language="en",
        label=Words(_("Report")),
        issuer=document.issuer,
        title=Words(document.title),
        subject=document.title,
        about=(Words(document.period),),
        sections=(
            Section(Words(_("In short")), front),
            *_chart(document),
            *(Section(Words(table.title), tuple(_blocks(table))) for table in document.tables),
        ),
        footer=_("A gap is a number that nobody reported. It is never a zero."),
        page_words=_("Page {page} of {count}"),
    )


def _chart(document: Document) -> Iterator[Section]:
    if document.chart is not None:
        rows = tuple((label, number_words(number), number) for label, number in document.chart.bars)
        yield Section(Words(document.chart.title), (Bars(rows),))


def _blocks(table: Table) -> Iterator[Block]:
    if table.explained:
        yield Text(Words(table.explained))
    lone = len(table.columns) - table.words
    if lone == 0:
        yield from (Text(Words("  ".join(_words(row, table)))) for row in table.rows)
    elif lone == 1:
        yield Figures(tuple((", ".join(_words(row, table)), _last(row)) for row in table.rows))
    else:
        for row in table.rows:
            yield Text(Words(", ".join(_words(row, table))), is_strong=True)
            yield Figures(
                tuple(
                    (title, number_words(cell))
                    for title, cell in zip(table.columns, row.cells, strict=True)
                    if not isinstance(cell, str)
                )
            )


def _words(row: Row, table: Table) -> list[str]:
    return [cell for cell in row.cells[: table.words] if isinstance(cell, str)]


def _last(row: Row) -> str:
    cell = row.cells[-1]
    return cell if isinstance(cell, str) else number_words(cell)
