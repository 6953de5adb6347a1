"""What of a report's names no font can print: one clinic's letters keep no report off paper."""

from dataclasses import replace

from clinic_app.headquarters.document import Cell, Document, Row, Table
from clinic_app.printing.fonts import is_printable
from clinic_app.translation import gettext as _

_INSTEAD = "?"


def printable(document: Document) -> Document:
    """Return *document* with a question mark for each letter that no font has, and a note of it."""
    told = replace(
        document,
        issuer=_told(document.issuer),
        notes=tuple(map(_told, document.notes)),
        tables=tuple(map(_table, document.tables)),
    )
    if told == document:
        return document
    words = _(
        "Letters that no font of this program can print stand as “?” here; the page, the workbook "
        "and the table have them whole."
    )
    return replace(told, notes=(*told.notes, words))


def _table(table: Table) -> Table:
    return replace(
        table,
        title=_told(table.title),
        explained=_told(table.explained),
        rows=tuple(Row(tuple(map(_cell, row.cells)), row.key) for row in table.rows),
    )


def _cell(cell: Cell) -> Cell:
    return _told(cell) if isinstance(cell, str) else cell


def _told(words: str) -> str:
    if words.isascii():
        return words
    return "".join(one if is_printable(one) else _INSTEAD for one in words)
