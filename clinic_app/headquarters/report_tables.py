"""The tables that reports are made of."""

from dataclasses import replace

from clinic_app.bundles.headline_words import headline_words
from clinic_app.headquarters.document import Row, Table, Turnout
from clinic_app.headquarters.leaving_words import left_after
from clinic_app.headquarters.totals import MonthState, Report, ReportedClinic
from clinic_app.tallies.counting import EXPIRING_DAYS
from clinic_app.tallies.headlines import STANDING, HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _

LEADING = (
    HeadlineCount.HELPED,
    HeadlineCount.SCREENED,
    HeadlineCount.KYR_ATTENDANCE,
    HeadlineCount.KYR_TRAINED,
)
"""The headlines that have a column of their own by month and by clinic."""

ACCREDITATION = (
    HeadlineCount.REPRESENTATIVES_PARTIAL,
    HeadlineCount.REPRESENTATIVES_FULL,
    HeadlineCount.REPRESENTATIVES_NEW,
    HeadlineCount.REPRESENTATIVES_RENEWED,
    HeadlineCount.REPRESENTATIVES_EXPIRING,
)
"""What is known of representatives."""


def every_headline(report: Report) -> Table:
    """Return each number of the period."""
    return Table(
        title=_("Every number of the period"),
        columns=(_("What is counted"), _("How"), _("Total")),
        words=2,
        rows=tuple(
            Row((words, how(headline), report.total(headline)), headline.value)
            for headline, words in headline_words().items()
        ),
    )


def headlines_by_month(report: Report) -> Table:
    """Return each number month by month, and what the period adds up to."""
    return Table(
        title=_("Every number, month by month"),
        columns=(
            _("What is counted"),
            _("How"),
            *(month.label for month in report.months),
            _("Total"),
        ),
        words=2,
        rows=tuple(
            Row(
                (
                    words,
                    how(headline),
                    *(report.month_total(month, headline) for month in report.months),
                    report.total(headline),
                ),
                headline.value,
            )
            for headline, words in headline_words().items()
        ),
        explained=_partly_silent(report),
    )


def by_month(report: Report) -> Table:
    """Return the leading numbers month by month, and how many clinics reported."""
    rows = []
    states = report.states_by_month
    for month in report.months:
        one = turnout(states.get(month, ()))
        told = _("{reported} of {all}").format(reported=one.reported, all=one.expected)
        numbers = (report.month_total(month, headline) for headline in LEADING)
        rows.append(Row((month.label, told, *numbers)))
    return Table(
        title=_("By month"),
        columns=(_("Month"), _("Clinics reported"), *_titles(LEADING)),
        words=2,
        rows=tuple(rows),
    )


def accreditation(report: Report) -> Table:
    """Return what is known of representatives, clinic by clinic."""
    explained = _(
        "Accreditations that end within {days} days are counted from the last day of the "
        "period on; a renewal must be asked for before they end. A clinic with an older "
        "program does not count them yet: its number is a gap, and is not in the total. Whoever "
        "was renewed in a missing month still stands among the newly accredited."
    ).format(days=EXPIRING_DAYS)
    if any(clinic.states[report.last] is MonthState.LEFT for clinic in report.clinics):
        left = _("A clinic that had left by the last day has no representatives on it.")
        explained = f"{explained} {left}"
    return replace(by_clinic(report, ACCREDITATION), explained=explained)


def by_clinic(report: Report, headlines: tuple[HeadlineCount, ...]) -> Table:
    """Return *headlines* clinic by clinic, and the months that each did not report.

    Whoever had left before the period is not in it.
    """
    return Table(
        title=_("By clinic"),
        columns=(_("Clinic"), _("Name"), _("Months missing"), *_titles(headlines)),
        words=3,
        rows=tuple(
            Row(
                (
                    clinic.code,
                    clinic.name,
                    _gaps(clinic, report.last),
                    *(clinic.total(headline) for headline in headlines),
                ),
                clinic.code,
            )
            for clinic in report.clinics
            if not clinic.was_gone
        ),
    )


def worth_a_look(report: Report) -> tuple[Table, ...]:
    """Return what a person should ask about before the numbers are used; nothing for nothing."""
    rows = tuple(Row((hint.clinic, hint.month.label, hint.words)) for hint in report.hints)
    if not rows:
        return ()
    return (
        Table(
            title=_("Worth a look before these numbers are used"),
            columns=(_("Clinic"), _("Month"), _("What to ask about")),
            words=3,
            rows=rows,
            explained=_(
                "These are hints. The numbers stand as their clinics closed them, and may be right."
            ),
        ),
    )


def turnout(states: tuple[MonthState, ...]) -> Turnout:
    """Return how many of these clinics reported, of all that should have."""
    reported = states.count(MonthState.REPORTED)
    return Turnout(reported, reported + states.count(MonthState.MISSING))


def missing_words(clinic: ReportedClinic) -> str:
    """Return the months that a clinic did not report, or that there are none."""
    return ", ".join(month.label for month in clinic.missing) or _("none")


def _gaps(clinic: ReportedClinic, last: Month) -> str:
    """Return the months that a clinic did not report, and after which one it left."""
    if clinic.left is None or clinic.left >= last:
        return missing_words(clinic)
    return _("{months}; {left}").format(months=missing_words(clinic), left=left_after(clinic.left))


def how(headline: HeadlineCount) -> str:
    """Return whether a headline stands on a day or adds up."""
    return _("on the last day") if headline in STANDING else _("in the period")


def _partly_silent(report: Report) -> str:
    """Return in which months some clinics are silent; empty for none."""
    turnouts = {month: turnout(states) for month, states in report.states_by_month.items()}
    told = [
        _("{month} ({reported} of {all})").format(
            month=month.label, reported=one.reported, all=one.expected
        )
        for month, one in turnouts.items()
        if one.is_partial
    ]
    if not told:
        return ""
    return _(
        "Not every clinic reported these months, and their numbers are what the others said: "
        "{months}."
    ).format(months=", ".join(told))


def _titles(headlines: tuple[HeadlineCount, ...]) -> tuple[str, ...]:
    words = headline_words()
    return tuple(words[headline] for headline in headlines)
