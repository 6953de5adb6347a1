"""Words for what can go wrong between counting and releasing."""

from clinic_app.messages.sentences import Sentences
from clinic_app.tallies.errors import CountOutOfRangeError, MonthOutOfOrderError, NotAMonthError
from clinic_app.translation import gettext as _


def _not_a_month(error: NotAMonthError) -> str:
    return _("“{typed}” is not a month. Write it like 2026-10.").format(typed=error.typed)


def _out_of_order(error: MonthOutOfOrderError) -> str:
    return _(
        "{asked} cannot be closed now; nothing was closed. The next month to close is {expected}."
    ).format(asked=error.asked, expected=error.expected)


def _out_of_range(error: CountOutOfRangeError) -> str:
    return _(
        "The count “{headline}” is below zero or too large to be true; nothing was closed. "
        "Look for a record with a wrong number, correct it, and close again."
    ).format(headline=error.headline)


SENTENCES: Sentences = {
    NotAMonthError: _not_a_month,
    MonthOutOfOrderError: _out_of_order,
    CountOutOfRangeError: _out_of_range,
}
