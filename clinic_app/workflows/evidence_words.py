"""What papers and months say in the worker's words, on the screen and on the reviewer's sheet."""

from collections.abc import Callable
from datetime import date, timedelta

from clinic_app.records.shown_paper import PaperForm, PaperSeen
from clinic_app.screening.evidence_months import CITATION, Coverage, Months, month_of
from clinic_app.translation import gettext as _

Written = Callable[[date], str]
"""How a day is written in this place."""

_DAY = timedelta(days=1)


def months_words(months: Coverage, written: Written) -> str:
    """Return which months have no paper yet, and what nobody but the representative decides."""
    day = written(months.since)
    missing = ", ".join(run.written for run in months.uncovered)
    told = [
        _("Months without a paper yet: {months}.").format(months=missing)
        if missing
        else _("Every month until last month has a paper."),
        _("A paper shows {day} or a day before it.").format(day=day)
        if months.reaches_back
        else _("No paper yet shows {day} or a day before it.").format(day=day),
        *_presence(months, written),
        _("Whether that suffices is for the representative to say ({citation}).").format(
            citation=CITATION
        ),
    ]
    return " ".join(told)


def _presence(months: Coverage, written: Written) -> tuple[str, ...]:
    """Tell of the day of physical presence, about which a paper is asked for as well."""
    if months.present_on is None:
        return ()
    day = written(months.present_on)
    if months.lacks_presence:
        return (_("No paper yet shows the month of {day} (physical presence).").format(day=day),)
    return (_("A paper shows the month of {day} (physical presence).").format(day=day),)


def form_words(form: PaperForm) -> str:
    """Return whether a paper was the original or a copy."""
    match form:
        case PaperForm.ORIGINAL:
            return _("original")
        case PaperForm.COPY:
            return _("copy")


def days_words(seen: PaperSeen, written: Written) -> str:
    """Return the days that a paper shows: whole months in digits, other days in full."""
    if is_whole_months(seen):
        return Months(month_of(seen.first), month_of(seen.last)).written
    if seen.first == seen.last:
        return written(seen.first)
    return f"{written(seen.first)} – {written(seen.last)}"


def is_whole_months(seen: PaperSeen) -> bool:
    """Whether a paper shows from the first day of a month to the last one of a month."""
    return seen.first == month_of(seen.first) and (seen.last + _DAY).day == 1
