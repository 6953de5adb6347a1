"""``clinic-app hq months``, ``totals``, ``approve``, ``unlock``: who reported, and what stands."""

import argparse
from dataclasses import replace

from clinic_app import clock
from clinic_app.cli import hq_words
from clinic_app.cli.hq_command import command, unlocked
from clinic_app.headquarters import approving
from clinic_app.headquarters.approving import approvals
from clinic_app.headquarters.calendar import Calendar, CalendarState, calendar
from clinic_app.headquarters.totals import Detail, draw_up
from clinic_app.messages.approving_words import approved_words
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _


def add_to(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    for add in (_add_months, _add_totals, _add_approve, _add_unlock):
        add(actions)


def run_months(arguments: argparse.Namespace) -> int:
    """Say which clinic reported which month; 1 where one is silent, or kept apart."""
    period = Month.from_label(arguments.first), Month.from_label(arguments.last)
    headquarters = unlocked(arguments)
    found, unfinished = _without_unfinished(calendar(headquarters, *period))
    print(hq_words.calendar_lines(found))
    if unfinished:
        labels = ", ".join(month.label for month in unfinished)
        print(
            _("Not over yet, so not every clinic can have closed: {months}").format(months=labels)
        )
    print(hq_words.approval_lines(approvals(headquarters)))
    return int(hq_words.is_any_silent(found))


def run_totals(arguments: argparse.Namespace) -> int:
    """Say what whole months add up to, each number as at least and at most."""
    period = Month.from_label(arguments.first), Month.from_label(arguments.last)
    print(hq_words.total_lines(draw_up(unlocked(arguments), *period, Detail.LABELS)))
    return 0


def run_approve(arguments: argparse.Namespace) -> int:
    """Lock whole months: what would change them becomes a question from now on."""
    period = Month.from_label(arguments.first), Month.from_label(arguments.last)
    headquarters = unlocked(arguments)
    fresh = approving.approve(headquarters, *period, clock.now())
    print(approved_words(fresh, calendar(headquarters, *period)))
    return 0


def run_unlock(arguments: argparse.Namespace) -> int:
    """Unlock one month, with the reason that stays."""
    month = Month.from_label(arguments.month)
    approving.unlock(unlocked(arguments), month, arguments.reason, clock.now())
    print(_("Unlocked: {month}. Collect again to take in what waits.").format(month=month.label))
    return 0


def _without_unfinished(found: Calendar) -> tuple[Calendar, tuple[Month, ...]]:
    """Return the calendar without the silence of months that are not over, and those months."""
    this_month = Month.of(clock.now().date())
    rows = tuple(
        replace(
            row,
            states={
                month: state
                for month, state in row.states.items()
                if month < this_month or state is not CalendarState.SILENT
            },
        )
        for row in found.rows
    )
    told = [row.states.keys() for row in rows]
    unfinished = (month for month in found.months if any(month not in states for states in told))
    return replace(found, rows=rows), tuple(unfinished)


def add_period(parser: argparse.ArgumentParser) -> None:
    """Ask for the first and the last month."""
    parser.add_argument("--from", dest="first", metavar="MONTH", required=True)
    parser.add_argument("--to", dest="last", metavar="MONTH", required=True)


def _add_months(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(actions, "months", _("which clinic reported which month"))
    add_period(parser)
    parser.set_defaults(run=run_months)


def _add_totals(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(actions, "totals", _("what whole months add up to, at least and at most"))
    add_period(parser)
    parser.set_defaults(run=run_totals)


def _add_approve(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(actions, "approve", _("approve and lock whole months"))
    add_period(parser)
    parser.set_defaults(run=run_approve)


def _add_unlock(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(actions, "unlock", _("unlock a month that was approved"))
    parser.add_argument("month", metavar="MONTH")
    parser.add_argument("--reason", metavar="WORDS", required=True)
    parser.set_defaults(run=run_unlock)
