"""What can be wrong with a typed answer or with a questionnaire."""

from clinic_app.errors import ClinicError


class TypedDayError(ClinicError):
    """Typed text is no day.

    Attributes:
        typed: As it was typed; a client's fact, never repeated to anybody.
    """

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed


class TwoDigitYearError(TypedDayError):
    """The year has two digits, so it could be one of two centuries."""


class NoSuchDayError(TypedDayError):
    """The calendar has no such day, or the year is outside 1900 to 2199."""


class DayNotUnderstoodError(TypedDayError):
    """The text is written in no way that we read."""


class MonthAloneError(TypedDayError):
    """No more than a month or a year was typed where the whole day is asked for."""


class EndsBeforeItBeginsError(TypedDayError):
    """The last month or day that was typed lies before the first."""


class QuestionnaireError(ClinicError):
    """A questionnaire is not what one must be.

    Attributes:
        what: Key, id or line where it is wrong.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
