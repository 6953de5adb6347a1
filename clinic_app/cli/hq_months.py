"""``clinic-app hq months`` and ``totals``: who reported, and what it adds up to."""

import argparse

from clinic_app.cli import hq_words
from clinic_app.cli.hq_command import command, unlocked
from clinic_app.headquarters.calendar import calendar
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _


def add_to(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    for add in (_add_months, _add_totals):
        add(actions)


def run_months(arguments: argparse.Namespace) -> int:
    """Say which clinic reported which month; 1 where one is silent."""
    period = Month.from_label(arguments.first), Month.from_label(arguments.last)
    found = calendar(unlocked(arguments), *period)
    print(hq_words.calendar_lines(found))
    return int(hq_words.is_any_silent(found))


def run_totals(arguments: argparse.Namespace) -> int:
    """Say what whole months add up to, each number as at least and at most."""
    period = Month.from_label(arguments.first), Month.from_label(arguments.last)
    print(hq_words.total_lines(draw_up(unlocked(arguments), *period)))
    return 0


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
