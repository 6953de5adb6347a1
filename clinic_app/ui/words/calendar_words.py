"""What headquarters' calendar says: who reported which month, and which months are locked."""

from collections.abc import Iterable
from datetime import datetime

from clinic_app.headquarters.approving import Approvals
from clinic_app.headquarters.calendar import Calendar, CalendarRow, CalendarState
from clinic_app.headquarters.leaving_words import contradictions
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.models.headquarters_view import CalendarLine, CalendarView
from clinic_app.ui.widgets.day_field import day_words


def calendar_view(found: Calendar, approved: Approvals, now: Month) -> CalendarView:
    """Return the calendar, the newest month first, and how the months stand.

    Args:
        found: The calendar.
        approved: Which months are locked.
        now: The month that is under way: of it, and of those after it, nobody is silent yet.
    """
    lines = tuple(_calendar_line(row, tuple(reversed(found.months)), now) for row in found.rows)
    states = [(month, row.states[month]) for row in found.rows for month in found.months]
    apart = sum(state is CalendarState.APART for _month, state in states)
    silent = sum(state is CalendarState.SILENT and month < now for month, state in states)
    none = _("No clinic reports yet. Enrol the first one under Clinics.")
    return CalendarView(
        months=tuple(
            _("{month} locked").format(month=month.label)
            if month in approved.locked
            else month.label
            for month in reversed(found.months)
        ),
        lines=lines,
        summary="\n".join(
            [_gap_words(silent, apart) if found.rows else none, *contradictions(found.leavings)]
        ),
        approved=_approved(approved),
        is_any_apart=bool(apart),
    )


def _gap_words(silent: int, apart: int) -> str:
    """Return what to do about the months that are in no total."""
    not_here = ngettext(
        "{count} month of a clinic is silent. Call the clinic, or take in the stick that is "
        "still to come.",
        "{count} months of clinics are silent. Call the clinics, or take in the sticks that are "
        "still to come.",
        silent,
    ).format(count=silent)
    not_counted = ngettext(
        "{count} month of a clinic came and is kept apart: see there why, before you ask for it.",
        "{count} months of clinics came and are kept apart: see there why, before you ask for "
        "them.",
        apart,
    ).format(count=apart)
    told = [words for words, count in ((not_here, silent), (not_counted, apart)) if count]
    return "\n".join(told) or _("Every clinic reported every month that is over.")


def _calendar_line(row: CalendarRow, months: Iterable[Month], now: Month) -> CalendarLine:
    said = {
        CalendarState.RECEIVED: _("✓ received"),
        CalendarState.EMPTY: _("○ empty"),
        CalendarState.APART: _("! kept apart"),
        CalendarState.SILENT: _("✗ silent"),
        CalendarState.NOT_BEGUN: _("– not begun"),
        CalendarState.LEFT: _("– left"),
    }
    not_over = _("· not over")
    return CalendarLine(
        f"{row.code}, {row.name}",
        tuple(
            not_over
            if row.states[month] is CalendarState.SILENT and month >= now
            else said[row.states[month]]
            for month in months
        ),
    )


def _approved(found: Approvals) -> str:
    locked = ", ".join(month.label for month in sorted(found.locked))
    lines = [
        _("Approved and locked: {months}. What would change them is kept apart.").format(
            months=locked
        )
        if locked
        else _("No month is approved yet. An approved month does not change unseen.")
    ]
    lines += [
        _("{month} was unlocked on {day}: {reason}").format(
            month=entry.month.label,
            day=day_words(datetime.fromisoformat(entry.at).date()),
            reason=entry.words,
        )
        for entry in found.unlocked
    ]
    return "\n".join(lines)
