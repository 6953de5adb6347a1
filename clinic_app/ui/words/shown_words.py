"""Papers that a client has shown, as the screen draws them."""

from clinic_app.records.shown_paper import PaperSeen, ShownPaper
from clinic_app.screening.evidence_months import Coverage, in_digits
from clinic_app.screening.paper_words import LanguageWords
from clinic_app.translation import gettext as _
from clinic_app.ui.models.shown_view import ShownLine, ShownView, TypedPaper
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.workflows.evidence_words import (
    days_words,
    form_words,
    is_whole_months,
    months_words,
)
from clinic_app.workflows.shown_papers import PapersOnFile, standing


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
        since=_since_words(found.months),
        told=_told(found.months),
    )


def _since_words(months: Coverage | None) -> str:
    if months is None:
        return _("No route is open that asks for papers month by month.")
    return _("Months since {day}, the day of continuous residence").format(
        day=day_words(months.since)
    )


def _told(months: Coverage | None) -> str:
    if months is None:
        return _("Papers can be written down all the same; a screening says what they are for.")
    return months_words(months, day_words)


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
        days=days_words(seen, day_words),
        kind=words.kind_named(seen.kind),
        form=form_words(seen.form),
        note=seen.note,
        state="" if paper.withdrawn is None else _("taken back"),
        typed=TypedPaper(kind=seen.kind, first=first, last=last, form=seen.form, note=seen.note),
        is_standing=paper.withdrawn is None,
    )
