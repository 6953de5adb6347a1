"""What nobody may overlook who reads a report: training, gaps, leavings, conflicts, approvals."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

from clinic_app.headquarters.leaving_words import notes_of_leaving
from clinic_app.headquarters.totals import MonthState, Report
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext


def notes(report: Report) -> Iterator[str]:
    """Yield one sentence or two for each thing, the gravest first."""
    if report.is_training:
        yield _("Training: invented families, not people.")
    yield from _missing(report)
    yield from notes_of_leaving(report.leavings, report.first, report.last)
    yield from _waiting(report)
    yield from _approved(report)


def yearly_notes(report: Report) -> Iterator[str]:
    """Yield which clinics lack the clients served of which years, for who reads such a total."""
    clinics: dict[tuple[int, ...], list[str]] = {}
    for clinic, years in report.years_lacking.items():
        clinics.setdefault(years, []).append(clinic)
    for years, codes in sorted(clinics.items()):
        yield _(
            "Clients served in {years} are in no total for {clinics}: an older version of the "
            "program closed those months, and did not count clients by year."
        ).format(years=", ".join(map(str, years)), clinics=", ".join(codes))
    if report.since_january:
        yield _(
            "Clients served in {year} are those since January for {clinics}, and too many for this "
            "period: an older version of the program closed the months before, and did not count "
            "clients by year. Choose January as the first month."
        ).format(year=report.first.year, clinics=", ".join(report.since_january))


def notes_of_falling(report: Report) -> Iterator[str]:
    """Yield which totals a missing month leaves too high, for who reads those."""
    if report.count(MonthState.MISSING):
        yield _(
            "Whoever was helped in a missing month still stands among those screened, and whoever "
            "was renewed among those newly accredited: these two totals may be too high."
        )


def _missing(report: Report) -> Iterator[str]:
    missing = report.count(MonthState.MISSING)
    if missing:
        words = ngettext(
            "{count} clinic-month is missing, so the totals are too low by what it holds.",
            "{count} clinic-months are missing, so the totals are too low by what they hold.",
            missing,
        )
        yield words.format(count=missing)
    yield from _not_yet(report)
    for clinic, apart in sorted(report.apart.items()):
        yield _(
            "{clinic}: missing here, and in a bundle that is kept apart: {months}. See there why "
            "before you ask for it."
        ).format(clinic=clinic, months=", ".join(month.label for month in sorted(apart)))


def _not_yet(report: Report) -> Iterator[str]:
    """Yield which months at the end of the period no clinic closed: a report knows no day."""
    states = report.states_by_month
    closed = frozenset[Month]().union(*report.apart.values())
    silent = tuple(
        takewhile(
            lambda month: MonthState.REPORTED not in states.get(month, ()) and month not in closed,
            reversed(report.months),
        )
    )
    if any(MonthState.MISSING in states.get(month, ()) for month in silent):
        words = ngettext(
            "No clinic has reported {first} yet. Where that month is not over, nothing is wrong: "
            "look again once it is.",
            "No clinic has reported {first} to {last} yet. Where those months are not over, "
            "nothing is wrong: look again once they are.",
            len(silent),
        )
        yield words.format(first=silent[-1].label, last=silent[0].label)


def _waiting(report: Report) -> Iterator[str]:
    for clinic, count in report.conflicts.items():
        words = ngettext(
            "{clinic}: {count} bundle contradicts what was taken in; it counts nowhere. "
            "Call the clinic.",
            "{clinic}: {count} bundles contradict what was taken in; they count nowhere. "
            "Call the clinic.",
            count,
        )
        yield words.format(clinic=clinic, count=count)
    # A month of the period waits: what brings other months alone is not this report's matter.
    held_back = Counter(
        one.clinic
        for one in report.approvals.held_back
        if any(report.first <= month <= report.last for month in one.months)
    )
    for clinic, count in held_back.items():
        words = ngettext(
            "{clinic}: {count} bundle brings a month that was locked without it; it counts "
            "nowhere until the month is unlocked.",
            "{clinic}: {count} bundles bring a month that was locked without them; they count "
            "nowhere until the month is unlocked.",
            count,
        )
        yield words.format(clinic=clinic, count=count)


def _approved(report: Report) -> Iterator[str]:
    locked = [month.label for month in report.months if month in report.approvals.locked]
    if len(locked) == len(report.months):
        yield _("Every month of the period is approved and locked.")
    elif locked:
        yield _("Approved and locked: {months}. The other months may still change.").format(
            months=", ".join(locked)
        )
    for entry in report.approvals.unlocked:
        if report.first <= entry.month <= report.last:
            yield _("{month} was unlocked on {day}: {reason}").format(
                month=entry.month.label,
                day=datetime.fromisoformat(entry.at).date().isoformat(),
                reason=entry.words,
            )
