"""A report as one page that needs nothing else: no script, no request, nothing from outside."""

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape

from clinic_app.headquarters.chart import bar_chart
from clinic_app.headquarters.document import Cell, Document, Row, Table, number_words
from clinic_app.translation import gettext as _

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1c2430;background:#fff;margin:2rem auto;
max-width:80rem;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
p,ul.leading,footer,.chart{max-width:60rem;box-sizing:border-box}
p.period{color:#4a5563;margin:.25rem 0 1.5rem}
p.note{border-left:4px solid #b45309;background:#fff7ed;padding:.5rem .75rem;margin:.5rem 0}
ul.leading{list-style:none;display:flex;flex-wrap:wrap;gap:1rem;padding:0}
ul.leading li{flex:1 1 12rem;border:1px solid #d5dbe3;border-radius:8px;padding:.75rem 1rem}
ul.leading data,ul.leading .none{display:block;font-size:2rem;font-weight:600}
ul.leading .none{color:#b45309}
div.wide{overflow-x:auto;margin-bottom:1rem}table{border-collapse:collapse;min-width:min(100%,60rem)}
th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #e3e8ee;vertical-align:top}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
.across table{font-size:.85rem}
td.gap{color:#b45309}.whole{white-space:nowrap}
.chart{width:100%;min-width:40rem;height:auto}.bar{fill:#1f5f8b}.gap,.lacking{fill:#fdebd3}.axis{stroke:#8894a3}
.part{fill:#c3d9e8;stroke:#1f5f8b;stroke-dasharray:4 3}p.outlined{color:#4a5563;margin:.25rem 0}
.value{font-size:13px;fill:#1c2430}.label{font-size:12px;fill:#4a5563}
footer{color:#4a5563;font-size:.9rem;margin-top:2rem}
@page{size:letter;margin:.5in}@page across{size:letter landscape;margin:.5in}
@media print{body{margin:0;padding:0;font-size:12px}ul.leading li{break-inside:avoid}
h2{break-after:avoid}tr{break-inside:avoid}div.wide{overflow:visible}.chart{min-width:0}
table{font-size:.85rem;min-width:0;width:100%}th,td{padding:.2rem .3rem}
.across{page:across}.across table{font-size:.75rem}.across th,.across td{padding:.2rem}}
"""

_MOST_NUMBERS = 13
"""Columns of numbers side by side: a year and its total fit a sheet of paper."""

_UPRIGHT_NUMBERS = 6
"""So many fit one that is not turned."""

_WHOLE = re.compile(r"[^\s-]+(?:-[^\s-]+)+")
"""A month, a clinic's code, a bundle's name: what no line is broken in."""

_MOST_WHOLE = 40
"""Characters of the longest of those."""


def report_html(document: Document) -> bytes:
    """Return the page; the same document gives the same bytes."""
    style_hash = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{style_hash}'; base-uri 'none'"
    title = _("{headquarters}: {report}").format(
        headquarters=document.issuer, report=document.title
    )
    page = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        _tag("p", "period", document.period),
        *(_tag("p", "note", note) for note in document.notes),
        *_leading(document),
        *_chart(document),
        *(part for table in document.tables for part in _table(table)),
        _tag("footer", "", document.limits),
        "</body></html>\n",
    ]
    return "".join(page).encode()


def _leading(document: Document) -> Iterator[str]:
    if document.leading:
        items = (
            f"<li>{_data(number, number_words(number))}{escape(words)}</li>"
            for words, number in document.leading
        )
        yield f'<ul class="leading">{"".join(items)}</ul>'


def _chart(document: Document) -> Iterator[str]:
    if document.chart is not None:
        yield _tag("h2", "", document.chart.title)
        drawn = bar_chart(document.chart.title, document.chart.bars)
        yield f'<div class="wide">{drawn}</div>'
        if document.chart.explained:
            yield _tag("p", "outlined", document.chart.explained)


def _table(table: Table) -> Iterator[str]:
    is_across = len(table.columns) > table.words + _UPRIGHT_NUMBERS
    yield '<section class="across">' if is_across else "<section>"
    yield _tag("h2", "", table.title)
    if table.explained:
        yield _tag("p", "", table.explained)
    for places in _side_by_side(table):
        heads = (
            _field("th", "number" if place >= table.words else "", table.columns[place])
            for place in places
        )
        yield f'<div class="wide"><table><thead><tr>{"".join(heads)}</tr></thead>'
        yield from (_row(table, row, places) for row in table.rows)
        yield "</table></div>"
    yield "</section>"


def _side_by_side(table: Table) -> Iterator[tuple[int, ...]]:
    """Yield which columns stand in one table: all words, and no more numbers than fit."""
    words = tuple(range(table.words))
    last = len(table.columns)
    for first in range(table.words, last, _MOST_NUMBERS):
        yield (*words, *range(first, min(first + _MOST_NUMBERS, last)))
    if last == table.words:
        yield words


def _row(table: Table, row: Row, places: tuple[int, ...]) -> str:
    key = f' data-key="{escape(row.key)}"' if row.key else ""
    cells = (row.cells[place] for place in places)
    return f"<tr{key}>{''.join(_cell(cell, table.words_in(cell)) for cell in cells)}</tr>"


def _cell(cell: Cell, words: str) -> str:
    if isinstance(cell, str):
        return _field("td", "", cell)
    return f'<td class="{"number gap" if cell is None else "number"}">{_data(cell, words)}</td>'


def _data(number: int | None, words: str) -> str:
    return (
        f'<span class="none">{escape(words)}</span>'
        if number is None
        else f'<data value="{number}">{escape(words)}</data>'
    )


def _field(name: str, kind: str, words: str) -> str:
    """Return a cell in which no line is broken within a month, a code or a name of a file."""
    if "-" not in words:
        return _tag(name, kind, words)
    parts, after = [], 0
    for found in _WHOLE.finditer(words):
        if len(found.group()) > _MOST_WHOLE:
            continue
        parts += [escape(words[after : found.start()]), _tag("span", "whole", found.group())]
        after = found.end()
    opening = f'{name} class="{kind}"' if kind else name
    return f"<{opening}>{''.join(parts)}{escape(words[after:])}</{name}>"


def _tag(name: str, kind: str, words: str) -> str:
    opening = f'{name} class="{kind}"' if kind else name
    return f"<{opening}>{escape(words)}</{name}>"
