"""A day of which no more than the month or the year is known, as it is typed and as it is said."""

from collections.abc import Callable

from clinic_app.interview.answers import DaySpan
from clinic_app.interview.errors import TypedDayError
from clinic_app.interview.questionnaire import Questionnaire
from clinic_app.interview.typed_month import parse_when
from clinic_app.screening.paper_words import LanguageWords
from clinic_app.translation import gettext as _
from clinic_app.ui.words.days import month_words

SpanSaid = Callable[[DaySpan], str]
"""Says which day is meant."""


def typed_span(span: DaySpan) -> str:
    """Return a month or year as the field shows it, and as it is read again."""
    return span.written if span.is_year else month_words(span.written)


def span_said(span: DaySpan) -> str:
    """Return a month or year in a sentence of the worker."""
    return _("some day in {month}").format(month=typed_span(span))


def said_to_both(questionnaire: Questionnaire, client_words: LanguageWords | None) -> SpanSaid:
    """Return what says it to the worker and, on a line of its own, to the client.

    Args:
        questionnaire: Has the client's words.
        client_words: Has the names of the months; None where the worker's words are enough.
    """

    def said(span: DaySpan) -> str:
        own = ""
        if client_words is not None and questionnaire.some_day is not None:
            months, tag = client_words.dates.months, client_words.language
            own = questionnaire.some_day.written(span, tag, months)
        return "\n".join(part for part in (span_said(span), own) if part)

    return said


def meant_by(said: SpanSaid) -> Callable[[str], str]:
    """Return what says of a typed text which day is meant; nothing of a whole day, or of none."""

    def meant(typed: str) -> str:
        try:
            when = parse_when(typed)
        except TypedDayError:
            return ""
        return said(when) if isinstance(when, DaySpan) else ""

    return meant
