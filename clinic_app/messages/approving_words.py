"""Words for months that headquarters approved just now, on the command line and in the window."""

from collections.abc import Sequence

from clinic_app.headquarters.calendar import Calendar, CalendarState
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _


def approved_words(fresh: Sequence[Month], found: Calendar) -> str:
    """Return which months were locked, and a line for each clinic that did not report them.

    Args:
        fresh: The months that were open until now.
        found: The calendar of all that were approved.
    """
    labels = ", ".join(month.label for month in fresh)
    locked = _("Locked: {months}").format(months=labels or _("nothing that was open"))
    return "\n".join([locked, *_silent(found)])


def _silent(found: Calendar) -> list[str]:
    words = _("{clinic} did not report {months}: what comes of it waits until that is unlocked.")
    return [
        words.format(clinic=row.code, months=", ".join(silent))
        for row in found.rows
        if (silent := [m.label for m, one in row.states.items() if one is CalendarState.SILENT])
    ]
