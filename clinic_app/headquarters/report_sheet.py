"""A report on paper: the same numbers, one line each."""

from collections.abc import Iterator

from clinic_app.headquarters.document import (
    Bar,
    Document,
    Row,
    Table,
    number_words,
    turnout_words,
)
from clinic_app.headquarters.report_letters import printable
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

_BETWEEN = "  \u00b7  "
"""Between the words of a row: they hold commas themselves."""

_MOST_WHOLE = 40
"""More rows than this stand on no page."""


def report_pdf(document: Document) -> bytes:
    """Return the PDF; the same document gives the same bytes."""
    return draw(report_sheet(printable(document)))


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
        footer=_("{period}. A gap is a number that nobody reported. It is never a zero.").format(
            period=document.period
        ),
        page_words=_("Page {page} of {count}"),
    )


def _chart(document: Document) -> Iterator[Section]:
    if document.chart is not None:
        chart = document.chart
        rows = tuple((bar.label, _bar_words(bar), bar.number) for bar in chart.bars)
        partial = (place for place, bar in enumerate(chart.bars) if bar.is_partial)
        explained = (Text(Words(chart.explained)),) if chart.explained else ()
        yield Section(Words(chart.title), (*explained, Bars(rows, frozenset(partial))))


def _bar_words(bar: Bar) -> str:
    words = number_words(bar.number)
    if not bar.is_partial:
        return words
    return _("{number} ({turnout})").format(number=words, turnout=turnout_words(bar.turnout))


def _blocks(table: Table) -> Iterator[Block]:
    if table.explained:
        yield Text(Words(table.explained))
    titles, lone = table.columns[: table.words], len(table.columns) - table.words
    if not table.rows:
        return
    if lone == 0:
        yield Text(Words(_BETWEEN.join(titles)), is_strong=True)
        yield from (Text(Words(_BETWEEN.join(_words(row, table.words)))) for row in table.rows)
    elif lone == 1:
        rows = tuple(
            (_BETWEEN.join(_words(row, table.words)), table.words_in(row.cells[-1]))
            for row in table.rows
        )
        heads = _BETWEEN.join(titles), table.columns[-1]
        yield Figures(rows, heads, is_whole=len(rows) <= _MOST_WHOLE)
    else:
        for row in table.rows:
            yield Text(Words(_told(titles, row)), is_strong=True)
            yield _figures(table, row)


def _told(titles: tuple[str, ...], row: Row) -> str:
    """Return the words of a row, each behind the title of its column."""
    return _BETWEEN.join(
        _("{title}: {words}").format(title=title, words=words)
        for title, words in zip(titles, _words(row, len(titles)), strict=True)
    )


def _figures(table: Table, row: Row) -> Figures:
    return Figures(
        tuple(
            (title, table.words_in(cell))
            for title, cell in zip(table.columns, row.cells, strict=True)
            if not isinstance(cell, str)
        ),
        is_whole=True,
    )


def _words(row: Row, count: int) -> list[str]:
    return [cell for cell in row.cells[:count] if isinstance(cell, str)]
