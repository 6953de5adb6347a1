"""Words for what the room ``interview`` expects may fail."""

from clinic_app.interview.errors import (
    DayNotUnderstoodError,
    EndsBeforeItBeginsError,
    MonthAloneError,
    NoSuchDayError,
    QuestionnaireError,
    TwoDigitYearError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _two_digits(_error: TwoDigitYearError) -> str:
    return _("The year has two digits. Write all four, like 6/3/2024.")


def _no_such_day(_error: NoSuchDayError) -> str:
    return _(
        "The calendar has no such day. Look at month, day and year again; the month comes first."
    )


def _not_understood(_error: DayNotUnderstoodError) -> str:
    return _("This is not read as a day. Write it like 6/3/2024, jun 3 2024 or 2024-06-03.")


def _month_alone(_error: MonthAloneError) -> str:
    return _(
        "This is no more than a month or a year. Type the whole day here, like 6/3/2024; where the "
        "client does not know it, press F2, or in a list type “unknown”."
    )


def _ends_first(_error: EndsBeforeItBeginsError) -> str:
    return _("The last month lies before the first. Look at both again; the earlier one is first.")


def _questionnaire(error: QuestionnaireError) -> str:
    return _(
        "The questionnaire cannot be used: something is wrong at “{what}”. "
        "Install the program again, or ask whoever sent the questions."
    ).format(what=error.what)


SENTENCES: Sentences = {
    TwoDigitYearError: _two_digits,
    NoSuchDayError: _no_such_day,
    DayNotUnderstoodError: _not_understood,
    MonthAloneError: _month_alone,
    EndsBeforeItBeginsError: _ends_first,
    QuestionnaireError: _questionnaire,
}
