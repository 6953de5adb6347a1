"""The annual summary that each recognized office keeps: one table per office.

Source: 8 CFR 1292.14(b)(2).
"""

from collections.abc import Iterator

from clinic_app.bundles.headline_words import headline_words
from clinic_app.headquarters.document import Row, Table
from clinic_app.headquarters.report_tables import how, missing_words
from clinic_app.headquarters.totals import MonthState, Report, ReportedClinic
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext

_SERVICES = (
    HeadlineCount.SERVED_IN_YEAR,
    HeadlineCount.SERVED_IN_YEAR_AT_NO_COST,
    HeadlineCount.HELPED,
    HeadlineCount.SCREENINGS,
    HeadlineCount.APPLICATIONS_PREPARED,
    HeadlineCount.FORM_I_821,
    HeadlineCount.FORM_I_765,
    HeadlineCount.FORM_I_912,
    HeadlineCount.FORM_I_601,
    HeadlineCount.FORM_I_131,
    HeadlineCount.FORM_G_28,
    HeadlineCount.FORM_OTHER,
    HeadlineCount.APPEARANCES_DHS,
    HeadlineCount.APPEARANCES_COURT,
    HeadlineCount.APPEARANCES_BOARD,
    HeadlineCount.REFERRALS,
    HeadlineCount.ADVICE,
    HeadlineCount.SERVICES_AT_NO_COST,
    HeadlineCount.KYR_EVENTS,
    HeadlineCount.KYR_ATTENDANCE,
    HeadlineCount.KYR_TRAINED,
    HeadlineCount.REPRESENTATIVES_PARTIAL,
    HeadlineCount.REPRESENTATIVES_FULL,
)

_MONTHS_OF_A_YEAR = 12

_DESCRIBED = (
    HeadlineCount.SCREENINGS,
    HeadlineCount.APPLICATIONS_PREPARED,
    HeadlineCount.APPEARANCES,
    HeadlineCount.REFERRALS,
    HeadlineCount.ADVICE,
    HeadlineCount.KYR_EVENTS,
)
"""The kinds of service that are named where an office gave any."""


def office_tables(report: Report) -> tuple[Table, ...]:
    """Return the summary of each office that had not left before the period, by code."""
    return tuple(_office(clinic) for clinic in report.clinics if not clinic.was_gone)


def retention_words() -> str:
    """Return what the regulation asks of whoever holds this paper."""
    return _(
        "Annual summary under 8 CFR 1292.14(b)(2); keep it for six years, and with it the fee "
        "schedule of each office that charges a fee. A client served counts once in each calendar "
        "year in which the office finished a screening of theirs or gave them any service; whoever "
        "came in two years is in both. At no cost was who got a service marked so; a screening "
        "alone is none. People helped to apply for TPS count once, in the year in "
        "which that was first done. Applications are counted when they are prepared, so say how "
        "many were filed. Complete the general description of services in your own words before "
        "you sign."
    )


def year_words(report: Report) -> Iterator[str]:
    """Yield what must be said where the months are not those of one calendar year."""
    if report.first.number != 1 or len(report.months) != _MONTHS_OF_A_YEAR:
        yield _(
            "These are not the twelve months of one calendar year. "
            "Choose January to December where the summary of a year is asked for."
        )


def _office(clinic: ReportedClinic) -> Table:
    words = headline_words()
    return Table(
        title=_("{code}: {name}").format(code=clinic.code, name=clinic.name),
        columns=(_("What is counted"), _("How"), _("Number")),
        words=2,
        rows=tuple(
            Row((words[headline], how(headline), clinic.total(headline)), headline.value)
            for headline in _SERVICES
        ),
        explained=" ".join((_months(clinic), _description(clinic))),
    )


def _months(clinic: ReportedClinic) -> str:
    states = list(clinic.states.values())
    reported = states.count(MonthState.REPORTED)
    told = ngettext(
        "{count} of {all} month was reported.", "{count} of {all} months were reported.", reported
    ).format(count=reported, all=len(states))
    not_begun = states.count(MonthState.NOT_BEGUN)
    begun = ngettext(
        "{count} month lies before the office's first report.",
        "{count} months lie before the office's first report.",
        not_begun,
    ).format(count=not_begun)
    after = states.count(MonthState.LEFT)
    left = ngettext(
        "{count} month lies after the last one that the office was to report.",
        "{count} months lie after the last one that the office was to report.",
        after,
    ).format(count=after)
    is_older = reported and clinic.total(HeadlineCount.SERVED_IN_YEAR) is None
    older = _("An older version of the program closed them, which did not count clients by year.")
    missing = _("Not reported, and in no number below: {months}.").format(
        months=missing_words(clinic)
    )
    sentences = ((begun, not_begun), (left, after), (missing, clinic.missing), (older, is_older))
    return " ".join([told, *(words for words, is_so in sentences if is_so)])


def _description(clinic: ReportedClinic) -> str:
    words = headline_words()
    given = [words[one] for one in _DESCRIBED if (clinic.total(one) or 0) > 0]
    return _("Kinds of service: {kinds}.").format(kinds="; ".join(given) or _("none reported"))
