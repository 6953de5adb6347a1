"""The reports there are, and what each of them says."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from clinic_app.bundles.headline_words import headline_words
from clinic_app.headquarters import annual_summary, report_tables
from clinic_app.headquarters.document import Bar, Chart, Document, Table
from clinic_app.headquarters.label_tables import by_label
from clinic_app.headquarters.report_notes import notes, notes_of_falling, yearly_notes
from clinic_app.headquarters.report_sources import sources
from clinic_app.headquarters.report_tables import ACCREDITATION, LEADING
from clinic_app.headquarters.totals import Report
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.translation import gettext as _


class ReportKind(StrEnum):
    """Who asks for it; the value is a word of the command line and of file names."""

    COALITION = "coalition"
    """All clinics, rolled up."""

    FUNDER = "funder"
    """Every number month by month, and by label."""

    NEWSLETTER = "newsletter"
    """People helped, people trained, accreditation."""

    ACCREDITATION = "accreditation"
    """Representatives, clinic by clinic."""

    ANNUAL = "annual"
    """The summary of 8 CFR 1292.14(b) that each office keeps."""


def document(report: Report, kind: ReportKind) -> Document:
    """Return what *report* says to whoever asks for *kind*."""
    words = headline_words()
    leading = _LEADING_OF[kind]
    return Document(
        issuer=report.headquarters,
        title=kind_words(kind),
        period=_("Whole months from {first} to {last}, both included").format(
            first=report.first.label, last=report.last.label
        ),
        notes=tuple(_notes(report, kind)),
        leading=tuple((words[headline], report.total(headline)) for headline in leading),
        chart=_chart(report, leading[0]) if leading else None,
        tables=(*_TABLES_OF[kind](report), sources(report)),
        limits=_limits(),
    )


def kind_words(kind: ReportKind) -> str:
    """Return what a kind of report is called."""
    match kind:
        case ReportKind.COALITION:
            return _("Coalition report")
        case ReportKind.FUNDER:
            return _("Report to a funder")
        case ReportKind.NEWSLETTER:
            return _("Numbers for a newsletter")
        case ReportKind.ACCREDITATION:
            return _("Accreditation")
        case ReportKind.ANNUAL:
            return _("Annual summary of each office")


def _coalition(report: Report) -> tuple[Table, ...]:
    return (
        *report_tables.worth_a_look(report),
        report_tables.every_headline(report),
        report_tables.by_month(report),
        report_tables.by_clinic(report, LEADING),
        *by_label(report),
    )


def _funder(report: Report) -> tuple[Table, ...]:
    return (report_tables.headlines_by_month(report), *by_label(report))


def _newsletter(report: Report) -> tuple[Table, ...]:
    return (report_tables.by_month(report),)


def _accreditation(report: Report) -> tuple[Table, ...]:
    return (report_tables.accreditation(report),)


_TABLES_OF: Mapping[ReportKind, Callable[[Report], tuple[Table, ...]]] = {
    ReportKind.COALITION: _coalition,
    ReportKind.FUNDER: _funder,
    ReportKind.NEWSLETTER: _newsletter,
    ReportKind.ACCREDITATION: _accreditation,
    ReportKind.ANNUAL: annual_summary.office_tables,
}
_LEADING_OF: Mapping[ReportKind, tuple[HeadlineCount, ...]] = {
    ReportKind.COALITION: LEADING,
    ReportKind.FUNDER: LEADING,
    ReportKind.NEWSLETTER: (HeadlineCount.HELPED, HeadlineCount.KYR_TRAINED, *ACCREDITATION),
    ReportKind.ACCREDITATION: ACCREDITATION,
    ReportKind.ANNUAL: (),
}

_WITH_YEARS = frozenset({ReportKind.COALITION, ReportKind.FUNDER, ReportKind.ANNUAL})
"""The reports that say how many clients were served in a year."""

_WITH_SCREENED = frozenset({ReportKind.COALITION, ReportKind.FUNDER, ReportKind.NEWSLETTER})
"""The reports that say how many were screened; that of accreditation says of its own what falls."""


def _chart(report: Report, headline: HeadlineCount) -> Chart:
    title = _("{headline}, by month").format(headline=headline_words()[headline])
    states = report.states_by_month
    bars = tuple(
        Bar(
            month.label,
            report.month_total(month, headline),
            report_tables.turnout(states.get(month, ())),
        )
        for month in report.months
    )
    return Chart(title, bars, _outlined_words() if any(bar.is_partial for bar in bars) else "")


def _outlined_words() -> str:
    """Return what the bar of a month is that some clinics did not report."""
    return _("An outlined bar is a month that not every clinic reported, and no fall.")


def _notes(report: Report, kind: ReportKind) -> Iterator[str]:
    if kind is ReportKind.ANNUAL:
        yield from annual_summary.year_words(report)
        yield annual_summary.retention_words()
    yield from notes(report)
    if kind in _WITH_SCREENED:
        yield from notes_of_falling(report)
    if kind in _WITH_YEARS:
        yield from yearly_notes(report)


def _limits() -> str:
    return _(
        "A client counts once at a clinic, however often seen; somebody who goes to two clinics "
        "counts at both. Know Your Rights numbers are heads, not people. A month that a clinic "
        "did not report is a gap and in no total. A correction counts in the month in which it "
        "was closed."
    )
