"""Which periods can be asked about."""

from clinic_app.errors import ClinicError
from clinic_app.headquarters.errors import PeriodError
from clinic_app.tallies.month import Month

MOST_MONTHS = 600
"""Fifty years. A longer period is a slip of the hand, and each of its months is a line."""


class PeriodTooLongError(ClinicError):
    """A period is asked about that holds more months than anybody counted."""


def check_period(first: Month, last: Month) -> None:
    """Refuse what is no period, from *first* to *last*, both included.

    Raises:
        PeriodError: *last* lies before *first*.
        PeriodTooLongError: It holds more than :data:`MOST_MONTHS` months.
    """
    if last < first:
        raise PeriodError
    if last.index - first.index >= MOST_MONTHS:
        raise PeriodTooLongError
