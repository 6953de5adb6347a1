"""A report as one page that needs nothing else: no script, no request, nothing from outside."""

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from clinic_app.headquarters.chart import bar_chart
from clinic_app.headquarters.document import Cell, Document, Row, Table, number_words
from clinic_app.translation import gettext as _

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1c2430;background:#fff;margin:2rem auto;
max-width:60rem;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
p.period{color:#4a5563;margin:.25rem 0 1.5rem}
p.note{border-left:4px solid #b45309;background:#fff7ed;padding:.5rem .75rem;margin:.5rem 0}
ul.leading{list-style:none;display:flex;flex-wrap:wrap;gap:1rem;padding:0}
ul.leading li{flex:1 1 12rem;border:1px solid #d5dbe3;border-radius:8px;padding:.75rem 1rem}
ul.leading data{display:block;font-size:2rem;font-weight:600}
div.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #e3e8ee;vertical-align:top}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
td.gap{color:#b45309}
.chart{width:100%;height:auto}.bar{fill:#1f5f8b}.gap{fill:#fdebd3}.axis{stroke:#8894a3}
.value{font-size:13px;fill:#1c2430}.label{font-size:12px;fill:#4a5563}
footer{color:#4a5563;font-size:.9rem;margin-top:2rem}
@media print{body{margin:0}ul.leading li{break-inside:avoid}}
"""


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
        items = (f"<li>{_data(number)}{escape(words)}</li>" for words, number in document.leading)
        yield f'<ul class="leading">{"".join(items)}</ul>'


def _chart(document: Document) -> Iterator[str]:
    if document.chart is not None:
        yield _tag("h2", "", document.chart.title)
        yield bar_chart(document.chart.title, document.chart.bars)


def _table(table: Table) -> Iterator[str]:
    yield _tag("h2", "", table.title)
    if table.explained:
        yield _tag("p", "", table.explained)
    heads = (
        _tag("th", "number" if place >= table.words else "", words)
        for place, words in enumerate(table.columns)
    )
    yield f'<div class="wide"><table><tr>{"".join(heads)}</tr>'
    yield from (_row(row) for row in table.rows)
    yield "</table></div>"


def _row(row: Row) -> str:
    key = f' data-key="{escape(row.key)}"' if row.key else ""
    return f"<tr{key}>{''.join(map(_cell, row.cells))}</tr>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return _tag("td", "", cell)
    return f'<td class="{"number gap" if cell is None else "number"}">{_data(cell)}</td>'


def _data(number: int | None) -> str:
    words = escape(number_words(number))
    return f"<span>{words}</span>" if number is None else f'<data value="{number}">{words}</data>'


def _tag(name: str, kind: str, words: str) -> str:
    opening = f'{name} class="{kind}"' if kind else name
    return f"<{opening}>{escape(words)}</{name}>"
