"""Papers that a client has shown, in words: the lines of the list, and what the months say."""

from datetime import date, timedelta

from clinic_app.records.shown_paper import PaperForm, PaperSeen, ShownPaper
from clinic_app.screening.evidence_months import CITATION, Coverage, Months, in_digits, month_of
from clinic_app.screening.paper_words import LanguageWords
from clinic_app.translation import gettext as _
from clinic_app.ui.models.shown_view import ShownLine, ShownView, TypedPaper
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.workflows.shown_papers import PapersOnFile, standing

_DAY = timedelta(days=1)


def shown_view(found: PapersOnFile, words: LanguageWords) -> ShownView:
    """Return what the screen draws."""
    client = found.client
    named = " · ".join(part for part in (client.name, client.code) if part)
    still_shown = standing(found.papers)
    newest_first = tuple(reversed(found.papers))
    standing_ones = [one for one in newest_first if one.withdrawn is None]
    others = [
        one for one in newest_first if one.withdrawn is not None and one.seen not in still_shown
    ]
    lines = (
        _line(one, one.seen, words) for one in (*standing_ones, *others) if one.seen is not None
    )
    return ShownView(
        client_id=client.id,
        title=_("Papers shown · {client}").format(client=named),
        kinds=tuple(words.kind.items()),
        lines=tuple(lines),
        months=found.months,
        since=since_words(found.months),
        told=months_words(found.months),
    )


def since_words(months: Coverage | None) -> str:
    """Return the heading over the months."""
    if months is None:
        return _("No route is open that asks for papers month by month.")
    return _("Months since {day}, the day of continuous residence").format(
        day=day_words(months.since)
    )


def months_words(months: Coverage | None) -> str:
    """Return which months have no paper yet, and what nobody here decides."""
    if months is None:
        return _("Papers can be written down all the same; a screening says what they are for.")
    missing = ", ".join(run.written for run in months.uncovered)
    told = [
        _("Months without a paper yet: {months}.").format(months=missing)
        if missing
        else _("Every month until last month has a paper."),
        _("A paper shows {day} or a day before it.").format(day=day_words(months.since))
        if months.reaches_back
        else _("No paper yet shows {day} or a day before it.").format(day=day_words(months.since)),
        _("Whether that suffices is for the representative to say ({citation}).").format(
            citation=CITATION
        ),
    ]
    return " ".join(told)


def form_words(form: PaperForm) -> str:
    """Return whether a paper was the original or a copy."""
    match form:
        case PaperForm.ORIGINAL:
            return _("original")
        case PaperForm.COPY:
            return _("copy")


def days_words(seen: PaperSeen) -> str:
    """Return the days that a paper shows: whole months in digits, other days in full."""
    first, last = _as_typed(seen)
    if is_whole_months(seen):
        return Months(month_of(seen.first), month_of(seen.last)).written
    return f"{first} – {last}" if last else first


def is_whole_months(seen: PaperSeen) -> bool:
    """Whether a paper shows from the first day of a month to the last one of a month."""
    return seen.first == month_of(seen.first) and _is_last_of_month(seen.last)


def _is_last_of_month(day: date) -> bool:
    return (day + _DAY).day == 1


def _as_typed(seen: PaperSeen) -> tuple[str, str]:
    if is_whole_months(seen):
        first, last = in_digits(seen.first), in_digits(seen.last)
    else:
        first, last = day_words(seen.first), day_words(seen.last)
    return first, "" if first == last else last


def _line(paper: ShownPaper, seen: PaperSeen, words: LanguageWords) -> ShownLine:
    first, last = _as_typed(seen)
    return ShownLine(
        paper_id=paper.id,
        days=days_words(seen),
        kind=words.kind_named(seen.kind),
        form=form_words(seen.form),
        note=seen.note,
        state="" if paper.withdrawn is None else _("taken back"),
        typed=TypedPaper(kind=seen.kind, first=first, last=last, form=seen.form, note=seen.note),
        is_standing=paper.withdrawn is None,
    )
