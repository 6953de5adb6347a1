"""The annual summary that each recognized office keeps: one table per office.

Source: 8 CFR 1292.14(b)(2).
"""

from clinic_app.bundles.headline_words import headline_words
from clinic_app.headquarters.document import Cell, Row, Table
from clinic_app.headquarters.report_tables import how, missing_words
from clinic_app.headquarters.totals import MonthState, Report, ReportedClinic
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext

_SERVICES = (
    HeadlineCount.HELPED,
    HeadlineCount.SERVED_AT_NO_COST,
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
    """Return the summary of each office, by code."""
    return tuple(_office(clinic) for clinic in report.clinics)


def retention_words() -> str:
    """Return what the regulation asks of whoever holds this paper."""
    return _(
        "Annual summary under 8 CFR 1292.14(b)(2); keep it for six years. A client is counted in "
        "the year in which the office first served them, so a client who comes back in a later "
        "year is not counted again. Applications are counted when they are prepared. Complete the "
        "general description of services in your own words before you sign."
    )


def _office(clinic: ReportedClinic) -> Table:
    words = headline_words()
    served: Row = Row((_("Clients served, each once"), _("in the period"), _served(clinic)))
    return Table(
        title=_("{code}: {name}").format(code=clinic.code, name=clinic.name),
        columns=(_("What is counted"), _("How"), _("Number")),
        words=2,
        rows=(
            served,
            *(
                Row((words[headline], how(headline), clinic.total(headline)), headline.value)
                for headline in _SERVICES
            ),
        ),
        explained=" ".join((_months(clinic), _description(clinic))),
    )


def _served(clinic: ReportedClinic) -> Cell:
    """Return everybody screened or helped: a client is in exactly one of the two."""
    helped = clinic.total(HeadlineCount.HELPED)
    screened = clinic.total(HeadlineCount.SCREENED)
    return None if helped is None or screened is None else helped + screened


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
    missing = _("Not reported, and in no number below: {months}.").format(
        months=missing_words(clinic)
    )
    return " ".join([told, *([begun] if not_begun else []), *([missing] if clinic.missing else [])])


def _description(clinic: ReportedClinic) -> str:
    words = headline_words()
    given = [words[one] for one in _DESCRIBED if (clinic.total(one) or 0) > 0]
    return _("Kinds of service: {kinds}.").format(kinds="; ".join(given) or _("none reported"))
