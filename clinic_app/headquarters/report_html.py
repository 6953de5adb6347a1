"""A report as one page that needs nothing else: no script, no request, nothing from outside."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from clinic_app.bundles.headline_words import headline_words
from clinic_app.headquarters.chart import bar_chart
from clinic_app.headquarters.label_html import labels_html
from clinic_app.headquarters.totals import MonthState, Report, ReportedClinic
from clinic_app.tallies.headlines import STANDING, HeadlineCount
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext

_LEADING = (
    HeadlineCount.HELPED,
    HeadlineCount.SCREENED,
    HeadlineCount.KYR_ATTENDANCE,
    HeadlineCount.KYR_TRAINED,
)
"""The headlines that have a column of their own by month and by clinic."""

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1c2430;background:#fff;margin:2rem auto;
max-width:60rem;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
p.period{color:#4a5563;margin:.25rem 0 1.5rem}
p.note{border-left:4px solid #b45309;background:#fff7ed;padding:.5rem .75rem;margin:.5rem 0}
ul.leading{list-style:none;display:flex;flex-wrap:wrap;gap:1rem;padding:0}
ul.leading li{flex:1 1 12rem;border:1px solid #d5dbe3;border-radius:8px;padding:.75rem 1rem}
ul.leading data{display:block;font-size:2rem;font-weight:600}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #e3e8ee;vertical-align:top}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
td.gap{color:#b45309}
.chart{width:100%;height:auto}.bar{fill:#1f5f8b}.gap{fill:#fdebd3}.axis{stroke:#8894a3}
.value{font-size:13px;fill:#1c2430}.label{font-size:12px;fill:#4a5563}
footer{color:#4a5563;font-size:.9rem;margin-top:2rem}
@media print{body{margin:0}ul.leading li{break-inside:avoid}}
"""


def report_html(report: Report) -> bytes:
    """Return the page; the same report gives the same bytes."""
    style_hash = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{style_hash}'; base-uri 'none'"
    title = _("{headquarters}: {first} to {last}").format(
        headquarters=report.headquarters, first=report.first.label, last=report.last.label
    )
    page = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(report.headquarters)}</h1>",
        _tag("p", "period", _period(report)),
        *_notes(report),
        *_leading(report),
        *_chart(report),
        *_all_headlines(report),
        *_by_month(report),
        *_by_clinic(report),
        *labels_html(report.breakdowns),
        _tag("footer", "", _limits()),
        "</body></html>\n",
    ]
    return "".join(page).encode()


def _period(report: Report) -> str:
    return _("Whole months from {first} to {last}, both included").format(
        first=report.first.label, last=report.last.label
    )


def _limits() -> str:
    return _(
        "A client counts once at a clinic, however often seen; somebody who goes to two clinics "
        "counts at both. Know Your Rights numbers are heads, not people. A month that a clinic "
        "did not report is a gap and in no total. A correction counts in the month in which it "
        "was closed."
    )


def _notes(report: Report) -> Iterator[str]:
    if report.is_training:
        yield _tag("p", "note", _("Training: invented families, not people."))
    missing = report.count(MonthState.MISSING)
    if missing:
        words = ngettext(
            "{count} clinic-month is missing, so the totals are too low by what it holds.",
            "{count} clinic-months are missing, so the totals are too low by what they hold.",
            missing,
        )
        yield _tag("p", "note", words.format(count=missing))
    for clinic, count in report.conflicts.items():
        words = ngettext(
            "{clinic}: {count} bundle contradicts what was taken in; it counts nowhere. "
            "Call the clinic.",
            "{clinic}: {count} bundles contradict what was taken in; they count nowhere. "
            "Call the clinic.",
            count,
        )
        yield _tag("p", "note", words.format(clinic=clinic, count=count))


def _leading(report: Report) -> Iterator[str]:
    words = headline_words()
    yield '<ul class="leading">'
    for headline in _LEADING:
        total = report.total(headline)
        yield f"<li>{_data(total)}{escape(words[headline])}</li>"
    yield "</ul>"


def _chart(report: Report) -> Iterator[str]:
    title = _("{headline}, by month").format(headline=headline_words()[HeadlineCount.HELPED])
    yield _tag("h2", "", title)
    yield bar_chart(
        title,
        [(month.label, report.month_total(month, HeadlineCount.HELPED)) for month in report.months],
    )


def _all_headlines(report: Report) -> Iterator[str]:
    yield _tag("h2", "", _("Every number of the period"))
    yield _head((_("What is counted"), _("How"), _("Total")), numbers=1)
    for headline, words in headline_words().items():
        how = _("on the last day") if headline in STANDING else _("in the period")
        row = _tag("td", "", words) + _tag("td", "", how) + _cell(report.total(headline))
        yield f'<tr data-headline="{headline.value}">{row}</tr>'
    yield "</table>"


def _by_month(report: Report) -> Iterator[str]:
    words = headline_words()
    yield _tag("h2", "", _("By month"))
    yield _head(
        (_("Month"), _("Clinics reported"), *(words[headline] for headline in _LEADING)),
        numbers=len(_LEADING),
    )
    for month in report.months:
        reported = report.count(MonthState.REPORTED, month)
        missing = report.count(MonthState.MISSING, month)
        told = _("{reported} of {all}").format(reported=reported, all=reported + missing)
        cells = [_tag("td", "", month.label), _tag("td", "gap" if missing else "", told)]
        cells += [_cell(report.month_total(month, headline)) for headline in _LEADING]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table>"


def _by_clinic(report: Report) -> Iterator[str]:
    words = headline_words()
    yield _tag("h2", "", _("By clinic"))
    yield _head(
        (
            _("Clinic"),
            _("Name"),
            _("Months missing"),
            *(words[headline] for headline in _LEADING),
        ),
        numbers=len(_LEADING),
    )
    for clinic in report.clinics:
        cells = [_tag("td", "", clinic.code), _tag("td", "", clinic.name), _missing(clinic)]
        cells += [_cell(clinic.total(headline)) for headline in _LEADING]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table>"


def _missing(clinic: ReportedClinic) -> str:
    missing = clinic.missing
    if not missing:
        return _tag("td", "", _("none"))
    return _tag("td", "gap", ", ".join(month.label for month in missing))


def _head(titles: Sequence[str], *, numbers: int) -> str:
    words = len(titles) - numbers
    row = [_tag("th", "number" if place >= words else "", t) for place, t in enumerate(titles)]
    return f"<table><tr>{''.join(row)}</tr>"


def _cell(number: int | None) -> str:
    kind = "number gap" if number is None else "number"
    return f'<td class="{kind}">{_data(number)}</td>'


def _data(number: int | None) -> str:
    if number is None:
        return f"<span>{escape(_('no report'))}</span>"
    return f'<data value="{number}">{number:,}</data>'


def _tag(name: str, kind: str, words: str) -> str:
    opening = f'{name} class="{kind}"' if kind else name
    return f"<{opening}>{escape(words)}</{name}>"
