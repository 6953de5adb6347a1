"""Words for months that headquarters approved just now, on the command line and in the window."""

from collections.abc import Sequence
from itertools import chain

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
    said = {
        CalendarState.SILENT: _(
            "{clinic} did not report {months}: what comes of it waits until that is unlocked."
        ),
        CalendarState.APART: _(
            "{clinic}: what came of {months} is kept apart, and waits until that is unlocked too."
        ),
    }
    return "\n".join([locked, *chain.from_iterable(_in(one, found, said[one]) for one in said)])


def _in(state: CalendarState, found: Calendar, words: str) -> list[str]:
    return [
        words.format(clinic=row.code, months=", ".join(told))
        for row in found.rows
        if (told := [month.label for month, one in row.states.items() if one is state])
    ]
